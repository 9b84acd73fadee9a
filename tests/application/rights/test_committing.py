"""Whoever commits is believed neither role nor time, whatever they do or leave undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT
from lixia_domain.application.persons import members
from lixia_domain.application.several import Several, commit
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import NotNow

from .conftest import DISTRICT_ADMIN, KEEPER, MORNING, OTHER_KEEPER, PAPER, District, person


def idle(several: Several) -> str:
    return "told"


def committing(district: District, who: str, role: Role, command: str | None = None) -> Any:
    return commit(district.store.ledger, district.by(who, role, command), idle)


@pytest.mark.parametrize("command", [None, "k"])
@pytest.mark.parametrize(
    ("who", "role", "code"),
    [
        ("stranger", Role.APPROVER, "rights.not_a_member"),
        ("stranger", Role.SYSTEM, "rights.not_a_member"),
        ("office-1", Role.APPROVER, "rights.not_granted"),
        ("office-1", Role.ADMINISTRATOR, "rights.not_granted"),
    ],
)
def test_who_does_not_hold_the_role_leaves_no_word_in_a_closed_store(
    district: District, who: str, role: Role, code: str, command: str | None
) -> None:
    head = district.head
    with pytest.raises(Rejection) as refusal:
        committing(district, who, role, command)
    assert refusal.value.code == code
    assert district.head == head


def test_in_an_open_store_the_word_is_taken(open_district: District) -> None:
    assert committing(open_district, "stranger", Role.APPROVER, "k") == "told"


def test_whose_role_was_revoked_is_not_told_again_what_it_gave(district: District) -> None:
    """As of a single use case: what was granted is asked for again, each time."""
    assert committing(district, "office-1", Role.PROGRAMME_OFFICE, "once") == "told"
    paper = {"account": "office-1", "member_role": Role.PROGRAMME_OFFICE, "document": PAPER}
    district.do(members.revoke, DISTRICT_ADMIN, **paper)
    with pytest.raises(Rejection) as refusal:
        committing(district, "office-1", Role.PROGRAMME_OFFICE, "once")
    assert refusal.value.code == "rights.not_granted"


def test_a_right_that_is_revoked_while_the_function_runs_wins(district: District) -> None:
    ran: list[int] = []

    def steps(several: Several) -> str:
        ran.append(1)
        if len(ran) == 1:
            paper = {"account": "office-1", "member_role": Role.PROGRAMME_OFFICE}
            district.do(members.revoke, DISTRICT_ADMIN, document=PAPER, **paper)
        return "told"

    by, head = district.by("office-1", command="k"), district.head
    with pytest.raises(Rejection) as refusal:
        commit(district.store.ledger, by, steps)
    assert refusal.value.code == "rights.not_granted"
    assert (ran, district.head) == ([1], head + 1), "it is not even run anew"


def test_each_use_case_asks_for_its_own_right_besides(district: District) -> None:
    seen: list[str] = []

    def steps(several: Several) -> None:
        try:
            several.do(
                members.admit,
                account="x",
                person=person("x"),
                document=PAPER,
                on=business_date(MORNING),
            )
        except Rejection as refusal:
            seen.append(refusal.code)

    head = district.head
    commit(district.store.ledger, district.by("lead-1"), steps)
    assert (seen, district.head) == (["rights.not_your_part"], head)


def test_the_week_in_which_administrators_are_stopped_passes_by_the_stores_clock(
    district: District,
) -> None:
    district.admit("office-2", Role.PROGRAMME_OFFICE)
    seats = tuple(
        Administrator(account=f"new-{number}", person=person(f"new-{number}"), foundation=whose)
        for number, whose in enumerate((KEEPER, OTHER_KEEPER))
    )
    told = {"administrators": seats, "document": PAPER}
    district.do(members.propose, **told)
    later = district.clock.instant + timedelta(days=DAYS_TO_OBJECT + 1)
    by = evolve(district.by("office-2", Role.PROGRAMME_OFFICE), at=later)
    with pytest.raises(NotNow):
        members.seat(district.store.ledger, by, on=business_date(later), **told)
    district.days(DAYS_TO_OBJECT + 1)
    district.do(members.seat, "office-2", Role.PROGRAMME_OFFICE, **told)
