"""The report's amounts: what it opens with, each on one basis, and the government's grants."""

from __future__ import annotations

from attrs import frozen

from lixia_domain.aggregates.account.facts import AppropriationReceived
from lixia_domain.application.report import statement as lines
from lixia_domain.application.report.content import (
    Amounts,
    Cell,
    CellKind,
    Column,
    Section,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import GOVERNMENT, SUSPENSE
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.words import Words

_MONEY = CellKind.MONEY
DONATED, GRANTED = SourceClass.DONATED.value, SourceClass.GOVERNMENT.value


@frozen(kw_only=True)
class Sums:
    """The amounts that a report opens with, since the fund began; each net, as all charts are.

    ``received`` is less what was reversed or returned, ``paid`` less what bounced or was
    recovered; ``held`` is without ``suspense``, which is owed to whoever sent it.
    """

    pledged: Money
    received: Money
    paid: Money
    government_received: Money
    government_paid: Money
    held: Money
    suspense: Money


def sums(source: Source) -> Sums:
    """Return the fund's amounts at the report's moment."""
    there, paid = source.movements, (lines.PAID_OUT, lines.RECOVERED)
    suspense = total(
        Money(row.in_fen - row.out_fen) for row in there if row.designation == SUSPENSE
    )
    everything = lines.amounts(there, *lines.LINES)
    return Sums(
        pledged=Money(sum(source.pledged().values())),
        received=lines.amounts(there, *lines.NET, source=DONATED),
        paid=-lines.amounts(there, *paid, source=DONATED),
        government_received=lines.amounts(there, *lines.NET, source=GRANTED),
        government_paid=-lines.amounts(there, *paid, source=GRANTED),
        held=everything - suspense,
        suspense=suspense,
    )


def headline(source: Source) -> tuple[Amounts, Table]:
    """Return the amounts that count, and what stands behind the net ones."""
    found = sums(source)
    counted = Amounts(
        title=Words("主要金额（自设立起累计，净额）", "The amounts that count: to date, net"),
        items=(
            (Words("认捐总额", "Pledged"), found.pledged),
            (Words("捐赠到账（扣除冲正、退还）", "Donations received, net"), found.received),
            (
                Words("捐赠资金拨付（扣除退票、收回）", "Paid out of donations, net"),
                found.paid,
            ),
            (Words("财政资金到账", "Government money received"), found.government_received),
            (Words("财政资金拨付", "Paid out of government money"), found.government_paid),
            (Words("期末结存（不含暂收款）", "Held at the end, without suspense"), found.held),
            (Words("暂收款（负债）", "Suspense, a liability"), found.suspense),
        ),
    )
    return counted, _behind(source)


def _behind(source: Source) -> Table:
    """Return what came and went gross, what of it was undone, and the net that is shown."""
    there = source.movements
    rows: list[tuple[Cell, ...]] = []
    for said, gross, *undone, kind in (
        (Words("捐赠到账", "Donations"), lines.RECEIVED, lines.REVERSED, lines.RETURNED, DONATED),
        (Words("财政到账", "Grants"), lines.RECEIVED, lines.REVERSED, lines.RETURNED, GRANTED),
        (Words("捐赠拨付", "Paid, donations"), lines.PAID_OUT, lines.RECOVERED, DONATED),
        (Words("财政拨付", "Paid, grants"), lines.PAID_OUT, lines.RECOVERED, GRANTED),
    ):
        whole = lines.amounts(there, gross, source=kind)
        back = lines.amounts(there, *undone, source=kind)
        rows.append((said, *(abs(amount) for amount in (whole, back, whole + back))))
    return Table(
        title=Words("总额与净额（自设立起累计）", "Gross and net, to date"),
        columns=(
            Column("what", Words("事项", "What")),
            Column("gross", Words("总额", "Gross"), _MONEY),
            Column("undone", Words("冲正、退还、收回", "Undone"), _MONEY),
            Column("net", Words("净额", "Net"), _MONEY),
        ),
        rows=tuple(rows),
    )


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
