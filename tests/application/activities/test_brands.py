"""A brand is nominated for a team that is able; told again, it is nominated already."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.team import TEAM, TeamDebarred, TeamRegistered, TeamVerified, Why
from lixia_domain.application.activities import teams
from lixia_domain.application.bootstrap import open_store
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work

ON = date(2021, 11, 8)
TOLD: dict[str, Any] = {"name": "虚构", "team": "t1", "projects": ("p1",), "reason": "r", "on": ON}


def carried_out(work: Work) -> None:
    """A project that team t1, verified, has begun."""
    drafted = prj.ProjectDrafted(title="t", domain="d", needs=("n",), lines=(), relief=False, on=ON)
    assigned = prj.TeamAssigned(team="t1", agreement="a", on=ON)
    work.record(PROJECT, "p1", (drafted, assigned, prj.ProjectStarted(received=ZERO, on=ON)))
    registered = TeamRegistered(name="n", lead=f"p:{'a' * 32}", on=ON)
    work.record(TEAM, "t1", (registered, TeamVerified(document="d", on=ON)))


def test_a_brand_of_a_team_that_was_debarred_since_is_told_again_and_no_other_is_nominated() -> (
    None
):
    clock = lambda: datetime(2021, 11, 30, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as store:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        store.ledger.transact(carried_out, by=by)
        teams.nominate(store.ledger, by, brand_id="b1", **TOLD)
        debarred = TeamDebarred(reason="r", document="d", on=ON)
        store.ledger.transact(lambda work: work.record(TEAM, "t1", (debarred,)), by=by)
        head = store.ledger.head()
        teams.nominate(store.ledger, by, brand_id="b1", **TOLD)
        with pytest.raises(Rejection) as refusal:
            teams.nominate(store.ledger, by, brand_id="b2", **TOLD)
        assert refusal.value.reason is Why.DEBARRED
        assert store.ledger.head() == head
