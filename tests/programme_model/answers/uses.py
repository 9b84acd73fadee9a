"""Money that goes to another use: by clause, consent, judgment, or as surplus; else not at all."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import lets_go, posting, under_way, whose
from tests.programme_model.answers.projects import existing
from tests.programme_model.figures import GENERAL, Gift, Part, Programme, Project
from tests.programme_model.rights import (
    ACCOUNTANT,
    ENTERPRISE,
    OFFICE,
    answers,
    of_credit,
    of_fund,
)
from tests.programme_model.shares import free_of, taken

from lixia_domain.kernel.money import Money

ENDED = ("accepted", "closed")


def may_let_go(no: Grounds, project: Project) -> None:
    """Refuse to move money of a project under way otherwise than executing, or suspended."""
    if project.stage != "cancelled":
        no.unless(under_way(project, "executing", *ENDED), Group.STAGE)
        if project.suspended:
            no.found.add(Group.FROZEN)


def may_take_in(model: Programme, no: Grounds, target: str) -> None:
    """Refuse a target that is not live on the day."""
    project = model.projects.get(target)
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.stage not in ("cancelled", "closed"), Group.STAGE)
        no.unless(project.suspended is None, Group.FROZEN)


@answers("projects.propose_use_change", OFFICE)
def propose_use_change(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    change: str,
    to: str,
    on: date,
    **told: object,
) -> Answer:
    """Ask the donors to let their gifts go to another project."""
    project = existing(model, no, project_id, on)
    if project is not None and project.changes.get(change) != to:
        no.unless(change not in project.changes, Group.TWICE)
        may_let_go(no, project)
        no.unless(to != project_id, Group.OTHER)
        may_take_in(model, no, to)
    yield
    assert project is not None
    project.changes.setdefault(change, to)


def giver(model: Programme, *, gift: str, **told: object) -> str | None:
    """Return whose answer on a gift it is: the legal donor's, if that is an enterprise."""
    found = whose(model, gift)
    return None if found is None else model.successor(found[1].donor)


@answers(
    "claims.answer_use_change",
    ENTERPRISE,
    ACCOUNTANT,
    OFFICE,
    foundation=of_credit("gift"),
    party=giver,
)
def answer_use_change(
    model: Programme,
    no: Grounds,
    *,
    gift: str,
    to: str,
    amount: Money,
    agreed: bool,
    document: str,
    on: date,
) -> Answer:
    """Note the donor's own answer on one gift, up to an amount, for one target."""
    found = whose(model, gift)
    if no.unless(found is not None, Group.UNKNOWN) and found is not None:
        credit, part = found
        given = part.amount + (part.returned if credit.reversed else 0)
        no.unless(0 < amount.fen <= given, Group.AMOUNT)
        no.unless(part.kind in ("donation", "sale"), Group.KIND)
    if on < model.today:
        no.perhaps.add(Group.DATES)
    yield
    said = (giver(model, gift=gift), amount.fen, agreed, document)
    if model.said.get((gift, to)) != said:
        model.said[gift, to] = said
        model.answers[gift, to] = (agreed, amount.fen)


def basis(
    model: Programme, no: Grounds, project: Project, to: str, part: Part, left: int, judgment: str
) -> str:
    """Say on what basis a gift may go there, if on any (S54)."""
    if judgment:
        return "judgment"
    said = model.answers.get((part.gift, to))
    if said is not None:
        agreed, up_to = said
        no.unless(agreed and left <= up_to, Group.CONSENT)
        return "consent"
    claim, given = part.claim, part.kind in ("donation", "sale")
    clause = model.claims[claim].clause if claim is not None else None
    ended = project.stage in ENDED
    if clause == "similar_project" and (project.cancelled is not None or ended):
        return "clause"
    over = ended or (project.cancelled is not None and not given)
    no.unless(clause != "return" and over, Group.CONSENT)
    return "silent"


@answers("projects.change_use", ACCOUNTANT, foundation=of_fund())
def change_use(
    model: Programme,
    no: Grounds,
    *,
    project_id: str,
    fund_id: str,
    change: str,
    gift: str,
    judgment: str,
    on: date,
    minutes: str = "",
    **told: object,
) -> Answer:
    """Move what is left of a gift where it was proposed to go, if its donor or the law lets it."""
    project = existing(model, no, project_id, on)
    to, lies, why = "", None, ""
    if project is not None and no.unless(change in project.changes, Group.UNKNOWN):
        to = project.changes[change]
        found = whose(model, gift)
        no.unless(found is not None, Group.UNKNOWN)
        origin = model.look(fund_id, project_id)
        lies = origin.gifts.get(gift)
        no.unless(lies is not None, Group.UNKNOWN)
        if found is not None and lies is not None:
            why = basis(model, no, project, to, found[1], lies.balance, judgment)
            no.unless(why in ("judgment", "consent") or bool(minutes), Group.CONSENT)
            lets_go(model, no, origin, lies)
            no.unless(lies.reserved == 0 and lies.balance > 0, Group.AMOUNT)
        may_let_go(no, project)
        may_take_in(model, no, to)
        no.unless(not model.look(fund_id, to).frozen, Group.FROZEN)
        posting(model, no, fund_id, on)
    outcome = yield
    assert outcome == why, outcome
    assert lies is not None
    moved = lies.balance
    if why == "consent":
        agreed, up_to = model.answers[gift, to]
        model.answers[gift, to] = (agreed, up_to - moved)
    assert project is not None
    project.surplus_moved |= project.stage == "accepted"
    model.account(fund_id, project_id).let_go(gift, moved)
    model.account(fund_id, to).take_in(gift, Gift(moved, lies.donor, on))
    assert found is not None
    part = found[1]
    part.fund, part.designation = fund_id, to
    part.places.add((fund_id, to))
    for paper in model.papers.values():
        for back in (*paper.recoveries, *((paper.bounced,) if paper.bounced else ())):
            if back.places.get(gift) == (fund_id, project_id):
                back.places[gift] = (fund_id, to)


@answers("winding_up.hand_on", ACCOUNTANT, foundation=of_fund())
def hand_on(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    project_id: str,
    amount: Money,
    on: date,
    clause: str = "",
    **told: object,
) -> Answer:
    """Put unrestricted money to a project once its fund is being wound up, the oldest first."""
    fund = model.funds.get(fund_id)
    if no.unless(fund is not None, Group.UNKNOWN) and fund is not None:
        no.unless(fund.terminating and not fund.closed, Group.STAGE)
        posting(model, no, fund_id, on)
    may_take_in(model, no, project_id)
    general = model.look(fund_id, GENERAL)
    no.unless(not general.frozen, Group.FROZEN)
    no.unless(not general.short, Group.SHORT)
    no.unless(not model.look(fund_id, project_id).frozen, Group.FROZEN)
    free = sum(free_of(general, on, government=False).values())
    no.unless(0 < amount.fen <= free, Group.AMOUNT)
    outcome = yield
    assert outcome == ("clause" if clause else "silent"), outcome
    for gift, moved in taken(general, amount.fen, on, government=False).items():
        lies = model.account(fund_id, GENERAL).gifts[gift]
        model.account(fund_id, GENERAL).let_go(gift, moved)
        model.account(fund_id, project_id).take_in(gift, Gift(moved, lies.donor, on))
        found = whose(model, gift)
        part = model.gone[gift] if found is None else found[1]
        part.fund, part.designation = fund_id, project_id
        part.places.add((fund_id, project_id))
