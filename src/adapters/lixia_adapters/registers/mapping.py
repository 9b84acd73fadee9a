"""Which column of a bank's statement holds what."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from lixia_adapters.registers.badfile import BadFile, NoFile
from lixia_adapters.registers.sheet import Sheet, index_of, label
from lixia_domain.kernel.words import listed

REQUIRED = ("value_date", "payer", "amount")
OPTIONAL = ("account", "reference", "entry_no", "remark", "currency", "direction", "debit")
FIELDS = (*REQUIRED, *OPTIONAL)

_LETTERS = re.compile(r"[A-Z]{1,3}")
_SEARCHED_ROWS = 40
# In order of preference: a statement with 收入金额 may have another 金额.
_COMMON = {
    "account": ("账号", "本方账号", "我方账号", "查询账号", "账户", "账号/卡号"),
    "reference": (
        "交易流水号",
        "流水号",
        "参考号",
        "交易参考号",
        "核心流水号",
        "凭证号",
        "业务编号",
    ),
    "entry_no": ("笔号", "序号", "明细序号", "交易序号"),
    "value_date": ("起息日", "记账日期", "入账日期", "交易日期", "交易日", "日期", "交易时间"),
    "payer": (
        "对方户名",
        "付款人",
        "付款人名称",
        "付款人户名",
        "对方名称",
        "对方账户名称",
        "对方单位名称",
        "户名",
    ),
    "amount": ("贷方发生额", "收入金额", "贷方金额", "贷方", "收入", "交易金额", "发生额", "金额"),
    "debit": ("借方发生额", "支出金额", "借方金额", "借方", "支出"),
    "direction": ("借贷标志", "借贷方向", "借贷", "收支方向", "收/支", "借/贷", "收支"),
    "currency": ("币种", "货币", "交易币种", "币别"),
    "remark": ("附言", "摘要", "备注", "用途", "交易附言"),
}
_BARE = re.compile(r"[(（](?:元|人民币|人民币元|CNY|RMB|单位:元)[)）]")


@frozen
class ColumnMapping:
    """From field to a header's text or a column's letters (``B``); a header's text comes first.

    Needed: ``value_date``, ``payer``, ``amount``, and ``reference`` or ``entry_no``; ``account``
    unless the rows above the header state it. ``direction`` says of ``amount`` whether it is a
    credit; ``debit`` is a column of debits beside it. ``ValueError`` for anything else.
    """

    columns: Mapping[str, str] = field(converter=dict)

    def __attrs_post_init__(self) -> None:
        """Refuse fields unknown, missing or no text."""
        wrong = [
            name for name, column in self.columns.items() if name not in FIELDS or not label(column)
        ]
        wrong += [name for name in REQUIRED if name not in self.columns]
        if not {"reference", "entry_no"} & self.columns.keys():
            wrong.append("reference")
        if wrong:
            msg = (
                f"列对应有误或缺少：{'、'.join(wrong)}；可用：{'、'.join(FIELDS)}。"
                f"The mapping has wrong or missing fields: {', '.join(wrong)}; "
                f"known are {', '.join(FIELDS)}."
            )
            raise ValueError(msg)

    @classmethod
    def load(cls, path: Path) -> ColumnMapping:
        """Read a TOML file of lines such as ``payer = "对方户名"``, or raise ``BadFile``."""
        try:
            return cls(tomllib.loads(path.read_text(encoding="utf-8-sig")))
        except OSError as error:
            raise NoFile(path, error) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            raise BadFile(
                path.name,
                '不是 TOML 文件；每行应像 payer = "对方户名"',
                'not TOML; a line looks like payer = "对方户名"',
            ) from None
        except ValueError as error:
            zh, _, en = str(error).partition("。")
            raise BadFile(path.name, zh, en.removesuffix(".")) from None


@frozen(kw_only=True)
class Columns:
    """Where the fields are: ``row`` of the header from 1, columns by index."""

    row: int
    places: Mapping[str, int]


def find_columns(sheet: Sheet, mapping: ColumnMapping | None) -> Columns:
    """Return the header row that fits best; ``BadFile`` names a field unmatched or ambiguous."""
    best: tuple[int, int, list[str], dict[str, int]] | None = None
    for row, cells in enumerate(sheet.rows[:_SEARCHED_ROWS], start=1):
        headers = [_BARE.sub("", label(cell)) for cell in cells]
        places = _given(headers, mapping) if mapping else _guessed(headers)
        if best is None or len(places) > best[0]:
            best = (len(places), row, headers, places)
    if best is None:
        raise sheet.fault("没有数据", "no rows")
    _, row, headers, places = best
    needed = set(mapping.columns) if mapping else set(REQUIRED)
    missing = sorted(needed - places.keys(), key=FIELDS.index)
    if not missing and not {"reference", "entry_no"} & places.keys():
        missing = ["reference"]
    if missing:
        seen = listed(filter(None, headers))
        raise sheet.fault(
            f"找不到列 {'、'.join(missing)}；见到的表头：{seen.zh}；请用列对应文件指明",
            f"no column for {', '.join(missing)}; headers seen: {seen.en}; name them in a mapping",
            row=row,
        )
    for name, place in places.items():
        if headers[place : place + 1] and headers[place] and headers.count(headers[place]) > 1:
            if mapping and headers[place] != _BARE.sub("", label(mapping.columns[name])):
                continue  # named by its letters, which are never ambiguous
            raise sheet.fault(
                f"表头“{headers[place]}”出现多次；请用列字母（如 B）指明 {name}",
                f"header {headers[place]} stands twice; name {name} by its letter (such as B)",
                row=row,
                column=place,
            )
    return Columns(row=row, places=places)


def _given(headers: list[str], mapping: ColumnMapping) -> dict[str, int]:
    places: dict[str, int] = {}
    if len(list(filter(None, headers))) < 2:
        return places
    for name, column in mapping.columns.items():
        wanted = _BARE.sub("", label(column))
        if wanted in headers:
            places[name] = headers.index(wanted)
        elif _LETTERS.fullmatch(wanted) and index_of(wanted) < len(headers):
            places[name] = index_of(wanted)
    return places


def _guessed(headers: list[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, wordings in _COMMON.items():
        for wording in wordings:
            if wording in headers and headers.index(wording) not in places.values():
                places[name] = headers.index(wording)
                break
    return places
