"""Tables and progress for a person at a terminal, by rich. Imported only where one looks on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable
from rich.tree import Tree

from lixia_adapters.console.frame.answer import Branch, Table
from lixia_adapters.console.frame.width import KEPT_WHOLE, width


def _console(out: TextIO, columns: int) -> Console:
    # Told no height, rich takes a plain terminal for 80 columns wide, whatever width it is told.
    return Console(file=out, width=columns, height=100, highlight=False)


def draw(table: Table, out: TextIO, columns: int) -> None:
    """Draw ``table``; figures are never cut or wrapped, long texts are wrapped."""
    console = _console(out, columns)
    drawn = RichTable(
        title=escape(table.title),
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
        caption=escape(table.foot) or None,
        caption_justify="left",
        caption_style="dim",
    )
    for at, head in enumerate(table.heads):
        figures = at in table.right
        widest = max((width(row[at]) for row in table.rows), default=0)
        drawn.add_column(
            escape(head),
            justify="right" if figures else "left",
            no_wrap=figures or widest <= KEPT_WHOLE,
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*map(escape, row))
    console.print(drawn)


def draw_tree(branch: Branch, out: TextIO, columns: int) -> None:
    """Draw a tree; a line that is too long is folded under itself."""
    tree = Tree(escape(branch.label), guide_style="dim")
    _grow(tree, branch)
    _console(out, columns).print(tree)


def _grow(tree: Tree, branch: Branch) -> None:
    for child in branch.children:
        _grow(tree.add(escape(child.label)), child)


@contextmanager
def bar(out: TextIO, title: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long work has got, on ``out``; it goes when the work is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=out), transient=True) as progress:
        task = progress.add_task(escape(title), total=None)
        yield lambda done, goal: progress.update(task, completed=done, total=goal)
