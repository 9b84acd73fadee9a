"""Run within a real terminal: writes hostile texts there, asks it where its cursor stands then.

``python -m tests.printers.at_a_terminal COUNT SEED FILE``: what the terminal answered, as JSON.
"""

from __future__ import annotations

import json
import os
import re
import sys
import termios
import tty
from pathlib import Path

from tests.printers.hostile_texts import hostile

from lixia_adapters.console.frame.answer import Table
from lixia_adapters.console.frame.screen import draw
from lixia_adapters.printers.terminal import Terminal, shown

COLUMNS = 100


def table(texts: list[str]) -> Table:
    rows = [[str(number), text, text, "9,876.54"] for number, text in enumerate(texts)]
    return Table("名录", ["号", "文字", "again", "元"], rows, frozenset({0, 3}), "截至")


def where(descriptor: int) -> int:
    """Return the column of the cursor, from 1, as the terminal tells it."""
    os.write(1, b"\x1b[6n")
    told = b""
    while not told.endswith(b"R"):
        told += os.read(descriptor, 1)
    found = re.search(rb";(\d+)R", told)
    assert found is not None, told
    return int(found[1])


def main(count: int, seed: int, file: Path) -> None:
    texts = hostile(count, seed)
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        widths = []
        for text in texts:
            os.write(1, f"\r\x1b[K|{shown(text)}".encode())
            widths.append(where(0) - 2)
    finally:
        termios.tcsetattr(0, termios.TCSANOW, before)
    os.write(1, b"\r\x1b[K")
    out = Terminal(sys.stdout)
    out.lines(texts)
    out.line("=====")
    draw(table(texts), sys.stdout, COLUMNS)
    out.flush()
    file.write_text(json.dumps(widths), "utf-8")
    sys.stdin.read(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
