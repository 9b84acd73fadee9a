"""Use cases of members (账号) and the roster: who may do what, and since when.

A roster is closed in one step; before that nothing is checked and no members are kept. Adapters
authenticate: an account that reaches a use case is taken to be whoever it says.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from lixia_domain.aggregates import enterprise, team
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.member import decisions as member
from lixia_domain.aggregates.member.state import MEMBER, PROGRAM
from lixia_domain.aggregates.roster import decisions as roster
from lixia_domain.aggregates.roster.facts import Administrator, AdministratorsProposed
from lixia_domain.aggregates.roster.state import ROSTER, THE_ROSTER
from lixia_domain.aggregates.team import TEAM
from lixia_domain.application import rights
from lixia_domain.application.use_case import Role, Words, use_case
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.vocabulary import (
    AccountId,
    Document,
    Name,
    On,
    PersonRef,
    Reason,
    SeatedFor,
    StandsFor,
    Until,
)
from lixia_domain.recording.work import Work

Account: TypeAlias = Annotated[AccountId, Words("成员账号", "the member's account")]
RoleHeld: TypeAlias = Annotated[Role, Words("身份", "role")]
Administrators: TypeAlias = Annotated[
    tuple[Administrator, ...],
    Words(
        "管理员的账号、个人代号和所代表的基金会",
        "administrators: account, person's reference, the foundation one stands for",
    ),
]
LegalWord: TypeAlias = Annotated[
    Document, Words("法定代表人的文件", "the legal representative's document")
]


@use_case(says=Words("关闭名册", "close the roster"), by=Role.ADMINISTRATOR)
def close(work: Work, *, administrators: Administrators, document: Document, on: On) -> None:
    """Close the roster (关闭名册): from now on every act is checked against members and roles.

    In one commit: at least two administrators, two people, one of them the foundation's; and the
    program's own membership. There is no way back.
    """
    facts = roster.close(
        rights.roster(work), administrators=administrators, document=document, on=on
    )
    for one in administrators:
        _appoint(work, one, document, on)
    _admit(work, PROGRAM, None, "lixia", document, on)
    _grant(work, PROGRAM, Role.SYSTEM, "", document, on)
    work.record(ROSTER, THE_ROSTER, facts)


@use_case(says=Words("登记成员", "admit a member"), by=(Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE))
def admit(
    work: Work,
    *,
    account: Account,
    document: Document,
    on: On,
    person: Annotated[
        PersonRef | None, Words("使用账号的人的代号", "reference of the person who uses it")
    ] = None,
    program: Annotated[
        Name | None, Words("使用账号的程序（代替个人）", "the program that uses it, if no person")
    ] = None,
) -> None:
    """Admit an account (登记), bound for good to one natural person, or to one program.

    One person's several accounts bear the same reference: they are one pair of eyes.
    """
    roster.closed(rights.roster(work))
    _admit(work, account, person, program, document, on)


@use_case(says=Words("授予身份", "grant a role"), by=(Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE))
def grant(
    work: Work,
    *,
    account: Account,
    member_role: RoleHeld,
    document: Document,
    on: On,
    stands_for: StandsFor = "",
    until: Annotated[
        Until | None, Words("任期的最后一天（审计须填）", "last day of the term (an auditor's)")
    ] = None,
) -> None:
    """Grant a role (授予身份), for an enterprise, a team or a foundation where it is held for one.

    An auditor's ends with the engagement, on ``until``: granted anew, the term is another. Never
    to oneself. The office grants those of teams and enterprises; a foundation's roles are
    granted by the administrator who stands for it, on its document.
    """
    roster.closed(rights.roster(work))
    _theirs_to_grant(work, member_role, stands_for)
    _there(work, member_role, stands_for)
    _grant(work, account, member_role, stands_for, document, on, until)


@use_case(says=Words("撤销身份", "revoke a role"), by=(Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE))
def revoke(
    work: Work,
    *,
    account: Account,
    member_role: RoleHeld,
    document: Document,
    on: On,
    stands_for: StandsFor = "",
) -> None:
    """Revoke a role (撤销身份).

    Two administrators always remain, and one of each foundation for which somebody holds a role.
    """
    roster.closed(rights.roster(work))
    _theirs_to_grant(work, member_role, stands_for)
    facts = member.revoke(
        work.load(MEMBER, account),
        account=account,
        role=member_role,
        stands_for=stands_for,
        remaining=rights.remaining(work, but=(account,)),
        document=document,
        on=on,
    )
    work.record(MEMBER, account, facts)


@use_case(says=Words("停用账号", "suspend a member"), by=Role.ADMINISTRATOR)
def suspend(work: Work, *, account: Account, reason: Reason, on: On) -> None:
    """Suspend whoever uses an account (停用): the person may do nothing, by whatever account.

    All of the person's accounts that are in force are suspended with it, in one commit. Each is
    reinstated for itself, by whoever grants its roles.
    """
    roster.closed(rights.roster(work))
    known = member.existing(work.load(MEMBER, account), account=account)
    whole = {account: known, **rights.accounts_of(work, known.person, but=account)}
    remaining = rights.remaining(work, but=whole)
    acting = [one for one, each in whole.items() if each.in_force]
    for one in acting or [account]:
        facts = member.suspend(whole[one], account=one, remaining=remaining, reason=reason, on=on)
        work.record(MEMBER, one, facts)


@use_case(says=Words("恢复账号", "reinstate a member"), by=Role.ADMINISTRATOR)
def reinstate(work: Work, *, account: Account, document: Document, on: On) -> None:
    """Reinstate a suspended account (恢复), with the roles that it holds; no other of the person's.

    That gives them anew: whoever grants a role reinstates it, an administrator's any other.
    """
    roster.closed(rights.roster(work))
    known = member.existing(work.load(MEMBER, account), account=account)
    for one in known.unrevoked:
        if one.role is not Role.ADMINISTRATOR:
            _theirs_to_grant(work, one.role, one.stands_for)
    facts = member.reinstate(known, account=account, granter=_own(work), document=document, on=on)
    work.record(MEMBER, account, facts)


@use_case(
    says=Words("登记成员离任", "note that a member has left"),
    by=(Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE),
)
def leave(work: Work, *, account: Account, document: Document, on: On) -> None:
    """Note that a member has left (离任): its roles end, the account is used no more."""
    roster.closed(rights.roster(work))
    known = member.existing(work.load(MEMBER, account), account=account)
    for one in known.unrevoked:
        _theirs_to_grant(work, one.role, one.stands_for)
    facts = member.leave(
        known,
        account=account,
        remaining=rights.remaining(work, but=(account,)),
        document=document,
        on=on,
    )
    work.record(MEMBER, account, facts)


@use_case(
    says=Words("提名新管理员", "propose new administrators"),
    by=(Role.APPROVER, Role.PROGRAMME_OFFICE),
)
def propose(work: Work, *, administrators: Administrators, document: LegalWord, on: On) -> None:
    """Propose administrators where all have gone (提名), on the legal representative's document.

    One of each foundation for which somebody holds a role. Another person confirms: ``seat``.
    """
    facts = roster.propose(
        rights.roster(work),
        administrators=administrators,
        served=rights.served(work),
        proposer=work.by.actor,
        document=document,
        on=on,
    )
    work.record(ROSTER, THE_ROSTER, facts)


@use_case(
    says=Words("确认新管理员", "confirm new administrators"),
    by=(Role.APPROVER, Role.PROGRAMME_OFFICE),
)
def seat(work: Work, *, administrators: Administrators, document: LegalWord, on: On) -> None:
    """Confirm whom another has proposed (确认): they take over, and those before them end.

    Whoever confirms names them as well, a week after they were proposed. Any administrator who is
    not gone after all stops it meanwhile: by suspending whoever proposed.
    """
    known = rights.roster(work)
    proposed = roster.proposal(roster.closed(known))
    whose = rights.eyes(work, {work.by.actor, proposed.proposer})
    proposer = work.load(MEMBER, proposed.proposer)
    facts = roster.seat(
        known,
        administrators=administrators,
        served=rights.served(work),
        stands=proposer is not None
        and proposer.in_force
        and any(proposer.holds(role, on=work.today) for role in seat.by),
        confirmer=work.by.actor,
        eyes=whose[work.by.actor],
        proposed_by=whose[proposed.proposer],
        waited=_days_since_the_proposal(work),
        document=document,
        on=on,
    )
    for account in sorted(rights.administering(work)):
        ends = member.unseat(work.load(MEMBER, account), document=document, on=on)
        work.record(MEMBER, account, ends)
    for one in proposed.administrators:
        _appoint(work, one, document, on)
    work.record(ROSTER, THE_ROSTER, facts)


Joins: TypeAlias = Annotated[
    SeatedFor,
    Words("后来加入、还没有管理员的基金会", "the foundation, which has no administrator yet"),
]
Seat: TypeAlias = Annotated[AccountId, Words("其管理员的账号", "account of its administrator")]


@use_case(says=Words("提名增补管理员", "propose an administrator who joins"), by=Role.ADMINISTRATOR)
def propose_seat(
    work: Work,
    *,
    account: Seat,
    person: PersonRef,
    foundation: Joins,
    document: LegalWord,
    on: On,
) -> None:
    """Propose an administrator for a foundation that has none (提名增补); all others stay.

    Another administrator confirms: ``fill_seat``. Neither is the one who is proposed.
    """
    facts = roster.propose_seat(
        rights.roster(work),
        administrator=Administrator(account=account, person=person, foundation=foundation),
        seated=_seated(work),
        proposer=work.by.actor,
        eyes=_own(work),
        document=document,
        on=on,
    )
    work.record(ROSTER, THE_ROSTER, facts)


@use_case(says=Words("确认增补管理员", "confirm an administrator who joins"), by=Role.ADMINISTRATOR)
def fill_seat(
    work: Work,
    *,
    account: Seat,
    person: PersonRef,
    foundation: Joins,
    document: LegalWord,
    on: On,
) -> None:
    """Confirm whom another administrator has proposed (确认增补): they join, and nobody ends."""
    known = rights.roster(work)
    proposer = "" if known.joining is None else known.joining.proposer
    sits = None if not proposer else work.load(MEMBER, proposer)
    one = Administrator(account=account, person=person, foundation=foundation)
    facts = roster.fill_seat(
        known,
        administrator=one,
        seated=_seated(work),
        confirmer=work.by.actor,
        eyes=_own(work),
        proposed_by=rights.eyes(work, {proposer}).get(proposer, ""),
        stands=sits is not None and sits.in_force and sits.holds(Role.ADMINISTRATOR, on=work.today),
        document=document,
        on=on,
    )
    _appoint(work, one, document, on)
    work.record(ROSTER, THE_ROSTER, facts)


def _seated(work: Work) -> set[str]:
    """Return the foundations that have an administrator, be it suspended."""
    return {
        one.stands_for
        for member_ in rights.administering(work).values()
        for one in member_.now(Role.ADMINISTRATOR, on=work.today)
        if one.stands_for
    }


@use_case(says=Words("确认时钟", "confirm the clock"), by=Role.ADMINISTRATOR)
def confirm_clock(work: Work, *, document: Document, on: On) -> None:
    """Confirm that the clock is right after a silence of more than 400 days (确认时钟).

    An administrator's word; anyone's while the roster is open.
    """
    work.record(ROSTER, THE_ROSTER, roster.confirm_clock(document=document, on=on))


def _days_since_the_proposal(work: Work) -> int:
    """Return how long ago the last proposal was recorded, whatever date it bears."""
    proposed = [
        recorded.recorded_at
        for recorded in work.history(ROSTER, THE_ROSTER)
        if isinstance(recorded.event, AdministratorsProposed)
    ]
    return (work.today - business_date(max(proposed, default=work.by.at))).days


def _own(work: Work) -> str:
    """Return whose eyes look through the account that acts."""
    return rights.eyes(work, (work.by.actor,))[work.by.actor]


def _theirs_to_grant(work: Work, role: Role, stands_for: str) -> None:
    granter = member.existing(work.load(MEMBER, work.by.actor), account=work.by.actor)
    member.may_grant(granter, role, stands_for, as_role=work.by.role, today=work.today)


def _there(work: Work, role: Role, stands_for: str) -> None:
    """Refuse a role for an enterprise or a team that is not registered.

    Of a foundation nothing is asked here: its roles are granted by its own administrator, who was
    seated for it by its legal representative's document.
    """
    if stands_for and role is Role.ENTERPRISE:
        enterprise.existing(work.load(ENTERPRISE, stands_for))
    elif stands_for and role is Role.TEAM:
        team.existing(work.load(TEAM, stands_for))


def _appoint(work: Work, one: Administrator, document: str, on: date) -> None:
    _admit(work, one.account, one.person, None, document, on)
    _grant(work, one.account, Role.ADMINISTRATOR, one.foundation, document, on)


def _admit(
    work: Work, account: str, person: str | None, program: str | None, document: str, on: date
) -> None:
    facts = member.admit(
        work.load(MEMBER, account),
        account=account,
        person=person,
        program=program,
        document=document,
        on=on,
    )
    work.record(MEMBER, account, facts)


def _grant(
    work: Work,
    account: str,
    role: Role,
    stands_for: str,
    document: str,
    on: date,
    until: date | None = None,
) -> None:
    known = work.load(MEMBER, account)
    facts = member.grant(
        known,
        account=account,
        role=role,
        stands_for=stands_for,
        others=rights.accounts_of(work, None if known is None else known.person, but=account),
        until=until,
        granter=_own(work),
        document=document,
        on=on,
    )
    work.record(MEMBER, account, facts)
