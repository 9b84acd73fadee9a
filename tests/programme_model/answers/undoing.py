"""What the bank takes back, and what nobody should have asked for."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards, by_debtor, out_of_suspense, receiving
from tests.programme_model.answers.credits import GOES_BACK, goes_back, unsettle, went_back
from tests.programme_model.answers.named import goes, may_go, no_gift_for, returned
from tests.programme_model.answers.tranches import release_line
from tests.programme_model.figures import (
    GOVERNMENT,
    OTHER,
    SUSPENSE,
    Account,
    Credit,
    Disbursement,
    Gift,
    Part,
    Programme,
    Recovery,
    Short,
)
from tests.programme_model.rights import ACCOUNTANT, answers, of_credit
from tests.programme_model.shares import more

from lixia_domain.kernel.money import Money


@answers("credits.find_apportioned", ACCOUNTANT, foundation=of_credit())
def find_apportioned(
    model: Programme, no: Grounds, *, credit_id: str, on: date, actor: str, **told: object
) -> Answer:
    """Find a credit apportioned: all that was given goes back; what its payer owed stays (S27)."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        if not credit.apportioned:
            receiving(model, no, credit.fund, on)
            for part in credit.parts:
                if part.amount and part.kind in GOES_BACK:
                    how = GOES_BACK[part.kind]
                    told = (part.gift, part.amount, "apportionment", on)
                    goes_back(model, no, *told, how=how, found_so=True)
            if credit.held:
                out_of_suspense(model, no, credit)
    yield
    assert credit is not None
    if credit.apportioned:
        return
    credit.apportioned = True
    for part in list(credit.parts):
        if part.amount and part.kind in GOES_BACK:
            if part.kind != "sponsorship":
                make_room(model, part)
            went_back(model, part.gift, part.amount, actor, owed=False)
    model.account(credit.fund, SUSPENSE).suspense -= credit.held
    credit.returned += credit.held
    if credit.held:
        returned(credit, credit.held)
    credit.returned_on = credit.returned_on or on
    credit.returned_by = actor
    credit.held = 0


@answers("credits.reverse_by_bank", ACCOUNTANT, foundation=of_credit())
def reverse_by_bank(
    model: Programme, no: Grounds, *, credit_id: str, on: date, **told: object
) -> Answer:
    """Take off what the bank took back, whatever became of it (S63).

    What of it was spent is short where it was spent; receipts over it are reversed; what had gone
    back before is owed by who had it (S64).
    """
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        if credit.held or any(part.amount for part in credit.parts):
            receiving(model, no, credit.fund, on)
        backwards(model, no, on)
    yield
    assert credit is not None
    undone(model, credit_id, credit)
    for gift, number in credit.receipts.items():
        model.receipts[number] = ("reversed", gift)
    credit.receipts.clear()
    credit.named.clear()
    credit.receivable += credit.returned + credit.put
    credit.reversed, credit.reversed_on = True, on


def undone(model: Programme, credit_id: str, credit: Credit) -> None:
    """Take all that an entry became off again."""
    for part in credit.parts:
        if part.amount and part.kind != "recovery":
            part_taken_back(model, part)
    for paper in model.papers.values():
        for back in [each for each in paper.recoveries if each.credit == credit_id]:
            paper.recoveries.remove(back)
            out_again(model, paper, back)
            paper.recovered -= back.amount
            paper.unrecovered = more(paper.unrecovered, back.shares)
        if paper.bounced is not None and paper.bounced.credit == credit_id:
            back, paper.bounced = paper.bounced, None
            out_again(model, paper, back)
            paper.shares, paper.unrecovered = dict(back.shares), dict(back.shares)
    model.account(credit.fund, SUSPENSE).suspense -= credit.held
    model.gone |= {part.gift: part for part in credit.parts}
    credit.parts.clear()
    credit.held = 0


def part_taken_back(model: Programme, part: Part) -> None:
    """Take a part of an entry off again, of each account as much as came in there of it."""
    if part.kind == "sponsorship":
        model.account(part.fund, OTHER).other -= part.amount
        return
    taken = 0
    for place in sorted(part.places):
        account = model.account(*place)
        here = account.came.pop(part.gift, 0)
        if here:
            fall_short(model, account, part.gift, here, part.donor)
        taken += here
    assert taken == part.amount, f"{part.gift}: {part.amount} came, {taken} is anywhere"
    unsettle(model, part, part.amount)
    if part.match:
        promised = model.account(part.fund, part.designation).matches[part.match]
        promised[1] = int(str(promised[1])) - part.amount
    for goods in model.goods.values():
        goods.gone -= goods.sales.pop(part.gift, 0)


def make_room(model: Programme, part: Part) -> None:
    """Have all of a part free where it came in: approvals fall, what was spent is short (S27)."""
    for place in sorted(part.places):
        account = model.account(*place)
        if here := account.came.get(part.gift, 0):
            fall_short(model, account, part.gift, here, part.donor)
            government = account.designation == GOVERNMENT
            new = Gift(0, part.donor, date.min, government=government)
            account.gifts.setdefault(part.gift, new).balance += here


def fall_short(model: Programme, account: Account, gift: str, amount: int, donor: str) -> None:
    """Take so much off a gift; approvals that rest on it fall, and what is not there is short."""
    lies = account.gifts.get(gift)
    if lies is not None and amount > lies.balance - lies.reserved:
        for key in [key for key, shares in account.reservations.items() if gift in shares]:
            paper = model.papers[key]
            for other, part in account.reservations.pop(key).items():
                account.gifts[other].reserved -= part
            release_line(model, key, paper, paper.amount)
            paper.stage, paper.shares = "requested", {}
    there = 0 if lies is None else lies.balance
    if amount > there:
        short = account.short.setdefault(gift, Short(donor if lies is None else lies.donor, 0))
        short.amount += amount - there
    if lies is not None:
        lies.balance -= min(amount, there)


def out_again(model: Programme, paper: Disbursement, back: Recovery) -> None:
    """Let what had come back of a payment be out again, and to be accounted for."""
    for gift, share in back.shares.items():
        account = model.account(*back.places[gift])
        fall_short(model, account, gift, share, donor_of(model, gift))
        government = account.designation == GOVERNMENT
        new = Gift(0, donor_of(model, gift), date.min, government=government)
        account.gifts.setdefault(gift, new).out += share
        origin = model.account(paper.fund, paper.designation)
        if origin is not account and gift in origin.repaid:
            origin.repaid[gift] = max(0, origin.repaid[gift] - share)
    key = next(key for key, each in model.papers.items() if each is paper)
    project = model.projects[paper.project]
    line, held = project.commitments.get(key, (paper.line, 0))
    room = project.lines.get(paper.line, 0) - project.committed(paper.line)
    if held or min(back.amount, room) > 0:
        project.commitments[key] = (line, held + max(0, min(back.amount, room)))
    paper.owed += back.owed
    paper.stage = "paid"


def donor_of(model: Programme, gift: str) -> str:
    """Return whose gift it is."""
    parts = (*model.credits[gift.rpartition("#")[0]].parts, *model.gone.values())
    return next((part.donor for part in parts if part.gift == gift), "")


@answers("credits.collect_receivable", ACCOUNTANT, foundation=of_credit())
def collect_receivable(
    model: Programme, no: Grounds, *, credit_id: str, by_credit: str, amount: Money, on: date
) -> Answer:
    """Take what is owed out of another credit of the fund."""
    owing, paying = model.credits.get(credit_id), model.credits.get(by_credit)
    both = owing is not None and paying is not None
    if no.unless(both, Group.UNKNOWN) and owing is not None and paying is not None:
        no.unless(paying.fund == owing.fund, Group.FUND)
        no.unless(not paying.reversed, Group.STAGE)
        no.unless(paying.no_gift or not paying.meant, Group.CONSENT)
        may_go(no, paying, amount.fen, no_gift_for(OTHER))
        by_debtor(model, no, paying, (owing.payer_known,))
        no.unless(0 < amount.fen <= min(owing.receivable, paying.held), Group.AMOUNT)
        out_of_suspense(model, no, paying)
        receiving(model, no, owing.fund, on)
    yield
    assert owing is not None and paying is not None
    owing.receivable -= amount.fen
    goes(paying, amount.fen, no_gift_for(OTHER))
    paying.held -= amount.fen
    paying.put += amount.fen
    model.account(paying.fund, SUSPENSE).suspense -= amount.fen
