"""What is due when: of plans, projects, foundations, payments and promises. Shanghai's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tests.programme_model.days import civil, months
from tests.programme_model.figures import Claim, Programme

from lixia_domain.rules.deadlines import Matter

WHOLE = "全面"
TAKES = ("published", "executing", "acceptance", "accepted")
"""At which stages a project takes money."""
FROM_2026 = date(2026, 1, 1)


class Due(NamedTuple):
    """One thing due: of what, for which period, by when, not before when."""

    matter: Matter
    subject: str
    period: str
    by: date
    opens: date


def lasting(
    progress: Matter, in_full: Matter, subject: str, begins: date, ends: date | None, upto: date
) -> Iterator[Due]:
    """Yield what is owed of what lasts: every three months if over six, in full in three."""
    if ends is None or ends > months(begins, 6):
        number, opens = 3, begins
        while (by := months(begins, number)) <= upto and (ends is None or by < ends):
            yield Due(progress, subject, by.isoformat(), by, opens)
            number, opens = number + 3, by + timedelta(days=1)
    if ends is not None:
        yield Due(in_full, subject, WHOLE, months(ends, 3), ends)


def of_plan(model: Programme, plan_id: str, upto: date) -> Iterator[Due]:
    """Yield what a plan owes."""
    for begins, ends in model.plans[plan_id].spans:
        both = Matter.PLAN_PROGRESS, Matter.PLAN_IN_FULL
        yield from lasting(*both, plan_id, begins, ends, upto)


def of_project(model: Programme, project_id: str, upto: date) -> Iterator[Due]:
    """Yield what a project owes since it started."""
    project = model.projects[project_id]
    if project.started is not None:
        both = Matter.PROJECT_PROGRESS, Matter.PROJECT_IN_FULL
        yield from lasting(*both, project_id, project.started, project.ended, upto)


def of_year(code: str, year: int) -> Iterator[Due]:
    """Yield what a foundation owes for a year: filed by 31 March, published, since 2026 by May."""
    opens = date(year + 1, 1, 1)
    yield Due(Matter.ANNUAL_FILING, code, str(year), date(year + 1, 3, 31), opens)
    by = date(year + 1, 5, 31) if opens >= FROM_2026 else date(year + 1, 12, 31)
    yield Due(Matter.ANNUAL_REPORT, code, str(year), by, opens)


def of_payments(model: Programme, *, surely: bool) -> Iterator[Due]:
    """Yield what is owed of payments to who was tied by then; or to whom it was found out since."""
    for key, paper in model.papers.items():
        keeper = model.foundations.get(model.funds[paper.fund].foundation)
        if keeper is None or paper.stage not in ("paid", "settled"):
            continue
        ties = [(since, until) for party, _, _, since, until in keeper.ties if party == paper.payee]
        on = paper.paid_on
        tied = any(since <= on and (until is None or on < until) for since, until in ties)
        if tied or (ties and not surely):
            yield Due(Matter.TRANSACTION, key, on.isoformat(), on + timedelta(days=30), on)


def of_surplus(model: Programme) -> Iterator[Due]:
    """Yield what is owed of money that a project left when it ended, since 2026."""
    for key, project in model.projects.items():
        if project.stage in ("accepted", "closed", "cancelled") and project.ended is not None:
            left = sum(each.held for (_, use), each in model.accounts.items() if use == key)
            if project.ended >= FROM_2026 and left > 0:
                by = months(project.ended, 3)
                yield Due(Matter.SURPLUS, key, WHOLE, by, project.ended)


def asked_for(model: Programme, claim: Claim) -> bool:
    """Tell whether anybody is asked for what was promised (S90)."""
    project, fund = model.projects[claim.project], model.funds[claim.fund]
    ending = fund.terminating or fund.closed
    live = project.stage in TAKES and project.suspended is None
    return live and not ending and not claim.released and not claim.defaulted


def of_promises(model: Programme) -> Iterator[Due]:
    """Yield instalments that did not come in full, and until when they were demanded."""
    for key, claim in model.claims.items():
        if not asked_for(model, claim):
            continue
        for number, ((day, amount), paid) in enumerate(
            zip(claim.plan, claim.settled, strict=True), 1
        ):
            if paid < amount:
                yield Due(Matter.INSTALMENT, key, day.isoformat(), civil(day), date.min)
                for until in (until for of, until in claim.demands if of == number):
                    yield Due(Matter.DEMAND, key, until.isoformat(), civil(until), date.min)


def all_due(model: Programme, upto: date, *, surely: bool = True) -> Iterator[Due]:
    """Yield all that is due up to a day; not ``surely`` also what somebody may see otherwise."""
    for plan_id in model.plans:
        yield from of_plan(model, plan_id, upto)
    for project_id in model.projects:
        yield from of_project(model, project_id, upto)
    for code, keeper in model.foundations.items():
        for year in range(keeper.since.year, upto.year):
            yield from of_year(code, year)
    yield from of_payments(model, surely=surely)
    yield from of_surplus(model)
    yield from of_promises(model)
