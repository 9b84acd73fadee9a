"""Who promises what: claims and their pledges, which change together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import (
    backwards,
    free_place,
    offer_on,
    under_way,
)
from tests.programme_model.figures import Claim, Programme
from tests.programme_model.rights import (
    ACCOUNTANT,
    ENTERPRISE,
    OFFICE,
    answers,
    claimants,
    of_claim,
)

from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.kernel.money import Money


def plan(instalments: Sequence[Instalment]) -> list[tuple[date, int]]:
    """Return a schedule as the model keeps it."""
    return [(each.due, each.amount.fen) for each in instalments]


def sound(no: Grounds, instalments: Sequence[Instalment], amount: int) -> None:
    """Refuse a schedule that does not add up, or whose dates do not ascend."""
    no.unless(sum(each.amount.fen for each in instalments) == amount, Group.AMOUNT)
    dues = [each.due for each in instalments]
    no.unless(dues == sorted(set(dues)), Group.DATES)


def founded(model: Programme, no: Grounds, fund_id: str) -> None:
    """Refuse a fund that takes on no more."""
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(not fund.terminating, Group.STAGE)
        no.unless(not fund.closed, Group.CLOSED)


def claiming(model: Programme, no: Grounds, code: str) -> None:
    """Refuse a firm that may not claim: unseen, debarred, or no more on its own (S28)."""
    firm = model.enterprises.get(code)
    if no.unless(firm is not None, Group.UNKNOWN) and firm is not None:
        no.unless(firm.claims, Group.STAGE)


def the_named(model: Programme, *, enterprise_code: str, **told: object) -> str:
    """Return whose business a claim is: the enterprise's that is named."""
    return enterprise_code


def who_waits(model: Programme, *, claim_id: str, project_id: str, **told: object) -> str | None:
    """Return whose waiting claim it is."""
    project = model.projects.get(project_id)
    found = project.waiting.get(claim_id) if project is not None else None
    return None if found is None else model.successor(found[0])


@answers("claims.claim", OFFICE, ENTERPRISE, party=the_named)
def claim(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    project_id: str,
    enterprise_code: str,
    fund_id: str,
    amount: Money,
    instalments: Sequence[Instalment],
    on: date,
) -> Answer:
    """Claim a project, at most what is free; beyond it wait, where that was offered (S01)."""
    founded(model, no, fund_id)
    backwards(model, no, on)
    no.unless(amount.fen > 0, Group.AMOUNT)
    claiming(model, no, enterprise_code)
    project = model.projects.get(project_id)
    known, waits = model.claims.get(claim_id), ""
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.stage in ("published", "executing"), Group.STAGE)
        no.unless(project.suspended is None, Group.FROZEN)
        here = known is not None and known.stands and known.project == project_id
        if here and known is not None:
            said = (known.enterprise, known.amount) == (enterprise_code, amount.fen)
            waits = "known" if no.unless(said, Group.TWICE) else ""
        elif claim_id in project.waiting:
            said = project.waiting[claim_id] == (enterprise_code, amount.fen)
            waits = "known" if no.unless(said, Group.TWICE) else ""
        else:
            elsewhere = any(claim_id in other.waiting for other in model.projects.values())
            if amount.fen <= free_place(model, project_id, claim_id):
                sound(no, instalments, amount.fen)
                waits = "taken"
                if not no.unless(known is None, Group.TWICE):
                    no.perhaps.add(Group.STAGE)
                if elsewhere:
                    no.found.add(Group.TWICE)
            elif no.unless(project.waitlist, Group.AMOUNT):
                waits = "waitlisted"
                no.unless(known is None and not elsewhere, Group.TWICE)
            else:
                no.perhaps.update({Group.TWICE, Group.STAGE})
    outcome = yield
    assert project is not None
    states = model.enterprises[enterprise_code].states
    assert outcome == (waits if waits != "taken" else "claimed" if states else "confirmed"), outcome
    if waits == "waitlisted":
        project.waiting[claim_id] = (enterprise_code, amount.fen)
    elif waits == "taken":
        promise(model, claim_id, project_id, enterprise_code, fund_id, instalments, not states)


def promise(
    model: Programme,
    claim_id: str,
    project_id: str,
    enterprise: str,
    fund: str,
    instalments: Sequence[Instalment],
    confirmed: bool,
) -> None:
    """Note a claim with its pledge."""
    dues = plan(instalments)
    amount, nothing = sum(each for _, each in dues), [0] * len(dues)
    of = (project_id, enterprise, fund, amount, dues, nothing, enterprise, confirmed)
    model.claims[claim_id] = Claim(*of)


@answers("claims.take_offer", OFFICE, ENTERPRISE, party=who_waits)
def take_offer(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    project_id: str,
    fund_id: str,
    amount: Money,
    instalments: Sequence[Instalment],
    on: date,
) -> Answer:
    """Turn a waiting claim into one, looked at like any; it keeps its place (S55)."""
    founded(model, no, fund_id)
    backwards(model, no, on)
    project = model.projects.get(project_id)
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(under_way(project, "published", "executing"), Group.STAGE)
        if project.suspended:
            no.found.add(Group.FROZEN)
        if no.unless(claim_id in project.waiting, Group.UNKNOWN):
            code, wish = project.waiting[claim_id]
            claiming(model, no, model.successor(code))
            room = min(free_place(model, project_id, claim_id), wish)
            no.unless(0 < amount.fen <= room, Group.AMOUNT)
            sound(no, instalments, amount.fen)
            no.unless(claim_id not in model.claims, Group.TWICE)
    yield
    assert project is not None
    waited, _ = project.waiting.pop(claim_id)
    enterprise = model.successor(waited)
    project.offers.pop(claim_id, None)
    promise(model, claim_id, project_id, enterprise, fund_id, instalments, False)
    offer_on(model, project_id, but=claim_id)


def own(model: Programme, no: Grounds, claim_id: str, project_id: str) -> Claim | None:
    """Say whether a claim is there and this project's (S51)."""
    claim = model.claims.get(claim_id)
    if not no.unless(claim is not None, Group.UNKNOWN) or claim is None:
        return None
    return claim if no.unless(claim.project == project_id, Group.OTHER) else None


@answers("claims.confirm", OFFICE)
def confirm(model: Programme, no: Grounds, *, claim_id: str, project_id: str, on: date) -> Answer:
    """Confirm a claim, a state-owned donor's only once its approval is evidenced (S26)."""
    claim = own(model, no, claim_id, project_id)
    backwards(model, no, on)
    if claim is not None:
        states = model.enterprises[claim.enterprise].states
        no.unless(not states or claim.approved, Group.CONSENT)
        no.unless(claim.stands, Group.UNKNOWN)
    yield
    assert claim is not None
    claim.confirmed = True


@answers("claims.reduce", OFFICE)
def reduce(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    project_id: str,
    amount: Money,
    instalments: Sequence[Instalment],
    on: date,
    **told: object,
) -> Answer:
    """Cut a claim and its pledge, never below what has come of any instalment (S58, S59)."""
    backwards(model, no, on)
    no.unless(project_id in model.projects, Group.UNKNOWN)
    claim = own(model, no, claim_id, project_id)
    dues = plan(instalments)
    if claim is not None:
        no.unless(claim.stands, Group.UNKNOWN)
        no.unless(0 < amount.fen < claim.amount, Group.AMOUNT)
        no.unless(not claim.released and not claim.defaulted, Group.STAGE)
        sound(no, instalments, amount.fen)
        for at, paid in enumerate(claim.settled):
            no.unless(paid <= (dues[at][1] if at < len(dues) else 0), Group.AMOUNT)
    else:
        no.perhaps.update({Group.UNKNOWN, Group.AMOUNT})
    yield
    assert claim is not None
    same = [number for number, due in enumerate(dues, 1) if due in claim.plan[number - 1 : number]]
    claim.demands = [one for one in claim.demands if one[0] in same]
    claim.amount, claim.plan = amount.fen, dues
    claim.settled = (claim.settled + [0] * len(dues))[: len(dues)]
    offer_on(model, project_id)


def free_the_rest(model: Programme, claim: Claim, claim_id: str) -> None:
    """Free of a claim's place what has not come; the rest keeps it (S59)."""
    paid = sum(claim.settled)
    if paid:
        claim.amount = paid
    else:
        claim.stands = False
    offer_on(model, claim.project)


@answers("claims.release", OFFICE)
def release(
    model: Programme, no: Grounds, *, claim_id: str, project_id: str, on: date, **told: object
) -> Answer:
    """Give a place free; of a claim that waits, its turn."""
    backwards(model, no, on)
    project = model.projects.get(project_id)
    no.unless(project is not None, Group.UNKNOWN)
    waits = project is not None and claim_id in project.waiting
    claim = None if waits else own(model, no, claim_id, project_id)
    if claim is not None:
        no.unless(claim.stands, Group.UNKNOWN)
        no.unless(sum(claim.settled) < claim.amount, Group.STAGE)
    yield
    assert project is not None
    if waits:
        del project.waiting[claim_id]
        project.offers.pop(claim_id, None)
        offer_on(model, project_id)
    else:
        assert claim is not None
        free_the_rest(model, claim, claim_id)
        claim.released = True


@answers("claims.exit_by_hardship", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def exit_by_hardship(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    project_id: str,
    finances: str,
    report: str,
    statement: str,
    on: date,
) -> Answer:
    """Let a donor in grave trouble go, on finances, report and public statement alone (S10)."""
    claim = own(model, no, claim_id, project_id)
    if claim is not None:
        no.unless(not claim.released, Group.STAGE)
        no.unless(bool(finances and report and statement), Group.CONSENT)
        no.unless(claim.stands, Group.UNKNOWN)
        no.unless(sum(claim.settled) < claim.amount, Group.STAGE)
    yield
    assert claim is not None
    free_the_rest(model, claim, claim_id)
    claim.released = True


@answers("claims.sign_agreement", ACCOUNTANT, OFFICE, foundation=of_claim, party=claimants)
def sign_agreement(
    model: Programme,
    no: Grounds,
    *,
    claim_id: str,
    on_cancellation: OnCancellation,
    on: date,
    **told: object,
) -> Answer:
    """Sign the donation agreement, once."""
    claim = model.claims.get(claim_id)
    backwards(model, no, on)
    if no.unless(claim is not None, Group.UNKNOWN) and claim is not None:
        no.unless(not claim.released, Group.STAGE)
        no.unless(claim.clause in (None, on_cancellation.value), Group.TWICE)
    yield
    assert claim is not None
    claim.clause = on_cancellation.value
