"""A row of a register that was wrong: reversed as it was booked, and booked as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import beside, lets_go, out_of_suspense, receiving
from tests.programme_model.answers.credits import came_for, give, not_taken_in, wanted
from tests.programme_model.answers.named import came_under, held_anew
from tests.programme_model.answers.undoing import undone
from tests.programme_model.figures import GENERAL, OTHER, SUSPENSE, Credit, Programme
from tests.programme_model.rights import ACCOUNTANT, APPROVER, answers, of_credit

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance.booking import ToDesignation, Wish


@answers("credits.correct", ACCOUNTANT, foundation=of_credit())
def correct(
    model: Programme,
    no: Grounds,
    *,
    credit_id: str,
    notice: Notice,
    wishes: Sequence[Wish],
    approver: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Correct a row, as another person approved.

    What is receipted, spent, reserved, returned or frozen is let be.
    """
    credit = model.credits.get(credit_id)
    new = Credit("", notice.amount.fen, notice.payer, notice.payer_ref, notice.value_date)
    wished, carried = came_for(model, wishes), tuple[str, ...]()
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        new.fund, new.revision = credit.fund, credit.revision + 1
        held_anew(credit, new)
        new.held, carried = new.amount, new.meant
        new.meant = (*carried, *wished)
        no.unless(not credit.reversed, Group.STAGE)
        said = (credit.amount, credit.payer, credit.payer_ref, credit.day)
        no.unless(said != (new.amount, new.payer, new.payer_ref, new.day), Group.STAGE)
        no.unless(new.amount > 0, Group.AMOUNT)
        no.unless(not credit.receipts, Group.RECEIPT)
        no.unless(not credit.returned and not credit.put, Group.RECEIPT)
        receiving(model, no, credit.fund, on)
        keeper = model.funds[credit.fund].foundation
        beside(model, no, approver, actor, keeper, APPROVER, ACCOUNTANT)
        if not credit.reversed:
            untouched(model, no, credit_id, credit)
        for wish in wishes:
            place = wish.designation if isinstance(wish, ToDesignation) else GENERAL
            known = place == GENERAL or place in model.projects
            no.unless(known or not wanted(model, new, wish, new.amount), Group.UNKNOWN)
    outcome = yield
    assert outcome == "corrected", outcome
    assert credit is not None
    other = not_taken_in(model, new, wishes)
    undone(model, credit_id, credit)
    model.credits[credit_id] = new
    new.held = new.amount
    for wish in wishes:
        if amount := wanted(model, new, wish, new.held):
            give(model, credit_id, wish, amount, on)
            new.held -= amount
    if new.held:
        carried = tuple(dict.fromkeys((*carried, *wished)))
        came_under(model, new, wished, other)
    new.meant = carried
    model.account(new.fund, SUSPENSE).suspense += new.held


def untouched(model: Programme, no: Grounds, credit_id: str, credit: Credit) -> None:
    """Refuse where anything that an entry became is spent, reserved or frozen."""
    if credit.held:
        out_of_suspense(model, no, credit)
    needs: dict[tuple[tuple[str, str], str], int] = {}
    lines: dict[tuple[str, str], int] = {}
    for part in credit.parts:
        if part.kind == "sponsorship" and part.amount:
            no.unless(not model.look(part.fund, OTHER).frozen, Group.FROZEN)
            no.unless(part.amount <= model.look(part.fund, OTHER).other, Group.AMOUNT)
        elif part.amount and part.kind != "recovery":
            for place in part.places:
                here = model.look(*place).came.get(part.gift, 0)
                needs[place, part.gift] = needs.get((place, part.gift), 0) + here
    for paper in model.papers.values():
        for back in (*paper.recoveries, *((paper.bounced,) if paper.bounced else ())):
            if back.credit == credit_id:
                line = (paper.project, paper.line)
                lines[line] = lines.get(line, 0) + back.amount
                for gift, share in back.shares.items():
                    place = back.places[gift]
                    needs[place, gift] = needs.get((place, gift), 0) + share
    for (place, gift), amount in needs.items():
        account = model.look(*place)
        known = account.gifts.get(gift)
        free = 0 if known is None else known.balance - known.reserved
        if amount and not no.unless(amount <= free, Group.AMOUNT):
            no.perhaps.update({Group.UNKNOWN, Group.FROZEN})
        if amount and known is not None:
            lets_go(model, no, account, known)
    for (project, name), amount in lines.items():
        there = model.projects[project]
        left = there.lines.get(name, 0) - there.committed(name)
        no.unless(amount <= left, Group.AMOUNT)
