"""Money that should not have come in goes out again as it came, to the fen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.account import facts as account_facts
from lixia_domain.aggregates.account import undoing as account
from lixia_domain.aggregates.account.decisions import reserve_again
from lixia_domain.aggregates.account.facts import Grant, IncomeKind
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.kernel import amounts
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GOVERNMENT, OTHER
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON, UNTIL = date(2021, 4, 15), date(2021, 12, 31)
WRONG: dict[str, Any] = {"cites": "bank_credit-c 第 1 版", "reason": "错账", "approver": "a"}
PROMISED = account_facts.MatchPromised(
    document="文件", purpose="配套", cap=Money(100), until=UNTIL, on=ON
)


def on_account(designation: str, *facts: Any) -> Any:
    opened = account_facts.AccountOpened(fund="f", designation=designation, on=ON)
    return given(ACCOUNT, opened, *facts)


def granted(kind: Grant, fen: int) -> account_facts.AppropriationReceived:
    return account_facts.AppropriationReceived(
        kind=kind,
        gift="g",
        credit="c",
        document="文件",
        purpose="配套",
        expiry=UNTIL,
        carry_over=False,
        amount=Money(fen),
        period="2021-04",
        on=ON,
    )


def bore(key: str, fen: int) -> account_facts.InterestCredited:
    source = SourceClass.DONATED
    return account_facts.InterestCredited(
        gift=key, credit="c", source=source, amount=Money(fen), period="2021-04", on=ON
    )


def taken_back(kind: IncomeKind, fen: int, gift: str | None = "g") -> account_facts.IncomeReversed:
    return account_facts.IncomeReversed(
        kind=kind, gift=gift, credit="c", amount=Money(fen), period="2021-04", on=ON, **WRONG
    )


def undo(at: Any, kind: IncomeKind, fen: int) -> Any:
    return at.when(
        account.reverse_income,
        kind=kind,
        gift="g",
        credit="c",
        amount=Money(fen),
        on=ON,
        **WRONG,
    )


def test_every_kind_of_income_but_gifts_and_recoveries_can_be_taken_back() -> None:
    kinds = {kind.value for kind in Income} - {Income.DONATION.value, Income.RECOVERY.value}
    assert {kind.value for kind in IncomeKind} == kinds


def test_of_a_match_that_is_taken_back_as_much_may_come_again() -> None:
    at = on_account(GOVERNMENT, PROMISED, granted(Grant.MATCH, 100))
    undo(at, IncomeKind.MATCH, 101).refused(Why.INSUFFICIENT, available=Money(100))
    undo(at, IncomeKind.MATCH, 100).then(taken_back(IncomeKind.MATCH, 100))
    after = on_account(GOVERNMENT, *at.facts[1:], taken_back(IncomeKind.MATCH, 100)).state
    assert after.matches["文件"].left == Money(100)
    assert after.gifts.get("g").balance == ZERO


def test_an_appropriation_that_cites_the_same_document_is_no_match() -> None:
    came, gone = granted(Grant.APPROPRIATION, 70), taken_back(IncomeKind.APPROPRIATION, 70)
    state = on_account(GOVERNMENT, PROMISED, came, gone).state
    assert (state.matches["文件"].received, state.balance(SourceClass.GOVERNMENT)) == (ZERO, ZERO)


@pytest.mark.parametrize("kind", [IncomeKind.INTEREST, IncomeKind.SALE, IncomeKind.CARRIED_IN])
def test_income_of_an_account_goes_with_its_gift(kind: IncomeKind) -> None:
    at = on_account("p", bore("g", 9), bore("h", 5))
    undo(at, kind, 9).then(taken_back(kind, 9))
    after = on_account("p", bore("g", 9), bore("h", 5), taken_back(kind, 9))
    assert after.state.balance(SourceClass.DONATED) == Money(5)
    undo(after, kind, 9).refused(Why.UNKNOWN_GIFT, gift="g")
    undo(at, kind, 0).refused(amounts.Why.NOT_POSITIVE)


def test_sponsorship_is_taken_off_the_other_income() -> None:
    came = account_facts.OtherIncomeReceived(
        credit="c", payer="甲（虚构）", document="d", amount=Money(8), period="2021-04", on=ON
    )
    at = on_account(OTHER, came)
    gone = taken_back(IncomeKind.SPONSORSHIP, 8, None)
    undo(at, IncomeKind.SPONSORSHIP, 8).then(gone)
    undo(at, IncomeKind.SPONSORSHIP, 9).refused(Why.INSUFFICIENT, available=Money(8))
    undo(at, IncomeKind.SPONSORSHIP, 0).refused(amounts.Why.NOT_POSITIVE)
    assert on_account(OTHER, came, gone).state.other == ZERO


def test_what_came_back_goes_out_again_of_the_very_gifts() -> None:
    shares = tuple(
        GiftShare(gift=key, source=SourceClass.DONATED, amount=Money(fen))
        for key, fen in (("a", 6), ("b", 4))
    )
    said: dict[str, Any] = {"disbursement": "d", "shares": shares, "on": ON}
    spent = (
        bore("a", 6),
        bore("b", 9),
        account_facts.FundsReserved(**said),
        account_facts.FundsPaidOut(period="2021-04", **said),
    )
    back = account_facts.RecoveryReceived(credit="c", period="2021-04", **said)
    gone = account_facts.RecoveryReversed(credit="c", period="2021-04", **said, **WRONG)
    at = on_account("p", *spent, back)
    at.when(account.reverse_recovery, credit="c", **said, **WRONG).then(gone)
    assert on_account("p", *spent, back, gone).state == on_account("p", *spent).state
    held = on_account(
        "p", *spent, back, account_facts.FundsReserved(**{**said, "disbursement": "e"})
    )
    held.when(account.reverse_recovery, credit="c", **said, **WRONG).refused(
        Why.INSUFFICIENT, available=ZERO, amount=Money(6)
    )


BACK: dict[str, Any] = {"basis": "order", "document": "缴回通知"}


def give_back(at: Any, kind: IncomeKind, fen: int, **told: Any) -> Any:
    given_back = {"gift": "g", "amount": Money(fen), "on": ON, **BACK, **told}
    return at.when(account.return_income, kind=kind, credit="c", **given_back)


def returned(fact: type[Any], fen: int) -> Any:
    return fact(gift="g", amount=Money(fen), period="2021-04", on=ON, **BACK)


def test_income_goes_back_as_what_it_is_and_of_a_match_as_much_may_come_again() -> None:
    for kind in Grant:
        at = on_account(GOVERNMENT, PROMISED, granted(kind, 80))
        fact = returned(account_facts.AppropriationReturned, 30)
        give_back(at, IncomeKind(kind.value), 30).then(fact)
        left = on_account(GOVERNMENT, PROMISED, granted(kind, 80), fact).state
        assert left.gifts.get("g").balance == Money(50)
        assert left.matches["文件"].left == Money(50 if kind is Grant.MATCH else 100)
    at = on_account("p", bore("g", 80))
    give_back(at, IncomeKind.INTEREST, 80).then(returned(account_facts.InterestReturned, 80))
    sold = returned(account_facts.SaleProceedsReturned, 79)
    give_back(at, IncomeKind.SALE, 79).then(sold)
    assert on_account("p", bore("g", 80), sold).state.held == Money(1)
    give_back(at, IncomeKind.INTEREST, 81).refused(Why.INSUFFICIENT, available=Money(80))
    give_back(at, IncomeKind.INTEREST, 1, basis="none").refused(Why.NO_BASIS)
    give_back(at, IncomeKind.INTEREST, 1, document=" ").refused(Why.NO_BASIS)


def test_sponsorship_goes_back_off_the_other_income() -> None:
    came = account_facts.OtherIncomeReceived(
        credit="c", payer="p", document="d", amount=Money(80), period="2021-04", on=ON
    )
    at = on_account(OTHER, came)
    back = account_facts.OtherIncomeReturned(
        credit="c", amount=Money(50), period="2021-04", on=ON, **BACK
    )
    give_back(at, IncomeKind.SPONSORSHIP, 50).then(back)
    assert on_account(OTHER, came, back).state.other == Money(30)
    give_back(at, IncomeKind.SPONSORSHIP, 81).refused(Why.INSUFFICIENT, available=Money(80))
    give_back(at, IncomeKind.SPONSORSHIP, 0).refused(amounts.Why.NOT_POSITIVE)
    court = account_facts.AccountFrozen(
        gift=None, reason="法院", by=account_facts.FrozenBy.ORDER, on=ON
    )
    give_back(on_account(OTHER, came, court), IncomeKind.SPONSORSHIP, 1).refused(
        Why.FROZEN, reason="法院"
    )


def test_government_money_is_never_forgotten_with_its_last_day() -> None:
    """All of it went back, then the bank undid what had undone a payment of it."""
    paid = (GiftShare(gift="g", source=SourceClass.GOVERNMENT, amount=Money(60)),)
    back = account_facts.RecoveryReceived(
        disbursement="D1", shares=paid, credit="B", period="2021-04", on=ON
    )
    gone = account_facts.AppropriationReturned(
        gift="g", amount=Money(100), basis="order", document="d", period="2021-04", on=ON
    )
    short = account_facts.ShortfallArose(
        gift="g",
        source=SourceClass.GOVERNMENT,
        donor="文件",
        credit="B",
        amount=Money(60),
        reason="r",
        period="2021-04",
        on=ON,
    )
    again = account_facts.RecoveryReversed(
        disbursement="D1", shares=paid, credit="B", period="2021-04", on=ON, **WRONG
    )
    reserved = account_facts.FundsReserved(disbursement="D1", shares=paid, on=ON)
    out = account_facts.FundsPaidOut(disbursement="D1", shares=paid, period="2021-04", on=ON)
    before = (PROMISED, granted(Grant.MATCH, 100), reserved, out, back, gone)
    for facts in (before, (*before, short, again)):
        gift = on_account(GOVERNMENT, *facts).state.gifts.get("g")
        assert (gift.balance, gift.last_day, gift.match) == (ZERO, UNTIL, True)


SHARES = (GiftShare(gift="g", source=SourceClass.DONATED, amount=Money(60)),)
NOT_SENT: dict[str, Any] = {
    "disbursement": "d",
    "shares": SHARES,
    "debit": "b",
    "cites": "disbursement-d@3",
    "reason": "拒收",
    "document": "银行答复",
    "approver": "a",
    "on": ON,
}
PAID_OUT = (
    bore("g", 100),
    account_facts.FundsReserved(disbursement="d", shares=SHARES, on=ON),
    account_facts.FundsPaidOut(disbursement="d", shares=SHARES, period="2021-04", on=ON),
)


def test_a_payment_that_never_left_lies_there_again_and_is_reserved_as_it_was() -> None:
    reversed_ = account_facts.PaymentReversed(period="2021-04", **NOT_SENT)
    at = on_account("p", *PAID_OUT)
    at.when(account.reverse_payment, **NOT_SENT).then(reversed_)
    after = on_account("p", *PAID_OUT, reversed_)
    assert after.state.gifts["g"] == on_account("p", bore("g", 100)).state.gifts["g"]
    told = {"disbursement": "d", "shares": SHARES, "on": ON}
    after.when(reserve_again, **told).then(PAID_OUT[1])
    less = account_facts.SurplusMovedOut(
        share=GiftShare(gift="g", source=SourceClass.DONATED, amount=Money(41)),
        to="f/general",
        basis="made_good",
        document="m",
        rule="r",
        period="2021-04",
        on=ON,
    )
    on_account("p", *PAID_OUT, reversed_, less).when(reserve_again, **told).ignored()


def test_a_payment_is_not_reversed_into_a_closed_month() -> None:
    closed = account_facts.AccountPeriodClosed(
        period="2021-04",
        donated=Money(40),
        government=ZERO,
        suspense=ZERO,
        other=ZERO,
        rule="r",
        on=ON,
    )
    on_account("p", *PAID_OUT, closed).when(account.reverse_payment, **NOT_SENT).refused(
        Why.PERIOD_CLOSED
    )
