"""Which days are worked in China: the one place that asks the package ``chinesecalendar``."""

from __future__ import annotations

from datetime import date

from lixia_domain.recording.faults import Fault


class BeyondHolidays(Fault):
    """The State Council's holidays of that year are not known (yet), so no deadline is rolled."""

    def __init__(self, on: date, first: int, last: int) -> None:
        super().__init__(
            f"没有 {on.year} 年的节假日安排（现有 {first}–{last} 年），无法判断 {on} 是否顺延；"
            "请在安排公布后更新 chinesecalendar，或把日历的止期提前",
            f"the holidays of {on.year} are not known (only {first}–{last}), so whether {on} rolls "
            "can't be told: update chinesecalendar once they are out, or let the calendar end "
            "earlier",
            on=on,
            first=first,
            last=last,
        )
        self.on = on


def is_working(on: date) -> bool:
    """Tell whether ``on`` is worked, made-up weekends included. Raises ``BeyondHolidays``."""
    from chinese_calendar import is_workday
    from chinese_calendar.constants import holidays

    try:
        return bool(is_workday(on))
    except NotImplementedError:
        raise BeyondHolidays(on, min(holidays).year, max(holidays).year) from None
