"""What decisions about a roster need to know, and why they may refuse."""

from __future__ import annotations

from typing import assert_never, get_args

from attrs import frozen

from lixia_domain.aggregates.roster.facts import (
    AdministratorsProposed,
    AdministratorsSeated,
    ClockConfirmed,
    RosterClosed,
    RosterEvent,
    SeatFilled,
    SeatProposed,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace


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
