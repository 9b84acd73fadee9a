"""A file of rows, whether it came as a workbook or as text: cells and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from lixia_adapters import plain_file
from lixia_adapters.registers import strict_text
from lixia_adapters.registers.badfile import BadFile, NoFile
from lixia_adapters.registers.workbook import (
    fault,
    index_of,
    letter,
    not_a_workbook,
    visible_sheets,
)
from lixia_adapters.registers.workbook_process import MOST_MARKS, piled
from lixia_domain.kernel.dates import BadDate, parse_date

__all__ = ["BadFile", "Sheet", "clean", "date_of", "index_of", "label", "letter", "open_sheets"]

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f-\x9f]+")
_UNPRINTED = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_EXACT_WHOLE = 10**15
LARGEST_FILE = 64 * 2**20
"""Bytes: 200,000 rows of ten columns take 13 MB as a workbook, 30 MB as text."""


@frozen
class Sheet:
    """The rows of one sheet: ``rows[0]`` is row 1, ``rows[0][0]`` is column A.

    A cell is text (``""`` if blank), ``float``, ``bool``, or a date or time; a text file's cells
    are text. Rows may differ in length. ``name`` is empty for a text file, whose rows begin on
    ``lines`` where a cell runs over several.
    """

    file: str
    name: str
    rows: list[list[Any]]
    lines: list[int] = field(factory=list)

    def line(self, index: int) -> int:
        """Return which row of the file ``rows[index]`` is, from 1."""
        return self.lines[index] if self.lines else index + 1

    def fault(self, zh: str, en: str, *, row: int = 0, column: int = -1) -> BadFile:
        """Return the fault at ``row`` (from 1; 0: none) and ``column`` (from 0; -1: none)."""
        where = letter(column) if column >= 0 else ""
        return BadFile(self.file, zh, en, sheet=self.name, row=row, column=where)


def open_sheets(path: Path, heads: Callable[[str], bool] | None = None) -> list[Sheet]:
    """Return the visible sheets of an .xlsx, or the one sheet of a .csv or .txt.

    What the file is, its content decides. Text is UTF-8 (with or without mark), UTF-16 with mark,
    or GB 18030, parted by comma, semicolon or tab; by which, ``heads`` tells best where headings
    are known. Raises ``BadFile``; also if all is blank.
    """
    file = path.name
    content = content_of(path)
    if content.startswith(_OLE):
        raise BadFile(
            file,
            "文件已加密，或是旧式 .xls；请去掉密码并另存为 .xlsx",
            "it is encrypted, or an old .xls; remove the password and save it as .xlsx",
        )
    if content.startswith(_ZIP):
        sheets = [Sheet(file, name, rows) for name, rows in visible_sheets(file, content)]
    elif content and path.suffix.lower() not in (".csv", ".txt"):
        raise not_a_workbook(file)
    else:
        sheets = [_of_text(file, content, heads)]
    if not any(_holds(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise BadFile(file, "文件是空的，请核对", "the file is empty; check it")
    return sheets


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises ``BadFile`` for one too large, or that never ends."""
    try:
        with plain_file.opened(path) as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NoFile(path, error) from None
    if len(content) > LARGEST_FILE:
        raise BadFile(
            path.name,
            f"文件大于 {LARGEST_FILE // 2**20} MB，请拆分",
            f"the file is larger than {LARGEST_FILE // 2**20} MB; split it",
        )
    return content


def clean(cell: object) -> str:
    """Return a text cell without what can't be seen: blanks at its ends go, others become one.

    A whole number becomes its digits. ``ValueError`` for a number that is not whole or has lost
    digits (Excel keeps 15), and for dates and truth values.
    """
    if isinstance(cell, str):
        text = cell.strip()
        if text.isprintable() and "  " not in text:
            return text
        return _BLANKS.sub(" ", _UNPRINTED.sub("", cell)).strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_WHOLE:
        return str(int(cell))
    raise ValueError


def label(cell: object) -> str:
    """Return a header or label as it is compared: half-width, without blanks; else ``""``."""
    if not isinstance(cell, str):
        return ""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", cell))


def date_of(cell: object) -> date:
    """Return the date a cell holds, as Excel's date or as text; ``BadDate`` for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and cell.is_integer() and 19000101 <= cell < 22000101:
        return parse_date(str(int(cell)))
    if isinstance(cell, str):
        return parse_date(clean(cell))
    raise BadDate(
        "",
        "不是日期，请写成 2020-01-22 的样子",
        "not a date; write it like 2020-01-22",
    )


def _holds(cell: object) -> bool:
    return cell != "" and (not isinstance(cell, str) or bool(clean(cell)))


def _of_text(file: str, content: bytes, heads: Callable[[str], bool] | None) -> Sheet:
    sheet = Sheet(file, "", [])
    for row in strict_text.rows(file, content, heads):
        if row.line != len(sheet.rows) + 1 and not sheet.lines:
            sheet.lines.extend(range(1, len(sheet.rows) + 1))
        if sheet.lines or row.line != len(sheet.rows) + 1:
            sheet.lines.append(row.line)
        _check_marks(sheet, row.line, row.cells)
        sheet.rows.append(row.cells)
    return sheet


def _check_marks(sheet: Sheet, row: int, cells: list[str]) -> None:
    if max(map(len, cells), default=0) <= MOST_MARKS:
        return
    for column, cell in enumerate(cells):
        if len(cell) > MOST_MARKS and not cell.isascii() and piled(cell):
            raise fault(sheet.file, "marks", sheet.name, row, letter(column))
