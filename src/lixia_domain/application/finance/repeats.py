"""Which rows of a register repeat rows of earlier registers (cumulative publication).

Offices publish some days cumulatively: the register of a later day lists earlier rows again, under
new row numbers. Keys can't tell, so contents do, one row date at a time. If at least three rows and
more than half of the smaller side stand in both registers, the day was published again: equal rows
are repeats, and rows that differ on both sides are in doubt, for they may be corrections. A few
equal rows among many different ones are coincidence (two persons of one surname gave 100 yuan) and
count as gifts of their own. Of fewer than three rows only a register contained whole is a repeat.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from attrs import field, frozen

from lixia_domain.aggregates.bank_credit.facts import Notice

Content: TypeAlias = tuple[date, str, int, str]
"""Row date, payer (reference or name), fen, remark."""

FEW = 3


@frozen
class Repeats:
    """What of a register was booked before, and what may have been."""

    booked: Mapping[str, str] = field(factory=dict)
    """Rows that repeat a booked row: their key to the booked one's, one to one."""
    doubtful: frozenset[str] = frozenset()
    """Rows of a day published again that may correct a booked row which is missing now."""


def content(notice: Notice) -> Content:
    """Return what makes two rows of different registers the same row."""
    return (
        notice.value_date,
        notice.payer_ref or notice.payer,
        notice.amount.fen,
        notice.remark,
    )


def repeats(rows: Mapping[str, Notice], registers: Iterable[Mapping[str, Notice]]) -> Repeats:
    """Compare ``rows`` (new, by key) with the rows of the ``registers`` booked before."""
    booked: dict[str, str] = {}
    doubtful: set[str] = set()
    for register in registers:
        new = _by_day({key: n for key, n in rows.items() if key not in booked})
        old = _by_day(register)
        whole = not _counted(old) - _counted(new)
        for on, before in old.items():
            here = new.get(on, {})
            common = sum((Counter(here.values()) & Counter(before.values())).values())
            smaller = min(len(here), len(before))
            again = common >= FEW and 2 * common > smaller
            if not again and not (whole and common == len(before)):
                continue
            waiting: dict[Content, list[str]] = defaultdict(list)
            for key, what in before.items():
                waiting[what].append(key)
            for key, what in here.items():
                if waiting[what]:
                    booked[key] = waiting[what].pop(0)
            if common < len(before):
                doubtful |= here.keys() - booked.keys()
    return Repeats(booked, frozenset(doubtful - booked.keys()))


def _by_day(rows: Mapping[str, Notice]) -> dict[date, dict[str, Content]]:
    days: dict[date, dict[str, Content]] = defaultdict(dict)
    for key, notice in rows.items():
        days[notice.value_date][key] = content(notice)
    return days


def _counted(days: Mapping[date, Mapping[str, Content]]) -> Counter[Content]:
    return Counter(what for rows in days.values() for what in rows.values())
