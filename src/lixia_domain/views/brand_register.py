"""Brand register (志愿服务品牌): what was nominated, incubated, recognised, retired."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import brand as br
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import NameColumn, ProjectsColumn, TeamColumn


class BrandRow(Row, frozen=True):
    """A brand. ``projects`` counts those it rests on; ``recognised_as`` its title."""

    brand: Annotated[str, column("品牌", "brand")]
    name: NameColumn = ""
    team: TeamColumn = ""
    projects: ProjectsColumn = 0
    stage: Annotated[str, column("阶段", "stage", codes=br.BrandStage)] = ""
    recognised_as: Annotated[str | None, column("认定为", "recognised as")] = None
    nominated_on: Annotated[date | None, column("提名日", "nominated")] = None
    incubated_on: Annotated[date | None, column("孵化日", "incubated")] = None
    recognised_on: Annotated[date | None, column("认定日", "recognised")] = None
    retired_on: Annotated[date | None, column("退出日", "retired")] = None


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
                stage=br.BrandStage.NOMINATED.value,
                nominated_on=on,
            )
        case br.BrandIncubated(on=on):
            return replace(row, stage=br.BrandStage.INCUBATING.value, incubated_on=on)
        case br.BrandRecognised(title=title, on=on):
            return replace(
                row, stage=br.BrandStage.RECOGNISED.value, recognised_as=title, recognised_on=on
            )
        case br.BrandRetired(on=on):
            return replace(row, stage=br.BrandStage.RETIRED.value, retired_on=on)
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
    shown="brand name stage team projects recognised_as nominated_on recognised_on retired_on",
    audience=Audience.PUBLIC,
)
