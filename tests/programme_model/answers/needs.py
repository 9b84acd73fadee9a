"""Needs and what becomes of them; batches of projects and their ceremony; brands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import able, backwards
from tests.programme_model.answers.subjects import Details, meets, met
from tests.programme_model.figures import Programme, Project
from tests.programme_model.lives import Batch, Brand, Need
from tests.programme_model.rights import OFFICE, TEAM, answers

from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.programme.projects import Offer

PURSUED = ("raised", "verified", "planned", "met")
CITABLE = PURSUED[1:]


@answers("needs.put_forward", OFFICE, TEAM)
def put_forward(
    model: Programme,
    no: Grounds,
    *,
    need_id: str,
    summary: str,
    domain: str,
    place: str,
    person: str,
    on: date,
    details: Details = (),
    **told: object,
) -> Answer:
    """Put a need forward."""
    backwards(model, no, on)
    known, said = model.needs.get(need_id), (summary, domain, place, person)
    no.unless(known is None or known.said == said, Group.TWICE)
    meets(model, no, person, details, on)
    yield
    model.needs.setdefault(need_id, Need(said))
    met(model, person, "resident", details)


def existing(model: Programme, no: Grounds, need_id: str, on: date) -> Need | None:
    """Say whether there is such a need."""
    backwards(model, no, on)
    need = model.needs.get(need_id)
    no.unless(need is not None, Group.UNKNOWN)
    return need


def pursued(no: Grounds, need: Need | None) -> None:
    """Refuse to give up what is planned, met or given up already."""
    if need is not None:
        no.unless(need.stage in PURSUED[:2], Group.STAGE)


@answers("needs.verify", OFFICE)
def verify(model: Programme, no: Grounds, *, need_id: str, on: date, **told: object) -> Answer:
    """Verify a need."""
    need = existing(model, no, need_id, on)
    if need is not None:
        no.unless(need.stage in PURSUED, Group.STAGE)
    yield
    assert need is not None
    need.stage = "verified" if need.stage == "raised" else need.stage
    need.verified = True


@answers("needs.merge", OFFICE)
def merge(
    model: Programme, no: Grounds, *, need_id: str, into: str, on: date, **told: object
) -> Answer:
    """Merge a need into another that is pursued."""
    need = existing(model, no, need_id, on)
    pursued(no, need)
    no.unless(into != need_id, Group.OTHER)
    target = model.needs.get(into)
    if no.unless(target is not None, Group.UNKNOWN) and target is not None:
        no.unless(target.stage in PURSUED, Group.STAGE)
    yield
    assert need is not None
    need.stage = "merged"


@answers("needs.decline", OFFICE)
def decline(model: Programme, no: Grounds, *, need_id: str, on: date, **told: object) -> Answer:
    """Decline a need."""
    need = existing(model, no, need_id, on)
    pursued(no, need)
    yield
    assert need is not None
    need.stage = "declined"


def drafted(
    model: Programme,
    no: Grounds,
    project_id: str,
    needs: Sequence[str],
    lines: Sequence[BudgetLine],
) -> Project:
    """Say whether a project may be drafted: out of some needs, with a budget."""
    budget = {each.line: each.amount.fen for each in lines}
    no.unless(project_id not in model.projects, Group.TWICE)
    no.unless(all(amount > 0 for amount in budget.values()), Group.AMOUNT)
    no.unless(bool(needs), Group.AMOUNT)
    return Project(budget, needs=tuple(needs))


@answers("projects.draft", OFFICE, TEAM)
def draft(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    needs: tuple[str, ...],
    lines: Sequence[BudgetLine],
    on: date,
    **told: object,
) -> Answer:
    """Draft a project over needs that stand."""
    backwards(model, no, on)
    project = drafted(model, no, project_id, needs, lines)
    for need_id in needs:
        need = model.needs.get(need_id)
        no.unless(need is not None, Group.UNKNOWN)
        no.unless(need is None or need.stage in CITABLE, Group.STAGE)
    yield
    model.projects[project_id] = project


@answers("needs.plan", OFFICE, TEAM)
def plan(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    needs: tuple[str, ...],
    lines: Sequence[BudgetLine],
    on: date,
    **told: object,
) -> Answer:
    """Plan a project out of verified needs that nobody else has."""
    backwards(model, no, on)
    project = drafted(model, no, project_id, needs, lines)
    for need_id in needs:
        need = model.needs.get(need_id)
        if no.unless(need is not None, Group.UNKNOWN) and need is not None:
            no.unless(need.stage == "verified", Group.STAGE)
    yield
    model.projects[project_id] = project
    for need_id in needs:
        model.needs[need_id].stage, model.needs[need_id].project = "planned", project_id


@answers("projects.plan_batch", OFFICE)
def plan_batch(model: Programme, no: Grounds, *, batch_id: str, title: str, on: date) -> Answer:
    """Plan a batch: projects may be published in it."""
    known = model.batches.get(batch_id)
    backwards(model, no, on)
    no.unless(known is None or known.title == title, Group.TWICE)
    yield
    model.batches.setdefault(batch_id, Batch(title, ()))


@answers("projects.release_batch", OFFICE)
def release_batch(
    model: Programme,
    no: Grounds,
    *,
    batch_id: str,
    title: str,
    offers: Mapping[str, Offer],
    on: date,
) -> Answer:
    """Release a batch, once: its projects are published, all or none."""
    known = model.batches.get(batch_id)
    backwards(model, no, on)
    no.unless(known is None or not known.projects, Group.STAGE)
    no.unless(known is None or known.title == title, Group.TWICE)
    no.unless(bool(offers), Group.AMOUNT)
    for project_id, offer in offers.items():
        publishable(no, model.projects.get(project_id), offer)
    yield
    model.batches[batch_id] = Batch(title, tuple(sorted(offers)))
    for project_id, offer in offers.items():
        offered(model.projects[project_id], offer)


def publishable(no: Grounds, project: Project | None, offer: Offer) -> None:
    """Say whether a project may be offered to be claimed."""
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.stage == "approved", Group.STAGE)
        no.unless(0 < offer.minimum.fen <= project.budget, Group.AMOUNT)


def offered(project: Project, offer: Offer) -> None:
    """Note that it is offered."""
    project.stage = "published"
    project.minimum, project.waitlist = offer.minimum.fen, offer.waitlist


@answers("projects.publish", OFFICE)
def publish(
    model: Programme, no: Grounds, *, project_id: str, batch_id: str, offer: Offer, on: date
) -> Answer:
    """Publish a project in a batch that was released and not announced yet."""
    batch = model.batches.get(batch_id)
    backwards(model, no, on)
    publishable(no, model.projects.get(project_id), offer)
    no.unless(batch is not None, Group.UNKNOWN)
    no.unless(batch is None or not batch.announced, Group.STAGE)
    yield
    offered(model.projects[project_id], offer)


@answers("projects.give_back", OFFICE)
def give_back(
    model: Programme, no: Grounds, *, project_id: str, on: date, **told: object
) -> Answer:
    """Return a project to its authors."""
    project = model.projects.get(project_id)
    backwards(model, no, on)
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.stage in ("drafted", "approved"), Group.STAGE)
    yield
    assert project is not None
    project.stage = "drafted"


@answers("projects.announce", OFFICE)
def announce(model: Programme, no: Grounds, *, batch_id: str, on: date, **told: object) -> Answer:
    """Announce at a ceremony what has been pledged, once, of a batch that was released."""
    batch = model.batches.get(batch_id)
    backwards(model, no, on)
    if no.unless(batch is not None, Group.UNKNOWN) and batch is not None:
        no.unless(bool(batch.projects) and not batch.announced, Group.STAGE)
    yield
    assert batch is not None
    batch.announced = True


def of_brand(model: Programme, *, brand_id: str, **told: object) -> str | None:
    """Return whose brand it is."""
    brand = model.brands.get(brand_id)
    return None if brand is None else str(brand.said[1])


def its_team(model: Programme, *, team: str, **told: object) -> str:
    """Return whose it is to be."""
    return team


@answers("teams.nominate", OFFICE, TEAM, party=its_team)
def nominate(
    model: Programme,
    no: Grounds,
    *,
    brand_id: str,
    name: str,
    team: str,
    projects: tuple[str, ...],
    reason: str,
    on: date,
) -> Answer:
    """Nominate a brand for what a team has done in projects of its own."""
    backwards(model, no, on)
    known, told = model.brands.get(brand_id), (name, team, projects, reason)
    if known is None:
        no.unless(team not in model.teams or model.teams[team].able, Group.STAGE)
    no.unless(known is None or known.said == told, Group.TWICE)
    no.unless(bool(projects), Group.AMOUNT)
    for project_id in projects if known is None else ():
        project = model.projects.get(project_id)
        if no.unless(project is not None, Group.UNKNOWN) and project is not None:
            done = project.started is not None and project.cancelled is None
            no.unless(done and project.team == team, Group.OTHER)
    yield
    model.brands.setdefault(brand_id, Brand(told))


def goes_on(model: Programme, no: Grounds, brand_id: str, on: date, *stages: str) -> Brand | None:
    """Say whether a brand is at one of some stages."""
    backwards(model, no, on)
    brand = model.brands.get(brand_id)
    if no.unless(brand is not None, Group.UNKNOWN) and brand is not None:
        no.unless(brand.stage in stages, Group.STAGE)
    return brand


def its_team_able(model: Programme, no: Grounds, brand: Brand | None) -> None:
    """Refuse to take on a brand of a team that is debarred."""
    if brand is not None:
        able(model, no, str(brand.said[1]))


@answers("teams.incubate", OFFICE)
def incubate(model: Programme, no: Grounds, *, brand_id: str, on: date, **told: object) -> Answer:
    """Take a brand into incubation."""
    brand = goes_on(model, no, brand_id, on, "nominated")
    its_team_able(model, no, brand)
    yield
    assert brand is not None
    brand.stage = "incubating"


@answers("teams.recognise", OFFICE)
def recognise(model: Programme, no: Grounds, *, brand_id: str, on: date, **told: object) -> Answer:
    """Recognise a brand."""
    brand = goes_on(model, no, brand_id, on, "incubating")
    its_team_able(model, no, brand)
    yield
    assert brand is not None
    brand.stage = "recognised"


@answers("teams.retire", OFFICE)
def retire(model: Programme, no: Grounds, *, brand_id: str, on: date, **told: object) -> Answer:
    """Retire a brand."""
    brand = goes_on(model, no, brand_id, on, "nominated", "incubating", "recognised")
    yield
    assert brand is not None
    brand.stage = "retired"
