"""Somebody else finds that the books were wrong by the bank's entries: a match, a payment."""

from __future__ import annotations

from typing import Any

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rules.arriving import accountant
from tests.programme_model.rules.made import rule

from lixia_domain.kernel.money import Money

WHY = {"reason": "回单抄错", "document": PAPER}


@rule(1.2)
def unmatch(model: Programme, dice: Dice) -> Act | None:
    """Undo what an entry was matched to: a payment, a return, a fee or a cost."""
    matched = [key for key, each in model.debits.items() if each.matched is not None]
    key = dice.some(matched, model.debits)
    if key is None:
        return None
    given = {"debit_id": key, **WHY, "on": model.today}
    return accountant(model, dice, model.debits[key].fund or "F1", "mending.unmatch", **given)


@rule(0.6)
def unallocate(model: Programme, dice: Dice) -> Act | None:
    """Undo what an entry was allocated to."""
    taken = [key for key, each in model.credits.items() if each.parts and not each.receipts]
    key = dice.some(taken, model.credits)
    if key is None:
        return None
    given = {"credit_id": key, **WHY, "on": model.today}
    return accountant(model, dice, model.credits[key].fund, "mending.unallocate", **given)


@rule(0.5)
def correct_debit(model: Programme, dice: Dice) -> Act | None:
    """Name another entry as that by which a tranche was paid."""
    paper = dice.some([key for key, each in model.papers.items() if each.debit], model.papers)
    if paper is None:
        return None
    told = model.papers[paper]
    fits = [key for key, each in model.debits.items() if each.amount == told.amount]
    debit = dice.one(fits) if dice.chance(0.6) else dice.one(model.debits)
    given: dict[str, Any] = {"disbursement_id": paper, "debit_id": debit or model.new("D")}
    given |= {**WHY, "on": model.today}
    return accountant(model, dice, told.fund, "mending.correct_debit", **given)


@rule(0.8)
def cancel_payment(model: Programme, dice: Dice) -> Act | None:
    """Find that a payment never left the bank."""
    paid = [key for key, each in model.papers.items() if each.stage == "paid"]
    untold = [key for key in paid if not model.debits[model.papers[key].debit].fund]
    key = dice.some(untold if dice.chance(0.8) else paid, model.papers)
    if key is None:
        return None
    given = {"disbursement_id": key, **WHY, "on": model.today}
    return accountant(model, dice, model.papers[key].fund, "mending.cancel_payment", **given)


@rule(0.6)
def cancel_return(model: Programme, dice: Dice) -> Act | None:
    """Take back what was returned and did not leave the bank."""
    waits = [key for key, each in model.credits.items() if each.returned > each.paid_back]
    key = dice.some(waits, model.credits)
    if key is None:
        return None
    credit = model.credits[key]
    amount = Money(dice.part(max(1, credit.returned - credit.paid_back)))
    given = {"credit_id": key, "amount": amount, **WHY, "on": model.today}
    return accountant(model, dice, credit.fund, "mending.cancel_return", **given)
