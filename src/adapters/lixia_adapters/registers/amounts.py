"""An amount in a statement's cell, exactly: in the unit that the file states."""

from __future__ import annotations

import re
from decimal import Decimal

from lixia_domain.kernel.money import LARGEST_FEN, ZERO, BadAmount, Money

_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0xFFE5: "¥",
    0x3000: " ",
    0x2212: "-",
    0x2013: "-",
}
_NUMBER = re.compile(
    r"(?P<sign>[+-])?¥?(?P<inner>[+-])?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]*))?元?"
)
_PLAIN = re.compile(r"(-?)([0-9]{1,15})\.([0-9]{2})")
"""What nearly every amount is."""
_NET = re.compile(r"(?P<paid>[0-9.,]+)\(已退款(?P<back>[0-9.,]+)\)")
_WHOLLY_BACK = re.compile(r"(?P<paid>[0-9.,]+)\(已全额退款\)")
NOTHING = frozenset({"", "-", "--", "---", "—", "——", "/"})


def amount(cell: object, unit: int = 1) -> Money:
    """Return the amount in a cell, below zero for a minus or brackets; nothing is ``ZERO``.

    ``unit``: how many yuan one is. Raises ``BadAmount`` for anything that can be read two ways:
    1.234,56, or 50.000, which is fifty to one and fifty thousand to another.
    """
    if isinstance(cell, float) and unit > 1:
        cell = repr(cell)
    if not isinstance(cell, str):
        return Money.from_cell(cell) * unit
    if unit == 1 and (plain := _PLAIN.fullmatch(cell)) is not None:
        fen = int(plain[2]) * 100 + int(plain[3])
        if fen <= LARGEST_FEN:
            return Money(-fen if plain[1] else fen)
    text = (cell if cell.isascii() else cell.translate(_HALF)).strip().replace(" ", "")
    if not text.strip("-") or text in NOTHING:
        return ZERO
    if net := _NET.fullmatch(text):
        return amount(net["paid"], unit) - amount(net["back"], unit)
    if wholly := _WHOLLY_BACK.fullmatch(text):
        return amount(wholly["paid"], unit)
    bracketed = text.startswith("(") and text.endswith(")")
    found = _NUMBER.fullmatch(text[1:-1] if bracketed else text)
    if found is None or (found["sign"] and found["inner"]) or (bracketed and found["sign"]):
        raise BadAmount(
            cell,
            "请写成 45,000.00 的样子，千分位逗号每三位一个，小数点后两位",
            "write it like 45,000.00, a comma at every third digit, two places after the point",
        )
    part = found["part"] or ""
    if unit == 1 and len(part) > 2:
        raise BadAmount(
            cell,
            "小数点后多于两位，读作元还是千分位说不清；请写成两位小数，或在列对应文件里写明",
            "more than two places after the point: it may be a thousands separator; write two",
        )
    value = Decimal(f"{found['whole'].replace(',', '')}.{part or 0}") * unit * 100
    if value != value.to_integral_value() or value > LARGEST_FEN:
        raise BadAmount(cell, "不是整数分，或过大", "no whole number of fen, or too large")
    fen = int(value)
    return Money(-fen if bracketed or "-" in (found["sign"], found["inner"]) else fen)
