"""Days as they are counted in Shanghai: months later, worked or not, rolled where the law rolls."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from chinese_calendar import is_workday


def months(day: date, number: int) -> date:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def worked(day: date) -> bool:
    """Tell whether a day is worked; where nobody knows yet, by weekends."""
    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def civil(day: date) -> date:
    """Return when a civil-law period ends that ends on a day: the next that is worked (S41)."""
    while not worked(day):
        day += timedelta(days=1)
    return day
