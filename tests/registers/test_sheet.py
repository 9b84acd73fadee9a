"""A file opens as rows of cells, or says plainly why not."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.registers.sheet import BadFile, clean, index_of, letter, open_sheets

from .books import book


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"hello", "xlsx 工作簿"),
        ("a.xlsx", b"PK\x03\x04hello", "xlsx 工作簿"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "加密"),
        ("a.csv", b"", "空的"),
        ("a.csv", b" , ,\n", "空的"),
        ("a.csv", b"\xff\xff\xff\x00", "编码"),
        ("a.csv", b"a,b\x00c", "编码"),
    ],
)
def test_an_unreadable_file_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BadFile, match=words) as refusal:
        open_sheets(tmp_path / name)
    assert refusal.value.file == name


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"a" ,b', ["a", "b"]),
        ('"a""" \t,"b" ', ['a"', "b"]),
        ('"a"" , b",c', ['a" , b', "c"]),
        ('""" ;",""" ;",c', ['" ;', '" ;', "c"]),
        ('"""",b', ['"', "b"]),
    ],
)
def test_padding_goes_behind_a_closing_quotation_mark_and_nowhere_else(
    tmp_path: Path, line: str, cells: list[str]
) -> None:
    """What follows a mark within a cell, written twice, is the cell's own."""
    (tmp_path / "a.csv").write_text(f"x,y,z\n{line}\n", "utf-8")
    assert open_sheets(tmp_path / "a.csv")[0].rows[1] == cells


def test_known_headings_tell_by_what_a_file_is_parted(tmp_path: Path) -> None:
    """Where all that a column holds looks parted otherwise, nothing else would."""
    (tmp_path / "a.csv").write_text("no,title\n1;2;3\n4;5;6\n", "utf-8")
    [guessed] = open_sheets(tmp_path / "a.csv")
    [known] = open_sheets(tmp_path / "a.csv", {"no", "title"}.__contains__)
    assert guessed.rows == [["no,title"], ["1", "2", "3"], ["4", "5", "6"]]
    assert known.rows == [["no", "title"], ["1;2;3"], ["4;5;6"]]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        with pytest.raises(BadFile, match=r"无法读取.*can't be read"):
            open_sheets(path)


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(BadFile, match="工作簿"):
        open_sheets(tmp_path / "a.xlsx")


def test_a_stray_cell_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "a"
    workbook.active["XFD1048576"] = "b"
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(BadFile, match="XFD1048576"):
        open_sheets(tmp_path / "a.xlsx")


def test_cells_keep_their_rows_and_columns_behind_empty_ones(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", (), (), ("", "x"))
    assert open_sheets(path)[0].rows == [["", ""], ["", ""], ["", "x"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "\t,"])
def test_text_is_read_whatever_its_encoding_and_delimiter(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [("账号", "金额", "附言"), ("001", '"1,000.00"', '="0012"')]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    rows = open_sheets(tmp_path / "a.csv")[0].rows
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["账号", "金额", "附言"],
        ["001", "1,000.00", "0012"],
    ]


@given(st.integers(0, 16383))
def test_column_letters_are_read_back(index: int) -> None:
    assert index_of(letter(index)) == index


@given(st.text())
def test_cleaning_leaves_nothing_more_to_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_number_that_lost_digits_is_no_text() -> None:
    assert clean(42001.0) == "42001"
    for spoilt in (6.2220212345678e18, 1.5, True):
        with pytest.raises(ValueError):
            clean(spoilt)
