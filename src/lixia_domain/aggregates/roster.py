"""Roster (名册): whether rights are checked in this district, and what is said of its clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar, TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import among, kept
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.vocabulary import AccountId, PersonRef, SeatedForIfAny
from lixia_domain.kernel.words import Words, listed


@frozen(kw_only=True)
class Administrator:
    """Who is to be an administrator, and whether for a foundation (基金会代码，可空)."""

    account: AccountId
    person: PersonRef
    foundation: SeatedForIfAny


@stored_as("roster.closed", says=Words("名册关闭", "roster closed"))
class RosterClosed(Event):
    """名册关闭：自此每一次办理都核对成员、身份和所代表的一方。"""

    administrators: tuple[Administrator, ...]
    document: str


@stored_as("roster.administrators_proposed", says=Words("提名管理员", "administrators proposed"))
class AdministratorsProposed(Event):
    """原管理员均已不在：一人凭法定代表人的文件提名新管理员，待另一人确认。"""

    administrators: tuple[Administrator, ...]
    proposer: str
    document: str


@stored_as("roster.administrators_seated", says=Words("管理员就任", "administrators seated"))
class AdministratorsSeated(Event):
    """另一人确认：新管理员就任，原管理员的身份终止。"""

    administrators: tuple[Administrator, ...]
    confirmer: str
    document: str


@stored_as("roster.seat_proposed", says=Words("提名增补管理员", "seat proposed"))
class SeatProposed(Event):
    """后来加入的基金会还没有管理员：一名现任管理员提名一人代表它，待另一名现任管理员确认。"""

    administrator: Administrator
    proposer: str
    document: str


@stored_as("roster.seat_filled", says=Words("增补管理员就任", "seat filled"))
class SeatFilled(Event):
    """另一名现任管理员确认：增补者就任，现任管理员不变。"""

    administrator: Administrator
    confirmer: str
    document: str


@stored_as("roster.clock_confirmed", says=Words("时钟确认", "clock confirmed"))
class ClockConfirmed(Event):
    """时钟确认：距上一次记录超过 400 天，经核对，时钟无误。"""

    confirms_clock: ClassVar[bool] = True
    document: str


RosterEvent: TypeAlias = (
    RosterClosed
    | AdministratorsProposed
    | AdministratorsSeated
    | SeatProposed
    | SeatFilled
    | ClockConfirmed
)
Facts: TypeAlias = tuple[RosterEvent, ...]


@frozen(kw_only=True)
class Roster:
    """The roster as decisions see it; a district without a fact of it has the default."""

    closed: bool = False
    proposed: AdministratorsProposed | None = None
    """Who was proposed to be administrators, and waits for a second person's word."""
    joining: SeatProposed | None = None
    """Who was proposed to join them for a foundation, and waits for another administrator's."""


def evolve(roster: Roster, event: RosterEvent) -> Roster:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case RosterClosed():
            return replace(roster, closed=True)
        case AdministratorsProposed():
            return replace(roster, proposed=event)
        case AdministratorsSeated():
            return replace(roster, proposed=None)
        case SeatProposed():
            return replace(roster, joining=event)
        case SeatFilled():
            return replace(roster, joining=None)
        case ClockConfirmed():
            return roster
        case _:
            assert_never(event)


ROSTER: Decider[Roster, RosterEvent] = Decider(
    "roster", Roster(), evolve, get_args(RosterEvent), key=(kept,)
)


THE_ROSTER = "district"
"""A log has one roster. It bears no district's name: an older store learns its name only later, and
must not be found open then."""


DAYS_TO_OBJECT = 7
"""So long those who administer can void a proposal, before anybody confirms it."""


class Why(Reason):
    """Why something can't be done with the roster."""

    CLOSED = (
        "roster.closed",
        "名册已关闭；增补管理员，由现任管理员登记账号、授予身份",
        "the roster is closed; those who administer it admit and appoint any other administrator",
    )
    OPEN = (
        "roster.open",
        "名册尚未关闭：此时不核对身份，也不登记成员；请先由两名管理员关闭名册",
        "the roster is open: no rights are checked and no members kept; close it first, "
        "with two administrators",
    )
    TWO_PERSONS = (
        "roster.two_persons",
        "管理员须为两个以上不同的人，各用自己的账号",
        "administrators are at least two different people, each with an account of their own",
    )
    ONE_OF_THE_FOUNDATION = (
        "roster.one_of_the_foundation",
        "至少一名管理员须代表基金会",
        "at least one administrator must stand for the foundation",
    )
    FOUNDATION_LEFT = (
        "roster.foundation_left",
        "下列基金会有人任职，须各有一名管理员：{foundations}；请连同其管理员一并提名",
        "people hold roles for {foundations}: each needs an administrator; propose one of each",
    )
    NOT_PROPOSED = (
        "roster.not_proposed",
        "没有待确认的管理员提名",
        "no administrators are proposed",
    )
    OTHERS_PROPOSED = (
        "roster.others_proposed",
        "所确认的管理员与提名不符；提名的是：{proposed}",
        "these are not the administrators that were proposed: {proposed}",
    )
    FOUNDATION_SEATED = (
        "roster.foundation_seated",
        "{foundation} 已有管理员：由该管理员增补；已不在的，凭法定代表人的文件提名更替",
        "{foundation} has an administrator already, who appoints others; where that one is gone, "
        "propose all anew on the legal representative's document",
    )
    PROPOSER_GONE = (
        "roster.proposer_gone",
        "提名人 {proposer} 已停用、离任或不再有提名的身份，提名失效",
        "{proposer}, who proposed them, is suspended, has left or has lost the role: "
        "the proposal is void",
    )
    TOO_SOON = (
        "roster.too_soon",
        "提名满 {days} 天方可确认，现在是第 {waited} 天：其间现任管理员可停用提名人，提名即失效",
        "a proposal is confirmed after {days} days, this is day {waited}: until then any "
        "administrator voids it by suspending whoever proposed",
    )
    ANOTHER_ADMINISTRATOR = (
        "roster.another_administrator",
        "提名人、确认人和被提名人须是三个人：请由另一名管理员办理",
        "whoever proposes, whoever confirms and whoever is proposed are three people: "
        "let another administrator do it",
    )
    SECOND_PERSON = (
        "roster.second_person",
        "须由提名人和被提名人以外的另一人确认",
        "somebody else than the proposer and the proposed must confirm",
    )


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
