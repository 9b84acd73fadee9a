"""Where a register's columns are: title, unit and header, whose wording wanders from day to day."""

from __future__ import annotations

import re

from attrs import frozen

from lixia_adapters.registers.sheet import Sheet, clean, label

_SEARCHED_ROWS = 20
_FIELDS = {
    "number": re.compile(r"序号|编号|^号$"),
    "amount": re.compile(r"金额|捐款额|捐赠额|捐款数"),
    "on": re.compile(r"日期|时间"),
    "remark": re.compile(r"备注|用途|意向|附言|留言|摘要|说明"),
    "payer": re.compile(
        r"姓名|名称|捐赠人|捐赠者|捐款人|捐款者|捐赠方|捐款方|(?:捐[赠款]|爱心).{0,2}单位"
    ),
}
_NEEDED = {"number": "序号", "on": "捐赠日期", "payer": "捐赠(单位/姓名)", "amount": "捐赠金额"}
_UNIT = re.compile(r"单位[:：]?(?:人民币)?[(（]?([^\s()（）:：]{0,3}元)")
_UNIT_OF_AMOUNT = re.compile(r"[(（](?:单位[:：]?)?(?:人民币)?([^\s()（）:：]{0,3}元)[)）]")


_OF_A_STATEMENT = re.compile("余额|借方|贷方|借贷|收支|收/支|支出|取出|对方")
"""What heads a column of a bank's statement, and none of a register: gifts have only come in."""


@frozen(kw_only=True)
class Head:
    """Columns by index (``remark`` is -1 if there is none), ``row`` of the header from 1."""

    row: int
    title: str
    number: int
    on: int
    payer: int
    amount: int
    remark: int
    unheaded: tuple[int, ...]
    width: int
    in_wan: bool


def find_head(sheet: Sheet) -> Head | None:
    """Return where the register in ``sheet`` begins, ``None`` if nothing looks like one.

    Raises ``BadFile`` for a header row with a column missing or twice, and for a unit missing,
    contradictory or other than 元 and 万元. Columns of other headers are left alone.
    """
    row = _header_row(sheet)
    if not row:
        return None
    headers = [label(cell) for cell in sheet.rows[row - 1]]
    if any(map(_OF_A_STATEMENT.search, headers)):
        return None
    fields = [_field(header) for header in headers]
    places: dict[str, int] = {}
    for place, (field, header) in enumerate(zip(fields, headers, strict=True)):
        if not field:
            continue
        if field in places:
            raise sheet.fault(
                f"表头“{header}”与另一列含义相同，请只保留一列",
                f"header {header} means the same as another column's; keep one",
                row=row,
                column=place,
            )
        places[field] = place
    for field, wording in _NEEDED.items():
        if field not in places:
            raise sheet.fault(
                f"表头缺少“{wording}”列，请补上", f"the header lacks {wording}; add it", row=row
            )
    above = [clean(cell) for line in sheet.rows[: row - 1] for cell in line if _is_text(cell)]
    return Head(
        row=row,
        title=" ".join(text for text in above if text and not _UNIT.match(label(text))),
        number=places["number"],
        on=places["on"],
        payer=places["payer"],
        amount=places["amount"],
        remark=places.get("remark", -1),
        unheaded=tuple(place for place, header in enumerate(headers) if not header),
        width=len(headers),
        in_wan=_unit(sheet, above, row, places["amount"], headers) == "万元",
    )


def _header_row(sheet: Sheet) -> int:
    """Return the number of the first row with most of the needed columns, 0 if there is none."""
    for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        if len({_field(label(cell)) for cell in cells} & _NEEDED.keys()) >= len(_NEEDED) - 1:
            return row
    return 0


def _field(header: str) -> str:
    return next((field for field, wording in _FIELDS.items() if wording.search(header)), "")


def _is_text(cell: object) -> bool:
    return isinstance(cell, str)


def _unit(sheet: Sheet, above: list[str], row: int, amount: int, headers: list[str]) -> str:
    units = {found[1] for text in above if (found := _UNIT.search(label(text)))}
    if found := _UNIT_OF_AMOUNT.search(headers[amount]):
        units.add(found[1])
    if len(units) != 1 or not units <= {"元", "万元"}:
        seen = "、".join(sorted(units))
        raise sheet.fault(
            f"金额单位须写明为“单位：元”或“单位：万元”，且前后一致（见到：{seen or '无'}）",
            "the unit must be stated as 单位：元 or 单位：万元, the same throughout "
            f"(seen: {seen or 'none'})",
            row=row,
            column=amount,
        )
    return units.pop()
