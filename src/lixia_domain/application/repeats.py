"""Which rows of a register repeat rows of earlier registers (cumulative publication).

Offices publish some days cumulatively: the register of a later day lists earlier rows again, under
new row numbers. Keys can't tell, so contents do. Within one row date, rows are repeats if all rows
of that date in one of the two registers stand in the other as well; a few equal rows among many
different ones are coincidence (two persons of one surname gave 100 yuan) and count as gifts of
their own. Where a date has fewer than three rows on one side, chance is too likely: then only a
register that is contained whole counts as repeated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from lixia_domain.aggregates.bank_credit import Notice

Content: TypeAlias = tuple[date, str, int, str]
"""Row date, payer (reference or name), fen, remark."""

FEW = 3


def content(notice: Notice) -> Content:
    """Return what makes two rows of different registers the same row."""
    return (
        notice.value_date,
        notice.payer_ref or notice.payer,
        notice.amount.fen,
        notice.remark,
    )


def repeated(
    rows: Mapping[str, Notice], registers: Iterable[Mapping[str, Notice]]
) -> Mapping[str, str]:
    """Return which of ``rows`` (by key) repeat a booked row: its key to the booked one's.

    ``registers`` are the registers booked before, each with its rows by key. A booked row is
    repeated by at most one new row.
    """
    found: dict[str, str] = {}
    for register in registers:
        new = {key: content(notice) for key, notice in rows.items() if key not in found}
        old = {key: content(notice) for key, notice in register.items()}
        waiting: dict[Content, list[str]] = defaultdict(list)
        for key, what in old.items():
            waiting[what].append(key)
        whole = not Counter(old.values()) - Counter(new.values())
        for on in {what[0] for what in old.values()}:
            here = [key for key, what in new.items() if what[0] == on]
            if not _same_day_again(
                [new[key] for key in here], [w for w in old.values() if w[0] == on], whole
            ):
                continue
            for key in here:
                if places := waiting[new[key]]:
                    found[key] = places.pop(0)
    return found


def _same_day_again(new: Sequence[Content], old: Sequence[Content], whole: bool) -> bool:
    if not new:
        return False
    if min(len(new), len(old)) < FEW:
        return whole and len(old) >= 1 and not Counter(old) - Counter(new)
    left, right = Counter(new), Counter(old)
    return not left - right or not right - left
