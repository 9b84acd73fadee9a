"""Bank statements (银行对账单): which months were imported and reconciled, account by account."""

from typing import Annotated

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import FundColumn, VoucherColumn


class StatementRow(Row, frozen=True):
    """One month of one bank account of a fund. ``book_fen`` is NULL until it was reconciled."""

    fund: FundColumn
    account: Annotated[str, column("账户", "account")]
    period: Annotated[str, column("月份", "month")]
    opening_fen: Annotated[int, column("期初", "opening")]
    credited_fen: Annotated[int, column("收入合计", "credited")]
    debited_fen: Annotated[int, column("付出合计", "debited")]
    closing_fen: Annotated[int, column("期末", "closing")]
    document: VoucherColumn
    book_fen: Annotated[int | None, column("账面", "book")] = None
    items: Annotated[int | None, column("未达账项", "items")] = None
    reviewed_at: Annotated[int | None, column("核对位置", "reviewed at")] = None
    """The position of the log on which book and items were found."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the month of the fund's bank account."""
    event = recorded.event
    if isinstance(event, stm.StatementImported):
        return (f"{recorded.key}/{event.statement.period}",)
    assert isinstance(event, stm.BankReconciled)
    return (f"{recorded.key}/{event.period}",)


def evolve(row: StatementRow | None, recorded: Recorded) -> StatementRow | None:
    """Bring a month up to date."""
    event = recorded.event
    match event:
        case stm.StatementImported(statement=told):
            return StatementRow(
                fund=event.fund,
                account=event.account,
                period=told.period,
                opening_fen=told.opening.fen,
                credited_fen=told.credited.fen,
                debited_fen=told.debited.fen,
                closing_fen=told.closing.fen,
                document=event.document,
            )
        case stm.BankReconciled(book=book, items=items, position=position) if row is not None:
            return replace(row, book_fen=book.fen, items=len(items), reviewed_at=position)
        case _:
            return row


STATEMENTS: View[StatementRow] = View(
    name="bank_statements",
    version=1,
    title="银行对账",
    title_en="Bank statements",
    row=StatementRow,
    reads=stm.BANK_STATEMENT.events,
    keys=keys,
    evolve=evolve,
    shown="period closing_fen book_fen items opening_fen credited_fen debited_fen account fund",
)
