"""Visit register (走访台账): every visit, and what became of it."""

from datetime import date
from typing import Annotated, assert_never, cast

from firm_visits.visit import VISIT, VisitAgreed, VisitCalledOff, VisitEvent, VisitMade, VisitStage
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class VisitRow(Row, frozen=True):
    """A visit. ``note`` is its record, or why it was called off."""

    visit: Annotated[str, column("走访", "visit")]
    enterprise: Annotated[str, column("企业", "enterprise")] = ""
    day: Annotated[date | None, column("约定之日", "agreed for")] = None
    purpose: Annotated[str, column("事由", "purpose")] = ""
    stage: Annotated[str, column("阶段", "stage", codes=VisitStage)] = ""
    note: Annotated[str | None, column("记录", "note")] = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the visit."""
    return (recorded.key,)


def evolve(row: VisitRow | None, recorded: Recorded) -> VisitRow:
    """Bring a visit's row up to date."""
    row = row or VisitRow(visit=recorded.key)
    event = cast(VisitEvent, recorded.event)
    match event:
        case VisitAgreed(enterprise=enterprise, day=day, purpose=purpose):
            stage = VisitStage.AGREED.value
            return replace(row, enterprise=enterprise, day=day, purpose=purpose, stage=stage)
        case VisitMade(record=record):
            return replace(row, stage=VisitStage.MADE.value, note=record)
        case VisitCalledOff(reason=reason):
            return replace(row, stage=VisitStage.CALLED_OFF.value, note=reason)
        case _:
            assert_never(event)


VISIT_REGISTER: View[VisitRow] = View(
    name="visit_register",
    version=1,
    title="走访台账",
    title_en="Visits to firms",
    row=VisitRow,
    reads=VISIT.events,
    keys=keys,
    evolve=evolve,
    shown="visit enterprise day purpose stage note",
)
