"""Views as files for other programs: CSV with whole fen, XLSX with yuan for people."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import as_of
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.kernel.view import ReadModel

KEY = Words("键", "key")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV, the fields' names on top, amounts in fen.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_harmless(row[field]) for field in fields])
    return out.getvalue()


def _harmless(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def write_xlsx(path: Path, model: ReadModel, shown: Mapping[str, Any], lang: str) -> None:
    """Write a view as a workbook: headings, rows, and below them the position."""
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise Usage(
            "写 XLSX 需要 openpyxl，请安装 lixia-domain[workbooks]",
            "XLSX needs openpyxl: install lixia-domain[workbooks]",
            "no_openpyxl",
        ) from None
    from lixia_domain.kernel.columns import Unit, columns

    book = Workbook(write_only=True)
    sheet = book.create_sheet(Words(model.title, model.title_en).text(lang))
    every = columns(model.row)
    sheet.append([KEY.text(lang), *(column.words.text(lang) for column in every)])

    def cell(value: Any, *, fen: bool = False) -> Any:
        if fen and value is not None:
            amount = WriteOnlyCell(sheet, Decimal(value).scaleb(-2))
            amount.number_format = "#,##0.00"
            return amount
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            made.data_type = "s"  # whatever it opens with, it is no formula
        return made

    for row in shown["rows"]:
        amounts = (cell(row[c.name], fen=c.unit is Unit.FEN) for c in every)
        sheet.append([cell(row["key"]), *amounts])
    sheet.append([])
    sheet.append([as_of(shown["position"]).text(lang)])
    with written.opened(path) as file:
        book.save(file)
