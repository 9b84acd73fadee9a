"""What decisions about an account ask before they decide."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import Account, Gift, designated
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import GiftShare, SourceClass, portion, shared
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def existing(account: Account | None) -> Account:
    """Return ``account``. Refuses where there is none."""
    if account is None:
        raise Rejection(Why.UNKNOWN)
    return account


def let_go(account: Account, gift: Gift, key: str, own_freeze: Collection[str]) -> None:
    """Refuse to let a frozen ``gift`` go, or one of an account frozen but by its ``own_freeze``."""
    if gift.frozen:
        raise Rejection(Why.GIFT_FROZEN, gift=key)
    thawed(account, own_freeze)


def thawed(account: Account, own_freeze: Collection[str]) -> None:
    """Refuse where ``account`` is frozen but by its ``own_freeze``."""
    for each in account.frozen_beside(own_freeze):
        raise Rejection(Why.FROZEN, reason=each.reason)


def gift_of(account: Account | None, gift: str) -> Gift:
    """Return what is left of ``gift`` here. Refuses where nothing is."""
    found = existing(account).gifts.get(gift)
    if found is None:
        raise Rejection(Why.UNKNOWN_GIFT, gift=gift)
    return found


def posting(account: Account | None, on: date) -> Account:
    """Return ``account`` if it may be posted to on ``on``; else refuse."""
    account = existing(account)
    if (period := period_of(on)) <= account.closed_through:
        raise Rejection(Why.PERIOD_CLOSED, closed=account.closed_through, period=period)
    return account


def spendable(account: Account | None, act: Words, on: date) -> Account:
    """Return ``account`` if it may be posted to and holds more than money in doubt."""
    account = posting(account, on)
    if account.designation == SUSPENSE:
        raise Rejection(Why.ONLY_SUSPENSE, act=act)
    return account


def whole(account: Account) -> Account:
    """Return ``account`` unless something is short on it: then nothing is approved or paid."""
    for gift, short in account.shortfalls.items():
        raise Rejection(Why.SHORT, gift=gift, amount=short.amount)
    return account


def fits(account: Account, source: SourceClass) -> None:
    """Refuse money of a class that the account does not hold."""
    mixed = (source is SourceClass.GOVERNMENT) is not (account.designation == GOVERNMENT)
    if mixed or account.designation == OTHER:
        raise Rejection(Why.SOURCES_MIXED, designation=designated(account.designation))


def class_of(account: Account) -> SourceClass:
    """Return the one class of money that an account of gifts holds."""
    government = account.designation == GOVERNMENT
    return SourceClass.GOVERNMENT if government else SourceClass.DONATED


def new_gift(account: Account, gift: str) -> None:
    """Refuse a gift that stands on the account already."""
    if account.gifts.get(gift) is not None:
        raise Rejection(Why.GIFT_REUSED, gift=gift)


def free(gift: Gift, amount: Money) -> None:
    """Refuse more than is left of ``gift`` and not reserved; a freeze does not count here."""
    left = gift.balance - gift.reserved
    if positive(amount) > left:
        raise Rejection(Why.INSUFFICIENT, available=left, amount=amount)


def taken(account: Account, source: SourceClass, amount: Money, on: date) -> tuple[GiftShare, ...]:
    """Return ``amount`` as shares of what is free of ``source``; refuse where that is less.

    A designated account gives of its gifts in proportion (largest remainder, ties by claim id,
    then gift id); the general account gives the oldest gifts first.
    """
    free = _free_shares(account, source, on)
    available = shared(share for share, _ in free)
    if positive(amount) > available:
        raise Rejection(Why.INSUFFICIENT, available=available, amount=amount)
    if account.designation == GENERAL:
        return _oldest_first(free, amount)
    claims = {key: gift.claim for key, gift in account.gifts.items()}
    return portion((share for share, _ in free), amount, claims=claims)


def _free_shares(account: Account, source: SourceClass, on: date) -> list[tuple[GiftShare, date]]:
    """Return what of each gift of ``source`` may be spent on ``on``, and since when it is here."""
    return [
        (GiftShare(gift=key, source=source, amount=gift.available), gift.since)
        for key, gift in account.gifts.items()
        if gift.source is source
        and gift.available > ZERO
        and (gift.last_day is None or on <= gift.last_day)
    ]


def _oldest_first(free: list[tuple[GiftShare, date]], amount: Money) -> tuple[GiftShare, ...]:
    taken: list[GiftShare] = []
    for share, _ in sorted(free, key=lambda pair: (pair[1], pair[0].gift)):
        left = amount - total(t.amount for t in taken)
        if left == ZERO:
            break
        part = min(left, share.amount)
        taken.append(GiftShare(gift=share.gift, source=share.source, amount=part))
    return tuple(taken)
