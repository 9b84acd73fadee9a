"""Words in a statement that change what an amount means: side, state, currency, unit.

Every bank has its own; what is in none of these lists is not guessed at.
"""

from __future__ import annotations

import re
from enum import Enum

from lixia_adapters.registers.lexicon import words
from lixia_adapters.registers.sheet import label


class Side(Enum):
    """Whether money came in, went out, or only moved between own pots."""

    IN = "in"
    OUT = "out"
    NEUTRAL = "neutral"


SIDES = {
    **dict.fromkeys(words("贷 贷方 贷CR 贷(CR) 收 收入 收方 转入 存入 来账 入账"), Side.IN),
    **dict.fromkeys(words("C CR CREDIT +"), Side.IN),
    **dict.fromkeys(
        words("借 借方 借DR 借(DR) 付 支 支出 付方 转出 支取 往账 出账 D DR DEBIT -"), Side.OUT
    ),
    **dict.fromkeys(words("/ 不计收支 中性交易 中性"), Side.NEUTRAL),
}

DONE = frozenset(
    words(
        "交易成功 支付成功 成功 已成功 交易完成 已完成 完成 等待确认收货 已存入零钱 已转账 已收钱 "
        "朋友已收钱 对方已收钱 已收款 已到账 提现已到账 充值成功 充值完成 退款成功 还款成功 "
        "转账成功 入账成功 已全额退款 已退款 已入账"
    )
)
OPEN = frozenset(
    words(
        "交易关闭 已关闭 关闭 等待付款 待付款 未支付 未付款 支付失败 交易失败 失败 已取消 取消 "
        "已撤销 撤销 处理中 待处理"
    )
)
"""States of a deal: money moved, or (yet) did not."""

YUAN = frozenset(words("CNY RMB 人民币 人民币元 156 01 ¥ 元"))
CURRENCIES = YUAN | frozenset(
    words(
        "美元 USD 840 欧元 EUR 978 港币 港元 HKD 344 英镑 GBP 日元 JPY 澳元 AUD 加元 CAD "
        "瑞士法郎 CHF"
    )
)

UNITS = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 10**8}
_UNIT = re.compile(r"(?:人民币)?(百万元|亿元|万元|千元|百元|元)")
_HEADED = re.compile(r"(.+?)[(](?:单位:?)?((?:人民币)?[百千万亿]*元|人民币|CNY|RMB)[)]")
_ABOVE = re.compile(r"(?:金额)?(?:计量)?单位[:：]?((?:人民币)?[百千万亿]*元)")
FENS = re.compile(r"(?:金额)?单位[:：]?分|.+[(]分[)]")


def side_of(cell: object) -> Side | None:
    """Return which side a word tells; ``None`` for a word that tells none."""
    return SIDES.get(label(cell).upper())


def headed(text: str) -> tuple[str, int | None]:
    """Return a header without the unit in its brackets, and how many yuan that unit is."""
    found = _HEADED.fullmatch(text)
    if found is None:
        return text, None
    unit = _UNIT.fullmatch(found[2])
    return found[1], 1 if unit is None else UNITS[unit[1]]


def unit_above(cell: object) -> int | None:
    """Return how many yuan the unit is that a cell above a table states; ``None``: none."""
    found = _ABOVE.fullmatch(label(cell))
    unit = None if found is None else _UNIT.fullmatch(found[1])
    return None if unit is None else UNITS[unit[1]]
