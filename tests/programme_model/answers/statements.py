"""What the bank states month by month, and that the books agree with it."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import month
from tests.programme_model.answers.members import roles_of
from tests.programme_model.figures import Programme, Statements
from tests.programme_model.rights import ACCOUNTANT, CASHIER, answers, of_fund

from lixia_domain.aggregates.bank_statement import Statement


def moves(model: Programme, fund_id: str) -> list[tuple[date, int]]:
    """Return what the bank moved on a fund's account: an entry taken back goes out again."""
    found = []
    for credit in model.credits.values():
        if credit.fund == fund_id:
            found.append((credit.day, credit.amount))
            if credit.reversed_on is not None:
                found.append((credit.reversed_on, -credit.amount))
    for debit in model.debits.values():
        if debit.fund == fund_id:
            day = debit.said[1]
            assert isinstance(day, date)
            found.append((day, -debit.amount))
    return found


def at_bank(model: Programme, fund_id: str, period: str) -> int:
    """Return what lies at the bank at the end of a month, as its entries add up."""
    return sum(fen for day, fen in moves(model, fund_id) if month(day) <= period)


def following(period: str) -> str:
    """Return the month after."""
    year, number = int(period[:4]), int(period[5:])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def no_cashier(model: Programme, no: Grounds, actor: str, period: str) -> None:
    """Refuse who paid in that month or since: another person reconciles and closes."""
    member = model.members.get(actor) if model.closed_roster else None
    if member is not None:
        no.unless(CASHIER not in roles_of(model, member.person, model.today), Group.RIGHTS)
        no.unless(model.ceased.get(member.person, "") < period, Group.RIGHTS)


@answers("banking.import_statement", ACCOUNTANT, foundation=of_fund())
def import_statement(
    model: Programme, no: Grounds, *, fund_id: str, statement: Statement, on: date, **told: object
) -> Answer:
    """Take a statement in: it adds up, follows the last one, opens with what that closed with."""
    known = model.statements.get(fund_id, Statements())
    amounts = (statement.opening, statement.credited, statement.debited, statement.closing)
    opening, credited, debited, closing = (each.fen for each in amounts)
    period, said = statement.period, (opening, credited, debited, closing)
    no.unless(opening + credited - debited == closing, Group.AMOUNT)
    no.unless(period < month(on), Group.DATES)
    if on < model.today:
        no.perhaps.add(Group.DATES)
    last = max(known.closings, default="")
    if not last:
        no.unless(opening == 0, Group.AMOUNT)
    elif period in known.closings:
        no.unless((period, said) == (last, known.said[last]), Group.TWICE)
    else:
        no.unless(period == following(last), Group.DATES)
        no.unless(opening == known.closings[last], Group.AMOUNT)
    yield
    kept = model.statements.setdefault(fund_id, known)
    kept.closings[period], kept.said[period] = closing, said


@answers("banking.reconcile", ACCOUNTANT, foundation=of_fund())
def reconcile(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    period: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Find that book and bank agree but for what is listed: the statement is the bank's entries."""
    no_cashier(model, no, actor, period)
    known = model.statements.get(fund_id, Statements())
    if no.unless(period in known.closings, Group.UNKNOWN):
        no.unless(known.closings[period] == at_bank(model, fund_id, period), Group.AMOUNT)
    if period in known.reconciled:
        no.perhaps.add(Group.TWICE)  # the same again is known, another balance is not
    if on < model.today:
        no.perhaps.add(Group.DATES)
    yield
    known.reconciled.add(period)


def stated(model: Programme, no: Grounds, fund_id: str, period: str) -> None:
    """Refuse to close by a statement that was not reconciled."""
    known = model.statements.get(fund_id, Statements())
    if period in known.closings:
        no.unless(period in known.reconciled, Group.STAGE)
        no.unless(known.closings[period] == at_bank(model, fund_id, period), Group.CONSENT)
