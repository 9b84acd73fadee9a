"""What is due when: civil periods roll on holidays, dates of filing and publishing do not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.rules import EDITIONS, spans
from lixia_domain.rules import deadlines as due_dates
from lixia_domain.rules.deadlines import Duty, Matter, Working, add_months, rolled

DAYS = st.dates(date(2017, 1, 1), date(2100, 1, 1))
BEGINS = date(2021, 3, 10)


def closed_on(*days: date) -> Working:
    return lambda on: on not in days


@given(on=DAYS, months=st.integers(0, 60))
def test_a_month_later_is_the_same_day_or_the_months_last(on: date, months: int) -> None:
    later = add_months(on, months)
    assert (later.year * 12 + later.month) - (on.year * 12 + on.month) == months
    assert later.day == on.day or ((later + timedelta(days=1)).day == 1 and later.day < on.day)


@given(last=DAYS, holidays=st.sets(st.integers(0, 9)))
def test_a_period_rolls_to_the_first_working_day(last: date, holidays: Collection[int]) -> None:
    closed = {last + timedelta(days=days) for days in holidays}
    due, provisional = rolled(last, closed_on(*closed))
    assert not provisional
    assert due not in closed
    assert all(last + timedelta(days=n) in closed for n in range((due - last).days))


def activity(begins: date, ends: date | None, upto: date = date(2030, 1, 1)) -> list[Duty]:
    return list(
        due_dates.activity(
            EDITIONS,
            "p1",
            begins,
            ends,
            upto=upto,
            progress=Matter.PROJECT_PROGRESS,
            in_full=Matter.PROJECT_IN_FULL,
        )
    )


def test_what_lasts_six_months_owes_nothing_before_its_end() -> None:
    (only,) = activity(BEGINS, date(2021, 9, 10))
    assert (only.matter, only.due) == (Matter.PROJECT_IN_FULL, date(2021, 12, 10))


def test_what_lasts_longer_owes_progress_every_three_months_and_all_of_it_in_the_end() -> None:
    duties = activity(BEGINS, date(2021, 12, 11))
    assert [(duty.matter, duty.due) for duty in duties] == [
        (Matter.PROJECT_PROGRESS, date(2021, 6, 10)),
        (Matter.PROJECT_PROGRESS, date(2021, 9, 10)),
        (Matter.PROJECT_PROGRESS, date(2021, 12, 10)),
        (Matter.PROJECT_IN_FULL, date(2022, 3, 11)),
    ]
    assert len({(duty.matter, duty.period) for duty in duties}) == len(duties)
    assert activity(BEGINS, date(2021, 12, 10))[-2].due == date(2021, 9, 10)


def test_what_has_no_end_owes_progress_up_to_the_day_asked_about() -> None:
    dues = [duty.due for duty in activity(BEGINS, None, upto=date(2021, 12, 10))]
    assert dues == [date(2021, 6, 10), date(2021, 9, 10), date(2021, 12, 10)]
    assert [duty.due for duty in activity(BEGINS, None, upto=date(2021, 6, 10))] == dues[:1]
    assert activity(BEGINS, None, upto=date(2021, 6, 9)) == []


def test_each_duty_names_the_edition_of_its_day() -> None:
    first, *_, last = activity(date(2024, 3, 1), date(2024, 10, 1))
    assert first.rule == "disclosure.progress@2016-09-01"
    assert last.rule == "disclosure.in_full@2024-09-05"


def test_what_runs_on_under_a_new_law_reports_by_the_new_law() -> None:
    told = {duty.due: duty.rule for duty in activity(date(2024, 3, 5), None, upto=date(2025, 1, 1))}
    assert told == {
        date(2024, 6, 5): "disclosure.progress@2016-09-01",
        date(2024, 9, 5): "disclosure.progress@2024-09-05",
        date(2024, 12, 5): "disclosure.progress@2024-09-05",
    }


def test_a_year_is_filed_by_march_and_published_by_its_end_from_2026_by_may() -> None:
    filing, publication = due_dates.foundation_year(EDITIONS, "k", 2021)
    assert (filing.matter, filing.due, filing.period) == (
        Matter.ANNUAL_FILING,
        date(2022, 3, 31),
        "2021",
    )
    assert (publication.matter, publication.due) == (Matter.ANNUAL_REPORT, date(2022, 12, 31))
    filing, publication = due_dates.foundation_year(EDITIONS, "k", 2025)
    assert (filing.due, publication.due) == (date(2026, 3, 31), date(2026, 5, 31))
    assert publication.due.weekday() == 6, "a Sunday, and it does not move"
    assert not publication.rolled


@pytest.mark.parametrize(
    ("paid", "due"),
    [
        (date(2018, 8, 31), date(2018, 8, 31)),
        (date(2018, 9, 1), date(2018, 10, 1)),
        (date(2026, 1, 1), date(2026, 1, 31)),
    ],
)
def test_a_related_transaction_is_published_by_the_rule_of_its_day(paid: date, due: date) -> None:
    (duty,) = due_dates.transaction(EDITIONS, "d1", paid)
    assert duty.due == due


def test_before_the_charity_law_nothing_of_it_is_owed() -> None:
    assert [duty.matter for duty in due_dates.foundation_year(EDITIONS, "k", 2010)] == [
        Matter.ANNUAL_FILING
    ]
    before = date(2016, 8, 31)
    assert list(due_dates.transaction(EDITIONS, "d1", before)) == []
    assert activity(before, None) == []
    years = list(due_dates.foundation_years(EDITIONS, "k", before, upto=date(2017, 12, 31)))
    assert {duty.period for duty in years} == {"2016"}


def test_an_instalment_due_on_a_holiday_rolls_and_says_so() -> None:
    due = date(2021, 10, 1)
    free = closed_on(*(due + timedelta(days=days) for days in range(7)))
    duty = due_dates.instalment(EDITIONS, "c1", due, free)
    assert (duty.nominal, duty.due, duty.rolled) == (due, date(2021, 10, 8), True)
    assert duty.rule == "period.civil@2021-01-01"
    plain = due_dates.instalment(EDITIONS, "c1", due, closed_on())
    assert (plain.due, plain.rolled) == (due, False)


def test_where_no_holidays_are_published_weekends_alone_decide_and_it_is_said() -> None:
    saturday = date(2039, 7, 2)
    duty = due_dates.instalment(EDITIONS, "c1", saturday, lambda _: None)
    assert (duty.due, duty.provisional) == (date(2039, 7, 4), True)
    weekday = due_dates.demand(EDITIONS, "c1", date(2039, 7, 5), lambda _: None)
    assert (weekday.due, weekday.provisional, weekday.matter) == (
        date(2039, 7, 5),
        True,
        Matter.DEMAND,
    )


def test_before_the_first_rule_of_civil_periods_a_duty_names_none() -> None:
    assert due_dates.instalment(EDITIONS, "c1", date(1986, 12, 31), closed_on()).rule == ""
    assert due_dates.instalment(EDITIONS, "c1", date(2016, 8, 20), closed_on()).rule


def test_no_day_lies_beyond_all_days() -> None:
    assert add_months(date(9999, 11, 30), 3) == due_dates.later(date.max, 1) == date.max
    assert due_dates.later(date.min, -1) == date.min
    assert rolled(date.max, lambda _: False).day == date.max
    for ends in (date.max, None):
        assert activity(date(9999, 12, 1), ends, upto=date.max)[:1] == activity(
            date(9999, 12, 1), ends, upto=date.max
        )
    assert activity(date(9990, 1, 1), None, upto=date.max)[-1].due == date(9999, 10, 1)


def test_what_is_due_is_announced_sixty_thirty_and_seven_days_before() -> None:
    due = date(2021, 10, 8)
    asked = (61, 60, 30, 8, 7, 0)
    since = {days: due_dates.announced(due, due - timedelta(days)) for days in asked}
    sixty, thirty, seven = (due - timedelta(days) for days in due_dates.NOTICES)
    assert since == {61: None, 60: sixty, 30: thirty, 8: thirty, 7: seven, 0: seven}


def test_what_is_done_before_its_time_is_none_of_it_and_what_is_late_is_so_many_days_late() -> None:
    first, second, whole = activity(BEGINS, date(2021, 10, 11))
    opens = [duty.opens for duty in (first, second, whole)]
    assert opens == [BEGINS, date(2021, 6, 11), date(2021, 10, 11)]
    assert [first.late(first.due + timedelta(days)) for days in (-1, 0, 3)] == [0, 0, 3]


FILED = ((date(2021, 9, 11), date(2022, 2, 28)),)


def in_full(ran: spans.Spans) -> list[tuple[str, date]]:
    found = due_dates.plan(EDITIONS, "m", ran, upto=date(2030, 1, 1))
    return [(duty.period, duty.due) for duty in found if duty.matter is Matter.PLAN_IN_FULL]


def test_an_end_told_late_moves_nothing_and_an_early_one_does() -> None:
    assert in_full(spans.over(FILED, on=date(2023, 1, 2))) == [("全面", date(2022, 5, 28))]
    assert in_full(spans.over(FILED, on=date(2021, 12, 1))) == [("全面", date(2022, 3, 1))]
    assert in_full(spans.over(FILED, on=date(2021, 9, 1))) == [("全面", date(2021, 12, 11))]


def test_extended_after_its_end_a_plan_began_anew_and_owes_another_report_in_full() -> None:
    later = spans.amended(FILED, ends=date(2022, 12, 31), on=date(2022, 4, 1))
    assert in_full(later) == [("全面", date(2022, 5, 28)), ("全面-2022-12-31", date(2023, 3, 31))]
    inside = [date(2022, 2, 28), date(2022, 4, 1)]
    outside = [date(2022, 3, 1), date(2022, 3, 31)]
    assert [spans.cover(later, on) for on in inside + outside] == [True, True, False, False]
    longer = spans.amended(FILED, ends=date(2022, 12, 31), on=date(2022, 2, 28))
    assert in_full(longer) == [("全面", date(2023, 3, 31))]


def test_no_end_is_moved_into_the_past() -> None:
    told = date(2021, 12, 1)
    assert spans.amended(FILED, ends=date(2021, 9, 12), on=told)[-1][1] == told
    assert spans.amended(FILED, ends=date(2022, 1, 1), on=date(2022, 4, 1)) == FILED


def test_what_a_project_leaves_goes_on_within_three_months_since_2026() -> None:
    assert list(due_dates.surplus(EDITIONS, "p", date(2025, 12, 31))) == []
    assert list(due_dates.surplus(EDITIONS, "p", date(2016, 8, 31))) == []
    (duty,) = due_dates.surplus(EDITIONS, "p", date(2026, 1, 31))
    assert (duty.matter, duty.due, duty.rolled) == (Matter.SURPLUS, date(2026, 4, 30), False)
