"""The Python that documents hold: blocks that open with ``# name.py`` are files of one folder."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# (\w+\.py)\n")


def blocks(page: Path) -> list[str]:
    """Return a document's Python, in order."""
    return BLOCK.findall(page.read_text("utf-8"))


def name_of(block: str) -> str | None:
    """Return what file a block is, if it says so."""
    found = FILE.match(block)
    return None if found is None else found[1]


def unpack(page: Path, folder: Path) -> list[str]:
    """Write a document's files; return their names, in order."""
    named = [(name, block) for block in blocks(page) if (name := name_of(block)) is not None]
    for name, block in named:
        (folder / name).write_text(block, "utf-8")
    return [name for name, _ in named]


def run(folder: Path, name: str, *args: str) -> str:
    """Run one of them as a program; return what it printed."""
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", name, *args],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
