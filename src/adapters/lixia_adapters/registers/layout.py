"""How a statement is laid out: its header, its columns, and what is stated above them.

What changes the meaning of an amount is used wherever it stands (side, currency, unit, state of a
deal), also where a mapping passes over it; two columns that may both be meant are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from lixia_adapters.registers.lexicon import words
from lixia_adapters.registers.mapping import FIELDS, LETTERS, REQUIRED, ColumnMapping
from lixia_adapters.registers.meaning import (
    CURRENCIES,
    DONE,
    FENS,
    OPEN,
    SIDES,
    headed,
    unit_above,
)
from lixia_adapters.registers.sheet import Sheet, clean, index_of, label
from lixia_domain.kernel.words import listed

_SEARCHED_ROWS = 60
_COMMON = {
    "account": words("账号 本方账号 我方账号 查询账号 账户 账号/卡号 卡号 借记卡号"),
    "reference": words(
        "交易流水号 流水号 参考号 交易参考号 核心流水号 凭证号 业务编号 交易单号 交易订单号 日志号"
    ),
    "entry_no": words("笔号 明细序号 交易序号"),
    "serial": words("序号 顺序号 行号"),
    "value_date": words(
        "起息日 记账日期 记账日 入账日期 交易日期 交易日 日期 交易成功时间 交易时间 交易创建时间"
    ),
    "time": words("交易时间 记账时间 交易成功时间"),
    "payer": words(
        "对方户名 对手户名 付款人 付款人名称 付款人户名 对方名称 对方账户名称 对方账户名 "
        "对方单位名称 交易对方 交易对手名称 交易对手 对手信息 对手方 商户名称 户名"
    ),
    "party_account": words("对方账号 对方账户 对方卡号/账号 交易对手账号 对手账号"),
    "direction": words(
        "借贷标志 借贷方向 借贷 收支方向 收/支 借/贷 收支 收付标志 收付 收付方向 来往账标志"
    ),
    "currency": words("币种 货币 记账币种 交易币种 币别"),
    "balance": words("余额 账户余额 本次余额 联机余额 可用余额"),
    "status": words("交易状态 当前状态 状态"),
    "remark": words(
        "附言 交易附言 客户摘要 摘要 备注 用途 商品说明 商品 交易说明 订单标题 交易描述"
    ),
}
"""In order of preference."""
_PAIRS = (
    ("贷方发生额", "借方发生额"),
    ("贷方金额", "借方金额"),
    ("记账金额(收入)", "记账金额(支出)"),
    ("收入金额", "支出金额"),
    ("存入金额", "取出金额"),
    ("转入金额", "转出金额"),
    ("收方金额", "付方金额"),
    ("收入", "支出"),
    ("贷方", "借方"),
)
_SINGLE = ("实付金额", "交易金额", "发生额", "金额")
_NO_PAYER = "订单标题"
"""A wallet's export with this column has no other side at all."""
_ACCOUNT_ABOVE = re.compile(
    r"(?:本方|我方|查询)?(?:账号|账户|账号/卡号|卡号|微信昵称|支付宝账户|美团用户名|京东账号名)"
    r"[:：]?\[?([^\[\]:：]*)\]?"
)
_HOLDER_ABOVE = re.compile(r"(?:户名|账户名称|单位名称|姓名|客户名称)[:：]?(.*)")
_SPOILT = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_OF_AN_ENTRY = re.compile(
    r"[+-]?¥?[0-9]{1,3}(?:,?[0-9]{3}){0,4}\.[0-9]{2}|20[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
)
_DIGITS = frozenset("0123456789")
_CARD_BILL = frozenset({"卡末四位", "结算金额"})


@frozen(kw_only=True)
class Layout:
    """Where the fields are: ``row`` is the header's index, columns by index.

    ``unit``: how many yuan an amount of 1 is. ``gross``: ``amount`` repeats what ``debit`` says.
    ``account`` and ``holder``: as the rows above state them, else empty. ``constants``: as mapped.
    """

    row: int
    headers: tuple[str, ...]
    places: Mapping[str, int]
    unit: int = 1
    gross: bool = False
    account: str = ""
    holder: str = ""
    constants: Mapping[str, str] = {}

    def name(self, field: str) -> str:
        """Return the header of a field's column."""
        place = self.places[field]
        return self.headers[place] if place < len(self.headers) else ""


def lay_out(sheet: Sheet, mapping: ColumnMapping | None, account: str) -> Layout:
    """Return how ``sheet`` is laid out. ``account`` is what the clerk says it is of.

    Raises ``BadFile`` for fields that are missing (all at once) or ambiguous, a unit that is told
    two ways, a column of amounts in fen, or a bill whose signs mean the opposite.
    """
    row, headers, places = _header(sheet, mapping)
    _check_merged(sheet, row)
    _complete(sheet, row, headers, places, mapping)
    _used_anyway(sheet, row, headers, places)
    _check_twice(sheet, row, headers, places, mapping)
    constants = {} if mapping is None else dict(mapping.constants)
    if account:
        constants["account"] = account
    above = _account_above(sheet, row)
    if not above and "account" not in places and "account" not in constants:
        raise sheet.fault(
            "文件没有写明是哪个账户的流水；请用 --account 说明，如 --account 6288000000005021",
            "the file doesn't say of which account it is; say so by --account",
            row=sheet.line(row),
        )
    return Layout(
        row=row,
        headers=tuple(headers),
        places=places,
        unit=_unit(sheet, row, places, mapping),
        gross="debit" in places and headers[places["amount"]] in _SINGLE,
        account=above,
        holder=(mapping.holder if mapping else "") or _holder_above(sheet, row),
        constants=constants,
    )


def _check_merged(sheet: Sheet, row: int) -> None:
    """Refuse a header that an entry has run into, for want of a line break: it would be lost."""
    for place, cell in enumerate(sheet.rows[row]):
        if _OF_AN_ENTRY.fullmatch(label(cell)):
            raise sheet.fault(
                "表头这一行里有金额或日期，像是有一笔与表头并在了同一行；请在原文件中分开",
                "an amount or a date in the header: an entry seems to have run into it; part them",
                row=sheet.line(row),
                column=place,
            )


def _header(sheet: Sheet, mapping: ColumnMapping | None) -> tuple[int, list[str], dict[str, int]]:
    best: tuple[int, int, list[str], dict[str, int]] | None = None
    for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        headers = [headed(label(cell))[0] for cell in cells]
        if len(list(filter(None, headers))) < 2:
            continue
        places = _given(headers, [label(cell) for cell in cells], mapping) if mapping else {}
        places = {**_guessed(headers), **places} if mapping else _guessed(headers)
        if best is None or len(places) > best[0]:
            best = (len(places), row, headers, places)
    if best is None:
        raise sheet.fault("没有表格", "there is no table")
    return best[1:]


def _given(headers: list[str], whole: list[str], mapping: ColumnMapping) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, column in mapping.columns.items():
        wanted = label(column)
        bare = headed(wanted)[0]
        if wanted in whole:
            places[name] = whole.index(wanted)
        elif bare in headers:
            places[name] = headers.index(bare)
        elif LETTERS.fullmatch(wanted) and index_of(wanted) < len(headers):
            places[name] = index_of(wanted)
    return places


def _guessed(headers: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, wordings in _COMMON.items():
        for wording in wordings:
            if wording in headers and (
                name == "time" or headers.index(wording) not in places.values()
            ):
                places[name] = headers.index(wording)
                break
    places |= _amounts(headers)
    return places


def _amounts(headers: list[str]) -> dict[str, int]:
    """Return the columns of what came in and went out: two of one kind, or one for both."""
    for came, went in _PAIRS:
        if came in headers and went in headers:
            return {"amount": headers.index(came), "debit": headers.index(went)}
    for came, went in _PAIRS:
        if came in headers:
            return {"amount": headers.index(came)}
        single = next((one for one in _SINGLE if one in headers), None)
        if went in headers and single is not None:
            return {"amount": headers.index(single), "debit": headers.index(went)}
    single = next((one for one in _SINGLE if one in headers), None)
    return {} if single is None else {"amount": headers.index(single)}


def _complete(
    sheet: Sheet,
    row: int,
    headers: list[str],
    places: dict[str, int],
    mapping: ColumnMapping | None,
) -> None:
    """Refuse a table that lacks a field that is needed, or a bill of a credit card."""
    if set(headers) >= _CARD_BILL:
        raise sheet.fault(
            "像是信用卡账单：正数是消费，负数是还款或退款，与银行流水相反；"
            "请用列对应文件指明哪一栏是收、哪一栏是付",
            "this looks like a credit card's bill: plus was spent, minus was paid back, the other "
            "way round; say in a mapping which column is in and which is out",
            row=sheet.line(row),
        )
    needed = {*REQUIRED, *(mapping.columns if mapping else ())}
    if _NO_PAYER in headers:
        needed.discard("payer")
    missing = sorted(needed - places.keys(), key=FIELDS.index)
    if not missing:
        return
    seen = listed(filter(None, headers))
    first = missing[0]
    usual = {"amount": "贷方发生额"}.get(first) or _COMMON[first][0]
    sought = "、".join(
        f"{name}（{ {'amount': '贷方发生额'}.get(name) or _COMMON[name][0] }）" for name in missing
    )
    raise sheet.fault(
        f"找不到列 {sought}；见到的表头：{seen.zh}；"
        f'请用列对应文件（--mapping）指明，每行如 {first} = "{usual}"',
        f"no column for {', '.join(missing)}; headers seen: {seen.en}; name them in a mapping "
        f'(--mapping), each on a line such as {first} = "{usual}"',
        row=sheet.line(row),
    )


def _used_anyway(sheet: Sheet, row: int, headers: list[str], places: dict[str, int]) -> None:
    """Take up columns whose cells tell side, currency or state, whatever they are headed."""
    for name, known in (
        ("direction", frozenset(SIDES)),
        ("currency", CURRENCIES),
        ("status", DONE | OPEN),
    ):
        if name in places:
            continue
        for place in range(len(headers)):
            if place in places.values():
                continue
            told = {label(cell).upper() for cell in _below(sheet, row, place)} - {""}
            if told and told <= known and not told <= {"/", "-"}:
                places[name] = place
                break


def _below(sheet: Sheet, row: int, place: int) -> Iterator[Any]:
    for cells in sheet.rows[row + 1 :]:
        if place < len(cells):
            yield cells[place]


def _check_twice(
    sheet: Sheet,
    row: int,
    headers: Sequence[str],
    places: Mapping[str, int],
    mapping: ColumnMapping | None,
) -> None:
    """Refuse a field whose header stands twice, unless a mapping names it by its letters."""
    for name, place in places.items():
        header = headers[place] if place < len(headers) else ""
        if header and list(headers).count(header) > 1:
            if mapping and header != headed(label(mapping.columns.get(name, "")))[0]:
                continue
            raise sheet.fault(
                f"表头“{header}”出现多次；请用列字母（如 B）指明 {name}",
                f"header {header} stands twice; name {name} by its letter (such as B)",
                row=sheet.line(row),
                column=place,
            )


def _unit(sheet: Sheet, row: int, places: Mapping[str, int], mapping: ColumnMapping | None) -> int:
    """Return how many yuan one is: as mapped, else as the header or a cell above it states."""
    if mapping is not None and mapping.unit is not None:
        return mapping.unit
    cells = sheet.rows[row]
    told = {
        unit
        for name in ("amount", "debit")
        if name in places
        and places[name] < len(cells)
        and (unit := headed(label(cells[places[name]]))[1]) is not None
    }
    for upper in sheet.rows[:row]:
        told |= {unit for cell in upper if (unit := unit_above(cell)) is not None}
    for upper in sheet.rows[: row + 1]:
        for place, cell in enumerate(upper):
            if FENS.fullmatch(label(cell)):
                raise sheet.fault(
                    "金额以“分”为单位，请改为元",
                    "amounts are in fen; give them in yuan",
                    row=sheet.line(row),
                    column=place,
                )
    if len(told) > 1:
        raise sheet.fault(
            "金额的单位写了两种，请在列对应文件里写明 unit",
            "two units of amounts are stated; say in a mapping which holds",
            row=sheet.line(row),
        )
    return next(iter(told), 1)


def _account_above(sheet: Sheet, row: int) -> str:
    """Return the account that the rows above the header state; an empty text where none does."""
    return _stated(sheet, row, _ACCOUNT_ABOVE)


def _holder_above(sheet: Sheet, row: int) -> str:
    return _stated(sheet, row, _HOLDER_ABOVE)


def _stated(sheet: Sheet, row: int, labelled: re.Pattern[str]) -> str:
    for at, cells in enumerate(sheet.rows[:row]):
        for place, cell in enumerate(cells):
            found = labelled.fullmatch(label(cell))
            if found is None:
                continue
            for beside, value in enumerate((found[1], *cells[place + 1 :])):
                text = _plain(value)
                if _SPOILT.fullmatch(text):
                    raise spoilt(sheet, at, place + beside)
                if text:
                    return text
    return ""


def _plain(value: object) -> str:
    try:
        return clean(value)
    except ValueError:
        return ""


def spoilt(sheet: Sheet, row: int, place: int) -> Exception:
    """Return the refusal of a number that a spreadsheet has cut short."""
    return sheet.fault(
        "编号被表格软件改成了科学记数（如 6.288E+15），末几位已丢失；请把该列设为文本后重新导出",
        "a spreadsheet has made this number 6.288E+15 and lost its digits; export it as text",
        row=sheet.line(row),
        column=place,
    )


def is_spoilt(text: str) -> bool:
    """Tell whether an id stands in scientific notation."""
    return text[:1] in _DIGITS and _SPOILT.fullmatch(text) is not None


def _differ(cell: Any, header: str) -> bool:
    if isinstance(cell, str) and cell[:1] in _DIGITS and header[:1] not in _DIGITS:
        return True  # nearly every row, told without a look at all of it
    return headed(label(cell))[0] != header


def repeats(headers: Sequence[str], cells: Sequence[Any]) -> bool:
    """Tell whether a row is the header, printed again on the next page."""
    if not headers or not cells or _differ(cells[0], headers[0]):
        return False
    told = [headed(label(cell))[0] for cell in cells]
    return any(told) and told[: len(headers)] == list(headers)[: len(told)]
