"""Views as files for other programs: CSV with whole fen, XLSX with yuan for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import as_of
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.kernel.view import ReadModel

KEY = Words("键", "key")


def csv_text(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV, the fields' names on top, amounts in fen."""
    from lixia_adapters.printers import csv_text

    return csv_text.text([fields, *([row[field] for field in fields] for row in rows)])


def write_csv(path: Path, fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a view as a file of CSV that spreadsheets, too, take for UTF-8."""
    from lixia_adapters.printers.csv_text import MARK

    written.text(path, MARK + csv_text(fields, rows))


def write_xlsx(path: Path, model: ReadModel, shown: Mapping[str, Any], lang: str) -> None:
    """Write a view as a workbook: headings, rows, and below them the position."""
    from lixia_adapters.printers.xlsx import Workbook
    from lixia_domain.kernel.columns import Unit, columns
    from lixia_domain.kernel.money import Money

    book = Workbook()
    sheet = book.sheet(Words(model.title, model.title_en).text(lang))
    every = columns(model.row)
    sheet.row([KEY.text(lang), *(column.words.text(lang) for column in every)])
    for row in shown["rows"]:
        cells = ((row[c.name], c.unit is Unit.FEN) for c in every)
        sheet.row([row["key"], *(Money(v) if fen and v is not None else v for v, fen in cells)])
    sheet.row()
    sheet.row([as_of(shown["position"]).text(lang)])
    with written.opened(path) as file:
        book.save(file)
