"""Promises that need a permission, or are not kept."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.claims import free_the_rest
from tests.programme_model.answers.common import backwards, free_place, given_by
from tests.programme_model.days import civil
from tests.programme_model.figures import Claim, Programme
from tests.programme_model.rights import ACCOUNTANT, OFFICE, answers, claimants, of_claim


@answers("arrears.evidence_state_approval", ACCOUNTANT, foundation=of_claim)
def evidence_state_approval(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    approval: str,
    filing: str,
    on: date,
) -> Answer:
    """Evidence a state-owned donor's approval and filing; the claim is confirmed with it (S26)."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        no.unless(not claim.released, Group.STAGE)
        no.unless(claim.approved or bool(approval and filing), Group.CONSENT)
        no.unless(claim.stands, Group.UNKNOWN)
    yield
    assert claim is not None
    claim.approved = claim.confirmed = True


@answers("arrears.demand", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def demand(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    number: int,
    deadline: date,
    on: date,
    **told: object,
) -> Answer:
    """Demand an overdue instalment, giving time; due on a holiday, it is due the day after."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        awaited(model, no, claim)
        no.unless(not claim.released and not claim.defaulted, Group.STAGE)
        owed = number <= len(claim.plan) and claim.missing(number) > 0
        if no.unless(owed, Group.STAGE):
            not_there(model, no, claim_id, claim, number)
            no.unless(civil(claim.plan[number - 1][0]) < on < deadline, Group.DATES)
    yield
    assert claim is not None
    if (number, deadline) not in claim.demands:
        claim.demands.append((number, deadline))


def awaited(model: Programme, no: Grounds, claim: Claim) -> None:
    """Refuse to ask for money that has nowhere to go, for now or for good (S90)."""
    project, fund = model.projects[claim.project], model.funds[claim.fund]
    no.unless(project.stage in ("published", "executing", "acceptance", "accepted"), Group.STAGE)
    no.unless(project.suspended is None, Group.FROZEN)
    no.unless(not fund.terminating, Group.STAGE)
    no.unless(not fund.closed, Group.CLOSED)


def not_there(model: Programme, no: Grounds, claim_id: str, claim: Claim, number: int) -> None:
    """Refuse to dun whoever has paid what is missing, though it is only held (S68)."""
    there = sum(
        credit.held
        for credit in model.credits.values()
        if claim_id in credit.meant or given_by(model, claim.enterprise, credit)
    )
    no.unless(there < claim.missing(number), Group.STAGE)


@answers("arrears.default", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def default(model: Programme, no: Grounds, *, claim_id: str, on: date) -> Answer:
    """Find a pledge in default once its demand has run out unpaid (S09)."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        awaited(model, no, claim)
        no.unless(not claim.released, Group.STAGE)
        unpaid = [until for number, until in claim.demands if claim.missing(number)]
        if not claim.defaulted and no.unless(bool(unpaid), Group.STAGE):
            no.unless(on > civil(min(unpaid)), Group.DATES)
            asked = [one for one in claim.demands if claim.missing(one[0])]
            not_there(model, no, claim_id, claim, min(asked, key=lambda one: one[1])[0])
    yield
    assert claim is not None
    if not claim.defaulted:
        claim.defaulted = True
        if claim.stands:
            free_the_rest(model, claim, claim_id)


@answers("arrears.withdraw_default", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def withdraw_default(
    model: Programme, no: Grounds, *, claim_id: str, on: date, **told: object
) -> Answer:
    """Take a default back while its place is still free: claim and promise are as before (S80)."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    whole, placed = 0, True
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        no.unless(not claim.released, Group.STAGE)
        if claim.defaulted and not claim.released:
            project = model.projects[claim.project]
            no.unless(project.suspended is None, Group.FROZEN)
            whole = sum(promised for _, promised in claim.plan)
            more = whole - claim.amount if claim.stands else whole
            placed = more <= free_place(model, claim.project, claim_id)
            no.unless(placed or project.stage in ("cancelled", "closed"), Group.AMOUNT)
    yield
    assert claim is not None
    if claim.defaulted:
        claim.defaulted, claim.demands = False, []
        if placed:
            claim.stands, claim.amount = True, whole
