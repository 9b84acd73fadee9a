"""Tables and trees as lines of text, aligned on every terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lixia_adapters.console.frame.answer import Branch, Table
from lixia_adapters.console.frame.width import KEPT_WHOLE, folded, longest, pad, torn
from lixia_adapters.printers.terminal import shown, width

GAP = 2
"""Between two columns."""
NARROWEST = 8
"""No column of text is made narrower than this, or than its widest sign."""


class Laid(NamedTuple):
    """The lines of a table. One without rows has no heading."""

    title: Sequence[str]
    heads: Sequence[str]
    rows: Sequence[str]
    foot: Sequence[str]


def laid_out(table: Table, columns: int | None = None, *, narrow: bool = False) -> Laid:
    """Lay ``table`` out, whole however wide it is.

    Where ``columns`` are told, long texts are folded if the table then fits them; where it must be
    ``narrow``, words are torn as well.
    """
    title, heads, rows, right, foot = table
    cells = [[*map(shown, each)] for each in (heads, *rows)] if rows else []
    widths = _widths(cells, right, columns, narrow) if cells else []
    lines = [list(_row(each, widths, right)) for each in cells]
    return Laid(
        _folded(title, columns),
        lines[0] if lines else [],
        [line for each in lines[1:] for line in each],
        _folded(foot, columns) if foot else [],
    )


def plain(table: Table, columns: int | None = None) -> Iterator[str]:
    """Yield a table's lines without any decoration, whole however wide they are.

    Where ``columns`` are told, long texts are folded if the table then fits them.
    """
    for lines in laid_out(table, columns):
        yield from lines


def tree_lines(tree: Branch, columns: int | None = None, before: str = "") -> Iterator[str]:
    """Yield a tree's lines; where ``columns`` are told, what is too long is folded under itself."""
    if not before:
        yield from _under(tree.label, "", "", columns)
    last = len(tree.children) - 1
    for at, child in enumerate(tree.children):
        first, below = ("└─ ", "   ") if at == last else ("├─ ", "│  ")
        yield from _under(child.label, before + first, before + below, columns)
        if child.children:
            yield from tree_lines(child, columns, before + below)


def _under(label: str, first: str, others: str, columns: int | None) -> Iterator[str]:
    room = None if columns is None else max(columns - width(first), NARROWEST)
    lines = [shown(label)] if room is None else torn(shown(label), room)
    for at, line in enumerate(lines):
        yield f"{others if at else first}{line}"


def _folded(text: str, columns: int | None) -> list[str]:
    return [shown(text)] if columns is None else list(folded(shown(text), columns))


def _row(cells: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> Iterator[str]:
    """Yield the lines of one row: as many as its longest cell needs."""
    within = [
        [cell] if width(cell) <= most else list(torn(cell, most))
        for cell, most in zip(cells, widths, strict=True)
    ]
    for line in zip_longest(*within, fillvalue=""):
        parts = (
            pad(part, most, right=at in right)
            for at, (part, most) in enumerate(zip(line, widths, strict=True))
        )
        yield (" " * GAP).join(parts).rstrip()


def _widths(
    rows: Sequence[Sequence[str]], right: frozenset[int], columns: int | None, narrow: bool
) -> list[int]:
    """Return how wide each column is; what is too much is taken from those that have most.

    A table that can't be made to fit stays whole: it would be too wide all the same, and torn.
    """
    whole = list(zip(*rows, strict=True))
    widths = [max(map(width, cells)) for cells in whole]
    if columns is None:
        return widths
    room = columns - GAP * (len(widths) - 1)
    least = [
        wide if at in right else min(wide, max(KEPT_WHOLE, *map(longest, cells)))
        for at, (wide, cells) in enumerate(zip(widths, whole, strict=True))
    ]
    if narrow and sum(least) > room:
        least = [wide if at in right else min(wide, NARROWEST) for at, wide in enumerate(widths)]
    for _ in range(sum(widths) - room if sum(least) <= room else 0):
        most = max(range(len(widths)), key=lambda at: widths[at] - least[at])
        widths[most] -= 1
    return widths
