"""Whose a gift is, and on which accounts it ever lay: as the facts of accounts tell."""

from __future__ import annotations

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.state import ACCOUNT, INTEREST
from lixia_domain.aggregates.bank_credit.facts import Allocation, CreditAllocated, CreditRedirected
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, allocation_of, existing
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, kept
from lixia_domain.kernel.money import ZERO
from lixia_domain.recording.work import Work


def places(work: Work, gift: str) -> tuple[str, ...]:
    """Return the accounts on which a gift ever lay, the one it was moved to last before others.

    The credit's own stream tells them; an account's is long. One made in this very commit has not
    been moved.
    """
    credit = work.load(BANK_CREDIT, credit_of(gift))
    parts = () if credit is None else credit.allocations
    last = [part.account for part in parts if part.gift == gift]
    before = set[str]()
    for recorded in work.history(BANK_CREDIT, credit_of(gift)):
        match recorded.event:
            case CreditAllocated(allocation=Allocation(gift=of, account=key)) if of == gift:
                before.add(key)
            case CreditRedirected(gift=of, account=key) if of == gift:
                before.add(key)
            case _:
                pass
    return (*last, *sorted(before - set(last)))


def part_of(work: Work, gift: str) -> Allocation:
    """Return the part of a credit that a gift is, or was while anything of it lies somewhere.

    The bank may have taken the credit back, and what was paid of it have come back later. What
    unrestricted money made good meanwhile goes back to that, and is no gift any more.
    """
    credit = existing(work.load(BANK_CREDIT, credit_of(gift)))
    if any(part.gift == gift for part in credit.allocations) or not _lies(work, gift):
        return allocation_of(credit, gift)
    return next(
        recorded.event.allocation
        for recorded in work.history(BANK_CREDIT, credit_of(gift))
        if isinstance(recorded.event, CreditAllocated) and recorded.event.allocation.gift == gift
    )


def _lies(work: Work, gift: str) -> bool:
    restricted = (key for key in places(work, gift) if kept(split_key(key)[1]) != GENERAL)
    accounts = [work.load(ACCOUNT, key) for key in restricted]
    found = [one.gifts.get(gift) for one in accounts if one is not None]
    return any(one is not None and one.balance > ZERO for one in found)


def donor_of(work: Work, gift: str) -> str:
    """Return whose gift it is: as the account has it that took it in, though used up since.

    That of proceeds is who gave the goods, not their buyer; of interest it is nobody's. Of what no
    account took in as a gift it is who was settled, else who paid.
    """
    if (giver := _giver(work, gift)) is not None:
        return giver
    credit = existing(work.load(BANK_CREDIT, credit_of(gift)))
    return credit.donor or credit.notice.payer_ref or credit.notice.payer


def _giver(work: Work, gift: str) -> str | None:
    for key in places(work, gift):
        for recorded in work.history(ACCOUNT, key):
            match recorded.event:
                case (
                    acc.DonationReceived(gift=of, legal_donor=giver)
                    | acc.SaleProceedsReceived(gift=of, legal_donor=giver)
                    | acc.AppropriationReceived(gift=of, document=giver)
                ) if of == gift:
                    return giver
                case acc.InterestCredited(gift=of) if of == gift:
                    return INTEREST
                case acc.SurplusMovedIn(share=share, legal_donor=giver) if share.gift == gift:
                    return giver
                case _:
                    pass
    return None


def successor_of(work: Work, code: str) -> str:
    """Return the code of who stands for the enterprise today: itself, or what it went into."""
    known = work.load(ENTERPRISE, code)
    while known is not None and known.successor is not None:
        code = known.successor
        known = work.load(ENTERPRISE, code)
    return code


def one_firm(work: Work, one: str, other: str) -> bool:
    """Tell whether two codes are of one enterprise today: what they went into counts (S86)."""
    return one == other or successor_of(work, one) == successor_of(work, other)
