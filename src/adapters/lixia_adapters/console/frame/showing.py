"""How an answer is shown: JSON, plain text, or a table for a person."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import zip_longest
from typing import TextIO

from lixia_adapters.console.frame.answer import Answer, Branch, Table
from lixia_adapters.console.frame.width import KEPT_WHOLE, folded, longest, pad, width, wrapped
from lixia_domain.kernel.words import Words


def show(answer: Answer, out: TextIO, *, lang: str, as_json: bool, columns: int) -> None:
    """Write ``answer`` to ``out``: decorated only where a person looks at it.

    Sentences and tables are folded there, and for whoever says how wide it is to be (``COLUMNS``).
    """
    folds = wanted(out)
    if answer.raw is not None and not as_json:
        out.write(answer.raw)
        return
    if as_json:
        out.write(json.dumps(answer.data, ensure_ascii=False, indent=2) + "\n")
        return
    for number, part in enumerate(answer.shown):
        if isinstance(part, Words):
            said = part.text(lang)
            out.writelines(f"{line}\n" for line in (folded(said, columns) if folds else [said]))
            continue
        if isinstance(part, Branch):
            _show_tree(part, out, columns)
            continue
        if number:
            out.write("\n")
        if out.isatty():
            from lixia_adapters.console.frame.screen import draw

            draw(part, out, columns)
        else:
            out.writelines(f"{line}\n" for line in plain(part, columns if folds else None))


def wanted(out: TextIO) -> bool:
    """Tell whether somebody wants lines to be as wide as they say, or as their screen is."""
    return out.isatty() or bool(os.environ.get("COLUMNS"))


def _show_tree(tree: Branch, out: TextIO, columns: int) -> None:
    if out.isatty():
        from lixia_adapters.console.frame.screen import draw_tree

        draw_tree(tree, out, columns)
    else:
        out.writelines(f"{line}\n" for line in tree_lines(tree))


def tree_lines(tree: Branch, before: str = "") -> Iterator[str]:
    """Yield a tree's lines without any decoration, whole however wide they are."""
    if not before:
        yield tree.label
    last = len(tree.children) - 1
    for at, child in enumerate(tree.children):
        yield f"{before}{'└─ ' if at == last else '├─ '}{child.label}"
        below = f"{before}{'   ' if at == last else '│  '}"
        if child.children:
            yield from tree_lines(child, below)


def plain(table: Table, columns: int | None = None) -> Iterator[str]:
    """Yield a table's lines without any decoration, whole however wide they are.

    Where ``columns`` are told, long texts are folded if the table then fits them.
    """
    yield from [table.title] if columns is None else folded(table.title, columns)
    if table.rows:
        widths = _widths(table, columns)
        for cells in (table.heads, *table.rows):
            within = [
                [cell] if width(cell) <= most else list(wrapped(cell, most))
                for cell, most in zip(cells, widths, strict=True)
            ]
            for line in zip_longest(*within, fillvalue=""):
                parts = (
                    pad(part, most, right=at in table.right)
                    for at, (part, most) in enumerate(zip(line, widths, strict=True))
                )
                yield "  ".join(parts).rstrip()
    if table.foot:
        yield from [table.foot] if columns is None else folded(table.foot, columns)


def _widths(table: Table, columns: int | None) -> list[int]:
    """Return how wide each column is; what is too much is taken from those that have most.

    A table that can't be made to fit stays whole: it would be too wide all the same, and torn.
    """
    whole = [[head, *cells] for head, *cells in zip(table.heads, *table.rows, strict=True)]
    widths = [max(map(width, cells)) for cells in whole]
    if columns is not None:
        room = columns - 2 * (len(widths) - 1)
        least = [
            wide if at in table.right else min(wide, max(KEPT_WHOLE, *map(longest, cells)))
            for at, (wide, cells) in enumerate(zip(widths, whole, strict=True))
        ]
        for _ in range(sum(widths) - room if sum(least) <= room else 0):
            most = max(range(len(widths)), key=lambda at: widths[at] - least[at])
            widths[most] -= 1
    return widths
