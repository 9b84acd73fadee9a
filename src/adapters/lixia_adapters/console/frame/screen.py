"""Tables and progress for a person at a terminal, by rich. Imported only where one looks on.

rich styles lines and draws the bar. It does not lay tables out: of some scripts it and terminals
have two opinions how wide they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from lixia_adapters.console.frame.answer import Table
from lixia_adapters.console.frame.layout import laid_out
from lixia_adapters.printers.terminal import shown, width


def draw(table: Table, out: TextIO, columns: int) -> None:
    """Draw ``table``; figures are never cut or wrapped, long texts are wrapped."""
    laid = laid_out(table, columns, narrow=True)
    rule = "─" * max(map(width, (*laid.heads, *laid.rows)), default=0)
    console = Console(file=out, highlight=False)
    for lines, style in (
        (laid.title, "bold"),
        (laid.heads, "bold"),
        ([rule] if laid.heads else [], "dim"),
        (laid.rows, ""),
        (laid.foot, "dim"),
    ):
        for line in lines:
            console.print(Text(shown(line), style), soft_wrap=True)


@contextmanager
def bar(out: TextIO, title: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a long work has got, on ``out``; it goes when the work is done."""
    said = TextColumn("{task.description}", markup=False)
    columns = (said, BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=out), transient=True) as progress:
        task = progress.add_task(shown(title), total=None)
        yield lambda done, goal: progress.update(task, completed=done, total=goal)
