"""Figures of the report, recomputed by SQL from the exported facts: by another engine."""

from __future__ import annotations

from typing import Any

from lixia_domain.application.report.content import Amounts, Document
from lixia_domain.kernel.money import Money

from .recomputing import CLASS, fen, lines, plain, rows, table

LINES = {
    "加：收到款项": ("donation_received", "appropriation_received", "other_income_received"),
    "减：冲正": ("donation_reversed", "income_reversed"),
    "减：退还、缴回": ("donation_returned", "appropriation_returned", "other_income_returned"),
    "加：孳息": ("interest_credited",),
    "加：实物变卖所得": ("sale_proceeds_received",),
    "减：拨付": ("funds_paid_out",),
    "减：银行手续费": ("bank_fee_charged",),
    "减：管理费": ("management_cost_charged",),
    "加：转入": ("surplus_moved_in",),
    "减：转出": ("surplus_moved_out",),
    "加：退票与收回": ("recovery_received",),
}


def test_the_statement(sql: Any, dated: Document) -> None:
    found = table(dated, "基金收支表")
    told = rows(found)
    for at, column in enumerate(found.columns[1:-1]):
        for line, kinds in LINES.items():
            names = tuple(f"account.{kind}" for kind in kinds)
            [(amount,)] = sql.execute(
                f"SELECT sum(amount) FROM moved WHERE {CLASS} = ? AND list_contains(?, name)"
                " AND \"on\" BETWEEN ? AND ? AND designation <> 'suspense'",
                [column.name, list(names), dated.since, dated.as_of],
            ).fetchall()
            assert told.get(line, (Money(0),) * 9)[at] == fen(amount), line


def test_opening_and_closing(sql: Any, dated: Document) -> None:
    found = table(dated, "基金收支表")
    less = [f"account.{k}" for line, kinds in LINES.items() if line[0] == "减" for k in kinds]
    more = [f"account.{k}" for line, kinds in LINES.items() if line[0] == "加" for k in kinds]
    assert found.total is not None
    for upto, shown in ((dated.since, rows(found)["期初结存"]), (None, found.total[1:])):
        for at, column in enumerate(found.columns[1:-1]):
            [(amount,)] = sql.execute(
                "SELECT sum(CASE WHEN list_contains(?, name) THEN amount ELSE -amount END)"
                f" FROM moved WHERE {CLASS} = ? AND designation <> 'suspense'"
                " AND list_contains(?, name) AND" + (' "on" < ?' if upto else ' "on" <= ?'),
                [more, column.name, more + less, upto or dated.as_of],
            ).fetchall()
            assert shown[at] == fen(amount)


def test_suspense(sql: Any, dated: Document) -> None:
    [(held,)] = sql.execute(
        "SELECT sum(CASE name WHEN 'account.suspense_held' THEN amount ELSE -amount END)"
        " FROM moved WHERE designation = 'suspense' AND name LIKE 'account.suspense_%'"
        ' AND "on" <= ?',
        [dated.as_of],
    ).fetchall()
    found = table(dated, "暂收款（负债，不是收入）")
    assert found.total is not None
    assert found.total[1] == fen(held)


def test_what_counts(sql: Any, dated: Document) -> None:
    [block] = (b for b in dated.blocks() if isinstance(b, Amounts))
    shown = {name.zh: amount for name, amount in block.items}
    queries = {
        "捐赠到账（扣除冲正、退还）": (
            "CASE name WHEN 'account.donation_received' THEN amount ELSE -amount END",
            "('account.donation_received', 'account.donation_reversed', "
            "'account.donation_returned')",
            "designation <> 'government'",
        ),
        "捐赠资金拨付（扣除退票、收回）": (
            "CASE name WHEN 'account.funds_paid_out' THEN amount ELSE -amount END",
            "('account.funds_paid_out', 'account.recovery_received')",
            "designation <> 'government'",
        ),
        "财政资金到账": ("amount", "('account.appropriation_received')", "true"),
        "财政资金拨付": ("amount", "('account.funds_paid_out')", "designation = 'government'"),
    }
    for name, (summed, names, where) in queries.items():
        [(amount,)] = sql.execute(
            f'SELECT sum({summed}) FROM moved WHERE name IN {names} AND {where} AND "on" <= ?',
            [dated.as_of],
        ).fetchall()
        assert shown[name] == fen(amount), name


def test_costs_by_line(sql: Any, dated: Document) -> None:
    told = sql.execute(
        """
        WITH asked AS (SELECT key, payload ->> 'line' AS line, payload ->> 'payee' AS payee
                       FROM facts WHERE name = 'disbursement.requested')
        SELECT asked.line, sum(CASE moved.name WHEN 'account.funds_paid_out' THEN amount
                                               ELSE -amount END)
        FROM moved JOIN asked ON asked.key = moved.payload ->> 'disbursement'
        WHERE moved.name IN ('account.funds_paid_out', 'account.recovery_received')
          AND designation <> 'government' AND moved."on" BETWEEN ? AND ?
        GROUP BY 1
        """,
        [dated.since, dated.as_of],
    ).fetchall()
    shown = rows(table(dated, "本期支出，按种类"))
    by_line = {
        name: row[0]
        for name, row in shown.items()
        if name.startswith("项目支出：") and row[0] != Money(0)
    }
    assert by_line == {f"项目支出：{line}": fen(amount) for line, amount in told}
    paid = sum(amount for _, amount in told) + sum(plain(row[1]) for row in shown.values())
    assert [row[3] for row in lines(dated, "本期收款方，按类别")[-1:]] == ([paid] if paid else [])


def test_what_is_not_accounted_for(sql: Any, dated: Document) -> None:
    [(paid, accepted, back)] = sql.execute(
        """
        SELECT sum(amount) FILTER (name = 'disbursement.funds_disbursed'),
               sum(amount) FILTER (name = 'disbursement.expense_accepted'),
               sum(amount) FILTER (name = 'disbursement.unspent_recovered')
        FROM facts WHERE kind = 'disbursement' AND "on" <= ?
        """,
        [dated.as_of],
    ).fetchall()
    told = dict(lines(dated, "拨付与预付（自设立起）"))
    assert told.get("已凭证核销（支出）") == accepted
    left = None if paid is None else paid - accepted - (back or 0)
    assert told.get("尚未核销（预付）") == left
