"""Where a gift's money lies: changes of use move it on, what comes back comes to where it was paid.

So a part of it may lie where it was before the rest was moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account import shortfalls
from lixia_domain.aggregates.account.refusals import Why
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Allocation
from lixia_domain.application.donors import places
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.work import Work


def unspent(work: Work, gift: str, amount: Money) -> Mapping[str, Money]:
    """Return from which accounts ``amount`` of a gift is taken; refuse more than is unspent of it.

    Where it was moved last it is taken first. Of a gift that never moved its account itself tells.
    """
    where = places(work, gift)
    if len(where) == 1:
        return {where[0]: amount}
    left, found = amount, dict[str, Money]()
    for key in where:
        share = min(left, shortfalls.unreserved(work.load(ACCOUNT, key), gift=gift))
        if share > ZERO:
            found[key] = share
            left = left - share
    if left > ZERO:
        raise Rejection(Why.INSUFFICIENT, available=amount - left, amount=amount)
    return found


def came_in(work: Work, part: Allocation) -> Mapping[str, Money]:
    """Return how much of a part came in on which account, less what moved on or was returned.

    Whatever it was spent on there: together they are what the part is over.
    """
    where = places(work, part.gift)
    if len(where) == 1:
        return {where[0]: part.amount}
    found = dict[str, Money]()
    for key in where:
        moved = (_moved(each.event, part.gift) for each in work.history(ACCOUNT, key))
        if (here := sum(moved)) > 0:
            found[key] = Money(here)
    return found


def _moved(event: Event, gift: str) -> int:
    match event:
        case acc.SurplusMovedIn(share=share) if share.gift == gift:
            return share.amount.fen
        case acc.SurplusMovedOut(share=share) if share.gift == gift:
            return -share.amount.fen
        case (
            acc.DonationReceived()
            | acc.AppropriationReceived()
            | acc.InterestCredited()
            | acc.SaleProceedsReceived()
            | acc.ShortfallPaid()
        ) if event.gift == gift:
            return event.amount.fen
        case (
            acc.DonationReturned()
            | acc.AppropriationReturned()
            | acc.InterestReturned()
            | acc.SaleProceedsReturned()
        ) if event.gift == gift:
            return -event.amount.fen
        case _:
            return 0


def went(work: Work, gift: str, to: str, *, since: Sequence[Recorded]) -> Money:
    """Return how much of a gift went to account ``to`` by the last of its donor's answers."""
    last = since[-1].position if since else 0
    moves = (
        each.event.share.amount
        for key in (places(work, gift) if since else ())
        for each in work.history(ACCOUNT, key)
        if each.position > last
        and isinstance(each.event, acc.SurplusMovedOut)
        and (each.event.share.gift, each.event.to) == (gift, to)
        and each.event.basis == "consent"
    )
    return total(moves)


def gone_on(work: Work, key: str, gift: str, since: int) -> str:
    """Return where that of a gift lies which came to account ``key`` at position ``since``."""
    if len(places(work, gift)) == 1:
        return key
    while True:
        for recorded in work.history(ACCOUNT, key):
            fact = recorded.event
            if not isinstance(fact, acc.SurplusMovedOut) or fact.share.gift != gift:
                continue
            if recorded.position > since:
                key, since = fact.to, recorded.position
                break
        else:
            return key
