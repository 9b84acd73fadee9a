"""What each fact of an account moves: the one table that every view of money is folded by.

The specs' own table and the SQL of the analysis say the same again, as second opinions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import IncomeKind
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare


class Figure(StrEnum):
    """A sum that is kept of the money of an account, each gross."""

    RECEIVED = "received"
    REVERSED = "reversed"
    RETURNED = "returned"
    PAID_OUT = "paid_out"
    RECOVERED = "recovered"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    INCOME = "income"  # interest, goods sold
    CHARGED = "charged"  # bank fees, management cost, less what was charged wrongly
    RESERVED = "reserved"
    SHORT = "short"  # what the bank took back of money that was spent
    MADE_GOOD = "made_good"  # what of that is made good


BALANCE: Mapping[Figure, int] = {
    Figure.RECEIVED: +1,
    Figure.REVERSED: -1,
    Figure.RETURNED: -1,
    Figure.PAID_OUT: -1,
    Figure.RECOVERED: +1,
    Figure.MOVED_IN: +1,
    Figure.MOVED_OUT: -1,
    Figure.INCOME: +1,
    Figure.CHARGED: -1,
    Figure.RESERVED: 0,
    Figure.SHORT: +1,
    Figure.MADE_GOOD: 0,
}
"""What a balance is made of. Reserved money is still there; a shortfall stands beside it."""


class Effect(NamedTuple):
    """How much a fact moves, and which figures it raises (+1) or lowers (-1) by that."""

    fen: Callable[[Any], int]
    moves: Mapping[Figure, int]

    @property
    def balance(self) -> int:
        """Return whether the money comes (1), goes (-1), or stays (0)."""
        return sum(sign * BALANCE[figure] for figure, sign in self.moves.items())


def fen_of(shares: tuple[GiftShare, ...]) -> int:
    """Return what ``shares`` add up to, in fen."""
    return sum([share.amount.fen for share in shares])


def _amount(event: Any) -> int:
    fen: int = event.amount.fen
    return fen


def _share(event: Any) -> int:
    fen: int = event.share.amount.fen
    return fen


def _shares(event: Any) -> int:
    return fen_of(event.shares)


Fact: TypeAlias = type[Event] | IncomeKind
"""A fact's class; of ``IncomeReversed``, what the income had been."""

EFFECTS: Mapping[Fact, Effect] = {
    facts.DonationReceived: Effect(_amount, {Figure.RECEIVED: +1}),
    facts.AppropriationReceived: Effect(_amount, {Figure.RECEIVED: +1}),
    facts.OtherIncomeReceived: Effect(_amount, {Figure.RECEIVED: +1}),
    facts.SuspenseHeld: Effect(_amount, {Figure.RECEIVED: +1}),
    facts.SuspenseCleared: Effect(_amount, {Figure.MOVED_OUT: +1}),
    facts.DonationReversed: Effect(_amount, {Figure.REVERSED: +1}),
    facts.DonationReturned: Effect(_amount, {Figure.RETURNED: +1}),
    facts.AppropriationReturned: Effect(_amount, {Figure.RETURNED: +1}),
    facts.OtherIncomeReturned: Effect(_amount, {Figure.RETURNED: +1}),
    facts.InterestReturned: Effect(_amount, {Figure.INCOME: -1}),
    facts.SaleProceedsReturned: Effect(_amount, {Figure.INCOME: -1}),
    facts.FundsReserved: Effect(_shares, {Figure.RESERVED: +1}),
    facts.ReservationReleased: Effect(_shares, {Figure.RESERVED: -1}),
    facts.FundsPaidOut: Effect(_shares, {Figure.PAID_OUT: +1, Figure.RESERVED: -1}),
    facts.PaymentReversed: Effect(_shares, {Figure.PAID_OUT: -1}),
    facts.RecoveryReceived: Effect(_shares, {Figure.RECOVERED: +1}),
    facts.RecoveryReversed: Effect(_shares, {Figure.RECOVERED: -1}),
    facts.SurplusMovedIn: Effect(_share, {Figure.MOVED_IN: +1}),
    facts.SurplusMovedOut: Effect(_share, {Figure.MOVED_OUT: +1}),
    facts.InterestCredited: Effect(_amount, {Figure.INCOME: +1}),
    facts.SaleProceedsReceived: Effect(_amount, {Figure.INCOME: +1}),
    facts.BankFeeCharged: Effect(_shares, {Figure.CHARGED: +1}),
    facts.ManagementCostCharged: Effect(_shares, {Figure.CHARGED: +1}),
    facts.BankFeeReversed: Effect(_shares, {Figure.CHARGED: -1}),
    facts.ManagementCostReversed: Effect(_shares, {Figure.CHARGED: -1}),
    facts.ShortfallArose: Effect(_amount, {Figure.SHORT: +1}),
    facts.ShortfallPaid: Effect(_amount, {Figure.MOVED_IN: +1}),
    facts.PutToShortfall: Effect(_shares, {Figure.MOVED_OUT: +1}),
    facts.ShortfallMadeGood: Effect(_amount, {Figure.MADE_GOOD: +1}),
    IncomeKind.SHORTFALL: Effect(_amount, {Figure.MOVED_IN: -1}),
    IncomeKind.INTEREST: Effect(_amount, {Figure.INCOME: -1}),
    IncomeKind.SALE: Effect(_amount, {Figure.INCOME: -1}),
    IncomeKind.CARRIED_IN: Effect(_amount, {Figure.MOVED_IN: -1}),
    IncomeKind.APPROPRIATION: Effect(_amount, {Figure.REVERSED: +1}),
    IncomeKind.MATCH: Effect(_amount, {Figure.REVERSED: +1}),
    IncomeKind.SPONSORSHIP: Effect(_amount, {Figure.REVERSED: +1}),
}
"""Every fact that moves money or reserves it. What is not here moves nothing."""


def fact_of(event: Event) -> Fact:
    """Return what ``event`` is found by in ``EFFECTS``."""
    return event.kind if isinstance(event, facts.IncomeReversed) else type(event)


def event_of(fact: Fact) -> type[Event]:
    """Return the class of the events of a fact."""
    return facts.IncomeReversed if isinstance(fact, IncomeKind) else fact


MOVING: tuple[type[Event], ...] = tuple(dict.fromkeys(event_of(fact) for fact in EFFECTS))
"""The classes of facts that move money or reserve it."""
