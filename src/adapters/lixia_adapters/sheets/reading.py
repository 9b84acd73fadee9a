"""A file of the office as rows of cells under known headings, by the strict reader of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from attrs import field, frozen

from lixia_adapters.printers import csv_text
from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.sheet import Sheet, label, letter, open_sheets
from lixia_adapters.registers.surprises import check_plain
from lixia_adapters.sheets.columns import MOST_REPEATED, Column, columns, slots
from lixia_adapters.sheets.kinds import Kind
from lixia_adapters.sheets.values import blank
from lixia_domain.kernel.words import Words

EXPLANATION = Words("说明", "Explanation")
"""What the sheet of explanation is called; it is not read."""
MOST_ROWS = 50_000
"""A file is decided and recorded as one: some 5 kB of memory a row, until it is."""
REASONS = Words("退回原因", "why refused")
"""The heading of the column that says why a row was refused; it is not read."""


@frozen
class Read:
    """A sheet that was read: its rows of filled cells by column, each with its line in the file.

    ``headed``: which column of the file is which. ``passed_over`` says what was not read, and why.
    """

    sheet: Sheet
    headed: Mapping[int, Column]
    rows: list[tuple[int, dict[str, Any]]]
    passed_over: list[Words] = field(factory=list)

    def place(self, line: int, column: str) -> str:
        """Return a cell as a person names it: ``C7``; of a row alone, its number."""
        at = self._at(column)
        return f"{'' if at is None else letter(at)}{line}"

    def heading(self, column: str) -> Words:
        """Return what a column of it is called; nothing where it has none."""
        at = self._at(column)
        return Words("", "") if at is None else self.headed[at].words

    def _at(self, column: str) -> int | None:
        """Return where a column stands: if it is not there itself, the first that tells it."""
        named = {one.name: at for at, one in self.headed.items()}
        parts = (at for name, at in named.items() if name.startswith(f"{column}."))
        return named[column] if column in named else next(parts if column else iter(()), None)


def read(path: Path, kind: Kind) -> Read:
    """Read the rows of a sheet of ``kind``.

    Raises ``BadFile`` for what is no such sheet, naming every heading that is unknown, missing or
    stands twice, and every filled cell that stands under none.
    """
    known = headings(kind)
    sheets = open_sheets(path, lambda cell: _called(cell) in known)
    check_plain(path)
    named = {EXPLANATION.zh, EXPLANATION.en}
    there = [sheet for sheet in sheets if _filled(sheet) and sheet.name not in named]
    over = [
        Words(f"工作表“{one.name}”是说明，不读取", f"sheet {one.name} explains, and is not read")
        for one in sheets
        if one.name in named
    ]
    if len(there) != 1:
        names = "、".join(sheet.name for sheet in there)
        raise BadFile(
            path.name,
            f"只应有一张填写数据的工作表，现有：{names}；请另存或删去其余"
            if there
            else "没有填写数据的工作表",
            f"one sheet of data is wanted, there are: {names.replace('、', ', ')}; save the others "
            "elsewhere or delete them"
            if there
            else "there is no sheet of data",
        )
    return _rows(there[0], kind, known, over)


def _filled(sheet: Sheet) -> bool:
    return any(not blank(cell) for row in sheet.rows for cell in row)


def _rows(sheet: Sheet, kind: Kind, known: Mapping[str, Column], over: list[Words]) -> Read:
    top = next(at for at, row in enumerate(sheet.rows) if any(not blank(cell) for cell in row))
    headed = _headed(sheet, top, kind, known)
    reasons = {at for at, cell in enumerate(sheet.rows[top]) if _called(cell) in _both(REASONS)}
    for at in sorted(reasons):
        over.append(
            Words(
                f"{letter(at)} 列“{REASONS.zh}”不读取",
                f"column {letter(at)} ({REASONS.en}) is not read",
            )
        )
    if len(sheet.rows) - top > MOST_ROWS:
        raise BadFile(
            sheet.file,
            f"多于 {MOST_ROWS} 行，请拆分成几个文件",
            f"more than {MOST_ROWS} rows: split it into several files",
            sheet=sheet.name,
        )
    found = Read(sheet, headed, [], over)
    stray: list[str] = []
    meant = _meant(sheet)
    for at, row in enumerate(sheet.rows[top + 1 :], top + 1):
        texts = (meant(cell) if isinstance(cell, str) else cell for cell in row)
        cells = {place: cell for place, cell in enumerate(texts) if not blank(cell)}
        if not cells or (at == top + 1 and _repeats_headings(cells, headed, reasons)):
            continue
        line = sheet.line(at)
        stray += [f"{letter(p)}{line}" for p in cells if p not in headed and p not in reasons]
        by_name = {headed[p].name: cell for p, cell in cells.items() if p in headed}
        if by_name:
            found.rows.append((line, by_name))
    if stray:
        raise BadFile(
            sheet.file,
            f"{_some(stray, '、', '等')} 不在任何列标题之下；请删去或补上标题",
            f"{_some(stray, ', ', 'and more')} stand under no heading: delete them, or head them",
            sheet=sheet.name,
        )
    return found


def _headed(sheet: Sheet, top: int, kind: Kind, known: Mapping[str, Column]) -> dict[int, Column]:
    """Return which column of the file is which. Raises ``BadFile`` for all that is not in order."""
    headed: dict[int, Column] = {}
    unknown: list[Words] = []
    twice: list[str] = []
    for at, cell in enumerate(sheet.rows[top]):
        called = _called(cell)
        if blank(cell) or called in _both(REASONS):
            continue
        column = known.get(called)
        place = f"{letter(at)}{sheet.line(top)}"
        if column is None:
            unknown.append(_unknown(place, cell, known))
        elif column in headed.values():
            twice.append(place)
        else:
            headed[at] = column
    there = {column.name for column in headed.values()}
    missing = [
        column.words
        for column in columns(kind)
        if (column.need and "." not in column.name) and column.name not in there
    ]
    told = list(unknown)
    if missing:
        zh, en = "、".join(m.zh for m in missing), ", ".join(m.en for m in missing)
        told.append(Words(f"缺少列：{zh}", f"columns are missing: {en}"))
    if twice:
        zh, en = "、".join(twice), ", ".join(twice)
        told.append(Words(f"{zh} 的标题重复", f"the headings in {en} stand twice"))
    if told:
        raise BadFile(
            sheet.file,
            "；".join(one.zh for one in told),
            "; ".join(one.en for one in told),
            sheet=sheet.name,
            row=sheet.line(top),
        )
    return headed


def headings(kind: Kind) -> dict[str, Column]:
    """Return all columns that a sheet of ``kind`` may have, by their headings in both languages."""
    most = {slot.name: MOST_REPEATED for slot in slots(kind) if slot.item is not None}
    return {called: column for column in columns(kind, most) for called in _both(column.words)}


def _unknown(place: str, cell: object, known: Mapping[str, Column]) -> Words:
    near = get_close_matches(_called(cell), list(known), 1, 0.6)
    zh, en = f"不认识 {place} 的列标题", f"the heading in {place} is unknown"
    if near:
        words = known[near[0]].words
        zh, en = f"{zh}（是否为“{words.zh}”）", f"{en} (is it {words.en!r}?)"
    return Words(zh, en)


def _repeats_headings(
    cells: Mapping[int, Any], headed: Mapping[int, Column], reasons: set[int]
) -> bool:
    """Tell whether a row says again, in the other language, what each column is."""
    return all(
        (at in headed and _called(cell) in _both(headed[at].words))
        or (at in reasons and _called(cell) in _both(REASONS))
        for at, cell in cells.items()
    )


def _meant(sheet: Sheet) -> Callable[[str], str]:
    """Return what tells the text that a cell stands for, as the printer of its medium wrote it."""
    if not sheet.name:
        return csv_text.meant
    from lixia_adapters.printers import xlsx

    return xlsx.meant


def _called(cell: object) -> str:
    return label(cell).casefold()


def _both(words: Words) -> tuple[str, str]:
    return _called(words.zh), _called(words.en)


def _some(places: Sequence[str], comma: str, more: str) -> str:
    shown = comma.join(places[:10])
    return f"{shown} {more}" if len(places) > 10 else shown
