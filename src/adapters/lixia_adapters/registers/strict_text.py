"""A text file as rows of cells: every quotation mark closed, lines broken at CR and LF only."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO, TextIOWrapper
from typing import NamedTuple

from lixia_adapters.registers.badfile import BadFile

_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_PADDING = re.compile(r'(?<![" \t])[ \t]++(?=[,;"\r\n]|\Z)')
"""Banks pad cells with blanks and tabs. A tab between two quotation marks parts two cells."""
_CLOSING = re.compile(r'(?:[^"]|"")*+"')
_BLANKS = {"\t": re.compile(" *+"), ",": re.compile(r"[ \t]*+"), ";": re.compile(r"[ \t]*+")}
_ENDS = ("", "\r", "\n")
_DELIMITERS = ",;\t"
_SAMPLE, _SAMPLE_ROWS = 100_000, 50
_LONGEST_CELL = 100_000
"""Characters: a cell beyond is an open quotation mark, or no table."""
LONGEST_LINE = 400_000
MOST_ROWS, MOST_CELLS = 300_000, 4_000_000
_CHUNK = 2**20
_SHARED = 10_000
"""As many different cells are kept once for all rows in which they stand."""


class Row(NamedTuple):
    """A row's cells, and the line of the file on which it begins, from 1."""

    line: int
    cells: list[str]


def rows(file: str, content: bytes, heads: Callable[[str], bool] | None = None) -> Iterator[Row]:
    """Yield the rows of a text. Raises ``BadFile``, naming the line.

    ``heads`` knows the headings that there may be, where that is known beforehand.

    Refused are a quotation mark that is never closed, one that is closed in the middle of a cell,
    a cell over several lines of which one looks like a row of its own (rows that a stray mark has
    swallowed), and more than any table has. The text is UTF-8 (with or without mark), UTF-16 with
    mark, or GB 18030, parted by comma, semicolon or tab.
    """
    encoding = _encoding(file, content)
    with _opened(content, encoding) as text:
        delimiter = delimiter_of(text.read(_SAMPLE), heads)
    with _opened(content, encoding) as text:
        reader = csv.reader(_lines(file, text, delimiter), delimiter=delimiter, strict=True)
        csv.field_size_limit(_LONGEST_CELL)
        shared: dict[str, str] = {}
        begun, count = 1, 0
        sizes, several = Counter[int](), list[Row]()
        try:
            for cells in reader:
                if len(shared) > _SHARED:
                    shared.clear()
                found = [_unwrapped(cell) if "=" in cell else cell for cell in cells]
                row = Row(begun, [shared.setdefault(cell, cell) for cell in found])
                if reader.line_num > begun:
                    several.append(row)
                sizes[len(cells)] += 1
                count += len(cells)
                if count > MOST_CELLS:
                    raise _too_many(file, begun)
                yield row
                begun = reader.line_num + 1
        except csv.Error:
            raise BadFile(
                file,
                f"第 {begun} 行的引号没有在同一格内成对关闭，会吞掉其后的行；请改正该引号"
                "（格内的引号须写成两个）",
                f"a quotation mark opened in line {begun} is not closed in its cell and would "
                "swallow the rows after it; correct it (within a cell it is written twice)",
                row=begun,
            ) from None
    del sizes[0], sizes[1]
    _check_swallowed(file, several, delimiter, max(sizes, key=lambda size: sizes[size], default=0))


def _opened(content: bytes, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(BytesIO(content), encoding, newline="")


def _lines(file: str, text: TextIOWrapper, delimiter: str) -> Iterator[str]:
    number, within = 0, False
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if number > MOST_ROWS:
            raise _too_many(file, number)
        if len(line) > LONGEST_LINE:
            raise BadFile(
                file,
                f"第 {number} 行超过 {LONGEST_LINE} 个字，不像表格；请核对",
                f"line {number} has more than {LONGEST_LINE} characters: no table has",
                row=number,
            )
        line, within = _unpadded(line, delimiter, within)
        yield line


def _unpadded(line: str, delimiter: str, within: bool) -> tuple[str, bool]:
    """Return a line without what banks put behind a cell's closing mark: blanks and tabs.

    ``within``: a cell was open where the line begins; told back is whether one is where it ends. A
    mark within such a cell is written twice, and what follows it is the cell's.
    """
    if not within and '" ' not in line and '"\t' not in line and line.count('"') % 2 == 0:
        return line, False
    kept, at = list[str](), 0
    while True:
        if within or line.startswith('"', at):
            closing = _CLOSING.match(line, at if within else at + 1)
            if closing is None:
                return "".join((*kept, line[at:])), True
            kept.append(line[at : closing.end()])
            at, within = closing.end(), False
            blanks = _BLANKS[delimiter].match(line, at)
            after = at if blanks is None else blanks.end()
            if line[after : after + 1] in (delimiter, *_ENDS):
                at = after
        end = line.find(delimiter, at)
        if end < 0:
            return "".join((*kept, line[at:])), False
        kept.append(line[at : end + 1])
        at = end + 1


def _encoding(file: str, content: bytes) -> str:
    """Return what the text is encoded in. Raises ``BadFile`` where it can't be told."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            if not any(
                "\x00" in decoder.decode(content[at : at + _CHUNK], at + _CHUNK >= len(content))
                for at in range(0, len(content), _CHUNK)
            ):
                return encoding
        except UnicodeDecodeError:
            continue
    raise BadFile(
        file,
        "不是 UTF-8 或 GB 18030 编码的文本，请另存为 CSV UTF-8",
        "not text in UTF-8 or GB 18030; save it as CSV UTF-8",
    )


def _too_many(file: str, line: int) -> BadFile:
    return BadFile(
        file,
        f"行数或格数过多（上限 {MOST_ROWS} 行、{MOST_CELLS} 格），请拆分成几个文件",
        f"too many rows or cells (at most {MOST_ROWS} rows and {MOST_CELLS} cells); split the file",
        row=line,
    )


def _check_swallowed(file: str, several: list[Row], delimiter: str, usual: int) -> None:
    """Refuse a cell of several lines, one of which has as many cells as most rows."""
    for row in several:
        for cell in row.cells:
            if delimiter not in cell or ("\n" not in cell and "\r" not in cell):
                continue
            inner = re.split(r"[\r\n]+", cell)[1:]
            if usual > 2 and any(part.count(delimiter) >= usual - 2 for part in inner):
                raise BadFile(
                    file,
                    f"第 {row.line} 行有一格跨了几行，其中像是另外的数据行；"
                    "请核对引号是否写错（格内的引号须写成两个）",
                    f"a cell of line {row.line} runs over lines that look like rows of their own: "
                    "look for a stray quotation mark (within a cell it is written twice)",
                    row=row.line,
                )


def delimiter_of(text: str, heads: Callable[[str], bool] | None = None) -> str:
    """Return what parts most rows into most cells. Padding by tabs doesn't count.

    Where headings are known, it is what parts some row into most of these.
    """
    sample = _PADDING.sub("", text).splitlines(keepends=True)[:_SAMPLE_ROWS]

    def known(delimiter: str) -> int:
        if heads is None:
            return 0
        rows = csv.reader(sample, delimiter=delimiter)
        return max((sum(map(heads, row)) for row in rows), default=0)

    def cells(delimiter: str) -> int:
        sizes = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter))
        sizes.pop(0, None)
        sizes.pop(1, None)
        return max(sizes, key=lambda size: (sizes[size], size), default=1)

    return max(_DELIMITERS, key=lambda delimiter: (known(delimiter), cells(delimiter)))


def _unwrapped(cell: str) -> str:
    wrapped = _AS_TEXT.fullmatch(cell.strip()) if '="' in cell else None
    return wrapped[1] if wrapped else cell
