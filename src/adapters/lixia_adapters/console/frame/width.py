"""Text in columns and lines, where a Chinese character takes two columns."""

from __future__ import annotations

from collections.abc import Iterator

from lixia_adapters.printers.terminal import width, width_of


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


def torn(text: str, columns: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``columns``, also where a word must be torn for it."""
    for line in wrapped(text, columns):
        rest = line
        while width(rest) > columns:
            part = rest[:columns]
            while width(part) > columns:
                part = part[:-1]
            yield part
            rest = rest[len(part) :]
        yield rest


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
        if char == " " or width_of(char) == 2:
            if word:
                yield word
            word = ""
            yield char
        else:
            word += char
    if word:
        yield word
