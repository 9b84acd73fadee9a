"""Team (志愿团队): who carries projects out, and whether it may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import field, frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words, listed


@stored_as("team.registered", says=Words("团队登记", "team registered"))
class TeamRegistered(Event):
    """团队登记。``lead`` 为负责人的代号。"""

    name: str
    lead: str


@stored_as("team.verified", says=Words("团队核验", "team verified"))
class TeamVerified(Event):
    """团队资质核验。"""

    document: str


@stored_as("team.debarred", says=Words("团队停用", "team debarred"))
class TeamDebarred(Event):
    """团队停用：不得再承接项目、开展活动。"""

    reason: str
    document: str


@stored_as("team.reinstated", says=Words("团队恢复", "team reinstated"))
class TeamReinstated(Event):
    """团队解除停用：此后可再承接项目、开展活动。"""

    document: str


@stored_as(
    "team.grant_agreement_signed", version=2, says=Words("实施协议签订", "grant agreement signed")
)
class GrantAgreementSigned(Event):
    """就一个项目签订资助（实施）协议；容许几期拨付同时未核销（通常为 0），多于 0 须有纪要。"""

    project: str
    agreement: str
    document_hash: str
    open_tranches: int
    minutes: str


TeamEvent: TypeAlias = (
    TeamRegistered | TeamVerified | TeamDebarred | TeamReinstated | GrantAgreementSigned
)
Facts: TypeAlias = tuple[TeamEvent, ...]


@frozen(kw_only=True)
class Team:
    """A team as decisions see it. None registered yet is ``None``."""

    name: str
    lead: str
    verified: bool = False
    debarred: str | None = None
    agreements: Mapping[str, GrantAgreementSigned] = field(factory=dict)


def evolve(team: Team | None, event: TeamEvent) -> Team:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, TeamRegistered):
        return Team(name=event.name, lead=event.lead)
    assert team is not None, "a team's history opens with TeamRegistered"
    match event:
        case TeamVerified():
            return replace(team, verified=True)
        case TeamDebarred(reason=reason):
            return replace(team, debarred=reason)
        case TeamReinstated():
            return replace(team, debarred=None)
        case GrantAgreementSigned(agreement=agreement):
            return replace(team, agreements={**team.agreements, agreement: event})
        case _:
            assert_never(event)


TEAM: Decider[Team | None, TeamEvent] = Decider("team", None, evolve, get_args(TeamEvent))


class Why(Reason):
    """Every reason a team may refuse."""

    UNKNOWN = "team.unknown", "团队尚未登记", "the team is not registered"
    EXISTS = "team.exists", "团队编号已用于“{name}”", "the id is that of “{name}”"
    NO_NAME = "team.no_name", "团队名称不能为空", "a team has a name"
    NOT_VERIFIED = (
        "team.not_verified",
        "团队“{name}”的资质尚未核验",
        "team “{name}” has not been verified",
    )
    DEBARRED = (
        "team.debarred",
        "团队“{name}”已停用：{reason}",
        "team “{name}” is debarred: {reason}",
    )
    NOT_DEBARRED = (
        "team.not_debarred",
        "团队“{name}”未被停用",
        "team “{name}” is not debarred",
    )
    AGREEMENT_REUSED = (
        "team.agreement_reused",
        "协议 {agreement} 已就项目 {project} 签订",
        "agreement {agreement} was signed for project {project}",
    )
    NO_MINUTES = (
        "team.no_minutes",
        "容许 {open} 期拨付同时未核销，须在签订时有会议纪要",
        "that {open} tranches may be open at a time needs minutes when the agreement is signed",
    )
    TERMS_TOO_LATE = (
        "team.terms_too_late",
        "该协议下已批准拨付 {disbursements}；放宽核销条件只能在签订时约定，请按逐期核销签订",
        "disbursements {disbursements} were approved under the agreement: that tranches may be "
        "open is agreed at its signing only; sign it without",
    )


def register(team: Team | None, *, name: str, lead: str, on: date) -> Facts:
    """Register a team (登记). The same told twice is ``()``."""
    if not name.strip():
        raise Rejection(Why.NO_NAME)
    reference(lead)
    if team is None:
        return (TeamRegistered(name=name, lead=lead, on=on),)
    if (team.name, team.lead) == (name, lead):
        return ()
    raise Rejection(Why.EXISTS, name=team.name)


def verify(team: Team | None, *, document: str, on: date) -> Facts:
    """Note that the team's papers were seen (核验). Verified before: ``()``."""
    if existing(team).verified:
        return ()
    return (TeamVerified(document=document, on=on),)


def debar(team: Team | None, *, reason: str, document: str, on: date) -> Facts:
    """Debar a team (停用). Debarred before: ``()``."""
    if existing(team).debarred is not None:
        return ()
    return (TeamDebarred(reason=reason, document=document, on=on),)


def reinstate(team: Team | None, *, document: str, on: date) -> Facts:
    """Let a debarred team take work on again (恢复)."""
    team = existing(team)
    if team.debarred is None:
        raise Rejection(Why.NOT_DEBARRED, name=team.name)
    return (TeamReinstated(document=document, on=on),)


def sign_agreement(
    team: Team | None,
    *,
    project: str,
    agreement: str,
    document_hash: str,
    open_tranches: int,
    minutes: str,
    paid: Sequence[str],
    on: date,
) -> Facts:
    """Sign the agreement on one project (签订协议). The same told twice is ``()``.

    ``open_tranches``: how many tranches may be paid and not accounted for when the next one is
    approved; more than none by ``minutes``, and never once something was approved under the
    agreement: those are ``paid``.
    """
    team = able(existing(team))
    told = GrantAgreementSigned(
        project=project,
        agreement=agreement,
        document_hash=document_hash,
        open_tranches=open_tranches,
        minutes=minutes,
        on=on,
    )
    known = team.agreements.get(agreement)
    if known is None:
        if open_tranches and not minutes:
            raise Rejection(Why.NO_MINUTES, open=open_tranches)
        if open_tranches and paid:
            raise Rejection(Why.TERMS_TOO_LATE, disbursements=listed(paid))
        return (told,)
    if known.repeats(told):
        return ()
    raise Rejection(Why.AGREEMENT_REUSED, agreement=agreement, project=known.project)


def able(team: Team) -> Team:
    """Return ``team`` if it may take work on; else refuse."""
    if team.debarred is not None:
        raise Rejection(Why.DEBARRED, name=team.name, reason=team.debarred)
    if not team.verified:
        raise Rejection(Why.NOT_VERIFIED, name=team.name)
    return team


def existing(team: Team | None) -> Team:
    """Return ``team``. Refuses one that is not registered."""
    if team is None:
        raise Rejection(Why.UNKNOWN)
    return team
