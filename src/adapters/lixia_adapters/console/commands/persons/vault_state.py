"""The vault, and what is due in it, as ``lixia vault`` answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from datetime import date

    from lixia_domain.application.persons.vault_review import Review
    from lixia_domain.application.vault import Condition


def rotation_due(invocation: Invocation, by: date | None, *, late: bool) -> str:
    """Return until when the epoch key is to be changed, as a person reads it."""
    if by is None:
        return invocation.text(Words("无须（没有销毁过密钥）", "not due: no key was destroyed"))
    return f"{by} {invocation.text(Words('已逾期', 'overdue'))}" if late else str(by)


def condition_data(condition: Condition) -> dict[str, Any]:
    """Return the condition of the vault as data."""
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


def review_data(found: Review) -> dict[str, Any]:
    """Return what is due in the vault as data."""
    return {
        "lost": list(found.lost),
        "returned": list(found.returned),
        "erasing": list(found.erasing),
        "due": list(found.due),
        "orphans": list(found.orphans),
        "pretended": list(found.pretended),
        "erased_since": _iso(found.erased_since),
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
    "pretended": Words(
        "演示自带的虚构信息，其密钥从未留存",
        "made-up details that came with the demo; nobody was to keep their key",
    ),
    "orphans": Words(
        "账册中没有此人的密钥（lixia vault sweep 可清除）",
        "a key of whom the log knows nothing (lixia vault sweep)",
    ),
}


def review_lines(found: Review) -> list[Words]:
    """Return what is due in the vault, a line for each."""
    since = found.erased_since
    said = [
        Words(f"{say.zh}：{person}", f"{say.en}: {person}")
        for name, say in _WHAT.items()
        for person in getattr(found, name)
    ]
    return said if since is None else [_forgotten(since), *said]


def _forgotten(since: date) -> Words:
    return Words(
        f"✗ 账册记有自 {since} 起的销毁，保险库却没有：保险库被换成旧副本；"
        "请以 lixia vault sweep 清除重现的密钥，再以 lixia vault rotate 轮换主密钥",
        f"✗ the log knows of erasures since {since}, the vault does not: an older copy of it was "
        "put in its place; lixia vault sweep destroys what came back, then lixia vault rotate "
        "changes the epoch key",
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
