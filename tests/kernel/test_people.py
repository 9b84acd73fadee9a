from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.registers.people import reference as made
from lixia_domain.kernel.people import Why, reference, sound_account
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


@pytest.mark.parametrize("told", ["a", "acct-1", "91370102MA3C00001E", "p:" + "0" * 32, "A" * 64])
def test_an_account_is_taken_as_it_is(told: str) -> None:
    assert sound_account(told) == told


@pytest.mark.parametrize("told", ["", "王小明", "13800000000", "a b", "a@b", "-a", "A" * 65])
def test_what_may_be_a_name_is_no_account_and_is_not_repeated(told: str) -> None:
    with pytest.raises(Rejection) as refusal:
        sound_account(told)
    assert refusal.value.reason is Why.NOT_AN_ACCOUNT
    assert not refusal.value.facts
