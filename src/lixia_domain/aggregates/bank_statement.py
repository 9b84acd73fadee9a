"""Bank statement (银行对账单): what the bank says month by month, and that book and bank agree.

The key is fund and bank account. A special fund has no bank account of its own (山东省慈善条例 34):
the statement is the foundation's account as far as it is this fund's. Months follow each other
without a gap, and each opens with what the one before closed with; the first one opens with what
was carried in, which is a credit on record with its document.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, TypeAlias, assert_never, get_args

from attrs import field, frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.dates import period_of, year_of
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.vocabulary import Balance, Period
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class Statement:
    """What the bank states for one month; it need not be ours to add up, but it must."""

    period: Period
    opening: Annotated[Balance, Words("期初余额（元）", "opening balance, yuan")]
    credited: Annotated[Balance, Words("收入合计（元）", "total of credits, yuan")]
    debited: Annotated[Balance, Words("付出合计（元）", "total of debits, yuan")]
    closing: Annotated[Balance, Words("期末余额（元）", "closing balance, yuan")]


@stored_as("bank_statement.imported", says=Words("对账单登记", "bank statement imported"))
class StatementImported(Event):
    """对账单登记：期初、收、付、期末。``document_hash`` 为文件的 SHA-256。"""

    fund: str
    account: str
    statement: Statement
    document: str
    document_hash: str


@stored_as("bank_statement.reconciled", version=2, says=Words("银行余额调节", "bank reconciled"))
class BankReconciled(Event):
    """余额调节：账面余额 = 银行余额 ± 所列未达账项。``position`` 为所据的账册位置。"""

    period: str
    book: Money
    bank: Money
    items: tuple[Item, ...]
    position: int
    reviewer: str


StatementEvent: TypeAlias = StatementImported | BankReconciled
Facts: TypeAlias = tuple[StatementEvent, ...]


@frozen(kw_only=True)
class Statements:
    """The statements as decisions see them. None imported yet is ``None``."""

    last: Statement
    closings: Mapping[str, Money] = field(factory=dict)
    """What the bank closed each month with."""
    reconciled: Mapping[str, BankReconciled] = field(factory=dict)


def evolve(statements: Statements | None, event: StatementEvent) -> Statements:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case StatementImported(statement=told):
            before = statements.closings if statements is not None else {}
            done = statements.reconciled if statements is not None else {}
            closings = {**before, told.period: told.closing}
            return Statements(last=told, closings=closings, reconciled=done)
        case BankReconciled(period=period):
            assert statements is not None, "a month is imported before it is reconciled"
            return replace(statements, reconciled={**statements.reconciled, period: event})
        case _:
            assert_never(event)


BANK_STATEMENT: Decider[Statements | None, StatementEvent] = Decider(
    "bank_statement", None, evolve, get_args(StatementEvent)
)


class Why(Reason):
    """Every reason a bank statement may refuse."""

    DOES_NOT_ADD_UP = (
        "bank_statement.does_not_add_up",
        "对账单期初 {opening} 加收 {credited} 减付 {debited}，不等于期末 {closing}",
        "opening {opening} plus {credited} less {debited} is not the closing {closing}",
    )
    PERIOD_AHEAD = (
        "bank_statement.period_ahead",
        "{period} 尚未过完，对账单不完整",
        "{period} is not over: its statement can't be complete",
    )
    GAP = (
        "bank_statement.gap",
        "上一份对账单为 {last}，须先登记 {next}，不能跳到 {period}",
        "the last statement is {last}: {next} comes next, not {period}",
    )
    OPENING_DIFFERS = (
        "bank_statement.opening_differs",
        "期初 {opening} 与上月期末 {closing} 不符",
        "the opening {opening} is not the last closing {closing}",
    )
    OPENING_UNEXPLAINED = (
        "bank_statement.opening_unexplained",
        "首份对账单期初 {opening}，而登记的期初结转为 {carried_in}，请先凭文件登记期初结转",
        "the first statement opens with {opening}, but {carried_in} is on record as carried in: "
        "record what was carried in, with its document",
    )
    BEGUN = (
        "bank_statement.begun",
        "已登记 {last} 的对账单，期初结转须在首份对账单之前登记",
        "the statement of {last} is on record: what is carried in comes before the first one",
    )
    EXISTS = (
        "bank_statement.exists",
        "{period} 的对账单已登记，期末 {closing}，本次内容不同",
        "the statement of {period} is on record with closing {closing}; this one says otherwise",
    )
    NOT_IMPORTED = (
        "bank_statement.not_imported",
        "尚未登记 {period} 的对账单",
        "there is no statement of {period}",
    )
    NOT_RECONCILED = (
        "bank_statement.not_reconciled",
        "{period} 的银行余额尚未调节，不能据以结账",
        "book and bank were not reconciled for {period}: it can't be closed by that",
    )
    UNBALANCED = (
        "bank_statement.unbalanced",
        "银行 {bank} 经未达账项调节为 {adjusted}，与账面 {book} 相差 {gap}",
        "bank {bank} adjusted by the items is {adjusted}; the book says {book}: {gap} apart",
    )
    RECONCILED_OTHERWISE = (
        "bank_statement.reconciled_otherwise",
        "{period} 已调节，账面 {book}；其后的更正记入未结期间",
        "{period} was reconciled with book {book}; what changed since belongs to an open period",
    )


def import_statement(
    statements: Statements | None,
    *,
    fund: str,
    account: str,
    statement: Statement,
    carried_in: Money,
    document: str,
    document_hash: str,
    on: date,
) -> Facts:
    """Take in the statement of the next month (登记对账单). The same told twice is ``()``.

    The first one must open with ``carried_in``: what is on record as there on the day before.
    Raises ``BadDate`` for a period that is none.
    """
    told = statement
    year_of(told.period)
    if told.opening + told.credited - told.debited != told.closing:
        raise Rejection(
            Why.DOES_NOT_ADD_UP,
            opening=told.opening,
            credited=told.credited,
            debited=told.debited,
            closing=told.closing,
        )
    if told.period >= period_of(on):
        raise Rejection(Why.PERIOD_AHEAD, period=told.period)
    if statements is not None:
        if told == statements.last:
            return ()
        _next_to(statements, told)
    elif told.opening != carried_in:
        raise Rejection(Why.OPENING_UNEXPLAINED, opening=told.opening, carried_in=carried_in)
    return (
        StatementImported(
            fund=fund,
            account=account,
            statement=told,
            document=document,
            document_hash=document_hash,
            on=on,
        ),
    )


def _next_to(statements: Statements, told: Statement) -> None:
    last = statements.last
    known = statements.closings.get(told.period)
    if known is not None:
        raise Rejection(Why.EXISTS, period=told.period, closing=known)
    due = following(last.period)
    if told.period != due:
        raise Rejection(Why.GAP, last=last.period, next=due, period=told.period)
    if told.opening != last.closing:
        raise Rejection(Why.OPENING_DIFFERS, opening=told.opening, closing=last.closing)


def not_begun(statements: Statements | None) -> None:
    """Refuse where a statement is on record: nothing is carried in any more."""
    if statements is not None:
        raise Rejection(Why.BEGUN, last=statements.last.period)


def following(period: str) -> str:
    """Return the month after ``period``. Raises ``BadDate`` for a period that is none."""
    year, month = year_of(period), int(period[-2:])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


def reconciled(statements: Statements | None, *, period: str) -> BankReconciled:
    """Return how book and bank were found to agree at the end of ``period``; else refuse."""
    found = statements.reconciled.get(period) if statements is not None else None
    if found is None:
        raise Rejection(Why.NOT_RECONCILED, period=period)
    return found


def reconcile(
    statements: Statements | None,
    *,
    period: str,
    book: Money,
    items: tuple[Item, ...],
    position: int,
    reviewer: str,
    on: date,
) -> Facts:
    """Note that book and bank agree but for ``items`` (余额调节). Told twice: ``()``.

    Refused by a single fen, naming the difference (DOMAIN invariant 11).
    """
    bank = statements.closings.get(period) if statements is not None else None
    if statements is None or bank is None:
        raise Rejection(Why.NOT_IMPORTED, period=period)
    adjusted = bank
    for item in items:
        positive(item.amount)
        adjusted = adjusted + item.towards_book
    if adjusted != book:
        gap = book - adjusted
        raise Rejection(Why.UNBALANCED, bank=bank, adjusted=adjusted, book=book, gap=gap)
    known = statements.reconciled.get(period)
    if known is None:
        return (
            BankReconciled(
                period=period,
                book=book,
                bank=bank,
                items=items,
                position=position,
                reviewer=reviewer,
                on=on,
            ),
        )
    if (known.book, known.items) == (book, items):
        return ()
    raise Rejection(Why.RECONCILED_OTHERWISE, period=period, book=known.book)
