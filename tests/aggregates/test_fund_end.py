from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.facts import (
    FundClosed,
    FundEstablished,
    FundProposed,
    FundTerminating,
    FundTerminationRevoked,
    ManagementRuleSet,
    PeriodClosed,
)
from lixia_domain.aggregates.fund.state import FUND, Fund, Why
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.words import Words, listed
from lixia_domain.testing import given

ON = date(2021, 3, 1)
PROPOSED = FundProposed(name="公益基金", foundation="基金会（虚构）", purpose="文明实践", on=ON)
STANDING = (PROPOSED, FundEstablished(agreement="协议", on=ON))
ENDING = (*STANDING, FundTerminating(reason="期满", document="决议", on=ON))
CLOSED = (*ENDING, FundClosed(report="报告", on=ON))
RULE = {"permille": 50, "document": "办法", "document_hash": "ab"}


def test_a_management_rule_is_set_once() -> None:
    told = ManagementRuleSet(**RULE, on=ON)
    given(FUND, *STANDING).when(fund.set_management_rule, **RULE, on=ON).then(told)
    given(FUND, *STANDING, told).when(fund.set_management_rule, **RULE, on=ON).ignored()
    other = {**RULE, "permille": 1000}
    given(FUND, *STANDING, told).when(fund.set_management_rule, **other, on=ON).then(
        ManagementRuleSet(**other, on=ON)
    )


@pytest.mark.parametrize("permille", [-1, 1001])
def test_a_rate_beyond_the_whole_is_refused(permille: int) -> None:
    told = given(FUND, *STANDING).when(
        fund.set_management_rule, **{**RULE, "permille": permille}, on=ON
    )
    told.refused(Why.BAD_RATE, permille=permille)


def test_winding_up_is_begun_once() -> None:
    words = {"reason": "期满", "document": "决议"}
    given(FUND, *STANDING).when(fund.terminate, **words, on=ON).then(ENDING[-1])
    given(FUND, *ENDING).when(fund.terminate, **words, on=ON).ignored()


def test_in_its_last_days_it_takes_on_nothing_new_but_money_moves() -> None:
    given(FUND, *ENDING).when(fund.set_management_rule, **RULE, on=ON).refused(Why.TERMINATING)
    known = FUND.fold(ENDING)
    assert fund.posting(known, on=ON) is known


NOTHING_OPEN: dict[str, Any] = {"unsettled": (), "owing": (), "report": "报告", "on": ON}


def closing(*facts: Any, **balances: Money) -> Any:
    held = {Words(name, name): amount for name, amount in balances.items()}
    return given(FUND, *facts).when(fund.close, balances=held, **NOTHING_OPEN)


def test_an_empty_fund_is_closed() -> None:
    closing(*ENDING, general=ZERO, suspense=ZERO).then(CLOSED[-1])


def test_a_fund_that_holds_money_is_not_closed() -> None:
    told = closing(*ENDING, general=ZERO, p1=Money(7))
    told.refused(Why.STILL_HOLDS, designation="p1", amount=Money(7))


def test_nothing_is_closed_without_being_wound_up() -> None:
    closing(*STANDING).refused(Why.NOT_TERMINATING)
    closing(PROPOSED).refused(Why.NOT_ESTABLISHED)


def moving(known: Fund | None) -> tuple[Fund]:
    return (fund.posting(known, on=ON),)


def test_in_a_closed_fund_nothing_moves() -> None:
    given(FUND, *CLOSED).when(moving).refused(Why.CLOSED)
    closing(*CLOSED).refused(Why.CLOSED)


def test_a_fund_closes_only_once_what_it_paid_is_settled_and_nobody_owes_it() -> None:
    at = given(FUND, *ENDING)
    paid = {**NOTHING_OPEN, "unsettled": ("D1", "D2")}
    at.when(fund.close, balances={}, **paid).refused(
        Why.UNSETTLED, disbursements=listed(["D1", "D2"])
    )
    owed = {**NOTHING_OPEN, "owing": ("L1",)}
    at.when(fund.close, balances={}, **owed).refused(Why.IS_OWED, credits=listed(["L1"]))


def test_what_the_bank_says_is_taken_in_though_the_fund_is_closed() -> None:
    for facts in (STANDING, ENDING, CLOSED):
        known = FUND.fold(facts)
        assert fund.receiving(known, on=ON) is known
    given(FUND).when(_receiving).refused(Why.UNKNOWN)
    given(FUND, PROPOSED).when(_receiving).refused(Why.NOT_ESTABLISHED)
    shut = PeriodClosed(period="2021-03", proof=None, on=ON)
    given(FUND, *STANDING, shut).when(_receiving).refused(Why.PERIOD_CLOSED)
    given(FUND, *STANDING, shut, *CLOSED[2:]).when(_receiving).refused(Why.PERIOD_CLOSED)


def _receiving(known: Fund | None) -> tuple[()]:
    fund.receiving(known, on=ON)
    return ()


def test_a_termination_is_revoked_until_money_is_handed_over() -> None:
    words = {"reason": "续签", "document": "协议二"}
    back = FundTerminationRevoked(**words, on=ON)
    ending = given(FUND, *ENDING)
    ending.when(fund.resume, handed_over=(), **words, on=ON).then(back)
    ending.when(fund.resume, handed_over=("F/P1",), **words, on=ON).refused(
        Why.HANDED_OVER, accounts="F/P1"
    )
    again = given(FUND, *ENDING, back)
    again.when(fund.resume, handed_over=(), **words, on=ON).refused(Why.NOT_TERMINATING)
    assert fund.established(again.state) == again.state, "it takes on new things"
