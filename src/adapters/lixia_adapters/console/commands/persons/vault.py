"""``lixia vault``: the keys of persons: made, shown by, changed, copied, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import FIELDS
from lixia_adapters.console.commands.persons.person import PERSON
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, text
from lixia_adapters.console.frame.trouble import FINDING, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from datetime import date

    from lixia_domain.application.persons.vault_review import Review
    from lixia_domain.application.vault import Condition


def _init(invocation: Invocation) -> Answer:
    with invocation.open() as store:
        condition = store.make_vault().condition()
    said = Words(
        f"保险库已建立，与本账库绑定。主密钥在 {condition.epoch_key}：请另存一份副本，"
        "不要与账库、保险库放在一起。",
        f"The vault is made and bound to this store. Its epoch key is {condition.epoch_key}: "
        "keep a copy apart from store and vault.",
    )
    return Answer(_condition(condition), [said])


INIT = Command((), _init)


def _status(invocation: Invocation) -> Answer:
    from lixia_domain.application.persons.vault_review import review

    with invocation.open() as store:
        today = store.today()
        condition, found = store.vault.condition(), review(store, on=today, at=store.clock())
    late = condition.rotate_by is not None and condition.rotate_by < today
    rows = [
        [invocation.text(Words("密钥", "keys")), str(condition.keys)],
        [invocation.text(Words("身份索引", "identities")), str(condition.references)],
        [invocation.text(Words("主密钥", "epoch key")), condition.epoch_key],
        [invocation.text(Words("第几任", "epoch")), str(condition.epoch)],
        [
            invocation.text(Words("须轮换于", "change it by")),
            _due(invocation, condition.rotate_by, late=late),
        ],
    ]
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    title, foot = (
        invocation.text(Words("保险库", "The vault")),
        invocation.text(as_of(found.position)),
    )
    data = {**_condition(condition), "rotate_overdue": late, **_review(found)}
    shown: list[Table | Words] = [Table(title, heads, rows, frozenset(), foot), *_said(found)]
    if condition.left_over:
        shown.append(
            Words(
                f"✗ 旧主密钥还在：{'、'.join(condition.left_over)}；lixia vault rotate 会清除",
                f"✗ old epoch keys are left: {', '.join(condition.left_over)}; "
                "lixia vault rotate destroys them",
            )
        )
    return Answer(data, shown, exit=FINDING if late else 0)


STATUS = Command((), _status)


def _due(invocation: Invocation, by: date | None, *, late: bool) -> str:
    if by is None:
        return invocation.text(Words("无须（没有销毁过密钥）", "not due: no key was destroyed"))
    return f"{by} {invocation.text(Words('已逾期', 'overdue'))}" if late else str(by)


def _show(invocation: Invocation) -> Answer:
    from lixia_domain.aggregates.subject.facts import Field
    from lixia_domain.application.persons import subjects

    if invocation["dry_run"]:
        raise Usage(
            "--dry-run：查看个人信息必记入账，不能试算",
            "--dry-run: whoever sees personal data is put on record; there is no dry run",
        )
    with invocation.open() as store:
        opened = subjects.show(
            store.ledger,
            invocation.by(store),
            store.vault,
            person=invocation["person"],
            purpose=invocation["purpose"],
            fields=tuple(map(Field, invocation["fields"] or ())),
            on=invocation.day(store),
        )
        head = store.ledger.head()
    rows = [[invocation.text(FIELDS[name.value]), value] for name, value in opened.items()]
    heads = [invocation.text(Words("项目", "field")), invocation.text(Words("内容", "value"))]
    said = Words("本次查看已记入账册。", "This look is on record.")
    title = invocation["person"]
    data = {
        "person": title,
        "details": {name.value: value for name, value in opened.items()},
        "position": head,
    }
    table = Table(title, heads, rows, frozenset(), invocation.text(as_of(head)))
    return Answer(data, [table, said])


SHOW = Command(
    (
        PERSON,
        Option("--purpose", "purpose", "为何查看（入账）", "why; it is recorded", read=text),
        Option(
            "--field",
            "fields",
            "只看某几项（默认全部）",
            "only some (default: all)",
            need=False,
            many=True,
            choices=tuple(FIELDS),
            value="FIELD",
        ),
    ),
    _show,
    writes=True,
)


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
    return Answer({"rewrapped": keys, **_condition(condition)}, [said])


ROTATE = Command((), _rotate)


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


BACKUP = Command((Option("FILE", "file", "备份文件", "the copy", read=text),), _backup)


def _check(invocation: Invocation) -> Answer:
    """Inspect the vault, and lay it beside the log."""
    from lixia_domain.application.persons.vault_review import review

    with invocation.open() as store:
        findings = list(store.vault.check())
        found = review(store, on=store.today(), at=store.clock())
    wrong = bool(findings or found.lost or found.returned)
    shown: list[Table | Words] = [Words(f"✗ {zh}", f"✗ {en}") for zh, en in findings]
    shown += _said(found)
    if not wrong:
        shown.insert(0, Words("✓ 保险库完好，与账册相符", "✓ the vault is sound and fits the log"))
    data = {
        "findings": [en if invocation.lang == "en" else zh for zh, en in findings],
        **_review(found),
    }
    return Answer(data, [*shown, as_of(found.position)], exit=FINDING if wrong else 0)


CHECK = Command((), _check)


def _sweep(invocation: Invocation) -> Answer:
    from lixia_domain.application.persons.vault_review import review, sweep

    with invocation.open() as store:
        on = invocation.day(store)
        if invocation["dry_run"]:
            found = review(store, on=on, at=store.clock())
            return Answer(
                {**_review(found), "dry_run": True}, [*_said(found), as_of(found.position)]
            )
        found = sweep(store, invocation.by(store), on=on)
        head = store.ledger.head()
    said = Words(
        f"已清除 {len(found.orphans)} 把无主的密钥、{len(found.returned)} 把重现的密钥，"
        f"完成 {len(found.erasing)} 项中断的销毁。",
        f"{len(found.orphans)} orphan keys and {len(found.returned)} that had come back were "
        f"destroyed, {len(found.erasing)} interrupted erasures finished.",
    )
    return Answer({**_review(found), "position": head}, [said, as_of(head)])


SWEEP = Command((), _sweep, writes=True, role="administrator")


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "store": condition.store,
        "epoch": condition.epoch,
        "epoch_key": condition.epoch_key,
        "keys": condition.keys,
        "references": condition.references,
        "destroyed_since": _iso(condition.destroyed_since),
        "rotate_by": _iso(condition.rotate_by),
        "left_over": list(condition.left_over),
    }


def _review(found: Review) -> dict[str, Any]:
    return {
        "lost": list(found.lost),
        "returned": list(found.returned),
        "erasing": list(found.erasing),
        "due": list(found.due),
        "orphans": list(found.orphans),
        "position": found.position,
    }


_WHAT = {
    "lost": Words("✗ 密钥丢失，信息无法再打开", "✗ the key is lost, the data can't be opened"),
    "returned": Words(
        "✗ 已销毁的密钥又出现（保险库被换成旧副本？lixia vault sweep 可清除）",
        "✗ erased, but the key is back (an older copy of the vault? lixia vault sweep)",
    ),
    "erasing": Words(
        "销毁中断，尚未完成（lixia vault sweep 可续办）",
        "erasure was interrupted (lixia vault sweep finishes it)",
    ),
    "due": Words("保存期已满，应予销毁（lixia erase）", "retention is over: to be erased"),
    "orphans": Words(
        "账册中没有此人的密钥（lixia vault sweep 可清除）",
        "a key of whom the log knows nothing (lixia vault sweep)",
    ),
}


def _said(found: Review) -> list[Words]:
    return [
        Words(f"{say.zh}：{person}", f"{say.en}: {person}")
        for name, say in _WHAT.items()
        for person in getattr(found, name)
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
