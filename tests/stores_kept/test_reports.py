"""Reports on a store of earlier code, which it sealed: the figures that it showed itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.report.compose import compose
from lixia_domain.application.report.content import Document, Table
from lixia_domain.application.report.donor import sheet
from lixia_domain.kernel.money import Money
from lixia_domain.rules.holidays import is_working

from .figures import Views, address
from .test_demo_today import then  # noqa: F401 - a fixture
from .test_kept_stores import KEPT, name_of, restored

FUND, LAST = "F-WMSJ", date(2022, 12, 31)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    archive = next(path for path in KEPT if name_of(path) == "demo")
    (folder,) = restored(archive, tmp_path_factory.mktemp("kept"))
    with open_store(address(folder)) as opened:
        yield opened


def table(document: Document, title: str) -> Table:
    return next(
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table) and block.title.zh == title
    )


def total(found: Table, column: str) -> int:
    assert found.total is not None
    cell = found.total[[one.name for one in found.columns].index(column)]
    assert isinstance(cell, Money)
    return cell.fen


def sums(rows: Any, *columns: str) -> dict[str, list[int]]:
    """Return, by enterprise, what its rows come to in each column."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * len(columns))
    for row in rows:
        for at, column in enumerate(columns):
            found[row["enterprise"]][at] += row[column]
    return found


def test_a_donor_s_sheet_shows_what_earlier_code_showed_of_its_pledges_and_receipts(
    store: Store,
    then: Views,  # noqa: F811
) -> None:
    pledged = sums(then["claim_board"].values(), "pledged_fen", "settled_fen")
    receipted: dict[str, int] = defaultdict(int)
    for row in then["receipt_register"].values():
        if row["state"] == "issued":
            receipted[row["donor"]] += row["receipted_fen"]
    donors = [donor for donor, (promised, _) in sorted(pledged.items()) if promised][::7]
    assert len(donors) > 5
    for donor in donors:
        document = sheet(store, donor=donor, fund_id=FUND, as_of=LAST, at=None, seal=None)
        promised = table(document, "认捐")
        assert [total(promised, "pledged"), total(promised, "received")] == pledged[donor]
        gifts = table(document, "到账的捐赠")
        assert total(gifts, "amount") == total(table(document, "每笔捐赠的去向"), "amount")
        shown = [row for row in gifts.rows if row[3] is not None]
        assert sum(row[4].fen for row in shown if isinstance(row[4], Money)) == receipted[donor]


def test_the_report_shows_what_earlier_code_showed_of_the_fund(
    store: Store,
    then: Views,  # noqa: F811
) -> None:
    document = compose(
        store, fund_id=FUND, as_of=LAST, since=None, at=None, working=is_working,
        checks=lambda moment: (), seal=None,
    )  # fmt: skip
    whole = then["programme_summary"]["全部"]
    kept = {name.partition("/")[2]: row for name, row in then["fund_statement"].items()}
    donated, government = kept["donated"], kept["government"]
    accounts = table(document, "各项目专户")
    assert total(accounts, "pledged") == whole["pledged_fen"]
    assert total(accounts, "received") == whole["received_fen"]
    assert total(accounts, "paid") == whole["disbursed_fen"]
    assert total(accounts, "recovered") == donated["recovered_fen"]
    assert total(table(document, "财政资金到账"), "amount") == government["received_fen"]
    statement = table(document, "基金收支表")
    assert total(statement, "all") == donated["balance_fen"] + government["balance_fen"]
    assert total(statement, "government") == government["balance_fen"]
    assert (
        total(table(document, "暂收款（负债，不是收入）"), "amount")
        == (kept["suspense"]["balance_fen"])
    )
    assert total(table(document, "期末捐赠结存的计划用途"), "amount") == donated["balance_fen"]
