"""What is short on an account: money that was spent when the bank took it back (短缺).

The shortfall is the foundation's. It stands beside the balances, and until it is made good nothing
is approved or paid from the account; other donors' money and the government's never make it good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import Facts, Remedy
from lixia_domain.aggregates.account.guards import (
    class_of,
    existing,
    free,
    gift_of,
    posting,
    spendable,
    taken,
    thawed,
)
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import Account, Shortfall, designated
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def unreserved(account: Account | None, *, gift: str) -> Money:
    """Return what is left of ``gift`` and not reserved: nothing of one that is used up."""
    known = existing(account).gifts.get(gift)
    return ZERO if known is None else known.balance - known.reserved


def fallen(account: Account | None, *, gift: str) -> Iterator[str]:
    """Yield the disbursements for which something of ``gift`` is reserved."""
    for paper, shares in existing(account).reservations.items():
        if any(share.gift == gift for share in shares):
            yield paper


def fall_short(
    account: Account | None,
    *,
    gift: str,
    donor: str,
    amount: Money,
    credit: str,
    reason: str,
    on: date,
) -> Facts:
    """Note what is short of ``gift`` when ``amount`` of it is taken back. Nothing is: ``()``."""
    account = posting(account, on)
    short = amount - unreserved(account, gift=gift)
    if short <= ZERO:
        return ()
    known = account.gifts.get(gift)
    return (
        facts.ShortfallArose(
            gift=gift,
            source=class_of(account) if known is None else known.source,
            donor=donor,
            credit=credit,
            amount=short,
            reason=reason,
            period=period_of(on),
            on=on,
        ),
    )


def claim(
    account: Account | None, *, gift: str, debtor: str, amount: Money, document: str, on: date
) -> Facts:
    """Claim what is short of a named debtor, by a document (追索). It stays short until paid."""
    _short_of(existing(account), gift, amount)
    return (
        facts.ShortfallClaimed(gift=gift, debtor=debtor, amount=amount, document=document, on=on),
    )


def take_payment(
    account: Account | None,
    *,
    key: str,
    gift: str,
    paid: str,
    credit: str,
    amount: Money,
    document: str,
    approver: str,
    on: date,
) -> Facts:
    """Take in as ``paid`` what came towards a shortfall, and make it good by that (付款弥补)."""
    account = posting(account, on)
    short = _short_of(account, gift, amount)
    share = GiftShare(gift=paid, source=short.source, amount=amount)
    came = facts.ShortfallPaid(
        gift=paid,
        source=short.source,
        credit=credit,
        amount=amount,
        period=period_of(on),
        on=on,
    )
    put = _put((share,), key, gift, document, on)
    good = _good(gift, amount, Remedy.PAYMENT, credit, document, approver, on)
    return (came, put, good)


def put_recovered(
    account: Account | None,
    *,
    key: str,
    shares: Iterable[GiftShare],
    credit: str,
    approver: str,
    on: date,
) -> Facts:
    """Let what came back of a payment make good what is short of the same gifts (收回弥补)."""
    account = posting(account, on)
    made: list[facts.PutToShortfall | facts.ShortfallMadeGood] = []
    for share in shares:
        if (short := account.shortfalls.get(share.gift)) is None:
            continue
        amount = min(share.amount, short.amount)
        part = GiftShare(gift=share.gift, source=share.source, amount=amount)
        made.append(_put((part,), key, share.gift, credit, on))
        made.append(_good(share.gift, amount, Remedy.RECOVERY, credit, credit, approver, on))
    return tuple(made)


def put_gift(
    account: Account | None,
    *,
    key: str,
    gift: str,
    by_gift: str,
    amount: Money,
    document: str,
    approver: str,
    on: date,
) -> Facts:
    """Let another gift of the same donor on the account make good what is short of one.

    Nothing that is frozen does.
    """
    account = posting(account, on)
    thawed(account, ())
    short = _short_of(account, gift, amount)
    other = gift_of(account, by_gift)
    if other.donor != short.donor:
        raise Rejection(Why.OTHER_DONOR, gift=by_gift, donor=short.donor)
    if other.frozen:
        raise Rejection(Why.GIFT_FROZEN, gift=by_gift)
    free(other, amount)
    share = GiftShare(gift=by_gift, source=other.source, amount=amount)
    put = _put((share,), key, gift, document, on)
    return (put, _good(gift, amount, Remedy.GIFT, by_gift, document, approver, on))


def put_unrestricted(
    account: Account | None, *, of: str, gift: str, amount: Money, minutes: str, on: date
) -> Facts:
    """Take from the general account what makes good the shortfall of account ``of``."""
    account = spendable(account, Words("弥补短缺", "making a shortfall good"), on)
    if account.designation != GENERAL:
        raise Rejection(Why.SOURCES_MIXED, designation=designated(account.designation))
    if account.frozen is not None:
        raise Rejection(Why.FROZEN, reason=account.frozen)
    shares = taken(account, SourceClass.DONATED, amount, on)
    return (_put(shares, of, gift, minutes, on),)


def cover(
    account: Account | None,
    *,
    gift: str,
    amount: Money,
    origin: str,
    minutes: str,
    approver: str,
    on: date,
) -> Facts:
    """Note that unrestricted money of account ``origin`` made good what is short (非限定弥补)."""
    _short_of(posting(account, on), gift, amount)
    return (_good(gift, amount, Remedy.UNRESTRICTED, origin, minutes, approver, on),)


def _short_of(account: Account, gift: str, amount: Money) -> Shortfall:
    short = account.shortfalls.get(gift)
    if short is None or positive(amount) > short.amount:
        left = ZERO if short is None else short.amount
        raise Rejection(Why.NOT_SHORT, gift=gift, short=left, amount=amount)
    return short


def _put(
    shares: tuple[GiftShare, ...], of: str, gift: str, document: str, on: date
) -> facts.PutToShortfall:
    return facts.PutToShortfall(
        of=of, gift=gift, shares=shares, document=document, period=period_of(on), on=on
    )


def _good(
    gift: str,
    amount: Money,
    remedy: Remedy,
    origin: str,
    document: str,
    approver: str,
    on: date,
) -> facts.ShortfallMadeGood:
    return facts.ShortfallMadeGood(
        gift=gift,
        amount=amount,
        remedy=remedy,
        origin=origin,
        document=document,
        approver=approver,
        period=period_of(on),
        on=on,
    )
