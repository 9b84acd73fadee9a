"""What may be done with a roster: close it, replace its administrators, let one join."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lixia_domain.aggregates.roster.facts import (
    Administrator,
    AdministratorsProposed,
    AdministratorsSeated,
    ClockConfirmed,
    Facts,
    RosterClosed,
    SeatFilled,
    SeatProposed,
)
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT, Roster, Why
from lixia_domain.kernel.keys import among
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import listed


def close(
    roster: Roster, *, administrators: tuple[Administrator, ...], document: str, on: date
) -> Facts:
    """Close the roster (关闭名册): from now on rights are checked. Once closed, it stays so."""
    if roster.closed:
        raise Rejection(Why.CLOSED)
    _two_people(administrators)
    return (RosterClosed(administrators=administrators, document=document, on=on),)


def closed(roster: Roster) -> Roster:
    """Return ``roster``. Refuses an open one."""
    if not roster.closed:
        raise Rejection(Why.OPEN)
    return roster


def propose(
    roster: Roster,
    *,
    administrators: tuple[Administrator, ...],
    served: Collection[str],
    proposer: str,
    document: str,
    on: date,
) -> Facts:
    """Propose new administrators (提名) where all are gone, on the legal representative's word.

    ``served``: the foundations for which somebody holds a role. Each needs one of them.
    """
    closed(roster)
    _two_people(administrators)
    _each_served(administrators, served)
    return (
        AdministratorsProposed(
            administrators=administrators, proposer=proposer, document=document, on=on
        ),
    )


def seat(
    roster: Roster,
    *,
    administrators: tuple[Administrator, ...],
    served: Collection[str],
    confirmer: str,
    eyes: str,
    proposed_by: str,
    stands: bool,
    waited: int,
    document: str,
    on: date,
) -> tuple[AdministratorsSeated]:
    """Confirm whom another has proposed (确认就任), naming them once more: a proposal may change.

    ``eyes`` and ``proposed_by`` are persons; ``stands``: whether the proposer still might propose;
    ``waited``: for how many days administrators could have known of it. Else two who administer
    nothing would take over in a minute, whoever sits.
    """
    proposed = proposal(closed(roster))
    if set(administrators) != set(proposed.administrators):
        told = listed([one.account for one in proposed.administrators])
        raise Rejection(Why.OTHERS_PROPOSED, proposed=told)
    if not stands:
        raise Rejection(Why.PROPOSER_GONE, proposer=proposed.proposer)
    if eyes in (proposed_by, *(one.person for one in proposed.administrators)):
        raise Rejection(Why.SECOND_PERSON)
    if waited < DAYS_TO_OBJECT:
        raise Rejection(Why.TOO_SOON, days=DAYS_TO_OBJECT, waited=waited)
    _each_served(proposed.administrators, served)
    return (
        AdministratorsSeated(
            administrators=proposed.administrators, confirmer=confirmer, document=document, on=on
        ),
    )


def propose_seat(
    roster: Roster,
    *,
    administrator: Administrator,
    seated: Collection[str],
    proposer: str,
    eyes: str,
    document: str,
    on: date,
) -> Facts:
    """Propose who is to be administrator for a foundation that has none (提名增补).

    ``seated``: the foundations that have one, be it suspended: else two administrators could put
    their own in the place of another's. ``eyes``: the person who proposes.
    """
    closed(roster)
    _unseated(administrator, seated)
    if eyes == administrator.person:
        raise Rejection(Why.ANOTHER_ADMINISTRATOR)
    return (SeatProposed(administrator=administrator, proposer=proposer, document=document, on=on),)


def fill_seat(
    roster: Roster,
    *,
    administrator: Administrator,
    seated: Collection[str],
    confirmer: str,
    eyes: str,
    proposed_by: str,
    stands: bool,
    document: str,
    on: date,
) -> Facts:
    """Confirm whom another administrator has proposed (确认增补): nobody is unseated.

    ``stands``: whether the proposer still administers. Two who do have said it: no week passes.
    """
    proposed = closed(roster).joining
    if proposed is None:
        raise Rejection(Why.NOT_PROPOSED)
    if administrator != proposed.administrator:
        raise Rejection(Why.OTHERS_PROPOSED, proposed=proposed.administrator.account)
    if not stands:
        raise Rejection(Why.PROPOSER_GONE, proposer=proposed.proposer)
    if eyes in (proposed_by, administrator.person):
        raise Rejection(Why.ANOTHER_ADMINISTRATOR)
    _unseated(administrator, seated)
    return (SeatFilled(administrator=administrator, confirmer=confirmer, document=document, on=on),)


def _unseated(administrator: Administrator, seated: Collection[str]) -> None:
    if among(administrator.foundation, seated):
        raise Rejection(Why.FOUNDATION_SEATED, foundation=administrator.foundation)


def proposal(roster: Roster) -> AdministratorsProposed:
    """Return who is proposed. Refuses where nobody is."""
    if roster.proposed is None:
        raise Rejection(Why.NOT_PROPOSED)
    return roster.proposed


def confirm_clock(*, document: str, on: date) -> Facts:
    """Confirm that the clock is right after a long silence (确认时钟)."""
    return (ClockConfirmed(document=document, on=on),)


def _each_served(administrators: tuple[Administrator, ...], served: Collection[str]) -> None:
    """Refuse to leave a foundation with people in its roles whom nobody could revoke any more."""
    theirs = [one.foundation for one in administrators]
    if left := [one for one in sorted(served) if not among(one, theirs)]:
        raise Rejection(Why.FOUNDATION_LEFT, foundations=listed(left))


def _two_people(administrators: tuple[Administrator, ...]) -> None:
    accounts = {one.account for one in administrators}
    people = {one.person for one in administrators}
    if min(len(accounts), len(people)) < max(2, len(administrators)):
        raise Rejection(Why.TWO_PERSONS)
    if not any(one.foundation for one in administrators):
        raise Rejection(Why.ONE_OF_THE_FOUNDATION)
