"""Batches (批次): which projects were released together, and what the ceremony announced."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.batch import BATCH, BatchPlanned, BatchReleased, PledgesAnnounced
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import ProjectsColumn, PublishedOnColumn, TitleColumn


class BatchRow(Row, frozen=True):
    """A batch. What was announced are running totals as known at ``basis``, a place in the log."""

    batch: Annotated[str, column("批次", "batch")]
    title: TitleColumn = ""
    projects: ProjectsColumn = 0
    planned_on: Annotated[date | None, column("策划日", "planned")] = None
    published_on: PublishedOnColumn | None = None
    announced_on: Annotated[date | None, column("公布日", "announced")] = None
    ceremony: Annotated[str, column("仪式", "ceremony")] = ""
    announced_projects: Annotated[int | None, column("公布项目", "projects announced")] = None
    announced_claimed: Annotated[int | None, column("公布已认领", "claimed, as announced")] = None
    announced_enterprises: Annotated[int | None, column("公布企业", "firms announced")] = None
    announced_fen: Annotated[int | None, column("公布认捐", "pledged, as announced")] = None
    basis: Annotated[int | None, column("所据位置", "basis")] = None


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
    shown=(
        "batch title projects published_on announced_on announced_claimed "
        "announced_enterprises announced_fen ceremony"
    ),
    audience=Audience.PUBLIC,
)
