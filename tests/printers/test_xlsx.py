"""Workbooks: openpyxl finds texts in all cells, those that went in, and nowhere a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.printers.hostile_texts import hostile

from lixia_adapters.printers import xlsx
from lixia_adapters.printers.xlsx import Column, Sheet, Workbook, meant
from lixia_domain.kernel.money import LARGEST_FEN, ZERO, Money

openpyxl = pytest.importorskip("openpyxl")
ANY = st.text(st.characters(codec=None, exclude_categories=()))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def of_texts(texts: Iterable[str]) -> bytes:
    book = Workbook()
    sheet = book.sheet("texts")
    for text in texts:
        sheet.row([text])
    return saved(book)


def cells(made: bytes) -> list[Any]:
    book = openpyxl.load_workbook(BytesIO(made))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def formulas(made: bytes) -> Iterator[str]:
    """Yield every formula cell, and what a program would read as something else than it shows."""
    with ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(parts.read(name))
                if "worksheets/" in name:
                    yield from (
                        f"{name} {element.text}"
                        for element in root.iter()
                        if element.tag.rpartition("}")[2] == "f"
                        or re.search("_x[0-9A-Fa-f]{4}_", element.text or "")
                    )


def test_hostile_texts_are_strings_in_every_cell_and_come_back() -> None:
    texts = hostile()
    made = of_texts(texts)
    found = cells(made)
    assert {cell.data_type for cell in found} == {"s"}
    assert [meant(cell.value) for cell in found] == texts
    assert list(formulas(made)) == []


@given(st.lists(ANY.filter(bool), min_size=1))
def test_any_text_is_a_string_and_comes_back(texts: list[str]) -> None:
    found = cells(of_texts(texts))
    assert {cell.data_type for cell in found} == {"s"}
    assert [meant(cell.value) for cell in found] == texts


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "＝1"])
def test_what_looks_like_a_formula_stays_a_text_for_whoever_edits_it(text: str) -> None:
    [cell] = cells(of_texts([text]))
    assert cell.quotePrefix
    assert not cells(of_texts(["—"]))[0].quotePrefix


def test_amounts_are_numbers_in_yuan_and_dates_are_dates() -> None:
    book = Workbook()
    book.sheet("x").row([Money(-123_456), 7, date(2021, 3, 5), None, Decimal("1.5"), True])
    found = cells(saved(book))
    assert [cell.value for cell in found[1:]] == [7, found[2].value, None, 1.5, True]
    assert Decimal(str(found[0].value)) == Decimal("-1234.56")
    assert found[0].number_format == "#,##0.00"
    assert found[2].value.date() == date(2021, 3, 5)


def test_an_amount_beyond_what_a_number_holds_stands_as_text_to_the_fen() -> None:
    book = Workbook()
    book.sheet("x").row([Money(2**43 * 100 - 1), Money(LARGEST_FEN), Money(-LARGEST_FEN)])
    number, *texts = cells(saved(book))
    assert f"{number.value:.2f}" == "8796093022207.99"
    assert [(cell.value, cell.data_type) for cell in texts] == [
        (f"{sign}{LARGEST_FEN // 100}.{LARGEST_FEN % 100:02d}", "s") for sign in ("", "-")
    ]


def form(*columns: Column, rows: Iterable[list[Any]] = ()) -> Any:
    """Return a form's sheet as openpyxl opens it."""
    book = Workbook()
    sheet = book.form("form", columns)
    for row in rows:
        sheet.row(row)
    return openpyxl.load_workbook(BytesIO(saved(book))).active


def test_a_form_has_two_headings_and_says_what_each_column_is_for() -> None:
    sheet = form(
        Column(heads=("编号", "id"), about="=必填", needed=True, width=30),
        Column(heads=("金额", "amount"), holds=Money, least=ZERO, accepts="元" * 300),
        Column(heads=("日期", "date"), holds=date, least=date(2000, 1, 1)),
        Column(heads=("人数", "people"), holds=int),
        Column(heads=("=是否", "whether"), choices=("是", '"否"')),
        Column(heads=("太多", "too many"), choices=tuple(f"第{n}项" for n in range(90))),
    )
    upper, lower = sheet.iter_rows()
    assert [cell.value for cell in lower] == [
        "id",
        "amount",
        "date",
        "people",
        "whether",
        "too many",
    ]
    assert {cell.data_type for cell in (*upper, *lower)} == {"s"}
    assert sheet.freeze_panes == "A3" and sheet.column_dimensions["A"].width == 30
    assert [upper[0].comment.text, upper[1].comment] == ["=必填", None]
    assert [cell.fill.fill_type for cell in upper[:2]] == ["solid", None]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDE"]
    assert formats == ["@", "#,##0.00", "yyyy-mm-dd", "0", "@"]
    amount, day, listed = sheet.data_validations.dataValidation
    assert (amount.type, amount.formula1, str(amount.sqref)) == ("decimal", "0.00", "B3:B10002")
    assert (len(amount.prompt), len(amount.error)) == (255, 225)
    assert (day.type, day.formula1, day.operator) == (
        *("date", "DATE(2000,1,1)", "greaterThanOrEqual"),
    )
    assert (listed.type, listed.formula1) == ("list", '"是,""否"""')


def test_cells_of_a_form_are_what_their_column_holds_unless_they_show_themselves() -> None:
    moment = datetime.fromisoformat("2021-03-01 09:30")
    text, day = Column(heads=("a", "a")), Column(heads=("d", "d"), holds=date)
    sheet = form(
        text,
        day,
        rows=[["=1", date(2021, 3, 1)], [1.5, moment], [time(9), "02-30", "x"], [None, 1.5]],
    )
    shown = [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert shown == [
        ["@", "yyyy-mm-dd", "General"],
        ["General", "yyyy-mm-dd h:mm:ss", "General"],
        ["h:mm:ss", "yyyy-mm-dd", "General"],
        ["General", "General", "General"],
    ]


def test_hostile_texts_of_a_form_come_back() -> None:
    texts = hostile()
    heads = [Column(heads=(t or "x", t or "x"), about=t, accepts=t, least=ZERO) for t in texts[:50]]
    sheet = form(*heads, rows=[[text] for text in texts])
    assert [meant(cell.value) for cell in sheet[1]] == [text or "x" for text in texts[:50]]
    assert [meant(row[0].value) for row in sheet.iter_rows(min_row=3)] == texts


def test_hostile_titles_are_titles_that_there_may_be_and_each_is_another() -> None:
    texts = hostile(200)
    book = Workbook(head="a & b")
    for text in (*texts, "History", "x" * 40, "X" * 40, "𠮷" * 40):
        book.sheet(text).row(["x"])
    names = openpyxl.load_workbook(BytesIO(saved(book))).sheetnames
    assert len({name.casefold() for name in names}) == len(texts) + 4
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) <= 62, name
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name), name
        assert name.casefold() != "history"


def test_what_is_printed_on_each_page_has_no_commands() -> None:
    book = Workbook(head="a & b&P")
    book.sheet("x").row(["x"])
    made = openpyxl.load_workbook(BytesIO(saved(book)))
    assert made.active.oddHeader.center.text == "a && b&&P"


@pytest.mark.parametrize("char", ["x", "𠮷"])
def test_a_text_too_long_for_a_cell_says_how_much_is_missing(char: str) -> None:
    [cell] = cells(of_texts([char * 40_000]))
    assert len(cell.value.encode("utf-16-le")) <= 2 * xlsx.LONGEST
    kept, mark, missing = cell.value.partition("…")
    assert len(kept) + int(re.sub(r"\D", "", missing)) == 40_000
    assert mark and set(kept) == {char}


def test_a_drawing_bears_a_hostile_title() -> None:
    book = Workbook()
    sheet: Sheet = book.sheet("=x'")
    sheet.row(["=1", "a"])
    sheet.row(["\x1b", Money(5)])
    sheet.bars("\x00=1\u202e", heads=1, series=1, groups=1, at="D1", upright=True)
    made = saved(book)
    assert list(formulas(made)) == []
    [drawn] = openpyxl.load_workbook(BytesIO(made)).active._charts
    assert drawn.title.tx.rich.p[0].r[0].t == "⟨U+0000⟩=1⟨U+202E⟩"


def test_the_same_content_is_the_same_file() -> None:
    assert of_texts(["a", "=b"]) == of_texts(["a", "=b"])
