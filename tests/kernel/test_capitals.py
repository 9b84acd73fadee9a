"""Capitals follow the People's Bank's rules for bills; its own examples are the first cases."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lixia_domain.kernel.capitals import LARGEST_FEN, BadAmount, from_capitals, to_capitals

WRITTEN = {
    140950: "壹仟肆佰零玖元伍角整",
    600714: "陆仟零柒元壹角肆分",
    168032: "壹仟陆佰捌拾元零叁角贰分",
    10700053: "壹拾万柒仟元零伍角叁分",
    1640902: "壹万陆仟肆佰零玖元零贰分",
    32504: "叁佰贰拾伍元零肆分",
    0: "零元整",
    1: "壹分",
    10: "壹角整",
    35: "叁角伍分",
    100: "壹元整",
    1000: "壹拾元整",
    1050: "壹拾元零伍角整",
    100001: "壹仟元零壹分",
    12000000: "壹拾贰万元整",
    247500000: "贰佰肆拾柒万伍仟元整",
    10050000: "壹拾万零伍佰元整",
    1000000100: "壹仟万零壹元整",
    10000123400: "壹亿零壹仟贰佰叁拾肆元整",
    10012000000: "壹亿零壹拾贰万元整",
    107000000000: "壹拾亿柒仟万元整",
    1234567890123_45: "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角伍分",
    100000000000000: "壹万亿元整",
    LARGEST_FEN: "壹拾万亿元整",
    -4500000: "负肆万伍仟元整",
}


@pytest.mark.parametrize(("fen", "text"), WRITTEN.items())
def test_amounts_are_written_by_the_rules_and_read_back(fen: int, text: str) -> None:
    assert to_capitals(fen) == text
    assert from_capitals(text) == fen


@given(st.integers(-LARGEST_FEN, LARGEST_FEN) | st.integers(0, 10**9))
@example(99999999_99999999 % LARGEST_FEN)
def test_every_amount_comes_back(fen: int) -> None:
    text = to_capitals(fen)
    assert from_capitals(text) == fen
    assert "零零" not in text
    assert text.endswith("分") != text.endswith("整")


@given(st.lists(st.sampled_from([0, 0, 1, 7]), min_size=1, max_size=15))
def test_every_pattern_of_zeros_comes_back(digits: list[int]) -> None:
    fen = int("".join(map(str, digits)))
    assert from_capitals(to_capitals(fen)) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹仟陆佰捌拾元叁角贰分", 168032),
        ("壹拾万零柒仟元伍角叁分", 10700053),
        ("壹亿壹仟贰佰叁拾肆元整", 10000123400),
        ("壹仟肆佰零玖元伍角", 140950),
        ("人民币壹拾贰万元整", 12000000),
        (" 人民币 壹拾贰万圆正 ", 12000000),
        ("貳萬參仟陸佰圓整", 2360000),
        ("人民币负壹元整", -100),
    ],
)
def test_the_other_lawful_writings_are_read(text: str, fen: int) -> None:
    assert from_capitals(text) == fen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "整",
        "元整",
        "零",
        "负零元整",
        "人民币",
        "十二万元整",
        "12万元整",
        "壹贰",
        "壹元整元",
        "亿" * 41 + "元",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadAmount, match="大写") as refusal:
        from_capitals(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("拾贰万元整", "壹拾贰万元整"),
        ("壹万零仟伍佰零拾零元整", "壹万零伍佰元整"),
        ("壹拾贰万元", "壹拾贰万元整"),
        ("壹仟玖元整", "壹仟零玖元整"),
        ("壹仟零零玖元整", "壹仟零玖元整"),
        ("零壹元整", "壹元整"),
        ("壹元壹分", "壹元零壹分"),
        ("壹元零壹角整", "壹元壹角整"),
        ("壹角贰分整", "壹角贰分"),
        ("壹拾贰佰元整", "贰佰壹拾元整"),
        ("零佰壹贰元整", "贰元整"),
        ("壹万贰亿元整", "壹万零贰亿元整"),
    ],
)
def test_careless_capitals_are_refused_and_put_right(text: str, right: str) -> None:
    with pytest.raises(BadAmount) as refusal:
        from_capitals(text)
    assert f"“{right}”" in str(refusal.value)
    assert f"is it {right}?" in str(refusal.value)


@pytest.mark.parametrize("fen", [LARGEST_FEN + 1, -LARGEST_FEN - 1])
def test_absurd_amounts_are_not_written(fen: int) -> None:
    with pytest.raises(BadAmount, match="check the unit"):
        to_capitals(fen)


def test_absurd_amounts_are_not_read() -> None:
    with pytest.raises(BadAmount, match="请核对单位") as refusal:
        from_capitals("壹亿亿元整")
    assert refusal.value.text == "壹亿亿元整"
