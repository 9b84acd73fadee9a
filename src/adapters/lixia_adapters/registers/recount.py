"""A statement counted again by a second, simpler reader, so that a fault of the first can't hide.

It knows the columns by the headers that the first one told, and nothing else of it: text is split
line by line by the csv module as it is, workbooks are read by openpyxl, amounts by their digits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.sheet import content_of
from lixia_adapters.registers.statement import Reason, Understood
from lixia_adapters.registers.workbook import visible_sheets
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import many

_DATE = re.compile(
    r"\s*(?:19|20|21)[0-9]{2}[-./年]?[0-9]{1,2}|\s*[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4}"
)
_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_BACK = re.compile(r"已退款([0-9.,]+)")
_OPENED = re.compile(r'(?:^|[,;\t])[^\S\t]*+"')
_AS_ENTRIES = frozenset({Reason.ZERO, Reason.NEUTRAL, Reason.NOT_DONE, Reason.MAPPED})
"""Rows that are no entries, but dated ones: the second reader sees them, too."""


@frozen
class Counted:
    """Dated rows, and what their amounts come to whichever way they went, in fen."""

    rows: int
    fen: int


class ReadOtherwise(BadFile):
    """Two readers of one file do not come to the same (rows, fen): one of them is wrong."""

    def __init__(self, file: str, rows: int, fen: int, rows_again: int, fen_again: int) -> None:
        first, second = Money(fen), Money(fen_again)
        super().__init__(
            file,
            f"两种读法结果不同：{rows} 行 {first}，与 {rows_again} 行 {second}；"
            "请把文件另存后重试，仍不同请报告，不要据此认定相符",
            f"two readers differ: {many(rows, 'row')} with {first.en}, and "
            f"{many(rows_again, 'row')} with {second.en}; save the file anew and try again, "
            "and report it if they still differ: nothing can be called in agreement",
        )


def by_first(entries: Iterable[Money], told: Understood) -> Counted:
    """Return what the first reader has found: the amounts of its entries, and what it left out."""
    fens = [abs(amount.fen) for amount in entries]
    fens += [
        abs(one.amount.fen) for one in told.left_out if one.reason in _AS_ENTRIES and one.dated
    ]
    return Counted(len(fens), sum(fens))


def by_second(path: Path, told: Understood) -> Counted:
    """Return what a second reader finds in the raw cells of the file.

    Raises ``BadFile`` where it can't be read a second time: one reader alone proves nothing.
    """
    try:
        return _counted(path, told)
    except Exception as fault:  # what openpyxl raises for a damaged workbook is no one kind
        raise BadFile(
            path.name,
            "换一种读法读不了这个文件，不能据以核对；请在 Excel 中另存后重试",
            "it can't be read by a second reader, so nothing can be checked by it; save it anew",
        ) from fault


def _counted(path: Path, told: Understood) -> Counted:
    columns = dict(told.read_as)
    rows = [list(map(_text, row)) for row in _raw(path)]
    heads = [_bare(columns[name]) for name in ("value_date", "amount")]
    start = next(
        at for at, row in enumerate(rows) if all(head in map(_bare, row) for head in heads)
    )
    places = {
        name: list(map(_bare, rows[start])).index(_bare(columns[name]))
        for name in ("value_date", "amount", "debit")
        if name in columns
    }
    count = fen = 0
    for row in rows[start + 1 :]:
        if _DATE.match(_at(row, places["value_date"])):
            cells = [_at(row, place) for name, place in places.items() if name != "value_date"]
            amounts = [_fen(cell, told.unit) for cell in cells]
            count += 1
            fen += max(amounts) if len(set(amounts)) == 1 else sum(amounts)
    return Counted(count, fen)


def _raw(path: Path) -> Iterator[Sequence[Any]]:
    content = content_of(path)
    if content.startswith(b"PK"):
        _, rows = next(visible_sheets(path.name, content, by="openpyxl"))
        yield from rows
        return
    text = _decoded(content)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    best = max(",;\t", key=lambda mark: sum(line.count(mark) for line in lines[:80]))
    yield from csv.reader(_joined(lines), delimiter=best)


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, one that breaks within a cell together with what goes on."""
    kept, marks = list[str](), 0
    for line in lines:
        marks += line.count('"')
        if kept or (marks % 2 and _OPENED.search(line)):
            kept.append(line)
            if marks % 2:
                continue
        yield " ".join(kept) or line
        kept, marks = [], 0
    if kept:
        yield " ".join(kept)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _text(cell: Any) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _bare(text: str) -> str:
    """Return a header without blanks, and without its unit in brackets."""
    narrow = re.sub(r"\s", "", text).replace("（", "(").replace("）", ")")
    return re.sub(r"[(](?:单位[:：]?)?(?:人民币|CNY|RMB|[百千万亿]*元)[)]$", "", narrow)


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _fen(cell: str, unit: int) -> int:
    found = _DIGITS.search(cell)
    if found is None:
        return 0
    value = Decimal(found[0].replace(",", ""))
    if back := _BACK.search(cell):
        value -= Decimal(back[1].replace(",", ""))
    return int(value * unit * 100)
