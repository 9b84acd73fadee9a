"""Brand register (志愿服务品牌): what was nominated, incubated, recognised, retired."""

from __future__ import annotations

from datetime import date
from typing import assert_never, cast

from lixia_domain.aggregates import brand as br
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class BrandRow(Row, frozen=True):
    """A brand. ``projects`` counts those it rests on; ``recognised_as`` its title."""

    brand: str
    name: str = ""
    team: str = ""
    projects: int = 0
    stage: str = ""
    recognised_as: str | None = None
    nominated_on: date | None = None
    incubated_on: date | None = None
    recognised_on: date | None = None
    retired_on: date | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the brand."""
    return (recorded.key,)


def evolve(row: BrandRow | None, recorded: Recorded) -> BrandRow:
    """Bring a brand's row up to date."""
    row = row or BrandRow(brand=recorded.key)
    event = cast(br.BrandEvent, recorded.event)
    match event:
        case br.BrandNominated(name=name, team=team, projects=projects, on=on):
            return replace(
                row,
                name=name,
                team=team,
                projects=len(projects),
                stage=br.Stage.NOMINATED.value,
                nominated_on=on,
            )
        case br.BrandIncubated(on=on):
            return replace(row, stage=br.Stage.INCUBATING.value, incubated_on=on)
        case br.BrandRecognised(title=title, on=on):
            return replace(
                row, stage=br.Stage.RECOGNISED.value, recognised_as=title, recognised_on=on
            )
        case br.BrandRetired(on=on):
            return replace(row, stage=br.Stage.RETIRED.value, retired_on=on)
        case _:
            assert_never(event)


BRAND_REGISTER: View[BrandRow] = View(
    name="brand_register",
    version=1,
    title="志愿服务品牌",
    title_en="Volunteer brands",
    row=BrandRow,
    reads=br.BRAND.events,
    keys=keys,
    evolve=evolve,
)
