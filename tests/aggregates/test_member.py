"""An account is one person's or one program's; its roles are granted, and taken, by others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.member import decisions as member
from lixia_domain.aggregates.member.facts import (
    MemberAdmitted,
    MemberEvent,
    MemberLeft,
    MemberReinstated,
    MemberSuspended,
    RoleGranted,
    RoleRevoked,
)
from lixia_domain.aggregates.member.state import MEMBER, PROGRAM, Member, Why
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Words
from lixia_domain.testing import given

ON, LATER = date(2021, 6, 1), date(2021, 9, 1)
DAY = timedelta(days=1)
TERM = date(2021, 12, 31)
"""The last day of an auditor's."""
HER, HIM = f"p:{1:032x}", f"p:{2:032x}"
FUND, OTHER = "53379999MJD0000015", "53379999MJD0000023"
TWO = member.Remaining(people=(HIM, f"p:{3:032x}"))
"""Administrators who remain, whatever is done."""
PAPER: dict[str, Any] = {"document": "任命书", "on": ON}
ADMITTED = MemberAdmitted(person=HER, program=None, **PAPER)
A_PROGRAM = MemberAdmitted(person=None, program="imports", **PAPER)
SUSPENDED = MemberSuspended(reason="丢失口令", on=ON)
REINSTATED = MemberReinstated(**PAPER)
LEFT = MemberLeft(**PAPER)
GRANT: dict[str, Any] = {"account": "alice", "others": {}, "granter": HIM, **PAPER}
ENDING: dict[str, Any] = {"account": "alice", "remaining": TWO, **PAPER}
HALT: dict[str, Any] = {"account": "alice", "remaining": TWO, "reason": "丢失口令", "on": ON}


def granted(role: Role, stands_for: str = "") -> RoleGranted:
    until = TERM if role is Role.AUDITOR else None
    return RoleGranted(role=role, stands_for=stands_for, until=until, **PAPER)


def revoked(role: Role, stands_for: str = "") -> RoleRevoked:
    return RoleRevoked(role=role, stands_for=stands_for, **PAPER)


def asked(role: Role, stands_for: str = "") -> dict[str, Any]:
    until = TERM if role is Role.AUDITOR else None
    return {"role": role, "stands_for": stands_for, "until": until}


def one(*facts: MemberEvent) -> Member:
    found = MEMBER.fold(facts)
    assert found is not None
    return found


def admit(person: str | None = HER, program: str | None = None, **told: Any) -> dict[str, Any]:
    return {"account": "alice", "person": person, "program": program, **PAPER, **told}


# ---- admitted ------------------------------------------------------------------------------------


def test_an_account_is_admitted_for_one_person_or_one_program() -> None:
    given(MEMBER).when(member.admit, **admit()).then(ADMITTED)
    given(MEMBER).when(member.admit, **admit(None, "imports")).then(A_PROGRAM)
    for person, program in ((HER, "imports"), (None, None)):
        given(MEMBER).when(member.admit, **admit(person, program)).refused(Why.ONE_OF_TWO)


def test_the_same_person_told_twice_is_ignored_and_another_refused() -> None:
    given(MEMBER, ADMITTED).when(member.admit, **admit(document="x", on=LATER)).ignored()
    for person, program in ((HIM, None), (None, "imports")):
        told = given(MEMBER, ADMITTED).when(member.admit, **admit(person, program))
        told.refused(Why.EXISTS, account="alice")


@pytest.mark.parametrize("account", [HIM, "53379999MJD0000015".lower(), "53379999MJD0000015"])
def test_what_names_a_person_or_a_firm_is_nobodys_account(account: str) -> None:
    """Else whoever is paid under it would be taken for somebody else."""
    given(MEMBER).when(member.admit, **admit(account=account)).refused(Why.NO_ACCOUNT)


def test_whoever_has_left_comes_back_without_roles_as_the_same_person() -> None:
    gone = (ADMITTED, granted(Role.AUDITOR), revoked(Role.AUDITOR), LEFT)
    given(MEMBER, *gone).when(member.admit, **admit()).then(ADMITTED)
    given(MEMBER, *gone).when(member.admit, **admit(HIM)).refused(Why.EXISTS)
    back = one(*gone, ADMITTED)
    assert back.in_force
    assert not back.now(on=ON)
    assert [(each.role, each.until) for each in back.held] == [(Role.AUDITOR, ON)]


def test_a_suspension_outlives_leaving_and_coming_back() -> None:
    assert not one(ADMITTED, SUSPENDED, LEFT, ADMITTED).in_force
    assert one(ADMITTED, SUSPENDED, LEFT, ADMITTED, REINSTATED).in_force


# ---- granted -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(set(ROLES) - {Role.SYSTEM}))
def test_a_role_is_granted_for_whom_it_is_held(role: Role) -> None:
    for_ = FUND if role in member.OF_A_PARTY else ""
    own = asked(role, for_)
    told = given(MEMBER, ADMITTED).when(member.grant, **own, **GRANT)
    told.then(granted(role, for_))
    held = given(MEMBER, ADMITTED, granted(role, for_))
    held.when(member.grant, **own, **GRANT).ignored()


def test_a_role_may_be_held_for_several_and_granted_again_once_it_has_ended() -> None:
    firm = given(MEMBER, ADMITTED, granted(Role.ENTERPRISE, FUND))
    firm.when(member.grant, role=Role.ENTERPRISE, stands_for=OTHER, **GRANT).then(
        granted(Role.ENTERPRISE, OTHER)
    )
    ended = given(MEMBER, ADMITTED, granted(Role.TEAM, "T1"), revoked(Role.TEAM, "T1"))
    ended.when(member.grant, role=Role.TEAM, stands_for="T1", **GRANT).then(
        granted(Role.TEAM, "T1")
    )


def test_an_administrator_may_stand_for_a_foundation_as_well() -> None:
    told = given(MEMBER, ADMITTED, granted(Role.ADMINISTRATOR))
    told.when(member.grant, role=Role.ADMINISTRATOR, stands_for=FUND, **GRANT).then(
        granted(Role.ADMINISTRATOR, FUND)
    )


def test_a_role_for_nobody_or_for_somebody_too_many_is_refused() -> None:
    for role in sorted(member.OF_A_PARTY):
        told = given(MEMBER, ADMITTED).when(member.grant, role=role, stands_for="", **GRANT)
        told.refused(Why.STANDS_FOR_NOBODY, role=role)
    for role in (Role.PROGRAMME_OFFICE, Role.AUDITOR):
        told = given(MEMBER, ADMITTED).when(member.grant, role=role, stands_for=FUND, **GRANT)
        told.refused(Why.STANDS_FOR_ALL, role=role)


def test_a_program_has_the_role_of_programs_and_nobody_else_has_it() -> None:
    system: dict[str, Any] = {"role": Role.SYSTEM, "stands_for": "", **GRANT}
    given(MEMBER, A_PROGRAM).when(member.grant, **system).then(granted(Role.SYSTEM))
    given(MEMBER, ADMITTED).when(member.grant, **system).refused(Why.OF_PROGRAMS)
    told = given(MEMBER, A_PROGRAM).when(member.grant, **{**system, "role": Role.AUDITOR})
    told.refused(Why.OF_PROGRAMS)


def test_the_undivided_role_of_old_books_is_never_granted() -> None:
    told = given(MEMBER, ADMITTED).when(
        member.grant, role=Role.FOUNDATION, stands_for=FUND, **GRANT
    )
    told.refused(Why.NEVER_GRANTED)


def test_nobody_grants_or_restores_rights_to_themselves() -> None:
    own = {**GRANT, "granter": HER}
    told = given(MEMBER, ADMITTED).when(member.grant, role=Role.AUDITOR, stands_for="", **own)
    told.refused(Why.ONESELF)
    halted = given(MEMBER, ADMITTED, SUSPENDED)
    halted.when(member.reinstate, account="alice", granter=HER, **PAPER).refused(Why.ONESELF)


@pytest.mark.parametrize("alone", sorted(member.ALONE))
@pytest.mark.parametrize("role", sorted(set(ROLES) - {Role.SYSTEM}))
def test_administrators_and_auditors_hold_no_other_role_by_whatever_account(
    alone: Role, role: Role
) -> None:
    if role is alone:
        return
    for_ = FUND if role in member.OF_A_PARTY else ""
    for first, second, for_second in (
        (granted(alone), role, for_),
        (granted(role, for_), alone, ""),
    ):
        told = given(MEMBER, ADMITTED, first)
        wanted = asked(second, for_second)
        told.when(member.grant, **wanted, **GRANT).refused(Why.NO_OTHER_ROLE)
        beside = {**GRANT, "others": {"her-2": one(ADMITTED, first)}}
        fresh = given(MEMBER, ADMITTED)
        fresh.when(member.grant, **wanted, **beside).refused(Why.NO_OTHER_ROLE)


@pytest.mark.parametrize("beside", [Role.ACCOUNTANT, Role.RECEIPT_KEEPER])
def test_the_cashier_keeps_no_books_and_no_receipts_by_whatever_account(beside: Role) -> None:
    for first, second in ((Role.CASHIER, beside), (beside, Role.CASHIER)):
        told = given(MEMBER, ADMITTED, granted(first, FUND))
        told.when(member.grant, role=second, stands_for=OTHER, **GRANT).refused(
            Why.APART, one=first, other=second
        )
        others = {"her-2": one(ADMITTED, granted(first, FUND))}
        fresh = given(MEMBER, ADMITTED)
        fresh.when(
            member.grant, role=second, stands_for=FUND, **{**GRANT, "others": others}
        ).refused(Why.APART)
        gone = {"her-2": one(ADMITTED, granted(first, FUND), revoked(first, FUND), LEFT)}
        fresh.when(member.grant, role=second, stands_for=FUND, **{**GRANT, "others": gone}).then(
            granted(second, FUND)
        )


def test_an_account_unknown_suspended_or_gone_is_granted_nothing() -> None:
    told: dict[str, Any] = {"role": Role.AUDITOR, "stands_for": "", **GRANT}
    given(MEMBER).when(member.grant, **told).refused(Why.UNKNOWN, account="alice")
    given(MEMBER, ADMITTED, SUSPENDED).when(member.grant, **told).refused(Why.NOT_IN_FORCE)
    given(MEMBER, ADMITTED, LEFT).when(member.grant, **told).refused(Why.NOT_IN_FORCE)


def may(*facts: MemberEvent, role: Role, for_: str = "", by: Role = Role.ADMINISTRATOR) -> Any:
    def asked(granter: Member | None) -> tuple[MemberEvent, ...]:
        assert granter is not None
        member.may_grant(granter, role, for_, as_role=by, today=ON)
        return ()

    return given(MEMBER, ADMITTED, *facts).when(asked)


@pytest.mark.parametrize("role", ROLES)
def test_the_office_grants_what_teams_and_enterprises_are_and_nothing_else(role: Role) -> None:
    told = may(granted(Role.PROGRAMME_OFFICE), role=role, for_="x", by=Role.PROGRAMME_OFFICE)
    if role in (Role.TEAM, Role.ENTERPRISE):
        told.ignored()
    else:
        told.refused(Why.NOT_YOURS_TO_GRANT, role=role)


@pytest.mark.parametrize("role", ROLES)
def test_a_foundations_people_are_appointed_by_its_own_administrator(role: Role) -> None:
    may(granted(Role.ADMINISTRATOR, FUND), role=role, for_=FUND).ignored()
    may(granted(Role.ADMINISTRATOR), role=role, for_="").ignored()
    for others in (granted(Role.ADMINISTRATOR), granted(Role.ADMINISTRATOR, OTHER)):
        told = may(others, role=role, for_=FUND)
        if role in (Role.TEAM, Role.ENTERPRISE):
            told.ignored()
        else:
            told.refused(Why.NOT_YOURS_TO_GRANT, role=role)
    ended = (granted(Role.ADMINISTRATOR, FUND), revoked(Role.ADMINISTRATOR, FUND))
    may(*ended, granted(Role.ADMINISTRATOR), role=Role.CASHIER, for_=FUND).refused(
        Why.NOT_YOURS_TO_GRANT
    )


# ---- for a term ----------------------------------------------------------------------------------


def test_an_auditors_role_is_for_a_term_and_no_other_is() -> None:
    fresh = given(MEMBER, ADMITTED)
    fresh.when(member.grant, role=Role.AUDITOR, stands_for="", **GRANT).refused(Why.NO_TERM)
    for role in sorted(set(ROLES) - {Role.AUDITOR, Role.SYSTEM}):
        for_ = FUND if role in member.OF_A_PARTY else ""
        told = fresh.when(member.grant, **{**asked(role, for_), "until": TERM}, **GRANT)
        told.refused(Why.TERM_OF_AUDITORS, role=role)


def test_a_term_is_a_day_at_least_and_its_last_day_counts() -> None:
    for until, over in ((ON, False), (ON - DAY, True)):
        told = given(MEMBER, ADMITTED).when(
            member.grant, role=Role.AUDITOR, stands_for="", until=until, **GRANT
        )
        if over:
            told.refused(Why.TERM_OVER, until=until, on=ON)
        else:
            assert told.answer
    held = one(ADMITTED, granted(Role.AUDITOR))
    assert held.holds(Role.AUDITOR, on=TERM)
    assert not held.holds(Role.AUDITOR, on=TERM + DAY)


@pytest.mark.parametrize("on", [LATER, TERM + DAY])
def test_another_term_takes_the_place_of_the_one_before(on: date) -> None:
    paper = {"document": "续聘", "on": on}
    told: dict[str, Any] = {**asked(Role.AUDITOR), **GRANT, **paper, "until": date(2022, 6, 30)}
    before = RoleRevoked(role=Role.AUDITOR, stands_for="", **paper)
    begins = RoleGranted(role=Role.AUDITOR, stands_for="", until=date(2022, 6, 30), **paper)
    given(MEMBER, ADMITTED, granted(Role.AUDITOR)).when(member.grant, **told).then(before, begins)


def test_past_the_term_another_role_may_be_granted_and_nothing_is_there_to_revoke() -> None:
    past = {**GRANT, "on": TERM + DAY}
    lapsed = given(MEMBER, ADMITTED, granted(Role.AUDITOR))
    last = {"document": "任命书", "on": TERM + DAY}
    lapsed.when(member.grant, **asked(Role.APPROVER, FUND), **past).then(
        RoleRevoked(role=Role.AUDITOR, stands_for="", **last),
        RoleGranted(role=Role.APPROVER, stands_for=FUND, until=None, **last),
    )
    told = {**ENDING, "on": TERM + DAY, "role": Role.AUDITOR}
    lapsed.when(member.revoke, stands_for="", **told).refused(Why.NOT_HELD)


def test_what_was_granted_before_there_were_terms_is_held_until_revoked() -> None:
    old = RoleGranted(role=Role.AUDITOR, stands_for="", until=None, **PAPER)
    assert one(ADMITTED, old).holds(Role.AUDITOR, on=date(2040, 1, 1))
    told = given(MEMBER, ADMITTED, old).when(member.grant, **asked(Role.AUDITOR), **GRANT)
    told.then(revoked(Role.AUDITOR), granted(Role.AUDITOR))


# ---- ended ---------------------------------------------------------------------------------------


def test_a_role_is_revoked_for_whom_it_was_held() -> None:
    cashier = given(MEMBER, ADMITTED, granted(Role.CASHIER, FUND))
    told: dict[str, Any] = {"role": Role.CASHIER, **ENDING}
    cashier.when(member.revoke, stands_for=FUND, **told).then(revoked(Role.CASHIER, FUND))
    for whose, asked_for in (("", "cashier"), (OTHER, f"cashier for {OTHER}")):
        other = cashier.when(member.revoke, stands_for=whose, **told)
        other.refused(Why.NOT_HELD, account="alice")
        assert isinstance(other.answer, Rejection)
        for part in (f"the role of {asked_for};", f"it holds: cashier for {FUND}"):
            assert part in other.answer.sentence("en")
        assert f"现有身份：基金会出纳（代表 {FUND}）" in other.answer.sentence("zh")
    ended = given(MEMBER, ADMITTED, granted(Role.CASHIER, FUND), revoked(Role.CASHIER, FUND))
    none = ended.when(member.revoke, stands_for=FUND, **told)
    none.refused(Why.NOT_HELD, held=Words("无", "none"))


def test_two_administrators_remain_who_are_two_persons() -> None:
    chief = given(MEMBER, ADMITTED, granted(Role.ADMINISTRATOR))
    for few in ((), (HIM,), (HIM, HIM)):
        left = {"remaining": member.Remaining(people=few)}
        chief.when(
            member.revoke, role=Role.ADMINISTRATOR, stands_for="", **{**ENDING, **left}
        ).refused(Why.TWO_REMAIN)
        chief.when(member.leave, **{**ENDING, **left}).refused(Why.TWO_REMAIN)
        chief.when(member.suspend, **{**HALT, **left}).refused(Why.TWO_REMAIN)
    chief.when(member.revoke, role=Role.ADMINISTRATOR, stands_for="", **ENDING).then(
        revoked(Role.ADMINISTRATOR)
    )
    chief.when(member.suspend, **HALT).then(SUSPENDED)


@pytest.mark.parametrize("bereft", [FUND, FUND.lower()])
def test_no_foundation_with_people_in_its_roles_is_left_without_an_administrator(
    bereft: str,
) -> None:
    chief = given(MEMBER, ADMITTED, granted(Role.ADMINISTRATOR), granted(Role.ADMINISTRATOR, FUND))
    left: dict[str, Any] = {"remaining": evolve(TWO, bereft={bereft})}
    of = {"role": Role.ADMINISTRATOR, **ENDING, **left}
    for told in (
        chief.when(member.revoke, stands_for=FUND, **of),
        chief.when(member.leave, **{**ENDING, **left}),
        chief.when(member.suspend, **{**HALT, **left}),
    ):
        told.refused(Why.FOUNDATION_LEFT, foundation=FUND)
    chief.when(member.revoke, stands_for="", **of).then(revoked(Role.ADMINISTRATOR))
    other = {"remaining": evolve(TWO, bereft={OTHER})}
    chief.when(member.suspend, **{**HALT, **other}).then(SUSPENDED)


def test_whoever_is_administrator_in_two_respects_remains_one_when_one_ends() -> None:
    chief = given(MEMBER, ADMITTED, granted(Role.ADMINISTRATOR), granted(Role.ADMINISTRATOR, FUND))
    told = {**ENDING, "remaining": member.Remaining(people=(HIM,))}
    chief.when(member.revoke, role=Role.ADMINISTRATOR, stands_for=FUND, **told).then(
        revoked(Role.ADMINISTRATOR, FUND)
    )


def test_an_account_is_suspended_once_and_reinstated_with_its_roles() -> None:
    told = given(MEMBER, ADMITTED, granted(Role.AUDITOR))
    told.when(member.suspend, **HALT).then(SUSPENDED)
    halted = given(MEMBER, ADMITTED, granted(Role.AUDITOR), SUSPENDED)
    halted.when(member.suspend, **HALT).refused(Why.NOT_IN_FORCE)
    halted.when(member.reinstate, account="alice", granter=HIM, **PAPER).then(REINSTATED)
    assert one(ADMITTED, granted(Role.AUDITOR), SUSPENDED, REINSTATED).holds(Role.AUDITOR, on=ON)


def test_who_was_not_suspended_is_not_reinstated_and_who_has_left_stays_away() -> None:
    told: dict[str, Any] = {"account": "alice", "granter": HIM, **PAPER}
    for facts in ((), (LEFT,)):
        never = given(MEMBER, ADMITTED, *facts).when(member.reinstate, **told)
        never.refused(Why.NOT_SUSPENDED, account="alice")
    gone = given(MEMBER, ADMITTED, SUSPENDED, LEFT)
    gone.when(member.reinstate, **told).then(REINSTATED)
    assert not one(ADMITTED, SUSPENDED, LEFT, REINSTATED).in_force


@pytest.mark.parametrize("left", [(), (LEFT,)])
def test_who_is_suspended_by_one_account_is_granted_nothing_by_another(left: Any) -> None:
    halted = {"her-2": one(ADMITTED, SUSPENDED, *left)}
    told = given(MEMBER, ADMITTED)
    told.when(member.grant, **asked(Role.TEAM, "T1"), **{**GRANT, "others": halted}).refused(
        Why.PERSON_SUSPENDED, account="alice", suspended="her-2"
    )
    back = {"her-2": one(ADMITTED, SUSPENDED, *left, REINSTATED)}
    told.when(member.grant, **asked(Role.TEAM, "T1"), **{**GRANT, "others": back}).then(
        granted(Role.TEAM, "T1")
    )


def test_all_roles_of_whoever_leaves_end() -> None:
    busy = given(MEMBER, ADMITTED, granted(Role.TEAM, "T1"), granted(Role.ENTERPRISE, FUND))
    busy.when(member.leave, **ENDING).then(
        revoked(Role.TEAM, "T1"), revoked(Role.ENTERPRISE, FUND), LEFT
    )
    given(MEMBER, ADMITTED, LEFT).when(member.leave, **ENDING).ignored()


def test_the_account_of_the_processes_stays() -> None:
    own = {**ENDING, "account": PROGRAM}
    does = given(MEMBER, A_PROGRAM, granted(Role.SYSTEM))
    does.when(member.revoke, role=Role.SYSTEM, stands_for="", **own).refused(Why.PROCESSES_STAY)
    does.when(member.leave, **own).refused(Why.PROCESSES_STAY, account=PROGRAM)
    does.when(member.suspend, **{**HALT, "account": PROGRAM}).refused(Why.PROCESSES_STAY)
    does.when(member.leave, **ENDING).then(revoked(Role.SYSTEM), LEFT)


def test_whatever_a_member_administers_is_ended_where_others_take_over() -> None:
    chief = given(MEMBER, ADMITTED, granted(Role.ADMINISTRATOR), granted(Role.ADMINISTRATOR, FUND))
    chief.when(member.unseat, **PAPER).then(
        revoked(Role.ADMINISTRATOR), revoked(Role.ADMINISTRATOR, FUND)
    )
    given(MEMBER).when(member.unseat, **PAPER).ignored()


def test_the_eyes_of_an_account_are_its_persons_or_its_programs() -> None:
    assert one(ADMITTED).eyes == HER
    assert one(A_PROGRAM).eyes == "program:imports"
