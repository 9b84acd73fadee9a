"""What may be done with a member: admit, grant and revoke, suspend and reinstate, let go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from attrs import frozen

from lixia_domain.aggregates.member.facts import (
    Facts,
    MemberAdmitted,
    MemberLeft,
    MemberReinstated,
    MemberSuspended,
    RoleGranted,
    RoleRevoked,
)
from lixia_domain.aggregates.member.state import PROGRAM, Member, Why
from lixia_domain.kernel.keys import among, is_code
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Words, listed

OF_A_PARTY = frozenset(
    {
        Role.ENTERPRISE,
        Role.TEAM,
        Role.ACCOUNTANT,
        Role.CASHIER,
        Role.APPROVER,
        Role.RECEIPT_KEEPER,
    }
)
"""Roles that are held for somebody: an enterprise, a team, a foundation."""

FOR_A_TERM = frozenset({Role.AUDITOR})
"""Roles that end with the engagement. Of no other: it must be on record when a cashier ceased to be
one, and that two administrators remain."""

ALONE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles beside which nobody holds another."""

APART: tuple[frozenset[Role], ...] = (
    frozenset({Role.CASHIER, Role.ACCOUNTANT}),
    frozenset({Role.CASHIER, Role.RECEIPT_KEEPER}),
)
"""Roles that are never one person's: the cashier keeps no books and no archives (会计法 35)."""


@frozen(kw_only=True)
class Remaining:
    """Who administers, in force, once somebody does not any more."""

    people: Collection[str]
    """The persons."""
    bereft: Collection[str] = ()
    """The foundations for which somebody holds a role, and none of ``people`` administers."""


def admit(
    member: Member | None,
    *,
    account: str,
    person: str | None,
    program: str | None,
    document: str,
    on: date,
) -> Facts:
    """Admit an account (登记), bound for good to one person or program.

    The same told twice is ``()``. Whoever has left may come back, as the same person only, and
    suspended if it was. A reference or credit code names whom it names, and nobody's account.
    """
    if REFERENCE.fullmatch(account) or is_code(account):
        raise Rejection(Why.NO_ACCOUNT)
    if (person is None) == (program is None):
        raise Rejection(Why.ONE_OF_TWO)
    if member is not None:
        if (member.person, member.program) != (person, program):
            raise Rejection(Why.EXISTS, account=account)
        if not member.left:
            return ()
    return (MemberAdmitted(person=person, program=program, document=document, on=on),)


def grant(
    member: Member | None,
    *,
    account: str,
    role: Role,
    stands_for: str,
    others: Mapping[str, Member],
    until: date | None = None,
    granter: str,
    document: str,
    on: date,
) -> Facts:
    """Grant a role (授予身份), an auditor's ``until`` the last day of the term. Held so: ``()``.

    Another term takes the place of the one before; one that is over is put away. ``others`` are
    the same person's other accounts, ``granter`` whose eyes grant it. Who is suspended by any
    account, be it one that was left, is granted nothing by another.
    """
    member = in_force(member, account=account)
    if suspended := [one for one, each in others.items() if each.suspended is not None]:
        raise Rejection(Why.PERSON_SUSPENDED, account=account, suspended=listed(suspended))
    if member.eyes == granter:
        raise Rejection(Why.ONESELF)
    _fits(member, role, stands_for)
    _term(role, until, on)
    same = [one for one in member.unrevoked if (one.role, one.stands_for) == (role, stands_for)]
    if until in (one.term for one in same):
        return ()
    over = [one for one in member.unrevoked if not one.lasts(on) and one not in same]
    held = {
        one.role for each in (member, *others.values()) if not each.left for one in each.now(on=on)
    }
    if (held - {role} and role in ALONE) or held & (ALONE - {role}):
        raise Rejection(Why.NO_OTHER_ROLE, roles=listed(sorted(held | {role})))
    for pair in APART:
        if role in pair and (clash := held & (pair - {role})):
            raise Rejection(Why.APART, one=min(clash), other=role)
    ends = (
        RoleRevoked(role=one.role, stands_for=one.stands_for, document=document, on=on)
        for one in (*over, *same)
    )
    begins = RoleGranted(role=role, stands_for=stands_for, until=until, document=document, on=on)
    return (*ends, begins)


def _term(role: Role, until: date | None, on: date) -> None:
    if (role in FOR_A_TERM) != (until is not None):
        raise Rejection(Why.NO_TERM if until is None else Why.TERM_OF_AUDITORS, role=role)
    if until is not None and until < on:
        raise Rejection(Why.TERM_OVER, until=until, on=on)


def _fits(member: Member, role: Role, stands_for: str) -> None:
    if role not in ROLES:
        raise Rejection(Why.NEVER_GRANTED, role=role)
    if (role is Role.SYSTEM) != (member.program is not None):
        raise Rejection(Why.OF_PROGRAMS)
    if role in OF_A_PARTY and not stands_for:
        raise Rejection(Why.STANDS_FOR_NOBODY, role=role)
    if stands_for and role not in OF_A_PARTY and role is not Role.ADMINISTRATOR:
        raise Rejection(Why.STANDS_FOR_ALL, role=role)


def may_grant(granter: Member, role: Role, stands_for: str, *, as_role: Role, today: date) -> None:
    """Refuse a role that is not ``granter``'s to grant.

    The office admits teams and enterprises. Whoever works for a foundation is appointed by it: by
    the administrator who stands for it, on its document. All else is any administrator's.
    """
    if as_role is Role.PROGRAMME_OFFICE:
        if role not in (Role.TEAM, Role.ENTERPRISE):
            raise Rejection(
                Why.NOT_YOURS_TO_GRANT, role=role, who=Words("管理员", "an administrator")
            )
    elif stands_for and role not in (Role.TEAM, Role.ENTERPRISE):
        if granter.holds(Role.ADMINISTRATOR, stands_for, on=today):
            return
        who = Words(f"代表 {stands_for} 的管理员", f"the administrator who stands for {stands_for}")
        raise Rejection(Why.NOT_YOURS_TO_GRANT, role=role, who=who)


def revoke(
    member: Member | None,
    *,
    account: str,
    role: Role,
    stands_for: str,
    remaining: Remaining,
    document: str,
    on: date,
) -> Facts:
    """Revoke a role (撤销身份). ``remaining``: the administrators that stay."""
    member = _not_the_processes(existing(member, account=account), account)
    if not member.holds(role, stands_for, on=on):
        held = [_called(one.role, one.stands_for) for one in member.now(on=on)]
        raise Rejection(
            Why.NOT_HELD,
            account=account,
            role=_called(role, stands_for),
            held=listed(held or [Words("无", "none")]),
        )
    if role is Role.ADMINISTRATOR:
        if len(member.now(role, on=on)) == 1:
            _two(remaining)
        _served((stands_for,), remaining)
    return (RoleRevoked(role=role, stands_for=stands_for, document=document, on=on),)


def _called(role: Role, stands_for: str) -> Words:
    """Return a role, and for whom it is held if it is for one."""
    if not stands_for:
        return Words(role.zh, role.en)
    return Words(f"{role.zh}（代表 {stands_for}）", f"{role.en} for {stands_for}")


def unseat(member: Member | None, *, document: str, on: date) -> Facts:
    """End whatever a member administers, where all who did are gone (终止管理员身份)."""
    return tuple(
        RoleRevoked(role=one.role, stands_for=one.stands_for, document=document, on=on)
        for one in (() if member is None else member.now(Role.ADMINISTRATOR, on=on))
    )


def suspend(
    member: Member | None, *, account: str, remaining: Remaining, reason: str, on: date
) -> Facts:
    """Suspend an account (停用), one of all that its person uses: it is the person who may not."""
    member = _not_the_processes(in_force(member, account=account), account)
    _others_administer(member, remaining, on)
    return (MemberSuspended(reason=reason, on=on),)


def reinstate(
    member: Member | None, *, account: str, granter: str, document: str, on: date
) -> Facts:
    """Reinstate a suspended account (恢复), be it one that was left meanwhile."""
    member = existing(member, account=account)
    if member.suspended is None:
        raise Rejection(Why.NOT_SUSPENDED, account=account)
    if member.eyes == granter:
        raise Rejection(Why.ONESELF)
    return (MemberReinstated(document=document, on=on),)


def leave(
    member: Member | None, *, account: str, remaining: Remaining, document: str, on: date
) -> Facts:
    """Note that a member has left (离任): all its roles end."""
    member = _not_the_processes(existing(member, account=account), account)
    if member.left:
        return ()
    _others_administer(member, remaining, on)
    ends = (
        RoleRevoked(role=one.role, stands_for=one.stands_for, document=document, on=on)
        for one in member.unrevoked
    )
    return (*ends, MemberLeft(document=document, on=on))


def existing(member: Member | None, *, account: str) -> Member:
    """Return ``member``. Refuses an account that was never admitted."""
    if member is None:
        raise Rejection(Why.UNKNOWN, account=account)
    return member


def in_force(member: Member | None, *, account: str) -> Member:
    """Return ``member``. Refuses one that is suspended or has left."""
    member = existing(member, account=account)
    if not member.in_force:
        raise Rejection(Why.NOT_IN_FORCE, account=account)
    return member


def _not_the_processes(member: Member, account: str) -> Member:
    if account == PROGRAM:
        raise Rejection(Why.PROCESSES_STAY, account=account)
    return member


def _others_administer(member: Member, remaining: Remaining, on: date) -> None:
    seats = member.now(Role.ADMINISTRATOR, on=on)
    if seats:
        _two(remaining)
        _served([one.stands_for for one in seats], remaining)


def _two(remaining: Remaining) -> None:
    if len(set(remaining.people)) < 2:
        raise Rejection(Why.TWO_REMAIN)


def _served(ended: Iterable[str], remaining: Remaining) -> None:
    """Refuse to leave a foundation with people in its roles whom nobody could revoke any more."""
    for foundation in ended:
        if foundation and among(foundation, remaining.bereft):
            raise Rejection(Why.FOUNDATION_LEFT, foundation=foundation)
