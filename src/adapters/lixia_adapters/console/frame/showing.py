"""How an answer is shown: JSON, plain text, or a table for a person."""

from __future__ import annotations

import os

from lixia_adapters.console.frame.answer import Answer, Branch
from lixia_adapters.console.frame.layout import plain, tree_lines
from lixia_adapters.console.frame.width import folded
from lixia_adapters.printers.terminal import Terminal
from lixia_domain.kernel.json_text import json_text
from lixia_domain.kernel.words import Words


def show(answer: Answer, out: Terminal, *, lang: str, as_json: bool, columns: int) -> None:
    """Write ``answer`` to ``out``: decorated only where a person looks at it.

    Sentences and tables are folded there, and for whoever says how wide it is to be (``COLUMNS``).
    """
    if answer.raw is not None and not as_json:
        out.exact(answer.raw)
        return
    if as_json:
        out.exact(json_text(answer.data, indent=2) + "\n")
        return
    most = columns if wanted(out) else None
    for number, part in enumerate(answer.shown):
        if isinstance(part, Words):
            out.lines(sentence(part.text(lang), most))
        elif isinstance(part, Branch):
            out.lines(tree_lines(part, columns if out.isatty() else None))
        else:
            if number:
                out.line()
            if out.isatty():
                from lixia_adapters.console.frame.screen import draw

                draw(part, out.stream, columns)
            else:
                out.lines(plain(part, most))


def sentence(said: str, columns: int | None) -> list[str]:
    """Return the lines of a sentence: one, or as many as it needs where ``columns`` are told."""
    return [said] if columns is None else list(folded(said, columns))


def wanted(out: Terminal) -> bool:
    """Tell whether somebody wants lines to be as wide as they say, or as their screen is."""
    return out.isatty() or bool(os.environ.get("COLUMNS"))
