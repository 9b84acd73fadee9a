"""The box: opens to what was sealed, and to nothing at all where anything was changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.vaults import box
from lixia_domain.application.vault import SealBroken
from lixia_domain.kernel import sealed

KEYS = st.binary(min_size=32, max_size=32)
PERSONS = st.integers(0, 2**128 - 1).map(lambda number: f"p:{number:032x}")
FIELDS = st.sampled_from(("name", "phone", "id_number"))
TEXTS = st.text(max_size=300)


@given(key=KEYS, person=PERSONS, field=FIELDS, text=TEXTS)
def test_it_opens_to_what_was_sealed(key: bytes, person: str, field: str, text: str) -> None:
    value = box.seal(key, person, field, text)
    assert box.unseal(key, person, field, value) == text
    assert sealed.parts(value)[0] == box.kid(key)


@given(key=KEYS, other=KEYS, persons=st.tuples(PERSONS, PERSONS), text=TEXTS)
def test_swapped_it_does_not_open(
    key: bytes, other: bytes, persons: tuple[str, str], text: str
) -> None:
    me, you = persons
    value = box.seal(key, me, "name", text)
    attempts = [(key, me, "phone", value)]
    if me != you:
        attempts.append((key, you, "name", value))
    if key != other:
        kid, inner = sealed.parts(value)
        attempts.append((other, me, "name", value))
        attempts.append((other, me, "name", sealed.sealed(box.kid(other), inner)))
        attempts.append((key, me, "name", sealed.sealed(box.kid(other), inner)))
        assert kid != box.kid(other)
    for attempt in attempts:
        with pytest.raises(SealBroken) as broken:
            box.unseal(*attempt)
        assert "密文打不开" in broken.value.zh and "does not open" in broken.value.en


@given(key=KEYS, text=TEXTS, data=st.data())
def test_changed_or_cut_short_anywhere_it_does_not_open(
    key: bytes, text: str, data: st.DataObject
) -> None:
    value = box.seal(key, "p:1", "name", text)
    at = data.draw(st.integers(0, len(value) - 1))
    other = data.draw(st.sampled_from("ABCabc019_-").filter(lambda char: char != value[at]))
    for wrong in (value[:at], value[:at] + other + value[at + 1 :], value + other):
        with pytest.raises(SealBroken):
            box.unseal(key, "p:1", "name", wrong)


@given(key=KEYS, texts=st.lists(st.text(max_size=15), min_size=2, max_size=2))
def test_short_texts_are_all_of_one_length(key: bytes, texts: list[str]) -> None:
    one, two = (box.seal(key, "p:1", "phone", text) for text in texts)
    assert len(one) == len(two)
    assert (one == two) == (texts[0] == texts[1])


@given(outer=KEYS, other=KEYS, key=KEYS)
def test_a_wrapped_key_comes_out_for_what_it_was_wrapped_for(
    outer: bytes, other: bytes, key: bytes
) -> None:
    wrapped = box.wrap(outer, key, "key|p:1")
    assert box.unwrap(outer, wrapped, "key|p:1") == key
    assert box.unwrap(outer, wrapped, "key|p:2") is None
    assert box.unwrap(outer, wrapped[:-1], "key|p:1") is None
    assert box.unwrap(outer, b"", "key|p:1") is None
    if other != outer:
        assert box.unwrap(other, wrapped, "key|p:1") is None
    assert box.wrap(outer, key, "key|p:1") != wrapped
