"""A register is read whole and exactly, or refused by the cell at fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lixia_adapters.registers.register import BadFile, read_register
from lixia_domain.kernel.money import Money

from .books import HEADER, ROWS, SHARED, TITLE, book, needs_shared, register_book


@needs_shared
@pytest.mark.parametrize(
    ("file", "day", "count", "total"),
    [
        ("register-2020-01-25.xlsx", 25, 60, "3482232.11"),
        ("register-2020-01-27.xlsx", 27, 1995, "153967316.14"),
        ("register-2020-01-27-republished.xlsx", 27, 1995, "153967316.14"),
        ("register-2020-01-28.xlsx", 28, 4164, "53672528.38"),
        ("register-2020-01-29.xlsx", 29, 6661, "80516593.00"),
        ("register-2020-01-31.xlsx", 31, 5161, "119612525.90"),
    ],
)
def test_a_real_register_is_read_to_the_fen(file: str, day: int, count: int, total: str) -> None:
    register = read_register(SHARED / file)
    assert register.date == date(2020, 1, day)
    assert len(register.rows) == count
    assert register.stated_total == Money.parse(total)
    assert Money(sum(row.amount.fen for row in register.rows)) == register.stated_total
    assert all(row.payer == row.payer.strip() and row.payer for row in register.rows)


@needs_shared
def test_a_day_published_again_gives_the_same_rows_and_date() -> None:
    first = read_register(SHARED / "register-2020-01-27.xlsx")
    again = read_register(SHARED / "register-2020-01-27-republished.xlsx")
    assert first.title != again.title
    assert (first.date, first.rows) == (again.date, again.rows)


def test_rows_keep_their_place_and_lose_what_cannot_be_seen(tmp_path: Path) -> None:
    register = read_register(register_book(tmp_path))
    assert [(row.number, row.row, row.value_date.day) for row in register.rows] == [
        (1, 4, 26),
        (2, 5, 27),
    ]
    assert [row.payer for row in register.rows] == ["武汉某某示例有限公司", "示＊＊"]
    assert [row.amount.fen for row in register.rows] == [10050, 16]
    assert register.date == date(2020, 1, 27)
    assert register.sheet == "捐款信息"


@pytest.mark.parametrize("end", [("合计", "", "", 100.66), ("", "合 计：", "", "100.66元")])
def test_the_total_is_found_wherever_its_label_wanders(tmp_path: Path, end: Sequence[Any]) -> None:
    assert read_register(register_book(tmp_path, end=end)).stated_total == Money(10066)


def test_a_total_off_by_float_noise_is_the_exact_sum(tmp_path: Path) -> None:
    rows = [(1, "2020.01.27", "示＊＊", 53672528.38, "")]
    end = ("", "", "合计", 53672528.37999997)
    register = read_register(register_book(tmp_path, rows=rows, end=end))
    assert register.stated_total == Money(5367252838)


def test_ten_thousands_are_multiplied_exactly(tmp_path: Path) -> None:
    rows = [
        (1, "2020.01.27", "示＊＊", 1.2345, ""),
        (2, "2020.01.27", "例＊＊", "0.000016", ""),
        (3, "2020.01.27", "例＊＊", 5367.252838, ""),
        (4, date(2020, 1, 27), "例＊＊", 3, ""),
    ]
    path = register_book(
        tmp_path,
        rows=rows,
        unit=("单位：万元",),
        header=(*HEADER[:3], "捐赠金额（万元）", "备注"),
        end=("合计", "", "", "5371.487354"),
    )
    amounts = [row.amount.fen for row in read_register(path).rows]
    assert amounts == [1234500, 16, 5367252838, 3000000]


def test_a_title_without_a_day_leaves_the_latest_row_to_tell(tmp_path: Path) -> None:
    path = register_book(tmp_path, title=("2020年虚构示例捐款信息",))
    assert read_register(path).date == date(2020, 1, 27)


def test_a_day_after_new_year_is_next_years(tmp_path: Path) -> None:
    rows = [(1, "2020.12.31", "示＊＊", 1, "")]
    path = register_book(tmp_path, title=("截至1月1日24:00",), rows=rows, end=("合计", "", "", 1))
    assert read_register(path).date == date(2021, 1, 1)


def test_a_csv_register_is_read_alike(tmp_path: Path) -> None:
    lines = ["虚构示例捐款信息（截止至1月27日24：00）", "单位：元", ",".join(HEADER)]
    lines += ['1,2020.01.27,示＊＊,"1,000.50",武汉', "合计,,,1000.5,"]
    path = tmp_path / "register.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    register = read_register(path)
    assert (register.date, register.stated_total.fen) == (date(2020, 1, 27), 100050)


def with_row(*cells: object) -> tuple[Sequence[Any], ...]:
    return (ROWS[0], cells)


@pytest.mark.parametrize(
    ("change", "row", "column", "words"),
    [
        ({"rows": with_row(1, "2020.01.27", "示＊＊", 0.16)}, 5, "A", "第 4 行重复.*row 4"),
        ({"rows": with_row("", "2020.01.27", "示＊＊", 0.16)}, 5, "A", "缺少序号"),
        ({"rows": with_row(2.5, "2020.01.27", "示＊＊", 0.16)}, 5, "A", "缺少序号"),
        ({"rows": with_row(2, "2020.02.30", "示＊＊", 0.16)}, 5, "B", "没有这一天"),
        ({"rows": with_row(2, "", "示＊＊", 0.16)}, 5, "B", "2020-01-22"),
        ({"rows": with_row(2, True, "示＊＊", 0.16)}, 5, "B", "不是日期"),
        ({"rows": with_row(2, "2020.01.27", 1.5, 0.16)}, 5, "C", "应为文字"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", 0)}, 5, "D", "大于零"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", -5)}, 5, "D", "大于零"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", 0.165)}, 5, "D", "不足一分"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", "")}, 5, "D", "write it like"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", "=1/0")}, 5, "D", "没有计算结果"),
        ({"rows": with_row(2, "2020.01.27", "示＊＊", 0.16, "", "退款")}, 5, "F", "没有表头"),
        ({"rows": ()}, 4, "", "没有数据"),
        ({"end": ("", "", "", "")}, 5, "", "没有“合计”行"),
        ({"end": ("合计", "", "", 100.67)}, 6, "D", r"100\.67 .*100\.66 .*-0\.01"),
        ({"end": ("合计", "", "", "")}, 6, "D", "write it like"),
        ({"unit": ("",), "header": (*HEADER[:3], "捐赠金额")}, 3, "D", "见到：无"),
        ({"unit": ("单位：美元",)}, 3, "D", "美元"),
        ({"unit": ("单位：万元",)}, 3, "D", "万元"),
        ({"header": (*HEADER[:4], "捐款金额")}, 3, "E", "含义相同"),
        ({"header": (HEADER[0], "", *HEADER[2:])}, 3, "", "捐赠日期"),
        ({"title": ("截至2月30日",)}, 1, "", "2月30日"),
        ({"title": ("截至1月25日",)}, 1, "", "1月25日"),
    ],
)
def test_a_fault_is_refused_by_its_place(
    tmp_path: Path, change: dict[str, Any], row: int, column: str, words: str
) -> None:
    with pytest.raises(BadFile, match=words) as refusal:
        read_register(register_book(tmp_path, **change))
    error = refusal.value
    assert (error.file, error.sheet, error.row, error.column) == (
        "register.xlsx",
        "捐款信息",
        row,
        column,
    )


def test_a_formula_error_is_refused_even_where_text_is_expected(tmp_path: Path) -> None:
    path = register_book(tmp_path)
    workbook = openpyxl.load_workbook(path)
    cell = workbook["捐款信息"]["E4"]
    cell.value = "#REF!"
    assert cell.data_type == "e"
    workbook.save(path)
    with pytest.raises(BadFile, match=r"#REF!.*row 4, column E") as refusal:
        read_register(path)
    assert refusal.value.sheet == "捐款信息"


def test_rows_after_the_total_are_refused_and_notes_are_not(tmp_path: Path) -> None:
    rows = (*ROWS, ("", "", "合计", 100.66), (3, "2020.01.27", "示＊＊", 5, ""))
    with pytest.raises(BadFile, match="合计”之后还有数据"):
        read_register(register_book(tmp_path, rows=rows))
    noted = (*ROWS, ("", "", "合计", 100.66))
    assert (
        len(read_register(register_book(tmp_path, rows=noted, end=("", "注：虚构示例"))).rows) == 2
    )


def test_what_is_no_register_is_told_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="没有同时含“序号、捐赠日期"):
        read_register(book(tmp_path / "other.xlsx", ("姓名", "电话"), ("示例", "0")))


def test_two_registers_in_one_workbook_are_refused(tmp_path: Path) -> None:
    path = register_book(tmp_path)
    workbook = openpyxl.load_workbook(path)
    workbook.copy_worksheet(workbook["捐款信息"]).title = "副本"
    workbook.save(path)
    with pytest.raises(BadFile, match="捐款信息、副本"):
        read_register(path)
    workbook["副本"].sheet_state = "hidden"
    workbook.save(path)
    assert read_register(path).title == TITLE[1]
