"""Projects run, stop, end; money changes its use; accounts and gifts are frozen."""

from __future__ import annotations

from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import ACCOUNTANT, ENTERPRISE, TEAM
from tests.programme_model.rules.arriving import accountant
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office

from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.kernel.money import Money


def at(model: Programme, dice: Dice, *stages: str) -> str | None:
    """Return a project, mostly at some stage."""
    return dice.some([p for p, e in model.projects.items() if e.stage in stages], model.projects)


@rule(2)
def start(model: Programme, dice: Dice) -> Act | None:
    """Start a project."""
    key = at(model, dice, "published")
    return None if key is None else by_office(model, dice, "projects.start", project_id=key)


@rule(0.5)
def request_acceptance(model: Programme, dice: Dice) -> Act | None:
    """Ask for acceptance."""
    key = at(model, dice, "executing")
    if key is None:
        return None
    by, role = dice.actor(model, TEAM, model.projects[key].team or "")
    given = {"project_id": key, "document": PAPER, "on": model.today}
    return Act("projects.request_acceptance", by, role, given)


@rule(0.3)
def refuse_acceptance(model: Programme, dice: Dice) -> Act | None:
    """Refuse acceptance."""
    key = at(model, dice, "acceptance")
    told = {"project_id": key, "reason": "未完成"}
    return None if key is None else by_office(model, dice, "projects.refuse_acceptance", **told)


@rule(0.4)
def accept(model: Programme, dice: Dice) -> Act | None:
    """Accept what was done."""
    key = at(model, dice, "acceptance")
    return (
        None
        if key is None
        else by_office(model, dice, "projects.accept", project_id=key, minutes="纪要")
    )


@rule(0.2)
def revoke_acceptance(model: Programme, dice: Dice) -> Act | None:
    """Revoke an acceptance."""
    key = at(model, dice, "accepted")
    told = {"project_id": key, "reason": "不实", "minutes": "纪要"}
    return None if key is None else by_office(model, dice, "projects.revoke_acceptance", **told)


@rule(0.4)
def close(model: Programme, dice: Dice) -> Act | None:
    """Close a project."""
    key = at(model, dice, "accepted")
    return (
        None
        if key is None
        else by_office(model, dice, "projects.close", project_id=key, summary="小结")
    )


@rule(0.25)
def cancel(model: Programme, dice: Dice) -> Act | None:
    """Cancel a project."""
    key = at(model, dice, "published", "executing")
    told = {"project_id": key, "reason": dice.of(("无法实施", "场地没有了"))}
    return None if key is None else by_office(model, dice, "projects.cancel", **told)


@rule(0.5)
def suspend(model: Programme, dice: Dice) -> Act | None:
    """Suspend a project."""
    key = at(model, dice, "published", "executing", "acceptance", "accepted")
    told = {"project_id": key, "reason": "检查", "document": PAPER}
    return None if key is None else by_office(model, dice, "oversight.suspend", **told)


@rule(0.9)
def resume(model: Programme, dice: Dice) -> Act | None:
    """Let a project go on."""
    key = dice.some([p for p, e in model.projects.items() if e.suspended], model.projects)
    return (
        None
        if key is None
        else by_office(model, dice, "oversight.resume", project_id=key, document=PAPER)
    )


@rule(0.6)
def review(model: Programme, dice: Dice) -> Act | None:
    """Review a project half-way."""
    failed = [p for p, e in model.projects.items() if e.failed_review]
    key = (dice.one(failed) if dice.chance(0.6) else None) or at(model, dice, "executing")
    told = {"project_id": key, "passed": dice.chance(0.7), "findings": "情况", "minutes": "纪要"}
    return None if key is None else by_office(model, dice, "oversight.review", **told)


@rule(0.7)
def revise_budget(model: Programme, dice: Dice) -> Act | None:
    """Replace a budget."""
    key = dice.one(model.projects)
    if key is None:
        return None
    lines = tuple(
        BudgetLine(line=line, amount=Money(max(1, amount + dice.random.randint(-800, 1_200))))
        for line, amount in model.projects[key].lines.items()
    )
    told = {"project_id": key, "lines": lines, "reason": "调整"}
    return by_office(model, dice, "projects.revise_budget", **told)


@rule(0.4)
def replace_team(model: Programme, dice: Dice) -> Act | None:
    """Replace a team."""
    key = at(model, dice, "published", "executing", "acceptance")
    if key is None:
        return None
    other = dice.one(model.projects.values()) if dice.chance(0.05) else model.projects[key]
    agreement = other.agreement if other and dice.chance(0.1) else model.new("协议")
    told = {"project_id": key, "team": dice.of(cast.TEAMS), "agreement": agreement or "协议"}
    return by_office(model, dice, "projects.replace_team", **told, reason="换队")


@rule(0.3)
def sign_grant(model: Programme, dice: Dice) -> Act | None:
    """Sign a team's agreement that lets more than one tranche be open."""
    key = dice.one(model.projects)
    if key is None or model.projects[key].granted:
        return None
    known = model.projects[key]
    told: dict[str, Any] = {"project_id": key, "agreement": known.agreement or "协议"}
    told |= {"document_hash": HASH, "open_tranches": 1, "minutes": dice.of(("纪要", "纪要", ""))}
    return by_office(model, dice, "teams.sign_agreement", team_id=known.team or "T1", **told)


@rule(1.2)
def propose_use_change(model: Programme, dice: Dice) -> Act | None:
    """Propose to let a project's money go to another."""
    key = at(model, dice, "cancelled", "executing", "accepted", "closed")
    if key is None:
        return None
    known = model.projects[key].changes
    change = dice.one(known) if known and dice.chance(0.1) else model.new("X")
    told = {"project_id": key, "change": change, "to": dice.of(tuple(model.projects))}
    return by_office(model, dice, "projects.propose_use_change", **told, reason="剩余")


def proposed(model: Programme, dice: Dice) -> tuple[str, str, str, str, str] | None:
    """Return a gift that lies where a change was proposed: project, fund, change, target, gift."""
    found = [
        (use, fund, change, to, gift)
        for (fund, use), account in model.accounts.items()
        if use in model.projects
        for change, to in model.projects[use].changes.items()
        for gift in account.gifts
    ]
    return dice.one(found)


@rule(1.5)
def answer(model: Programme, dice: Dice) -> Act | None:
    """Let a donor say yes or no."""
    found = proposed(model, dice)
    if found is None:
        return None
    _, fund, _, to, gift = found
    credit = model.credits[gift.rpartition("#")[0]]
    part = next((part for part in credit.parts if part.gift == gift), model.gone.get(gift))
    by, role = dice.actor(model, ACCOUNTANT, model.funds[fund].foundation)
    if part is not None and part.claim is not None and dice.chance(0.5):
        by, role = dice.actor(model, ENTERPRISE, model.claims[part.claim].enterprise)
    amount = dice.part(max(1, part.amount if part is not None else 1))
    given = {"gift": gift, "to": to, "amount": Money(amount)}
    given |= {"agreed": dice.chance(0.75), "document": PAPER, "on": model.today}
    return Act("claims.answer_use_change", by, role, given)


@rule(2)
def change_use(model: Programme, dice: Dice) -> Act | None:
    """Move a gift, with a basis or without."""
    found = proposed(model, dice)
    if found is None:
        return None
    project, fund, change, _, gift = found
    judgment = "判决" if dice.chance(0.06) else ""
    told = {"project_id": project, "fund_id": fund, "change": change, "gift": gift}
    told |= {"minutes": "纪要"} if dice.chance(0.9) else {}
    return accountant(
        model, dice, fund, "projects.change_use", **told, judgment=judgment, on=model.today
    )


@rule(0.5)
def freeze(model: Programme, dice: Dice) -> Act | None:
    """Freeze an account, or one gift on it, as a court says; its text may be the programme's."""
    found = dice.one(model.accounts)
    if found is None:
        return None
    fund, use = found
    gift = dice.one(model.accounts[found].gifts) if dice.chance(0.6) else None
    told = {
        "fund_id": fund,
        "designation": use,
        "reason": dice.of(("法院冻结", "检查", "无法实施")),
    }
    return accountant(model, dice, fund, "accounts.freeze", **told, gift=gift, on=model.today)


@rule(1)
def unfreeze(model: Programme, dice: Dice) -> Act | None:
    """Lift a freeze."""
    frozen: list[tuple[tuple[str, str], str | None]] = []
    for key, account in model.accounts.items():
        if account.frozen is not None:
            frozen.append((key, None))
        frozen += [(key, gift) for gift, each in account.gifts.items() if each.frozen]
    found = dice.some(frozen, [(key, None) for key in model.accounts])
    if found is None:
        return None
    (fund, use), gift = found
    told = {"fund_id": fund, "designation": use, "basis": "解除"}
    return accountant(model, dice, fund, "accounts.unfreeze", **told, gift=gift, on=model.today)
