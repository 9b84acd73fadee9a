"""What the bank took back of money that was spent is short until it is made good, to the fen."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.account import charges, facts, shortfalls
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import Remedy
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.kernel import amounts
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GOVERNMENT
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON, PERIOD = date(2025, 3, 10), "2025-03"
DONATED = SourceClass.DONATED


def received(gift: str, fen: int, donor: str = "甲") -> facts.DonationReceived:
    return facts.DonationReceived(
        gift=gift,
        credit="c",
        claim=None,
        legal_donor=donor,
        payer=donor,
        restriction="",
        amount=Money(fen),
        period=PERIOD,
        on=ON,
    )


def share(gift: str, fen: int) -> GiftShare:
    return GiftShare(gift=gift, source=DONATED, amount=Money(fen))


def short(gift: str, fen: int, donor: str = "甲") -> facts.ShortfallArose:
    return facts.ShortfallArose(
        gift=gift,
        source=DONATED,
        donor=donor,
        credit="c",
        amount=Money(fen),
        reason="r",
        period=PERIOD,
        on=ON,
    )


def taken_back(gift: str, fen: int) -> facts.DonationReversed:
    return facts.DonationReversed(
        gift=gift,
        amount=Money(fen),
        cites="c",
        reason="r",
        approver="a",
        period=PERIOD,
        on=ON,
    )


def put(gift: str, *shares: GiftShare, of: str = "f/p", document: str = "d") -> Any:
    return facts.PutToShortfall(
        of=of, gift=gift, shares=shares, document=document, period=PERIOD, on=ON
    )


def good(gift: str, fen: int, remedy: Remedy, origin: str, document: str = "d") -> Any:
    return facts.ShortfallMadeGood(
        gift=gift,
        amount=Money(fen),
        remedy=remedy,
        origin=origin,
        document=document,
        approver="a",
        period=PERIOD,
        on=ON,
    )


def on_account(designation: str, *events: Any) -> Any:
    opened = facts.AccountOpened(fund="f", designation=designation, on=ON)
    return given(ACCOUNT, opened, *events)


SPENT = (
    facts.FundsReserved(disbursement="d1", shares=(share("g", 60),), on=ON),
    facts.FundsPaidOut(disbursement="d1", shares=(share("g", 60),), period=PERIOD, on=ON),
)
TAKEN = (received("g", 100), *SPENT, short("g", 60), taken_back("g", 100))
FALL: dict[str, Any] = {"donor": "甲", "credit": "c", "reason": "r", "on": ON}


def test_only_what_is_not_there_any_more_is_short() -> None:
    told = on_account("p", received("g", 100), *SPENT)
    told.when(shortfalls.fall_short, gift="g", amount=Money(100), **FALL).then(short("g", 60))
    told.when(shortfalls.fall_short, gift="g", amount=Money(40), **FALL).ignored()
    assert shortfalls.unreserved(told.state, gift="g") == Money(40)


def test_a_gift_that_is_used_up_is_short_as_a_whole_in_the_class_of_its_account() -> None:
    general = on_account("general", received("g", 60), *SPENT)
    assert shortfalls.unreserved(general.state, gift="g") == ZERO
    general.when(shortfalls.fall_short, gift="g", amount=Money(60), **FALL).then(short("g", 60))
    (found,) = shortfalls.fall_short(
        on_account(GOVERNMENT).state, gift="z", amount=Money(1), **FALL
    )
    assert isinstance(found, facts.ShortfallArose) and found.source is SourceClass.GOVERNMENT


def test_what_is_reserved_of_a_gift_falls_and_nothing_else() -> None:
    other = facts.FundsReserved(disbursement="d2", shares=(share("h", 5),), on=ON)
    own = facts.FundsReserved(disbursement="d3", shares=(share("g", 5), share("h", 5)), on=ON)
    told = on_account("p", received("g", 100), received("h", 100, "乙"), other, own)
    assert list(shortfalls.fallen(told.state, gift="g")) == ["d3"]


def test_until_it_is_made_good_nothing_is_approved_or_paid_or_charged() -> None:
    kept = facts.FundsReserved(disbursement="d2", shares=(share("h", 5),), on=ON)
    told = on_account("p", received("h", 50, "乙"), kept, *TAKEN)
    asked = told.when(account.reserve, disbursement="d3", amount=Money(1), source=DONATED, on=ON)
    asked.refused(Why.SHORT, gift="g", amount=Money(60))
    told.when(account.pay_out, disbursement="d2", on=ON).refused(Why.SHORT, gift="g")
    cost: dict[str, Any] = {"cost": "k", "debit": "b", "foundation": "f", "year": 2025}
    cost |= {"document": "d", "amount": Money(1), "rule": "r", "on": ON}
    told.when(charges.charge_management_cost, **cost).refused(Why.SHORT, gift="g")


def test_it_stands_beside_the_balances_and_keeps_the_account_from_closing() -> None:
    state = on_account("p", *TAKEN, received("h", 50, "乙")).state
    assert state.balance(DONATED) == Money(50) == state.held
    assert state.unsettled == Money(110)
    paid = good("g", 60, Remedy.UNRESTRICTED, "f/general")
    assert on_account("p", *TAKEN, paid).state.unsettled == ZERO
    left = on_account("p", *TAKEN, good("g", 25, Remedy.UNRESTRICTED, "f/general")).state
    assert left.unsettled == Money(35)
    more = on_account("p", *TAKEN, short("g", 5), taken_back("g", 5)).state
    assert more.unsettled == Money(65)


def test_a_payment_comes_in_and_is_put_to_it_at_once() -> None:
    told = on_account("p", *TAKEN)
    paid: dict[str, Any] = {"key": "f/p", "gift": "g", "paid": "k#1", "credit": "k"}
    paid |= {"document": "d", "approver": "a", "on": ON}
    came = facts.ShortfallPaid(
        gift="k#1", source=DONATED, credit="k", amount=Money(20), period=PERIOD, on=ON
    )
    made = good("g", 20, Remedy.PAYMENT, "k")
    told.when(shortfalls.take_payment, amount=Money(20), **paid).then(
        came, put("g", share("k#1", 20)), made
    )
    too_much = told.when(shortfalls.take_payment, amount=Money(61), **paid)
    too_much.refused(Why.NOT_SHORT, short=Money(60), amount=Money(61))
    nothing = told.when(shortfalls.take_payment, amount=ZERO, **paid)
    nothing.refused(amounts.Why.NOT_POSITIVE)
    after = on_account("p", *TAKEN, came, put("g", share("k#1", 20)), made).state
    assert (after.held, after.unsettled) == (ZERO, Money(40))


def test_what_comes_back_makes_good_its_own_gifts_only_and_no_more_than_is_short() -> None:
    back = facts.RecoveryReceived(
        disbursement="d1", shares=(share("g", 60),), credit="k", period=PERIOD, on=ON
    )
    less = good("g", 10, Remedy.UNRESTRICTED, "f/general")
    told = on_account("p", *TAKEN, less, back)
    recovered = told.when(
        shortfalls.put_recovered,
        key="f/p",
        shares=(share("g", 60), share("h", 3)),
        credit="k",
        approver="a",
        on=ON,
    )
    recovered.then(put("g", share("g", 50), document="k"), good("g", 50, Remedy.RECOVERY, "k", "k"))


def test_only_the_same_donors_gift_that_is_free_makes_it_good() -> None:
    mine, other = received("h", 70), received("o", 70, "乙")
    told = on_account("p", *TAKEN, mine, other)
    by: dict[str, Any] = {"key": "f/p", "gift": "g", "document": "d", "approver": "a", "on": ON}
    told.when(shortfalls.put_gift, by_gift="h", amount=Money(60), **by).then(
        put("g", share("h", 60)), good("g", 60, Remedy.GIFT, "h")
    )
    refused = told.when(shortfalls.put_gift, by_gift="o", amount=Money(60), **by)
    refused.refused(Why.OTHER_DONOR, gift="o", donor="甲")
    told.when(shortfalls.put_gift, by_gift="x", amount=Money(1), **by).refused(Why.UNKNOWN_GIFT)
    frozen = facts.AccountFrozen(gift="h", reason="r", by=None, on=ON)
    cold = on_account("p", *TAKEN, mine, frozen)
    cold.when(shortfalls.put_gift, by_gift="h", amount=Money(1), **by).refused(Why.GIFT_FROZEN)


def test_unrestricted_money_goes_oldest_first_and_never_out_of_another_account() -> None:
    way: dict[str, Any] = {"of": "f/p", "gift": "g", "minutes": "d", "on": ON}
    general = on_account("general", received("u", 50), received("v", 50))
    general.when(shortfalls.put_unrestricted, amount=Money(60), **way).then(
        put("g", share("u", 50), share("v", 10))
    )
    project = on_account("p", received("u", 50))
    wrong = project.when(shortfalls.put_unrestricted, amount=Money(1), **way)
    wrong.refused(Why.SOURCES_MIXED, designation="p")
    frozen = facts.AccountFrozen(gift=None, reason="法院", by=None, on=ON)
    cold = on_account("general", received("u", 50), frozen)
    cold.when(shortfalls.put_unrestricted, amount=Money(1), **way).refused(Why.FROZEN)
    covered = on_account("p", *TAKEN).when(
        shortfalls.cover,
        gift="g",
        amount=Money(60),
        origin="f/general",
        minutes="d",
        approver="a",
        on=ON,
    )
    covered.then(good("g", 60, Remedy.UNRESTRICTED, "f/general"))


def test_a_claim_on_a_debtor_makes_nothing_good() -> None:
    told = on_account("p", *TAKEN)
    claimed = facts.ShortfallClaimed(gift="g", debtor="甲", amount=Money(60), document="d", on=ON)
    asked = told.when(
        shortfalls.claim, gift="g", debtor="甲", amount=Money(60), document="d", on=ON
    )
    asked.then(claimed)
    assert on_account("p", *TAKEN, claimed).state.unsettled == Money(60)
    nothing = told.when(
        shortfalls.claim, gift="h", debtor="甲", amount=Money(1), document="d", on=ON
    )
    nothing.refused(Why.NOT_SHORT, gift="h", short=ZERO)
