from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
from hypothesis import strategies as st

from lixia_domain.aggregates.account import charges, income
from lixia_domain.aggregates.account import facts as account
from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.kernel.gifts import GiftShare, SourceClass, shared
from lixia_domain.kernel.keys import GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON = date(2021, 4, 15)
UNTIL = date(2021, 12, 31)
DONATED, PUBLIC = SourceClass.DONATED, SourceClass.GOVERNMENT
DESIGNATIONS = ("p", "general", GOVERNMENT, SUSPENSE, OTHER)
GRANT: dict[str, Any] = {
    "credit": "z",
    "document": "文件",
    "purpose": "配套",
    "expiry": UNTIL,
    "carry_over": False,
    "on": ON,
}
SALE: dict[str, Any] = {"credit": "c", "item": "w", "legal_donor": "e", "rule": "r", "on": ON}
COST: dict[str, Any] = {
    "debit": "b",
    "foundation": "基金会（虚构）",
    "year": 2021,
    "document": "d",
    "rule": "r",
    "on": ON,
}


def on_account(designation: str, *facts: Any) -> Any:
    opened = account.AccountOpened(fund="f", designation=designation, on=ON)
    return given(ACCOUNT, opened, *facts)


PROMISED = account.MatchPromised(
    document="文件", purpose="配套", cap=Money(100), until=UNTIL, on=ON
)


def gift(key: str, fen: int) -> account.InterestCredited:
    return account.InterestCredited(
        gift=key, credit="c", source=DONATED, amount=Money(fen), period="2021-04", on=ON
    )


def match(at: Any, fen: int, key: str = "g", **changed: Any) -> Any:
    told = {**GRANT, "kind": Grant.MATCH, "gift": key, "amount": Money(fen), **changed}
    return at.when(income.receive_appropriation, **told)


def test_a_match_is_promised_once_by_document() -> None:
    told: dict[str, Any] = {"document": "文件", "purpose": "配套", "until": UNTIL, "on": ON}
    at = on_account(GOVERNMENT)
    at.when(income.promise_match, cap=Money(100), **told).then(PROMISED)
    known = on_account(GOVERNMENT, PROMISED)
    known.when(income.promise_match, cap=Money(100), **told).ignored()
    known.when(income.promise_match, cap=Money(101), **told).refused(Why.MATCH_OTHERWISE)
    on_account("p").when(income.promise_match, cap=Money(1), **told).refused(Why.SOURCES_MIXED)


def test_a_match_comes_up_to_its_cap_and_until_its_last_day() -> None:
    at = on_account(GOVERNMENT, PROMISED)
    came = match(at, 60).answer
    after = on_account(GOVERNMENT, PROMISED, *came)
    match(after, 41, "h").refused(Why.MATCH_CAPPED, left=Money(40), amount=Money(41))
    match(at, 1, on=date(2022, 1, 1)).refused(Why.MATCH_EXPIRED, until=UNTIL)
    match(on_account(GOVERNMENT), 1).refused(Why.NO_MATCH, document="文件")
    plain = match(after, 900, "h", kind=Grant.APPROPRIATION).answer
    both = on_account(GOVERNMENT, PROMISED, *came, *plain).state
    assert both.matches["文件"].left == Money(40), "an appropriation is no match"
    assert both.balance(PUBLIC) == Money(960)
    replayed = on_account(GOVERNMENT, *came).state
    assert replayed.matches == {}, "a match told before its promise is money all the same"


def test_other_income_lies_on_an_account_of_its_own() -> None:
    told: dict[str, Any] = {"credit": "c", "payer": "甲（虚构）", "document": "d", "on": ON}
    fact = account.OtherIncomeReceived(amount=Money(5), period="2021-04", **told)
    on_account(OTHER).when(income.receive_other, amount=Money(5), **told).then(fact)
    state = on_account(OTHER, fact).state
    assert (state.other, state.balance(DONATED), state.balance(PUBLIC)) == (Money(5), ZERO, ZERO)
    for designation in set(DESIGNATIONS) - {OTHER}:
        on_account(designation).when(income.receive_other, amount=Money(5), **told).refused(
            Why.SOURCES_MIXED
        )


def test_goods_are_sold_for_more_than_the_sale_costs() -> None:
    for proceeds, costs in ((5, 5), (5, 6), (5, -1)):
        on_account("p").when(
            income.receive_sale, gift="g", proceeds=Money(proceeds), costs=Money(costs), **SALE
        ).refused(Why.SALE_OF_NOTHING)


def test_a_management_cost_is_charged_once_and_not_to_a_frozen_account() -> None:
    charge = charges.charge_management_cost
    at = on_account("p", gift("a", 10))
    done = at.when(charge, cost="m", amount=Money(3), **COST).answer
    on_account("p", gift("a", 10), *done).when(charge, cost="m", amount=Money(3), **COST).refused(
        Why.COST_CHARGED, cost="m"
    )
    older = at.when(charge, cost="ｍ", amount=Money(3), **COST).answer
    on_account("p", gift("a", 10), *older).when(charge, cost="m", amount=Money(3), **COST).refused(
        Why.COST_CHARGED, cost="m"
    )
    frozen = account.AccountFrozen(gift=None, reason="取消", by=None, on=ON)
    at = on_account("p", gift("a", 10), frozen)
    at.when(charge, cost="m", amount=Money(3), **COST).refused(Why.FROZEN)
    shares = (GiftShare(gift="a", source=DONATED, amount=Money(3)),)
    at.when(charges.charge_fee, debit="b", amount=Money(3), on=ON).then(
        account.BankFeeCharged(debit="b", shares=shares, period="2021-04", on=ON)
    )


UNDO: dict[str, Any] = {
    "cites": "account-f/p@3",
    "reason": "列错",
    "document": "核对表",
    "approver": "another",
    "on": ON,
}


def test_a_charge_is_put_back_as_it_was_taken_and_a_cost_s_id_is_free_again() -> None:
    lie_there = (gift("a", 10), gift("b", 10))
    at = on_account("p", *lie_there)
    (fee,) = at.when(charges.charge_fee, debit="b", amount=Money(3), on=ON).answer
    told: dict[str, Any] = {**UNDO, "debit": "b", "shares": fee.shares, "period": "2021-04"}
    charged = on_account("p", *lie_there, fee)
    back = charged.when(charges.reverse_charge, charge=fee, as_charged={}, **UNDO)
    back.then(account.BankFeeReversed(anew=(), **told))
    undone = on_account("p", *lie_there, fee, *back.answer).state
    assert undone.gifts.items() == at.state.gifts.items()
    (cost,) = at.when(charges.charge_management_cost, cost="ｍ", amount=Money(3), **COST).answer
    charged = on_account("p", *lie_there, cost)
    back = charged.when(charges.reverse_charge, charge=cost, as_charged={}, **UNDO)
    whose = {"cost": "ｍ", "foundation": cost.foundation, "year": 2021}
    back.then(account.ManagementCostReversed(anew=(), **whose, **told))
    after = on_account("p", *lie_there, cost, *back.answer)
    assert after.state.gifts.items() == at.state.gifts.items()
    anew = after.when(charges.charge_management_cost, cost="m", amount=Money(3), **COST)
    assert anew.answer


def test_a_charge_is_not_put_back_into_a_closed_month() -> None:
    (fee,) = (
        on_account("p", gift("a", 10))
        .when(charges.charge_fee, debit="b", amount=Money(3), on=ON)
        .answer
    )
    closed = account.AccountPeriodClosed(
        period="2021-04",
        donated=Money(7),
        government=ZERO,
        suspense=ZERO,
        other=ZERO,
        rule="r",
        on=ON,
    )
    charged = on_account("p", gift("a", 10), fee, closed)
    charged.when(charges.reverse_charge, charge=fee, as_charged={}, **UNDO).refused(
        Why.PERIOD_CLOSED
    )


def test_a_gift_that_a_charge_used_up_lies_there_again_as_it_had_been() -> None:
    given_one = account.DonationReceived(
        gift="a",
        credit="c",
        claim="k",
        legal_donor="e",
        payer="e",
        restriction="",
        amount=Money(3),
        period="2021-04",
        on=ON,
    )
    at = on_account("general", given_one)
    (fee,) = at.when(charges.charge_fee, debit="b", amount=Money(3), on=ON).answer
    charged = on_account("general", given_one, fee)
    assert not charged.state.gifts
    later = {**UNDO, "on": UNTIL}
    (back,) = charged.when(
        charges.reverse_charge, charge=fee, as_charged=at.state.gifts, **later
    ).answer
    assert back.anew == (account.Anew(gift="a", donor="e", claim="k", since=ON),)
    assert on_account("general", given_one, fee, back).state.gifts["a"] == at.state.gifts["a"]


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(-1, 60)), max_size=25)


@hypothesis.settings(deadline=None, max_examples=150)
@hypothesis.given(st.sampled_from(DESIGNATIONS), STEPS)
def test_nothing_appears_or_vanishes_and_no_class_meets_another(
    designation: str, steps: list[tuple[int, int, int]]
) -> None:
    state = ACCOUNT.fold([account.AccountOpened(fund="f", designation=designation, on=ON)])
    came, went = ZERO, ZERO
    for what, which, fen in steps:
        key, amount = f"g{which}", Money(fen)
        facts: Any
        try:
            match what:
                case 0:
                    facts = income.credit_interest(
                        state, gift=key, credit="c", amount=amount, on=ON
                    )
                case 1:
                    facts = income.receive_sale(
                        state, gift=key, proceeds=amount, costs=Money(which), **SALE
                    )
                case 2:
                    facts = income.receive_appropriation(state, gift=key, amount=amount, **GRANT)
                case 3:
                    facts = income.receive_other(
                        state, credit="c", payer="p", document="d", amount=amount, on=ON
                    )
                case 4:
                    facts = charges.charge_fee(state, debit="b", amount=amount, on=ON)
                case _:
                    facts = charges.charge_management_cost(
                        state, cost=f"m{which}", amount=amount, **COST
                    )
        except Rejection:
            continue
        state = ACCOUNT.fold(facts, state)
        for fact in facts:
            if isinstance(fact, account.BankFeeCharged | account.ManagementCostCharged):
                assert shared(fact.shares) == amount
                went = went + amount
            else:
                came = came + fact.amount
    assert state is not None
    kept = (state.balance(DONATED), state.balance(PUBLIC), state.other, state.suspense)
    assert sum(part.fen for part in kept) == came.fen - went.fen
    assert all(part >= ZERO for part in kept)
    assert sum(part > ZERO for part in kept) <= 1, "an account holds one class only"
    assert all(entry.available >= ZERO for _, entry in state.gifts.items())
