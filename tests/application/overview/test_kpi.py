"""Figures count what their sentence says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from attrs import evolve

from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.overview import kpi
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

LATER = datetime(2022, 2, 1, tzinfo=UTC)


def test_days_to_the_first_claim_count_claims_and_no_pledge_that_has_none() -> None:
    drafted, published = EXAMPLES["project.drafted"], EXAMPLES["project.published"]
    claimed, pledged = EXAMPLES["project.claimed"], EXAMPLES["pledge.donation_pledged"]

    def told(work: Work) -> None:
        for days, project in ((3, story.PROJECT), (5, story.SIMILAR)):
            on = story.RELEASED + timedelta(days=days)
            first = evolve(claimed, claim=f"{project}/c1", on=on)
            second = evolve(first, claim=f"{project}/c2", on=on + timedelta(days=1))
            work.record(PROJECT, project, [drafted, published, first, second])
        work.record(PROJECT, "p3", [drafted, published])
        work.record(PLEDGE, "p3/c1", [evolve(pledged, project="p3")])

    with open_store("memory:", create=True, clock=lambda: LATER) as store:
        store.ledger.transact(told, by=store.by("office-1", Role.SYSTEM))
        figures = {figure.code: figure for figure in kpi.report(store.views()).figures}
        found = figures["days_to_first_claim"]
        assert (found.part, found.whole) == (3 + 5, 2)
        joint = figures["joint_claims"]
        assert (joint.part, joint.whole) == (2, 2)
