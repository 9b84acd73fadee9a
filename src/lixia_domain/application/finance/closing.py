"""Closing of a fund's months (结账): book and bank agree, but for what is listed item by item."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import bank_statement
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_statement import BANK_STATEMENT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.finance.accounts import accounts_of_fund
from lixia_domain.application.finance.banking import no_false_credit, statement_key
from lixia_domain.application.finance.month_end import month_end
from lixia_domain.application.rights import no_cashier
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import FundId, On, Period
from lixia_domain.kernel.words import Words
from lixia_domain.recording.read_models import Build
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import CARRY_OVER
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.bank_book import BANK_BOOK
from lixia_domain.views.bank_statements import STATEMENTS, compare
from lixia_domain.views.payment_register import PAYMENT_REGISTER


class Why(Reason):
    """What is refused before the fund's own rules are asked."""

    BOOKS_MOVED = (
        "closing.books_moved",
        "结账所据为账册第 {position} 条，其后又有新记录，请重新结账",
        "the closing was prepared at position {position}, more was recorded since: prepare it anew",
    )
    DIFFERS = (
        "closing.differs",
        "{period} 月末账面 {book}、银行 {bank}，所附结账数字为账面 {told}、银行 {said}；请重新结账",
        "at the end of {period} the books have {book} and the bank {bank}; the closing says {told} "
        "and {said}: prepare it anew from the books",
    )


@use_case(
    says=Words("结账", "close months of account"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
    seeing=("proof",),
)
def close_period(
    work: Work,
    *,
    fund_id: FundId,
    period: Annotated[Period, Words("结至哪一月", "through which month")],
    proof: Annotated[Proof, Words("银行余额调节", "how book and bank compare")],
    on: On,
) -> None:
    """Close the fund's months up to ``period`` (结账), each account with its own balances.

    All accounts of the fund are closed with it. ``proof`` is what ``prove`` finds; its balances are
    those that the facts themselves add up to, and its items explain the difference. A bank account
    whose statement it goes by must have been reconciled for the month. From then on nothing is
    posted to a closed month, on whatever account.
    """
    no_cashier(work, period)
    if not work.stands_at(proof.position):
        raise Rejection(Why.BOOKS_MOVED, position=proof.position)
    keys = accounts_of_fund(work, fund_id)
    found = month_end(work, fund_id, period, keys.values())
    if (found.book, found.bank, found.statements) != (proof.book, proof.bank, proof.statements):
        raise Rejection(
            Why.DIFFERS,
            period=period,
            book=found.book,
            bank=found.bank,
            told=proof.book,
            said=proof.bank,
        )
    for bank_account in proof.statements:
        known = work.load(BANK_STATEMENT, statement_key(fund_id, bank_account))
        bank_statement.reconciled(known, period=period)
    no_false_credit(work, proof.items, period)
    closed = fund.close_period(work.load(FUND, fund_id), period=period, proof=proof, on=on)
    work.record(FUND, fund_id, closed)
    rule = in_force(EDITIONS, CARRY_OVER, on).version
    for _, key in sorted(keys.items()):
        facts = account.close_period(work.load(ACCOUNT, key), period=period, rule=rule, on=on)
        work.record(ACCOUNT, key, facts)


def prove(build: Build, fund_id: str, period: str) -> Proof:
    """Return how a fund's book and bank compare at the end of ``period``, as the views have it.

    What is at the bank is told by each account's statement of the month, where there is one.
    """
    with build.reading() as position:
        ledger = [row for _, row in build.rows(ACCOUNT_LEDGER)]
        bank = [row for _, row in build.rows(BANK_BOOK)]
        payments = [row for _, row in build.rows(PAYMENT_REGISTER)]
        stated = {
            row.account: Money(row.closing_fen)
            for _, row in build.rows(STATEMENTS, prefix=f"{join_key(fund_id)}/")
            if row.period == period
        }
    found = compare(fund_id, period, ledger, bank, payments)
    at_bank = found.bank
    for bank_account, closing in stated.items():
        entries = [row for row in bank if row.account == bank_account]
        at_bank = at_bank - compare(fund_id, period, (), entries).bank + closing
    return Proof(
        book=found.book,
        bank=at_bank,
        items=found.items,
        statements=tuple(sorted(stated)),
        position=position,
    )
