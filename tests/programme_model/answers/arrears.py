"""Promises that need a permission, or are not kept."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.claims import free_the_rest
from tests.programme_model.answers.common import backwards
from tests.programme_model.figures import Programme
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
    """Demand an overdue instalment, giving time."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        no.unless(not claim.released and not claim.defaulted, Group.STAGE)
        owed = number <= len(claim.plan) and claim.missing(number) > 0
        if no.unless(owed, Group.STAGE):
            no.unless(claim.plan[number - 1][0] < on < deadline, Group.DATES)
    yield
    assert claim is not None
    claim.demanded = (number, deadline)


@answers("arrears.default", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def default(model: Programme, no: Grounds, *, claim_id: str, on: date) -> Answer:
    """Find a pledge in default once its demand has run out unpaid (S09)."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        no.unless(not claim.released, Group.STAGE)
        if not claim.defaulted and no.unless(claim.demanded is not None, Group.STAGE):
            number, deadline = claim.demanded or (0, on)
            no.unless(on > deadline, Group.DATES)
            no.unless(claim.missing(number) > 0, Group.STAGE)
    yield
    assert claim is not None
    if not claim.defaulted:
        claim.defaulted = True
        if claim.stands:
            free_the_rest(model, claim, claim_id)
