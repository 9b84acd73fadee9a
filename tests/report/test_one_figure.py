"""One figure is the same wherever it stands: views, report, sheets of donors, indicators, specs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from lixia_adapters.demo import cast
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview import kpi
from lixia_domain.application.report.content import Amounts, Document, Table
from lixia_domain.application.report.donor import NoSuchDonor, sheet
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words

from .conftest import AS_OF

Screens = Mapping[str, int]


def rows(store: Store, view: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store.show(view)["rows"]
    return found


def statement(store: Store, source: str) -> dict[str, Any]:
    [row] = (row for row in rows(store, "fund_statement") if row["source"] == source)
    return row


def summary(store: Store) -> dict[str, Any]:
    return next(row for row in rows(store, "programme_summary") if row["key"] == "全部")


def headline(document: Document, name: str) -> int:
    [block] = (each for each in document.blocks() if isinstance(each, Amounts))
    return next(amount.fen for words, amount in block.items if words.zh == name)


def total(document: Document, title: str, column: str) -> int:
    [found] = (b for b in document.blocks() if isinstance(b, Table) and b.title.zh == title)
    assert found.total is not None
    at = [each.name for each in found.columns].index(column)
    value = found.total[at]
    assert isinstance(value, Money)
    return value.fen


def gross(document: Document, row: str, at: int) -> int:
    [found] = (
        b
        for b in document.blocks()
        if isinstance(b, Table) and b.title.zh == "总额与净额（自设立起累计）"
    )
    [value] = (r[at] for r in found.rows if isinstance(r[0], Words) and r[0].zh == row)
    assert isinstance(value, Money)
    return value.fen


def donated(store: Store, document: Document) -> Screens:
    """Donations, net of what was reversed or returned."""
    row = statement(store, "donated")
    moved = Counter[str]()
    for each in rows(store, "account_ledger"):
        if each["designation"] not in ("government", "other", "suspense"):
            moved[each["kind"]] += each["in_fen"] - each["out_fen"]
    general = sum(
        each["in_fen"] - each["out_fen"]
        for each in rows(store, "account_ledger")
        if each["designation"] == "general" and each["kind"].startswith("account.donation_")
    )
    return {
        "总览": summary(store)["received_fen"],
        "基金收支": row["received_fen"] - row["reversed_fen"] - row["returned_fen"],
        "专户明细": sum(
            moved[f"account.donation_{way}"] for way in ("received", "reversed", "returned")
        ),
        "项目名录": general + sum(each["received_fen"] for each in rows(store, "project_register")),
        "报告概要": headline(document, "捐赠到账（扣除冲正、退还）"),
        "报告总额与净额": gross(document, "捐赠到账", 3),
        "报告项目收支": total(document, "各项目专户", "received"),
        "爱心榜": total(document, "捐赠名录", "received"),
    }


def pledged(store: Store, document: Document) -> Screens:
    """What is pledged and stands."""
    standing = [row for row in rows(store, "claim_board") if not row["pledge_released"]]
    [share] = (f for f in kpi.report(store.views()).figures if f.code == "pledges_arrived")
    return {
        "总览": summary(store)["pledged_fen"],
        "认领情况": sum(row["pledged_fen"] for row in standing),
        "爱心榜": sum(row["pledged_fen"] for row in rows(store, "enterprise_roll")),
        "指标": share.whole or 0,
        "报告概要": headline(document, "认捐总额"),
        "报告项目收支": total(document, "各项目专户", "pledged"),
    }


def paid(store: Store, document: Document) -> Screens:
    """What was paid out of donations, gross of what came back."""
    tranches = {row["disbursement"]: row for row in rows(store, "disbursement_register")}
    public = {
        row["disbursement"]
        for row in rows(store, "account_ledger")
        if row["designation"] == "government" and row["disbursement"]
    }
    return {
        "总览": summary(store)["disbursed_fen"],
        "基金收支": statement(store, "donated")["paid_out_fen"],
        "项目名录": sum(row["disbursed_fen"] for row in rows(store, "project_register")),
        "付款台账": sum(
            row["paid_fen"]
            for row in rows(store, "payment_register")
            if row["disbursement"] not in public
        ),
        "拨付台账": sum(
            row["accepted_fen"] + row["recovered_fen"] + row["lost_fen"] + row["outstanding_fen"]
            for key, row in tranches.items()
            if key not in public
        ),
        "报告总额与净额": gross(document, "捐赠拨付", 1),
        "报告项目收支": total(document, "各项目专户", "paid"),
    }


def held(store: Store, document: Document) -> Screens:
    """What the fund holds, without suspense: in its books, and at the bank."""
    book = rows(store, "bank_book")
    entries = sum(row["in_fen"] - row["reversed_fen"] - row["out_fen"] for row in book)
    balance = {row["source"]: row["balance_fen"] for row in rows(store, "fund_statement")}
    return {
        "基金收支": sum(fen for source, fen in balance.items() if source != "suspense"),
        "银行日记账": entries - balance.get("suspense", 0),
        "银行对账": rows(store, "bank_statements")[-1]["closing_fen"],
        "报告概要": headline(document, "期末结存（不含暂收款）"),
        "报告基金收支表": total(document, "基金收支表", "all"),
    }


def granted(store: Store, document: Document) -> Screens:
    """Government money, net."""
    row = statement(store, "government")
    return {
        "总览": summary(store)["government_received_fen"],
        "基金收支": row["received_fen"] - row["reversed_fen"] - row["returned_fen"],
        "报告概要": headline(document, "财政资金到账"),
        "报告财政资金": total(document, "财政资金到账", "amount"),
    }


@pytest.mark.parametrize("figure", [donated, pledged, paid, held, granted])
def test_it_is_the_same_on_every_screen(
    store: Store, document: Document, figure: Callable[[Store, Document], Screens]
) -> None:
    shown = figure(store, document)
    assert len(set(shown.values())) == 1, shown
    assert next(iter(shown.values()))


def test_the_sheets_of_all_donors_add_up_to_what_the_fund_received(
    store: Store, document: Document
) -> None:
    came = Money(0)
    for code in {claim.code for claim in cast.claims()}:
        try:
            told = sheet(store, donor=code, fund_id=cast.FUND, as_of=AS_OF, at=None, seal=None)
        except NoSuchDonor:
            continue
        came += Money(total(told, "认捐", "received"))
    others = sum(
        row["in_fen"] - row["out_fen"]
        for row in rows(store, "account_ledger")
        if row["designation"] == "general" and row["kind"].startswith("account.donation_")
    )
    assert came.fen + others == donated(store, document)["总览"]
