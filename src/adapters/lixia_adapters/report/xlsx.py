"""The report as a workbook: a sheet for each section, amounts as numbers, the label on each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import assert_never

from lixia_adapters.printers.xlsx import EARLIEST, Sheet, Value, Workbook
from lixia_adapters.report import words
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

_WIDTHS = (28, 28, *(18 for _ in "CDEFGHIJKL"))
_RED, _BROWN = "A4262C", "7A4B00"


def workbook(document: Document, lang: str = "zh") -> bytes:
    """Return ``document`` as XLSX: the same document gives the same bytes."""
    book = Workbook(head=SYNTHETIC.text(lang) if document.synthetic else "")
    writer = _begun(book, Words("封面", "Cover").text(lang), document, lang)
    writer.text(document.title.text(lang), big=True)
    for name, value in words.facts(document, lang):
        writer.sheet.row([name, value])
    writer.text(words.how(document, lang))
    for at, section in enumerate(document.parts, 1):
        writer = _begun(book, f"{at} {section.title.text(lang)}", document, lang)
        for block in section.blocks:
            writer.block(block)
    out = BytesIO()
    book.save(out, document.recorded_at or EARLIEST)
    return out.getvalue()


def _begun(book: Workbook, title: str, document: Document, lang: str) -> _Writer:
    """Begin a sheet with the label, or with whose report it is."""
    sheet = book.sheet(title, widths=_WIDTHS)
    if document.synthetic:
        sheet.row([SYNTHETIC.text(lang)], bold=True, colour=_BROWN)
    else:
        sheet.row([document.foundation])
    return _Writer(sheet, lang)


class _Writer:
    """Writes blocks below each other on one sheet."""

    def __init__(self, sheet: Sheet, lang: str) -> None:
        self.sheet = sheet
        self.lang = lang

    def block(self, block: Block) -> None:
        self.sheet.row()
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
            case _:
                assert_never(block)

    def text(self, said: str, *, big: bool = False, red: bool = False) -> None:
        """Write a sentence on a row of its own."""
        self.sheet.row(
            [said], bold=big or red, size=16 if big else 11, colour=_RED if red else None
        )

    def table(self, table: Table) -> None:
        """Write a table with its heading and total."""
        self.sheet.row([table.title.text(self.lang)], bold=True)
        self.sheet.row([column.title.text(self.lang) for column in table.columns], bold=True)
        for row in table.rows:
            self.sheet.row(self._plain(table.columns, row))
        if table.total is not None:
            self.sheet.row(self._plain(table.columns, table.total), bold=True)
        if table.note is not None:
            self.text(table.note.text(self.lang))

    def _plain(self, columns: Sequence[Column], row: Sequence[Cell]) -> list[Value]:
        return [
            value
            if value is None or isinstance(value, Money | date | int)
            else words.cell(column, value, self.lang)
            for column, value in zip(columns, row, strict=True)
        ]

    def amounts(self, amounts: Amounts) -> None:
        """Write each amount in figures and in capitals."""
        heads = (amounts.title, words.AMOUNT, words.CAPITALS)
        self.sheet.row([head.text(self.lang) for head in heads], bold=True)
        for name, amount in amounts.items:
            self.sheet.row([name.text(self.lang), amount, amount.capitals])

    def chart(self, chart: Chart) -> None:
        """Write a chart's amounts, and draw them beside."""
        title = chart.title.text(self.lang)
        heads = self.sheet.row([title, *(name.text(self.lang) for name in chart.series)], bold=True)
        for name, amounts in chart.groups:
            said = words.cell(Column("", chart.title, CellKind.TEXT), name, self.lang)
            self.sheet.row([said, *amounts])
        self.sheet.bars(
            title,
            heads=heads,
            series=len(chart.series),
            groups=len(chart.groups),
            at=f"G{heads}",
            upright=chart.shape is Shape.COLUMNS,
        )

    def verdicts(self, verdicts: Verdicts) -> None:
        """Write each checked sentence, and what speaks against it."""
        self.sheet.row([verdicts.title.text(self.lang)], bold=True)
        for verdict in verdicts.found:
            said = words.BROKEN if verdict.wrongs else words.HOLDS
            against = "；".join(wrong.text(self.lang) for wrong in verdict.first)
            self.sheet.row(
                [said.text(self.lang), verdict.sentence, verdict.wrongs or None, against]
            )
