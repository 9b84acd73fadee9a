"""Who may: what the log knows of an account decides, never what a caller says of itself.

A district's roster is open until it is closed. While it is open, whoever acts is taken at their
word; every answer that shows the store says so. Once it is closed, each use case needs a member in
force who holds one of its roles, and stands for the enterprise, team or foundation whose act it
is. What is read for it belongs to the unit of work: a right revoked meanwhile wins the race.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from lixia_domain.aggregates.member.decisions import Remaining
from lixia_domain.aggregates.member.facts import MemberAdmitted, RoleGranted, RoleRevoked
from lixia_domain.aggregates.member.state import MEMBER, Member
from lixia_domain.aggregates.roster.state import ROSTER, THE_ROSTER, Roster
from lixia_domain.application.scope import Scope, Scoped
from lixia_domain.kernel.dates import business_date, period_of
from lixia_domain.kernel.keys import among, lower, party
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Beside, Role
from lixia_domain.kernel.words import Words, listed
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work


class Act(Protocol):
    """What somebody wants to do: a use case, as far as rights go."""

    @property
    def says(self) -> Words:
        """Return what it is, in both languages."""
        ...

    @property
    def by(self) -> tuple[Role, ...]:
        """Return in which roles it may be done."""
        ...

    @property
    def scope(self) -> Scoped:
        """Return for whom one must stand."""
        ...

    @property
    def second(self) -> Mapping[str, Beside]:
        """Return which arguments name who decides beside whoever acts."""
        ...


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
    TERM_OVER = (
        "rights.term_over",
        "账号 {account} 的“{role}”任期已于 {until} 届满，不能办理“{act}”；续聘的，请管理员重新授予",
        "the term of account {account} as {role} ended on {until}, so it can't {act}; "
        "if it goes on, ask an administrator to grant the role anew",
    )
    NOT_THERE = (
        "rights.not_there",
        "账号 {account} 不是有效成员",
        "account {account} is no member in force",
    )
    STANDS_NOT_FOR = (
        "rights.stands_not_for",
        "账号 {account} 不在 {whose} 担任：{roles}",
        "account {account} is none of these for {whose}: {roles}",
    )
    SAME_PERSON = (
        "rights.same_person",
        "账号 {account} 与经办的是同一人，不能由其批准、放行或见证自己办理的“{act}”；请换一人",
        "account {account} is the person who acts: approving, releasing or witnessing one's own "
        "act ({act}) is another person's part",
    )
    CASHIER_KEEPS_NO_BOOKS = (
        "rights.cashier_keeps_no_books",
        "{period} 起曾任出纳的人不得对账、结账（会计法第三十五条）",
        "whoever was cashier in or after {period} neither reconciles nor closes it "
        "(Accounting Law 35)",
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


def own_only(role: Role, scope: Scoped) -> bool:
    """Tell whether ``role`` may do an act of this ``scope`` only for whom it stands."""
    return _STANDS_FOR.get(role) in scope.concerns


def standing(role: Role, scope: Scope) -> tuple[str, ...] | None:
    """Return for whom one may stand in ``role`` to do an act of this ``scope``: any of them.

    ``None`` where it makes no difference, none at all where nobody can tell.
    """
    respect = _STANDS_FOR.get(role)
    whose: str | None = None if respect is None else getattr(scope, respect)
    if whose is None:
        return None
    others = scope.others if respect == "foundation" else ()
    return (whose, *others) if whose else ()


def roster(work: Work) -> Roster:
    """Return the district's roster as it stands."""
    return work.load(ROSTER, THE_ROSTER)


def authorise(work: Work, act: Act, given: Mapping[str, Any], *, again: bool = False) -> None:
    """Refuse whoever may not do ``act`` with what is ``given``. An open roster lets all.

    ``again``: they ask what came of what they did before. Whose business that was it may itself
    have changed, as a waiting place taken up is one no more: they must hold the role still.
    """
    if roster(work).closed:
        _may(work, act, given, again)
    for name, beside in () if again else act.second.items():
        if account := given.get(name):
            _stands_beside(work, act, given, account, beside)


def _may(work: Work, act: Act, given: Mapping[str, Any], again: bool) -> None:
    by = work.by
    member = work.load(MEMBER, by.actor)
    if member is None or not member.in_force or by.role not in act.by:
        raise _refused(member, act, by)
    today = business_date(by.at)
    held = [one.stands_for for one in member.held if one.role is by.role and one.lasts(today)]
    if not held:
        raise _refused(member, act, by)
    if again or by.role not in _STANDS_FOR:
        return
    whose = standing(by.role, act.scope.resolve(work, given))
    if any(_stands(one, whose) for one in held):  # however older code spelled a party
        return
    raise Rejection(
        Why.NOT_THEIRS,
        account=by.actor,
        role=by.role,
        theirs=listed(sorted(held)),
        whose=listed(whose) if whose else "—",
    )


def _refused(member: Member | None, act: Act, by: By) -> Rejection:
    """Return why an account may not do ``act`` in the role that it says, whoever it is about."""
    told = {"account": by.actor, "act": act.says}
    if member is None:
        return Rejection(Why.NOT_A_MEMBER, **told, roles=listed(act.by))
    if not member.in_force:
        return Rejection(Why.NOT_IN_FORCE, **told)
    if by.role not in act.by:
        return Rejection(Why.NOT_YOUR_PART, act=act.says, role=by.role, roles=listed(act.by))
    terms = [one.term for one in member.unrevoked if one.role is by.role and one.term]
    if terms:  # not revoked and not held: it has run out
        return Rejection(Why.TERM_OVER, **told, role=by.role, until=max(terms))
    return Rejection(Why.NOT_GRANTED, **told, role=by.role, roles=listed(act.by))


def _stands_beside(
    work: Work, act: Act, given: Mapping[str, Any], account: str, beside: Beside
) -> None:
    """Refuse ``account`` as who decides beside whoever acts: no such member, or the same person."""
    if roster(work).closed:
        member = work.load(MEMBER, account)
        if member is None or not member.in_force:
            raise Rejection(Why.NOT_THERE, account=account)
        scope = act.scope.resolve(work, given)
        if not any(
            one.role in beside.roles and _stands(one.stands_for, standing(one.role, scope))
            for one in member.now(on=work.today)
        ):
            whose, roles = scope.foundation or "—", listed(beside.roles)
            raise Rejection(Why.STANDS_NOT_FOR, account=account, whose=whose, roles=roles)
    if beside.apart and among(account, (work.by.actor,), eyes(work, (account, work.by.actor))):
        raise Rejection(Why.SAME_PERSON, account=account, act=act.says)


def _stands(for_whom: str, whose: tuple[str, ...] | None) -> bool:
    return whose is None or party(for_whom) in {*map(party, whose)}


def eyes(work: Work, accounts: Iterable[str]) -> dict[str, str]:
    """Return whose eyes look through each of ``accounts``.

    Two accounts of one person are one pair of eyes. In an open store, and of a payee or an account
    of old that was never admitted, nobody knows the person: then it is the id, however spelled.
    """
    known = roster(work).closed
    return {
        account: _eyes(work.load(MEMBER, account) if known else None, account)
        for account in accounts
        if account
    }


def _eyes(member: Member | None, account: str) -> str:
    return lower(account) if member is None else member.eyes


def no_cashier(work: Work, period: str) -> None:
    """Refuse whoever acts if the same person was cashier in ``period`` or since (会计法 35)."""
    member = work.load(MEMBER, work.by.actor)
    if not roster(work).closed or member is None:
        return
    own = accounts_of(work, member.person, but=work.by.actor)
    today = work.today
    for account, each in (*own.items(), (work.by.actor, member)):
        if each.holds(Role.CASHIER, on=today) or _was_cashier(work, account) >= period:
            raise Rejection(Why.CASHIER_KEEPS_NO_BOOKS, period=period)


def _was_cashier(work: Work, account: str) -> str:
    """Return the last month in which ``account`` ceased to be cashier, empty if it never was one.

    By when that was recorded: until then it could pay, whatever date the revocation bears.
    """
    ended = [
        max(recorded.event.on, business_date(recorded.recorded_at))
        for recorded in work.history(MEMBER, account)
        if isinstance(recorded.event, RoleRevoked) and recorded.event.role is Role.CASHIER
    ]
    return max(map(period_of, ended), default="")


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
        if member is not None
        and not member.left
        and member.holds(Role.ADMINISTRATOR, on=work.today)
    }


def remaining(work: Work, *, but: Collection[str]) -> Remaining:
    """Return who administers in force without the accounts ``but``, and whom they don't serve."""
    left_out, today = {*map(lower, but)}, work.today
    stay = [
        member
        for account, member in administering(work).items()
        if member.in_force and account not in left_out
    ]
    seated = [one for each in stay for one in each.now(Role.ADMINISTRATOR, on=today)]
    return Remaining(
        people={member.eyes for member in stay},
        bereft=served(work) - {party(one.stands_for) for one in seated},
    )


def served(work: Work) -> set[str]:
    """Return the foundations for which somebody holds a role, be it suspended."""
    granted = {
        lower(recorded.key)
        for recorded in work.facts(RoleGranted)
        if isinstance(recorded.event, RoleGranted)
        and _STANDS_FOR.get(recorded.event.role) == "foundation"
    }
    members = [work.load(MEMBER, account) for account in sorted(granted)]
    return {
        party(one.stands_for)
        for member in members
        if member is not None and not member.left
        for one in member.unrevoked
        if _STANDS_FOR.get(one.role) == "foundation"
    }


def accounts_of(work: Work, person: str | None, *, but: str) -> dict[str, Member]:
    """Return a person's other members by account, as they stand."""
    if person is None:
        return {}
    found = {
        lower(recorded.key)
        for recorded in work.facts(MemberAdmitted)
        if isinstance(recorded.event, MemberAdmitted) and recorded.event.person == person
    }
    members = {account: work.load(MEMBER, account) for account in sorted(found - {lower(but)})}
    return {account: member for account, member in members.items() if member is not None}


def held_by(ledger: Ledger, account: str, *, today: date) -> frozenset[Role]:
    """Return the roles that ``account``, in canonical form, holds ``today``.

    None where the roster is open: there nobody holds any.
    """
    if not ledger.load(ROSTER, ROSTER.stream(THE_ROSTER)).state.closed:
        return frozenset()
    member = ledger.load(MEMBER, MEMBER.stream(account)).state
    if member is None or not member.in_force:
        return frozenset()
    return frozenset(one.role for one in member.now(on=today))
