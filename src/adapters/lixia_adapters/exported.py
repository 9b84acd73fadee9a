"""Views as tables for other programs: CSV with whole fen, XLSX with yuan for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.kernel.columns import Column
    from lixia_domain.kernel.view import ReadModel

KEY = Words("键", "key")


def csv_text(fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV, the fields' names on top, amounts in fen."""
    from lixia_adapters.printers import csv_text

    return csv_text.text([fields, *([row[field] for field in fields] for row in rows)])


def workbook(
    model: ReadModel,
    kept: Sequence[Column],
    shown: Mapping[str, Any],
    lang: str,
    to: IO[bytes],
    *,
    ends: Sequence[tuple[Words, int]] = (),
) -> None:
    """Write a view as a workbook: headings, rows, and below them the position.

    ``ends``: what all rows come to, in fen, for those rows that are all.
    """
    from lixia_adapters.printers.xlsx import Workbook
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.kernel.columns import Unit
    from lixia_domain.kernel.money import Money

    book = Workbook()
    sheet = book.sheet(Words(model.title, model.title_en).text(lang))
    sheet.row([KEY.text(lang), *(column.words.text(lang) for column in kept)])
    for row in shown["rows"]:
        cells = ((row[c.name], c.unit is Unit.FEN) for c in kept)
        sheet.row([row["key"], *(Money(v) if fen and v is not None else v for v, fen in cells)])
    sheet.row()
    for said, fen in ends:
        sheet.row([said.text(lang), Money(fen)])
    position = shown["position"]
    sheet.row([Moment(position=position).text(position, lang)])
    book.save(to)
