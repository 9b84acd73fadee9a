from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.amounts import Why, positive
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection


@given(st.integers(1, 10**14))
def test_an_amount_above_zero_passes(fen: int) -> None:
    assert positive(Money(fen)) == Money(fen)


@given(st.integers(-(10**14), 0))
def test_nothing_and_less_is_refused_by_name(fen: int) -> None:
    with pytest.raises(Rejection) as refusal:
        positive(Money(fen))
    assert refusal.value.reason is Why.NOT_POSITIVE
    assert str(Money(fen)) in refusal.value.sentence("zh")
    assert Money(fen).en in refusal.value.sentence("en")


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@given(st.integers(-5, 5), st.integers(-5, 5))
def test_amounts_compare_as_their_fen_and_with_nothing_else(
    compare: Callable[[Any, Any], bool], one: int, other: int
) -> None:
    assert compare(Money(one), Money(other)) is compare(one, other)
    with pytest.raises(TypeError):
        compare(Money(one), other)
