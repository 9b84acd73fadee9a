"""Firms claim, wait, take offers, sign, are demanded and default."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.answers.common import claimed
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH
from tests.programme_model.rights import ACCOUNTANT, ENTERPRISE, OFFICE
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.kernel.money import Money


def by_office(model: Programme, dice: Dice, does: str, /, **given: Any) -> Act:
    """Return an act of the office's."""
    by, role = dice.actor(model, OFFICE)
    return Act(does, by, role, {**given, "on": model.today})


def schedule(model: Programme, dice: Dice, amount: int) -> tuple[Instalment, ...]:
    """Return in which instalments so much is promised; seldom a schedule that does not fit."""
    first = model.today + timedelta(days=dice.random.randrange(40))
    if amount < 2 or dice.chance(0.5):
        wrong = 1 if dice.chance(0.03) else 0
        return (Instalment(due=first, amount=Money(amount + wrong)),)
    part = dice.random.randint(1, amount - 1)
    second = first + timedelta(days=0 if dice.chance(0.03) else 30)
    rest = Instalment(due=second, amount=Money(amount - part))
    return (Instalment(due=first, amount=Money(part)), rest)


@rule(3)
def claim(model: Programme, dice: Dice) -> Act | None:
    """Claim a part of a project, under a new id or one that is used."""
    live = [p for p, each in model.projects.items() if each.stage in ("published", "executing")]
    project = dice.some(live, model.projects)
    if project is None:
        return None
    free = model.projects[project].budget - claimed(model, project)
    code = dice.of(tuple(cast.FIRMS))
    amount = dice.fen(max(1, free)) if dice.chance(0.8) else dice.fen(max(1, free * 2))
    used = [*model.claims, *model.projects[project].waiting]
    key = dice.one(used) if dice.chance(0.06) else None
    if dice.chance(0.5):
        by, role = dice.actor(model, OFFICE)
    else:
        by, role = dice.actor(model, ENTERPRISE, code)
    given = {
        "claim_id": key or model.new("C"),
        "project_id": project,
        "enterprise_code": code,
        "fund_id": dice.of(("F1", "F1", "F1", "F2", "F3")),
        "amount": Money(amount),
        "instalments": schedule(model, dice, amount),
        "on": model.today,
    }
    return Act("claims.claim", by, role, given)


@rule(1)
def take_offer(model: Programme, dice: Dice) -> Act | None:
    """Take a place up that was waited for."""
    waiting = [(p, c) for p, each in model.projects.items() for c in each.waiting]
    found = dice.one(waiting)
    if found is None:
        return None
    project, key = found
    if dice.chance(0.1):
        project = dice.of(tuple(model.projects))
    offered = (
        model.projects[found[0]].offers.get(key, 0) or model.projects[found[0]].waiting[key][1]
    )
    amount = dice.part(offered)
    code = model.projects[found[0]].waiting[key][0]
    by, role = (
        dice.actor(model, ENTERPRISE, code) if dice.chance(0.4) else dice.actor(model, OFFICE)
    )
    given = {
        "claim_id": key,
        "project_id": project,
        "fund_id": dice.of(("F1", "F2", "F3")),
        "amount": Money(max(1, amount)),
        "instalments": schedule(model, dice, max(1, amount)),
        "on": model.today,
    }
    return Act("claims.take_offer", by, role, given)


def of_a_claim(model: Programme, dice: Dice) -> tuple[str, str] | None:
    """Return a claim and its project; seldom another project."""
    key = dice.some([c for c, each in model.claims.items() if each.stands], model.claims)
    if key is None:
        return None
    project = model.claims[key].project
    return key, dice.of(tuple(model.projects)) if dice.chance(0.08) else project


@rule(0.6)
def confirm(model: Programme, dice: Dice) -> Act | None:
    """Confirm a claim."""
    found = of_a_claim(model, dice)
    return found and by_office(
        model, dice, "claims.confirm", claim_id=found[0], project_id=found[1]
    )


@rule(0.8)
def reduce(model: Programme, dice: Dice) -> Act | None:
    """Cut a claim."""
    found = of_a_claim(model, dice)
    if found is None:
        return None
    known = model.claims[found[0]]
    amount = max(1, dice.fen(max(1, known.amount - 1), max(1, sum(known.settled))))
    kept = []
    left = amount
    for (due, promised), paid in zip(known.plan, known.settled, strict=True):
        part = min(left, promised if dice.chance(0.5) else max(paid, 0))
        if part:
            kept.append(Instalment(due=due, amount=Money(part)))
            left -= part
    if left and kept:
        last = kept.pop()
        kept.append(Instalment(due=last.due, amount=last.amount + Money(left)))
    plan = tuple(kept) or schedule(model, dice, amount)
    told = {"claim_id": found[0], "project_id": found[1], "amount": Money(amount)}
    return by_office(model, dice, "claims.reduce", **told, instalments=plan, reason="调减")


@rule(0.8)
def release(model: Programme, dice: Dice) -> Act | None:
    """Release a claim, or a place among those who wait."""
    found = of_a_claim(model, dice)
    waiting = [(c, p) for p, each in model.projects.items() for c in each.waiting]
    if dice.chance(0.3):
        found = dice.one(waiting) or found
    if found is None:
        return None
    told = {"claim_id": found[0], "project_id": found[1], "reason": "放弃"}
    return by_office(model, dice, "claims.release", **told)


@rule(0.3)
def hardship(model: Programme, dice: Dice) -> Act | None:
    """Let a donor in trouble go, on all papers or on some."""
    found = of_a_claim(model, dice)
    if found is None:
        return None
    papers = ("财务证明", "报告", "公开说明")
    shown = {
        name: "" if dice.chance(0.12) else paper
        for name, paper in zip(("finances", "report", "statement"), papers, strict=True)
    }
    told = {"project_id": found[1], **shown}
    return bookkeepers(model, dice, found[0], "claims.exit_by_hardship", **told)


def bookkeepers(model: Programme, dice: Dice, key: str, does: str, **given: Any) -> Act:
    """Return an act on a claim by the accountant of the fund it is pledged to, or the office."""
    keeper = model.funds[model.claims[key].fund].foundation
    by, role = dice.actor(model, ACCOUNTANT, keeper)
    return Act(does, by, role, {"claim_id": key, **given, "on": model.today})


@rule(1)
def sign_agreement(model: Programme, dice: Dice) -> Act | None:
    """Sign a donation agreement."""
    key = dice.one(model.claims)
    if key is None:
        return None
    clause = dice.of(tuple(OnCancellation))
    told = {"document": f"捐赠协议{key}{clause.value}", "document_hash": HASH}
    return bookkeepers(model, dice, key, "claims.sign_agreement", **told, on_cancellation=clause)


@rule(0.8)
def state_approval(model: Programme, dice: Dice) -> Act | None:
    """Evidence a state-owned donor's approval."""
    states = [c for c, each in model.claims.items() if model.enterprises[each.enterprise].states]
    key = dice.some(states, model.claims)
    if key is None:
        return None
    filing = "" if dice.chance(0.1) else "备案"
    told = {"approval": "审批", "filing": filing}
    return bookkeepers(model, dice, key, "arrears.evidence_state_approval", **told)


@rule(1)
def demand(model: Programme, dice: Dice) -> Act | None:
    """Demand an instalment that is overdue, or is not."""
    late = [
        c
        for c, each in model.claims.items()
        if (at := each.next_open()) is not None and each.plan[at - 1][0] < model.today
    ]
    key = dice.some(late, model.claims)
    if key is None:
        return None
    number = model.claims[key].next_open() or 1
    deadline = model.today + timedelta(days=dice.random.randrange(0, 20))
    told = {"number": number, "deadline": deadline, "document": "催告函"}
    return bookkeepers(model, dice, key, "arrears.demand", **told)


@rule(0.8)
def default(model: Programme, dice: Dice) -> Act | None:
    """Find a pledge in default."""
    demanded = [c for c, each in model.claims.items() if each.demands]
    key = dice.some(demanded, model.claims)
    return None if key is None else bookkeepers(model, dice, key, "arrears.default")


@rule(0.5)
def withdraw_default(model: Programme, dice: Dice) -> Act | None:
    """Take back a default, though its place may be another's, or there is none."""
    found = [c for c, each in model.claims.items() if each.defaulted]
    key = dice.some(found, model.claims)
    told = {"reason": "误认", "document": "更正说明"}
    return (
        None if key is None else bookkeepers(model, dice, key, "arrears.withdraw_default", **told)
    )
