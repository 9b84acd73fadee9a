"""Foundations: qualified, staffed, tied to parties, reporting their years; their plans."""

from __future__ import annotations

from datetime import date, timedelta

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.figures import Programme
from tests.programme_model.lives import Foundation, Plan
from tests.programme_model.rights import ACCOUNTANT, answers

from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.kernel.money import Money

AHEAD = 10
"""How many days before it begins a plan is filed."""


def own(model: Programme, *, code: str, **told: object) -> str:
    """Return which foundation it is about."""
    return code


def existing(model: Programme, no: Grounds, code: str, on: date) -> Foundation | None:
    """Say whether a foundation is registered."""
    backwards(model, no, on)
    known = model.foundations.get(code)
    no.unless(known is not None, Group.UNKNOWN)
    return known


@answers("foundations.register", ACCOUNTANT, foundation=own)
def register(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    name: str,
    authority: str,
    document: str,
    on: date,
) -> Answer:
    """Register a foundation."""
    known, said = model.foundations.get(code), (name, authority, document)
    backwards(model, no, on)
    no.unless(known is None or known.said == said, Group.TWICE)
    yield
    model.foundations.setdefault(code, Foundation(name, on, said))


def named_as(qualification: Qualification) -> str:
    """Return what a qualification is for."""
    return "raises" if qualification is Qualification.PUBLIC_FUNDRAISING else "deducts"


@answers("foundations.qualify", ACCOUNTANT, foundation=own)
def qualify(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    qualification: Qualification,
    certificate: str,
    since: date,
    until: date | None,
    on: date,
) -> Answer:
    """Record a qualification: of each certificate the last record holds."""
    known = existing(model, no, code, on)
    no.unless(until is None or since <= until, Group.DATES)
    yield
    assert known is not None
    known.certificates[named_as(qualification), certificate] = (since, until)


def holds(known: Foundation, person: str, office: Office) -> list[list[object]]:
    """Return the terms in which somebody holds an office now."""
    return [one for one in known.terms if one[:2] == [person, office.value] and one[3] is None]


@answers("foundations.appoint", ACCOUNTANT, foundation=own)
def appoint(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    person: str,
    office: Office,
    on: date,
    **told: object,
) -> Answer:
    """Appoint an officer."""
    known = existing(model, no, code, on)
    if known is not None:
        no.unless(not holds(known, person, office), Group.TWICE)
    yield
    assert known is not None
    known.terms.append([person, office.value, on, None])


@answers("foundations.leave", ACCOUNTANT, foundation=own)
def leave(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    person: str,
    office: Office,
    on: date,
    **told: object,
) -> Answer:
    """Let an officer go."""
    known = existing(model, no, code, on)
    if known is not None:
        no.unless(bool(holds(known, person, office)), Group.STAGE)
    yield
    assert known is not None
    for term in holds(known, person, office):
        term[3] = on


@answers("foundations.declare", ACCOUNTANT, foundation=own)
def declare(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    party: str,
    person: str,
    tie: Tie,
    on: date,
    **told: object,
) -> Answer:
    """Declare who is tied to a payee or team."""
    known = existing(model, no, code, on)
    yield
    assert known is not None
    tied = (party, person, tie.value)
    if not any(one[:3] == tied and one[4] is None for one in known.ties):
        known.ties.append((*tied, on, None))


@answers("foundations.end_tie", ACCOUNTANT, foundation=own)
def end_tie(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    party: str,
    person: str,
    tie: Tie,
    on: date,
    **told: object,
) -> Answer:
    """Note that a tie is no more, from that day on (S80)."""
    known, tied = existing(model, no, code, on), (party, person, tie.value)
    if known is not None:
        no.unless(any(one[:3] == tied and one[4] is None for one in known.ties), Group.STAGE)
    yield
    assert known is not None
    known.ties = [
        (*tied, one[3], on) if one[:3] == tied and one[4] is None else one for one in known.ties
    ]


@answers("foundations.end_qualification", ACCOUNTANT, foundation=own)
def end_qualification(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    qualification: Qualification,
    certificate: str,
    until: date,
    on: date,
    **told: object,
) -> Answer:
    """Cut a qualification short (S80)."""
    known, what = existing(model, no, code, on), named_as(qualification)
    span = None if known is None else known.certificates.get((what, certificate))
    if known is not None and no.unless(span is not None, Group.UNKNOWN) and span is not None:
        since, last = span
        no.unless(since <= until, Group.DATES)
        no.unless(last is None or until <= last, Group.DATES)
    yield
    assert known is not None and span is not None
    known.certificates[what, certificate] = (span[0], until)


@answers("foundations.report_year", ACCOUNTANT, foundation=own)
def report_year(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    year: int,
    prior_income: Money,
    three_year_income: Money | None,
    charitable_spending: Money,
    management_cost: Money,
    total_spending: Money,
    document: str,
    corrects: str | None,
    on: date,
    **told: object,
) -> Answer:
    """Report a year that is over; its figures fit each other (S94); a correction cites it."""
    known = existing(model, no, code, on)
    no.unless(year < on.year, Group.DATES)
    parts = charitable_spending.fen + management_cost.fen
    no.unless(parts <= total_spending.fen, Group.AMOUNT)
    three = three_year_income
    no.unless(three is None or three.fen >= prior_income.fen, Group.AMOUNT)
    sums = (prior_income, three_year_income, charitable_spending, management_cost, total_spending)
    said = (document, corrects, *sums)
    reports = [] if known is None else known.years.get(year, [])
    last = reports[-1][0] if reports else None
    if last is not None and last != said:
        no.unless(corrects is not None, Group.TWICE)
    if corrects is not None and last != said:
        no.unless(isinstance(last, tuple) and last[0] == corrects, Group.UNKNOWN)
    yield
    assert known is not None
    if last != said:
        known.years.setdefault(year, []).append((said, on))


def plans_keeper(model: Programme, *, plan_id: str, **told: object) -> str | None:
    """Return whose plan it is."""
    plan = model.plans.get(plan_id)
    return None if plan is None else plan.foundation


def named(model: Programme, *, foundation_code: str, **told: object) -> str:
    """Return whose plan it is to be."""
    return foundation_code


def qualified(model: Programme, no: Grounds, code: str, on: date) -> None:
    """Refuse a foundation that may not raise money in public on a day."""
    known = model.foundations.get(code)
    if no.unless(known is not None, Group.UNKNOWN) and known is not None:
        no.unless(known.raises(on), Group.CONSENT)


@answers("plans.file", ACCOUNTANT, foundation=named)
def file(
    model: Programme,
    no: Grounds,
    *,
    plan_id: str,
    foundation_code: str,
    fund_id: str,
    title: str,
    purpose: str,
    begins: date,
    ends: date,
    goal: Money,
    surplus: str,
    filing: str,
    on: date,
) -> Answer:
    """File a plan ten days before it begins, of a foundation that may raise money then."""
    backwards(model, no, on)
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(not fund.terminating, Group.STAGE)
        no.unless(not fund.closed, Group.CLOSED)
        no.unless(fund.foundation == foundation_code, Group.FUND)
    qualified(model, no, foundation_code, begins)
    no.unless(goal.fen > 0, Group.AMOUNT)
    said = (foundation_code, fund_id, title, purpose, begins, ends, goal, surplus, filing)
    known = model.plans.get(plan_id)
    if known is not None:
        no.unless(known.said == said, Group.TWICE)
    else:
        no.unless(begins <= ends, Group.DATES)
        no.unless(on + timedelta(days=AHEAD) <= begins, Group.DATES)
    yield
    if known is None:
        now = (purpose, ends, goal, filing)
        model.plans[plan_id] = Plan(foundation_code, said, begins, ends, now, [(begins, ends)])


def running(model: Programme, no: Grounds, plan_id: str, on: date) -> Plan | None:
    """Say whether a plan is there and not ended."""
    backwards(model, no, on)
    plan = model.plans.get(plan_id)
    if no.unless(plan is not None, Group.UNKNOWN) and plan is not None:
        no.unless(plan.ended is None, Group.STAGE)
    return plan


@answers("plans.amend", ACCOUNTANT, foundation=plans_keeper)
def amend(
    model: Programme,
    no: Grounds,
    *,
    plan_id: str,
    purpose: str,
    ends: date,
    goal: Money,
    filing: str,
    on: date,
    **told: object,
) -> Answer:
    """Change a plan and file it again; its end only while it runs, and not into the past (S92)."""
    plan, now = running(model, no, plan_id, on), (purpose, ends, goal, filing)
    no.unless(goal.fen > 0, Group.AMOUNT)
    if plan is not None:
        if ends > plan.ends:
            qualified(model, no, plan.foundation, on)
        if now != plan.now:
            no.unless(filing != plan.now[3], Group.CONSENT)
            no.unless(ends >= plan.begins, Group.DATES)
            over = plan.spans[-1][1] < on
            no.unless(ends == plan.ends or (not over and ends >= on), Group.DATES)
    yield
    assert plan is not None
    plan.now = now
    if ends != plan.ends:
        plan.ends = ends
        plan.spans[-1] = (plan.begins, max(plan.begins, ends))


@answers("plans.end", ACCOUNTANT, foundation=plans_keeper)
def end(model: Programme, no: Grounds, *, plan_id: str, on: date, **told: object) -> Answer:
    """End the fundraising; what was over before, was over then."""
    plan = running(model, no, plan_id, on)
    if plan is not None:
        no.unless(on >= plan.begins, Group.DATES)
    yield
    assert plan is not None
    plan.ended = on
    begins, last = plan.spans[-1]
    plan.spans[-1] = (begins, max(begins, min(last, on)))
