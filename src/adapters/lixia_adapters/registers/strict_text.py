"""A text file as rows of cells: every quotation mark closed, lines broken at CR and LF only."""

from __future__ import annotations

import csv
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lixia_adapters.registers.badfile import BadFile

_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_PADDING = re.compile(r'(?<![" \t])[ \t]+(?=[,;"\r\n]|\Z)')
_AFTER_QUOTE = re.compile(r'(?<=")[ \t]+(?=[,;\r\n]|\Z)')
_BLANKS_AFTER_QUOTE = re.compile(r'(?<=") +(?=[\t\r\n]|\Z)')
"""Banks pad cells with blanks and tabs, also behind a closing quotation mark. A tab between two
marks parts two cells."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_REMEMBERED = 1_000
"""Cells that are kept once however often they come: accounts, days, words of the bank."""
_DELIMITERS = ",;\t"
_SAMPLE_ROWS = 50
_LONGEST_CELL = 100_000
"""Characters: a cell beyond is an open quotation mark, or no table."""


class Rows(NamedTuple):
    """The rows' cells, and the line of the file on which each begins, from 1."""

    cells: list[list[str]]
    lines: Sequence[int]


def rows(file: str, text: str) -> Rows:
    """Return the rows of ``text``. Raises ``BadFile``, naming the line.

    Refused are a quotation mark that is never closed, one that is closed in the middle of a cell,
    and a cell over several lines of which one looks like a row of its own: rows that a stray mark
    has swallowed.
    """
    delimiter = delimiter_of(text)
    found: list[list[str]] = []
    lines = array("l")
    begun = 1
    padding = _BLANKS_AFTER_QUOTE if delimiter == "\t" else _AFTER_QUOTE
    read = (padding.sub("", each[0]) for each in _LINE.finditer(text))
    reader = csv.reader(read, delimiter=delimiter, strict=True)
    once: dict[str, str] = {}
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for cells in reader:
            found.append([_unwrapped(once.setdefault(cell, cell)) for cell in cells])
            lines.append(begun)
            if len(once) > _REMEMBERED:
                once.clear()
            begun = reader.line_num + 1
    except csv.Error:
        raise BadFile(
            file,
            f"第 {begun} 行的引号没有在同一格内成对关闭，会吞掉其后的行；请改正该引号"
            "（格内的引号须写成两个）",
            f"a quotation mark opened in line {begun} is not closed in its cell and would swallow "
            "the rows after it; correct it (within a cell it is written twice)",
            row=begun,
        ) from None
    _check_swallowed(file, found, lines, delimiter)
    return Rows(found, lines)


def _check_swallowed(
    file: str, found: list[list[str]], lines: Sequence[int], delimiter: str
) -> None:
    """Refuse a cell of several lines, one of which has as many cells as most rows."""
    sizes = Counter(len(cells) for cells in found if len(cells) > 1)
    usual = max(sizes, key=lambda size: sizes[size], default=0)
    for cells, line in zip(found, lines, strict=True):
        for cell in cells:
            if "\n" not in cell and "\r" not in cell:
                continue
            inner = re.split(r"[\r\n]+", cell)[1:]
            if usual > 2 and any(part.count(delimiter) >= usual - 2 for part in inner):
                raise BadFile(
                    file,
                    f"第 {line} 行有一格跨了几行，其中像是另外的数据行；"
                    "请核对引号是否写错（格内的引号须写成两个）",
                    f"a cell of line {line} runs over lines that look like rows of their own: "
                    "look for a stray quotation mark (within a cell it is written twice)",
                    row=line,
                )


def delimiter_of(text: str) -> str:
    """Return what parts most rows into most cells. Padding by tabs doesn't count."""
    sample = _PADDING.sub("", text[:100_000]).splitlines(keepends=True)[:_SAMPLE_ROWS]

    def cells(delimiter: str) -> int:
        sizes = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter))
        sizes.pop(0, None)
        sizes.pop(1, None)
        return max(sizes, key=lambda size: (sizes[size], size), default=1)

    return max(_DELIMITERS, key=cells)


def _unwrapped(cell: str) -> str:
    wrapped = _AS_TEXT.fullmatch(cell.strip()) if '="' in cell else None
    return wrapped[1] if wrapped else cell
