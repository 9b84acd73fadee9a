"""``lixia vault``: the keys of persons: made, shown by, changed, copied, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.commands.persons.details import FIELDS
from lixia_adapters.console.commands.persons.erase import PERSON
from lixia_adapters.console.commands.persons.vault_state import (
    condition_data,
    review_data,
    review_lines,
    rotation_due,
)
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import FINDING, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    pass


def _init(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        condition = store.make_vault().condition()
    said = Words(
        f"保险库已建立，与本账库绑定。主密钥在 {condition.epoch_key}：请另存一份副本，"
        "不要与账库、保险库放在一起。",
        f"The vault is made and bound to this store. Its epoch key is {condition.epoch_key}: "
        "keep a copy apart from store and vault.",
    )
    return Answer(condition_data(condition), [said])


def _status(invocation: Invocation) -> Answer:
    from lixia_domain.application.persons.vault_review import review

    with invocation.open() as store:
        today = store.today()
        condition, found = store.vault.condition(), review(store, on=today, at=store.clock())
    due = min((day for day in (condition.rotate_by, found.rotate_by) if day), default=None)
    late = due is not None and due < today
    rows = [
        [invocation.text(Words("密钥", "keys")), str(condition.keys)],
        [invocation.text(Words("身份索引", "identities")), str(condition.references)],
        [invocation.text(Words("主密钥", "epoch key")), condition.epoch_key],
        [invocation.text(Words("第几任", "epoch")), str(condition.epoch)],
        [
            invocation.text(Words("须轮换于", "change it by")),
            rotation_due(invocation, due, late=late),
        ],
    ]
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    title, foot = (
        invocation.text(Words("保险库", "The vault")),
        invocation.text(as_of(found.position)),
    )
    data = {**condition_data(condition), "rotate_overdue": late, **review_data(found)}
    data["rotate_by"] = None if due is None else due.isoformat()
    shown: list[Table | Words] = [
        Table(title, heads, rows, frozenset(), foot),
        *review_lines(found),
    ]
    if condition.left_over:
        shown.append(
            Words(
                f"✗ 旧主密钥还在：{'、'.join(condition.left_over)}；lixia vault rotate 会清除",
                f"✗ old epoch keys are left: {', '.join(condition.left_over)}; "
                "lixia vault rotate destroys them",
            )
        )
    return Answer(data, shown, exit=0 if found.sound and not late else FINDING)


def _show(invocation: Invocation) -> Answer:
    from lixia_domain.aggregates.subject.facts import Field
    from lixia_domain.application.persons import subjects
    from lixia_domain.kernel.vocabulary import PersonRef

    if invocation["dry_run"]:
        raise Usage(
            "--dry-run：查看个人信息必记入账，不能试算",
            "--dry-run: whoever sees personal data is put on record; there is no dry run",
        )
    with invocation.open() as store:
        person = invocation.key(store, "person", PersonRef)
        opened = subjects.show(
            store.ledger,
            invocation.by(store),
            store.vault,
            person=person,
            purpose=invocation["purpose"],
            fields=tuple(map(Field, invocation["fields"] or ())),
            on=invocation.day(store),
        )
        head = store.ledger.head()
    rows = [[invocation.text(FIELDS[name.value]), value] for name, value in opened.items()]
    heads = [invocation.text(Words("项目", "field")), invocation.text(Words("内容", "value"))]
    said = Words("本次查看已记入账册。", "This look is on record.")
    data = {
        "person": person,
        "details": {name.value: value for name, value in opened.items()},
        "position": head,
    }
    table = Table(person, heads, rows, frozenset(), invocation.text(as_of(head)))
    return Answer(data, [table, said])


def _rotate(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        keys = store.vault.rotate(at=store.clock())
        condition = store.vault.condition()
    said = Words(
        f"主密钥已轮换，{keys} 把密钥已重新封装，旧主密钥已销毁。新主密钥在 "
        f"{condition.epoch_key}：请另存副本，销毁旧副本；此前的保险库备份从此打不开，请重新备份。",
        f"The epoch key was changed, {keys} keys wrapped anew, the old key destroyed. The new one "
        f"is {condition.epoch_key}: keep a copy apart and destroy copies of the old one. Backups "
        "of the vault from before can't be opened any more: make a new one.",
    )
    return Answer({"rewrapped": keys, **condition_data(condition)}, [said])


def _backup(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        store.vault.backup(invocation["file"])
        epoch = store.vault.condition().epoch
    said = Words(
        f"保险库已备份到 {invocation['file']}（第 {epoch} 任主密钥）；主密钥须另存，不在其中。",
        f"The vault was copied to {invocation['file']} (epoch {epoch}); "
        "the epoch key is not in it.",
    )
    return Answer({"file": invocation["file"], "epoch": epoch}, [said])


def _check(invocation: Invocation) -> Answer:
    """Inspect the vault, and lay it beside the log."""
    from lixia_domain.application.persons.vault_review import review

    with invocation.open() as store:
        findings = list(store.vault.check())
        found = review(store, on=store.today(), at=store.clock())
    wrong = bool(findings) or not found.sound
    shown: list[Table | Words] = [Words(f"✗ {zh}", f"✗ {en}") for zh, en in findings]
    shown += review_lines(found)
    if not wrong:
        shown.insert(0, Words("✓ 保险库完好，与账册相符", "✓ the vault is sound and fits the log"))
    data = {
        "findings": [en if invocation.lang == "en" else zh for zh, en in findings],
        **review_data(found),
    }
    return Answer(data, [*shown, as_of(found.position)], exit=FINDING if wrong else 0)


def _sweep(invocation: Invocation) -> Answer:
    from lixia_domain.application.persons.vault_review import review, sweep

    with invocation.open() as store:
        on = invocation.day(store)
        if invocation["dry_run"]:
            found = review(store, on=on, at=store.clock())
            return Answer(
                {**review_data(found), "dry_run": True},
                [*review_lines(found), as_of(found.position)],
            )
        found = sweep(store, invocation.by(store), on=on)
        head = store.ledger.head()
    said = Words(
        f"已清除 {len(found.orphans)} 把无主的密钥、{len(found.returned)} 把重现的密钥，"
        f"完成 {len(found.erasing)} 项中断的销毁。",
        f"{len(found.orphans)} orphan keys and {len(found.returned)} that had come back were "
        f"destroyed, {len(found.erasing)} interrupted erasures finished.",
    )
    return Answer({**review_data(found), "position": head}, [said, as_of(head)])


COMMANDS = (
    Command("vault init", Words("建立保险库", "make the vault"), (), _init),
    Command("vault status", Words("概况与到期事项", "how it stands, what is due"), (), _status),
    Command(
        "vault show",
        Words("查看个人信息（记录在案）", "show details, on record"),
        (
            PERSON,
            option("--purpose PURPOSE", "为何查看（入账）", "why; it is recorded", text),
            option(
                "[--field FIELD …]",
                "只看某几项（默认全部）",
                "only some (default: all)",
                name="fields",
                choices=tuple(FIELDS),
            ),
        ),
        _show,
        carries="subjects.disclose",
    ),
    Command("vault rotate", Words("轮换主密钥", "change the epoch key"), (), _rotate),
    Command(
        "vault backup",
        Words("备份", "copy it"),
        (option("FILE", "备份文件", "the copy", text),),
        _backup,
    ),
    Command(
        "vault check", Words("检查，并与账册核对", "check it, and against the log"), (), _check
    ),
    Command(
        "vault sweep",
        Words("清除无主密钥，续办中断的销毁", "sweep orphans, finish erasures"),
        (),
        _sweep,
        carries="subjects.note_erasure",
    ),
)
