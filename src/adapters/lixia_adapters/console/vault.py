"""``lixia vault``: the keys of persons: made, shown by, changed, copied, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.answer import Answer, Table, as_of
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.details import FIELDS
from lixia_adapters.console.person import PERSON
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import FINDING, Usage

if TYPE_CHECKING:
    from datetime import date

    from lixia_domain.application.persons.vault_review import Review
    from lixia_domain.application.vault import Condition


def _init(asked: Asked) -> Answer:
    with asked.open() as store:
        condition = store.make_vault().condition()
    said = Say(
        f"保险库已建立，与本账库绑定。主密钥在 {condition.epoch_key}：请另存一份副本，"
        "不要与账库、保险库放在一起。",
        f"The vault is made and bound to this store. Its epoch key is {condition.epoch_key}: "
        "keep a copy apart from store and vault.",
    )
    return Answer(_condition(condition), [said])


INIT = Command((), _init)


def _status(asked: Asked) -> Answer:
    from lixia_domain.application.persons.vault_review import review

    with asked.open() as store:
        today = store.today()
        condition, found = store.vault.condition(), review(store, on=today, at=store.clock())
    late = condition.rotate_by is not None and condition.rotate_by < today
    rows = [
        [asked.told(Say("密钥", "keys")), str(condition.keys)],
        [asked.told(Say("身份索引", "identities")), str(condition.references)],
        [asked.told(Say("主密钥", "epoch key")), condition.epoch_key],
        [asked.told(Say("第几任", "epoch")), str(condition.epoch)],
        [asked.told(Say("须轮换于", "change it by")), _due(asked, condition.rotate_by, late=late)],
    ]
    heads = [asked.told(Say("栏目", "field")), asked.told(Say("内容", "value"))]
    title, foot = asked.told(Say("保险库", "The vault")), asked.told(as_of(found.position))
    data = {**_condition(condition), "rotate_overdue": late, **_told(found)}
    shown: list[Table | Say] = [Table(title, heads, rows, frozenset(), foot), *_said(found)]
    if condition.left_over:
        shown.append(
            Say(
                f"✗ 旧主密钥还在：{'、'.join(condition.left_over)}；lixia vault rotate 会清除",
                f"✗ old epoch keys are left: {', '.join(condition.left_over)}; "
                "lixia vault rotate destroys them",
            )
        )
    return Answer(data, shown, exit=FINDING if late else 0)


STATUS = Command((), _status)


def _due(asked: Asked, by: date | None, *, late: bool) -> str:
    if by is None:
        return asked.told(Say("无须（没有销毁过密钥）", "not due: no key was destroyed"))
    return f"{by} {asked.told(Say('已逾期', 'overdue'))}" if late else str(by)


def _show(asked: Asked) -> Answer:
    from lixia_domain.aggregates.subject.facts import Field
    from lixia_domain.application.persons import subjects

    if asked["dry_run"]:
        raise Usage(
            "--dry-run：查看个人信息必记入账，不能试算",
            "--dry-run: whoever sees personal data is put on record; there is no dry run",
        )
    with asked.open() as store:
        opened = subjects.show(
            store.ledger,
            asked.by(store),
            store.vault,
            person=asked["person"],
            purpose=asked["purpose"],
            fields=tuple(map(Field, asked["fields"] or ())),
            on=asked.day(store),
        )
        head = store.ledger.head()
    rows = [[asked.told(FIELDS[name.value]), value] for name, value in opened.items()]
    heads = [asked.told(Say("项目", "field")), asked.told(Say("内容", "value"))]
    said = Say("本次查看已记入账册。", "This look is on record.")
    title = asked["person"]
    data = {
        "person": title,
        "details": {name.value: value for name, value in opened.items()},
        "position": head,
    }
    table = Table(title, heads, rows, frozenset(), asked.told(as_of(head)))
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


def _rotate(asked: Asked) -> Answer:
    with asked.open() as store:
        keys = store.vault.rotate(at=store.clock())
        condition = store.vault.condition()
    said = Say(
        f"主密钥已轮换，{keys} 把密钥已重新封装，旧主密钥已销毁。新主密钥在 "
        f"{condition.epoch_key}：请另存副本，销毁旧副本；此前的保险库备份从此打不开，请重新备份。",
        f"The epoch key was changed, {keys} keys wrapped anew, the old key destroyed. The new one "
        f"is {condition.epoch_key}: keep a copy apart and destroy copies of the old one. Backups "
        "of the vault from before can't be opened any more: make a new one.",
    )
    return Answer({"rewrapped": keys, **_condition(condition)}, [said])


ROTATE = Command((), _rotate)


def _backup(asked: Asked) -> Answer:
    with asked.open() as store:
        store.vault.backup(asked["file"])
        epoch = store.vault.condition().epoch
    said = Say(
        f"保险库已备份到 {asked['file']}（第 {epoch} 任主密钥）；主密钥须另存，不在其中。",
        f"The vault was copied to {asked['file']} (epoch {epoch}); the epoch key is not in it.",
    )
    return Answer({"file": asked["file"], "epoch": epoch}, [said])


BACKUP = Command((Option("FILE", "file", "备份文件", "the copy", read=text),), _backup)


def _check(asked: Asked) -> Answer:
    """Inspect the vault, and lay it beside the log."""
    from lixia_domain.application.persons.vault_review import review

    with asked.open() as store:
        findings = list(store.vault.check())
        found = review(store, on=store.today(), at=store.clock())
    wrong = bool(findings or found.lost or found.returned)
    shown: list[Table | Say] = [Say(f"✗ {zh}", f"✗ {en}") for zh, en in findings]
    shown += _said(found)
    if not wrong:
        shown.insert(0, Say("✓ 保险库完好，与账册相符", "✓ the vault is sound and fits the log"))
    data = {
        "findings": [en if asked.lang == "en" else zh for zh, en in findings],
        **_told(found),
    }
    return Answer(data, [*shown, as_of(found.position)], exit=FINDING if wrong else 0)


CHECK = Command((), _check)


def _sweep(asked: Asked) -> Answer:
    from lixia_domain.application.persons.vault_review import review, sweep

    with asked.open() as store:
        on = asked.day(store)
        if asked["dry_run"]:
            found = review(store, on=on, at=store.clock())
            return Answer({**_told(found), "dry_run": True}, [*_said(found), as_of(found.position)])
        found = sweep(store, asked.by(store), on=on)
        head = store.ledger.head()
    said = Say(
        f"已清除 {len(found.orphans)} 把无主的密钥、{len(found.returned)} 把重现的密钥，"
        f"完成 {len(found.erasing)} 项中断的销毁。",
        f"{len(found.orphans)} orphan keys and {len(found.returned)} that had come back were "
        f"destroyed, {len(found.erasing)} interrupted erasures finished.",
    )
    return Answer({**_told(found), "position": head}, [said, as_of(head)])


SWEEP = Command((), _sweep, writes=True, role="foundation")


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


def _told(found: Review) -> dict[str, Any]:
    return {
        "lost": list(found.lost),
        "returned": list(found.returned),
        "erasing": list(found.erasing),
        "due": list(found.due),
        "orphans": list(found.orphans),
        "position": found.position,
    }


_WHAT = {
    "lost": Say("✗ 密钥丢失，信息无法再打开", "✗ the key is lost, the data can't be opened"),
    "returned": Say(
        "✗ 已销毁的密钥又出现（保险库被换成旧副本？lixia vault sweep 可清除）",
        "✗ erased, but the key is back (an older copy of the vault? lixia vault sweep)",
    ),
    "erasing": Say(
        "销毁中断，尚未完成（lixia vault sweep 可续办）",
        "erasure was interrupted (lixia vault sweep finishes it)",
    ),
    "due": Say("保存期已满，应予销毁（lixia erase）", "retention is over: to be erased"),
    "orphans": Say(
        "账册中没有此人的密钥（lixia vault sweep 可清除）",
        "a key of whom the log knows nothing (lixia vault sweep)",
    ),
}


def _said(found: Review) -> list[Say]:
    return [
        Say(f"{say.zh}：{person}", f"{say.en}: {person}")
        for name, say in _WHAT.items()
        for person in getattr(found, name)
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
