"""What is written to a terminal, or to whatever stands in its place: the only way there.

Nothing that steers a terminal reaches it, whoever it came from: a store, a file's name, what was
typed, an exception. It stands as its code point, and so do characters of which terminals do not
agree how wide they are, for tables would not be aligned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TextIO

from lixia_domain.kernel.visible import UNSEEN, code_point, steers

_UNSURE = re.compile(
    rf"[{UNSEEN}"
    "\U0001f3fb-\U0001f3ff"  # of the skin: a colour to some, a picture by itself to others
    "\U0001f1e6-\U0001f1ff"  # letters of which two are a flag, or are not
    "\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376"  # signs: wide since Unicode 16
    "\u302e\u302f\u3248-\u324f\U00016fe0-\U00016fff]"
)
_COMBINES = frozenset({"Mn", "Mc", "Me"})


def shown(text: str) -> str:
    """Return ``text`` as a terminal may be given it, on one line. Twice is as good as once.

    A mark at its beginning, which would join what stands before, is shown as its code point, too.
    """
    if text.isascii() and text.isprintable():
        return text
    if text and unicodedata.category(text[0]) in _COMBINES:
        text = code_point(text[0]) + text[1:]
    if text.isprintable() and _UNSURE.search(text) is None:
        return text
    return text.translate({ord(char): code_point(char) for char in set(text) if not _sure(char)})


def width(text: str) -> int:
    """Return how many columns ``text`` takes when it is ``shown``."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(width_of, text))


def width_of(char: str) -> int:
    """Return how many columns a character takes, or its code point where that is shown."""
    if not _sure(char):
        return len(code_point(char))
    if unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0
    if "\ud7b0" <= char <= "\ud7fb":  # vowels and ends of Korean syllables, as those above
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _sure(char: str) -> bool:
    """Tell whether every terminal shows a character, and gives it the same room."""
    if _UNSURE.match(char):
        return False
    return char.isprintable() or unicodedata.category(char) == "Zs"


class Terminal:
    """Standard output or standard error."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        """Where only what is ``shown`` may go."""

    def line(self, text: str = "") -> None:
        """Write one line, whatever ``text`` holds."""
        self.stream.write(f"{shown(text)}\n")

    def lines(self, texts: Iterable[str]) -> None:
        """Write each text as one line."""
        for text in texts:
            self.line(text)

    def exact(self, text: str) -> None:
        """Write the text of another printer: an export. Nothing in it steers a screen either."""
        if self.isatty():
            parts = re.split(r"(\r?\n|\t)", text)
            text = "".join(
                part if at % 2 else "".join(code_point(c) if steers(c) else c for c in part)
                for at, part in enumerate(parts)
            )
        self.stream.write(text)

    def isatty(self) -> bool:
        """Tell whether a person looks on."""
        return self.stream.isatty()

    def flush(self) -> None:
        """Let whoever reads have all that was written."""
        self.stream.flush()
