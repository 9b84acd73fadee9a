"""Volunteer day (志愿者某日): one volunteer's hours on one date, so that none count twice.

Sessions are streams of their own; what they have in common is a person's day. Booking in it is
part of the same commit as recording in the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import field, frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.keys import kept, lower
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("volunteer_day.hours_booked", says=Words("占用当日时段", "hours of a day booked"))
class HoursBooked(Event):
    """当日某时段已用于一场活动。"""

    session: str
    span: Span


@stored_as("volunteer_day.hours_unbooked", says=Words("退回当日时段", "hours of a day freed"))
class HoursUnbooked(Event):
    """更正后，该场活动不再占用当日时段。"""

    session: str


DayEvent: TypeAlias = HoursBooked | HoursUnbooked
Facts: TypeAlias = tuple[DayEvent, ...]


@frozen(kw_only=True)
class Day:
    """What of a day is taken, by session."""

    booked: Mapping[str, Span] = field(factory=dict)


def evolve(day: Day, event: DayEvent) -> Day:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case HoursBooked(session=session, span=span):
            return Day(booked={**day.booked, session: span})
        case HoursUnbooked(session=session):
            return Day(booked={s: span for s, span in day.booked.items() if s != session})
        case _:
            assert_never(event)


VOLUNTEER_DAY: Decider[Day, DayEvent] = Decider(
    "volunteer_day", Day(), evolve, get_args(DayEvent), key=(lower, kept)
)


class Why(Reason):
    """Every reason a volunteer's day may refuse."""

    OVERLAP = (
        "volunteer_day.overlap",
        "同一志愿者当日 {taken} 已在活动 {session} 服务，与 {span} 重叠",
        "the same volunteer serves in session {session} at {taken} that day, overlapping {span}",
    )


def book(day: Day, *, session: str, span: Span, on: date) -> Facts:
    """Give a stretch of the day to ``session``, in place of what it had. The same: ``()``."""
    held = day.booked.get(session)
    if held == span:
        return ()
    for other, taken in day.booked.items():
        if other != session and taken.overlaps(span):
            raise Rejection(Why.OVERLAP, session=other, taken=taken, span=span)
    return (*unbook(day, session=session, on=on), HoursBooked(session=session, span=span, on=on))


def unbook(day: Day, *, session: str, on: date) -> Facts:
    """Give back what ``session`` has of the day. Nothing: ``()``."""
    return (HoursUnbooked(session=session, on=on),) if session in day.booked else ()
