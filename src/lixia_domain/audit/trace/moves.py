"""What each fact of an account moves of which gift: the facts carry it, so nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from attrs import frozen

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.money import Money


class Way(StrEnum):
    """How money of a gift moves on an account."""

    RECEIVED = "received"
    MOVED_IN = "moved_in"
    RESTORED = "restored"  # what came back of a disbursement
    RESERVED = "reserved"
    RELEASED = "released"
    PAID = "paid"
    OUT_AGAIN = "out_again"  # what had come back of a disbursement, and was undone
    RETURNED = "returned"
    REVERSED = "reversed"
    CHARGED = "charged"
    UNCHARGED = "uncharged"  # what was charged wrongly, and lies there again
    MOVED_OUT = "moved_out"
    SHORT = "short"  # what the bank took back of money that was spent
    MADE_GOOD = "made_good"  # what makes good what is short


IN = frozenset({Way.RECEIVED, Way.MOVED_IN, Way.RESTORED, Way.SHORT, Way.UNCHARGED})
OUT = frozenset(
    {Way.MADE_GOOD, Way.PAID, Way.RETURNED, Way.REVERSED, Way.CHARGED, Way.MOVED_OUT, Way.OUT_AGAIN}
)


@frozen(kw_only=True)
class Move:
    """So much of one gift, by one fact.

    ``other`` is what the fact names on the other side: the bank credit that brought it, the
    disbursement, the other account, the bank debit of a charge, or the document of a return.
    """

    way: Way
    gift: str
    amount: Money
    other: str
    recorded: Recorded

    @property
    def balance(self) -> int:
        """Return what it does to the gift's balance on the account, in fen."""
        return self.amount.fen * ((self.way in IN) - (self.way in OUT))


Told = tuple[Way, str, Money, str]


def moves(recorded: Recorded) -> Iterator[Move]:
    """Yield what a fact moves, gift by gift; money in suspense and sponsorship is no gift's."""
    for way, gift, amount, other in _told(recorded):
        yield Move(way=way, gift=gift, amount=amount, other=other, recorded=recorded)


def _told(recorded: Recorded) -> Iterable[Told]:
    event = recorded.event
    match event:
        case (
            acc.DonationReceived()
            | acc.AppropriationReceived()
            | acc.InterestCredited()
            | acc.SaleProceedsReceived()
            | acc.ShortfallPaid()
        ):
            return ((Way.RECEIVED, event.gift, event.amount, event.credit),)
        case acc.FundsReserved(shares=shares, disbursement=paper):
            return _each(Way.RESERVED, shares, paper)
        case acc.ReservationReleased(shares=shares, disbursement=paper):
            return _each(Way.RELEASED, shares, paper)
        case acc.FundsPaidOut(shares=shares, disbursement=paper):
            return _each(Way.PAID, shares, paper)
        case (
            acc.RecoveryReceived(shares=shares, disbursement=paper)
            | acc.PaymentReversed(shares=shares, disbursement=paper)
        ):
            return _each(Way.RESTORED, shares, paper)
        case acc.RecoveryReversed(shares=shares, disbursement=paper):
            return _each(Way.OUT_AGAIN, shares, paper)
        case acc.IncomeReversed(gift=str(gift), amount=amount, reason=reason):
            return ((Way.REVERSED, gift, amount, reason),)
        case (
            acc.DonationReturned()
            | acc.InterestReturned()
            | acc.AppropriationReturned()
            | acc.SaleProceedsReturned()
        ):
            return ((Way.RETURNED, event.gift, event.amount, event.document),)
        case acc.DonationReversed(gift=gift, amount=amount, reason=reason):
            return ((Way.REVERSED, gift, amount, reason),)
        case acc.BankFeeCharged(shares=shares, debit=debit):
            return _each(Way.CHARGED, shares, debit)
        case acc.ManagementCostCharged(shares=shares, debit=debit):
            return _each(Way.CHARGED, shares, debit)
        case acc.BankFeeReversed(shares=shares, debit=debit):
            return _each(Way.UNCHARGED, shares, debit)
        case acc.ManagementCostReversed(shares=shares, debit=debit):
            return _each(Way.UNCHARGED, shares, debit)
        case acc.ShortfallArose(gift=gift, amount=amount, credit=credit):
            return ((Way.SHORT, gift, amount, credit),)
        case acc.PutToShortfall(shares=shares, of=of):
            return _each(Way.MADE_GOOD, shares, of)
        case acc.SurplusMovedIn(share=share, origin=origin):
            return ((Way.MOVED_IN, share.gift, share.amount, origin),)
        case acc.SurplusMovedOut(share=share, to=to):
            return ((Way.MOVED_OUT, share.gift, share.amount, to),)
        case _:
            return ()


def _each(way: Way, shares: Iterable[GiftShare], other: str) -> Iterable[Told]:
    return ((way, share.gift, share.amount, other) for share in shares)


INCOME = (
    acc.DonationReceived,
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.SaleProceedsReceived,
    acc.ShortfallPaid,
)
"""Facts by which a gift first comes to an account."""
