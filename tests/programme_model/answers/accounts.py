"""Income that is no donation, freezes, and what the bank or the foundation charges."""

from __future__ import annotations

from datetime import date

from attrs import evolve
from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import ORDER, backwards, held_money, posting, take
from tests.programme_model.answers.common import freeze as freeze_for
from tests.programme_model.answers.tranches import give_back_what_waited
from tests.programme_model.figures import (
    GENERAL,
    GOVERNMENT,
    OTHER,
    SUSPENSE,
    Credit,
    Debit,
    Gift,
    Programme,
)
from tests.programme_model.rights import ACCOUNTANT, OFFICE, answers, of_debit, of_fund
from tests.programme_model.shares import free_of, taken

from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.kernel.money import Money

RESERVED = (GENERAL, GOVERNMENT, SUSPENSE, OTHER)


def useful(model: Programme, no: Grounds, fund: str, use: str) -> None:
    """Refuse a use that is neither of the reserved four nor a project's."""
    no.unless(use in RESERVED or use in model.projects, Group.UNKNOWN)


@answers("incomes.promise_match", ACCOUNTANT, foundation=of_fund())
def promise_match(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    document: str,
    cap: Money,
    until: date,
    on: date,
    **told: object,
) -> Answer:
    """Note the government's promise to match, once by document."""
    no.unless(cap.fen > 0, Group.AMOUNT)
    posting(model, no, fund_id, on)
    known = model.look(fund_id, GOVERNMENT).matches.get(document)
    no.unless(known is None or (known[0], known[2]) == (cap.fen, until), Group.TWICE)
    yield
    model.account(fund_id, GOVERNMENT).matches.setdefault(document, [cap.fen, 0, until])


@answers("incomes.receive_appropriation", ACCOUNTANT, foundation=of_fund())
def receive_appropriation(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    credit: str,
    document: str,
    expiry: date,
    carry_over: bool,
    amount: Money,
    on: date,
    kind: Grant = Grant.APPROPRIATION,
    **told: object,
) -> Answer:
    """Take government money in; a match up to its cap and in its time (S34)."""
    posting(model, no, fund_id, on)
    held_money(model, no, credit, fund_id, amount.fen, on, GOVERNMENT, gift_else=True)
    match = kind is Grant.MATCH
    if match and fund_id in model.funds:
        account = model.accounts.get((fund_id, GOVERNMENT))
        promised = account.matches.get(document) if account is not None else None
        if no.unless(promised is not None, Group.UNKNOWN) and promised is not None:
            cap, came, until = promised
            no.unless(isinstance(until, date) and on <= until, Group.DATES)
            no.unless(amount.fen <= int(str(cap)) - int(str(came)), Group.AMOUNT)
    outcome = yield
    word = "match" if match else "appropriation"
    gift = take(model, credit, word, amount.fen, fund_id, GOVERNMENT)
    assert outcome == gift, outcome
    account = model.account(fund_id, GOVERNMENT)
    last_day = None if carry_over else expiry
    new = Gift(amount.fen, document, on, government=True, last_day=last_day)
    account.take_in(gift, new)
    model.credits[credit].parts[-1].donor = document
    if match:
        model.credits[credit].parts[-1].match = document
        account.matches[document][1] = int(str(account.matches[document][1])) + amount.fen


@answers("incomes.credit_interest", ACCOUNTANT, foundation=of_fund())
def credit_interest(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    credit: str,
    amount: Money,
    on: date,
) -> Answer:
    """Take interest in: it has the class and the use of the money that bore it."""
    posting(model, no, fund_id, on)
    held_money(model, no, credit, fund_id, amount.fen, on, designation, gift_else=True)
    useful(model, no, fund_id, designation)
    no.unless(designation not in (SUSPENSE, OTHER), Group.KIND)
    outcome = yield
    gift = take(model, credit, "interest", amount.fen, fund_id, designation)
    assert outcome == gift, outcome
    government = designation == GOVERNMENT
    new = Gift(amount.fen, "利息", on, government=government)
    model.account(fund_id, designation).take_in(gift, new)
    model.credits[credit].parts[-1].donor = "利息"


@answers("accounts.freeze", ACCOUNTANT, OFFICE, foundation=of_fund())
def freeze(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    reason: str,
    on: date,
    gift: str | None = None,
) -> Answer:
    """Freeze an account, or one gift; frozen before, nothing happens."""
    account = model.accounts.get((fund_id, designation))
    backwards(model, no, on)
    if no.unless(account is not None, Group.UNKNOWN) and account is not None and gift is not None:
        no.unless(gift in account.gifts, Group.UNKNOWN)
    yield
    assert account is not None
    if gift is not None:
        account.gifts[gift].frozen = True
    else:
        freeze_for(account, ORDER, reason)


@answers("accounts.unfreeze", ACCOUNTANT, OFFICE, foundation=of_fund())
def unfreeze(
    model: Programme,
    no: Grounds,
    *,
    fund_id: str,
    designation: str,
    on: date,
    gift: str | None = None,
    **told: object,
) -> Answer:
    """Lift a freeze: what others froze first; the programme's own stays while there is that.

    A suspended project's account stays frozen until the project goes on.
    """
    account = model.accounts.get((fund_id, designation))
    project = model.projects.get(designation)
    others = False
    backwards(model, no, on)
    if no.unless(account is not None, Group.UNKNOWN) and account is not None:
        if gift is not None:
            frozen = gift in account.gifts and account.gifts[gift].frozen
            no.unless(gift in account.gifts, Group.UNKNOWN)
            no.unless(frozen, Group.STAGE)
        else:
            no.unless(account.frozen, Group.STAGE)
            others = any(by == ORDER for by, _ in account.freezes)
            suspended = project is not None and project.suspended is not None
            no.unless(others or not suspended, Group.FROZEN)
    yield
    assert account is not None
    if gift is not None:
        account.gifts[gift].frozen = False
    else:
        account.freezes = [each for each in account.freezes if others and each[0] != ORDER]
        account.let_be = project is not None and project.cancelled is not None
    give_back_what_waited(model, fund_id, designation, on)


@answers("banking.record_debit", ACCOUNTANT, foundation=of_fund())
def record_debit(
    model: Programme,
    no: Grounds,
    *,
    debit_id: str,
    fund_id: str,
    outgoing: Outgoing,
    on: date,
    **told: object,
) -> Answer:
    """Record what the bank says left: a bank's fact is always recordable, once."""
    known = model.debits.get(debit_id)
    backwards(model, no, on)
    no.unless(outgoing.amount.fen > 0, Group.AMOUNT)
    no.unless(fund_id in model.funds, Group.UNKNOWN)
    said = (outgoing.account, outgoing.value_date, outgoing.payee)
    if known is not None and known.fund:
        no.unless((known.fund, known.amount) == (fund_id, outgoing.amount.fen), Group.TWICE)
        no.unless(known.said == said, Group.TWICE)
    yield
    debit = model.debits.setdefault(debit_id, Debit())
    debit.fund, debit.amount, debit.said = fund_id, outgoing.amount.fen, said
    debit.dated = outgoing.value_date


def open_debit(model: Programme, no: Grounds, debit_id: str) -> Debit | None:
    """Say whether an entry of the bank is still for nothing."""
    debit = model.debits.get(debit_id)
    if not no.unless(debit is not None and bool(debit.fund), Group.UNKNOWN) or debit is None:
        return None
    no.unless(debit.matched is None and not debit.cited, Group.TWICE)
    return debit


@answers("banking.charge_fee", ACCOUNTANT, foundation=of_debit)
def charge_fee(
    model: Programme, no: Grounds, *, debit_id: str, designation: str, on: date, actor: str
) -> Answer:
    """Charge a bank's fee to the account it was taken for, gift by gift."""
    debit, shares = open_debit(model, no, debit_id), {}
    if debit is not None:
        useful(model, no, debit.fund, designation)
        no.unless(designation != SUSPENSE, Group.KIND)
        if posting(model, no, debit.fund, on) and not no.found:
            account = model.look(debit.fund, designation)
            government = designation == GOVERNMENT
            free = sum(free_of(account, on, government=government).values())
            if no.unless(debit.amount <= free, Group.AMOUNT):
                shares = taken(account, debit.amount, on, government=government)
    yield
    assert debit is not None
    charged(model, debit, designation, shares)
    debit.matched, debit.matched_by = ("fee", f"{debit.fund}/{designation}"), actor


def charged(model: Programme, debit: Debit, designation: str, shares: dict[str, int]) -> None:
    """Take a charge off its gifts, and keep what it was taken of: it may be undone."""
    gifts = model.account(debit.fund, designation).gifts
    taken = {gift: (part, evolve(gifts[gift])) for gift, part in shares.items()}
    debit.charged = (debit.fund, designation), taken
    for gift, part in shares.items():
        gifts[gift].balance -= part


@answers("banking.charge_management_cost", ACCOUNTANT, foundation=of_debit)
def charge_management_cost(
    model: Programme,
    no: Grounds,
    *,
    debit_id: str,
    designation: str,
    cost: str,
    foundation: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Charge the foundation's management cost, once each, never to government money."""
    debit, shares = open_debit(model, no, debit_id), {}
    if debit is not None:
        no.unless(model.funds[debit.fund].foundation == foundation, Group.FUND)
        useful(model, no, debit.fund, designation)
        no.unless(designation not in (SUSPENSE, GOVERNMENT, OTHER), Group.KIND)
        no.unless(not model.look(debit.fund, designation).short, Group.SHORT)
        if posting(model, no, debit.fund, on) and not no.found:
            account = model.look(debit.fund, designation)
            no.unless(cost not in account.costs, Group.TWICE)
            no.unless(not account.frozen, Group.FROZEN)
            free = sum(free_of(account, on, government=False).values())
            if no.unless(debit.amount <= free, Group.AMOUNT) and not no.found:
                shares = taken(account, debit.amount, on, government=False)
    yield
    assert debit is not None
    model.account(debit.fund, designation).costs.add(cost)
    charged(model, debit, designation, shares)
    debit.matched, debit.matched_by = ("management", cost), actor


def may_be_payer(model: Programme, credit: Credit, payee: str) -> bool:
    """Tell whether money went back to who had paid it, or the bank hid too much to tell."""
    if payee == credit.payer:
        return True
    if credit.payer_ref is not None:
        firm = model.enterprises.get(credit.payer_ref)
        return firm is not None and firm.name == payee
    seen, hidden = zip(payee, credit.payer, strict=False), "*" in payee + credit.payer
    for one, other in seen if hidden else ():
        if "*" in (one, other):
            return True
        if one != other:
            return False
    return False


@answers("banking.match_return", ACCOUNTANT, foundation=of_debit)
def match_return(
    model: Programme, no: Grounds, *, debit_id: str, credit_id: str, on: date, actor: str
) -> Answer:
    """Match an entry to money that was returned, each return once."""
    debit, credit = open_debit(model, no, debit_id), model.credits.get(credit_id)
    backwards(model, no, on)
    no.unless(credit is not None, Group.UNKNOWN)
    if debit is not None and credit is not None:
        no.unless(credit.fund == debit.fund, Group.FUND)
        no.unless(debit.amount <= credit.returned - credit.paid_back, Group.AMOUNT)
        no.unless(credit.returned_on is None or debit.dated >= credit.returned_on, Group.DATES)
        no.unless(may_be_payer(model, credit, str(debit.said[2])), Group.OTHER)
    yield
    assert debit is not None and credit is not None
    credit.paid_back += debit.amount
    debit.matched, debit.matched_by = ("return", credit_id), actor


@answers("banking.match_payment", ACCOUNTANT, foundation=of_debit)
def match_payment(
    model: Programme, no: Grounds, *, debit_id: str, disbursement_id: str, on: date, actor: str
) -> Answer:
    """Match an entry to the paid tranche that cites it."""
    debit, paper = model.debits.get(debit_id), model.papers.get(disbursement_id)
    backwards(model, no, on)
    known = debit is not None and bool(debit.fund) and paper is not None
    no.unless(paper is None or bool(paper.debit), Group.STAGE)
    told = ("disbursement", disbursement_id)
    if no.unless(known, Group.UNKNOWN) and debit is not None and paper is not None:
        no.unless(debit.fund == paper.fund, Group.FUND)
        no.unless(paper.debit == debit_id, Group.TWICE)
        no.unless(debit.amount == paper.amount, Group.AMOUNT)
        no.unless(debit.dated >= paper.approved_on, Group.DATES)
        no.unless(debit.matched in (None, told), Group.TWICE)
    yield
    assert debit is not None
    if debit.matched is None:
        debit.matched, debit.matched_by = told, actor
