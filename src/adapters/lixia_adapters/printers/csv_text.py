"""CSV for programs and spreadsheets: no text in it becomes a formula, and none is lost.

A text that a spreadsheet would take for a formula gets an apostrophe in front, or one more where
it has some; so does what stands behind a semicolon in it, where many spreadsheets begin a new
cell. ``meant`` takes them away again. Numbers are no texts and stand as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from lixia_domain.kernel import visible
from lixia_domain.kernel.money import Money

MARK = "\ufeff"
"""Opens a file: Excel takes a CSV for UTF-8 only by it."""

_OPENS = r"(?=[=+\-@＝＋－＠])"
"""What a formula opens with, full-width too where Chinese or Japanese is spoken."""
_FORMULA = re.compile(rf"(^|;)([\s\"]*)('*){_OPENS}")
"""Where one begins: a mark behind a semicolon is taken for one that opens a cell."""
_HARMLESS = re.compile(rf"(^|;)([\s\"]*)'('*){_OPENS}")


def text(rows: Iterable[Sequence[Any]]) -> str:
    """Return ``rows`` as CSV with line ends as RFC 4180 wants them: a heading is a row as well.

    Truth is ``true`` or ``false``, ``Money`` is yuan to the fen, nothing is an empty cell.
    """
    out = StringIO(newline="")
    plain = csv.writer(out, lineterminator="\r\n")
    quoted = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        cells = [_cell(value) for value in row]
        # A cell with a semicolon is one cell still where spreadsheets part cells there, too.
        parted = any(isinstance(cell, str) and ";" in cell for cell in cells)
        (quoted if parted else plain).writerow(cells)
    return out.getvalue()


def meant(cell: str) -> str:
    """Return the text that a cell of ours stands for."""
    return visible.meant(_HARMLESS.sub(r"\1\2\3", cell))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Money):
        return Decimal(value.plain)
    if isinstance(value, str):
        return _FORMULA.sub(r"\1\2'\3", visible.visible(value))
    return value
