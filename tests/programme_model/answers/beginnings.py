"""Funds and agreements: what must be there before anything else."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import able, backwards, month, own_agreement
from tests.programme_model.answers.statements import no_cashier, stated
from tests.programme_model.figures import GENERAL, SUSPENSE, Fund, Programme
from tests.programme_model.rights import ACCOUNTANT, OFFICE, answers, of_fund


def the_foundation(model: Programme, *, foundation: str, **told: object) -> str:
    """Return whose fund it is to be."""
    return foundation


@answers("funds.establish", ACCOUNTANT, foundation=the_foundation)
def establish(
    model: Programme, no: Grounds, *, fund_id: str, foundation: str, on: date, **told: object
) -> Answer:
    """Establish a fund."""
    no.unless(fund_id not in model.funds, Group.TWICE)
    yield
    model.funds[fund_id] = Fund(foundation)
    model.account(fund_id, GENERAL)
    model.account(fund_id, SUSPENSE)


@answers("funds.terminate", ACCOUNTANT, foundation=of_fund())
def terminate(model: Programme, no: Grounds, *, fund_id: str, on: date, **told: object) -> Answer:
    """Begin to wind a fund up."""
    backwards(model, no, on)
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(not fund.closed, Group.CLOSED)
    yield
    assert fund is not None
    fund.terminating = True


@answers("funds.close", ACCOUNTANT, foundation=of_fund())
def close(model: Programme, no: Grounds, *, fund_id: str, on: date, **told: object) -> Answer:
    """Close a fund that is being wound up and holds nothing (S48)."""
    backwards(model, no, on)
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(not fund.closed, Group.CLOSED)
        no.unless(fund.terminating, Group.STAGE)
        here = [each for (of, _), each in model.accounts.items() if of == fund_id]
        no.unless(not any(each.held or each.short for each in here), Group.STAGE)
        papers = (each for each in model.papers.values() if each.fund == fund_id)
        open_ = any(each.stage in ("requested", "approved", "paid") for each in papers)
        credits = (each for each in model.credits.values() if each.fund == fund_id)
        no.unless(not open_ and not any(each.receivable for each in credits), Group.STAGE)
    yield
    assert fund is not None
    fund.closed = True


@answers("closing.close_period", ACCOUNTANT, foundation=of_fund())
def close_period(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    period: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Close months after their last day, once; never reopened (S69); by no cashier of the month."""
    backwards(model, no, on)
    no_cashier(model, no, actor, period)
    stated(model, no, fund_id, period)
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(period < month(on), Group.DATES)
        no.unless(period > fund.closed_through, Group.CLOSED)
    yield
    assert fund is not None
    fund.closed_through = period


def the_team(model: Programme, *, team_id: str, **told: object) -> str:
    """Return which team signs."""
    return team_id


@answers("teams.sign_agreement", ACCOUNTANT, OFFICE, party=the_team)
def sign_agreement(
    model: Programme,
    no: Grounds,
    *,
    team_id: str,
    project_id: str,
    agreement: str,
    on: date,
    open_tranches: int = 0,
    minutes: str = "",
    **told: object,
) -> Answer:
    """Sign a team's agreement; more than one open tranche at a time by minutes only (S61)."""
    backwards(model, no, on)
    no.unless(project_id in model.projects, Group.UNKNOWN)
    if no.unless(team_id in model.teams, Group.UNKNOWN):
        able(model, no, team_id)
    told_now = (project_id, open_tranches, minutes)
    known = model.agreements.get((team_id, agreement))
    if known is None:
        project = model.projects.get(project_id)
        no.unless(project is None or project.stage != "cancelled", Group.STAGE)
        no.unless(not open_tranches or bool(minutes), Group.CONSENT)
        paid = any(
            paper.agreement == agreement and paper.stage in ("approved", "paid", "settled")
            for paper in model.papers.values()
        )
        no.unless(not open_tranches or not paid, Group.STAGE)
        own_agreement(model, no, project_id, agreement)
    else:
        no.unless(known == told_now, Group.TWICE)
    yield
    model.agreements[team_id, agreement] = told_now
