"""What every fact of an account moves: the one table that all checks of money add up.

It asks no aggregate, for it is the aggregates' work that is checked. A fact of an account that is
missing here, be it one that moves nothing, fails ``tests/specs/test_moves.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass

IN_DOUBT = "暂收款"
"""What stands for the gift of money whose use is not settled."""

OTHER = "其他收入"
"""What stands for the gift of money that is neither donated nor the government's."""


class Move(NamedTuple):
    """So much of one gift comes to an account or leaves it, or is reserved there; in fen.

    ``source`` is its class, where the fact or its kind tells.
    """

    gift: str
    source: SourceClass | None
    balance: int
    reserved: int = 0


Moves = Callable[[Any], Sequence[Move]]


def _nothing(_: Event) -> Sequence[Move]:
    return ()


def _gift(source: SourceClass | None, sign: int = 1) -> Moves:
    """A whole gift comes, or so much of it goes."""
    return lambda event: (Move(event.gift, source, sign * event.amount.fen),)


def _lump(name: str, sign: int = 1) -> Moves:
    """Money without a gift comes or goes."""
    return lambda event: (Move(name, None, sign * event.amount.fen),)


def _shares(balance: int, reserved: int = 0) -> Moves:
    """Parts of several gifts come or go, or are reserved, or no longer are."""
    return lambda event: [_part(share, balance, reserved) for share in event.shares]


def _share(balance: int) -> Moves:
    """A part of one gift comes or goes."""
    return lambda event: (_part(event.share, balance, 0),)


def _part(share: GiftShare, balance: int, reserved: int) -> Move:
    fen = share.amount.fen
    return Move(share.gift, share.source, balance * fen, reserved * fen)


ACCOUNT_MOVES: Mapping[type[Event], Moves] = {
    acc.AccountOpened: _nothing,
    acc.DonationReceived: _gift(SourceClass.DONATED),
    acc.AppropriationReceived: _gift(SourceClass.GOVERNMENT),
    acc.MatchPromised: _nothing,
    acc.InterestCredited: lambda event: (Move(event.gift, event.source, event.amount.fen),),
    acc.SaleProceedsReceived: _gift(SourceClass.DONATED),
    acc.OtherIncomeReceived: _lump(OTHER),
    acc.BankFeeCharged: _shares(-1),
    acc.ManagementCostCharged: _shares(-1),
    acc.BankFeeReversed: _shares(1),
    acc.ManagementCostReversed: _shares(1),
    acc.DonationReversed: _gift(None, -1),
    acc.DonationReturned: _gift(None, -1),
    acc.InterestReturned: _gift(None, -1),
    acc.AppropriationReturned: _gift(None, -1),
    acc.SaleProceedsReturned: _gift(None, -1),
    acc.OtherIncomeReturned: _lump(OTHER, -1),
    acc.IncomeReversed: lambda event: (Move(event.gift or OTHER, None, -event.amount.fen),),
    acc.RecoveryReversed: _shares(-1),
    acc.ShortfallArose: lambda event: (Move(event.gift, event.source, event.amount.fen),),
    acc.ShortfallClaimed: _nothing,
    acc.ShortfallPaid: lambda event: (Move(event.gift, event.source, event.amount.fen),),
    acc.PutToShortfall: _shares(-1),
    acc.ShortfallMadeGood: _nothing,
    acc.SuspenseHeld: _lump(IN_DOUBT),
    acc.SuspenseCleared: _lump(IN_DOUBT, -1),
    acc.FundsReserved: _shares(0, 1),
    acc.ReservationReleased: _shares(0, -1),
    acc.FundsPaidOut: _shares(-1, -1),
    acc.PaymentReversed: _shares(1),
    acc.RecoveryReceived: _shares(1),
    acc.AccountFrozen: _nothing,
    acc.AccountUnfrozen: _nothing,
    acc.SurplusMovedOut: _share(-1),
    acc.SurplusMovedIn: _share(1),
    acc.AccountPeriodClosed: _nothing,
    acc.AccountClosed: _nothing,
}
"""Every fact of an account, and what it moves."""

MOVES = tuple(cls for cls, moves in ACCOUNT_MOVES.items() if moves is not _nothing)
"""The facts that move anything."""


class _Moved:
    """Works out what a fact moves, once for all checks that ask of it one after another."""

    def __init__(self) -> None:
        self.last: tuple[Event | None, Sequence[Move]] = (None, ())

    def __call__(self, event: Event) -> Sequence[Move]:
        """Return what ``event``, a fact of an account, moves."""
        known, found = self.last
        if known is not event:
            found = ACCOUNT_MOVES[type(event)](event)
            self.last = (event, found)
        return found


moves = _Moved()
