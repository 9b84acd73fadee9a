"""The report's money: what the fund took in, paid and holds; and each project's account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from lixia_domain.aggregates.account.facts import AppropriationReceived
from lixia_domain.aggregates.bank_statement import following
from lixia_domain.application.report.content import (
    CellKind,
    Chart,
    Column,
    Section,
    Shape,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import GOVERNMENT
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.words import Words
from lixia_domain.views.account_ledger import AccountLedgerRow
from lixia_domain.views.accounts import HELD, INCOME, class_of
from lixia_domain.views.fund_statement import FUND_STATEMENT, FundStatementRow

_MONEY = CellKind.MONEY


@frozen(kw_only=True)
class Sums:
    """The amounts that a report opens with; donations less what was reversed or returned."""

    pledged: Money
    received: Money
    paid: Money
    government_received: Money
    government_paid: Money
    held: Money


def sums(source: Source) -> Sums:
    """Return the fund's amounts at the report's moment."""
    rows = {row.source: row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id}
    nothing = FundStatementRow(fund=source.fund_id, source="")
    donated = rows.get(SourceClass.DONATED.value, nothing)
    government = rows.get(SourceClass.GOVERNMENT.value, nothing)
    return Sums(
        pledged=Money(sum(source.pledged().values())),
        received=Money(_net(donated)),
        paid=Money(donated.paid_out_fen),
        government_received=Money(_net(government)),
        government_paid=Money(government.paid_out_fen),
        held=Money(sum(row.balance_fen for row in rows.values())),
    )


def _net(row: FundStatementRow) -> int:
    return row.received_fen - row.reversed_fen - row.returned_fen


_CLASSES = {
    SourceClass.DONATED.value: Words("捐赠资金", "Donations"),
    SourceClass.GOVERNMENT.value: Words("财政资金", "Government money"),
    INCOME: Words("其他收入", "Other income"),
    HELD: Words("暂收款", "Suspense"),
}
_SHORT = Words("加：短缺（银行追回了已用掉的款）", "plus short: spent, then taken back")
_OWED = Words("其中短缺未弥补（由基金会弥补）", "of it not made good yet, by the foundation")
_STATEMENT = (
    ("received_fen", Words("收入", "Received")),
    ("income_fen", Words("加：孳息与变卖", "plus interest and sales")),
    ("recovered_fen", Words("加：收回", "plus recovered")),
    ("moved_in_fen", Words("加：转入", "plus moved in")),
    ("short_fen", _SHORT),
    ("reversed_fen", Words("减：冲正", "less reversed")),
    ("returned_fen", Words("减：退还", "less returned")),
    ("paid_out_fen", Words("减：拨付", "less paid out")),
    ("charged_fen", Words("减：费用", "less charged")),
    ("moved_out_fen", Words("减：转出", "less moved out")),
)
"""What a class's balance is made of, in order; whatever is less is taken off."""


def statement(source: Source) -> Section:
    """Return the fund's statement, each class for itself, and what moved month by month."""
    there = {row.source: row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id}
    rows = [there[name] for name in _CLASSES if name in there]
    table = Table(
        title=Words("基金收支表", "Statement of the fund"),
        columns=(
            Column("item", Words("项目（元）", "Item (yuan)")),
            *(Column(row.source, _CLASSES[row.source], _MONEY) for row in rows),
        ),
        rows=tuple(_lines(rows)),
        total=(Words("期末结存", "Held at the end"), *(Money(row.balance_fen) for row in rows)),
        note=Words(
            "各类资金分列，互不抵销。到账先记暂收、查明用途后转出的，两处所列是同一笔钱，不得相加。",
            "Classes are never netted. What came into suspense and was moved out once its use was "
            "known is the same money twice: never add the classes up.",
        ),
    )
    return Section(Words("基金收支", "The fund"), (table, _monthly(source.ledger_rows())))


def _lines(rows: Sequence[FundStatementRow]) -> Iterator[tuple[Words | Money, ...]]:
    """Yield what makes a balance; of shortfalls nothing is said where there never was one."""
    short = any(row.short_fen for row in rows)
    for name, said in _STATEMENT:
        if short or said is not _SHORT:
            yield (said, *(Money(getattr(row, name)) for row in rows))
    if short:
        yield (_OWED, *(Money(row.short_fen - row.made_good_fen) for row in rows))


def _monthly(ledger: Iterable[AccountLedgerRow]) -> Chart:
    """Return donated and government money month by month: what came and what went."""
    months: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in ledger:
        kind, month = class_of(row.designation), months[row.period]
        came = row.in_fen - row.out_fen
        if row.kind in ("account.donation_received", "account.appropriation_received"):
            month[int(kind == SourceClass.GOVERNMENT)] += came
        elif row.kind == "account.funds_paid_out":
            month[2] -= came
    return Chart(
        title=Words("各月到账与拨付", "What came and was paid, by month"),
        shape=Shape.COLUMNS,
        series=(
            Words("捐赠到账", "Donations"),
            Words("财政到账", "Government money"),
            Words("拨付", "Paid out"),
        ),
        groups=tuple((month, tuple(map(Money, months[month]))) for month in _every(months)),
    )


def _every(months: Iterable[str]) -> Iterator[str]:
    """Yield all months from the first to the last, also those in which nothing moved."""
    there = sorted(months)
    month = there[0] if there else ""
    while there and month <= there[-1]:
        yield month
        month = following(month)


def government(source: Source) -> Section:
    """Return each grant of government money with the conditions of its document."""
    account = join_key(source.fund_id, GOVERNMENT)
    rows = tuple(
        (event.document, event.kind, event.purpose, event.expiry, event.amount)
        for recorded in source.facts(AppropriationReceived)
        if recorded.key == account and isinstance(event := recorded.event, AppropriationReceived)
    )
    if not rows:
        return Section(Words("财政资金", "Government money"), ())
    table = Table(
        title=Words("财政资金到账", "Government money received"),
        columns=(
            Column("document", Words("文件", "Document")),
            Column("grant", Words("类别", "Kind"), CellKind.CODE),
            Column("purpose", Words("用途", "Purpose")),
            Column("expiry", Words("使用期限", "To be used by"), CellKind.DATE),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=rows,
        total=(Words("合计", "Total"), None, None, None, total(row[-1] for row in rows)),
    )
    return Section(Words("财政资金", "Government money"), (table,))
