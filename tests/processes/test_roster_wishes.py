"""What the roster asks for: that a term which ends is thought of in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import define

from lixia_domain.aggregates.roster import Administrator
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.kernel.roles import Role

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
