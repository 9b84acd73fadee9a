"""What is published: what is owed, once its time has begun, on the national platform."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.days import months
from tests.programme_model.duties import Due, of_plan, of_project, of_year
from tests.programme_model.figures import Programme
from tests.programme_model.rights import ACCOUNTANT, APPROVER, OFFICE, answers

from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.rules.deadlines import Matter

PAID_OR_FILED = (Matter.INSTALMENT, Matter.DEMAND, Matter.SURPLUS, Matter.ANNUAL_FILING)
FAR = 360
"""For how many months ahead anybody asks."""


def keepers(model: Programme, project_id: str) -> frozenset[str]:
    """Return the foundations that keep money of a project, or are promised some."""
    funds = {fund for fund, use in model.accounts if use == project_id}
    claims = (each for each in model.claims.values() if each.project == project_id)
    funds |= {claim.fund for claim in claims if claim.stands}
    return frozenset(model.funds[fund].foundation for fund in funds)


def whose(
    model: Programme, *, matter: Matter, subject: str, **told: object
) -> frozenset[str] | None:
    """Return whose business a disclosure is."""
    match matter:
        case Matter.PLAN_PROGRESS | Matter.PLAN_IN_FULL:
            plan = model.plans.get(subject)
            return None if plan is None else frozenset({plan.foundation})
        case Matter.PROJECT_PROGRESS | Matter.PROJECT_IN_FULL:
            return keepers(model, subject)
        case Matter.TRANSACTION:
            paper = model.papers.get(subject)
            return None if paper is None else frozenset({model.funds[paper.fund].foundation})
        case _:
            return frozenset({subject})


def owed(model: Programme, matter: Matter, subject: str) -> Iterable[Due] | None:
    """Return all that a subject may owe; nothing of what is not there."""
    upto = months(model.today, FAR)
    match matter:
        case Matter.PLAN_PROGRESS | Matter.PLAN_IN_FULL:
            return of_plan(model, subject, upto) if subject in model.plans else None
        case Matter.PROJECT_PROGRESS | Matter.PROJECT_IN_FULL:
            return of_project(model, subject, upto) if subject in model.projects else None
        case Matter.TRANSACTION:
            paper = model.papers.get(subject)
            on = None if paper is None else paper.paid_on
            if on is None or on == date.max:
                return None if paper is None else ()
            return (Due(matter, subject, on.isoformat(), on, on),)
        case _:
            keeper = model.foundations.get(subject)
            years = [] if keeper is None else [*keeper.years]
            return [due for year in years for due in of_year(subject, year)] or None


@answers("disclosures.publish", ACCOUNTANT, OFFICE, foundation=whose)
def publish(
    model: Programme,
    no: Grounds,
    *,
    matter: Matter,
    subject: str,
    period: str,
    platform: Platform,
    address: str,
    content_hash: str,
    on: date,
    position: int | None = None,
) -> Answer:
    """Publish what is owed, on the platform, once; what was said stands until corrected."""
    backwards(model, no, on)
    no.unless(matter not in PAID_OR_FILED, Group.OTHER)
    duties = owed(model, matter, subject)
    key, told = (matter.value, subject, period), [address, content_hash]
    if no.unless(duties is not None, Group.UNKNOWN):
        found = [d for d in duties or () if (d.matter, d.period) == (matter, period)]
        if no.unless(bool(found), Group.UNKNOWN):
            no.unless(on >= found[0].opens, Group.DATES)
    no.unless(position is None or position <= model.head, Group.AMOUNT)
    no.unless(platform is Platform.NATIONAL, Group.OTHER)
    known = model.published.get(key)
    if known is not None:
        no.unless(known[:2] == told, Group.TWICE)
    yield
    if known is None:
        model.published[key] = [*told, on]
        model.withdrawn.discard(key)


@answers("disclosures.withdraw", APPROVER, foundation=whose)
def withdraw(
    model: Programme,
    no: Grounds,
    *,
    matter: Matter,
    subject: str,
    period: str,
    on: date,
    **told: object,
) -> Answer:
    """Withdraw what was published: it is owed again (S80)."""
    backwards(model, no, on)
    key = (matter.value, subject, period)
    no.unless(key in model.published or key in model.withdrawn, Group.UNKNOWN)
    yield
    model.published.pop(key, None)
    model.withdrawn.add(key)


@answers("disclosures.correct", APPROVER, foundation=whose)
def correct(
    model: Programme,
    no: Grounds,
    *,
    matter: Matter,
    subject: str,
    period: str,
    corrects: str,
    content_hash: str,
    on: date,
    **told: object,
) -> Answer:
    """Correct what was published, citing what stands there."""
    backwards(model, no, on)
    key = (matter.value, subject, period)
    known = model.published.get(key)
    if key in model.withdrawn:
        no.found.add(Group.STAGE)
    elif no.unless(known is not None, Group.UNKNOWN) and known is not None:
        no.unless(known[1] == corrects, Group.OTHER)
        no.unless(content_hash != corrects, Group.OTHER)
    yield
    assert known is not None
    known[1] = content_hash
