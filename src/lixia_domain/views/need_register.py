"""Need register (需求台账): every need, and what became of it. Nobody's name stands in it."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import need as nd
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import DomainColumn, PlaceColumn, ProjectColumn, ReasonColumn


class NeedRow(Row, frozen=True):
    """A need. ``project`` is the one it is planned into now, ``merged_into`` another need."""

    need: Annotated[str, column("需求", "need")]
    summary: Annotated[str, column("摘要", "summary")] = ""
    domain: DomainColumn = ""
    place: PlaceColumn = ""
    stage: Annotated[str, column("阶段", "stage", codes=nd.NeedStage)] = ""
    project: ProjectColumn | None = None
    merged_into: Annotated[str | None, column("并入", "merged into")] = None
    reason: ReasonColumn | None = None
    raised_on: Annotated[date | None, column("提出日", "raised")] = None
    verified_on: Annotated[date | None, column("核实日", "verified")] = None
    planned_on: Annotated[date | None, column("列入日", "planned")] = None
    met_on: Annotated[date | None, column("满足日", "met")] = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the need."""
    return (recorded.key,)


def evolve(row: NeedRow | None, recorded: Recorded) -> NeedRow:
    """Bring a need's row up to date."""
    row = row or NeedRow(need=recorded.key)
    event = cast(nd.NeedEvent, recorded.event)
    match event:
        case nd.NeedRaised(summary=summary, domain=domain, place=place, on=on):
            return replace(
                row,
                summary=summary,
                domain=domain,
                place=place,
                stage=nd.NeedStage.RAISED.value,
                raised_on=on,
            )
        case nd.NeedVerified(on=on):
            return replace(row, stage=nd.NeedStage.VERIFIED.value, verified_on=on)
        case nd.NeedPlanned(project=project, on=on):
            return replace(row, stage=nd.NeedStage.PLANNED.value, project=project, planned_on=on)
        case nd.NeedMerged(into=into, reason=reason):
            return replace(row, stage=nd.NeedStage.MERGED.value, merged_into=into, reason=reason)
        case nd.NeedDeclined(reason=reason):
            return replace(row, stage=nd.NeedStage.DECLINED.value, reason=reason)
        case nd.NeedReopened():
            stage = nd.NeedStage.VERIFIED.value
            return replace(row, stage=stage, project=None, planned_on=None)
        case nd.NeedMet(on=on):
            return replace(row, stage=nd.NeedStage.MET.value, met_on=on)
        case nd.NeedUnmet():
            return replace(row, stage=nd.NeedStage.PLANNED.value, met_on=None)
        case _:
            assert_never(event)


NEED_REGISTER: View[NeedRow] = View(
    name="need_register",
    version=2,
    title="需求台账",
    title_en="Need register",
    row=NeedRow,
    reads=nd.NEED.events,
    keys=keys,
    evolve=evolve,
    shown="need summary stage project place domain raised_on met_on merged_into reason",
)
