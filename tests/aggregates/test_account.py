from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import income, undoing
from lixia_domain.aggregates.account.facts import (
    AccountClosed,
    AccountEvent,
    AccountFrozen,
    AccountOpened,
    AccountPeriodClosed,
    AccountUnfrozen,
    AppropriationReceived,
    DonationReceived,
    DonationReturned,
    DonationReversed,
    Freeze,
    FrozenBy,
    FundsPaidOut,
    FundsReserved,
    Grant,
    RecoveryReceived,
    ReservationReleased,
    SurplusMovedIn,
    SurplusMovedOut,
    SuspenseCleared,
    SuspenseHeld,
)
from lixia_domain.aggregates.account.guards import gift_of
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import ACCOUNT, Gift, designated
from lixia_domain.kernel import amounts
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import EXAMPLES, given
from lixia_domain.testing.given import Given

ON, LATER, NEXT_YEAR = date(2021, 4, 15), date(2021, 5, 12), date(2022, 1, 5)
DONATED, PUBLIC = SourceClass.DONATED, SourceClass.GOVERNMENT

FUNDED: dict[str, Any] = {
    "credit": "c",
    "claim": "k",
    "legal_donor": "e1",
    "payer": "甲（虚构）",
    "restriction": "p",
}
GRANTED: dict[str, Any] = {
    "credit": "z",
    "document": "文件一（虚构）",
    "purpose": "建设",
    "expiry": date(2021, 12, 31),
    "carry_over": False,
}
BACK: dict[str, Any] = {"basis": "agreement", "document": "第六条", "rule": "r"}
WRONG: dict[str, Any] = {"cites": "account-f/p 第 2 条", "reason": "串户", "approver": "acct-2"}
MOVED: dict[str, Any] = {"to": "f/q", "basis": "consent", "document": "答复", "rule": "r"}


def opened(designation: str = "p") -> AccountOpened:
    return AccountOpened(fund="f", designation=designation, on=ON)


def gift(key: str, fen: int, on: date = ON) -> DonationReceived:
    return DonationReceived(gift=key, amount=Money(fen), period=f"{on:%Y-%m}", on=on, **FUNDED)


def donation(key: str, amount: Money) -> account.Donation:
    return account.Donation(
        gift=key, credit="c", claim="k", legal_donor="e1", payer="甲（虚构）", amount=amount
    )


def grant(fen: int = 100, **changed: Any) -> AppropriationReceived:
    return AppropriationReceived(
        kind=Grant.APPROPRIATION,
        gift="z1",
        amount=Money(fen),
        period="2021-04",
        on=ON,
        **{**GRANTED, **changed},
    )


def share(key: str, fen: int, source: SourceClass = DONATED) -> GiftShare:
    return GiftShare(gift=key, source=source, amount=Money(fen))


def reserved(*shares: GiftShare) -> FundsReserved:
    return FundsReserved(disbursement="d", shares=shares, on=LATER)


def paid(*shares: GiftShare) -> FundsPaidOut:
    return FundsPaidOut(disbursement="d", shares=shares, period="2021-05", on=LATER)


def recovered(*shares: GiftShare, on: date = LATER) -> RecoveryReceived:
    return RecoveryReceived(
        disbursement="d", shares=shares, credit="b", period=f"{on:%Y-%m}", on=on
    )


OWN = Freeze(by=FrozenBy.CANCELLATION, reason="项目取消")


def frozen(key: str | None = None) -> AccountFrozen:
    return AccountFrozen(gift=key, reason="项目取消", by=FrozenBy.CANCELLATION, on=LATER)


def closed(period: str = "2021-12") -> AccountPeriodClosed:
    return AccountPeriodClosed(
        period=period,
        donated=ZERO,
        government=ZERO,
        suspense=ZERO,
        other=ZERO,
        rule="r",
        on=NEXT_YEAR,
    )


def on_account(*facts: AccountEvent, designation: str = "p") -> Given[Any, AccountEvent]:
    return given(ACCOUNT, opened(designation), *facts)


def left(at: Given[Any, AccountEvent], key: str) -> Gift:
    return gift_of(at.state, key)


def test_opening_is_recorded_once() -> None:
    told = given(ACCOUNT).when(account.open_account, fund="f", designation="p", on=ON)
    told.then(opened())
    on_account().when(account.open_account, fund="f", designation="p", on=LATER).ignored()


def test_a_donation_is_recorded_in_the_month_of_its_day() -> None:
    told = on_account().when(
        account.receive_donations, donations=(donation("a", Money(100)),), on=ON
    )
    told.then(gift("a", 100))


def test_a_gift_is_counted_once_even_after_it_was_spent() -> None:
    for spent in ((), (reserved(share("a", 100)), paid(share("a", 100)))):
        told = on_account(gift("a", 100), *spent).when(
            account.receive_donations, donations=(donation("a", Money(100)),), on=LATER
        )
        told.refused(Why.GIFT_REUSED, gift="a")
    twice = (donation("a", Money(100)), donation("a", Money(100)))
    told = on_account().when(account.receive_donations, donations=twice, on=ON)
    told.refused(Why.GIFT_REUSED, gift="a")


def test_a_donation_of_nothing_is_refused() -> None:
    told = on_account().when(account.receive_donations, donations=(donation("a", ZERO),), on=ON)
    told.refused(amounts.Why.NOT_POSITIVE)


def test_an_account_nobody_opened_is_refused() -> None:
    told = given(ACCOUNT).when(
        account.receive_donations, donations=(donation("a", Money(1)),), on=ON
    )
    told.refused(Why.UNKNOWN)


def test_an_appropriation_is_recorded_on_the_government_account() -> None:
    told = on_account(designation=GOVERNMENT).when(
        income.receive_appropriation, gift="z1", amount=Money(100), on=ON, **GRANTED
    )
    told.then(grant())


@pytest.mark.parametrize("designation", ["p", GENERAL])
def test_government_money_never_mixes_with_donated(designation: str) -> None:
    on_account(designation=designation).when(
        income.receive_appropriation, gift="z1", amount=Money(1), on=ON, **GRANTED
    ).refused(Why.SOURCES_MIXED, designation=designated(designation))
    on_account(designation=GOVERNMENT).when(
        account.receive_donations, donations=(donation("a", Money(1)),), on=ON
    ).refused(Why.SOURCES_MIXED)
    for at, source in ((designation, PUBLIC), (GOVERNMENT, DONATED)):
        inward = on_account(designation=at)
        came = share("x", 1, source)
        inward.when(account.move_in, share=came, origin="o", legal_donor="e", on=ON).refused(
            Why.SOURCES_MIXED
        )
        inward.when(account.recover, disbursement="d", shares=(came,), credit="b", on=ON).refused(
            Why.SOURCES_MIXED
        )


def test_money_in_doubt_is_held_and_cleared() -> None:
    held = SuspenseHeld(credit="c", amount=Money(50), period="2021-04", on=ON)
    doubt = on_account(designation=SUSPENSE)
    doubt.when(account.hold, credit="c", amount=Money(50), on=ON).then(held)
    after = on_account(held, designation=SUSPENSE)
    after.when(account.clear, credit="c", amount=Money(20), to="g", on=ON).then(
        SuspenseCleared(credit="c", amount=Money(20), to="g", period="2021-04", on=ON)
    )
    after.when(account.clear, credit="c", amount=Money(51), to="g", on=ON).refused(
        Why.INSUFFICIENT, available=Money(50), amount=Money(51)
    )
    gone = SuspenseCleared(credit="c", amount=Money(50), to="g", period="2021-04", on=ON)
    empty = on_account(held, gone, designation=SUSPENSE)
    empty.when(account.clear, credit="c", amount=Money(1), to="g", on=ON).refused(
        Why.INSUFFICIENT, available=ZERO
    )


def test_money_in_doubt_is_held_nowhere_else_and_spent_nowhere() -> None:
    on_account().when(account.hold, credit="c", amount=Money(1), on=ON).refused(Why.SOURCES_MIXED)
    on_account(designation=SUSPENSE).when(
        account.receive_donations, donations=(donation("a", Money(1)),), on=ON
    ).refused(Why.ONLY_SUSPENSE)


def test_a_mistaken_receipt_is_reversed_and_cites_what_it_reverses() -> None:
    told = on_account(gift("a", 100)).when(
        undoing.reverse_donation, gift="a", amount=Money(100), on=LATER, **WRONG
    )
    fact = DonationReversed(gift="a", amount=Money(100), period="2021-05", on=LATER, **WRONG)
    told.then(fact)
    after = on_account(gift("a", 100), fact)
    after.when(account.freeze, gift="a", reason="x", by=FrozenBy.ORDER, on=LATER).refused(
        Why.UNKNOWN_GIFT, gift="a"
    )


def test_a_gift_is_returned_on_a_cited_basis_up_to_its_unspent_part() -> None:
    spent = (reserved(share("a", 60)), paid(share("a", 60)))
    told = on_account(gift("a", 100), *spent)
    told.when(account.return_donation, gift="a", amount=Money(40), on=LATER, **BACK).then(
        DonationReturned(gift="a", amount=Money(40), period="2021-05", on=LATER, **BACK)
    )
    told.when(account.return_donation, gift="a", amount=Money(41), on=LATER, **BACK).refused(
        Why.INSUFFICIENT, available=Money(40)
    )


@pytest.mark.parametrize("lacking", ["basis", "document"])
def test_a_refund_without_basis_is_refused(lacking: str) -> None:
    told = on_account(gift("a", 100)).when(
        account.return_donation, gift="a", amount=Money(1), on=LATER, **{**BACK, lacking: " "}
    )
    told.refused(Why.NO_BASIS)


RESERVE: dict[str, Any] = {"disbursement": "d", "source": DONATED, "on": LATER}


def test_a_project_spends_its_gifts_in_proportion_to_the_fen() -> None:
    told = on_account(gift("b", 100), gift("a", 100), gift("c", 50)).when(
        account.reserve, amount=Money(101), **RESERVE
    )
    told.then(reserved(share("a", 41), share("b", 40), share("c", 20)))


def test_the_general_account_spends_the_oldest_gift_first() -> None:
    told = on_account(
        gift("z", 30, date(2021, 4, 1)), gift("a", 30), gift("b", 30), designation=GENERAL
    )
    told.when(account.reserve, amount=Money(45), **RESERVE).then(
        reserved(share("z", 30), share("a", 15))
    )
    told.when(account.reserve, amount=Money(90), **RESERVE).then(
        reserved(share("z", 30), share("a", 30), share("b", 30))
    )


def test_more_than_is_free_is_refused_and_classes_are_not_netted() -> None:
    told = on_account(gift("a", 100), reserved(share("a", 60)))
    told.when(account.reserve, amount=Money(41), **{**RESERVE, "disbursement": "e"}).refused(
        Why.INSUFFICIENT, available=Money(40), amount=Money(41)
    )
    told.when(account.reserve, amount=Money(1), source=PUBLIC, disbursement="e", on=LATER).refused(
        Why.INSUFFICIENT, available=ZERO
    )


def test_a_frozen_account_reserves_and_pays_nothing() -> None:
    told = on_account(gift("a", 100), frozen())
    told.when(account.reserve, amount=Money(1), **RESERVE).refused(Why.FROZEN, reason="项目取消")
    told = on_account(gift("a", 100), reserved(share("a", 60)), frozen())
    told.when(account.pay_out, disbursement="d", on=LATER).refused(Why.FROZEN)


def test_a_frozen_gift_is_not_spent_and_the_others_are() -> None:
    told = on_account(gift("a", 100), gift("b", 100), frozen("a"))
    told.when(account.reserve, amount=Money(100), **RESERVE).then(reserved(share("b", 100)))
    told.when(account.reserve, amount=Money(101), **RESERVE).refused(Why.INSUFFICIENT)
    told.when(account.move_out, gift="a", on=LATER, **MOVED).refused(Why.GIFT_FROZEN, gift="a")
    undecided = {**MOVED, "document": " "}
    there = on_account(gift("a", 100))
    there.when(account.move_out, gift="a", on=LATER, **undecided).refused(Why.NO_MINUTES, gift="a")
    late = on_account(gift("a", 100), reserved(share("a", 60)), frozen("a"))
    late.when(account.pay_out, disbursement="d", on=LATER).refused(Why.GIFT_FROZEN, gift="a")


def test_paying_and_letting_go_take_what_was_reserved() -> None:
    told = on_account(gift("a", 100), reserved(share("a", 60)))
    told.when(account.pay_out, disbursement="d", on=LATER).then(paid(share("a", 60)))
    freed = ReservationReleased(disbursement="d", shares=(share("a", 60),), on=LATER)
    told.when(account.release_reservation, disbursement="d", on=LATER).then(freed)
    after = on_account(gift("a", 100), reserved(share("a", 60)), freed)
    assert left(after, "a").available == Money(100)


def test_what_comes_back_goes_to_its_gifts() -> None:
    spent = (gift("a", 100), reserved(share("a", 60)), paid(share("a", 60)))
    told = on_account(*spent)
    told.when(
        account.recover, disbursement="d", shares=(share("a", 20),), credit="b", on=LATER
    ).then(recovered(share("a", 20)))
    after = left(on_account(*spent, recovered(share("a", 20))), "a")
    assert (after.balance, after.paid) == (Money(60), Money(40))


@pytest.mark.parametrize("shares", [(), (share("a", 0),), (share("a", 5), share("b", -4))])
def test_nothing_and_less_does_not_come_back(shares: tuple[GiftShare, ...]) -> None:
    told = on_account(gift("a", 100)).when(
        account.recover, disbursement="d", shares=shares, credit="b", on=LATER
    )
    told.refused(amounts.Why.NOT_POSITIVE)


def test_what_comes_back_of_a_gift_spent_to_the_end_is_still_that_donors() -> None:
    at = on_account(
        gift("a", 100),
        reserved(share("a", 100)),
        paid(share("a", 100)),
        frozen("a"),
        recovered(share("a", 30)),
    )
    assert left(at, "a") == Gift(
        source=DONATED,
        donor="e1",
        since=ON,
        balance=Money(30),
        claim="k",
        paid=Money(70),
        frozen=True,
    )


def test_the_general_account_forgets_a_gift_that_is_used_up() -> None:
    used = (gift("a", 100), reserved(share("a", 100)), paid(share("a", 100)))
    at = on_account(*used, designation=GENERAL)
    assert len(at.state.gifts) == 0
    back = on_account(*used, recovered(share("a", 30)), designation=GENERAL)
    assert left(back, "a").balance == Money(30)


def test_freezing_is_recorded_once_and_lifted_once() -> None:
    for key in (None, "a"):
        thawed = AccountUnfrozen(gift=key, basis="判决（虚构）", on=LATER)
        free, cold = on_account(gift("a", 1)), on_account(gift("a", 1), frozen(key))
        free.when(
            account.freeze, gift=key, reason="项目取消", by=FrozenBy.CANCELLATION, on=LATER
        ).then(frozen(key))
        cold.when(
            account.freeze, gift=key, reason="项目取消", by=FrozenBy.CANCELLATION, on=LATER
        ).ignored()
        cold.when(account.unfreeze, gift=key, basis="判决（虚构）", on=LATER).then(thawed)
        free.when(account.unfreeze, gift=key, basis="判决", on=LATER).refused(Why.NOT_FROZEN)
        assert on_account(gift("a", 1), frozen(key), thawed).state == free.state


def test_each_freeze_is_lifted_for_itself_and_the_programmes_own_last() -> None:
    court = AccountFrozen(gift=None, reason="法院", by=FrozenBy.ORDER, on=LATER)
    both = on_account(gift("a", 1), frozen(), court)
    on_account(gift("a", 1), frozen()).when(
        account.freeze, gift=None, reason="法院", by=FrozenBy.ORDER, on=LATER
    ).then(court)
    own = AccountUnfrozen(gift=None, basis="b", lifts=(OWN,), on=LATER)
    lift: dict[str, Any] = {"gift": None, "basis": "b", "on": LATER}
    both.when(account.unfreeze, only=(OWN,), **lift).then(own)
    theirs = AccountUnfrozen(
        gift=None, basis="b", lifts=(Freeze(by=FrozenBy.ORDER, reason="法院"),), on=LATER
    )
    both.when(account.unfreeze, own=("项目取消",), **lift).then(theirs)
    left = on_account(gift("a", 1), frozen(), court, theirs)
    assert left.state.freezes == (OWN,)
    whole = AccountUnfrozen(gift=None, basis="b", on=LATER)
    left.when(account.unfreeze, own=("项目取消",), **lift).then(whole)
    both.when(account.unfreeze, **lift).then(whole)
    after = on_account(gift("a", 1), frozen(), court, whole).state
    assert after.frozen is None


def test_a_gift_moves_with_all_that_is_left_of_it_from_an_account_that_its_project_froze() -> None:
    out = SurplusMovedOut(share=share("a", 100), period="2021-05", on=LATER, **MOVED)
    told = on_account(gift("a", 100), frozen())
    own: dict[str, Any] = {"own_freeze": {"项目取消"}}
    told.when(account.move_out, gift="a", on=LATER, **MOVED, **own).then(out)
    after = on_account(gift("a", 100), frozen(), out)
    after.when(account.move_out, gift="a", on=LATER, **MOVED).refused(Why.UNKNOWN_GIFT)
    some = evolve(out, share=share("a", 30))
    told.when(account.move_out, gift="a", amount=Money(30), on=LATER, **MOVED, **own).then(some)
    partly = on_account(gift("a", 100), reserved(share("a", 60)))
    partly.when(account.move_out, gift="a", on=LATER, **MOVED).refused(
        Why.INSUFFICIENT, available=Money(40), amount=Money(100)
    )


def test_a_freeze_is_known_by_whose_it_is_never_by_its_text() -> None:
    court = AccountFrozen(gift=None, reason="项目取消", by=FrozenBy.ORDER, on=LATER)
    own: dict[str, Any] = {"own_freeze": {"项目取消"}}
    alone = on_account(gift("a", 100), court)
    alone.when(account.move_out, gift="a", on=LATER, **MOVED, **own).refused(Why.FROZEN)
    alone.when(
        account.freeze, gift=None, reason="项目取消", by=FrozenBy.CANCELLATION, on=LATER
    ).then(frozen())
    both = on_account(gift("a", 100), court, frozen())
    both.when(account.move_out, gift="a", on=LATER, **MOVED, **own).refused(Why.FROZEN)
    lifted = AccountUnfrozen(gift=None, basis="b", lifts=(OWN,), on=LATER)
    left = on_account(gift("a", 100), court, frozen(), lifted).state
    assert left.freezes == (Freeze(by=FrozenBy.ORDER, reason="项目取消"),)


def test_of_older_codes_freezes_only_the_reason_tells_whose_they_are() -> None:
    older = AccountFrozen(gift=None, reason="项目取消", by=None, on=LATER)
    told = on_account(gift("a", 100), older)
    out = SurplusMovedOut(share=share("a", 100), period="2021-05", on=LATER, **MOVED)
    told.when(account.move_out, gift="a", on=LATER, **MOVED, own_freeze={"项目取消"}).then(out)
    told.when(account.move_out, gift="a", on=LATER, **MOVED, own_freeze={"另一"}).refused(
        Why.FROZEN
    )
    stopped = AccountFrozen(gift=None, reason="待查", by=FrozenBy.SUSPENSION, on=LATER)
    earlier = AccountFrozen(gift=None, reason="待查", by=None, on=LATER)
    for facts, by in (((earlier, stopped), FrozenBy.SUSPENSION), ((earlier,), None)):
        held = on_account(gift("a", 100), *facts).state
        assert held.frozen_by_suspension("待查") == (Freeze(by=by, reason="待查"),)
        assert held.frozen_by_suspension("另一") == ()


@pytest.mark.parametrize("own", [{}, {"own_freeze": {"另一原因"}}])
def test_what_others_froze_neither_moves_nor_returns_nor_takes_in(own: dict[str, Any]) -> None:
    told = on_account(gift("a", 100), frozen())
    told.when(account.move_out, gift="a", on=LATER, **MOVED, **own).refused(Why.FROZEN)
    back: dict[str, Any] = {"gift": "a", "amount": Money(1), "on": LATER, **BACK}
    told.when(account.return_donation, **back, **own).refused(Why.FROZEN, reason="项目取消")
    one = on_account(gift("a", 100), frozen("a"))
    one.when(account.return_donation, **back, **own).refused(Why.GIFT_FROZEN, gift="a")
    came: dict[str, Any] = {"share": share("b", 40), "origin": "f/o", "legal_donor": "e1"}
    told.when(account.move_in, on=LATER, **came).refused(Why.FROZEN)


def test_a_gift_that_moves_in_stays_its_donors() -> None:
    told = on_account()
    came: dict[str, Any] = {"share": share("a", 40), "origin": "f/o", "legal_donor": "e1"}
    fact = SurplusMovedIn(period="2021-05", on=LATER, **came)
    told.when(account.move_in, on=LATER, **came).then(fact)
    assert left(on_account(fact), "a") == Gift(
        source=DONATED, donor="e1", since=LATER, balance=Money(40)
    )
    assert left(on_account(gift("a", 2), fact), "a").balance == Money(42)
    told.when(account.move_in, on=LATER, **{**came, "share": share("a", 0)}).refused(
        amounts.Why.NOT_POSITIVE
    )


def test_closing_says_what_each_class_has_and_never_nets_them() -> None:
    told = on_account(gift("a", 100), gift("b", 11), reserved(share("a", 60)))
    told.when(account.close_period, period="2021-05", rule="r", on=NEXT_YEAR).then(
        AccountPeriodClosed(
            period="2021-05",
            donated=Money(111),
            government=ZERO,
            suspense=ZERO,
            other=ZERO,
            rule="r",
            on=NEXT_YEAR,
        )
    )
    public = on_account(grant(70), designation=GOVERNMENT).state
    assert (public.balance(PUBLIC), public.balance(DONATED)) == (Money(70), ZERO)


def test_a_closed_period_stays_closed() -> None:
    told = on_account(gift("a", 100), closed("2021-12"))
    told.when(account.close_period, period="2021-12", rule="r", on=NEXT_YEAR).ignored()
    told.when(account.close_period, period="2021-11", rule="r", on=NEXT_YEAR).ignored()
    told.when(
        account.receive_donations, donations=(donation("b", Money(1)),), on=date(2021, 12, 31)
    ).refused(Why.PERIOD_CLOSED, closed="2021-12", period="2021-12")
    told.when(account.receive_donations, donations=(donation("b", Money(1)),), on=NEXT_YEAR).then(
        gift("b", 1, NEXT_YEAR)
    )


def test_donated_money_carries_over_and_government_money_follows_its_document() -> None:
    spend: dict[str, Any] = {"disbursement": "d", "amount": Money(1)}
    on_account(gift("a", 100), closed()).when(
        account.reserve, source=DONATED, on=NEXT_YEAR, **spend
    ).then(FundsReserved(disbursement="d", shares=(share("a", 1),), on=NEXT_YEAR))
    lapsed = on_account(grant(), designation=GOVERNMENT)
    one = (share("z1", 1, PUBLIC),)
    last = date(2021, 12, 31)
    lapsed.when(account.reserve, source=PUBLIC, on=last, **spend).then(
        FundsReserved(disbursement="d", shares=one, on=last)
    )
    lapsed.when(account.reserve, source=PUBLIC, on=NEXT_YEAR, **spend).refused(
        Why.INSUFFICIENT, available=ZERO
    )
    carried = on_account(grant(carry_over=True), designation=GOVERNMENT)
    carried.when(account.reserve, source=PUBLIC, on=NEXT_YEAR, **spend).then(
        FundsReserved(disbursement="d", shares=one, on=NEXT_YEAR)
    )


def test_an_appropriation_reserved_in_time_is_not_paid_too_late() -> None:
    told = on_account(grant(), reserved(share("z1", 60, PUBLIC)), designation=GOVERNMENT)
    told.when(account.pay_out, disbursement="d", on=date(2021, 12, 31)).then(
        FundsPaidOut(
            disbursement="d",
            shares=(share("z1", 60, PUBLIC),),
            period="2021-12",
            on=date(2021, 12, 31),
        )
    )
    told.when(account.pay_out, disbursement="d", on=NEXT_YEAR).refused(
        Why.EXPIRED, gift="z1", last_day=date(2021, 12, 31)
    )


def test_an_appropriation_that_comes_back_too_late_is_not_spent_again() -> None:
    all_of_it = share("z1", 100, PUBLIC)
    at = on_account(
        grant(),
        reserved(all_of_it),
        paid(all_of_it),
        recovered(share("z1", 40, PUBLIC), on=NEXT_YEAR),
        designation=GOVERNMENT,
    )
    assert left(at, "z1").balance == Money(40)
    at.when(
        account.reserve, disbursement="e", amount=Money(1), source=PUBLIC, on=NEXT_YEAR
    ).refused(Why.INSUFFICIENT, available=ZERO)


def test_an_account_is_closed_once_with_its_fund() -> None:
    opened = AccountOpened(fund="f", designation="p", on=ON)
    closed = AccountClosed(report="清算报告", on=ON)
    told = {"report": "清算报告", "on": ON}
    given(ACCOUNT, opened).when(account.close_account, **told).then(closed)
    given(ACCOUNT, opened, closed).when(account.close_account, **told).ignored()
    given(ACCOUNT).when(account.close_account, **told).refused(Why.UNKNOWN)


def test_what_an_account_holds_is_all_of_it_whatever_its_class() -> None:
    gifts = given(ACCOUNT, opened(), gift("a", 7), gift("b", 5)).state
    doubt = given(ACCOUNT, opened(SUSPENSE), EXAMPLES["account.suspense_held"]).state
    other = given(ACCOUNT, opened(OTHER), EXAMPLES["account.other_income_received"]).state
    assert gifts is not None and doubt is not None and other is not None
    assert (gifts.held, doubt.held, other.held) == (Money(12), doubt.suspense, other.other)
    assert doubt.held > ZERO and other.held > ZERO
