"""Spending and management are tests of a foundation's year, exact to the fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.money import Money
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.ratios import Finding, Verdict, YearFigures, year_tests

AMOUNTS = st.integers(0, 10**14)


def judged(
    *,
    prior: int = 100,
    three: int | None = None,
    spent: int = 70,
    management: int = 10,
    total: int = 100,
    year: int = 2021,
) -> tuple[Finding, Finding]:
    figures = YearFigures(
        prior_income=Money(prior),
        three_year_income=None if three is None else Money(three),
        charitable_spending=Money(spent),
        management_cost=Money(management),
        total_spending=Money(total),
    )
    return year_tests(EDITIONS, figures, year=year, public=True)


def test_exactly_seventy_and_exactly_ten_percent_are_met() -> None:
    assert [one.verdict for one in judged()] == [Verdict.MET, Verdict.MET]
    assert [one.percent for one in judged()] == [70, 10]


def test_a_fen_off_is_not_met() -> None:
    spending, management = judged(spent=69, management=11)
    assert (spending.verdict, management.verdict) == (Verdict.BROKEN, Verdict.BROKEN)
    assert (spending.part, spending.whole) == (Money(69), Money(100))
    assert (management.part, management.whole) == (Money(11), Money(100))


@pytest.mark.parametrize(
    ("three", "verdict"), [(None, Verdict.BROKEN), (300, Verdict.BROKEN), (210, Verdict.MET)]
)
def test_the_average_of_three_years_may_be_the_lower_bar(
    three: int | None, verdict: Verdict
) -> None:
    assert judged(spent=49, three=three)[0].verdict is verdict


@given(prior=AMOUNTS, three=AMOUNTS, spent=AMOUNTS)
def test_spending_is_met_by_either_bar_and_by_no_other(prior: int, three: int, spent: int) -> None:
    met = 10 * spent >= 7 * prior or 30 * spent >= 7 * three
    told = judged(prior=prior, three=three, spent=spent)[0]
    assert told.verdict is (Verdict.MET if met else Verdict.BROKEN)


@given(management=AMOUNTS, total=AMOUNTS)
def test_management_is_at_most_a_tenth(management: int, total: int) -> None:
    met = 10 * management <= total
    told = judged(management=management, total=total)[1]
    assert told.verdict is (Verdict.MET if met else Verdict.BROKEN)


def test_a_year_that_was_not_reported_cannot_be_judged() -> None:
    for one in year_tests(EDITIONS, None, year=2021, public=True):
        assert one.verdict is Verdict.UNJUDGED
        assert (one.part, one.whole) == (None, None)
        assert "无法判断" in one.why
        assert "2021" in one.why
        assert "cannot be judged" in one.why_en


def test_who_does_not_raise_money_in_public_is_not_judged_by_these() -> None:
    figures = YearFigures(
        prior_income=Money(1),
        three_year_income=None,
        charitable_spending=Money(1),
        management_cost=Money(1),
        total_spending=Money(1),
    )
    for one in year_tests(EDITIONS, figures, year=2021, public=False):
        assert one.verdict is Verdict.UNJUDGED
        assert "公开募捐资格" in one.why


def test_a_year_is_judged_by_the_edition_at_its_end() -> None:
    assert {one.rule.partition("@")[2] for one in judged(year=2023)} == {"2016-09-01"}
    assert {one.rule.partition("@")[2] for one in judged(year=2024)} == {"2024-09-05"}
    assert {one.rule.partition("@")[2] for one in judged(year=2015)} == {"2004-06-01"}


def test_before_the_first_rule_and_by_one_nobody_has_seen_a_year_cannot_be_judged() -> None:
    for year, told in ((2003, "2004-06-01"), (2026, "2026-04-27")):
        for one in judged(year=year):
            assert (one.verdict, one.percent, one.part) == (Verdict.UNJUDGED, None, None)
            assert told in one.why and told in one.why_en
            assert (one.rule == "") is (year == 2003)


def test_the_old_rule_knows_no_average_of_three_years() -> None:
    lower = {"prior": 100, "three": 240, "spent": 60}
    assert judged(**lower, year=2015)[0].verdict is Verdict.BROKEN
    assert judged(**lower, year=2016)[0].verdict is Verdict.MET
