"""A project's life: offered, begun, suspended, accepted, closed, cancelled; its team and budget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import (
    able,
    accounts_of,
    backwards,
    claimed,
    freeze,
    offer_on,
    own_agreement,
)
from tests.programme_model.answers.tranches import give_back_what_waited
from tests.programme_model.figures import Programme, Project
from tests.programme_model.rights import OFFICE, TEAM, answers, of_project

from lixia_domain.aggregates.project.facts import BudgetLine


def existing(model: Programme, no: Grounds, project_id: str, on: date) -> Project | None:
    """Say whether there is such a project."""
    backwards(model, no, on)
    project = model.projects.get(project_id)
    no.unless(project is not None, Group.UNKNOWN)
    return project


def at(no: Grounds, project: Project | None, *stages: str, running: bool = True) -> None:
    """Refuse at other stages, and where it must not be suspended."""
    if project is not None:
        no.unless(project.stage in stages, Group.STAGE)
        no.unless(not running or project.suspended is None, Group.FROZEN)


@answers("projects.approve", OFFICE)
def approve(model: Programme, no: Grounds, *, project_id: str, on: date, **told: object) -> Answer:
    """Pass a project's review."""
    project = existing(model, no, project_id, on)
    at(no, project, "drafted", running=False)
    yield
    assert project is not None
    project.stage = "approved"


@answers("projects.revise_budget", OFFICE)
def revise_budget(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    lines: Sequence[BudgetLine],
    on: date,
    **told: object,
) -> Answer:
    """Replace the budget, never below what is claimed, committed, or must arrive to begin."""
    project = existing(model, no, project_id, on)
    budget = {each.line: each.amount.fen for each in lines}
    no.unless(all(amount > 0 for amount in budget.values()), Group.AMOUNT)
    if project is not None:
        no.unless(project.stage not in ("cancelled", "closed"), Group.STAGE)
        no.unless(sum(budget.values()) >= claimed(model, project_id), Group.AMOUNT)
        low = project.stage == "published" and sum(budget.values()) < project.minimum
        no.unless(not low, Group.AMOUNT)
        for line in project.lines:
            no.unless(budget.get(line, 0) >= project.committed(line), Group.AMOUNT)
    yield
    assert project is not None
    project.lines = budget
    offer_on(model, project_id)


@answers("projects.assign_team", OFFICE)
def assign_team(
    model: Programme, no: Grounds, *, project_id: str, team: str, agreement: str, on: date
) -> Answer:
    """Give a project to a team, once."""
    project = existing(model, no, project_id, on)
    at(no, project, "published", "executing", running=False)
    if project is not None:
        same = (project.team, project.agreement) == (team, agreement)
        no.unless(project.team is None or same, Group.STAGE)
    able(model, no, team)
    own_agreement(model, no, project_id, agreement)
    yield
    assert project is not None
    project.team, project.agreement = team, agreement
    project.agreements.setdefault(agreement, on)


@answers("projects.replace_team", OFFICE)
def replace_team(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    team: str,
    agreement: str,
    on: date,
    **told: object,
) -> Answer:
    """Replace a team whose tranches are settled; what it has asked for is withdrawn (S53)."""
    project = existing(model, no, project_id, on)
    at(no, project, "published", "executing", "acceptance", running=False)
    if project is not None:
        no.unless(project.team is not None, Group.STAGE)
        no.unless(not unsettled(model, project), Group.STAGE)
        no.unless(agreement != project.agreement, Group.TWICE)
    able(model, no, team)
    own_agreement(model, no, project_id, agreement)
    yield
    assert project is not None
    project.team, project.agreement = team, agreement
    project.agreements.setdefault(agreement, on)
    for paper in model.papers.values():
        if paper.project == project_id and paper.stage == "requested":
            paper.stage = "ended"


def unsettled(model: Programme, project: Project) -> bool:
    """Tell whether money of a tranche is on its way, or not accounted for."""
    return any(model.papers[paper].stage in ("approved", "paid") for paper in project.commitments)


@answers("projects.start", OFFICE)
def start(model: Programme, no: Grounds, *, project_id: str, on: date) -> Answer:
    """Start once what has arrived, in whatever fund, reaches the published minimum (S04)."""
    project = existing(model, no, project_id, on)
    at(no, project, "published")
    if project is not None:
        no.unless(project.team is not None, Group.STAGE)
        accounts = accounts_of(model, project_id)
        lies = sum(gift.balance for account in accounts for gift in account.gifts.values())
        no.unless(lies >= project.minimum, Group.STAGE)
    yield
    assert project is not None
    project.stage, project.started = "executing", on


@answers("projects.request_acceptance", TEAM, OFFICE, party=of_project)
def request_acceptance(
    model: Programme, no: Grounds, *, project_id: str, on: date, **told: object
) -> Answer:
    """Ask for acceptance."""
    project = existing(model, no, project_id, on)
    at(no, project, "executing")
    yield
    assert project is not None
    project.stage = "acceptance"


@answers("projects.refuse_acceptance", OFFICE)
def refuse_acceptance(
    model: Programme, no: Grounds, *, project_id: str, on: date, **told: object
) -> Answer:
    """Refuse it: the project goes on."""
    project = existing(model, no, project_id, on)
    at(no, project, "acceptance")
    yield
    assert project is not None
    project.stage = "executing"


@answers("projects.accept", OFFICE)
def accept(model: Programme, no: Grounds, *, project_id: str, on: date, **told: object) -> Answer:
    """Accept what was done, whether or not all money has come (S23)."""
    project = existing(model, no, project_id, on)
    at(no, project, "acceptance")
    yield
    assert project is not None
    project.stage, project.ended = "accepted", on
    for need in model.needs.values():
        if need.stage == "planned" and need.project == project_id:
            need.stage = "met"


@answers("projects.revoke_acceptance", OFFICE)
def revoke_acceptance(
    model: Programme, no: Grounds, *, project_id: str, on: date, **told: object
) -> Answer:
    """Revoke an acceptance before anything followed from it: its needs are not met (S80)."""
    project = existing(model, no, project_id, on)
    at(no, project, "accepted")
    no.unless(project is None or not project.surplus_moved, Group.STAGE)
    yield
    assert project is not None
    project.stage, project.ended = "acceptance", None
    for need in model.needs.values():
        if need.stage == "met" and need.project == project_id:
            need.stage = "planned"


@answers("projects.close", OFFICE)
def close(model: Programme, no: Grounds, *, project_id: str, on: date, **told: object) -> Answer:
    """Close an accepted project: nothing is awaited, all tranches are settled (S23)."""
    project = existing(model, no, project_id, on)
    at(no, project, "accepted")
    if project is not None:
        awaited = sum(
            claim.amount - sum(claim.settled)
            for claim in model.claims.values()
            if claim.project == project_id and claim.stands
            if not claim.released and not claim.defaulted
        )
        no.unless(awaited == 0, Group.STAGE)
        no.unless(not unsettled(model, project), Group.STAGE)
    yield
    assert project is not None
    project.stage = "closed"


@answers("projects.cancel", OFFICE)
def cancel(model: Programme, no: Grounds, *, project_id: str, reason: str, on: date) -> Answer:
    """Cancel a project and freeze its accounts, in whatever fund (S20, S48)."""
    project = existing(model, no, project_id, on)
    at(no, project, "drafted", "approved", "published", "executing", running=False)
    yield
    assert project is not None
    project.stage, project.cancelled = "cancelled", reason
    project.ended = project.ended or on
    for need in model.needs.values():
        if need.stage == "planned" and need.project == project_id:  # it is open again (S85)
            need.stage, need.project = "verified", None
    for account in accounts_of(model, project_id):
        freeze(account, "cancellation", reason)


@answers("oversight.suspend", OFFICE)
def suspend(
    model: Programme, no: Grounds, *, project_id: str, reason: str, on: date, **told: object
) -> Answer:
    """Suspend a project and freeze its accounts."""
    project = existing(model, no, project_id, on)
    at(no, project, "published", "executing", "acceptance", "accepted", running=False)
    if project is not None:
        no.unless(project.suspended in (None, reason), Group.TWICE)
    yield
    assert project is not None
    project.suspended = reason
    for account in accounts_of(model, project_id):
        freeze(account, "suspension", reason)


@answers("oversight.resume", OFFICE)
def resume(model: Programme, no: Grounds, *, project_id: str, on: date, **told: object) -> Answer:
    """Let a suspended project go on, with the accounts that were frozen for it."""
    project = existing(model, no, project_id, on)
    at(no, project, "published", "executing", "acceptance", "accepted", running=False)
    if project is not None:
        no.unless(project.suspended is not None, Group.STAGE)
    yield
    assert project is not None
    for account in accounts_of(model, project_id):
        account.freezes = [each for each in account.freezes if each[0] != "suspension"]
    project.suspended = None
    for account in accounts_of(model, project_id):
        give_back_what_waited(model, account.fund, project_id, on)


@answers("oversight.review", OFFICE)
def review(
    model: Programme, no: Grounds, *, project_id: str, passed: bool, on: date, **told: object
) -> Answer:
    """Review a project half-way: not passed, nothing is paid."""
    project = existing(model, no, project_id, on)
    at(no, project, "executing")
    yield
    assert project is not None
    project.failed_review = not passed
