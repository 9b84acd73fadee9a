"""Who may: what the log knows of an account decides, never what a caller says of itself.

A district's roster is open until it is closed. While it is open, whoever acts is taken at their
word; every answer that shows the store says so. Once it is closed, each use case needs a member in
force who holds one of its roles, and stands for the enterprise, team or foundation whose act it
is. What is read for it belongs to the unit of work: a right revoked meanwhile wins the race.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lixia_domain.aggregates.member.facts import MemberAdmitted, RoleGranted
from lixia_domain.aggregates.member.state import MEMBER, Member
from lixia_domain.aggregates.roster import ROSTER, Roster
from lixia_domain.kernel.keys import lower, party
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import listed
from lixia_domain.recording.work import Work

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase

PROGRAM = "processes"
"""The account that the processes act by: the same for every runner, for keys are an actor's own."""


class Why(Reason):
    """Why somebody may not."""

    NOT_A_MEMBER = (
        "rights.not_a_member",
        "账号 {account} 不是成员，不能办理“{act}”；可办理的是：{roles}。请管理员登记并授予身份",
        "account {account} is no member and can't {act}; who may: {roles}. "
        "Ask an administrator to admit it and grant a role",
    )
    NOT_IN_FORCE = (
        "rights.not_in_force",
        "账号 {account} 已停用或离任，不能办理“{act}”",
        "account {account} is suspended or has left and can't {act}",
    )
    NOT_YOUR_PART = (
        "rights.not_your_part",
        "“{act}”不由“{role}”办理；可办理的是：{roles}",
        "to {act} is not the part of: {role}; who may: {roles}",
    )
    NOT_GRANTED = (
        "rights.not_granted",
        "账号 {account} 没有“{role}”身份；“{act}”可由以下身份办理：{roles}",
        "account {account} does not hold the role of {role}; who may {act}: {roles}",
    )
    NOT_THEIRS = (
        "rights.not_theirs",
        "账号 {account} 作为“{role}”代表 {theirs}，此事属于 {whose}",
        "account {account} stands as {role} for {theirs}; this is the business of {whose}",
    )


_STANDS_FOR = {
    Role.ENTERPRISE: "enterprise",
    Role.TEAM: "team",
    Role.ACCOUNTANT: "foundation",
    Role.CASHIER: "foundation",
    Role.APPROVER: "foundation",
    Role.RECEIPT_KEEPER: "foundation",
}
"""In which respect of a scope each role must stand for whose act it is."""


def roster(work: Work) -> Roster:
    """Return the district's roster as it stands."""
    return work.load(ROSTER, work.district)


def authorise(work: Work, use_case: UseCase[..., Any], given: Mapping[str, Any]) -> None:
    """Refuse whoever may not do ``use_case`` with what is ``given``. An open roster lets all."""
    if not roster(work).closed:
        return
    by, told = work.by, {"account": work.by.actor, "act": use_case.says}
    may = listed(use_case.by)
    member = work.load(MEMBER, by.actor)
    if member is None:
        raise Rejection(Why.NOT_A_MEMBER, **told, roles=may)
    if not member.in_force:
        raise Rejection(Why.NOT_IN_FORCE, **told)
    if by.role not in use_case.by:
        raise Rejection(Why.NOT_YOUR_PART, act=use_case.says, role=by.role, roles=may)
    held = member.now(by.role)
    if not held:
        raise Rejection(Why.NOT_GRANTED, **told, role=by.role, roles=may)
    respect = _STANDS_FOR.get(by.role)
    if respect is None:
        return
    whose = getattr(use_case.scope.resolve(work, given), respect)
    if whose is not None and party(whose) not in {party(one.stands_for) for one in held}:
        raise Rejection(
            Why.NOT_THEIRS,
            account=by.actor,
            role=by.role,
            theirs=listed(sorted(one.stands_for for one in held)),
            whose=whose or "—",
        )


def eyes(work: Work, accounts: Iterable[str]) -> dict[str, str]:
    """Return whose eyes look through each of ``accounts``.

    Two accounts of one person are one pair of eyes. In an open store, and of a payee or an account
    of old that was never admitted, nobody knows the person: then it is the id, however spelled.
    """
    if not roster(work).closed:
        return {account: lower(account) for account in accounts}
    return {account: _eyes(work.load(MEMBER, account), account) for account in accounts}


def _eyes(member: Member | None, account: str) -> str:
    return lower(account) if member is None else member.eyes


def administering(work: Work) -> dict[str, Member]:
    """Return all administrators by their accounts, suspended ones too.

    Read throughout the log: such acts are rare, and what was read so is re-checked as well.
    """
    granted = {
        lower(recorded.key)
        for recorded in work.facts(RoleGranted)
        if isinstance(recorded.event, RoleGranted) and recorded.event.role is Role.ADMINISTRATOR
    }
    members = {account: work.load(MEMBER, account) for account in sorted(granted)}
    return {
        account: member
        for account, member in members.items()
        if member is not None and not member.left and member.holds(Role.ADMINISTRATOR)
    }


def administrators(work: Work, *, but: str) -> set[str]:
    """Return the persons who are administrators in force, leaving out the account ``but``."""
    return {
        member.eyes
        for account, member in administering(work).items()
        if member.in_force and account != lower(but)
    }


def accounts_of(work: Work, person: str | None, *, but: str) -> tuple[Member, ...]:
    """Return a person's other members, as they stand."""
    if person is None:
        return ()
    found = {
        lower(recorded.key)
        for recorded in work.facts(MemberAdmitted)
        if isinstance(recorded.event, MemberAdmitted) and recorded.event.person == person
    }
    members = (work.load(MEMBER, account) for account in sorted(found - {lower(but)}))
    return tuple(member for member in members if member is not None)
