"""Small invented workbooks (虚构示例) and where the real ones lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared/data/registers"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real registers are not beside this repository"
)

HEADER = ("序号", "捐赠日期", "捐赠(单位/姓名）", "捐赠金额（元）", "备注")
TITLE = ("", "虚构示例捐款信息（截止至1月27日24：00）")
UNIT = ("", "", "", "", "单位：元")
ROWS = (
    (1, "2020.01.26", "武汉某某示例有限公司", 100.5, ""),
    (2, "2020.01.27", "示＊＊\t", 0.16, "武汉疫情防控"),
)


def book(path: Path, *rows: Sequence[Any]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "捐款信息"
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell != "":
                sheet.cell(place, column, cell)
    workbook.save(path)
    return path


def register_book(
    folder: Path,
    *,
    title: Sequence[Any] = TITLE,
    unit: Sequence[Any] = UNIT,
    header: Sequence[Any] = HEADER,
    rows: Sequence[Sequence[Any]] = ROWS,
    end: Sequence[Any] = ("", "", "合计", 100.66),
) -> Path:
    return book(folder / "register.xlsx", title, unit, header, *rows, end)
