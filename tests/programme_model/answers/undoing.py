"""What the bank takes back, and what nobody should have asked for."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import posting
from tests.programme_model.answers.credits import GOES_BACK, goes_back, unsettle, went_back
from tests.programme_model.figures import SUSPENSE, Credit, Disbursement, Programme
from tests.programme_model.rights import ACCOUNTANT, answers, of_credit
from tests.programme_model.shares import more

from lixia_domain.kernel.money import Money


@answers("credits.find_apportioned", ACCOUNTANT, foundation=of_credit())
def find_apportioned(
    model: Programme, no: Grounds, *, credit_id: str, on: date, **told: object
) -> Answer:
    """Find a credit apportioned: all of it goes back (S27)."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        if not credit.apportioned:
            posting(model, no, credit.fund, on)
            for part in credit.parts:
                if part.amount and part.kind in GOES_BACK:
                    how = GOES_BACK[part.kind]
                    goes_back(model, no, part.gift, part.amount, "apportionment", on, how=how)
                elif part.amount:
                    no.unless(False, Group.KIND)
    yield
    assert credit is not None
    if credit.apportioned:
        return
    credit.apportioned = True
    for part in credit.parts:
        if part.amount:
            went_back(model, part.gift, part.amount)
    model.account(credit.fund, SUSPENSE).suspense -= credit.held
    credit.returned += credit.held
    credit.held = 0


def came_by(model: Programme, credit_id: str) -> list[tuple[str, int, dict[str, int], int]]:
    """Return what came back by an entry: of which tranche, how much, into which gifts, how owed."""
    found = []
    for key, paper in model.papers.items():
        if paper.bounced_by == credit_id:
            shares = model.first_shares[key]
            found.append((key, paper.amount, shares, paper.bounced_owed))
        found += [(key, a, s, owed) for by, a, s, owed in paper.recoveries if by == credit_id]
    return found


def lies_at(model: Programme, gift: str, paper: Disbursement) -> tuple[str, str]:
    """Return on which account a gift lies now: it may have moved on."""
    parts = model.credits[gift.rpartition("#")[0]].parts
    where = next((part for part in parts if part.gift == gift), None)
    if where is None:
        return paper.fund, paper.designation
    return where.fund, where.designation


@answers("credits.reverse_by_bank", ACCOUNTANT, foundation=of_credit())
def reverse_by_bank(
    model: Programme, no: Grounds, *, credit_id: str, on: date, **told: object
) -> Answer:
    """Take off what the bank took back; what had gone back before is owed by who had it (S64)."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        posting(model, no, credit.fund, on)
        no.unless(not credit.receipts, Group.RECEIPT)
        needs = wanted_back(model, credit_id, credit)
        if credit.reversed:
            needs = {}
        for (fund, use, gift), amount in needs.items():
            lies = model.look(fund, use).gifts.get(gift)
            free = 0 if lies is None else lies.balance - lies.reserved
            if not no.unless(amount <= free, Group.AMOUNT):
                no.perhaps.add(Group.UNKNOWN)
        lines: dict[tuple[str, str], int] = {}
        for key, amount, _, _ in [] if credit.reversed else came_by(model, credit_id):
            paper = model.papers[key]
            place = (paper.project, paper.line)
            lines[place] = lines.get(place, 0) + amount
        for (project_id, line), amount in lines.items():
            project = model.projects[project_id]
            left = project.lines.get(line, 0) - project.committed(line)
            no.unless(amount <= left, Group.AMOUNT)
    yield
    assert credit is not None
    taken_back(model, credit_id, credit)


def wanted_back(
    model: Programme, credit_id: str, credit: Credit
) -> dict[tuple[str, str, str], int]:
    """Return what must still lie there, untouched, for an entry to be undone."""
    needs: dict[tuple[str, str, str], int] = {}

    def add(fund: str, use: str, gift: str, amount: int) -> None:
        needs[fund, use, gift] = needs.get((fund, use, gift), 0) + amount

    for part in credit.parts:
        if part.amount and part.kind not in ("sponsorship", "recovery"):
            add(part.fund, part.designation, part.gift, part.amount)
    for key, _, shares, _ in came_by(model, credit_id):
        for gift, share in shares.items():
            add(*lies_at(model, gift, model.papers[key]), gift, share)
    return needs


def taken_back(model: Programme, credit_id: str, credit: Credit) -> None:
    """Undo all that an entry of the bank became."""
    for part in credit.parts:
        account = model.account(part.fund, part.designation)
        if part.kind == "sponsorship":
            account.other -= part.amount
        elif part.amount and part.kind != "recovery":
            lies = account.gifts[part.gift]
            lies.balance -= part.amount
            unsettle(model, part, part.amount)
            if lies.match:
                promised = account.matches[lies.match]
                promised[1] = int(str(promised[1])) - part.amount
            for goods in model.goods.values():
                goods.gone -= goods.sales.pop(part.gift, 0)
    for key, amount, shares, owed in came_by(model, credit_id):
        out_again(model, key, amount, shares, owed)
    model.account(credit.fund, SUSPENSE).suspense -= credit.held
    credit.receivable += credit.returned + credit.put
    credit.parts.clear()
    credit.held, credit.reversed = 0, True


def out_again(model: Programme, key: str, amount: int, shares: dict[str, int], owed: int) -> None:
    """Let what had come back of a payment be out again, and to be accounted for."""
    paper = model.papers[key]
    for gift, share in shares.items():
        lies = model.account(*lies_at(model, gift, paper)).gifts[gift]
        lies.balance -= share
        lies.out += share
    project = model.projects[paper.project]
    line, held = project.commitments.get(key, (paper.line, 0))
    project.commitments[key] = (line, held + amount)
    if paper.bounced_by is not None:
        paper.shares = dict(shares)
        paper.unrecovered, paper.bounced_by = dict(shares), None
    else:
        paper.recoveries = [each for each in paper.recoveries if each[2] is not shares]
        paper.recovered -= amount
        paper.unrecovered = more(paper.unrecovered, shares)
    paper.owed += owed
    paper.stage = "paid"


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
        no.unless(0 < amount.fen <= min(owing.receivable, paying.held), Group.AMOUNT)
        posting(model, no, owing.fund, on)
    yield
    assert owing is not None and paying is not None
    owing.receivable -= amount.fen
    paying.held -= amount.fen
    paying.put += amount.fen
    model.account(paying.fund, SUSPENSE).suspense -= amount.fen
