"""The process that reads a workbook: bytes come in, rows go out, and nothing is left behind.

It has so much memory and processor time and no more; whatever goes wrong in here, the program that
started it goes on. Answers are marshalled tuples behind their length in four bytes: ``("sheet",
name)``, ``("rows", rows, moments)``, at last ``("done",)`` or ``("fault", code, sheet, row,
column)``. What a cell has of dates and times, which marshal doesn't know, are tuples at the places
that ``moments`` tells.
"""

from __future__ import annotations

import marshal
import signal
import sys
from io import BytesIO

from lixia_adapters.registers import workbook_parts
from lixia_adapters.registers.workbook_parts import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:  # what is imported here makes every read longer
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime, time, timedelta
    from typing import Any

MEMORY = 300 * 2**20
"""Bytes of address space; this program alone takes 60 MB of it."""
SECONDS, SECONDS_PER_MEGABYTE = 1.2, 0.15
"""Of the processor: to begin with, and for each unpacked megabyte that is looked at."""
SECONDS_PER_CELL = {"calamine": 12e-6, "openpyxl": 150e-6}
LONGEST_CELL = 32_767
"""Characters, as in Excel."""
MOST_MARKS = 30
"""Marks on one letter (UAX #15, stream-safe text): sorting more takes the square of their time."""
LARGEST_ANSWER = 64 * 2**20
"""Bytes of all answers."""

_ROWS = 2_000
_PLAIN = frozenset({str, float, int, bool, type(None)})


def main() -> None:
    """Read a workbook from standard input: by which reader, and its bytes, the last arguments."""
    by, size = sys.argv[-2], int(sys.argv[-1])
    _confine()
    out = _Out()
    try:
        content = sys.stdin.buffer.read(size)
        for answer in _answers(content, by):
            out.write(answer)
        out.write(("done",))
    except Refused as refused:
        part = refused.part
        sheet = workbook_parts.sheet_name(content, part) if part.endswith(".xml") else part
        out.write(("fault", refused.code, sheet, refused.row, refused.column))
    except MemoryError:
        out.write(("fault", "memory", "", 0, ""))


def _confine() -> None:
    """Take no more memory than ``MEMORY``, write no file, and leave no image of the memory."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; who started this ends it after a time
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (least, least))
        except (ValueError, OSError):
            continue  # macOS knows the limit and can't set it


def _allow(seconds: float) -> None:
    """End this process once it has taken so much more of the processor's time."""
    if hasattr(signal, "setitimer"):  # Windows has no such clock
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answers(content: bytes, by: str) -> Iterator[tuple[Any, ...]]:
    _allow(SECONDS)
    unpacked = sum(part.size for part in workbook_parts.parts(content).values())
    _allow(SECONDS + SECONDS_PER_MEGABYTE * unpacked / 2**20)
    cells = workbook_parts.check(content)
    _allow(SECONDS + SECONDS_PER_CELL[by] * cells)
    yield from _read_again(content) if by == "openpyxl" else _read(content)


def _read_again(content: bytes) -> Iterator[tuple[Any, ...]]:
    """Read by another program: what two agree on is no fault of one."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield ("sheet", sheet.title)
                yield from _batches(sheet.title, map(list, sheet.iter_rows(values_only=True)))
    except (MemoryError, Refused):
        raise
    except Exception:  # it raises whatever it stumbles over
        raise Refused("unreadable") from None


def _read(content: bytes) -> Iterator[tuple[Any, ...]]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                    continue
                sheet = workbook.get_sheet_by_name(meta.name)
                if sheet.height:
                    yield ("sheet", meta.name)
                    yield from _batches(meta.name, _from_a1(sheet))
    except CalamineError:
        raise Refused("unreadable") from None
    except (MemoryError, Refused):
        raise
    except Exception:  # a panic of the native reader is none of Python's
        raise Refused("unreadable") from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise Refused("unreadable") from None


def _batches(name: str, told: Iterable[list[Any]]) -> Iterator[tuple[Any, ...]]:
    rows: list[list[Any]] = []
    moments: list[tuple[int, int]] = []
    shared: dict[str, str] = {}
    for number, row in enumerate(told, 1):
        for column, cell in enumerate(row):
            kind = type(cell)
            if kind is str:
                if len(cell) > MOST_MARKS:
                    _check(cell, name, number, column)
                row[column] = shared.setdefault(cell, cell)  # told once to a batch
            elif kind not in _PLAIN:
                row[column] = _moment(cell)
                moments.append((len(rows), column))
        rows.append(row)
        if len(rows) == _ROWS:
            yield ("rows", rows, moments)
            rows, moments, shared = [], [], {}
    if rows:
        yield ("rows", rows, moments)


def _from_a1(sheet: Any) -> Iterator[list[Any]]:
    """Yield all rows from row 1 and column A on; the reader has those above, not those beside."""
    _, left = sheet.start or (0, 0)
    for row in sheet.iter_rows():
        yield [""] * left + row if left else row


def _check(cell: str, sheet: str, row: int, column: int) -> None:
    """Refuse a cell longer than any of Excel's, and marks piled up on one letter."""
    if len(cell) > LONGEST_CELL:
        raise Refused("cell", sheet, row, workbook_parts.letters(column + 1))
    if not cell.isascii() and piled(cell):
        raise Refused("marks", sheet, row, workbook_parts.letters(column + 1))


def piled(text: str) -> bool:
    """Tell whether more marks than any script has are piled up on one letter."""
    from unicodedata import combining

    run = 0
    for one in text:
        run = run + 1 if combining(one) else 0
        if run > MOST_MARKS:
            return True
    return False


def _moment(cell: date | datetime | time | timedelta) -> tuple[int, ...]:
    """Return a date or time as marshal knows it: how many numbers there are tells which."""
    from datetime import date, datetime, timedelta

    if isinstance(cell, timedelta):
        return (cell.days, cell.seconds, cell.microseconds, 0, 0)
    day = (cell.year, cell.month, cell.day) if isinstance(cell, date) else ()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return day
    return (*day, cell.hour, cell.minute, cell.second, cell.microsecond)


def moment(numbers: Sequence[int]) -> date | datetime | time | timedelta:
    """Return the date or time that ``_moment`` has written."""
    from datetime import date, datetime, time, timedelta

    first, second, third, *rest = numbers
    match rest:
        case []:
            return date(first, second, third)
        case [fourth]:
            return time(first, second, third, fourth)
        case [_, _]:
            return timedelta(first, second, third)
        case _:
            minute, of_second, micro = rest[1:]
            at = time(rest[0], minute, of_second, micro)
            return datetime.combine(date(first, second, third), at)


class _Out:
    """Standard output, answer by answer, and only so much."""

    def __init__(self) -> None:
        self.left = LARGEST_ANSWER

    def write(self, answer: tuple[Any, ...]) -> None:
        """Write an answer. Raises ``Refused`` where it would be too much."""
        told = marshal.dumps(answer)
        self.left -= len(told)
        if self.left < 0 and answer[0] == "rows":
            raise Refused("text")
        sys.stdout.buffer.write(len(told).to_bytes(4, "big") + told)
        sys.stdout.buffer.flush()
