"""What is due when: civil periods roll on holidays, dates of filing and publishing do not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.rules import EDITIONS
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
    due = rolled(last, closed_on(*closed))
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
    assert activity(BEGINS, None, upto=date(2021, 9, 10)) == []


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


def test_a_year_is_filed_by_march_and_from_2026_published_by_may() -> None:
    (filing,) = due_dates.foundation_year(EDITIONS, "k", 2021)
    assert (filing.matter, filing.due, filing.period) == (
        Matter.ANNUAL_FILING,
        date(2022, 3, 31),
        "2021",
    )
    filing, publication = due_dates.foundation_year(EDITIONS, "k", 2025)
    assert (filing.due, publication.due) == (date(2026, 3, 31), date(2026, 5, 31))
    assert publication.due.weekday() == 6, "a Sunday, and it does not move"
    assert not publication.rolled


@pytest.mark.parametrize(
    ("paid", "due"),
    [
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
    ],
)
def test_a_related_transaction_is_published_by_the_rule_of_its_day(paid: date, due: date) -> None:
    assert due_dates.transaction(EDITIONS, "d1", paid).due == due


def test_an_instalment_due_on_a_holiday_rolls_and_says_so() -> None:
    due = date(2021, 10, 1)
    free = closed_on(*(due + timedelta(days=days) for days in range(7)))
    duty = due_dates.instalment(EDITIONS, "c1", due, free)
    assert (duty.nominal, duty.due, duty.rolled) == (due, date(2021, 10, 8), True)
    assert duty.rule == "period.civil@2021-01-01"
    plain = due_dates.instalment(EDITIONS, "c1", due, closed_on())
    assert (plain.due, plain.rolled) == (due, False)
