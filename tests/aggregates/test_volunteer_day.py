from __future__ import annotations

from datetime import date

from hypothesis import given as told_any
from hypothesis import strategies as st

from lixia_domain.aggregates import volunteer_day
from lixia_domain.aggregates.volunteer_day import (
    VOLUNTEER_DAY,
    Day,
    HoursBooked,
    HoursUnbooked,
    Why,
)
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON = date(2021, 6, 5)
MORNING, NOON, LATE = (Span(start=h * 60, minutes=120) for h in (9, 11, 10))
BOOKED = HoursBooked(session="S1", span=MORNING, on=ON)


def test_hours_are_booked_once() -> None:
    given(VOLUNTEER_DAY).when(volunteer_day.book, session="S1", span=MORNING, on=ON).then(BOOKED)
    told = given(VOLUNTEER_DAY, BOOKED)
    told.when(volunteer_day.book, session="S1", span=MORNING, on=ON).ignored()


def test_overlapping_hours_of_another_session_are_refused_and_touching_ones_are_not() -> None:
    told = given(VOLUNTEER_DAY, BOOKED)
    told.when(volunteer_day.book, session="S2", span=LATE, on=ON).refused(
        Why.OVERLAP, session="S1", taken=MORNING, span=LATE
    )
    told.when(volunteer_day.book, session="S2", span=NOON, on=ON).then(
        HoursBooked(session="S2", span=NOON, on=ON)
    )


def test_a_correction_gives_back_what_the_session_had() -> None:
    told = given(VOLUNTEER_DAY, BOOKED)
    told.when(volunteer_day.book, session="S1", span=LATE, on=ON).then(
        HoursUnbooked(session="S1", on=ON), HoursBooked(session="S1", span=LATE, on=ON)
    )
    told.when(volunteer_day.unbook, session="S1", on=ON).then(HoursUnbooked(session="S1", on=ON))
    told.when(volunteer_day.unbook, session="S2", on=ON).ignored()


ACTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 20), st.integers(0, 6)), max_size=30
)


@told_any(acts=ACTS)
def test_no_minute_of_a_day_counts_twice_whatever_is_booked(
    acts: list[tuple[str, int, int]],
) -> None:
    day = Day()
    for session, start, minutes in acts:
        try:
            if minutes:
                span = Span(start=start, minutes=minutes)
                facts = volunteer_day.book(day, session=session, span=span, on=ON)
            else:
                facts = volunteer_day.unbook(day, session=session, on=ON)
        except Rejection:
            continue
        day = VOLUNTEER_DAY.fold(facts, day)
        taken = [m for s in day.booked.values() for m in range(s.start, s.end)]
        assert len(taken) == len(set(taken))
