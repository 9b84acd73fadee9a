"""What may be done with an account: take in, reserve, pay, return, freeze, move, close."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from attrs import frozen

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import Facts, Freeze, FrozenBy
from lixia_domain.aggregates.account.guards import (
    existing,
    fits,
    free,
    gift_of,
    let_go,
    posting,
    spendable,
    taken,
    thawed,
    whole,
)
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.shortfalls import unreserved
from lixia_domain.aggregates.account.state import REFUND_BASES, Account, designated
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import GiftShare, SourceClass, shared
from lixia_domain.kernel.keys import GENERAL, SUSPENSE
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def open_account(account: Account | None, *, fund: str, designation: str, on: date) -> Facts:
    """Open the account of a fund for one designation, which are its key (开设). Again: ``()``."""
    if account is not None:
        return ()
    return (facts.AccountOpened(fund=fund, designation=designation, on=on),)


@frozen(kw_only=True)
class Donation:
    """One allocation of one bank credit, as an account takes it in."""

    gift: str
    credit: str
    claim: str | None
    legal_donor: str
    payer: str
    amount: Money


def receive_donations(
    account: Account | None, *, donations: Sequence[Donation], on: date
) -> tuple[facts.DonationReceived, ...]:
    """Take in donations (捐赠到账). They are restricted to the account's designation, if it is one.

    Refuses, and then takes none, where one stands on the account already or among the others.
    """
    account = spendable(account, Words("捐赠到账", "a donation"), on)
    fits(account, SourceClass.DONATED)
    restriction = "" if account.designation == GENERAL else account.designation
    period, seen = period_of(on), set[str]()
    for donation in donations:
        if donation.gift in seen or account.gifts.get(donation.gift) is not None:
            raise Rejection(Why.GIFT_REUSED, gift=donation.gift)
        seen.add(donation.gift)
    return tuple(
        facts.DonationReceived(
            gift=donation.gift,
            credit=donation.credit,
            claim=donation.claim,
            legal_donor=donation.legal_donor,
            payer=donation.payer,
            restriction=restriction,
            amount=positive(donation.amount),
            period=period,
            on=on,
        )
        for donation in donations
    )


def hold(account: Account | None, *, credit: str, amount: Money, on: date) -> Facts:
    """Hold money whose use is not settled (暂收)."""
    account = posting(account, on)
    if account.designation != SUSPENSE:
        raise Rejection(Why.SOURCES_MIXED, designation=designated(account.designation))
    held = positive(amount)
    return (facts.SuspenseHeld(credit=credit, amount=held, period=period_of(on), on=on),)


def clear(
    account: Account | None,
    *,
    credit: str,
    amount: Money,
    to: str,
    on: date,
    by_bank: bool = False,
) -> Facts:
    """Clear money out of suspense (暂收转出), to where ``to`` says.

    Not where it is frozen, unless ``by_bank``: what the bank took back is gone.
    """
    account = posting(account, on)
    if not by_bank:
        thawed(account, ())
    if positive(amount) > account.suspense:
        raise Rejection(Why.INSUFFICIENT, available=account.suspense, amount=amount)
    return (
        facts.SuspenseCleared(credit=credit, amount=amount, to=to, period=period_of(on), on=on),
    )


def return_donation(
    account: Account | None,
    *,
    gift: str,
    amount: Money,
    basis: str,
    document: str,
    rule: str,
    on: date,
    own_freeze: Collection[str] = (),
) -> Facts:
    """Return a gift to its donor (退还), at most its unspent part and only on a cited ``basis``.

    Nothing that a court froze, or anybody but the project's own cancellation (``own_freeze``).
    Source: rule ``donation.refund`` (民法典 658, 660): no revocation at will.
    """
    account = posting(account, on)
    if basis not in REFUND_BASES or not document.strip():
        raise Rejection(Why.NO_BASIS)
    found = gift_of(account, gift)
    let_go(account, found, gift, own_freeze)
    free(found, amount)
    return (
        facts.DonationReturned(
            gift=gift,
            amount=amount,
            basis=basis,
            document=document,
            rule=rule,
            period=period_of(on),
            on=on,
        ),
    )


def reserve(
    account: Account | None, *, disbursement: str, amount: Money, source: SourceClass, on: date
) -> tuple[facts.FundsReserved, ...]:
    """Reserve money of one class for a disbursement (预留), gift by gift.

    Which gifts, ``guards.taken`` says.
    """
    account = whole(spendable(account, Words("拨付", "a disbursement"), on))
    assert disbursement not in account.reservations, "a disbursement is approved once"
    if account.frozen is not None:
        raise Rejection(Why.FROZEN, reason=account.frozen)
    shares = taken(account, source, amount, on)
    return (facts.FundsReserved(disbursement=disbursement, shares=shares, on=on),)


def reserve_again(
    account: Account | None, *, disbursement: str, shares: tuple[GiftShare, ...], on: date
) -> Facts:
    """Reserve anew what had been paid and did not leave (重新预留), if all of it lies there still.

    ``()`` if it doesn't: it made good what was short, or what had made it good. What is frozen, or
    has expired since, the payment will be refused for.
    """
    account = existing(account)
    if any(share.amount > unreserved(account, gift=share.gift) for share in shares):
        return ()
    return (facts.FundsReserved(disbursement=disbursement, shares=shares, on=on),)


def release_reservation(account: Account | None, *, disbursement: str, on: date) -> Facts:
    """Let go of what was reserved (解除预留)."""
    account = existing(account)
    shares = _reserved(account, disbursement)
    return (facts.ReservationReleased(disbursement=disbursement, shares=shares, on=on),)


def pay_out(account: Account | None, *, disbursement: str, on: date) -> Facts:
    """Pay what was reserved (付款). What was frozen or ran out since stops the payment too."""
    account = whole(posting(account, on))
    shares = _reserved(account, disbursement)
    if account.frozen is not None:
        raise Rejection(Why.FROZEN, reason=account.frozen)
    for share in shares:
        gift = gift_of(account, share.gift)
        if gift.frozen:
            raise Rejection(Why.GIFT_FROZEN, gift=share.gift)
        if gift.last_day is not None and on > gift.last_day:
            raise Rejection(Why.EXPIRED, gift=share.gift, last_day=gift.last_day)
    return (
        facts.FundsPaidOut(disbursement=disbursement, shares=shares, period=period_of(on), on=on),
    )


def recover(
    account: Account | None,
    *,
    disbursement: str,
    shares: tuple[GiftShare, ...],
    credit: str,
    on: date,
) -> Facts:
    """Take back what came back of a payment (收回) into the gifts it had been paid from."""
    account = spendable(account, Words("收回", "a recovery"), on)
    positive(shared(shares))
    for share in shares:
        positive(share.amount)
        fits(account, share.source)
    return (
        facts.RecoveryReceived(
            disbursement=disbursement, shares=shares, credit=credit, period=period_of(on), on=on
        ),
    )


def freeze(
    account: Account | None, *, gift: str | None, reason: str, by: FrozenBy, on: date
) -> Facts:
    """Freeze the whole account, or one gift (冻结). Frozen so before: ``()``.

    An account that is frozen may be frozen by others besides, or for another reason: each freeze
    is lifted for itself.
    """
    account = existing(account)
    before = Freeze(by=by, reason=reason) in account.freezes
    if before if gift is None else gift_of(account, gift).frozen:
        return ()
    return (facts.AccountFrozen(gift=gift, reason=reason, by=by, on=on),)


def unfreeze(
    account: Account | None,
    *,
    gift: str | None,
    basis: str,
    on: date,
    own: Collection[str] = (),
    only: tuple[Freeze, ...] = (),
) -> Facts:
    """Lift the freezes of the whole account, or that of one gift (解冻).

    ``own``: why the programme froze it; that stays while there is another one to be lifted.
    ``only``: those to be lifted.
    """
    account = existing(account)
    if account.frozen is None if gift is None else not gift_of(account, gift).frozen:
        raise Rejection(Why.NOT_FROZEN)
    lifts = only
    if not only and gift is None:
        others = account.frozen_beside(own)
        lifts = others if len(others) < len(account.freezes) else ()
    return (facts.AccountUnfrozen(gift=gift, basis=basis, lifts=lifts, on=on),)


def move_out(
    account: Account | None,
    *,
    gift: str,
    to: str,
    basis: str,
    document: str,
    rule: str,
    on: date,
    amount: Money | None = None,
    own_freeze: Collection[str] = (),
) -> tuple[facts.SurplusMovedOut]:
    """Move all that is left of a gift, or ``amount`` of it, to another account (转出).

    On a ``document``: a judgment, the donor's answer, or the minutes of the decision where to. An
    account that its project's own cancellation froze (``own_freeze``) lets it go; no other.
    """
    account = posting(account, on)
    found = gift_of(account, gift)
    let_go(account, found, gift, own_freeze)
    if not document.strip():
        raise Rejection(Why.NO_MINUTES, gift=gift)
    moved = found.balance if amount is None else amount
    free(found, moved)
    share = GiftShare(gift=gift, source=found.source, amount=moved)
    return (
        facts.SurplusMovedOut(
            share=share,
            to=to,
            basis=basis,
            document=document,
            rule=rule,
            period=period_of(on),
            on=on,
        ),
    )


def move_in(
    account: Account | None, *, share: GiftShare, origin: str, legal_donor: str, on: date
) -> Facts:
    """Take in what another account lets go (转入). Not where it would be frozen at once."""
    account = spendable(account, Words("转入", "moving money in"), on)
    if account.frozen is not None:
        raise Rejection(Why.FROZEN, reason=account.frozen)
    positive(share.amount)
    fits(account, share.source)
    return (
        facts.SurplusMovedIn(
            share=share, origin=origin, legal_donor=legal_donor, period=period_of(on), on=on
        ),
    )


def close_period(account: Account | None, *, period: str, rule: str, on: date) -> Facts:
    """Close the account's months up to ``period`` (结账), each class with its own balance.

    Which months may be closed, the fund decides. Closed before: ``()``.
    """
    account = existing(account)
    if period <= account.closed_through:
        return ()
    return (
        facts.AccountPeriodClosed(
            period=period,
            donated=account.balance(SourceClass.DONATED),
            government=account.balance(SourceClass.GOVERNMENT),
            suspense=account.suspense,
            other=account.other,
            rule=rule,
            on=on,
        ),
    )


def close_account(account: Account | None, *, report: str, on: date) -> Facts:
    """Close the account with its fund (销户), which closes only when none holds anything.

    Closed before: ``()``. Nothing is posted to it afterwards, for its fund does not stand any more.
    """
    return () if existing(account).closed else (facts.AccountClosed(report=report, on=on),)


def _reserved(account: Account, disbursement: str) -> tuple[GiftShare, ...]:
    shares = account.reservations.get(disbursement)
    assert shares is not None, "approving a disbursement reserves its money in the same commit"
    return shares
