from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.registers.people import reference as made
from lixia_domain.kernel.people import Why, reference
from lixia_domain.kernel.rejection import Rejection


@given(name=st.text(min_size=1), key=st.binary(min_size=32, max_size=32))
def test_a_reference_made_outside_is_taken_as_it_is(name: str, key: bytes) -> None:
    assert reference(made(name, key)) == made(name, key)


@pytest.mark.parametrize("told", ["", "王小明", "p:" + "g" * 32, "p:" + "0" * 31, f"x{'0' * 34}"])
def test_what_is_no_reference_is_refused_without_being_repeated(told: str) -> None:
    with pytest.raises(Rejection) as refusal:
        reference(told)
    assert refusal.value.reason is Why.NOT_A_REFERENCE
    assert not refusal.value.facts
