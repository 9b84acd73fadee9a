"""A file of rows, whether it came as a workbook or as text: cells and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from lixia_adapters.registers import strict_text
from lixia_adapters.registers.badfile import BadFile, NoFile
from lixia_adapters.registers.workbook import (
    index_of,
    letter,
    not_a_workbook,
    visible_sheets,
)
from lixia_domain.kernel.dates import BadDate, parse_date

__all__ = ["BadFile", "Sheet", "clean", "date_of", "index_of", "label", "letter", "open_sheets"]

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x1f\x7f-\x9f]+")
_UNPRINTED = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_EXACT_WHOLE = 10**15


@frozen
class Sheet:
    """The rows of one sheet: ``rows[0]`` is row 1, ``rows[0][0]`` is column A.

    A cell is text (``""`` if blank), ``float``, ``bool``, or a date or time; a text file's cells
    are text. Rows may differ in length. ``name`` is empty for a text file, whose rows begin on
    ``lines``: a cell may run over several.
    """

    file: str
    name: str
    rows: list[list[Any]]
    lines: Sequence[int] = ()

    def line(self, index: int) -> int:
        """Return which row of the file ``rows[index]`` is, from 1."""
        return self.lines[index] if len(self.lines) else index + 1

    def fault(self, zh: str, en: str, *, row: int = 0, column: int = -1) -> BadFile:
        """Return the fault at ``row`` (from 1; 0: none) and ``column`` (from 0; -1: none)."""
        where = letter(column) if column >= 0 else ""
        return BadFile(self.file, zh, en, sheet=self.name, row=row, column=where)


def open_sheets(path: Path) -> list[Sheet]:
    """Return the visible sheets of an .xlsx, or the one sheet of a .csv or .txt.

    What the file is, its content decides. Text is UTF-8 (with or without mark), UTF-16 with mark,
    or GB 18030, parted by comma, semicolon or tab. Raises ``BadFile``; also if all is blank.
    """
    file = path.name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NoFile(path, error) from None
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
        text = _decoded(file, content)
        del content
        sheets = [Sheet(file, "", *strict_text.rows(file, text))]
        del text
    if not any(_holds(cell) for sheet in sheets for row in sheet.rows for cell in row):
        raise BadFile(file, "文件是空的，请核对", "the file is empty; check it")
    return sheets


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
    return not isinstance(cell, str) or bool(clean(cell))


def _decoded(file: str, content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadFile(
        file,
        "不是 UTF-8 或 GB 18030 编码的文本，请另存为 CSV UTF-8",
        "not text in UTF-8 or GB 18030; save it as CSV UTF-8",
    )
