from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates import fundraising_plan
from lixia_domain.aggregates.fundraising_plan import (
    FUNDRAISING_PLAN,
    FundraisingPlan,
    PlanAmended,
    PlanEnded,
    PlanFiled,
    Why,
)
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON, BEGINS, ENDS = date(2021, 8, 1), date(2021, 8, 11), date(2021, 12, 31)
WORDS: dict[str, Any] = {
    "foundation": "示例代码",
    "fund": "f1",
    "title": "暖心募捐（虚构）",
    "purpose": "助老",
    "begins": BEGINS,
    "ends": ENDS,
    "goal": Money(1000),
    "surplus": "相近项目",
    "filing": "备案一",
    "rule": "r@2021-07-01",
}
FILED = PlanFiled(**WORDS, on=ON)
CHANGE: dict[str, Any] = {
    "purpose": "助残",
    "ends": date(2022, 1, 31),
    "goal": Money(900),
    "filing": "备案二",
    "reason": "需求变化",
    "rule": "r2",
}
PAST = ENDS + timedelta(days=1)
ENDED = PlanEnded(raised=Money(5), document="报告", on=BEGINS)


def filing(*facts: Any, on: date = ON, **changed: Any) -> Any:
    return given(FUNDRAISING_PLAN, *facts).when(
        fundraising_plan.file, **{**WORDS, **changed}, days_before=10, on=on
    )


def test_a_plan_filed_in_time_is_recorded_once() -> None:
    filing().then(FILED)
    filing(FILED, on=ENDS).ignored()


def test_a_day_late_is_late() -> None:
    late = ON + timedelta(days=1)
    filing(on=late).refused(Why.FILED_LATE, begins=BEGINS, days=10, last=ON)


@pytest.mark.parametrize("word", ["foundation", "fund", "title", "purpose", "surplus", "filing"])
def test_another_plan_under_the_id_is_refused(word: str) -> None:
    filing(FILED, **{word: "别的"}).refused(Why.EXISTS, title="暖心募捐（虚构）")


def test_a_plan_does_not_end_before_it_begins() -> None:
    filing(ends=date(2021, 8, 10)).refused(Why.ENDS_BEFORE, begins=BEGINS)
    filing(ends=BEGINS).then(evolve(FILED, ends=BEGINS))


def test_a_goal_is_above_zero() -> None:
    filing(goal=ZERO).refused(amounts.Why.NOT_POSITIVE)


def amending(*facts: Any, **changed: Any) -> Any:
    return given(FUNDRAISING_PLAN, *facts).when(
        fundraising_plan.amend, **{**CHANGE, "on": BEGINS, **changed}
    )


def test_a_change_is_filed_again() -> None:
    told = PlanAmended(**CHANGE, on=BEGINS)
    amending(FILED).then(told)
    amending(FILED, told, reason="再说一次").ignored()
    amending(FILED, filing="备案一").refused(Why.NOT_REFILED, filing="备案一")


def test_a_change_of_what_is_not_there_or_over_is_refused() -> None:
    amending().refused(Why.UNKNOWN)
    amending(FILED, ENDED).refused(Why.ENDED, on=BEGINS)
    amending(FILED, ends=date(2021, 8, 10)).refused(Why.ENDS_BEFORE)
    amending(FILED, on=PAST).refused(Why.OVER, last=FILED.ends)
    told = amending(FILED, on=PAST, ends=FILED.ends).answer
    assert isinstance(told, tuple) and len(told) == 1, "its use may change all the same"


def test_an_end_that_is_past_is_told_as_an_end() -> None:
    amending(FILED, on=FILED.ends, ends=BEGINS).refused(Why.ENDS_PAST, ends=BEGINS)


@pytest.mark.parametrize("raised", [ZERO, Money(7)])
def test_ending_says_what_was_raised(raised: Money) -> None:
    told = given(FUNDRAISING_PLAN, FILED).when(
        fundraising_plan.end, raised=raised, document="报告", on=BEGINS
    )
    told.then(evolve(ENDED, raised=raised))


def test_nobody_raises_less_than_nothing() -> None:
    told = given(FUNDRAISING_PLAN, FILED).when(
        fundraising_plan.end, raised=Money(-1), document="报告", on=BEGINS
    )
    told.refused(amounts.Why.NOT_POSITIVE)


def test_what_has_not_begun_does_not_end() -> None:
    told = given(FUNDRAISING_PLAN, FILED).when(
        fundraising_plan.end, raised=ZERO, document="报告", on=ON
    )
    told.refused(Why.NOT_BEGUN, begins=BEGINS)


def test_money_may_be_raised_from_the_first_day_to_the_last_or_the_end() -> None:
    plan = FUNDRAISING_PLAN.fold([FILED])
    assert isinstance(plan, FundraisingPlan)
    assert [plan.covers(on) for on in (date(2021, 8, 10), BEGINS, ENDS, date(2022, 1, 1))] == [
        False,
        True,
        True,
        False,
    ]
    longer = FUNDRAISING_PLAN.fold([FILED, PlanAmended(**CHANGE, on=BEGINS)])
    assert longer is not None
    assert longer.covers(date(2022, 1, 31))
    over = FUNDRAISING_PLAN.fold([FILED, ENDED])
    assert over is not None
    assert [over.covers(on) for on in (BEGINS, date(2021, 8, 12))] == [True, False]
