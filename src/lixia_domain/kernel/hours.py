"""Stretches of a day in Shanghai, in whole minutes."""

from __future__ import annotations

import re

from attrs import frozen

from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words

DAY = 24 * 60
_WRITTEN = re.compile(r"([0-9]{1,2})[:：]([0-5][0-9])\s*[-–~～至]\s*([0-9]{1,2})[:：]([0-5][0-9])")


class BadTime(BadDate):
    """What was given is no stretch of a day; ``text`` is what was given."""

    what = Words("时段", "time")


class Why(Reason):
    """What no stretch of a day may be."""

    NOT_IN_ONE_DAY = (
        "hours.not_in_one_day",
        "时段 {span} 不在同一天之内，或者没有长度；跨零点的请按日分开登记",
        "{span} does not lie within one day, or has no length; past midnight is another session",
    )


@frozen(kw_only=True)
class Span:
    """From ``start`` (minutes after midnight) for so many ``minutes``."""

    start: int
    minutes: int

    @property
    def end(self) -> int:
        """Return the first minute after it."""
        return self.start + self.minutes

    def overlaps(self, other: Span) -> bool:
        """Tell whether both have a minute in common; touching is none."""
        return self.start < other.end and other.start < self.end

    def within(self, other: Span) -> bool:
        """Tell whether it lies in ``other``, ends included."""
        return other.start <= self.start and self.end <= other.end

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def clock(minute: int) -> str:
    """Return the time of day: 540 is ``09:00``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def sound(span: Span) -> Span:
    """Return ``span``. Refuses one without length, or past midnight."""
    if not (0 <= span.start < span.end <= DAY):
        raise Rejection(Why.NOT_IN_ONE_DAY, span=span)
    return span


def parse_span(text: str) -> Span:
    """Read ``09:00-11:30`` (24:00 ends a day), or raise ``BadTime``. It need not be ``sound``."""
    read = _WRITTEN.fullmatch(text.strip())
    if read is None:
        raise BadTime(text, "请写成 09:00-11:30", "write it like 09:00-11:30")
    from_hour, from_minute, to_hour, to_minute = map(int, read.groups())
    start = from_hour * 60 + from_minute
    return Span(start=start, minutes=to_hour * 60 + to_minute - start)
