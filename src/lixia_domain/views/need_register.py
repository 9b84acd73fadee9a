"""Need register (需求台账): every need, and what became of it. Nobody's name stands in it."""

from __future__ import annotations

from datetime import date
from typing import assert_never, cast

from lixia_domain.aggregates import need as nd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class NeedRow(Row, frozen=True):
    """A need. ``project`` is the one it is planned into now, ``merged_into`` another need."""

    need: str
    summary: str = ""
    domain: str = ""
    place: str = ""
    stage: str = ""
    project: str | None = None
    merged_into: str | None = None
    reason: str | None = None
    raised_on: date | None = None
    verified_on: date | None = None
    planned_on: date | None = None
    met_on: date | None = None


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
                stage=nd.Stage.RAISED.value,
                raised_on=on,
            )
        case nd.NeedVerified(on=on):
            return replace(row, stage=nd.Stage.VERIFIED.value, verified_on=on)
        case nd.NeedPlanned(project=project, on=on):
            return replace(row, stage=nd.Stage.PLANNED.value, project=project, planned_on=on)
        case nd.NeedMerged(into=into, reason=reason):
            return replace(row, stage=nd.Stage.MERGED.value, merged_into=into, reason=reason)
        case nd.NeedDeclined(reason=reason):
            return replace(row, stage=nd.Stage.DECLINED.value, reason=reason)
        case nd.NeedMet(on=on):
            return replace(row, stage=nd.Stage.MET.value, met_on=on)
        case _:
            assert_never(event)


NEED_REGISTER: View[NeedRow] = View(
    name="need_register",
    version=1,
    title="需求台账",
    title_en="Need register",
    row=NeedRow,
    reads=nd.NEED.events,
    keys=keys,
    evolve=evolve,
)
