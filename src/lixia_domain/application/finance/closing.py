"""Closing of a fund's months (结账): book and bank agree, but for what is listed item by item."""

from __future__ import annotations

from typing import Annotated

from attrs import evolve

from lixia_domain.aggregates import bank_statement
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_statement import BANK_STATEMENT, StatementImported
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.finance import open_items
from lixia_domain.application.finance.accounts import accounts_of_fund
from lixia_domain.application.finance.banking import statement_key
from lixia_domain.application.finance.book_and_bank import BookAndBank, reading
from lixia_domain.application.rights import no_cashier
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import FundId, On, Period
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import CARRY_OVER


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
    ITEMS_DIFFER = (
        "closing.items_differ",
        "{period} 月末的未达账项 {entry} 与账册不符；逐项只凭账册，可补充的只有原因，请重新结账",
        "item {entry} is not what is open at the end of {period} by the books, to which only a "
        "reason may be added: prepare the closing anew",
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

    All accounts of the fund are closed with it. ``proof`` is what ``prove`` finds: its balances and
    items are found again, and only the reasons are its own. Each bank account whose statement it
    goes by must have been reconciled for the month. From then on nothing is posted to a closed
    month, on whatever account.
    """
    no_cashier(work, period)
    if not work.stands_at(proof.position):
        raise Rejection(Why.BOOKS_MOVED, position=proof.position)
    found = _found(work, fund_id, period)
    if (found.book, found.bank, found.statements) != (proof.book, proof.bank, proof.statements):
        raise Rejection(
            Why.DIFFERS,
            period=period,
            book=found.book,
            bank=found.bank,
            told=proof.book,
            said=proof.bank,
        )
    told = {evolve(item, reason=""): item for item in proof.items}
    if different := {*found.items} ^ told.keys():
        item = min(different, key=lambda item: item.cites)
        raise Rejection(Why.ITEMS_DIFFER, period=period, entry=open_items.entry_of(item))
    for bank_account in proof.statements:
        known = work.load(BANK_STATEMENT, statement_key(fund_id, bank_account))
        bank_statement.reconciled(known, period=period)
    items = tuple(told[item] for item in found.items)
    open_items.sound(work, items, period=period, on=on)
    proof = evolve(found, items=items)
    closed = fund.close_period(work.load(FUND, fund_id), period=period, proof=proof, on=on)
    work.record(FUND, fund_id, closed)
    rule = in_force(EDITIONS, CARRY_OVER, on).version
    for _, key in sorted(accounts_of_fund(work, fund_id).items()):
        facts = account.close_period(work.load(ACCOUNT, key), period=period, rule=rule, on=on)
        work.record(ACCOUNT, key, facts)


def prove(ledger: Ledger, fund_id: str, period: str) -> Proof:
    """Return how a fund's book and bank compare at the end of ``period``, as the log has it."""
    return _found(reading(ledger), fund_id, period)


def _found(work: Work, fund_id: str, period: str) -> Proof:
    """Compare entry by entry; an account's statement of the month says what is at the bank."""
    both = BookAndBank(work, fund_id, period)
    found, stated = both.of_all(), _stated(work, fund_id, period)
    return Proof(
        book=found.book,
        bank=total(stated.values()) + both.at_bank(but=stated),
        items=found.items,
        statements=tuple(sorted(stated)),
        position=work.position,
    )


def _stated(work: Work, fund_id: str, period: str) -> dict[str, Money]:
    """Return with what the bank closed the month on each account that has its statement."""
    found: dict[str, Money] = {}
    for recorded in work.facts(StatementImported):
        event = recorded.event
        assert isinstance(event, StatementImported)
        if kept(event.fund) == kept(fund_id) and event.statement.period == period:
            found[event.account] = event.statement.closing
    return found
