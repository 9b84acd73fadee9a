"""Amounts in Chinese capitals, as bills and receipts must carry them.

Source: 中国人民银行《正确填写票据和结算凭证的基本规定》(支付结算办法, 附一), rules 1, 2 and 4.
Where the rules allow two writings, one is written and both are read.
"""

from __future__ import annotations

import re

from lixia_domain.kernel.explained import Unreadable
from lixia_domain.kernel.words import Words

LARGEST_FEN = 10**15
"""Ten trillion yuan, either sign: beyond it an amount is a slip of the unit, not a donation."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = {"仟": 1000, "佰": 100, "拾": 10}
_GROUPS = ((10**8, "亿"), (10**4, "万"))
_GROUP_SIZES = {name: size for size, name in _GROUPS}

# Rule 1: a bank must accept the traditional forms and 正 for 整.
_VARIANTS = str.maketrans("貳參叄陸億萬圓圆正負", "贰叁叁陆亿万元元整负")
# No lawful writing within LARGEST_FEN has more than 40 numerals: nothing unbounded is read.
_SHAPE = re.compile(
    r"(?:人民币\s*)?(负)?(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{1,40})元)?"
    r"(?:零?([壹贰叁肆伍陆柒捌玖])角)?(?:零?([壹贰叁肆伍陆柒捌玖])分)?整?"
)


class BadAmount(Unreadable):
    """What was given is no amount of money; ``text`` is what was given."""

    what = Words("金额", "amount")

    @classmethod
    def too_large(cls, text: str) -> BadAmount:
        """Return the refusal of an amount beyond ``LARGEST_FEN``."""
        limit = f"{LARGEST_FEN // 100:,}"
        return cls(
            text,
            f"绝对值超过 {limit} 元，请核对单位",
            f"it is beyond {limit} yuan either way; check the unit",
        )


def to_capitals(fen: int) -> str:
    """Write ``fen`` as 元, 角 and 分, without the leading 人民币.

    整 follows 元 and 角, never 分; 负 leads a negative amount.
    Raises ``BadAmount`` beyond ``LARGEST_FEN``.
    """
    return _pattern(fen).replace("零??", "").replace("?", "")


def from_capitals(text: str) -> int:
    """Read capitals written by the rules, with or without 人民币 in front, into fen.

    Raises ``BadAmount`` for any other writing: 拾元整 (for 壹拾元整) has room for a forged digit.
    """
    plain = text.strip().translate(_VARIANTS)
    shape = _SHAPE.fullmatch(plain)
    if shape is None or not any(shape.groups()[1:]):
        raise BadAmount(
            text,
            "不是大写金额，请写成“壹拾贰万元整”的样子",
            "not an amount in capitals; write it like 壹拾贰万元整",
        )
    minus, yuan, jiao, cents = shape.groups()
    size = _value(yuan or "") * 100 + _value(jiao or "") * 10 + _value(cents or "")
    if size > LARGEST_FEN:
        raise BadAmount.too_large(text)
    fen = -size if minus else size
    if not re.fullmatch(rf"(?:人民币\s*)?{_pattern(fen)}", plain):
        right = to_capitals(fen)
        raise BadAmount(
            text, f"大写不合规范，是否应为“{right}”", f"not written by the rules; is it {right}?"
        )
    return fen


def _pattern(fen: int) -> str:
    # A regular expression of every lawful writing: rule 4(3) leaves some 零 open,
    # rule 2 the 整 after 角.
    # What is open and written ends in "?", what is open and left out in "??".
    if abs(fen) > LARGEST_FEN:
        raise BadAmount.too_large(f"{fen} 分")
    if fen == 0:
        return "零元整"
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    text = "负" if fen < 0 else ""
    if yuan:
        text += _number(yuan, _GROUPS) + "元"
    if not rest:
        return text + "整"
    if jiao:
        text += ("零?" if yuan and yuan % 10 == 0 else "") + _DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    return text + (_DIGITS[cents] + "分" if cents else "整?")


def _number(number: int, groups: tuple[tuple[int, str], ...]) -> str:
    if not groups:
        return _four_digits(number)
    (size, name), smaller = groups[0], groups[1:]
    high, low = divmod(number, size)
    if not high:
        return _number(low, smaller)
    text = _number(high, smaller) + name
    return text + _gap(high, low, size) + _number(low, smaller) if low else text


def _gap(high: int, low: int, size: int) -> str:
    if low * 10 >= size:  # 107,000: the 万 place is 0, the 仟 place is not
        return "零??" if high % 10 == 0 else ""
    return "零?" if 1000 <= low < 10_000 else "零"


def _four_digits(number: int) -> str:
    text, skipped = "", False
    for name, size in (*_PLACES.items(), ("", 1)):
        digit = number // size % 10
        if digit:
            text += ("零" if skipped and text else "") + _DIGITS[digit] + name
        skipped = digit == 0
    return text


def _value(numerals: str) -> int:
    # Lenient, 拾 for 壹拾 included: from_capitals compares with the lawful writings afterwards.
    whole = group = 0
    digit: int | None = None
    for numeral in numerals:
        if numeral in _PLACES:
            group += _PLACES[numeral] * (1 if digit is None else digit)
            digit = None
        elif numeral in _GROUP_SIZES:
            group += digit or 0
            if numeral == "亿":  # closes a 万 before it too: 壹万亿
                whole, group = 0, whole + group
            whole, group, digit = whole + group * _GROUP_SIZES[numeral], 0, None
        else:
            digit = _DIGITS.index(numeral)
    return whole + group + (digit or 0)
