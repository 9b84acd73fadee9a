"""The bank sends its statements on the fifth or later; somebody reconciles them."""

from __future__ import annotations

from datetime import timedelta

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.answers.common import month
from tests.programme_model.answers.statements import at_bank, following, moves
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme, Statements
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rules.arriving import accountant
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.kernel.money import Money

LATE = 5
"""Entries are recorded within days: by then those of the month before are all there."""


@rule(1.2)
def import_statement(model: Programme, dice: Dice) -> Act | None:
    """Take a month's statement in, seldom one that does not fit."""
    fund = dice.of(tuple(model.funds))
    known = model.statements.get(fund, Statements())
    days = [day for day, _ in moves(model, fund)]
    last = max(known.closings, default="")
    period = following(last) if last else month(min(days, default=model.today))
    if model.today.day < LATE or (period >= month(model.today) and dice.chance(0.8)):
        return None
    if last and dice.chance(0.08):
        period = dice.of((last, following(period)))
    now = [fen for day, fen in moves(model, fund) if month(day) == period]
    opening = at_bank(model, fund, period) - sum(now)
    credited = sum(fen for fen in now if fen > 0)
    debited = -sum(fen for fen in now if fen < 0)
    off, wrong = (1 if dice.chance(0.03) else 0), (1 if dice.chance(0.03) else 0)
    told = Statement(
        period=period,
        opening=Money(opening + wrong),
        credited=Money(credited),
        debited=Money(debited),
        closing=Money(opening + wrong + credited - debited + off),
    )
    given = {"fund_id": fund, "bank_account": cast.BANKS[fund], "statement": told}
    given |= {"document": PAPER, "document_hash": HASH, "on": model.today}
    return accountant(model, dice, fund, "banking.import_statement", **given)


@rule(1)
def reconcile(model: Programme, dice: Dice) -> Act | None:
    """Reconcile a month: mostly one that is stated and not reconciled yet."""
    fund = dice.some(model.statements, model.funds)
    if fund is None:
        return None
    known = model.statements.get(fund, Statements())
    waits = [period for period in known.closings if period not in known.reconciled]
    period = dice.some(waits, known.closings) or month(model.today - timedelta(days=31))
    given = {"fund_id": fund, "bank_account": cast.BANKS[fund], "period": period}
    return accountant(model, dice, fund, "banking.reconcile", **given, on=model.today)
