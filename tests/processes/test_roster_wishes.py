"""What the roster asks for: ending terms and waiting proposals are thought of in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import define

from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.roster import JOINING, PROPOSING

KEEPER = "53000000DEM0000017"
UNTIL = date(2021, 6, 30)
DAY = timedelta(days=1)
PAPER = "文件（虚构示例）"


def person(number: int) -> str:
    return f"p:{number:032x}"


@define
class Roster:
    store: Store
    clock: ToldClock

    def do(
        self, use_case: Any, who: str = "admin-1", role: Role = Role.ADMINISTRATOR, **told: Any
    ) -> None:
        by = self.store.by(who, role)
        use_case(self.store.ledger, by, on=self.store.today(), **told)

    def grant(self, who: str, number: int, role: Role, by: str = "admin-1", **told: Any) -> None:
        self.do(members.admit, by, account=who, person=person(number), document=PAPER)
        self.do(members.grant, by, account=who, member_role=role, document=PAPER, **told)

    def pending(self, on: date) -> list[tuple[str, str]]:
        """Return of whom something is asked, and the command's line."""
        _, found = self.store.runner.pending(on)
        return [(one.wish.role.value, one.wish.command) for one in found]


@pytest.fixture
def roster() -> Iterator[Roster]:
    clock = ToldClock(datetime(2021, 3, 1, 4, tzinfo=UTC))
    with open_store("memory:", create=True, clock=clock) as store:
        made = Roster(store, clock)
        seats = (
            Administrator(account="admin-1", person=person(1), foundation=""),
            Administrator(account="admin-2", person=person(2), foundation=KEEPER),
        )
        made.do(members.close, administrators=seats, document=PAPER)
        yield made


def test_a_term_is_spoken_of_in_its_last_thirty_days_and_no_longer(roster: Roster) -> None:
    roster.grant("audit-1", 3, Role.AUDITOR, until=UNTIL)
    asked = ("administrator", "lixia member grant audit-1 auditor --until DATE --document DOCUMENT")
    assert roster.pending(UNTIL - 31 * DAY) == []
    for on in (UNTIL - 30 * DAY, UNTIL):
        assert roster.pending(on) == [asked]
    assert roster.pending(UNTIL + DAY) == []


def test_a_term_that_goes_on_or_was_ended_asks_nothing(roster: Roster) -> None:
    roster.grant("audit-1", 3, Role.AUDITOR, until=UNTIL)
    roster.grant("audit-2", 4, Role.AUDITOR, until=UNTIL)
    assert len(roster.pending(UNTIL)) == 2
    roster.do(
        members.grant,
        account="audit-1",
        member_role=Role.AUDITOR,
        until=UNTIL + 365 * DAY,
        document=PAPER,
    )
    roster.do(members.revoke, account="audit-2", member_role=Role.AUDITOR, document=PAPER)
    assert roster.pending(UNTIL) == []


# ---- proposals -----------------------------------------------------------------------------------

SEATS = (
    Administrator(account="new-1", person=person(8), foundation=KEEPER),
    Administrator(account="new-2", person=person(9), foundation=""),
)
PROPOSAL: dict[str, Any] = {"administrators": SEATS, "document": PAPER}
STOP = ("administrator", "lixia member suspend appr-1 --reason REASON")
NAMED = f"--administrator new-1={person(8)}@{KEEPER} --administrator new-2={person(9)}"
CONFIRM = f"lixia member seat {NAMED} --document DOCUMENT"


@pytest.fixture
def proposed(roster: Roster) -> Roster:
    roster.grant("appr-1", 5, Role.APPROVER, "admin-2", stands_for=KEEPER)
    roster.grant("office-1", 6, Role.PROGRAMME_OFFICE)
    roster.do(members.propose, "appr-1", Role.APPROVER, **PROPOSAL)
    return roster


def test_a_proposal_stands_before_administrators_at_once_and_is_confirmed_after_a_week(
    proposed: Roster,
) -> None:
    today = proposed.store.today()
    assert proposed.pending(today) == proposed.pending(today + 6 * DAY) == [STOP]
    assert proposed.pending(today + 7 * DAY) == [STOP, ("programme_office", CONFIRM)]
    _, (one,) = proposed.store.runner.pending(today)
    assert one.wish.due == today + 6 * DAY
    assert "new-1、new-2" in one.wish.zh and "new-1, new-2" in one.wish.en
    assert one.wish.en.isascii()
    proposed.clock.advance(7 * DAY)
    proposed.do(members.seat, "office-1", Role.PROGRAMME_OFFICE, **PROPOSAL)
    assert proposed.pending(proposed.store.today()) == []


def test_what_the_office_proposed_is_an_approvers_to_confirm(proposed: Roster) -> None:
    proposed.do(members.propose, "office-1", Role.PROGRAMME_OFFICE, **PROPOSAL)
    asked = dict(proposed.pending(proposed.store.today() + 7 * DAY))
    assert asked == {
        "administrator": "lixia member suspend office-1 --reason REASON",
        "approver": CONFIRM,
    }


@pytest.mark.parametrize("ends", ["suspended", "revoked", "left"])
def test_a_proposal_whose_proposer_lost_the_right_asks_nothing(proposed: Roster, ends: str) -> None:
    own = {"account": "appr-1"}
    match ends:
        case "suspended":
            proposed.do(members.suspend, reason="核查", **own)
        case "revoked":
            held = {"member_role": Role.APPROVER, "stands_for": KEEPER, "document": PAPER}
            proposed.do(members.revoke, "admin-2", **held, **own)
        case _:
            proposed.do(members.leave, "admin-2", document=PAPER, **own)
    assert proposed.pending(proposed.store.today() + 7 * DAY) == []
    if ends == "suspended":
        proposed.do(members.reinstate, "admin-2", document=PAPER, **own)
        assert len(proposed.pending(proposed.store.today() + 7 * DAY)) == 2


def test_whoever_may_in_another_way_still_has_proposed_it(proposed: Roster) -> None:
    proposed.grant("appr-1", 5, Role.PROGRAMME_OFFICE)
    held = {"member_role": Role.APPROVER, "stands_for": KEEPER, "document": PAPER}
    proposed.do(members.revoke, "admin-2", account="appr-1", **held)
    assert proposed.pending(proposed.store.today()) == [STOP]


def test_who_may_propose_is_who_is_thought_to() -> None:
    assert members.propose.by == members.seat.by == PROPOSING
    assert members.propose_seat.by == members.fill_seat.by == JOINING


def test_who_is_to_join_waits_for_another_administrator(roster: Roster) -> None:
    told = {"account": "admin-3", "person": person(7), "foundation": "53000000DEM000002A"}
    roster.do(members.propose_seat, "admin-1", document=PAPER, **told)
    today = roster.store.today()
    asked = (
        "administrator",
        f"lixia member fill-seat admin-3 --person {person(7)} "
        "--foundation 53000000DEM000002A --document DOCUMENT",
    )
    assert roster.pending(today) == [asked]
    roster.do(members.fill_seat, "admin-2", document=PAPER, **told)
    assert roster.pending(today) == []


def test_a_seat_whose_proposer_administers_no_more_asks_nothing(roster: Roster) -> None:
    roster.grant("admin-3", 7, Role.ADMINISTRATOR, "admin-2")
    told = {"account": "admin-4", "person": person(8), "foundation": "53000000DEM000002A"}
    roster.do(members.propose_seat, "admin-3", document=PAPER, **told)
    roster.do(members.revoke, account="admin-3", member_role=Role.ADMINISTRATOR, document=PAPER)
    assert roster.pending(roster.store.today()) == []
