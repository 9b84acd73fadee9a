"""How wide text is on a screen, where a Chinese character takes two columns."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def width(text: str) -> int:
    """Return how many columns ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill ``text`` up to ``columns``, on its right side, or its left if it goes ``right``."""
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank


def wrapped(text: str, columns: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``columns``: at blanks, or between Chinese characters.

    A line hardly ever opens with a closing mark. A word wider than a line stays whole.
    """
    line = ""
    for piece in _pieces(text):
        room = columns if piece in _CLOSING else columns - 2  # two are kept for a closing mark
        if line and width(line + piece.rstrip()) > room:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


KEPT_WHOLE = 16
"""A text column narrower than this is never wrapped."""


def longest(text: str) -> int:
    """Return how wide the widest part of ``text`` is that is never broken."""
    return max(map(width, _pieces(text)), default=0)


def folded(text: str, columns: int) -> Iterator[str]:
    """Yield ``text`` of several lines, each wrapped under itself; a command to be pasted is not."""
    for line in text.split("\n"):
        body = line.lstrip(" ")
        indent = line[: len(line) - len(body)]
        parts = [body] if body.startswith("lixia ") else wrapped(body, columns - len(indent))
        yield from (f"{indent}{part}" for part in parts)


_CLOSING = frozenset("，。、；：？！）》”’…)]},.;:!?")


def _pieces(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        if char == " " or _width(char) == 2:
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
    if word:
        yield word
