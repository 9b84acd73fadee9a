"""The two sides of one thing: a debit and its fact, a match and its promise, what goes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.facts import Grant, IncomeKind
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.counterparts import (
    DebitsHaveTheirFact,
    GovernmentSpentInTime,
)
from lixia_domain.specs.history.returned import ApportionedGoesBack, MatchesPromised
from lixia_domain.testing import EXAMPLES

from .test_bank_months import (
    APRIL,
    MARCH,
    ON_ACCOUNT,
    OTHER,
    came,
    matched,
    paid,
    shares,
    unmatched,
    went,
)
from .told import Told, wrongs

BACK: Told = (
    "bank_credit-k",
    bc.CreditReturned(gift=None, amount=Money(20), basis="b", document="d", on=MARCH),
)


def paid_back(fen: int = 20) -> Told:
    return "bank_credit-k", bc.CreditReturnPaid(debit="b", amount=Money(fen), on=APRIL)


def fee(fen: int) -> Told:
    told = acc.BankFeeCharged(debit="B", shares=shares(fen), period="2021-03", on=MARCH)
    return ON_ACCOUNT, told


def returned(*more: Told, day: date = APRIL, account: str = "6222") -> list[str]:
    history = (came(100, MARCH, MARCH), BACK, went(20, day, account=account), *more)
    return [*wrongs(DebitsHaveTheirFact, *history)]


IS_RETURN = matched(20, Purpose.RETURN, "k", APRIL)


def test_a_return_that_the_bank_paid_is_one_debit_s() -> None:
    assert not returned(paid_back(), IS_RETURN)
    assert "一一对应" in returned(paid_back())[0]
    assert "一一对应" in returned(IS_RETURN)[0]
    assert "一一对应" in returned(paid_back(19), IS_RETURN)[0]
    undone = dbt.BankDebitUnmatched(
        purpose=Purpose.RETURN, cites="k", reason="r", document="d", on=APRIL
    )
    unpaid = bc.CreditReturnUnpaid(debit="b", amount=Money(20), document="d", on=APRIL)
    both = (("bank_debit-b", undone), ("bank_credit-k", unpaid))
    assert not returned(paid_back(), IS_RETURN, *both)
    assert not returned(paid_back(), IS_RETURN, *both, paid_back(), IS_RETURN)


def test_a_return_left_where_the_money_had_come_to_once_it_was_booked() -> None:
    assert "不是到账 K 的退款" in returned(paid_back(), IS_RETURN, account=OTHER)[0]
    early = date(2021, 3, 19)
    assert "不是到账 K 的退款" in returned(paid_back(), IS_RETURN, day=early)[0]
    assert len(wrongs(DebitsHaveTheirFact, came(100, MARCH, MARCH), BACK, paid_back())) == 1


def test_a_fee_or_cost_is_one_debit_s_and_no_large_sum() -> None:
    is_fee = matched(7, Purpose.FEE, "F1/P1", MARCH)
    assert not wrongs(DebitsHaveTheirFact, went(7, MARCH), fee(3), fee(4), is_fee)
    assert wrongs(DebitsHaveTheirFact, went(7, MARCH), fee(3), is_fee)
    cost = attrs.evolve(
        EXAMPLES["account.management_cost_charged"],  # type: ignore[misc] # an event is
        debit="b",
        shares=shares(7),
    )
    is_cost = matched(7, Purpose.MANAGEMENT, "G", MARCH)
    assert not wrongs(DebitsHaveTheirFact, went(7, MARCH), (ON_ACCOUNT, cost), is_cost)
    assert wrongs(DebitsHaveTheirFact, went(7, MARCH), (ON_ACCOUNT, cost), is_fee)
    large = (went(500_01, MARCH), fee(500_01), matched(500_01, Purpose.FEE, "F1/P1", MARCH))
    assert "不像手续费" in wrongs(DebitsHaveTheirFact, *large)[0]


def test_a_charge_that_was_reversed_is_no_charge_any_more() -> None:
    is_fee = matched(7, Purpose.FEE, "F1/P1", MARCH)
    undone = unmatched("F1/P1", MARCH)
    for name, purpose in (("bank_fee", Purpose.FEE), ("management_cost", Purpose.MANAGEMENT)):
        charged, back = again(f"account.{name}_charged"), again(f"account.{name}_reversed")
        is_so = matched(7, purpose, "G", MARCH)
        history = (went(7, MARCH), charged, is_so, undone, back)
        assert not wrongs(DebitsHaveTheirFact, *history)
        assert not wrongs(DebitsHaveTheirFact, *history, fee(7), is_fee)
        assert wrongs(DebitsHaveTheirFact, *history[:-1])


def again(name: str) -> Told:
    told: Any = EXAMPLES[name]
    return ON_ACCOUNT, attrs.evolve(told, debit="b", shares=shares(7))


def grant(kind: Grant, fen: int, *, expiry: date = MARCH, carry_over: bool = False) -> Told:
    told = acc.AppropriationReceived(
        kind=kind,
        gift="g#1.1",
        credit="g",
        document="d",
        purpose="p",
        expiry=expiry,
        carry_over=carry_over,
        amount=Money(fen),
        period="2021-03",
        on=MARCH,
    )
    return "account-F1/government", told


@pytest.mark.parametrize(
    ("day", "carry_over", "found"), [(MARCH, False, 0), (APRIL, False, 1), (APRIL, True, 0)]
)
def test_government_money_left_the_bank_by_its_last_day(
    day: date, carry_over: bool, found: int
) -> None:
    ((stream, out), _) = paid(30, MARCH)
    share = GiftShare(gift="g#1.1", source=SourceClass.GOVERNMENT, amount=Money(30))
    told: Any = attrs.evolve(out, shares=(share,))  # type: ignore[misc] # an event is
    history = (
        grant(Grant.APPROPRIATION, 30, carry_over=carry_over),
        (stream, told),
        went(30, day),
        matched(30, Purpose.DISBURSEMENT, "D", APRIL),
        went(1, APRIL, key="f"),
        matched(1, Purpose.FEE, "F1/P1", APRIL, "f"),
    )
    assert len(wrongs(GovernmentSpentInTime, *history)) == found
    assert isinstance(out, dis.FundsDisbursed)


def promise(fen: int, until: date = APRIL) -> Told:
    told = acc.MatchPromised(document="d", purpose="p", cap=Money(fen), until=until, on=MARCH)
    return "account-F1/government", told


def test_a_match_was_promised_within_its_cap_and_time() -> None:
    match = grant(Grant.MATCH, 30)
    assert not wrongs(MatchesPromised, promise(30), match)
    assert not wrongs(MatchesPromised, grant(Grant.APPROPRIATION, 30))
    for told in ((match,), (promise(29), match), (promise(30, date(2021, 3, 19)), match)):
        assert len(wrongs(MatchesPromised, *told)) == 1
    returned = acc.AppropriationReturned(
        gift="g#1.1", amount=Money(30), basis="b", document="d", period="2021-03", on=MARCH
    )
    other = attrs.evolve(returned, gift="h#1.1")  # type: ignore[misc] # an event is
    on = "account-F1/government"
    assert not wrongs(MatchesPromised, promise(30), match, (on, returned), match)
    assert wrongs(MatchesPromised, promise(30), match, (on, other), match)
    reversed_ = acc.IncomeReversed(
        kind=IncomeKind.MATCH,
        gift="g#1.1",
        credit="g",
        amount=Money(30),
        cites="c",
        reason="r",
        approver="a",
        period="2021-03",
        on=MARCH,
    )
    assert not wrongs(MatchesPromised, promise(30), match, (on, reversed_), match)


def test_what_was_apportioned_stays_on_no_account() -> None:
    part = bc.Allocation(gift="k#1.1", account="a", claim=None, instalment=None, amount=Money(20))
    given = ("bank_credit-k", bc.CreditAllocated(allocation=part, on=MARCH))
    found = ("bank_credit-k", bc.ApportionmentFound(document="d", rule="r", on=MARCH))
    gone = ("bank_credit-k", attrs.evolve(BACK[1], gift="k#1.1"))  # type: ignore[misc] # an event is
    taken = ("bank_credit-k", bc.CreditReversedByBank(revision=1, reason="r", on=MARCH))
    assert not wrongs(ApportionedGoesBack, given)
    assert "仍有 0.20 元" in wrongs(ApportionedGoesBack, given, found)[0]
    assert not wrongs(ApportionedGoesBack, given, found, gone)
    assert not wrongs(ApportionedGoesBack, given, found, taken)
