"""The programs that other people wrote to check books, and what to do where one is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

CHECKS = {
    "beancount": ("bean-check", "{file}"),
    "hledger": ("hledger", "-f", "{file}", "check", "-s", "ordereddates", "payees"),
    "ledger": ("ledger", "-f", "{file}", "--strict", "--pedantic", "balance"),
}
_MISSING = {
    "bean-check": "bean-check is not installed: pip install 'beancount>=3.2.3'",
    "hledger": "hledger is not installed: sudo apt-get install hledger",
    "ledger": "ledger is not installed: sudo apt-get install ledger",
}


def check(form: str, text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Let the program of ``form`` check ``text``; skip the test where it is not installed."""
    file = folder / f"books.{form}"
    file.write_text(text, "utf-8")
    program, *arguments = (part.format(file=file) for part in CHECKS[form])
    beside = Path(sys.executable).parent / program
    found = str(beside) if beside.exists() else shutil.which(program)
    if found is None:
        pytest.skip(_MISSING[program])
    # bean-check would read yesterday's parse of the same path from a cache beside the file.
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    return subprocess.run(
        [found, *arguments], capture_output=True, text=True, encoding="utf-8", env=env
    )


_ACCOUNT = re.compile(r"\b(?:Assets|Liabilities|Equity|Income|Expenses):")
_FEN = re.compile(r"-?\d+\.\d\d(?=(?: ~ 0)? CNY$)")


def places(text: str, kind: str) -> list[int]:
    """Return the lines where a fen may be changed: a ``posting``, or a balance that is ``told``."""
    return [
        at
        for at, line in enumerate(text.split("\n"))
        if _FEN.search(line)
        and _ACCOUNT.search(line)
        and ((" = " in line or " balance " in line) is (kind == "told"))
    ]


def a_fen_more(text: str, *lines: int, by: int = 1) -> str:
    """Return ``text`` with the amount of each line changed by a fen, in turn more and less."""
    out = text.split("\n")
    for turn, at in enumerate(lines):
        out[at] = _FEN.sub(lambda found, d=by * (-1) ** turn: _plus(found[0], d), out[at])
    return "\n".join(out)


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield both lines of each transaction of two postings."""
    found = places(text, "posting")
    for one, other in pairwise(found):
        if other == one + 1:
            yield one, other


def _plus(amount: str, fen: int) -> str:
    changed = int(amount.replace(".", "")) + fen
    sign, changed = ("-" if changed < 0 else ""), abs(changed)
    return f"{sign}{changed // 100}.{changed % 100:02d}"
