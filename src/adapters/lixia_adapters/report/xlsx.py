"""The report as a workbook: a sheet for each section, amounts as numbers, the label on each."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lixia_adapters.report import words
from lixia_adapters.workbook_file import EARLIEST, save
from lixia_domain.application.report.content import (
    SYNTHETIC,
    Amounts,
    Block,
    Cell,
    CellKind,
    Chart,
    Column,
    Document,
    Paragraph,
    Shape,
    Table,
    Verdicts,
)
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MONEY = "#,##0.00"
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def workbook(document: Document, lang: str = "zh") -> bytes:
    """Return ``document`` as XLSX: the same document gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    cover.title = Words("封面", "Cover").text(lang)
    sheets = [cover, *(book.create_sheet() for _ in document.parts)]
    for sheet in sheets:
        _prepare(sheet, document, lang)
    writer = _Writer(cover, lang)
    writer.text(document.title.text(lang), big=True)
    for name, value in words.facts(document, lang):
        writer.line([name, value])
    writer.text(words.how(document, lang))
    for sheet, (at, section) in zip(sheets[1:], enumerate(document.parts, 1), strict=True):
        sheet.title = _NOT_IN_A_NAME.sub(" ", f"{at} {section.title.text(lang)}")[:31]
        writer = _Writer(sheet, lang)
        for block in section.blocks:
            writer.block(block)
    out = BytesIO()
    save(book, out, document.recorded_at or EARLIEST)
    return out.getvalue()


def _prepare(sheet: Worksheet, document: Document, lang: str) -> None:
    if document.synthetic:
        label = SYNTHETIC.text(lang)
        sheet.oddHeader.center.text = label
        sheet.append([label])
        _bold(sheet.cell(1, 1), colour="7A4B00")
    else:
        sheet.append([document.foundation])
    sheet.oddFooter.center.text = "&P / &N"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for letter in "ABCDEFGHIJKL":
        sheet.column_dimensions[letter].width = 18
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 28


class _Writer:
    """Writes blocks below each other on one sheet."""

    def __init__(self, sheet: Worksheet, lang: str) -> None:
        self.sheet = sheet
        self.lang = lang

    def block(self, block: Block) -> None:
        self.sheet.append([])
        match block:
            case Paragraph(text=text, grave=grave):
                self.text(text.text(self.lang), red=grave)
            case Table():
                self.table(block)
            case Amounts():
                self.amounts(block)
            case Chart():
                self.chart(block)
            case Verdicts():
                self.verdicts(block)

    def text(self, said: str, *, big: bool = False, red: bool = False) -> None:
        """Write a sentence on a row of its own."""
        row = self.line([said])
        if big or red:
            _bold(self.sheet.cell(row, 1), size=16 if big else 11, colour="A4262C" if red else None)

    def line(self, values: list[Any], *, bold: bool = False) -> int:
        """Write a row; return its number. Amounts are numbers, and no text is a formula."""
        row: int = self.sheet.max_row + 1
        for at, value in enumerate(values, 1):
            if value is None:
                continue
            cell = self.sheet.cell(row, at)
            if isinstance(value, Money):
                cell.value, cell.number_format = Decimal(value.fen).scaleb(-2), _MONEY
            else:
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
            if bold:
                _bold(cell)
        return row

    def table(self, table: Table) -> None:
        """Write a table with its heading and total."""
        self.line([table.title.text(self.lang)], bold=True)
        self.line([column.title.text(self.lang) for column in table.columns], bold=True)
        for row in table.rows:
            self.line(self._plain(table.columns, row))
        if table.total is not None:
            self.line(self._plain(table.columns, table.total), bold=True)
        if table.note is not None:
            self.text(table.note.text(self.lang))

    def _plain(self, columns: tuple[Column, ...], row: tuple[Cell, ...]) -> list[Any]:
        return [
            value
            if value is None or isinstance(value, Money | date | int)
            else words.cell(column, value, self.lang)
            for column, value in zip(columns, row, strict=True)
        ]

    def amounts(self, amounts: Amounts) -> None:
        """Write each amount in figures and in capitals."""
        heads = (amounts.title, words.AMOUNT, words.CAPITALS)
        self.line([head.text(self.lang) for head in heads], bold=True)
        for name, amount in amounts.items:
            self.line([name.text(self.lang), amount, amount.capitals])

    def chart(self, chart: Chart) -> None:
        """Write a chart's amounts, and draw them beside."""
        from openpyxl.chart import BarChart, Reference

        title = chart.title.text(self.lang)
        first = self.line([title, *(name.text(self.lang) for name in chart.series)], bold=True)
        for name, amounts in chart.groups:
            said = words.cell(Column("", chart.title, CellKind.TEXT), name, self.lang)
            self.line([said, *amounts])
        last = first + len(chart.groups)
        drawn = BarChart()
        drawn.type = "col" if chart.shape is Shape.COLUMNS else "bar"
        drawn.title = title
        data = Reference(self.sheet, 2, first, 1 + len(chart.series), last)
        drawn.add_data(data, titles_from_data=True)
        drawn.set_categories(Reference(self.sheet, 1, first + 1, max_row=last))
        drawn.width, drawn.height = 22, 11
        self.sheet.add_chart(drawn, f"G{first}")

    def verdicts(self, verdicts: Verdicts) -> None:
        """Write each checked sentence, and what speaks against it."""
        self.line([verdicts.title.text(self.lang)], bold=True)
        for verdict in verdicts.found:
            said = words.BROKEN if verdict.wrongs else words.HOLDS
            against = "；".join(wrong.text(self.lang) for wrong in verdict.first)
            self.line([said.text(self.lang), verdict.sentence, verdict.wrongs or None, against])


def _bold(cell: Any, *, size: int = 11, colour: str | None = None) -> None:
    from openpyxl.styles import Font

    cell.font = Font(bold=True, size=size, color=colour)
