"""Donation registers: what an office published on a day, one row per gift, with its total."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from lixia_adapters.registers.register_date import register_date
from lixia_adapters.registers.register_head import Head, find_head
from lixia_adapters.registers.sheet import BadFile, Sheet, clean, date_of, label, open_sheets
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import BadAmount, Money
from lixia_domain.kernel.texts import LONGEST_TEXT
from lixia_domain.kernel.words import listed

__all__ = ["BadFile", "Register", "RegisterRow", "read_register"]

_TOTAL = re.compile(r"(?:合计|总计|共计|总合计|合计金额|捐赠合计|捐款合计)[:：]?")
_WAN = 10_000


@frozen(kw_only=True)
class RegisterRow:
    """One gift. ``payer`` and ``remark`` may name natural persons in clear: don't record them.

    ``number`` is unique in its register; ``row`` is the sheet's row as a person sees it.
    """

    number: int
    value_date: date
    payer: str
    amount: Money
    remark: str
    sheet: str
    row: int


@frozen(kw_only=True)
class Register:
    """A register as published; its rows add up to ``stated_total``.

    ``date`` is the day it speaks for, the same whenever the day is published again. A register
    may be cumulative and repeat earlier days' rows: ``on`` of each row tells.
    """

    title: str
    date: date
    rows: tuple[RegisterRow, ...]
    stated_total: Money
    sheet: str


def read_register(path: Path) -> Register:
    """Read a donation register (.xlsx or .csv), or raise ``BadFile`` without using any of it.

    Expected in one visible sheet: title, unit (单位：元 or 万元), header, rows, total (合计). Notes
    may follow the total, rows may not.
    """
    sheets = open_sheets(path)
    found = register_in(sheets)
    if found is None:
        raise sheets[0].fault(
            "不是捐赠登记表：没有同时含“序号、捐赠日期、捐赠单位/姓名、捐赠金额”的表头行",
            "no donation register: no header row with 序号, 捐赠日期, 捐赠(单位/姓名) and 捐赠金额",
        )
    return found


def register_in(sheets: Sequence[Sheet]) -> Register | None:
    """Return the register in ``sheets``, ``None`` where no sheet has a register's header."""
    headed = [(sheet, head) for sheet in sheets if (head := find_head(sheet)) is not None]
    if not headed:
        return None
    if len(headed) > 1:
        names = listed(sheet.name for sheet, _ in headed)
        raise headed[1][0].fault(
            f"有多张登记表（{names.zh}），请每个文件只保留一张",
            f"several sheets hold a register ({names.en}); keep one to a file",
        )
    return _read(*headed[0])


def _read(sheet: Sheet, head: Head) -> Register:
    end = _total_row(sheet, head)
    rows = tuple(_rows(sheet, head, end))
    if not rows:
        raise sheet.fault("表头与合计之间没有数据", "no rows between header and total", row=end)
    amount = _amounts(head)
    try:
        stated = amount(_cell(sheet.rows[end - 1], head.amount))
    except BadAmount as error:
        raise _bad(sheet, error, end, head.amount) from None
    exact = Money(sum(row.amount.fen for row in rows))
    if exact != stated:
        raise sheet.fault(
            f"合计 {stated} 与各行之和 {exact} 不符，相差 {exact - stated}；请核对各行或更正合计",
            f"the total {stated.plain} is not the rows' sum {exact.plain} (difference "
            f"{(exact - stated).plain}); check the rows or correct the total",
            row=end,
            column=head.amount,
        )
    return Register(
        title=head.title,
        date=register_date(sheet, head, rows),
        rows=rows,
        stated_total=stated,
        sheet=sheet.name,
    )


def _total_row(sheet: Sheet, head: Head) -> int:
    """Return the number of the total row, after which nothing may look like a gift."""
    labelled = [place for place in range(head.width) if place not in (head.amount, head.remark)]
    row = next(
        (
            row
            for row, cells in enumerate(sheet.rows[head.row :], start=head.row + 1)
            if any(_is_total(_cell(cells, place)) for place in labelled)
        ),
        0,
    )
    if not row:
        raise sheet.fault(
            "没有“合计”行，登记表可能不完整；请补上合计",
            "no total row (合计), so the register may be incomplete; add its total",
            row=len(sheet.rows),
        )
    for later, cells in enumerate(sheet.rows[row:], start=row + 1):
        for place in (head.number, head.amount):
            if not _blank(_cell(cells, place)) and _is_figure(_cell(cells, place)):
                raise sheet.fault(
                    "“合计”之后还有数据，请移到合计之前或删除",
                    "data after the total; move it above the total or delete it",
                    row=later,
                    column=place,
                )
    return row


def _rows(sheet: Sheet, head: Head, end: int) -> Iterator[RegisterRow]:
    amount_of = _amounts(head)
    seen: dict[int, int] = {}
    days: dict[object, date] = {}
    name = sheet.name
    for row, cells in enumerate(sheet.rows[head.row : end - 1], start=head.row + 1):
        if not isinstance(_cell(cells, head.number), float) and all(map(_blank, cells)):
            continue
        number = _number(sheet, row, head.number, _cell(cells, head.number))
        if number in seen:
            raise sheet.fault(
                f"序号 {number} 与第 {seen[number]} 行重复，请更正",
                f"number {number} stands in row {seen[number]} already; correct one",
                row=row,
                column=head.number,
            )
        seen[number] = row
        day = _cell(cells, head.on)
        try:
            if (on := days.get(day)) is None:
                on = days[day] = date_of(day)
            amount = amount_of(_cell(cells, head.amount))
        except BadDate as error:
            raise _bad(sheet, error, row, head.on) from None
        except BadAmount as error:
            raise _bad(sheet, error, row, head.amount) from None
        if amount.fen <= 0:
            raise sheet.fault(
                "捐赠金额须大于零；退款请另行登记",
                "a gift is above zero; register refunds elsewhere",
                row=row,
                column=head.amount,
            )
        if head.unheaded or len(cells) > head.width:
            _check_unheaded(sheet, row, head, cells)
        yield RegisterRow(
            number=number,
            value_date=on,
            payer=_text(sheet, row, head.payer, cells),
            amount=amount,
            remark=_text(sheet, row, head.remark, cells),
            sheet=name,
            row=row,
        )


def _is_total(cell: object) -> bool:
    # Asked of every cell, so what can't be a total is told by one look.
    return isinstance(cell, str) and "计" in cell and _TOTAL.fullmatch(label(cell)) is not None


def _check_unheaded(sheet: Sheet, row: int, head: Head, cells: list[Any]) -> None:
    for place in (*head.unheaded, *range(head.width, len(cells))):
        if not _blank(_cell(cells, place)):
            raise sheet.fault(
                "此列没有表头，却有内容；请补上表头或清除",
                "this column has no header, yet holds something; name it or clear it",
                row=row,
                column=place,
            )


def _cell(cells: list[Any], place: int) -> Any:
    return cells[place] if 0 <= place < len(cells) else ""


def _blank(cell: object) -> bool:
    return isinstance(cell, str) and not clean(cell)


def _is_figure(cell: object) -> bool:
    return not isinstance(cell, str) or any(map(str.isdigit, cell))


def _number(sheet: Sheet, row: int, column: int, cell: object) -> int:
    try:
        number = int(cell) if type(cell) is float and cell.is_integer() else int(clean(cell))
    except ValueError:
        number = 0
    if number <= 0:
        raise sheet.fault(
            "缺少序号，或序号不是正整数，请补上",
            "the number (序号) is missing or no whole number above zero; fill it in",
            row=row,
            column=column,
        )
    return number


def _text(sheet: Sheet, row: int, column: int, cells: list[Any]) -> str:
    cell = _cell(cells, column)
    try:
        return clean(cell)[:LONGEST_TEXT] if cell != "" else ""
    except ValueError:
        raise sheet.fault(
            "此处应为文字，请把单元格设为文本格式",
            "this should be text; format the cell as text",
            row=row,
            column=column,
        ) from None


def _amounts(head: Head) -> Callable[[Any], Money]:
    return _in_wan if head.in_wan else _in_yuan


def _in_yuan(cell: Any) -> Money:
    # Most gifts are whole yuan; the general way is exact too but takes several times as long.
    if type(cell) is float and cell.is_integer() and 0 < cell < 2**43:
        return Money(int(cell) * 100)
    return Money.from_cell(cell)


def _in_wan(cell: Any) -> Money:
    if isinstance(cell, str):
        return Money.parse(f"{cell.strip()}万元")
    # IEEE rounds the exact product once, by at most half of the units from_cell forgives 64 of.
    return Money.from_cell(cell * float(_WAN) if isinstance(cell, float) else cell)


def _bad(sheet: Sheet, error: BadDate | BadAmount, row: int, column: int) -> BadFile:
    _, zh, en = error.args
    return sheet.fault(zh, en, row=row, column=column)
