"""What the report says: it adds up, it is of its moment, and it names nobody who did not agree."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from lixia_adapters.demo import cast
from lixia_domain import Role, open_store
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.programme import needs
from lixia_domain.application.report.content import (
    Amounts,
    Cell,
    CellKind,
    Chart,
    Document,
    Seal,
    Table,
    Verdict,
    plain,
)
from lixia_domain.application.report.source import NoSuchFund
from lixia_domain.audit.past.moment import BeforeAll, BeyondHead
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.words import Words
from lixia_domain.views.enterprise_roll import UNNAMED

from .conftest import report

SEAL = Seal(origin="lixia/x", size=9, root="AAAA", facts=11)


def table(document: Document, title: str) -> Table:
    [found] = (b for b in document.blocks() if isinstance(b, Table) and b.title.zh == title)
    return found


def amounts(document: Document) -> dict[str, Money]:
    [found] = (block for block in document.blocks() if isinstance(block, Amounts))
    return {name.zh: amount for name, amount in found.items}


def money(cell: Cell) -> Money:
    assert isinstance(cell, Money)
    return cell


def column(found: Table, name: str) -> list[Cell]:
    [at] = (at for at, column in enumerate(found.columns) if column.name == name)
    return [row[at] for row in found.rows]


def test_every_class_of_the_statement_adds_up_to_what_is_held(document: Document) -> None:
    found = table(document, "基金收支表")
    assert found.total is not None
    for at in range(1, len(found.columns)):
        held = ZERO
        for row in found.rows:
            assert isinstance(row[0], Words)
            less = row[0].zh.startswith("减")
            held = held - money(row[at]) if less else held + money(row[at])
        assert held == found.total[at]
    assert found.total[-1] == amounts(document)["期末结存（不含暂收款）"]


def test_accounts_of_projects_add_up_to_the_funds_donations(document: Document) -> None:
    found, told = table(document, "各项目专户"), amounts(document)
    assert found.total is not None
    for row in found.rows:
        _, received, paid, recovered, other, held, _ = map(money, row[3:])
        assert held == received - paid + recovered + other
    by_name = dict(zip((c.name for c in found.columns), found.total, strict=True))
    assert by_name["pledged"] == told["认捐总额"] == Money(247_500_000)
    assert by_name["received"] == told["捐赠到账（扣除冲正、退还）"]
    paid, recovered = money(by_name["paid"]), money(by_name["recovered"])
    assert paid - recovered == told["捐赠资金拨付（扣除退票、收回）"]
    assert by_name["government"] == told["财政资金拨付"] == Money.yuan(60_000)
    statement = table(document, "基金收支表")
    assert statement.total is not None
    assert by_name["balance"] == money(statement.total[1]) + money(statement.total[2])


def test_the_roll_adds_up_and_names_only_who_agreed(document: Document, store: Store) -> None:
    found = table(document, "捐赠名录")
    assert found.total is not None
    assert found.total[3] == amounts(document)["捐赠到账（扣除冲正、退还）"]
    agreed = {r["name"] for r in store.show("enterprise_roll")["rows"] if r["name"] != UNNAMED}
    names = column(found, "name")
    shown = [name.zh if isinstance(name, Words) else name for name in names]
    assert agreed < set(shown)
    ours = [name.en for name in names if isinstance(name, Words)]
    assert len(ours) == len(set(shown) - agreed) and all(map(str.isascii, ours))
    hidden = {claim.firm for claim in cast.claims()} - agreed
    assert hidden
    said = json.dumps(plain(document), ensure_ascii=False)
    assert not [name for name in hidden if name in said]
    assert f"{UNNAMED} {len(hidden)} 家" in shown


def test_no_person_and_no_credit_code_of_a_donor_stands_in_it(document: Document) -> None:
    said = json.dumps(plain(document), ensure_ascii=False)
    assert "p:" not in said
    assert not [claim.code for claim in cast.claims() if claim.code in said]
    assert "pseudonym" not in said


def test_the_charts_say_nothing_that_tables_do_not(document: Document) -> None:
    flow, monthly = (block for block in document.blocks() if isinstance(block, Chart))
    told = amounts(document)
    pledged, _, paid = (total(parts[at] for _, parts in flow.groups) for at in range(3))
    assert (pledged, paid) == (told["认捐总额"], told["捐赠资金拨付（扣除退票、收回）"])
    months = [month for month, _ in monthly.groups]
    assert months == [f"2021-{month:02d}" for month in range(4, 13)]  # also where nothing moved
    out = total(parts[2] for _, parts in monthly.groups)
    assert out == told["捐赠资金拨付（扣除退票、收回）"] + told["财政资金拨付"]
    came = total(parts[0] for _, parts in monthly.groups)
    assert came == told["捐赠到账（扣除冲正、退还）"]


def test_what_was_not_published_in_time_stands_first(document: Document) -> None:
    states = column(table(document, "公示日历"), "duty")
    assert states[0] == "overdue"
    assert set(states[1:]) == {"done"}


def test_it_is_as_of_its_day(store: Store) -> None:
    told = amounts(report(store, as_of=date(2021, 3, 10)))
    assert told["认捐总额"] == Money(247_500_000)
    assert {amount for name, amount in told.items() if name != "认捐总额"} == {ZERO}


def test_what_is_recorded_later_does_not_change_a_report_as_it_was_known(
    demo: Path, document: Document, tmp_path: Path
) -> None:
    path = shutil.copy(demo, tmp_path / "later.db")
    with open_store(f"sqlite:///{path}") as later:
        needs.decline(
            later.ledger,
            later.by("office-1", Role.PROGRAMME_OFFICE),
            need_id="N-126",
            reason="虚构示例",
            on=date(2022, 3, 30),
        )
        assert report(later, at=document.position).digest == document.digest
        assert report(later).digest != document.digest


def test_two_readings_of_a_store_are_one_report(demo: Path, document: Document) -> None:
    with open_store(f"sqlite:///{demo}", read_only=True) as again:
        assert report(again) == document


def test_the_digest_holds_all_but_the_seal(store: Store, document: Document) -> None:
    sealed = report(store, seal=SEAL)
    assert sealed.digest == document.digest
    assert sealed.ticket == f"{document.ticket}\norigin lixia/x\nsize 9\nroot AAAA"
    assert table(sealed, "封存记录").rows[2] == (Words("根哈希", "Root"), "AAAA")
    other = report(store, checks=lambda moment: (Verdict("什么都成立"),))
    assert other.digest != document.digest


def test_a_store_without_a_seal_says_so(document: Document) -> None:
    assert "本账库尚未封存" in str(document.parts[-1])


def test_a_check_that_fails_is_told_with_its_facts(store: Store) -> None:
    wrong = Verdict("每一分都有出处", 7, (Words("第 3 条没有", "position 3 has none"),))
    found = report(store, checks=lambda moment: (wrong, Verdict("没有缺号")))
    assert found.broken == 1
    assert "2 条核对中有 1 条不成立" in str(found.sections)


def test_codes_stand_in_columns_of_codes(document: Document) -> None:
    for block in document.blocks():
        if isinstance(block, Table):
            for row in block.rows:
                for told, cell in zip(block.columns, row, strict=True):
                    assert (told.kind is CellKind.MONEY) <= isinstance(cell, Money)
                    assert (told.kind is CellKind.DATE) <= isinstance(cell, date)


def test_moments_and_funds_that_are_not_there_are_refused(store: Store) -> None:
    with pytest.raises(BeforeAll):
        report(store, as_of=date(2020, 12, 31))
    with pytest.raises(BeyondHead):
        report(store, at=10**6)
    with pytest.raises(NoSuchFund):
        report(store, fund_id="F-0")
    with pytest.raises(NoSuchFund):
        report(store, as_of=date(2021, 2, 1))  # the fund was established later
