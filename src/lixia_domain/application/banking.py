"""Use cases of money that leaves the bank, and of book and bank agreeing."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import account, bank_credit, bank_debit, bank_statement, disbursement
from lixia_domain.aggregates.account import ACCOUNT
from lixia_domain.aggregates.bank_credit import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, Outgoing, Purpose
from lixia_domain.aggregates.bank_statement import BANK_STATEMENT, Statement
from lixia_domain.aggregates.disbursement import DISBURSEMENT
from lixia_domain.application.accounts import posting_account
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.fundraising import MANAGEMENT_RATIO


@use_case
def record_debit(
    work: Work, *, debit_id: str, fund_id: str, outgoing: Outgoing, document: str, on: date
) -> None:
    """Record what the bank says left (登记付款流水)."""
    facts = bank_debit.record(
        work.load(BANK_DEBIT, debit_id), fund=fund_id, outgoing=outgoing, document=document, on=on
    )
    work.record(BANK_DEBIT, debit_id, facts)


@use_case
def match_payment(work: Work, *, debit_id: str, disbursement_id: str, on: date) -> None:
    """Match a debit to the paid tranche that cites it (核对拨付)."""
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    paid = disbursement.payment_of(paper)
    facts = bank_debit.match(
        work.load(BANK_DEBIT, debit_id),
        debit_id=debit_id,
        purpose=Purpose.DISBURSEMENT,
        cites=disbursement_id,
        cited=paid.debit,
        amount=paid.amount,
        on=on,
    )
    work.record(BANK_DEBIT, debit_id, facts)


@use_case
def match_return(work: Work, *, debit_id: str, credit_id: str, on: date) -> None:
    """Match a debit to money of a credit that was returned (核对退款)."""
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id))
    amount = debit.outgoing.amount
    facts = bank_credit.pay_back(
        work.load(BANK_CREDIT, credit_id), debit=debit_id, amount=amount, on=on
    )
    work.record(BANK_CREDIT, credit_id, facts)
    _match(work, debit_id, Purpose.RETURN, credit_id, amount, on)


@use_case
def charge_fee(work: Work, *, debit_id: str, designation: str, on: date) -> None:
    """Charge a bank fee to the account it was taken for (银行手续费), gift by gift."""
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id))
    amount = debit.outgoing.amount
    key = posting_account(work, debit.fund, designation, on)
    charged = account.charge_fee(work.load(ACCOUNT, key), debit=debit_id, amount=amount, on=on)
    work.record(ACCOUNT, key, charged)
    _match(work, debit_id, Purpose.FEE, key, amount, on)


@use_case
def charge_management_cost(
    work: Work,
    *,
    debit_id: str,
    designation: str,
    cost: str,
    foundation: str,
    year: int,
    document: str,
    on: date,
) -> None:
    """Charge the foundation's management cost for a year (管理费), gift by gift, once per id.

    Too much or not is judged for the foundation and its year, from its report (慈善法 61).
    """
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id))
    amount = debit.outgoing.amount
    key = posting_account(work, debit.fund, designation, on)
    charged = account.charge_management_cost(
        work.load(ACCOUNT, key),
        cost=cost,
        debit=debit_id,
        foundation=foundation,
        year=year,
        document=document,
        amount=amount,
        rule=in_force(EDITIONS, MANAGEMENT_RATIO, on).version,
        on=on,
    )
    work.record(ACCOUNT, key, charged)
    _match(work, debit_id, Purpose.MANAGEMENT, cost, amount, on)


def _match(
    work: Work, debit_id: str, purpose: Purpose, cites: str, amount: Money, on: date
) -> None:
    """Match a debit to the fact that was made of it just now."""
    facts = bank_debit.match(
        work.load(BANK_DEBIT, debit_id),
        debit_id=debit_id,
        purpose=purpose,
        cites=cites,
        cited=debit_id,
        amount=amount,
        on=on,
    )
    work.record(BANK_DEBIT, debit_id, facts)


def statement_key(fund_id: str, bank_account: str) -> str:
    """Return the key of a fund's statements of one bank account."""
    return join_key(fund_id, bank_account)


@use_case
def import_statement(
    work: Work,
    *,
    fund_id: str,
    bank_account: str,
    statement: Statement,
    document: str,
    document_hash: str,
    on: date,
) -> None:
    """Take in what the bank states for a month (登记对账单)."""
    key = statement_key(fund_id, bank_account)
    facts = bank_statement.import_statement(
        work.load(BANK_STATEMENT, key),
        fund=fund_id,
        account=bank_account,
        statement=statement,
        document=document,
        document_hash=document_hash,
        on=on,
    )
    work.record(BANK_STATEMENT, key, facts)


@use_case
def reconcile(
    work: Work,
    *,
    fund_id: str,
    bank_account: str,
    period: str,
    book: Money,
    items: tuple[Item, ...],
    position: int,
    on: date,
) -> None:
    """Note that book and bank agree but for the items listed (银行余额调节).

    Balance and items are those that ``views.reconciliation`` finds at ``position``.
    """
    key = statement_key(fund_id, bank_account)
    facts = bank_statement.reconcile(
        work.load(BANK_STATEMENT, key),
        period=period,
        book=book,
        items=items,
        position=position,
        reviewer=work.by.actor,
        on=on,
    )
    work.record(BANK_STATEMENT, key, facts)
