"""Whoever does what with members, nobody comes to hold what nobody may."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.member.facts import (
    MemberAdmitted,
    MemberLeft,
    MemberReinstated,
    MemberSuspended,
    RoleGranted,
    RoleRevoked,
)
from lixia_domain.aggregates.member.state import MEMBER
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.application.several import Several, commit
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work

from .conftest import (
    CAST,
    DISTRICT_ADMIN,
    ENGAGED_UNTIL,
    FIRM,
    KEEPER,
    KEEPER_ADMIN,
    MORNING,
    OTHER_ADMIN,
    OTHER_KEEPER,
    PAPER,
    District,
    person,
)

THIRD_KEEPER = credit_code(3, kind="53")
"""A foundation that joins later."""
ALONE = {Role.ADMINISTRATOR, Role.AUDITOR}
FOUNDATIONS = {Role.ACCOUNTANT, Role.CASHIER, Role.APPROVER, Role.RECEIPT_KEEPER}
MEMBERS = (
    MemberAdmitted,
    RoleGranted,
    RoleRevoked,
    MemberSuspended,
    MemberReinstated,
    MemberLeft,
)


class Told:
    """What the raw facts say of every account, written down without the aggregate's help."""

    def __init__(self) -> None:
        self.whose: dict[str, str] = {}
        self.roles: dict[str, set[tuple[Role, str]]] = {}
        self.halted: set[str] = set()
        self.gone: set[str] = set()

    def note(self, fact: Recorded) -> None:
        account, event = fact.key, fact.event
        roles = self.roles.setdefault(account, set())
        match event:
            case MemberAdmitted():
                self.whose[account] = event.person or "a program"
                self.gone.discard(account)
            case RoleGranted():
                roles.add((event.role, event.stands_for))
            case RoleRevoked():
                roles.discard((event.role, event.stands_for))
            case MemberSuspended():
                self.halted.add(account)
            case MemberReinstated():
                self.halted.discard(account)
            case MemberLeft():
                self.gone.add(account)

    def held_by(self, person_: str) -> set[Role]:
        own = {account for account, whose in self.whose.items() if whose == person_} - self.gone
        return {role for account in own for role, _ in self.roles[account]}

    def suspended(self) -> set[str]:
        """The persons who may not by one account at least."""
        return {self.whose[account] for account in self.halted}

    def acting(self, person_: str) -> set[str]:
        """The accounts that a person may act by."""
        own = {account for account, whose in self.whose.items() if whose == person_}
        return own - self.halted - self.gone

    def served(self) -> set[str]:
        """The foundations for which somebody holds a role."""
        there = [held for account, held in self.roles.items() if account not in self.gone]
        return {whose for held in there for role, whose in held if role in FOUNDATIONS}

    def seated(self) -> set[str]:
        """The foundations that have an administrator who may act."""
        acts = [
            held for account, held in self.roles.items() if account not in self.halted | self.gone
        ]
        return {whose for held in acts for role, whose in held if role is Role.ADMINISTRATOR}

    def administrators(self) -> set[str]:
        return {
            self.whose[account]
            for account, held in self.roles.items()
            if account not in self.halted | self.gone
            and any(role is Role.ADMINISTRATOR for role, _ in held)
        }


def kept(facts: Iterable[Recorded]) -> None:
    """Assert after each commit what must be so, and of each grant by whom it was."""
    told, stopped = Told(), set[str]()
    for fact, after in pairwise([*facts, None]):
        assert fact is not None
        if isinstance(fact.event, RoleGranted) and fact.correlation != "the closing":
            granter = told.whose.get(fact.actor)
            seated = fact.event.role is Role.ADMINISTRATOR and fact.role != "administrator"
            assert granter != told.whose[fact.key], "nobody grants anything to themselves"
            assert fact.actor not in told.halted | told.gone
            if fact.event.role in FOUNDATIONS:
                assert (Role.ADMINISTRATOR, fact.event.stands_for) in told.roles[fact.actor]
            elif fact.role == "programme_office" and not seated:
                assert fact.event.role in (Role.TEAM, Role.ENTERPRISE)
            assert told.whose[fact.key] not in told.suspended(), "by whatever account"
        told.note(fact)
        if isinstance(fact.event, MemberSuspended):
            stopped.add(told.whose[fact.key])
        if after is not None and after.correlation == fact.correlation:
            continue
        for one in stopped - {"a program"}:
            assert not told.acting(one), "suspended is the person, not the account"
        stopped.clear()
        assert len(told.administrators()) >= 2
        assert told.served() <= told.seated(), "nobody could revoke what is held there"
        for one in set(told.whose.values()):
            held = told.held_by(one)
            assert not (held & ALONE and len(held) > 1), (one, held)
            assert not (Role.CASHIER in held and held & {Role.ACCOUNTANT, Role.RECEIPT_KEEPER})
        assert told.roles["processes"] == {(Role.SYSTEM, "")}
        assert "processes" not in told.halted | told.gone


ACCOUNTS = ("a", "b", "c", "d", DISTRICT_ADMIN, KEEPER_ADMIN, OTHER_ADMIN, "processes")
PERSONS = {"a": "ann", "b": "ann", "c": "cleo", "d": "dan"}
"""Two of the accounts are one person's."""
ACTS = (
    *(members.grant for _ in range(4)),
    members.admit,
    members.revoke,
    members.suspend,
    members.reinstate,
    members.leave,
    members.propose,
    members.seat,
    members.propose_seat,
    members.fill_seat,
)
ROLES = (*sorted(FOUNDATIONS), *sorted(ALONE), Role.PROGRAMME_OFFICE, Role.TEAM, Role.SYSTEM)
ACTING = (Role.ADMINISTRATOR, Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE, Role.APPROVER)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from(ACCOUNTS),
        st.sampled_from(ACTING),
        st.sampled_from(ACCOUNTS),
        st.sampled_from(ROLES),
        st.sampled_from(("", KEEPER, OTHER_KEEPER, THIRD_KEEPER)),
    ),
    max_size=60,
)


def told(act: Any, account: str, role: Role, for_: str) -> dict[str, Any]:
    """Return what ``act`` is told of an account."""
    if act in (members.propose, members.seat):
        seats = tuple(
            Administrator(account=one, person=person(PERSONS.get(one, one)), foundation=of)
            for one, of in ((account, KEEPER), ("d", for_))
        )
        return {"administrators": seats, "document": PAPER}
    if act in (members.propose_seat, members.fill_seat):
        of = person(PERSONS.get(account, account))
        return {
            "account": account,
            "person": of,
            "foundation": for_ or THIRD_KEEPER,
            "document": PAPER,
        }
    if act is members.suspend:
        return {"account": account, "reason": "试试"}
    given: dict[str, Any] = {"account": account, "document": PAPER}
    if act is members.admit:
        return {**given, "person": person(PERSONS.get(account, account))}
    if act is members.grant and role is Role.AUDITOR:
        given["until"] = ENGAGED_UNTIL
    if act in (members.grant, members.revoke):
        for_ = for_ if role in FOUNDATIONS | {Role.ADMINISTRATOR} else ""
        return {**given, "member_role": role, "stands_for": "t1" if role is Role.TEAM else for_}
    return given


@settings(max_examples=40)
@given(moves=MOVES)
def test_after_whatever_members_do_two_administer_and_nobody_holds_what_nobody_may(
    moves: list[tuple[Any, str, Role, str, Role, str]],
) -> None:
    clock = ToldClock(MORNING)
    with open_store("memory:", create=True, clock=clock) as store:
        district = District(store, clock)
        district.close()
        closing = {fact.correlation for fact in store.ledger.read()}
        for account in PERSONS:
            of = person(PERSONS[account])
            district.do(members.admit, DISTRICT_ADMIN, account=account, person=of, document=PAPER)
        for account, role, for_ in (
            ("a", Role.APPROVER, KEEPER),
            ("c", Role.PROGRAMME_OFFICE, ""),
            ("c", Role.CASHIER, KEEPER),
        ):
            by = KEEPER_ADMIN if for_ else DISTRICT_ADMIN
            given_ = told(members.grant, account, role, for_)
            district.do(members.grant, by, **given_)
        for act, who, acting, account, role, for_ in moves:
            head = store.ledger.head()
            if act is members.seat:
                district.days(DAYS_TO_OBJECT)
            try:
                district.do(act, who, acting, **told(act, account, role, for_))
            except Rejection:
                assert store.ledger.head() == head
        facts = [
            msg if msg.correlation not in closing else _of_the_closing(msg)
            for msg in store.ledger.read(reads=MEMBERS)
        ]
        kept(facts)


def _of_the_closing(fact: Recorded) -> Recorded:
    from msgspec.structs import replace

    return replace(fact, correlation="the closing")


# ---- each way in turn ----------------------------------------------------------------------------


def paper(account: str, **more: Any) -> dict[str, Any]:
    return {"account": account, "document": PAPER, **more}


def test_a_foundations_roles_are_neither_granted_nor_given_back_by_anothers_administrator(
    district: District,
) -> None:
    not_yours = "member.not_yours_to_grant"
    district.do(members.admit, account="x", document=PAPER, person=person("x"))
    grant = paper("x", member_role=Role.APPROVER, stands_for=KEEPER)
    for other in (DISTRICT_ADMIN, OTHER_ADMIN):
        assert district.refused(members.grant, other, **grant) == not_yours
        revoke = paper("appr-1", member_role=Role.APPROVER, stands_for=KEEPER)
        assert district.refused(members.revoke, other, **revoke) == not_yours
        assert district.refused(members.leave, other, **paper("appr-1")) == not_yours
    district.do(members.suspend, OTHER_ADMIN, account="appr-1", reason="账号疑似被他人使用")
    assert district.refused(members.reinstate, OTHER_ADMIN, **paper("appr-1")) == not_yours
    district.do(members.reinstate, KEEPER_ADMIN, **paper("appr-1"))


def unstaffed(district: District) -> None:
    """End whatever is held for the other foundation, so that its administrator may end too."""
    for who, (role, whose) in CAST.items():
        if whose == OTHER_KEEPER:
            revoke = paper(who, member_role=role, stands_for=whose)
            district.do(members.revoke, OTHER_ADMIN, **revoke)


def second(district: District, by: str, foundation: str) -> None:
    """Let a foundation have a second administrator, lest the first could not be suspended."""
    who = f"second-of-{by}"
    district.do(members.admit, by, **paper(who, person=person(who)))
    grant = paper(who, member_role=Role.ADMINISTRATOR, stands_for=foundation)
    district.do(members.grant, by, **grant)


@pytest.mark.parametrize("ends", [members.suspend, members.revoke, members.leave])
def test_a_foundation_with_people_in_its_roles_keeps_an_administrator_of_its_own(
    district: District, ends: Any
) -> None:
    """Else nobody could grant or revoke anything there any more, for good."""
    more = {
        members.suspend: {"reason": "核查"},
        members.revoke: paper(OTHER_ADMIN, member_role=Role.ADMINISTRATOR, stands_for=OTHER_KEEPER),
        members.leave: {"document": PAPER},
    }[ends]
    told_ = {**more, "account": OTHER_ADMIN}
    assert district.refused(ends, OTHER_ADMIN, **told_) == "member.foundation_left"
    for who, (role, whose) in CAST.items():
        if whose == OTHER_KEEPER:
            assert district.refused(ends, OTHER_ADMIN, **told_) == "member.foundation_left"
            revoke = paper(who, member_role=role, stands_for=whose)
            district.do(members.revoke, OTHER_ADMIN, **revoke)
    district.do(ends, OTHER_ADMIN, **told_)


def test_a_foundation_that_nobody_administers_any_more_is_given_one_by_two_others(
    district: District,
) -> None:
    unstaffed(district)
    district.do(members.leave, OTHER_ADMIN, **paper(OTHER_ADMIN))
    told_ = paper("new-1", person=person("new-1"), foundation=OTHER_KEEPER)
    district.do(members.propose_seat, DISTRICT_ADMIN, **told_)
    district.do(members.fill_seat, KEEPER_ADMIN, **told_)
    grant = paper("acct-9", member_role=Role.ACCOUNTANT, stands_for=OTHER_KEEPER)
    district.do(members.grant, "new-1", **grant)


def test_an_administrator_is_reinstated_by_any_other_lest_nobody_could(district: District) -> None:
    second(district, KEEPER_ADMIN, KEEPER)
    district.do(members.suspend, DISTRICT_ADMIN, account=KEEPER_ADMIN, reason="丢失口令")
    assert district.refused(members.reinstate, KEEPER_ADMIN, **paper(KEEPER_ADMIN)) == (
        "rights.not_in_force"
    )
    district.do(members.reinstate, OTHER_ADMIN, **paper(KEEPER_ADMIN))


def test_the_office_gives_back_no_suspended_account_by_letting_it_leave(
    district: District,
) -> None:
    lead = paper("lead-1")
    district.do(members.suspend, DISTRICT_ADMIN, account="lead-1", reason="账号疑似被他人使用")
    district.do(members.leave, "office-1", **lead)
    district.do(members.admit, "office-1", person=person("lead-1"), **lead)
    told_ = {**lead, "member_role": Role.TEAM, "stands_for": "t1"}
    assert district.refused(members.grant, "office-1", **told_) == "member.not_in_force"
    assert district.refused(members.reinstate, "office-1", **lead) == "rights.not_your_part"


def test_a_suspended_administrator_does_not_count_for_two(district: District) -> None:
    unstaffed(district)
    district.do(members.suspend, DISTRICT_ADMIN, account=OTHER_ADMIN, reason="丢失口令")
    few = "member.two_remain"
    own = {"account": DISTRICT_ADMIN, "reason": "丢失口令"}
    assert district.refused(members.suspend, KEEPER_ADMIN, **own) == few
    revoke = paper(DISTRICT_ADMIN, member_role=Role.ADMINISTRATOR)
    assert district.refused(members.revoke, KEEPER_ADMIN, **revoke) == few
    assert district.refused(members.leave, KEEPER_ADMIN, **paper(DISTRICT_ADMIN)) == few


def test_what_one_person_never_holds_is_not_granted_in_one_commit_either(
    district: District,
) -> None:
    on, one = business_date(MORNING), person("one")

    def both(several: Several) -> None:
        for who, role in (("own-1", Role.ACCOUNTANT), ("own-2", Role.CASHIER)):
            told_ = {"account": who, "document": PAPER, "on": on}
            several.do(members.admit, person=one, **told_)
            several.do(members.grant, member_role=role, stands_for=KEEPER, **told_)

    with pytest.raises(Rejection) as refusal:
        commit(district.store.ledger, district.by(KEEPER_ADMIN), both)
    assert refusal.value.reason.code == "member.apart"
    assert not district.store.ledger.history("member-own-1")


def test_a_suspended_account_is_not_told_again_what_its_commit_gave(district: District) -> None:
    told_ = {"account": "x", "person": person("x"), "document": PAPER, "on": business_date(MORNING)}

    def admitting(several: Several) -> str:
        several.do(members.admit, **told_)
        return "admitted"

    by = district.by(OTHER_ADMIN, command="once")
    for _ in range(2):
        assert commit(district.store.ledger, by, admitting) == "admitted"
    second(district, OTHER_ADMIN, OTHER_KEEPER)
    district.do(members.suspend, DISTRICT_ADMIN, account=OTHER_ADMIN, reason="丢失口令")
    with pytest.raises(Rejection) as refusal:
        commit(district.store.ledger, by, admitting)
    assert refusal.value.reason.code == "rights.not_in_force"


def test_two_accounts_of_one_person_are_one_administrator(district: District) -> None:
    twin = paper("admin-1b", person=person(DISTRICT_ADMIN))
    district.do(members.admit, KEEPER_ADMIN, **twin)
    grant = paper("admin-1b", member_role=Role.ADMINISTRATOR)
    assert district.refused(members.grant, DISTRICT_ADMIN, **grant) == "member.oneself"
    district.do(members.grant, KEEPER_ADMIN, **grant)
    unstaffed(district)
    district.do(members.suspend, KEEPER_ADMIN, account=OTHER_ADMIN, reason="丢失口令")
    for by, one in (("admin-1b", KEEPER_ADMIN), (KEEPER_ADMIN, "admin-1b")):
        told_ = {"account": one, "reason": "丢失口令"}
        assert district.refused(members.suspend, by, **told_) == "member.two_remain"
    district.do(members.leave, KEEPER_ADMIN, **paper("admin-1b"))


def test_who_is_suspended_acts_by_no_account_until_each_is_reinstated(district: District) -> None:
    district.admit("office-1b", Role.PROGRAMME_OFFICE, of="office-1")
    district.do(members.admit, DISTRICT_ADMIN, **paper("new", person=person("office-1")))
    district.do(members.suspend, DISTRICT_ADMIN, account="office-1", reason="核查")
    x = paper("x", person=person("x"))
    for own in ("office-1", "office-1b", "new"):
        code = district.refused(members.admit, own, role=Role.PROGRAMME_OFFICE, **x)
        assert code == "rights.not_in_force"
    district.do(members.admit, DISTRICT_ADMIN, **paper("newer", person=person("office-1")))
    office = {"member_role": Role.PROGRAMME_OFFICE}
    assert district.refused(members.grant, DISTRICT_ADMIN, **paper("newer", **office)) == (
        "member.person_suspended"
    )
    district.do(members.reinstate, DISTRICT_ADMIN, **paper("office-1b"))
    district.do(members.admit, "office-1b", Role.PROGRAMME_OFFICE, **x)
    assert district.refused(members.admit, "office-1", **x) == "rights.not_in_force"
    for one in ("office-1", "new"):
        assert district.refused(members.grant, DISTRICT_ADMIN, **paper("newer", **office)) == (
            "member.person_suspended"
        )
        district.do(members.reinstate, DISTRICT_ADMIN, **paper(one))
    district.do(members.grant, DISTRICT_ADMIN, **paper("newer", **office))


def test_whose_other_account_stayed_in_force_long_ago_is_suspended_once_more(
    district: District,
) -> None:
    """Stores of old suspended an account, not the person."""
    district.admit("office-1b", Role.PROGRAMME_OFFICE, of="office-1")
    told_ = {"reason": "核查", "on": business_date(MORNING)}

    def the_account_alone(work: Work) -> None:
        work.record(MEMBER, "office-1", (MemberSuspended(**told_),))

    district.store.ledger.transact(the_account_alone, by=district.by(DISTRICT_ADMIN))
    head = district.head
    district.do(members.suspend, DISTRICT_ADMIN, account="office-1", **told_)
    assert [fact.key for fact in district.store.ledger.read(head)] == ["office-1b"]
    assert district.refused(members.suspend, DISTRICT_ADMIN, account="office-1", **told_) == (
        "member.not_in_force"
    )


def test_a_suspended_account_that_left_is_reinstated_where_it_is(district: District) -> None:
    district.do(members.suspend, DISTRICT_ADMIN, account="lead-1", reason="核查")
    district.do(members.leave, "office-1", **paper("lead-1"))
    district.do(members.admit, "office-1", **paper("lead-9", person=person("lead-1")))
    grant = paper("lead-9", member_role=Role.TEAM, stands_for="t1")
    assert district.refused(members.grant, "office-1", **grant) == "member.person_suspended"
    district.do(members.reinstate, DISTRICT_ADMIN, **paper("lead-1"))
    district.do(members.grant, "office-1", **grant)
    rows = {row["account"]: row for row in district.store.show("member_register")["rows"]}
    assert [rows[one]["state"] for one in ("lead-1", "lead-9")] == ["left", "in_force"]


def test_a_role_is_granted_for_nobody_who_is_not_there(district: District) -> None:
    district.do(members.admit, "office-1", **paper("x", person=person("x")))
    for role, whose, code in (
        (Role.ENTERPRISE, "nonsense", "enterprise.unknown"),
        (Role.ENTERPRISE, f"{FIRM[:-2]}{FIRM[:-3:-1]}", "enterprise.unknown"),
        (Role.TEAM, "NOTEAM", "team.unknown"),
        (Role.TEAM, FIRM, "team.unknown"),
        (Role.ACCOUNTANT, THIRD_KEEPER, "member.not_yours_to_grant"),
    ):
        for who in ("office-1", DISTRICT_ADMIN):
            acting = Role.ADMINISTRATOR if who == DISTRICT_ADMIN else None
            grant = paper("x", member_role=role, stands_for=whose)
            assert district.refused(members.grant, who, role=acting, **grant) == code


@pytest.mark.parametrize("act", [members.propose_seat, members.fill_seat, members.propose])
def test_no_administrator_is_named_for_a_code_with_two_digits_swapped(
    district: District, act: Any
) -> None:
    swapped = "53000000DEM0000071"
    if act is members.propose:
        two = (*seats("new-1"), Administrator(account="b", person=person("b"), foundation=swapped))
        told_ = {"administrators": two, "document": PAPER}
        assert district.refused(act, "appr-1", **told_) == "enterprise.bad_code"
    else:
        told_ = paper("new-1", person=person("new-1"), foundation=swapped)
        assert district.refused(act, DISTRICT_ADMIN, **told_) == "enterprise.bad_code"


# ---- when all are gone ---------------------------------------------------------------------------


def seats(*accounts: str) -> tuple[Administrator, ...]:
    """The first stands for one foundation, the others for the other: both have people."""
    return tuple(
        Administrator(
            account=one, person=person(one), foundation=OTHER_KEEPER if one == "new-1" else KEEPER
        )
        for one in accounts
    )


def proposing(*accounts: str) -> dict[str, Any]:
    return {"administrators": seats(*accounts), "document": PAPER}


def test_two_persons_seat_others_and_those_before_them_end(district: District) -> None:
    district.days(10)
    earlier = business_date(district.clock.instant - timedelta(days=9))
    district.do(members.propose, "appr-1", **proposing("new-1", "new-2"), on=earlier)
    for _ in range(7):
        assert district.refused(members.seat, "office-1", **proposing("new-2", "new-1")) == (
            "roster.too_soon"
        )
        district.days(1)
    district.do(members.seat, "office-1", **proposing("new-2", "new-1"))
    for gone in (DISTRICT_ADMIN, KEEPER_ADMIN, OTHER_ADMIN):
        told_ = paper("x", person=person("x"))
        assert district.refused(members.admit, gone, **told_) == "rights.not_granted"
    district.do(members.admit, "new-1", **paper("x", person=person("x")))
    assert district.refused(members.seat, "office-1", **proposing("new-1", "new-2")) == (
        "roster.not_proposed"
    )


@pytest.mark.parametrize("ends", [members.suspend, members.revoke, members.leave])
def test_a_sitting_administrator_stops_a_proposal_by_ending_its_proposers_right(
    district: District, ends: Any
) -> None:
    district.do(members.propose, "appr-1", **proposing("new-1", "new-2"))
    more = {
        members.suspend: {"reason": "未经法定代表人"},
        members.revoke: {"document": PAPER, "member_role": Role.APPROVER, "stands_for": KEEPER},
        members.leave: {"document": PAPER},
    }[ends]
    district.do(ends, KEEPER_ADMIN, account="appr-1", **more)
    assert district.refused(members.seat, "office-1", **proposing("new-1", "new-2")) == (
        "roster.proposer_gone"
    )


def test_nobody_seats_by_a_second_account_nor_what_was_changed_meanwhile(
    district: District,
) -> None:
    district.admit("office-2", Role.PROGRAMME_OFFICE, of="appr-1")
    district.do(members.propose, "appr-1", **proposing("new-1", "new-2"))
    as_office = {"role": Role.PROGRAMME_OFFICE, **proposing("new-1", "new-2")}
    assert district.refused(members.seat, "office-2", **as_office) == "roster.second_person"
    assert district.refused(members.seat, "appr-1", **proposing("new-1", "new-2")) == (
        "roster.second_person"
    )
    district.do(members.propose, "appr-1", **proposing("new-1", "eve"))
    assert district.refused(members.seat, "office-1", **proposing("new-1", "new-2")) == (
        "roster.others_proposed"
    )


def test_two_administrators_seat_one_of_a_foundation_that_joins_and_nobody_ends(
    district: District,
) -> None:
    new = {"account": "new-1", "person": person("new-1"), "foundation": THIRD_KEEPER}
    told_ = {**new, "document": PAPER}
    for who in ("office-1", "appr-1", "new-1"):
        assert district.refused(members.propose_seat, who, **told_).startswith("rights.")
    assert district.refused(members.fill_seat, KEEPER_ADMIN, **told_) == "roster.not_proposed"
    district.do(members.propose_seat, DISTRICT_ADMIN, **told_)
    assert district.refused(members.fill_seat, DISTRICT_ADMIN, **told_) == (
        "roster.another_administrator"
    )
    district.do(members.fill_seat, KEEPER_ADMIN, **told_)
    district.do(members.admit, DISTRICT_ADMIN, **paper("x", person=person("x")))
    grant = paper("x", member_role=Role.APPROVER, stands_for=new["foundation"])
    district.do(members.grant, "new-1", **grant)
    theirs = paper("x", member_role=Role.APPROVER, stands_for=KEEPER)
    assert district.refused(members.grant, "new-1", **theirs) == "member.not_yours_to_grant"


def test_nobody_takes_over_a_foundation_by_a_seat(district: District) -> None:
    """Nor whose administrator was suspended for it, nor by a twin, nor who was revoked since."""
    told_ = {"account": "new-1", "person": person("new-1"), "document": PAPER}
    for spelled in (KEEPER, KEEPER.lower(), f" {KEEPER} "):
        code = district.refused(members.propose_seat, DISTRICT_ADMIN, foundation=spelled, **told_)
        assert code == "roster.foundation_seated"
    unstaffed(district)
    district.do(members.suspend, KEEPER_ADMIN, account=OTHER_ADMIN, reason="核查")
    theirs = {"foundation": OTHER_KEEPER, **told_}
    assert district.refused(members.propose_seat, DISTRICT_ADMIN, **theirs) == (
        "roster.foundation_seated"
    )
    district.do(members.reinstate, KEEPER_ADMIN, **paper(OTHER_ADMIN))
    new = {"foundation": THIRD_KEEPER, **told_}
    twin = paper("admin-1b", person=person(DISTRICT_ADMIN))
    district.do(members.admit, KEEPER_ADMIN, **twin)
    district.do(members.grant, KEEPER_ADMIN, **paper("admin-1b", member_role=Role.ADMINISTRATOR))
    district.do(members.propose_seat, "admin-1b", **new)
    assert district.refused(members.fill_seat, DISTRICT_ADMIN, **new) == (
        "roster.another_administrator"
    )
    revoke = paper("admin-1b", member_role=Role.ADMINISTRATOR)
    district.do(members.revoke, KEEPER_ADMIN, **revoke)
    assert district.refused(members.fill_seat, OTHER_ADMIN, **new) == "roster.proposer_gone"
    assert district.refused(
        members.propose_seat, DISTRICT_ADMIN, **{**new, "person": person(DISTRICT_ADMIN)}
    ) == ("roster.another_administrator")


def test_who_holds_another_role_is_not_seated(district: District) -> None:
    district.do(members.propose, "appr-1", **proposing("new-1", "acct-1"))
    district.days(7)
    assert district.refused(members.seat, "office-1", **proposing("new-1", "acct-1")) == (
        "member.no_other_role"
    )
