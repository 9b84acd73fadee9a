"""Business dates and accounting periods, all by Asia/Shanghai."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lixia_domain.kernel.explained import Unreadable
from lixia_domain.kernel.words import Words

_FORMS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)
_PERIOD = re.compile(r"(?!0000)([0-9]{4})-(?:0[1-9]|1[0-2])")


class BadDate(Unreadable):
    """What was given is no date, or no period; ``text`` is what was given."""

    what = Words("日期", "date")


def shanghai(find: Callable[[str], tzinfo] = ZoneInfo) -> tzinfo:
    """Return the zone all business dates are read in.

    The named zone knows the summer times of 1986 to 1991, which a founding date may fall into.
    A machine without a zone database (Windows, unless ``tzdata`` is installed) gets UTC+8, which
    is the same for every instant since.
    """
    try:
        return find("Asia/Shanghai")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=8), "Asia/Shanghai")


SHANGHAI = shanghai()


def business_date(instant: datetime) -> date:
    """Return the date in Shanghai at ``instant``; ``BadDate`` if it doesn't say its offset."""
    if instant.utcoffset() is None:
        raise BadDate(
            instant.isoformat(),
            "时刻没有时区，请注明，例如 +08:00",
            "the instant has no offset; say which, such as +08:00",
        )
    return instant.astimezone(SHANGHAI).date()


def period_of(on: date) -> str:
    """Return the accounting period (year and month) of a business date: ``2021-12``.

    Raises ``BadDate`` for a datetime, whose own date need not be Shanghai's.
    """
    if isinstance(on, datetime):
        raise BadDate(
            on.isoformat(),
            "这是时刻，请先用 business_date 换算成业务日期",
            "an instant; turn it into a date by business_date first",
        )
    return f"{on.year:04d}-{on.month:02d}"


def year_of(period: str) -> int:
    """Return the accounting year of ``period`` (``2021-12``), or raise ``BadDate``."""
    read = _PERIOD.fullmatch(period)
    if read is None:
        raise BadDate(period, "会计期间须写成 2021-12 的样子", "a period is written like 2021-12")
    return int(read[1])


def parse_date(text: str) -> date:
    """Read 2020-01-22, 2020.1.22, 2020/1/22, 2020年1月22日 or 20200122, or raise ``BadDate``."""
    for form in _FORMS:
        if read := form.fullmatch(text.strip()):
            year, month, day = map(int, read.groups())
            try:
                return date(year, month, day)
            except ValueError:
                raise BadDate(
                    text, "日历上没有这一天，请核对", "no such day in the calendar; check it"
                ) from None
    raise BadDate(
        text,
        "请写成 2020-01-22、2020.01.22、2020/1/22、2020年1月22日 或 20200122",
        "write it like 2020-01-22, 2020.01.22, 2020/1/22, 2020年1月22日 or 20200122",
    )


def years_on(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 1 March where it must."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
