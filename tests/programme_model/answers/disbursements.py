"""Tranches: asked for, approved, paid, accounted for, back again or lost."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import able, backwards, posting
from tests.programme_model.answers.tranches import (
    look_again,
    own_spending,
    release_line,
    reserve_answer,
)
from tests.programme_model.figures import GOVERNMENT, Debit, Disbursement, Programme
from tests.programme_model.rights import (
    ACCOUNTANT,
    APPROVER,
    CASHIER,
    OFFICE,
    TEAM,
    answers,
    of_fund,
    of_paper,
    of_project,
    one_person_twice,
    teams_paper,
)

from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money

RELEASES = (CASHIER, APPROVER, ACCOUNTANT)


@answers("disbursements.request", TEAM, OFFICE, party=of_project, foundation=of_fund())
def request(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    project_id: str,
    fund_id: str,
    line: str,
    tranche: int,
    amount: Money,
    payee: str,
    payee_account: str,
    on: date,
    actor: str,
    source: SourceClass = SourceClass.DONATED,
    **told: object,
) -> Answer:
    """Ask for a tranche for the project's team, under its agreement."""
    project = model.projects.get(project_id)
    backwards(model, no, on)
    no.unless(amount.fen > 0, Group.AMOUNT)
    fund = model.funds.get(fund_id)
    no.unless(fund is None or not fund.closed, Group.CLOSED)
    known = model.papers.get(disbursement_id)
    paper = None
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        no.unless(project.team is not None, Group.STAGE)
        use = GOVERNMENT if source is SourceClass.GOVERNMENT else project_id
        team, agreement = project.team or "", project.agreement or ""
        if known is None:
            able(model, no, team)
        who = (payee, payee_account, actor)
        paper = Disbursement(
            project_id, fund_id, use, team, agreement, tranche, line, amount.fen, *who
        )
    if known is None:
        no.unless(not one_person_twice(model, actor, payee), Group.PERSONS)
        on_record(model, no, fund_id, payee, payee_account, (actor,), needed=False)
    elif paper is not None:
        no.unless(same_request(known, paper), Group.TWICE)
    yield
    assert paper is not None
    model.papers.setdefault(disbursement_id, paper)


def same_request(known: Disbursement, told: Disbursement) -> bool:
    """Tell whether a request is told again."""
    names = ("project", "fund", "designation", "team", "agreement", "tranche", "line", "amount")
    return all(
        getattr(known, name) == getattr(told, name)
        for name in (*names, "payee", "payee_account", "requester")
    )


def on_record(
    model: Programme,
    no: Grounds,
    fund_id: str,
    payee: str,
    account: str,
    hands: tuple[str, ...],
    *,
    needed: bool,
) -> None:
    """Refuse to pay to another account than the one on record, or one that a hand recorded."""
    fund = model.funds.get(fund_id)
    known = None if fund is None else model.payees.get((fund.foundation, payee))
    if known is None:
        no.unless(not needed, Group.UNKNOWN)
        return
    no.unless(known[0] == account, Group.OTHER)
    no.unless(not any(one_person_twice(model, known[1], who) for who in hands), Group.PERSONS)


def the_keeper(model: Programme, *, foundation: str, **told: object) -> str:
    """Return which foundation keeps it on record."""
    return foundation


@answers("payees.record_account", ACCOUNTANT, foundation=the_keeper)
def record_account(
    model: Programme,
    no: Grounds,
    *,
    payee: str,
    foundation: str,
    payee_account: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Put on record to which account a foundation pays somebody, or another in its place."""
    backwards(model, no, on)
    yield
    known = model.payees.get((foundation, payee))
    if known is None or known[0] != payee_account or not one_person_twice(model, known[1], actor):
        model.payees[foundation, payee] = (payee_account, actor)


@answers("disbursements.approve", APPROVER, foundation=of_paper)
def approve(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    related: tuple[str, ...],
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Approve with four eyes: money is reserved gift by gift, the budget line committed."""
    paper = model.papers.get(disbursement_id)
    shares: dict[str, int] = {}
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "requested", Group.STAGE)
        posting(model, no, paper.fund, on)
        no.unless(not one_person_twice(model, paper.requester, actor, paper.payee), Group.PERSONS)
        for tied in related:
            for who in (paper.requester, actor):
                no.unless(not one_person_twice(model, tied, who), Group.PERSONS)
        project = model.projects[paper.project]
        look_again(model, no, disbursement_id, paper, (paper.requester, actor), on)
        if no.unless(paper.line in project.lines, Group.UNKNOWN):
            left = project.lines[paper.line] - project.committed(paper.line)
            no.unless(paper.amount <= left, Group.AMOUNT)
        shares = reserve_answer(model, no, paper, on)
    yield
    assert paper is not None
    account = model.accounts[paper.fund, paper.designation]
    for gift, part in shares.items():
        account.gifts[gift].reserved += part
    account.reservations[disbursement_id] = shares
    project = model.projects[paper.project]
    project.commitments[disbursement_id] = (paper.line, paper.amount)
    project.granted.add(disbursement_id)
    paper.stage, paper.approver, paper.shares = "approved", actor, shares
    paper.approved_on = on


@answers("disbursements.refuse", APPROVER, foundation=of_paper)
def refuse(
    model: Programme, no: Grounds, *, disbursement_id: str, on: date, **told: object
) -> Answer:
    """Refuse a request."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "requested", Group.STAGE)
    yield
    assert paper is not None
    paper.stage = "ended"


@answers("disbursements.withdraw", TEAM, OFFICE, party=teams_paper, foundation=of_paper)
def withdraw(
    model: Programme, no: Grounds, *, disbursement_id: str, on: date, **told: object
) -> Answer:
    """Withdraw before payment: what was reserved and committed is free again."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage in ("requested", "approved"), Group.STAGE)
    yield
    assert paper is not None
    if paper.shares:
        account = model.accounts[paper.fund, paper.designation]
        for gift, part in account.reservations.pop(disbursement_id).items():
            account.gifts[gift].reserved -= part
        release_line(model, disbursement_id, paper, paper.amount)
    paper.stage, paper.shares = "ended", {}


@answers("disbursements.pay", CASHIER, foundation=of_paper)
def pay(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    debit: str,
    on: date,
    actor: str,
    released_by: str = "",
    **told: object,
) -> Answer:
    """Pay what was approved, by one entry of the bank; all it rested on is looked at again."""
    paper = model.papers.get(disbursement_id)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "approved", Group.STAGE)
        fund = model.funds[paper.fund]
        if model.closed_roster:
            no.unless(bool(released_by), Group.STAGE)
            if released_by:
                second = model.members.get(released_by)
                may = second is not None and not second.suspended
                roles = second.roles if second is not None else set()
                stands = any(r in RELEASES and whose == fund.foundation for r, whose in roles)
                no.unless(may and stands, Group.RIGHTS)
        people = (paper.requester, paper.approver, actor, released_by, paper.payee)
        no.unless(not one_person_twice(model, *people), Group.PERSONS)
        entry = model.debits.get(debit)
        if entry is not None:
            no.unless(not entry.cited and entry.matched is None, Group.TWICE)
            no.unless(not entry.fund or entry.fund == paper.fund, Group.FUND)
            no.unless(not entry.fund or entry.amount == paper.amount, Group.AMOUNT)
            no.unless(entry.dated >= paper.approved_on, Group.DATES)
        posting(model, no, paper.fund, on)
        look_again(model, no, disbursement_id, paper, (paper.requester, paper.approver), on)
        to = (paper.payee, paper.payee_account)
        hands = (paper.requester, actor)
        on_record(model, no, paper.fund, *to, hands, needed=model.closed_roster)
        account = model.look(paper.fund, paper.designation)
        no.unless(not account.frozen, Group.FROZEN)
        no.unless(not account.short, Group.SHORT)
        for gift in account.reservations.get(disbursement_id, {}):
            lies = account.gifts[gift]
            no.unless(not lies.frozen, Group.FROZEN)
            no.unless(lies.last_day is None or on <= lies.last_day, Group.DATES)
    yield
    assert paper is not None
    account = model.accounts[paper.fund, paper.designation]
    for gift, part in account.reservations.pop(disbursement_id).items():
        lies = account.gifts[gift]
        lies.balance -= part
        lies.reserved -= part
        lies.out += part
    model.debits.setdefault(debit, Debit()).cited = disbursement_id
    paper.stage, paper.debit, paper.paid_by = "paid", debit, actor
    paper.paid_on, paper.released_by = on, released_by
    paper.unrecovered = dict(paper.shares)
    model.first_shares[disbursement_id] = dict(paper.shares)


@answers("disbursements.evidence", TEAM, OFFICE, party=teams_paper, foundation=of_paper)
def evidence(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    invoice: str,
    invoice_date: date,
    seller: str,
    amount: Money,
    on: date,
    total: Money | None = None,
    slip: str = "",
    **told: object,
) -> Answer:
    """Hand in evidence, each invoice once, its shares never more than it is over (S60)."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    no.unless(amount.fen > 0, Group.AMOUNT)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "paid", Group.STAGE)
        since = model.projects[paper.project].agreements.get(paper.agreement, date.min)
        no.unless(since <= invoice_date <= on, Group.DATES)
        no.unless(invoice not in paper.pending and invoice not in paper.reviewed, Group.TWICE)
        no.unless(amount.fen <= paper.unaccounted - paper.owed, Group.AMOUNT)
    known = model.invoices.get(invoice)
    over = amount.fen if total is None else total.fen
    if known is None:
        no.unless(amount.fen <= over, Group.AMOUNT)
    else:
        no.unless(bool(slip), Group.TWICE)
        said = (seller, invoice_date) == (known[0], known[1])
        no.unless(said and (total is None or over == known[2]), Group.TWICE)
        no.unless(slip not in known[4], Group.TWICE)  # type: ignore[operator]
        no.unless(int(str(known[3])) + amount.fen <= int(str(known[2])), Group.AMOUNT)
    yield
    assert paper is not None
    paper.pending[invoice] = amount.fen
    slips = [] if known is None else [*known[4], slip]  # type: ignore[misc]
    used = amount.fen + (0 if known is None else int(str(known[3])))
    model.invoices[invoice] = [seller, invoice_date, known[2] if known else over, used, slips]


def judged(
    model: Programme, no: Grounds, disbursement_id: str, invoice: str, actor: str
) -> Disbursement | None:
    """Say whether somebody may judge a piece of evidence that waits."""
    paper = model.papers.get(disbursement_id)
    if not no.unless(paper is not None, Group.UNKNOWN) or paper is None:
        return None
    no.unless(paper.stage == "paid", Group.STAGE)
    no.unless(not own_spending(model, paper, actor), Group.PERSONS)
    no.unless(invoice in paper.pending, Group.UNKNOWN)
    return paper


@answers("disbursements.accept_expense", ACCOUNTANT, foundation=of_paper)
def accept_expense(
    model: Programme, no: Grounds, *, disbursement_id: str, invoice: str, on: date, actor: str
) -> Answer:
    """Accept evidence, by who has neither asked nor paid nor got the money."""
    paper = judged(model, no, disbursement_id, invoice, actor)
    backwards(model, no, on)
    yield
    assert paper is not None
    amount = paper.pending.pop(invoice)
    paper.accepted += amount
    paper.reviewed.add(invoice)
    paper.sound[invoice] = amount, actor
    settle(paper)


@answers("acceptance_reversal.reverse", ACCOUNTANT, foundation=of_paper)
def reverse_acceptance(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    invoice: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Reverse an acceptance that was wrong, by another: the evidence waits again (S80)."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage in ("paid", "settled"), Group.STAGE)
        no.unless(not own_spending(model, paper, actor), Group.PERSONS)
        if no.unless(invoice in paper.sound, Group.UNKNOWN):
            own = one_person_twice(model, actor, paper.sound[invoice][1])
            no.unless(not own, Group.PERSONS)
    yield
    assert paper is not None
    amount, _ = paper.sound.pop(invoice)
    paper.accepted -= amount
    paper.reviewed.discard(invoice)
    paper.pending[invoice] = amount
    paper.stage = "paid"


@answers("disbursements.disallow_expense", ACCOUNTANT, foundation=of_paper)
def disallow_expense(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    invoice: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Disallow evidence: so much is to come back (S24)."""
    paper = judged(model, no, disbursement_id, invoice, actor)
    backwards(model, no, on)
    yield
    assert paper is not None
    amount = paper.pending.pop(invoice)
    paper.owed += amount
    paper.reviewed.add(invoice)
    paper.disallowed[invoice] = amount, amount, actor


@answers("acceptance_reversal.reverse_disallowance", ACCOUNTANT, foundation=of_paper)
def reverse_disallowance(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    invoice: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Reverse a disallowance that was wrong, by another: the evidence waits again (S80)."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage in ("paid", "settled"), Group.STAGE)
        no.unless(not own_spending(model, paper, actor), Group.PERSONS)
        if no.unless(invoice in paper.disallowed, Group.UNKNOWN):
            amount, owed, reviewer = paper.disallowed[invoice]
            no.unless(not one_person_twice(model, actor, reviewer), Group.PERSONS)
            no.unless(owed <= paper.owed, Group.AMOUNT)
            no.unless(amount - owed <= paper.unaccounted - paper.owed, Group.AMOUNT)
    yield
    assert paper is not None
    amount, owed, _ = paper.disallowed.pop(invoice)
    paper.owed -= owed
    paper.reviewed.discard(invoice)
    paper.pending[invoice] = amount
    paper.stage = "paid"


@answers("disbursements.write_off", APPROVER, foundation=of_paper)
def write_off(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    amount: Money,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Write off what can't be recovered."""
    paper = model.papers.get(disbursement_id)
    backwards(model, no, on)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "paid", Group.STAGE)
        no.unless(not own_spending(model, paper, actor), Group.PERSONS)
        no.unless(0 < amount.fen <= paper.unaccounted, Group.AMOUNT)
    yield
    assert paper is not None
    paper.owed = max(0, paper.owed - amount.fen)
    paper.written_off += amount.fen
    settle(paper)


def settle(paper: Disbursement) -> None:
    """Close a tranche of which nothing is outstanding."""
    if paper.outstanding == 0:
        paper.stage = "settled"
