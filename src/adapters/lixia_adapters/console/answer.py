"""What a command answers, and how it is shown: JSON, plain text, or a table for a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from lixia_adapters.console.speech import Say
from lixia_adapters.console.width import pad, width


class Table(NamedTuple):
    """Rows of text under headings. ``right``: the columns whose figures stand right-aligned."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    foot: str = ""
    """Said under the table: up to which position it was read."""


class Branch(NamedTuple):
    """A line of a tree, and what hangs under it."""

    label: str
    children: tuple[Branch, ...] = ()


class Answer(NamedTuple):
    """The same answer twice: as data, and as what a person reads."""

    data: Any
    shown: Sequence[Table | Say | Branch] = ()
    exit: int = 0
    raw: str | None = None
    """Written as it is, in place of all else: an export."""


def as_of(position: int) -> Say:
    """Return up to which fact of the log an answer has read."""
    return Say(f"截至第 {position} 条", f"as of position {position}")


def yuan(fen: int) -> str:
    """Return an amount in yuan with thousands separators and two decimals."""
    sign, fen = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{fen // 100:,}.{fen % 100:02d}"


def show(answer: Answer, out: TextIO, *, lang: str, as_json: bool, columns: int) -> None:
    """Write ``answer`` to ``out``: decorated only where a person looks at it."""
    if answer.raw is not None and not as_json:
        out.write(answer.raw)
        return
    if as_json:
        out.write(json.dumps(answer.data, ensure_ascii=False, indent=2) + "\n")
        return
    for number, part in enumerate(answer.shown):
        if isinstance(part, Say):
            out.write(part.told(lang) + "\n")
            continue
        if isinstance(part, Branch):
            _show_tree(part, out, columns)
            continue
        if number:
            out.write("\n")
        if out.isatty():
            from lixia_adapters.console.screen import draw

            draw(part, out, columns)
        else:
            out.writelines(f"{line}\n" for line in plain(part))


def _show_tree(tree: Branch, out: TextIO, columns: int) -> None:
    if out.isatty():
        from lixia_adapters.console.screen import draw_tree

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


def plain(table: Table) -> Iterator[str]:
    """Yield a table's lines without any decoration, whole however wide they are."""
    yield table.title
    if table.rows:
        widths = [
            max(width(cells[at]) for cells in (table.heads, *table.rows))
            for at in range(len(table.heads))
        ]
        for cells in (table.heads, *table.rows):
            parts = (
                pad(cell, columns, right=at in table.right)
                for at, (cell, columns) in enumerate(zip(cells, widths, strict=True))
            )
            yield "  ".join(parts).rstrip()
    if table.foot:
        yield table.foot


def facts_table(recorded: Sequence[Mapping[str, Any]], lang: str) -> Table:
    """Return what was recorded as a table."""
    heads = [
        Say("位置", "position").told(lang),
        Say("流", "stream").told(lang),
        Say("版", "version").told(lang),
        Say("事实", "fact").told(lang),
    ]
    rows = [
        [str(fact["position"] or "—"), fact["stream"], str(fact["version"]), fact["event"]]
        for fact in recorded
    ]
    return Table(Say("事实", "Facts").told(lang), heads, rows, frozenset({0, 2}))
