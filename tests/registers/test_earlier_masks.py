"""A register row listed again another day is known, though the mask got better in between."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from attrs import evolve

from lixia_adapters.registers.entries import Reader
from lixia_adapters.registers.identity import as_kept
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.bank_import import import_entries
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

ROWS = [("示例慈善会", 300, "定向捐给齐鲁小学"), ("欧阳示例", 0.16, "联系电话13800138000")]
ROWS += [("示例有限公司", 100, "物业费"), ("示例协会", 100, "")]


def register(path: Path, day: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["", f"捐款信息（虚构示例，截至1月{day}日24：00）"])
    sheet.append(["", "", "", "", "单位：元"])
    sheet.append(["序号", "捐赠日期", "捐赠(单位/姓名）", "捐赠金额（元）", "备注"])
    for number, (payer, amount, remark) in enumerate(ROWS, 1):
        sheet.append([number, "2020.01.25", payer, amount, remark])
    sheet.append(["合计", "", "", sum(amount for _, amount, _ in ROWS), ""])
    book.save(path)
    return path


def under(earlier: dict[str, str], notice: Notice) -> Notice:
    return evolve(notice, remark=earlier.get(notice.remark, notice.remark))


def test_rows_kept_under_an_earlier_mask_are_known_again(tmp_path: Path) -> None:
    reader = Reader("F", b"k" * 32, {})
    first = reader.read(register(tmp_path / "25.xlsx", "25"))
    again = reader.read(register(tmp_path / "25.xlsx", "25"))
    later = reader.read(register(tmp_path / "26.xlsx", "26"))
    earlier = {"定向捐给齐鲁小学": "定向捐给＊＊学", "物业费": "物业＊＊"}
    booked = tuple(evolve(one, notice=under(earlier, one.notice)) for one in first.entries)
    with open_store(f"sqlite:///{tmp_path / 's.db'}", create=True) as store:
        by, on = store.by("office", Role.ACCOUNTANT), store.today()
        funds.establish(
            store.ledger,
            by,
            fund_id="F",
            name="f",
            foundation=grounds.keeper(grounds.told(store.ledger, by, on)),
            purpose="p",
            agreement="a",
            on=on,
        )
        for document, new in ((first, 4), (again, 0), (later, 0)):
            known = as_kept(store.ledger, document.entries, document.remarks)
            entries = booked if document is first else known
            report = import_entries(
                store.ledger,
                by,
                fund_id="F",
                kind=document.kind,
                entries=entries,
                stated_total=document.stated_total,
                on=on,
            )
            assert (report.new, report.corrected, report.findings) == (new, 0, [])
