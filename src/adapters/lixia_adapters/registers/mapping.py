"""Which column of a bank's statement holds what, as a clerk writes it down.

A TOML file, a line a field, in English or Chinese: ``payer = "对方户名"`` or ``对方户名 = "F"``.
What no column holds stands as a constant: ``account = { value = "6288…" }``. Rows that are no
entries: ``skip = [{ column = "交易状态", is = ["交易关闭"] }]``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from lixia_adapters import plain_file
from lixia_adapters.registers.badfile import BadFile, NoFile
from lixia_adapters.registers.meaning import UNITS
from lixia_adapters.registers.sheet import label
from lixia_domain.kernel.words import Words

REQUIRED = ("value_date", "payer", "amount")
OPTIONAL = (
    "account",
    "reference",
    "entry_no",
    "remark",
    "currency",
    "direction",
    "debit",
    "balance",
    "time",
    "status",
    "party_account",
)
LARGEST = 2**16
"""Bytes of a mapping."""
FIELDS = (*REQUIRED, *OPTIONAL)
IN_CHINESE = {
    "记账日": "value_date",
    "日期": "value_date",
    "对方户名": "payer",
    "对方": "payer",
    "金额": "amount",
    "贷方金额": "amount",
    "收入金额": "amount",
    "借方金额": "debit",
    "支出金额": "debit",
    "账号": "account",
    "流水号": "reference",
    "笔号": "entry_no",
    "附言": "remark",
    "摘要": "remark",
    "币种": "currency",
    "收付": "direction",
    "借贷": "direction",
    "余额": "balance",
    "时间": "time",
    "状态": "status",
    "对方账号": "party_account",
    "单位": "unit",
    "户名": "holder",
    "日期写法": "dates",
    "跳过": "skip",
}
FIELD_WORDS = {name: Words(written, name) for written, name in reversed(IN_CHINESE.items())}
"""What a field is called where people read of it: in Chinese as a mapping may write it."""
CONSTANTS = ("account", "currency")
"""Fields that may stand as one value for the whole file."""
DAY_FIRST = ("day-first", "日在前")


@frozen
class Skipped:
    """Rows that are no entries: those whose cell in ``column`` is one of ``values``."""

    column: str
    values: frozenset[str]


@frozen
class ColumnMapping:
    """From field to a header's text or a column's letters (``B``); a header's text comes first.

    Needed: ``value_date``, ``payer``, ``amount``; ``account`` unless the rows above the header
    state it. ``direction`` says of ``amount`` whether it is a credit; ``debit`` is a column of
    debits beside it. ``constants``: what one value says of the whole file. ``unit``: how many yuan
    one is; ``None``, as the file states it. ``ValueError`` for anything else.
    """

    columns: Mapping[str, str]
    constants: Mapping[str, str] = field(factory=dict)
    skips: tuple[Skipped, ...] = ()
    unit: int | None = None
    holder: str = ""
    day_first: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse fields unknown, missing or no text: all at once."""
        wrong = [
            name for name, column in self.columns.items() if name not in FIELDS or not label(column)
        ]
        wrong += [name for name in self.constants if name not in CONSTANTS]
        wrong += [name for name in REQUIRED if name not in self.columns]
        if wrong:
            raise ValueError(wrong)

    @classmethod
    def load(cls, path: Path) -> ColumnMapping:
        """Read a TOML file, or raise ``BadFile`` naming all that is wrong with it."""
        try:
            with plain_file.opened(path) as opened:
                content = opened.read(LARGEST + 1)
            if len(content) > LARGEST:
                raise BadFile(path.name, "太大，不是列对应文件", "too large to be a mapping")
            return cls.of(_toml(content.decode("utf-8-sig")))
        except OSError as error:
            raise NoFile(path, error) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
            raise BadFile(
                path.name,
                '不是 TOML 文件；每行应像 payer = "对方户名"',
                'not TOML; a line looks like payer = "对方户名"',
            ) from None
        except BadFile:
            raise
        except ValueError as error:
            [wrong] = error.args
            raise BadFile(
                path.name,
                f"列对应有误或缺少：{'、'.join(wrong)}；可用：{'、'.join((*FIELDS, *IN_CHINESE))}",
                f"the mapping has wrong or missing fields: {', '.join(wrong)}; "
                f"known are {', '.join((*FIELDS, 'unit', 'holder', 'dates', 'skip'))}",
            ) from None

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> ColumnMapping:
        """Return what the lines of a mapping say. ``ValueError`` with all that is wrong."""
        columns: dict[str, str] = {}
        constants: dict[str, str] = {}
        extra: dict[str, Any] = {}
        wrong: list[str] = []
        for written, value in told.items():
            name = IN_CHINESE.get(written, written)
            if name in ("unit", "holder", "dates", "skip"):
                extra[name] = value
            elif isinstance(value, str):
                columns[name] = value
            elif isinstance(value, dict) and [*value] in (["value"], ["值"]):
                constants[name] = str(*value.values())
            else:
                wrong.append(written)
        unit = UNITS.get(str(extra.get("unit", "元")))
        if unit is None:
            wrong.append("unit")
        if extra.get("dates", DAY_FIRST[0]) not in DAY_FIRST:
            wrong.append("dates")
        skips, bad = _skips(extra.get("skip", []))
        wrong += bad
        if wrong:
            raise ValueError(wrong)
        return cls(
            columns,
            constants,
            skips,
            unit if "unit" in extra else None,
            str(extra.get("holder", "")),
            "dates" in extra,
        )


_CHINESE_KEY = re.compile(r"(^[ \t]*+|[{,][ \t]*+)([\u4e00-\u9fff]++)(?=[ \t]*+=)", re.MULTILINE)


def _toml(text: str) -> dict[str, Any]:
    """Read TOML whose keys may stand in Chinese without the quotation marks that it wants there."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(_CHINESE_KEY.sub(r'\1"\2"', text))


def _skips(told: Any) -> tuple[tuple[Skipped, ...], list[str]]:
    found: list[Skipped] = []
    for one in told if isinstance(told, list) else [told]:
        column = one.get("column", one.get("列")) if isinstance(one, dict) else None
        values = one.get("is", one.get("为")) if isinstance(one, dict) else None
        if not isinstance(column, str) or not isinstance(values, list):
            return (), ["skip"]
        found.append(Skipped(column, frozenset(map(str, values))))
    return tuple(found), []


def said(name: str) -> Words:
    """Return what a field is called; a serial, which no mapping names, is one."""
    return FIELD_WORDS.get(name, Words("序号（不作编号）", f"{name} (no id)"))


LETTERS = re.compile(r"[A-Z]{1,3}")
