"""What of a credit was paid for a named use and is nobody's gift yet (约定用途, DOMAIN §7: S54).

It is told by the credit's own stream: what is held and for which claims or projects it came, what
was a gift and was taken back, what was returned and never left the bank. It goes to that use, back
to its payer, or where its donor's own document says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import frozen

from lixia_domain.aggregates.bank_credit.facts import Allocation, Income, Notice
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, kept
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Agreed:
    """An amount, and what it was paid for: claims, designations; nothing named if both are empty.

    No ``gift``: it lay there as what somebody owed, or as income. ``designations`` of ``other``
    alone: by its payer's document it is no gift, wherever it goes.
    """

    amount: Money
    claims: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()
    gift: bool = True

    @property
    def named(self) -> bool:
        """Tell whether a use was named: what is unrestricted has none."""
        return bool(self.claims) or any(each != GENERAL for each in self.designations)

    @property
    def uses(self) -> str:
        """Return the uses as a refusal names them."""
        return "、".join(self.designations or self.claims)


Agreements: TypeAlias = tuple[Agreed, ...]
Fits: TypeAlias = Callable[[Agreed], bool]
"""Tells whether a use is one that an amount was paid for."""


def named(parts: Iterable[Agreed]) -> Agreements:
    """Return those that name a use and are not nothing."""
    return tuple(part for part in parts if part.named and part.amount > ZERO)


def came_for(part: Allocation, amount: Money, *, no_gift: bool) -> Agreed:
    """Return for what ``amount`` of a part of a credit was given; the bank's interest for none.

    ``no_gift``: the payer's document says that something of it was none; so what lay there as
    interest is none still.
    """
    if part.kind is Income.INTEREST:
        return Agreed(amount=amount, designations=(OTHER,) if no_gift else (), gift=not no_gift)
    claims = () if part.claim is None else (part.claim,)
    designation = kept(split_key(part.account)[1])
    gift = part.kind in (Income.DONATION, Income.CARRIED_IN)
    return Agreed(amount=amount, claims=claims, designations=(designation,), gift=gift)


def one_payer(before: Notice, now: Notice) -> bool:
    """Tell whether both name one payer: by its code or reference if both have it, else by name."""
    if before.payer_ref is not None and now.payer_ref is not None:
        return before.payer_ref == now.payer_ref
    return kept(before.payer) == kept(now.payer)


def nothing(part: Agreed) -> bool:
    """Fit no use: so what nobody named goes first."""
    return False


def a_gift_for(part: Allocation) -> Fits:
    """Fit what was paid for the use that ``part`` is taken in for, as far as ``part`` tells."""
    designation = kept(split_key(part.account)[1])
    if part.kind is not Income.DONATION:
        return no_gift_for(designation)
    return lambda each: is_for(each, designation) or part.claim in each.claims


def is_for(each: Agreed, designation: str) -> bool:
    """Tell whether an amount is for a use: a gift, but where that is the government's or none."""
    return designation in each.designations and each.gift is not _no_gift(designation)


def _no_gift(designation: str) -> bool:
    return designation in (GOVERNMENT, OTHER)


def no_gift_for(designation: str | None) -> Fits:
    """Fit what lay on ``designation`` as no gift, or is no gift by its payer's document."""
    return lambda each: not each.gift and bool({OTHER, designation}.intersection(each.designations))


def first(parts: Agreements, amount: Money) -> tuple[Agreements, Agreements]:
    """Part ``parts`` in what stays and the first ``amount`` of it, at most all."""
    left, stay, gone = amount, list[Agreed](), list[Agreed]()
    for part in parts:
        taken = min(left, part.amount)
        left = left - taken
        for some, each in ((stay, part.amount - taken), (gone, taken)):
            if each > ZERO:
                some.append(replace(part, amount=each))
    return tuple(stay), tuple(gone)


def latest(parts: Agreements, amount: Money) -> tuple[Agreements, Agreements]:
    """Part ``parts`` in what stays and the last ``amount`` of it, at most all."""
    stay, gone = first(parts[::-1], amount)
    return stay[::-1], gone[::-1]


def room(parts: Agreements, there: Money, fits: Fits) -> Money:
    """Return how much of what is ``there`` may go to a use: all but what was paid for others."""
    return max(ZERO, there - total(part.amount for part in parts if not fits(part)))


def used(
    parts: Agreements, amount: Money, *, there: Money, fits: Fits
) -> tuple[Agreements, Agreements]:
    """Part ``parts`` in what stays and what goes when ``amount`` of what is ``there`` is used.

    What was paid for that use goes first, then what nobody named, then the rest (older stores).
    """
    free = max(ZERO, there - total(part.amount for part in parts))
    own, went = first(tuple(part for part in parts if fits(part)), amount)
    beyond = amount - total(part.amount for part in went)
    others, more = first(
        tuple(part for part in parts if not fits(part)), beyond - min(beyond, free)
    )
    return (*own, *others), (*went, *more)


def directed(parts: Agreements, amount: Money, to: str) -> Agreements:
    """Return ``parts`` when ``amount`` of what was paid for other uses is directed ``to`` one."""
    there = tuple(part for part in parts if is_for(part, to))
    others, _ = first(elsewhere(parts, to), amount)
    new = Agreed(amount=amount, designations=(to,), gift=not _no_gift(to))
    return (*there, *others, *named((new,)))


def elsewhere(parts: Agreements, to: str) -> Agreements:
    """Return what was paid for other uses than ``to``."""
    return tuple(part for part in parts if not is_for(part, to))
