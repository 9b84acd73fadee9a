"""CSV: a reader gets the texts that went in, and a spreadsheet nothing to calculate."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.printers.hostile_texts import hostile

from lixia_adapters.printers import csv_text
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.visible import steers

ANY = st.text(st.characters(codec=None, exclude_categories=()))
FORMULA = re.compile(r"""[\s"]*[=+\-@＝＋－＠\t\r]""")
NUMBER = re.compile(r"-?[0-9]+")


def read(told: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(told, newline=""), delimiter=delimiter))


def formulas(told: str) -> list[str]:
    """Return what a spreadsheet would calculate, by whichever sign it parts the cells."""
    parted = [cell for sign in ",;\t|" for row in read(told, sign) for cell in row]
    # A mark that does not open a cell closes nothing: then cells are what stands between signs.
    torn = [cell for line in told.split("\r\n") for cell in line.split(";")]
    return [cell for cell in (*parted, *torn) if FORMULA.match(cell) and not NUMBER.fullmatch(cell)]


def test_hostile_texts_come_back_each_in_its_cell_and_none_is_a_formula() -> None:
    texts = hostile()
    told = csv_text.text([["text", "fen"], *([text, -5] for text in texts)])
    head, *rows = read(told)
    assert head == ["text", "fen"]
    assert [csv_text.meant(cell) for cell, _ in rows] == texts
    assert {number for _, number in rows} == {"-5"}
    assert formulas(told) == []
    assert {char for char in told if steers(char)} == {"\r", "\n"}


@given(st.lists(ANY, min_size=1))
def test_any_text_comes_back_and_is_no_formula(texts: list[str]) -> None:
    told = csv_text.text([texts])
    assert [csv_text.meant(cell) for [*row] in read(told) for cell in row] == texts
    assert formulas(told) == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        (" -1", " '-1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ('a; "=1', "a; \"'=1"),
        ("a\tb\r\n", "a⟨U+0009⟩b⟨U+000D⟩⟨U+000A⟩"),
        ("1-1", "1-1"),
    ],
)
def test_a_text_is_marked_only_where_it_would_be_calculated(text: str, cell: str) -> None:
    assert read(csv_text.text([["x", text]])) == [["x", cell]]


def test_a_cell_with_a_semicolon_is_one_where_semicolons_part_cells_too() -> None:
    assert csv_text.text([["a;b", 1], ["c", 2]]) == '"a;b",1\r\nc,2\r\n'


def test_numbers_truth_and_nothing_stand_as_they_are() -> None:
    assert csv_text.text([[-5, True, None, False]]) == "-5,true,,false\r\n"


def test_amounts_are_yuan_to_the_fen_and_no_texts() -> None:
    rows = [[Money(-5), Money(4_500_000), Money(LARGEST_FEN), "a;b"]]
    assert csv_text.text(rows) == '-0.05,45000.00,10000000000000.00,"a;b"\r\n'
