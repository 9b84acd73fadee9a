"""Workbooks, written from top to bottom: no text in them is a formula, and none is lost.

A text stays one however it opens, also for whoever edits it. What a workbook can't hold, or would
read as something else (``_x0041_``), stands as its code point; ``meant`` gives it back. The same
content is the same file, for neither openpyxl nor the ZIP notes the time of day.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from attrs import frozen
from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from lixia_domain.kernel.money import Money
from lixia_domain.kernel.visible import code_point, meant, visible

__all__ = ["EARLIEST", "LONGEST", "MOST_ROWS", "Column", "Sheet", "Value", "Workbook", "meant"]

Value = str | int | float | Decimal | date | time | timedelta | Money | None
"""What a cell holds. ``Money`` is shown in yuan to the fen, nothing is an empty cell."""

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first time that a ZIP can name."""
MOST_ROWS = 1_048_576
"""What a sheet holds."""
LONGEST = 32_767
"""What a cell holds, in units of UTF-16; of a longer text, the end says how much is missing."""

HEADINGS = 2
"""Rows of headings that a form has."""
CHECKED = 10_000
"""So many rows of a form have drop-downs and checks."""

_YUAN = "#,##0.00"
_FORMATS = {str: "@", Money: _YUAN, date: "yyyy-mm-dd", int: "0"}
_EXACT = 2**43 * 100
"""Fen: a larger amount stands as text, for a workbook's number may not hold it."""
_LONGEST_LIST = 255
"""Units of UTF-16: what Excel takes as the list of a drop-down."""
_LONGEST_SAID = {"promptTitle": 32, "prompt": 255, "error": 225}
"""Units of UTF-16: what Excel shows beside a cell."""
_LONGEST_TITLE = 31
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_TAKEN_FOR_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠].")
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^<>]*>)[^<]*<")


@frozen(kw_only=True)
class Column:
    """A column that people fill in.

    ``heads`` are its heading and, in grey below it, the same in another language. ``holds`` is what
    its cells are for: a text, ``Money``, a date or a whole number. ``accepts`` stands beside a cell
    that is being filled in, and is the answer to what is none of its ``choices`` or below
    ``least``. ``about`` is a comment on the heading; that of a ``needed`` one is marked.
    """

    heads: tuple[str, str]
    holds: type[str | Money | date | int] = str
    accepts: str = ""
    choices: tuple[str, ...] = ()
    least: Money | date | None = None
    about: str = ""
    needed: bool = False
    width: int = 16

    @property
    def format(self) -> str:
        """Return the number format of its cells, also of those that are empty yet."""
        return _FORMATS[self.holds]


class Sheet:
    """A sheet, row by row. ``rows``: how many were written."""

    def __init__(self, made: Any, columns: Sequence[Column] = ()) -> None:
        self._made = made
        self._formats = [column.format for column in columns]
        self.rows = 0
        if columns:
            self._headings(columns)

    def row(
        self,
        values: Iterable[Value] = (),
        *,
        bold: bool = False,
        size: int = 11,
        colour: str | None = None,
    ) -> int:
        """Write a row; return its number, from 1. ``colour``: ``A4262C``."""
        font = Font(bold=bold, size=size, color=colour) if bold or colour else None
        cells = [self._cell(value, font) for value in values]
        for cell, its in zip(cells, self._formats, strict=False):
            if cell.data_type == "s":  # a number would become a date in a column of dates
                cell.number_format = its
        self._made.append(cells)
        self.rows += 1
        return self.rows

    def bars(
        self, title: str, *, heads: int, series: int, groups: int, at: str, upright: bool
    ) -> None:
        """Draw the amounts of ``groups`` rows that stand below row ``heads``.

        Their names are in the first column, those of the ``series`` in row ``heads``. The drawing
        stands at the cell ``at``.
        """
        drawn = BarChart()
        drawn.type = "col" if upright else "bar"
        drawn.title = printed(title)
        last = heads + groups
        drawn.add_data(Reference(self._made, 2, heads, 1 + series, last), titles_from_data=True)
        drawn.set_categories(Reference(self._made, 1, heads + 1, max_row=last))
        drawn.width, drawn.height = 22, 11
        self._made.add_chart(drawn, at)

    def _headings(self, columns: Sequence[Column]) -> None:
        """Write the two headings of each column, and what is asked of its cells."""
        first, last = HEADINGS + 1, HEADINGS + CHECKED
        upper, lower = [], []
        for at, column in enumerate(columns, 1):
            letter = get_column_letter(at)
            self._made.column_dimensions[letter].number_format = column.format
            if (check := _check(column)) is not None:
                check.add(f"{letter}{first}:{letter}{last}")
                self._made.data_validations.append(check)
            head = self._cell(column.heads[0], Font(bold=True))
            below = self._cell(column.heads[1], Font(color="777777"))
            head.alignment = below.alignment = Alignment(wrap_text=True, vertical="top")
            if column.about:
                head.comment = Comment(printed(column.about), "lixia", 120, 260)
            if column.needed:
                head.fill = PatternFill("solid", fgColor="FFE2CC")
            upper.append(head)
            lower.append(below)
        self._made.append(upper)
        self._made.append(lower)
        self.rows = HEADINGS

    def _cell(self, value: Value, font: Font | None) -> Any:
        if isinstance(value, Money) and abs(value.fen) >= _EXACT:
            value = value.plain
        if isinstance(value, Money):
            cell = WriteOnlyCell(self._made, Decimal(value.fen).scaleb(-2))
            cell.number_format = _YUAN
        elif isinstance(value, str):
            shown = printed(value)
            cell = WriteOnlyCell(self._made, shown)
            cell.data_type = "s"  # whatever it opens with, it is no formula, nor an error
            if _FORMULA.match(shown):
                cell.quotePrefix = True  # not even once somebody has edited it
        else:
            cell = WriteOnlyCell(self._made, value)
        if font is not None:
            cell.font = font
        return cell


class Workbook:
    """A workbook, sheet by sheet."""

    def __init__(self, *, head: str | None = None) -> None:
        """Begin one. Where a ``head`` is given, every sheet is set up to be printed under it."""
        self._book = openpyxl.Workbook(write_only=True)
        self._titles: set[str] = set()
        self._head = head

    def sheet(self, title: str, *, frozen: int = 0, widths: Sequence[int] = ()) -> Sheet:
        """Begin a sheet of the nearest title that there may be.

        ``frozen`` rows on top stay where they are; ``widths`` are those of the first columns.
        """
        return Sheet(self._begun(title, frozen, widths))

    def form(self, title: str, columns: Sequence[Column]) -> Sheet:
        """Begin a sheet that people fill in, under two headings of each column."""
        return Sheet(self._begun(title, HEADINGS, [column.width for column in columns]), columns)

    def save(self, to: IO[bytes], made: datetime = EARLIEST) -> None:
        """Write the workbook as if it had been saved at ``made``."""
        instant = made.astimezone(UTC).replace(tzinfo=None)
        self._book.properties.created = instant
        with TemporaryFile() as saved:
            self._book.save(saved)
            with ZipFile(saved) as read, ZipFile(to, "w", ZIP_DEFLATED) as written:
                for name in read.namelist():
                    entry = ZipInfo(name, EARLIEST.timetuple()[:6])
                    entry.compress_type = ZIP_DEFLATED
                    if name == _PROPERTIES:
                        told = rf"\g<1>{instant:%Y-%m-%dT%H:%M:%SZ}<".encode()
                        written.writestr(entry, _MODIFIED.sub(told, read.read(name)))
                        continue
                    with read.open(name) as part, written.open(entry, "w") as there:
                        shutil.copyfileobj(part, there)

    def _begun(self, title: str, frozen: int, widths: Sequence[int]) -> Any:
        made = self._book.create_sheet(self._title(title))
        if frozen:
            made.freeze_panes = f"A{frozen + 1}"
        for at, width in enumerate(widths, 1):
            made.column_dimensions[get_column_letter(at)].width = width
        if self._head is not None:
            # In what is printed on every page, an ampersand opens a command.
            made.oddHeader.center.text = printed(self._head).replace("&", "&&") or None
            made.oddFooter.center.text = "&P / &N"
            made.page_setup.orientation = "landscape"
            made.page_setup.fitToHeight = 0
            made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return made

    def _title(self, wanted: str) -> str:
        """Return ``wanted`` as a title may be: short, without some signs, like no other."""
        plain = _NOT_IN_A_TITLE.sub(" ", visible(wanted)).strip(" '\u3000\xa0") or "Sheet"
        title, number = _cut(plain, _LONGEST_TITLE).rstrip(" '"), 1
        while title.casefold() in self._titles or title.casefold() == "history":
            number += 1
            title = f"{_cut(plain, _LONGEST_TITLE - 1 - len(str(number)))} {number}"
        self._titles.add(title.casefold())
        return title


def _check(column: Column) -> DataValidation | None:
    """Return the drop-down or the check of a column's cells, if it has one."""
    told = {"promptTitle": column.heads[0], "prompt": column.accepts, "error": column.accepts}
    said = {part: _cut(printed(text), _LONGEST_SAID[part]) for part, text in told.items()}
    listed = ",".join(map(printed, column.choices))
    if listed and _cut(listed, _LONGEST_LIST) == listed:
        kind, asked = "list", '"{}"'.format(listed.replace('"', '""'))
    elif isinstance(column.least, date):
        kind, asked = "date", f"DATE({column.least.year},{column.least.month},{column.least.day})"
    elif isinstance(column.least, Money):
        kind, asked = "decimal", column.least.plain
    else:
        return None
    return DataValidation(
        kind,
        formula1=asked,
        operator=None if kind == "list" else "greaterThanOrEqual",
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        **said,
    )


def printed(text: str) -> str:
    """Return ``text`` as a cell holds it."""
    shown = _TAKEN_FOR_CODE.sub(code_point("_"), visible(text))
    if (kept := _cut(shown, LONGEST)) == shown:
        return shown
    kept = _cut(shown, LONGEST - 20)
    return f"{kept}…⟨+{len(shown) - len(kept)}⟩"


def _cut(text: str, most: int) -> str:
    """Return as much of ``text`` as ``most`` units of UTF-16 hold."""
    if 2 * len(text) <= most:
        return text
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
