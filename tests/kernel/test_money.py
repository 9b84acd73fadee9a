"""Money comes in exactly or not at all, and never loses a fen inside."""

from __future__ import annotations

import math
import operator
import pickle
from decimal import Decimal, localcontext
from fractions import Fraction
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.money import LARGEST_FEN, ZERO, BadAmount, Money, split, total

FEN = st.integers(-LARGEST_FEN, LARGEST_FEN) | st.integers(-(10**6), 10**6)
AMOUNTS = FEN.map(Money)
WEIGHTS = st.dictionaries(
    st.text(max_size=3), st.integers(0, 9) | st.integers(0, 10**12), min_size=1, max_size=9
).filter(lambda weights: any(weights.values()))
LARGE_CELLS = st.integers(-(2**43) * 100, 2**43 * 100)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("45,000.00", 4500000),
        ("45000", 4500000),
        ("45,000.00元", 4500000),
        ("45,000.00 元", 4500000),
        ("45000元整", 4500000),
        ("￥1,234.5", 123450),
        ("¥ 1,234.50", 123450),
        ("人民币1234.56元", 123456),
        ("人民币￥1234.56", 123456),
        ("4.5万元", 4500000),
        ("4.5万", 4500000),
        ("247.5万元", 247500000),
        ("4.56789万元", 4567890),
        ("1.2亿元", 12000000000),
        ("0.00000001亿元", 100),
        ("４５，０００．００元", 4500000),
        ("\u3000 \t45,000.00\n", 4500000),
        ("-1,234.56", -123456),
        ("−0.16", -16),
        ("-￥5", -500),
        ("￥-5", -500),
        ("（1,234.56）", -123456),
        ("(￥1,234.56元)", -123456),
        ("0", 0),
        ("-0.00", 0),
        ("007.10", 710),
        ("1.5000", 150),
        ("壹拾贰万元整", 12000000),
        ("人民币壹拾贰万圆正", 12000000),
        ("伍角", 50),
        ("10,000,000,000,000.00", LARGEST_FEN),
        ("-100000亿元", -LARGEST_FEN),
    ],
)
def test_amounts_are_read_exactly(text: str, fen: int) -> None:
    assert Money.parse(text) == Money(fen)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "1,23.00",
        "1,2345",
        ",123",
        "0,123",
        "1,,234",
        "12,345,67",
        "1234,567",
        "1.2,345",
        ".5",
        "5.",
        "1.2.3",
        "NaN",
        "Infinity",
        "1e5",
        "1_000",
        "1²",
        "١٢",
        "--5",
        "-￥-5",
        "(-5)",
        "（5",
        "()",
        "5千元",
        "5元5角",
        "$5",
        "约5元",
        "45000\x00",
        "元5",
        "1" * 41,
        "壹拾贰万",
    ],
)
def test_what_is_no_amount_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadAmount, match=r"请写成 45,000.00.*write it like 45,000.00") as refusal:
        Money.parse(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    "text",
    [
        "元",
        "五元",
        "拾元整",
        "（壹元整）",
        "(壹元整)",
        pytest.param("圆" * 30_000, id="a whole cell"),
    ],
)
def test_what_is_no_lawful_writing_in_capitals_is_refused(text: str) -> None:
    with pytest.raises(BadAmount, match="大写") as refusal:
        Money.parse(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    "text", ["0.001", "1.005元", "0.1234567万元", "-0.009", "1." + "0" * 39 + "1"]
)
def test_a_fraction_of_a_fen_is_refused(text: str) -> None:
    with pytest.raises(BadAmount, match=r"零头.*fraction of a fen") as refusal:
        Money.parse(text)
    assert refusal.value.text == text


@pytest.mark.parametrize(
    "text",
    ["10000000000000.01", "-10000000000000.01", "100001亿元", "9" * 40 + "亿", "玖拾万亿元整"],
)
def test_absurd_amounts_are_refused(text: str) -> None:
    with pytest.raises(BadAmount, match=r"请核对单位.*check the unit") as refusal:
        Money.parse(text)
    assert refusal.value.text == text


@given(AMOUNTS)
def test_every_way_to_show_an_amount_reads_back(amount: Money) -> None:
    for text in (str(amount), amount.plain, amount.capitals, f"人民币{amount.capitals}"):
        assert Money.parse(text) == amount
    assert Money.from_decimal(Decimal(amount.plain)) == amount


def test_amounts_are_shown_in_yuan() -> None:
    assert str(Money(4500000)) == "45,000.00 元"
    assert str(Money(-5)) == "-0.05 元"
    assert Money(4500000).plain == "45000.00"
    assert Money(-123456).plain == "-1234.56"
    assert Money(12000000).capitals == "壹拾贰万元整"


@given(st.text())
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        amount = Money.parse(text)
    except BadAmount as refusal:
        assert refusal.text == text
    else:
        assert abs(amount.fen) <= LARGEST_FEN


@given(FEN.filter(lambda fen: abs(fen) <= LARGEST_FEN // 100))
def test_whole_yuan_are_exact(yuan: int) -> None:
    amount = Money.yuan(yuan)
    assert amount == Money(yuan * 100) == Money.from_cell(yuan) == Money.from_decimal(Decimal(yuan))


@pytest.mark.parametrize(
    "yuan", [10**13 + 1, -(10**13) - 1, pytest.param(10**5000, id="5,001 digits")]
)
def test_absurd_whole_yuan_are_refused(yuan: int) -> None:
    with pytest.raises(BadAmount, match="check the unit"):
        Money.yuan(yuan)


@given(st.decimals(-(10**9), 10**9, allow_nan=False), st.integers(1, 6))
def test_a_decimal_is_taken_exactly_whatever_the_context(value: Decimal, precision: int) -> None:
    with localcontext() as context:
        context.prec = precision
        try:
            amount = Money.from_decimal(value)
        except BadAmount as refusal:
            assert (Fraction(value) * 100).denominator != 1
            assert refusal.text == str(value)
        else:
            assert amount.fen == Fraction(value) * 100


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("NaN", "not a number"),
        ("sNaN", "not a number"),
        ("-Infinity", "not a number"),
        ("1E+999999", "check the unit"),
        ("-1E+13000", "check the unit"),
        ("1E-999999", "fraction of a fen"),
        ("0.125", "fraction of a fen"),
    ],
)
def test_an_odd_decimal_is_refused_at_once(text: str, why: str) -> None:
    with pytest.raises(BadAmount, match=why) as refusal:
        Money.from_cell(Decimal(text))
    assert refusal.value.text == str(Decimal(text))


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (53672528.37999997, 5367252838),
        (0.16, 16),
        (0.1 + 0.2, 30),
        (1234.56 - 1000 - 234.56, 0),
        (-45000.0, -4500000),
        (-0.0, 0),
        (45000, 4500000),
        (Decimal("0.16"), 16),
        ("4.5万元", 4500000),
    ],
)
def test_cells_are_read_to_the_fen(cell: object, fen: int) -> None:
    assert Money.from_cell(cell) == Money(fen)


@given(LARGE_CELLS | st.integers(-(10**9), 10**9))
def test_every_amount_a_workbook_stores_comes_back(fen: int) -> None:
    assert Money.from_cell(fen / 100) == Money(fen)


@given(st.lists(st.integers(0, 10**10), max_size=100))
def test_a_column_summed_by_the_workbook_is_read_as_its_exact_sum(column: list[int]) -> None:
    summed = 0.0
    for fen in column:
        summed += fen / 100
    assert Money.from_cell(summed) == Money(sum(column))


@given(st.integers(-(2**42) * 1000, 2**42 * 1000).filter(lambda mille: mille % 10))
def test_a_third_decimal_is_no_noise_at_any_size(mille: int) -> None:
    with pytest.raises(BadAmount, match="fraction of a fen"):
        Money.from_cell(mille / 1000)


@pytest.mark.parametrize("cell", [53672528.38, 0.16, 2.0**20, 9e9])
def test_noise_ends_after_64_units_in_the_last_place(cell: float) -> None:
    unit = math.ulp(max(cell, 2.0**20))
    exact = Money.from_cell(cell)
    assert Money.from_cell(cell + 60 * unit) == Money.from_cell(cell - 60 * unit) == exact
    for noisy in (cell + 66 * unit, cell - 66 * unit):
        with pytest.raises(BadAmount, match="fraction of a fen") as refusal:
            Money.from_cell(noisy)
        assert refusal.value.text == repr(noisy)


@pytest.mark.parametrize("cell", [1e14, -1e300])
def test_absurd_cells_are_refused(cell: float) -> None:
    with pytest.raises(BadAmount, match="check the unit"):
        Money.from_cell(cell)


@pytest.mark.parametrize("cell", [None, True, False, math.nan, math.inf, -math.inf, b"5", [5], 1j])
def test_a_cell_that_holds_no_number_is_refused(cell: object) -> None:
    with pytest.raises(BadAmount, match=r"不是数字.*not a number") as refusal:
        Money.from_cell(cell)
    assert refusal.value.text == repr(cell)


@given(AMOUNTS, AMOUNTS, st.integers(-1000, 1000))
def test_arithmetic_is_that_of_whole_fen(one: Money, other: Money, times: int) -> None:
    assert (one + other).fen == one.fen + other.fen
    assert one - other == one + -other
    assert (one * times).fen == (times * one).fen == one.fen * times
    assert abs(one) == max(one, -one)
    assert (one < other, one <= other) == (one.fen < other.fen, one.fen <= other.fen)
    assert hash(one) == hash(Money(one.fen))


@given(st.lists(AMOUNTS))
def test_a_total_is_the_sum(amounts: list[Money]) -> None:
    assert total(iter(amounts)) == sum(amounts, start=ZERO) == Money(sum(a.fen for a in amounts))


@pytest.mark.parametrize("number", [1, 1.5, True, Decimal(1)])
def test_a_bare_number_is_not_money(number: Any) -> None:
    for mix in (operator.add, operator.sub, operator.lt):
        with pytest.raises(TypeError):
            mix(Money(1), number)
    assert Money(1) != number


@pytest.mark.parametrize("times", [1.5, True, Decimal(1), Money(1)])
def test_money_is_multiplied_by_whole_numbers_only(times: object) -> None:
    with pytest.raises(TypeError):
        operator.mul(Money(1), times)


def test_money_is_what_the_fast_decoder_reads() -> None:
    assert msgspec.json.decode(b'{"fen": 123}', type=Money) == Money(123)
    assert msgspec.json.encode(Money(123)) == b'{"fen":123}'


def test_a_refusal_survives_a_process_boundary() -> None:
    refusal = BadAmount("x", "错", "wrong")
    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)


@given(st.integers(0, LARGEST_FEN).map(Money), WEIGHTS)
def test_a_split_is_exact_and_fair_to_the_fen(amount: Money, weights: dict[str, int]) -> None:
    parts = split(amount, weights)
    whole = sum(weights.values())
    assert total(parts.values()) == amount
    assert list(parts) == list(weights)
    for who, weight in weights.items():
        assert abs(parts[who].fen - Fraction(amount.fen * weight, whole)) < 1
        assert parts[who] >= ZERO
        assert weight or parts[who] == ZERO


@given(st.integers(0, 10**6).map(Money), WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_changes_no_part(
    amount: Money, weights: dict[str, int], random: Random
) -> None:
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    assert split(amount, dict(shuffled)) == split(amount, weights)


@given(st.integers(0, 10**6).map(Money), WEIGHTS)
def test_the_odd_fen_go_to_the_largest_remainders_then_the_smallest_ids(
    amount: Money, weights: dict[str, int]
) -> None:
    whole = sum(weights.values())
    rank = {who: (-(amount.fen * weight % whole), who) for who, weight in weights.items()}
    parts = split(amount, weights)
    lucky = {who for who, part in parts.items() if part.fen > amount.fen * weights[who] // whole}
    assert sorted(lucky) == sorted(sorted(rank, key=rank.__getitem__)[: len(lucky)])


def test_equal_remainders_are_settled_by_id() -> None:
    assert split(Money(100), {"c": 1, "a": 1, "b": 1}) == {
        "c": Money(33),
        "a": Money(34),
        "b": Money(33),
    }
    assert split(ZERO, {"a": 1, "b": 0}) == {"a": ZERO, "b": ZERO}


def test_a_debt_is_not_split() -> None:
    with pytest.raises(BadAmount, match=r"负数不能分摊.*absolute value"):
        split(Money(-1), {"a": 1})


@pytest.mark.parametrize("weight", [-1, 1.0, True, Decimal(1)])
def test_a_weight_that_is_no_whole_number_is_refused_by_name(weight: int) -> None:
    with pytest.raises(ValueError, match=r"“乙”的权重.*The weight of '乙'"):
        split(Money(1), {"甲": 1, "乙": weight})


@pytest.mark.parametrize("weights", [{}, {"a": 0}])
def test_nobody_to_split_among_is_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"权重大于零.*above zero"):
        split(ZERO, weights)
