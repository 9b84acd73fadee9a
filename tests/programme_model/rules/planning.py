"""Needs are put forward, verified, merged, declined, planned; batches released and announced."""

from __future__ import annotations

from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rules.keeping import details
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office
from tests.programme_model.rules.serving import by_team

from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money


@rule(1)
def put_forward(model: Programme, dice: Dice) -> Act | None:
    """Put a need forward."""
    used = dice.one(model.needs) if dice.chance(0.05) else None
    who = cast.person("居民")
    told: dict[str, Any] = {"need_id": used or model.new("N"), "summary": "送餐", "person": who}
    told |= {"domain": "为老服务", "place": "历下"}
    if dice.chance(0.2):
        told |= {"details": details(dice, who), "notice": "告知书"}
    return by_office(model, dice, "needs.put_forward", **told)


def need(model: Programme, dice: Dice, *stages: str) -> str | None:
    """Return a need, mostly at some stage."""
    return dice.some([k for k, n in model.needs.items() if n.stage in stages], model.needs)


@rule(1)
def verify(model: Programme, dice: Dice) -> Act | None:
    """Verify a need."""
    key = need(model, dice, "raised")
    told = {"need_id": key, "document": PAPER}
    return None if key is None else by_office(model, dice, "needs.verify", **told)


@rule(0.3)
def merge(model: Programme, dice: Dice) -> Act | None:
    """Merge a need into another."""
    key, into = need(model, dice, "raised", "verified"), dice.one(model.needs)
    if key is None or into is None:
        return None
    told = {"need_id": key, "into": into, "reason": "同一需求"}
    return by_office(model, dice, "needs.merge", **told)


@rule(0.3)
def decline(model: Programme, dice: Dice) -> Act | None:
    """Decline a need."""
    key = need(model, dice, "raised", "verified")
    gone = [k for k, n in model.needs.items() if n.stage == "planned"]
    if dice.chance(0.1):
        key = dice.one(gone)
    return (
        None
        if key is None
        else by_office(model, dice, "needs.decline", need_id=key, reason="超出范围")
    )


def lines(dice: Dice) -> tuple[BudgetLine, ...]:
    """Return a budget."""
    goods = BudgetLine(line="物资", amount=Money(dice.fen(9_000, 3_000)))
    return (goods, BudgetLine(line="活动", amount=Money(dice.fen(9_000, 3_000))))


@rule(0.7)
def plan(model: Programme, dice: Dice) -> Act | None:
    """Plan a project out of needs."""
    keys = [key for _ in range(dice.of((1, 1, 2))) if (key := need(model, dice, "verified"))]
    used = dice.one(model.projects) if dice.chance(0.04) else None
    if not keys or len(model.projects) > 9:
        return None
    told: dict[str, Any] = {"project_id": used or model.new("P"), "title": "示例项目（虚构示例）"}
    told |= {"domain": "为老服务", "needs": tuple(dict.fromkeys(keys)), "lines": lines(dice)}
    return by_office(model, dice, "needs.plan", **told, relief=dice.chance(0.5))


@rule(0.08)
def draft(model: Programme, dice: Dice) -> Act | None:
    """Draft a project over a need that is not there, or was given up."""
    gone = [k for k, n in model.needs.items() if n.stage in ("declined", "merged", "raised")]
    key = dice.one(gone) if dice.chance(0.6) else "N-none"
    if key is None or len(model.projects) > 9:
        return None
    told: dict[str, Any] = {"project_id": model.new("P"), "title": "示例项目（虚构示例）"}
    told |= {"domain": "为老服务", "needs": (key,), "lines": lines(dice), "relief": False}
    return by_office(model, dice, "projects.draft", **told)


@rule(0.5)
def approve(model: Programme, dice: Dice) -> Act | None:
    """Pass a project's review."""
    key = dice.some([p for p, e in model.projects.items() if e.stage == "drafted"], model.projects)
    return (
        None
        if key is None
        else by_office(model, dice, "projects.approve", project_id=key, minutes="纪要")
    )


@rule(0.1)
def give_back(model: Programme, dice: Dice) -> Act | None:
    """Return a project to its authors."""
    key = dice.some([p for p, e in model.projects.items() if e.stage == "approved"], model.projects)
    return (
        None
        if key is None
        else by_office(model, dice, "projects.give_back", project_id=key, reason="补充预算")
    )


def offer(dice: Dice) -> Offer:
    """Return on what terms a project is published."""
    return Offer(minimum=Money(dice.fen(2_000)), waitlist=dice.chance(0.6))


@rule(0.6)
def release(model: Programme, dice: Dice) -> Act | None:
    """Release a batch of what is approved."""
    ready = [p for p, each in model.projects.items() if each.stage == "approved"]
    key = dice.some(ready, model.projects)
    if key is None:
        return None
    offers = {each: offer(dice) for each in {key, *(ready[:1] if dice.chance(0.3) else ())}}
    used = dice.one(model.batches) if dice.chance(0.08) else None
    told: dict[str, Any] = {"batch_id": used or model.new("B"), "title": "批次", "offers": offers}
    return by_office(model, dice, "projects.release_batch", **told)


@rule(0.3)
def plan_batch(model: Programme, dice: Dice) -> Act | None:
    """Plan a batch."""
    used = dice.one(model.batches) if dice.chance(0.1) else None
    title = "批次" if dice.chance(0.95) else "别的批次"
    told = {"batch_id": used or model.new("B"), "title": title}
    return by_office(model, dice, "projects.plan_batch", **told)


@rule(0.3)
def publish(model: Programme, dice: Dice) -> Act | None:
    """Publish one project in a batch: released, announced, or never planned."""
    key = dice.some([p for p, e in model.projects.items() if e.stage == "approved"], model.projects)
    if key is None:
        return None
    batch = dice.one(model.batches) if dice.chance(0.9) else "B-none"
    told = {"project_id": key, "batch_id": batch or "B-none", "offer": offer(dice)}
    return by_office(model, dice, "projects.publish", **told)


@rule(0.2)
def announce(model: Programme, dice: Dice) -> Act | None:
    """Announce at the ceremony what has been pledged."""
    key = dice.some([b for b, e in model.batches.items() if not e.announced], model.batches)
    told = {"batch_id": key, "ceremony": "启动暨发布仪式"}
    return None if key is None else by_office(model, dice, "projects.announce", **told)


@rule(0.3)
def nominate(model: Programme, dice: Dice) -> Act | None:
    """Nominate a brand."""
    project = dice.one(model.projects)
    if project is None:
        return None
    team = model.projects[project].team or "T1"
    if dice.chance(0.06):
        team = dice.of(cast.TEAMS)
    used = dice.one(model.brands) if dice.chance(0.08) else None
    told: dict[str, Any] = {"brand_id": used or model.new("品牌"), "name": "泉润（虚构示例）"}
    told |= {"team": team, "projects": (project,), "reason": "成效好"}
    return by_team(model, dice, team, "teams.nominate", **told)


@rule(0.4)
def brand(model: Programme, dice: Dice) -> Act | None:
    """Take a brand on: into incubation, recognised, retired."""
    key = dice.one(model.brands)
    if key is None:
        return None
    does, told = dice.of(
        (
            ("teams.incubate", {"plan": PAPER}),
            ("teams.incubate", {"plan": PAPER}),
            ("teams.recognise", {"title": "精品项目", "minutes": "纪要"}),
            ("teams.recognise", {"title": "精品项目", "minutes": "纪要"}),
            ("teams.retire", {"reason": "期满"}),
        )
    )
    return by_office(model, dice, does, brand_id=key, **told)
