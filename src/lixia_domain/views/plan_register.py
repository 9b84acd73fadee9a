"""Fundraising plans (募捐方案): what is filed, from when to when, and what came of it."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.rules.spans import Spans, amended, over
from lixia_domain.views.columns import FoundationColumn, FundColumn, RuleColumn, TitleColumn


class PlanState(Worded):
    """Whether a plan still runs."""

    FILED = "filed", "已备案"
    ENDED = "ended", "已结束"


class PlanRow(Row, frozen=True):
    """A plan as it was filed last; ``raised_fen`` only once it has ended."""

    plan: Annotated[str, column("方案", "plan")]
    title: TitleColumn = ""
    state: Annotated[str, column("状态", "state", codes=PlanState)] = PlanState.FILED.value
    foundation: FoundationColumn = ""
    fund: FundColumn = ""
    purpose: Annotated[str, column("募捐目的", "purpose")] = ""
    begins: Annotated[date | None, column("起", "begins")] = None
    ends: Annotated[date | None, column("止", "ends")] = None
    goal_fen: Annotated[int, column("目标", "goal")] = 0
    raised_fen: Annotated[int | None, column("募得", "raised")] = None
    filing: Annotated[str, column("备案编号", "filing")] = ""
    amendments: Annotated[int, column("变更次数", "amendments")] = 0
    filed_on: Annotated[date | None, column("备案日", "filed")] = None
    ended_on: Annotated[date | None, column("结束日", "ended")] = None
    rule: RuleColumn = ""
    _spans: Spans = ()
    """From when to when it ran, or runs."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the plan."""
    return (recorded.key,)


def evolve(row: PlanRow | None, recorded: Recorded) -> PlanRow:
    """Bring a plan's row up to date."""
    row = row or PlanRow(plan=recorded.key)
    event = cast(pln.FundraisingPlanEvent, recorded.event)
    match event:
        case pln.PlanFiled():
            return replace(
                row,
                title=event.title,
                foundation=event.foundation,
                fund=event.fund,
                purpose=event.purpose,
                begins=event.begins,
                ends=event.ends,
                goal_fen=event.goal.fen,
                filing=event.filing,
                filed_on=event.on,
                rule=event.rule,
                _spans=((event.begins, max(event.begins, event.ends)),),
            )
        case pln.PlanAmended(purpose=purpose, ends=ends, goal=goal, filing=filing, on=on):
            return replace(
                row,
                purpose=purpose,
                ends=ends,
                goal_fen=goal.fen,
                filing=filing,
                amendments=row.amendments + 1,
                _spans=amended(row._spans, ends=ends, on=on),
            )
        case pln.PlanEnded(raised=raised, on=on):
            return replace(
                row,
                state=PlanState.ENDED.value,
                raised_fen=raised.fen,
                ended_on=on,
                _spans=over(row._spans, on=on),
            )
        case _:
            assert_never(event)


def ran(row: PlanRow) -> Spans:
    """Return from when to when the fundraising ran, or runs."""
    return row._spans


PLAN_REGISTER: View[PlanRow] = View(
    name="plan_register",
    version=2,
    title="募捐方案",
    title_en="Fundraising plans",
    row=PlanRow,
    reads=(pln.PlanFiled, pln.PlanAmended, pln.PlanEnded),
    keys=keys,
    evolve=evolve,
    shown="plan title state begins ends goal_fen raised_fen filing fund",
    audience=Audience.PUBLIC,
)
