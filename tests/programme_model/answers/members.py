"""Who is admitted, what they may be, and who may say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards, month
from tests.programme_model.figures import Member, Programme
from tests.programme_model.rights import ADMIN, OF_A_FOUNDATION, OFFICE, answers, eyes

from lixia_domain.kernel.roles import Role

PARTIES = (Role.TEAM, Role.ENTERPRISE)
ALONE = (Role.ADMINISTRATOR, Role.AUDITOR)
GRANTED = (*OF_A_FOUNDATION, *PARTIES, *ALONE, OFFICE)
APART = ({Role.CASHIER, Role.ACCOUNTANT}, {Role.CASHIER, Role.RECEIPT_KEEPER})


@answers("members.close", ADMIN)
def close(
    model: Programme, no: Grounds, *, administrators: tuple[Any, ...], on: date, **told: object
) -> Answer:
    """Close the roster: from now on everybody needs a right."""
    yield
    model.closed_roster = True
    for one in administrators:
        roles = {(Role.ADMINISTRATOR, one.foundation)}
        model.members[one.account] = Member(one.person, roles)


@answers("members.admit", ADMIN, OFFICE)
def admit(
    model: Programme, no: Grounds, *, account: str, person: str, on: date, **told: object
) -> Answer:
    """Admit an account, bound for good to one person."""
    known = model.members.get(account)
    no.unless(model.closed_roster, Group.RIGHTS)
    no.unless(known is None or known.person == person, Group.RIGHTS)
    yield
    model.members.setdefault(account, Member(person))


def theirs(model: Programme, no: Grounds, actor: str, acting: Role, role: Role, whose: str) -> None:
    """Refuse who may not grant such a role: a foundation's are its own administrator's."""
    if acting is OFFICE:
        no.unless(role in PARTIES, Group.RIGHTS)
    elif whose and role not in PARTIES:
        member = model.members.get(actor)
        own = member is not None and (Role.ADMINISTRATOR, whose) in member.roles
        no.unless(own, Group.RIGHTS)


def remaining(model: Programme, *but: str) -> int:
    """Return how many persons administer without some accounts."""
    return len(
        {
            member.person
            for account, member in model.members.items()
            if account not in but and not member.suspended
            if any(role is Role.ADMINISTRATOR for role, _ in member.roles)
        }
    )


def keeps_its_own(model: Programme, no: Grounds, ended: set[str], but: set[str]) -> None:
    """Refuse to leave people in a foundation's roles without an administrator of its own."""
    acting = [
        member
        for account, member in model.members.items()
        if account not in but and not member.suspended
    ]
    for foundation in ended - {""}:
        held = [member.roles for member in model.members.values()]
        served = any((role, foundation) in roles for roles in held for role in OF_A_FOUNDATION)
        stays = any((ADMIN, foundation) in member.roles for member in acting)
        no.unless(stays or not served, Group.RIGHTS)


def roles_of(model: Programme, person: str, on: date) -> set[Role]:
    """Return what a person may be on a day, by whatever account."""
    held = [each for each in model.members.values() if each.person == person]
    return {role for each in held for role, _ in each.roles if not over(each, role, on)}


def over(member: Member, role: Role, on: date) -> bool:
    """Tell whether a role is held no more: an auditor's, after its term."""
    return role is Role.AUDITOR and member.until is not None and member.until < on


@answers("members.grant", ADMIN, OFFICE)
def grant(
    model: Programme,
    no: Grounds,
    *,
    account: str,
    member_role: Role,
    on: date,
    actor: str,
    acting: Role,
    stands_for: str = "",
    until: date | None = None,
    **told: object,
) -> Answer:
    """Grant a role: never to oneself, never cashier and bookkeeper to one person.

    An auditor's for a term, another term in place of the one before.
    """
    no.unless(model.closed_roster, Group.RIGHTS)
    backwards(model, no, on)
    theirs(model, no, actor, acting, member_role, stands_for)
    parties: dict[Role, Collection[str]]
    parties = {Role.ENTERPRISE: model.enterprises, Role.TEAM: model.teams}
    there = parties.get(member_role)
    no.unless(there is None or not stands_for or stands_for in there, Group.UNKNOWN)
    member = model.members.get(account)
    if no.unless(member is not None and not member.suspended, Group.RIGHTS) and member is not None:
        no.unless(member.person != eyes(model, actor), Group.RIGHTS)
        same = [other for other in model.members.values() if other.person == member.person]
        no.unless(not any(other.suspended for other in same), Group.RIGHTS)
        needs = member_role in OF_A_FOUNDATION or member_role in PARTIES
        no.unless(member_role in GRANTED, Group.RIGHTS)
        no.unless(bool(stands_for) or not needs, Group.RIGHTS)
        alone = needs or member_role is Role.ADMINISTRATOR
        no.unless(alone or not stands_for, Group.RIGHTS)
        no.unless((member_role is Role.AUDITOR) == (until is not None), Group.RIGHTS)
        no.unless(until is None or until >= on, Group.RIGHTS)
        known = (member_role, stands_for) in member.roles
        known = known and (until is None or member.until == until)
        if not known:
            others = roles_of(model, member.person, on) - {member_role}
            no.unless(not (others and member_role in ALONE), Group.RIGHTS)
            no.unless(not others & set(ALONE), Group.RIGHTS)
            for pair in APART:
                no.unless(not (member_role in pair and others & pair), Group.RIGHTS)
    yield
    assert member is not None
    if not known:
        member.roles = {one for one in member.roles if not over(member, one[0], on)}
        member.roles.add((member_role, stands_for))
        member.until = until or member.until


@answers("members.revoke", ADMIN, OFFICE)
def revoke(
    model: Programme,
    no: Grounds,
    *,
    account: str,
    member_role: Role,
    on: date,
    actor: str,
    acting: Role,
    stands_for: str = "",
    **told: object,
) -> Answer:
    """Revoke a role; two administrators always remain."""
    no.unless(model.closed_roster, Group.RIGHTS)
    backwards(model, no, on)
    theirs(model, no, actor, acting, member_role, stands_for)
    member = model.members.get(account)
    if no.unless(member is not None, Group.RIGHTS) and member is not None:
        held = (member_role, stands_for) in member.roles and not over(member, member_role, on)
        no.unless(held, Group.RIGHTS)
        if member_role is Role.ADMINISTRATOR:
            no.unless(remaining(model, account) >= 2, Group.RIGHTS)
            keeps_its_own(model, no, {stands_for}, {account})
    yield
    assert member is not None
    member.roles.discard((member_role, stands_for))
    if member_role is Role.CASHIER:
        ended = month(max(on, model.today))
        model.ceased[member.person] = max(model.ceased.get(member.person, ""), ended)


@answers("members.suspend", ADMIN)
def suspend(model: Programme, no: Grounds, *, account: str, on: date, **told: object) -> Answer:
    """Suspend whoever uses an account, by all accounts of theirs."""
    member = model.members.get(account)
    no.unless(model.closed_roster, Group.RIGHTS)
    backwards(model, no, on)
    person = None if member is None else member.person
    own = {each for each, other in model.members.items() if other.person == person}
    acting = {each for each in own if not model.members[each].suspended}
    no.unless(bool(acting), Group.RIGHTS)
    roles = set() if member is None else {role for role, _ in member.roles}
    no.unless(ADMIN not in roles or remaining(model, *own) >= 2, Group.RIGHTS)
    seats = set() if member is None else {of for role, of in member.roles if role is ADMIN}
    keeps_its_own(model, no, seats, own)
    yield
    for each in acting:
        model.members[each].suspended = True


@answers("members.reinstate", ADMIN)
def reinstate(
    model: Programme,
    no: Grounds,
    *,
    account: str,
    on: date,
    actor: str,
    acting: Role,
    **told: object,
) -> Answer:
    """Reinstate an account: whoever grants its roles does, and nobody their own."""
    member = model.members.get(account)
    no.unless(model.closed_roster, Group.RIGHTS)
    backwards(model, no, on)
    if no.unless(member is not None and member.suspended, Group.RIGHTS) and member is not None:
        no.unless(member.person != eyes(model, actor), Group.RIGHTS)
        for role, whose in member.roles:
            if role is not Role.ADMINISTRATOR:
                theirs(model, no, actor, acting, role, whose)
    yield
    assert member is not None
    member.suspended = False
