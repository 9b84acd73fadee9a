"""Dates are Shanghai's, whatever clock an instant was taken from."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel import dates
from lixia_domain.kernel.dates import SHANGHAI, BadDate, business_date, parse_date

OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

NEW_YEAR_1992 = datetime(1992, 1, 1, tzinfo=UTC)
INSTANTS = st.builds(
    lambda seconds, offset: (NEW_YEAR_1992 + timedelta(seconds=seconds)).astimezone(offset),
    st.integers(0, 100 * 366 * 86400),
    OFFSETS,
)


def no_database(name: str) -> tzinfo:
    raise ZoneInfoNotFoundError(name)


def test_the_last_half_hour_of_the_year_in_utc_is_next_year_in_shanghai() -> None:
    assert business_date(datetime(2021, 12, 31, 23, 30, tzinfo=UTC)) == date(2022, 1, 1)
    assert business_date(datetime(2021, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2021, 12, 31)
    assert business_date(datetime(2021, 12, 31, 16, tzinfo=UTC)) == date(2022, 1, 1)


def test_summer_time_is_known_where_there_was_one() -> None:
    assert business_date(datetime(1988, 7, 1, 15, 30, tzinfo=UTC)) == date(1988, 7, 2)


@given(INSTANTS)
def test_a_machine_without_zones_finds_the_same_dates(instant: datetime) -> None:
    fallback = dates.shanghai(no_database)
    assert instant.astimezone(fallback).date() == business_date(instant)
    assert str(fallback) == str(SHANGHAI) == "Asia/Shanghai"


@given(INSTANTS, OFFSETS)
def test_one_instant_has_one_business_date(instant: datetime, elsewhere: timezone) -> None:
    assert business_date(instant.astimezone(elsewhere)) == business_date(instant)


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(BadDate, match=r"没有时区.*\+08:00") as refusal:
        business_date(datetime(2021, 12, 31, 23, 30))  # noqa: DTZ001 - it's what is refused
    assert refusal.value.text == "2021-12-31T23:30:00"


@given(st.dates())
def test_a_date_belongs_to_the_period_of_its_month(on: date) -> None:
    period = dates.period_of(on)
    assert on.isoformat().startswith(f"{period}-")
    assert dates.year_of(period) == on.year


def test_an_instant_has_no_period() -> None:
    with pytest.raises(BadDate, match="business_date"):
        dates.period_of(datetime(2021, 12, 31, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    "period",
    ["", "2021", "2021-13", "2021-00", "2021-1", "0000-01", "202112", "2021-12-01", "2021-12\n"],
)
def test_what_is_no_period_is_refused(period: str) -> None:
    with pytest.raises(BadDate, match="2021-12 的样子") as refusal:
        dates.year_of(period)
    assert refusal.value.text == period


@given(
    st.dates(),
    st.sampled_from(
        ["{0:04}-{1:02}-{2:02}", "{0:04}.{1}.{2}", "{0:04}/{1}/{2}", "{0:04}年{1}月{2}日"]
    ),
)
def test_every_usual_writing_of_a_date_is_read(on: date, form: str) -> None:
    assert parse_date(form.format(on.year, on.month, on.day)) == on
    assert parse_date(f" {on.year:04}{on.month:02}{on.day:02}　") == on


@pytest.mark.parametrize(
    "text", ["2020.01.22", "2020-01-22", "2020/1/22", "2020年1月22日", "20200122"]
)
def test_the_documented_writings_are_read(text: str) -> None:
    assert parse_date(text) == date(2020, 1, 22)


@pytest.mark.parametrize(
    "text",
    ["", "2020-01.22", "20-1-22", "2020122", "1/22/2020", "2020年1月", "2020-01-22T08:00", "44000"],
)
def test_other_writings_are_refused(text: str) -> None:
    with pytest.raises(BadDate, match="write it like 2020-01-22") as refusal:
        parse_date(text)
    assert refusal.value.text == text


@pytest.mark.parametrize("text", ["2021-02-29", "20211301", "2021年4月31日", "0000-01-01"])
def test_days_not_in_the_calendar_are_refused(text: str) -> None:
    with pytest.raises(BadDate, match="no such day"):
        parse_date(text)


def test_a_refusal_survives_a_process_boundary() -> None:
    refusal = BadDate("x", "错", "wrong")
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)


def test_the_named_zone_is_used_where_there_is_one() -> None:
    assert dates.shanghai() == ZoneInfo("Asia/Shanghai") == SHANGHAI


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2021, 3, 10), 20, date(2041, 3, 10)),
        (date(2024, 2, 29), 20, date(2044, 2, 29)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
    ],
)
def test_the_same_day_years_later_is_a_day_that_there_is(
    day: date, years: int, later: date
) -> None:
    assert dates.years_on(day, years) == later
