"""Batches (批次): which projects were released together, and what the ceremony announced."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.batch import BATCH, BatchPlanned, BatchReleased, PledgesAnnounced
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class BatchRow(Row, frozen=True):
    """A batch. What was announced are running totals as known at ``basis``, a place in the log."""

    batch: str
    title: str = ""
    projects: int = 0
    planned_on: date | None = None
    published_on: date | None = None
    announced_on: date | None = None
    ceremony: str = ""
    announced_projects: int | None = None
    announced_claimed: int | None = None
    announced_enterprises: int | None = None
    announced_fen: int | None = None
    basis: int | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the batch."""
    return (recorded.key,)


def evolve(row: BatchRow | None, recorded: Recorded) -> BatchRow:
    """Bring a batch's row up to date."""
    row = row or BatchRow(batch=recorded.key)
    event = recorded.event
    if isinstance(event, BatchPlanned):
        return replace(row, title=event.title, planned_on=event.on)
    if isinstance(event, BatchReleased):
        return replace(row, projects=len(event.projects), published_on=event.on)
    assert isinstance(event, PledgesAnnounced)
    return replace(
        row,
        announced_on=event.on,
        ceremony=event.ceremony,
        announced_projects=event.projects,
        announced_claimed=event.projects_claimed,
        announced_enterprises=event.enterprises,
        announced_fen=event.pledged.fen,
        basis=event.position,
    )


BATCH_REGISTER: View[BatchRow] = View(
    name="batch_register",
    version=1,
    title="批次",
    title_en="Batches",
    row=BatchRow,
    reads=BATCH.events,
    keys=keys,
    evolve=evolve,
)
