"""What mends a word of the books that the bank's own entries contradict: each by another person."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import posting, receiving
from tests.programme_model.answers.corrections import untouched
from tests.programme_model.answers.named import came_under, first, held_anew, keep
from tests.programme_model.answers.tranches import lies_again, release_line
from tests.programme_model.answers.undoing import undone
from tests.programme_model.figures import SUSPENSE, Credit, Debit, Gift, Programme
from tests.programme_model.rights import (
    ACCOUNTANT,
    answers,
    of_credit,
    of_debit,
    of_paper,
    one_person_twice,
)

from lixia_domain.kernel.money import Money


@answers("mending.unmatch", ACCOUNTANT, foundation=of_debit)
def unmatch(
    model: Programme, no: Grounds, *, debit_id: str, on: date, actor: str, **told: object
) -> Answer:
    """Undo what an entry was matched to; what was charged by it lies on its gifts again."""
    debit = model.debits.get(debit_id)
    known = debit is not None and bool(debit.fund)
    if no.unless(known, Group.UNKNOWN) and debit is not None:
        no.unless(debit.matched is not None, Group.STAGE)
        if debit.matched is not None:
            no.unless(not one_person_twice(model, actor, debit.matched_by), Group.PERSONS)
        if debit.charged is not None:
            posting(model, no, debit.fund, on)
    yield
    assert debit is not None and debit.matched is not None
    purpose, cites = debit.matched
    if purpose == "return":
        model.credits[cites].paid_back -= debit.amount
    if debit.charged is not None:
        uncharged(model, debit, on)
        if purpose == "management":
            model.accounts[debit.charged[0]].costs.discard(cites)
    debit.matched, debit.charged = None, None


def uncharged(model: Programme, debit: Debit, on: date) -> None:
    """Put back what was charged: to each gift, and to one that was used up as it had been."""
    assert debit.charged is not None
    place, taken = debit.charged
    account = model.accounts[place]
    for key, (_, was) in taken.items():
        account.gifts.setdefault(
            key, Gift(0, was.donor, was.since, government=was.government, claim=was.claim)
        )
    lies_again(model, account, {key: part for key, (part, _) in taken.items()}, on)


@answers("mending.unallocate", ACCOUNTANT, foundation=of_credit())
def unallocate(
    model: Programme, no: Grounds, *, credit_id: str, on: date, actor: str, **told: object
) -> Answer:
    """Undo all that an entry was taken for, as a correction does; all of it is held again."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        no.unless(any(part.amount for part in credit.parts), Group.STAGE)
        no.unless(not credit.receipts, Group.RECEIPT)
        no.unless(not credit.returned and not credit.put, Group.RECEIPT)
        receiving(model, no, credit.fund, on)
        no.perhaps.add(Group.PERSONS)  # whoever allocated it does not say so
        if not credit.reversed:
            untouched(model, no, credit_id, credit)
    yield
    assert credit is not None
    new = Credit(credit.fund, credit.amount, credit.payer, credit.payer_ref, credit.day)
    held_anew(credit, new)
    undone(model, credit_id, credit)
    new.revision, new.held = credit.revision + 1, credit.amount
    came_under(model, new, new.meant, ())
    model.credits[credit_id] = new
    model.account(new.fund, SUSPENSE).suspense += new.held


@answers("mending.correct_debit", ACCOUNTANT, foundation=of_paper)
def correct_debit(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    debit_id: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Name the entry by which a payment really left: it fits as it must have at the payment."""
    paper = model.papers.get(disbursement_id)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(bool(paper.debit), Group.STAGE)
        if paper.debit and paper.debit != debit_id:
            paid = (paper.paid_by, paper.released_by)
            own = any(one_person_twice(model, actor, other) for other in paid if other)
            no.unless(not own, Group.PERSONS)
            entry = model.debits.get(debit_id)
            if entry is not None:
                no.unless(not entry.cited and entry.matched is None, Group.TWICE)
                no.unless(not entry.fund or entry.fund == paper.fund, Group.FUND)
                no.unless(not entry.fund or entry.amount == paper.amount, Group.AMOUNT)
                no.unless(entry.dated >= paper.approved_on, Group.DATES)
    yield
    assert paper is not None
    if paper.debit == debit_id:
        return
    wrong = model.debits[paper.debit]
    wrong.cited = ""
    if wrong.matched == ("disbursement", disbursement_id):
        wrong.matched = None
    model.debits.setdefault(debit_id, Debit()).cited = disbursement_id
    paper.debit = debit_id


@answers("mending.cancel_payment", ACCOUNTANT, foundation=of_paper)
def cancel_payment(
    model: Programme, no: Grounds, *, disbursement_id: str, on: date, actor: str, **told: object
) -> Answer:
    """Take back a payment that never left the bank: the money is reserved as it was.

    Not where the bank told of it, nor where anything is accounted for. Where something of it makes
    good what is short, the approval falls.
    """
    paper = model.papers.get(disbursement_id)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        if no.unless(paper.stage == "paid", Group.STAGE):
            paid = (paper.paid_by, paper.released_by)
            own = any(one_person_twice(model, actor, other) for other in paid if other)
            no.unless(not own, Group.PERSONS)
            no.unless(paper.unaccounted == paper.amount, Group.EARLIER)
            entry = model.debits[paper.debit]
            there = entry.fund and (entry.matched is not None or entry.amount == paper.amount)
            no.unless(not there, Group.STAGE)
        posting(model, no, paper.fund, on)
    yield
    assert paper is not None
    account = model.accounts[paper.fund, paper.designation]
    for gift, part in paper.shares.items():
        lies = account.gifts.setdefault(gift, Gift(0, "", date.min))
        lies.out = max(0, lies.out - part)
    lies_again(model, account, paper.shares, on)
    model.debits[paper.debit].cited = ""
    whole = all(
        account.gifts[gift].balance - account.gifts[gift].reserved >= part
        for gift, part in paper.shares.items()
    )
    paper.stage, paper.debit, paper.paid_by, paper.released_by = "approved", "", "", ""
    paper.unrecovered, paper.owed = {}, 0
    paper.disallowed = {i: (over, 0, who) for i, (over, _, who) in paper.disallowed.items()}
    if whole:
        for gift, part in paper.shares.items():
            account.gifts[gift].reserved += part
        account.reservations[disbursement_id] = dict(paper.shares)
        return
    paper.stage, paper.shares = "requested", {}
    release_line(model, disbursement_id, paper, paper.amount)


@answers("mending.cancel_return", ACCOUNTANT, foundation=of_credit())
def cancel_return(
    model: Programme,
    no: Grounds,
    *,
    credit_id: str,
    amount: Money,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Hold again what was returned and never left the bank."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        no.unless(0 < amount.fen <= credit.returned - credit.paid_back, Group.AMOUNT)
        own = bool(credit.returned_by) and one_person_twice(model, actor, credit.returned_by)
        no.unless(not own, Group.PERSONS)
        receiving(model, no, credit.fund, on)
    yield
    assert credit is not None
    credit.returned -= amount.fen
    credit.held += amount.fen
    credit.returns.reverse()
    again = first(credit.returns, amount.fen)[::-1]
    credit.returns = [each for each in credit.returns if each.amount][::-1]
    claims = tuple(dict.fromkeys(claim for each in again for claim in each.claims))
    credit.meant = tuple(dict.fromkeys((*credit.meant, *claims)))
    keep(credit, again)
    uses = [use for each in again if each.claims for use in each.uses]
    came_under(model, credit, claims, uses)
    model.account(credit.fund, SUSPENSE).suspense += amount.fen
