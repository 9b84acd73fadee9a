"""Money, counted in whole fen (分) so that no sum is ever rounded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import TypeGuard

from attrs import frozen

from lixia_domain.kernel.capitals import LARGEST_FEN, BadAmount, from_capitals, to_capitals

__all__ = ["LARGEST_FEN", "ZERO", "BadAmount", "Money", "split", "total"]

# Full-width ASCII and yen sign, ideographic blank, true minus. Not NFKC: it reads 1² as 12.
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0xFFE5: "¥",
    0x3000: " ",
    0x2212: "-",
}
_FIGURES = re.compile(
    r"(?P<minus>-\s*)?(?:人民币\s*)?(?:¥\s*)?(?(minus)|(?P<inner_minus>-)?)"
    r"(?P<number>(?:[1-9][0-9]{0,2}(?:,[0-9]{3}){1,12}|[0-9]{1,40})(?:\.[0-9]{1,40})?)"
    r"\s*(?P<unit>[万亿]?)(?:元[整正]?)?"
)
# Capitals, well written or not: no figure, but a unit of money.
_CAPITALS = re.compile(r"[^0-9０-９元圆圓角分]*[元圆圓角分][^0-9０-９]*")
_POWERS = {"": 0, "万": 4, "亿": 8}
_FEN = Decimal("0.01")
_LARGEST_YUAN = LARGEST_FEN // 100
# Wider than any number _FIGURES matches, and no traps: the caller's context changes nothing here.
_EXACT = Context(prec=120, traps=[])

_NOISE_ULPS = 64
_NOISE_BASE = 2**20
_NOISE_CAP = Fraction(5, 10_000)


@frozen
class Money:
    """An amount of renminbi in fen; it may be negative: who may not owe is the rule's business.

    The bare constructor checks nothing, because every recorded amount is decoded through it.
    What comes from outside enters by ``yuan``, ``parse``, ``from_decimal`` or ``from_cell``.
    Compare with ``ZERO``: the truth value of an amount says nothing.
    """

    fen: int

    @classmethod
    def yuan(cls, yuan: int) -> Money:
        """Return whole yuan; ``BadAmount`` for any other type, or beyond ``LARGEST_FEN``."""
        if abs(_whole(yuan)) * 100 > LARGEST_FEN:
            # Not str(): Python refuses to print an int of more than 4,300 digits.
            raise BadAmount.too_large(hex(yuan) if yuan.bit_length() > 200 else str(yuan))
        return cls(yuan * 100)

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read an amount as people write it, exactly, or raise ``BadAmount``.

        Figures with or without thousands separators, 人民币, ￥, 万 or 亿, 元; full-width or not;
        negative by a minus sign or by brackets round the whole. Or capitals (壹拾贰万元整), whose
        brackets mean nothing and are refused. Zeros beyond the fen are harmless, other digits not.
        """
        figures = text.translate(_HALF_WIDTH).strip()
        bracketed = figures.startswith("(") and figures.endswith(")")
        read = _FIGURES.fullmatch(figures[1:-1].strip() if bracketed else figures)
        if read is None and _CAPITALS.fullmatch(text):
            return cls(from_capitals(text))
        if read is None or (bracketed and (read["minus"] or read["inner_minus"])):
            raise BadAmount(
                text,
                "请写成 45,000.00、4.5万元 或 壹拾贰万元整 的样子，千分位逗号每三位一个",
                "write it like 45,000.00, 4.5万元 or 壹拾贰万元整, a comma at every third digit",
            )
        value = Decimal(read["number"].replace(",", "")).scaleb(_POWERS[read["unit"]], _EXACT)
        fen = _whole_fen(value, text)
        return cls(-fen if bracketed or read["minus"] or read["inner_minus"] else fen)

    @classmethod
    def from_decimal(cls, yuan: Decimal) -> Money:
        """Return ``yuan``, exactly, or raise ``BadAmount``."""
        return cls(_whole_fen(yuan, str(yuan)))

    @classmethod
    def from_cell(cls, value: object) -> Money:
        """Return the amount in yuan that a workbook's cell holds, or raise ``BadAmount``.

        Whole numbers, ``Decimal`` and text are exact. A binary fraction is taken for the nearest
        fen if it differs by noise only: at most 64 units in the last place of the cell, or of
        2**20 yuan if the cell is smaller, and never more than 0.0005 yuan.

        A column of n positive amounts is off by about n/2 such units at worst and by their root as
        a rule, so 64 forgives thousands of rows. A small cell is often what larger amounts left
        over (1,234.56 - 1,000 - 234.56 gives no 0): hence the base. The cap refuses a genuine third
        decimal at every size. From 2**43 yuan on a cell can be too coarse to tell the fen; it is
        refused then, and has to be text.
        """
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, Decimal):
            return cls.from_decimal(value)
        if not isinstance(value, float):
            return cls.yuan(_whole(value))
        if not math.isfinite(value):
            raise _not_a_number(value)
        exact = Fraction(value)
        fen = round(exact * 100)
        noise = _NOISE_ULPS * Fraction(math.ulp(max(abs(value), _NOISE_BASE)))
        if abs(fen) > LARGEST_FEN:
            raise BadAmount.too_large(repr(value))
        if abs(exact - Fraction(fen, 100)) > min(noise, _NOISE_CAP):
            raise _fraction_of_a_fen(repr(value))
        return cls(fen)

    # Written out: attrs' own comparisons build two tuples each, and every decision compares.

    def __lt__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.fen < other.fen

    def __le__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.fen <= other.fen

    def __gt__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.fen > other.fen

    def __ge__(self, other: Money) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.fen >= other.fen

    def __add__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.fen - other.fen)

    def __mul__(self, times: int) -> Money:
        if not _is_whole(times):
            return NotImplemented
        return Money(self.fen * times)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __str__(self) -> str:
        sign, fen = ("-" if self.fen < 0 else ""), abs(self.fen)
        return f"{sign}{fen // 100:,}.{fen % 100:02d} 元"

    @property
    def zh(self) -> str:
        """The amount in a Chinese sentence."""
        return str(self)

    @property
    def en(self) -> str:
        """The amount in an English sentence."""
        return f"{str(self).removesuffix('元')}yuan"

    @property
    def plain(self) -> str:
        """Yuan with two decimals and nothing else, for tables and exports: ``-45000.00``."""
        sign, fen = ("-" if self.fen < 0 else ""), abs(self.fen)
        return f"{sign}{fen // 100}.{fen % 100:02d}"

    @property
    def capitals(self) -> str:
        """The amount as bills and receipts carry it; ``BadAmount`` beyond ``LARGEST_FEN``."""
        return to_capitals(self.fen)


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Return the sum of ``amounts``; of none, zero."""
    return Money(sum(amount.fen for amount in amounts))


def split(amount: Money, weights: Mapping[str, int]) -> dict[str, Money]:
    """Divide ``amount`` in proportion to ``weights`` (per id), to the fen, in the order given.

    Largest remainder; of equal remainders the smaller id (by code point) gets the fen, so that the
    order given changes nobody's part. Weight 0 gets nothing. Raises ``BadAmount`` for a negative
    amount and ``ValueError`` for a weight that is negative or not whole, or if none is above 0.
    """
    if amount.fen < 0:
        raise BadAmount(
            str(amount), "负数不能分摊，请分摊其绝对值", "cannot be split: split its absolute value"
        )
    for who, weight in weights.items():
        if not _is_whole(weight) or weight < 0:
            msg = (
                f"“{who}”的权重 {weight!r} 须为非负整数。"
                f"The weight of {who!r} must be a whole number, 0 or more."
            )
            raise ValueError(msg)
    whole = sum(weights.values())
    if not whole:
        msg = "至少要有一个权重大于零。At least one weight must be above zero."
        raise ValueError(msg)
    shares = {who: divmod(amount.fen * weight, whole) for who, weight in weights.items()}
    left = amount.fen - sum(fen for fen, _ in shares.values())
    first = sorted(shares, key=lambda who: (-shares[who][1], who))[:left]
    extra = dict.fromkeys(first, 1)
    return {who: Money(fen + extra.get(who, 0)) for who, (fen, _) in shares.items()}


def _whole_fen(yuan: Decimal, text: str) -> int:
    if not yuan.is_finite():
        raise _not_a_number(text)
    # Comparing decimals is exact under every context and never expands 1E+999999.
    if not -_LARGEST_YUAN <= yuan <= _LARGEST_YUAN:
        raise BadAmount.too_large(text)
    rounded = yuan.quantize(_FEN, context=_EXACT)
    if rounded != yuan:
        raise _fraction_of_a_fen(text)
    return int(rounded.scaleb(2, _EXACT))


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _whole(value: object) -> int:
    if not _is_whole(value):
        raise _not_a_number(value)
    return value


def _not_a_number(value: object) -> BadAmount:
    return BadAmount(
        value if isinstance(value, str) else repr(value),
        "不是数字，请填写以元为单位的金额",
        "not a number; give the amount in yuan",
    )


def _fraction_of_a_fen(text: str) -> BadAmount:
    return BadAmount(
        text,
        "有不足一分的零头，元以下最多两位小数",
        "it has a fraction of a fen; a yuan has two decimals",
    )
