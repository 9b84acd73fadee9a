"""Which day a register speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

from lixia_adapters.registers.register_head import Head
from lixia_adapters.registers.sheet import BadFile, Sheet, label

_DAY = (
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"
    r"|(?P<year2>[0-9]{4})[-./](?P<month2>[0-9]{1,2})[-./](?P<day2>[0-9]{1,2})"
)
_ANY_DAY = re.compile(_DAY)
_UNTIL = re.compile(r"截[止至]+(?:到|于)?[:：]?(?:北京时间)?(?=[0-9])")
_FARTHEST = timedelta(days=183)


class Dated(Protocol):
    """A row of a register, as far as dates go."""

    @property
    def value_date(self) -> date:
        """The day of the gift."""


def register_date(sheet: Sheet, head: Head, rows: Sequence[Dated]) -> date:
    """Return the day named in the title (after 截至, else the last), else the latest row's.

    A day without a year is the first such day on or after the middle row's, so that one wrong
    year among the rows decides nothing; it may be at most 183 days later. Raises ``BadFile`` for
    that and for a day not in the calendar. Offices date single rows a day late: that is no fault.
    """
    title = label(head.title)
    until = _UNTIL.search(title)
    found = _ANY_DAY.match(title, until.end()) if until else None
    if found is None:
        found = next(reversed(list(_ANY_DAY.finditer(title))), None)
    if found is None:
        return max(row.value_date for row in rows)
    year = found["year"] or found["year2"]
    month, day = int(found["month"] or found["month2"]), int(found["day"] or found["day2"])
    middle = sorted(row.value_date for row in rows)[(len(rows) - 1) // 2]
    if year:
        on = _day(int(year), month, day)
    else:
        on = next(
            (
                each
                for later in range(2)
                if (each := _day(middle.year + later, month, day)) and each >= middle
            ),
            None,
        )
        if on is not None and on - middle > _FARTHEST:
            on = None
    if on is None:
        raise _no_day(sheet, month, day, middle)
    return on


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_day(sheet: Sheet, month: int, day: int, middle: date) -> BadFile:
    return sheet.fault(
        f"标题的截止日 {month}月{day}日 与各行日期（如 {middle}）不合；"
        "请核对，跨年的请在标题写明年份",
        f"the title's day (month {month}, day {day}) does not fit the rows' dates (such as "
        f"{middle}); check it, and state the year in the title if years apart",
        row=1,
    )
