"""What is short is claimed and made good, or somebody tries to by what may not."""

from __future__ import annotations

from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import GENERAL, Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rights import ACCOUNTANT, APPROVER
from tests.programme_model.rules.arriving import accountant, waiting
from tests.programme_model.rules.made import rule

from lixia_domain.kernel.money import Money


def short(model: Programme, dice: Dice) -> tuple[str, dict[str, Any], int] | None:
    """Return what is short: the fund, where and of which gift, how much."""
    found = [(key, gift) for key, each in model.accounts.items() for gift in each.short]
    lies = [(key, gift) for key, each in model.accounts.items() for gift in each.gifts]
    one = dice.one(found) if dice.chance(0.97) else dice.one(lies)
    if one is None:
        return None
    (fund, use), gift = one
    known = model.accounts[fund, use].short.get(gift)
    told = {"fund_id": fund, "designation": use, "gift": gift, "on": model.today}
    return fund, told, dice.part(known.amount if known is not None else 1)


@rule(0.3)
def claim(model: Programme, dice: Dice) -> Act | None:
    """Claim what is short of a debtor."""
    found = short(model, dice)
    if found is None:
        return None
    fund, told, amount = found
    told |= {"debtor": cast.FIRST, "amount": Money(amount), "document": PAPER}
    return accountant(model, dice, fund, "shortfalls.claim", **told)


@rule(1.5)
def pay(model: Programme, dice: Dice) -> Act | None:
    """Make what is short good by a payment."""
    found = short(model, dice)
    if found is None:
        return None
    fund, told, amount = found
    owed = model.accounts[fund, told["designation"]].short.get(told["gift"])
    by = (owed.donor, *sorted(owed.debtors)) if owed is not None else ()
    credit = waiting(model, dice, fund if dice.chance(0.9) else "", by, free=True) or "L0"
    if credit in model.credits and dice.chance(0.9):
        amount = max(1, min(amount, model.credits[credit].held))
    told |= {"credit": credit, "amount": Money(amount), "document": PAPER}
    return accountant(model, dice, fund, "shortfalls.pay", **told)


@rule(1.5)
def put_gift(model: Programme, dice: Dice) -> Act | None:
    """Make what is short good by another gift, mostly of the same donor."""
    found = short(model, dice)
    if found is None:
        return None
    fund, told, amount = found
    account = model.accounts[fund, told["designation"]]
    known = account.short.get(told["gift"])
    same = [key for key, each in account.gifts.items() if known and each.donor == known.donor]
    by_gift = dice.some(same, account.gifts)
    if by_gift is None:
        return None
    if dice.chance(0.9):
        amount = max(1, min(amount, account.gifts[by_gift].balance))
    told |= {"by_gift": by_gift, "amount": Money(amount), "document": PAPER}
    return accountant(model, dice, fund, "shortfalls.put_gift", **told)


@rule(1.5)
def cover(model: Programme, dice: Dice) -> Act | None:
    """Make what is short good by unrestricted money."""
    found = short(model, dice)
    if found is None:
        return None
    fund, told, amount = found
    general = sum(each.free for each in model.look(fund, GENERAL).gifts.values())
    if dice.chance(0.9):
        amount = max(1, min(amount, general))
    keeper = model.funds[fund].foundation
    by, role = dice.actor(model, APPROVER, keeper)
    return Act("shortfalls.cover", by, role, {**told, "amount": Money(amount), "minutes": "纪要"})


@rule(0.25)
def record_payee(model: Programme, dice: Dice) -> Act | None:
    """Put a payee's account on record, or another one."""
    keeper = dice.of((cast.A, cast.A, cast.B))
    by, role = dice.actor(model, ACCOUNTANT, keeper)
    told = {"payee": dice.of(cast.PAYEES), "foundation": keeper, "document": PAPER}
    token = "token-2" if dice.chance(0.15) else "token-1"
    given = {**told, "payee_account": token, "on": model.today}
    return Act("payees.record_account", by, role, given)
