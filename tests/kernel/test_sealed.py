"""Sealed values: one format, found in stored bytes."""

from __future__ import annotations

import msgspec
import pytest

from lixia_domain.kernel import sealed

A, B = "a1" * 32, "0b" * 32


def test_a_value_is_kid_and_box():
    text = sealed.sealed(A, "Zm9v_-")
    assert text == f"sealed:v1:{A}:Zm9v_-"
    assert sealed.is_sealed(text)
    assert sealed.parts(text) == (A, "Zm9v_-")


@pytest.mark.parametrize(
    ("kid", "box"), [(A[:-1], "x"), (A.upper(), "x"), (A, ""), (A, "x="), (A, "x y"), (A, "x\n")]
)
def test_no_other_text_is_one(kid, box):
    assert not sealed.is_sealed(f"sealed:v1:{kid}:{box}")
    with pytest.raises(ValueError):
        sealed.sealed(kid, box)


def test_what_is_none_is_not_repeated():
    with pytest.raises(ValueError) as refused:
        sealed.parts("张三")
    assert "张三" not in str(refused.value)


def test_kids_are_found_in_stored_bytes_sorted_and_once():
    stored = msgspec.json.encode(
        {"a": sealed.sealed(A, "x"), "b": [sealed.sealed(B, "y"), sealed.sealed(A, "z")]}
    )
    assert sealed.kids(stored) == (B, A)
    assert sealed.kids(b'{"a":"sealed:v2"}') == ()
