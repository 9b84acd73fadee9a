"""Fundraising plans (募捐方案): what is filed, from when to when, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import assert_never, cast

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class PlanRow(Row, frozen=True):
    """A plan as it was filed last. ``state``: filed or ended; ``raised_fen`` only once ended."""

    plan: str
    title: str = ""
    state: str = "filed"
    foundation: str = ""
    fund: str = ""
    purpose: str = ""
    begins: date | None = None
    ends: date | None = None
    goal_fen: int = 0
    raised_fen: int | None = None
    filing: str = ""
    amendments: int = 0
    filed_on: date | None = None
    ended_on: date | None = None
    rule: str = ""


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
            )
        case pln.PlanAmended(purpose=purpose, ends=ends, goal=goal, filing=filing):
            return replace(
                row,
                purpose=purpose,
                ends=ends,
                goal_fen=goal.fen,
                filing=filing,
                amendments=row.amendments + 1,
            )
        case pln.PlanEnded(raised=raised, on=on):
            return replace(row, state="ended", raised_fen=raised.fen, ended_on=on)
        case _:
            assert_never(event)


PLAN_REGISTER: View[PlanRow] = View(
    name="plan_register",
    version=1,
    title="募捐方案",
    title_en="Fundraising plans",
    row=PlanRow,
    reads=(pln.PlanFiled, pln.PlanAmended, pln.PlanEnded),
    keys=keys,
    evolve=evolve,
)
