"""A ceremony announces what the log says; what was told of it once is known again (S81)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lixia_domain.aggregates.batch import (
    BATCH,
    BatchPlanned,
    BatchReleased,
    Figures,
    PledgesAnnounced,
)
from lixia_domain.aggregates.project.facts import ProjectPublished
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.programme import claims, projects
from lixia_domain.application.programme.ceremonies import figures
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.work import Work

ON = date(2021, 3, 10)


def _released(work: Work) -> None:
    """A batch that may be announced; a second project of another domain nobody has claimed."""
    work.record(BATCH, "b7", (BatchPlanned(title="t", on=ON),))
    work.record(BATCH, "b7", (BatchReleased(projects=("p1",), on=ON),))


def _announce(office: Any) -> PledgesAnnounced:
    office.look(_released)
    projects.announce(office.ledger, office.by, batch_id="b7", ceremony="仪式", on=ON)
    [*_, recorded] = office.ledger.read(reads=(PledgesAnnounced,))
    assert isinstance(recorded.event, PledgesAnnounced)
    return recorded.event


def _true(office: Any) -> Figures:
    """Count by hand what projects and pledges say, stream by stream."""
    published = {recorded.key for recorded in office.ledger.read(reads=(ProjectPublished,))}
    states = [office.look(lambda work, key=key: work.load(PROJECT, key)) for key in published]
    claimed = [claim for state in states for claim in state.claims.values()]
    return Figures(
        domains=len({state.drafted.domain for state in states}),
        projects=len(states),
        projects_claimed=len([state for state in states if state.claims]),
        enterprises=len({claim.enterprise for claim in claimed}),
        pledged=Money(sum(claim.amount.fen for claim in claimed)),
    )


def test_the_figures_are_those_of_published_projects_and_standing_pledges(office: Any) -> None:
    said, head = _announce(office), office.ledger.head()
    true = _true(office)
    assert true.projects_claimed == 1
    assert true.pledged > ZERO
    told = Figures(*(getattr(said, name) for name in Figures._fields))
    assert (told, said.position) == (true, head - 1)


def test_who_has_released_what_it_pledged_counts_no_more(office: Any) -> None:
    before = office.look(figures)
    claims.release(office.ledger, office.by, claim_id="c1", project_id="p1", reason="r", on=ON)
    after = office.look(figures)
    assert (before.enterprises, after.enterprises) == (1, 0)
    assert (after.projects, after.projects_claimed, after.pledged) == (before.projects, 0, ZERO)


def test_a_request_of_older_code_that_told_the_figures_is_known_again(office: Any) -> None:
    said = _announce(office)
    asked = projects.announce.formerly
    assert asked is not None
    told: list[Mapping[str, Any]] = office.look(lambda work: list(asked(work, {"batch_id": "b7"})))
    names = (*Figures._fields, "position")
    assert told == [{name: getattr(said, name) for name in names}]
