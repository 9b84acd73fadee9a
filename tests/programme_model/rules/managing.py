"""Receipts, goods, roles, the ends of funds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import ADMIN, APPROVER, KEEPER
from tests.programme_model.rules.arriving import a_part, accountant, waiting
from tests.programme_model.rules.made import rule

from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role


def keeper(model: Programme, dice: Dice, fund: str, does: str, **given: Any) -> Act:
    """Return an act of who keeps a foundation's receipts."""
    whose = model.funds[fund].foundation if fund in model.funds else cast.A
    by, role = dice.actor(model, KEEPER, whose)
    return Act(does, by, role, {"code": "票据", **given, "on": model.today})


def number(model: Programme, dice: Dice) -> str:
    """Return the next number, seldom one that is used."""
    used = dice.one(model.receipts) if dice.chance(0.08) else None
    return used or model.new("R")


@rule(1.5)
def issue(model: Programme, dice: Dice) -> Act | None:
    """Issue a receipt over a gift, or over what is none."""
    found = a_part(model, dice, "donation")
    if found is None:
        return None
    told = {"number": number(model, dice), "gift": found[1].gift}
    return keeper(model, dice, found[0].fund, "receipts.issue", **told)


@rule(0.7)
def reverse(model: Programme, dice: Dice) -> Act | None:
    """Reverse a receipt."""
    issued = [key for key, (state, _) in model.receipts.items() if state == "issued"]
    key = dice.some(issued, model.receipts)
    if key is None:
        return None
    about = model.receipts[key][1]
    credit = model.credits.get(about.rpartition("#")[0])
    goods = model.goods.get(about)
    fund = credit.fund if credit else goods.fund if goods else "F1"
    told = {"number": key, "reason": "更正"}
    if dice.chance(0.4):
        told["red_number"] = number(model, dice)
    return keeper(model, dice, fund, "receipts.reverse", **told)


@rule(0.3)
def void(model: Programme, dice: Dice) -> Act | None:
    """Void a blank number, or one that is used."""
    return keeper(model, dice, "F1", "receipts.void", number=number(model, dice), reason="作废")


@rule(0.6)
def deliver(model: Programme, dice: Dice) -> Act | None:
    """Take goods in."""
    fund = dice.of(tuple(model.funds))
    project = dice.one(model.projects) if dice.chance(0.6) else None
    told: dict[str, Any] = {"item": "米", "unit": "袋", "quantity": dice.random.randint(1, 9)}
    told |= {"value": Money(dice.fen(900)), "valued": Valued.DOCUMENT, "document": PAPER}
    key = dice.one(model.goods) if dice.chance(0.05) else None
    told |= {"delivery_id": key or model.new("G"), "document_hash": HASH, "on": model.today}
    donor = dice.of(tuple(cast.FIRMS))
    return accountant(
        model, dice, fund, "goods.deliver", fund_id=fund, donor=donor, project_id=project, **told
    )


@rule(0.4)
def receipt_goods(model: Programme, dice: Dice) -> Act | None:
    """Issue a receipt for goods."""
    key = dice.one(model.goods)
    if key is None:
        return None
    told = {"number": number(model, dice), "delivery_id": key}
    return keeper(model, dice, model.goods[key].fund, "receipts.issue_in_kind", **told)


@rule(0.6)
def give_out(model: Programme, dice: Dice) -> Act | None:
    """Give goods to a project."""
    key = dice.one(model.goods)
    if key is None:
        return None
    goods = model.goods[key]
    project = goods.project if goods.project and dice.chance(0.9) else dice.one(model.projects)
    told = {"delivery_id": key, "quantity": dice.random.randint(1, 4), "project_id": project}
    told |= {"receiver": "T1", "document": PAPER, "on": model.today}
    return accountant(model, dice, goods.fund, "goods.issue", **told)


@rule(0.6)
def sell(model: Programme, dice: Dice) -> Act | None:
    """Sell goods, by an entry that is held."""
    key = dice.one(model.goods)
    if key is None:
        return None
    goods = model.goods[key]
    credit = waiting(model, dice, goods.fund if dice.chance(0.9) else "") or "L0"
    held = model.credits[credit].held if credit in model.credits else 1
    net, costs = dice.part(max(1, held)), dice.random.choice((0, 0, 5, 5_000))
    told = {"delivery_id": key, "quantity": dice.random.randint(1, 3), "credit_id": credit}
    told |= {"proceeds": Money(net + costs if costs < 100 else net), "costs": Money(costs)}
    return accountant(model, dice, goods.fund, "goods.sell", **told, minutes="纪要", on=model.today)


@rule(0.3)
def write_goods_off(model: Programme, dice: Dice) -> Act | None:
    """Write goods off."""
    key = dice.one(model.goods)
    if key is None:
        return None
    by, role = dice.actor(model, APPROVER, model.funds[model.goods[key].fund].foundation)
    told = {"delivery_id": key, "quantity": dice.random.randint(1, 3), "reason": "损坏"}
    return Act("goods.write_off", by, role, {**told, "minutes": "纪要", "on": model.today})


def administrator(model: Programme, dice: Dice, whose: str, does: str, **given: Any) -> Act:
    """Return an act of the administrator who stands for a foundation, or of any."""
    own = {cast.A: "admin-2", cast.B: "admin-3"}.get(whose, "admin-1")
    by, role = (own, ADMIN) if dice.chance(0.85) else dice.actor(model, ADMIN)
    return Act(does, by, role, {**given, "on": model.today})


@rule(0.5)
def revoke(model: Programme, dice: Dice) -> Act | None:
    """Revoke a role."""
    held = [(a, role, whose) for a, m in model.members.items() for role, whose in sorted(m.roles)]
    found = dice.one(held)
    if found is None:
        return None
    account, role, whose = found
    told = {"account": account, "member_role": role, "stands_for": whose, "document": PAPER}
    return administrator(model, dice, whose, "members.revoke", **told)


@rule(1)
def grant(model: Programme, dice: Dice) -> Act | None:
    """Grant a role: mostly one that was lost, else any to anybody."""
    lost = [
        (account, role, whose)
        for account, (roles, _) in cast.MEMBERS.items()
        for role, whose in roles
        if account in model.members
        if (role, whose) not in model.members[account].roles
        or (role is Role.AUDITOR and (model.members[account].until or date.max) < model.today)
    ]
    found = dice.one(lost) if dice.chance(0.85) else None
    if found is None:
        if not model.members or dice.chance(0.5):
            return None
        whose = dice.of((cast.A, cast.B, "T1", cast.FIRST, ""))
        found = (dice.of(tuple(model.members)), dice.of(tuple(Role)), whose)
    account, role, whose = found
    if role is Role.SYSTEM:
        return None
    told: dict[str, Any] = {"account": account, "member_role": role, "stands_for": whose}
    told["document"] = PAPER
    if (role is Role.AUDITOR) is not dice.chance(0.04):
        told["until"] = model.today + timedelta(days=dice.random.randrange(-2, 90))
    return administrator(model, dice, whose, "members.grant", **told)


@rule(0.2)
def suspend(model: Programme, dice: Dice) -> Act | None:
    """Suspend an account."""
    account = dice.one(model.members)
    if account is None:
        return None
    return administrator(model, dice, "", "members.suspend", account=account, reason="离岗")


@rule(0.5)
def reinstate(model: Programme, dice: Dice) -> Act | None:
    """Reinstate an account."""
    gone = [account for account, member in model.members.items() if member.suspended]
    account = dice.some(gone, model.members)
    if account is None:
        return None
    whose = next((whose for _, whose in model.members[account].roles if whose), "")
    return administrator(model, dice, whose, "members.reinstate", account=account, document=PAPER)


@rule(0.5)
def close_month(model: Programme, dice: Dice) -> Act | None:
    """Close a fund's month: the last one, the running one, one that is closed."""
    fund = dice.of(tuple(model.funds))
    back = dice.of((31, 31, 60, 0))
    period = f"{model.today.replace(day=1) - timedelta(days=min(back, 1)):%Y-%m}"
    if back == 60:
        period = f"{model.today - timedelta(days=60):%Y-%m}"
    told = {"fund_id": fund, "period": period, "on": model.today}
    return accountant(model, dice, fund, "closing.close_period", **told)


@rule(2.5)
def hand_on(model: Programme, dice: Dice) -> Act | None:
    """Put unrestricted money of a fund that ends, or of one that goes on, to a project."""
    ending = [
        key
        for key, each in model.funds.items()
        if each.terminating and not each.closed and model.look(key, "general").gifts
    ]
    live = [
        key for key, each in model.projects.items() if each.stage not in ("cancelled", "closed")
    ]
    fund = dice.some(ending, model.funds if ending else ())
    project = dice.some(live, model.projects)
    if fund is None or project is None:
        return None
    gifts = model.look(fund, "general").gifts.values()
    there = sum(each.balance - each.reserved for each in gifts)
    told = {"fund_id": fund, "project_id": project, "amount": Money(dice.part(max(1, there)))}
    told |= {"clause": "协议第十二条"} if dice.chance(0.3) else {}
    told |= {"minutes": PAPER, "on": model.today}
    return accountant(model, dice, fund, "winding_up.hand_on", **told)


@rule(0.06)
def terminate(model: Programme, dice: Dice) -> Act | None:
    """Begin to wind a fund up."""
    fund = dice.of(("F3", "F4", "F4", "F4"))
    told = {"fund_id": fund, "reason": "期满", "document": PAPER, "on": model.today}
    return accountant(model, dice, fund, "funds.terminate", **told)


@rule(0.15)
def close_fund(model: Programme, dice: Dice) -> Act | None:
    """Close a fund, empty or not."""
    fund = dice.of(("F4", "F4", "F3", "F1"))
    told = {"fund_id": fund, "report": PAPER, "on": model.today}
    return accountant(model, dice, fund, "funds.close", **told)
