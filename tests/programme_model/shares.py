"""How an amount falls on gifts: exact to the fen, by the programme's two methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tests.programme_model.figures import GENERAL, Account


def largest_remainder(
    amount: int, weights: Mapping[str, int], ties: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Split in proportion; what is left over goes to the largest remainders, one fen each.

    Equal remainders: the lower claim first, then the lower gift.
    """
    whole = sum(weights.values())
    floors = {gift: amount * weight // whole for gift, weight in weights.items()}
    left = amount - sum(floors.values())
    order = sorted(
        weights,
        key=lambda gift: (-(amount * weights[gift] % whole), (ties or {}).get(gift, ""), gift),
    )
    for gift in order[:left]:
        floors[gift] += 1
    return {gift: part for gift, part in sorted(floors.items()) if part}


def free_of(account: Account, on: date, *, government: bool) -> dict[str, int]:
    """Return what of each gift may be spent on a day."""
    return {
        key: gift.free
        for key, gift in account.gifts.items()
        if gift.government is government
        and gift.free > 0
        and (gift.last_day is None or on <= gift.last_day)
    }


def taken(account: Account, amount: int, on: date, *, government: bool) -> dict[str, int]:
    """Return which gifts give how much: general money the oldest first, all else by proportion."""
    free = free_of(account, on, government=government)
    if account.designation != GENERAL:
        claims = {key: gift.claim for key, gift in account.gifts.items()}
        return largest_remainder(amount, free, claims)
    shares: dict[str, int] = {}
    for gift in sorted(free, key=lambda each: (account.gifts[each].since, each)):
        part = min(free[gift], amount - sum(shares.values()))
        if part:
            shares[gift] = part
    return shares


def less(shares: Mapping[str, int], gone: Mapping[str, int]) -> dict[str, int]:
    """Return what is left of ``shares``."""
    return {gift: rest for gift, part in shares.items() if (rest := part - gone.get(gift, 0))}


def more(shares: Mapping[str, int], added: Mapping[str, int]) -> dict[str, int]:
    """Return ``shares`` and what came to them."""
    keys: Iterable[str] = sorted({*shares, *added})
    return {gift: shares.get(gift, 0) + added.get(gift, 0) for gift in keys}
