"""Keys keep their parts apart for ever, and stay readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.ids import BadKey, join_key, split_key, split_stream, stream_name

ANY_TEXT = st.text(st.characters(categories=None), min_size=1)
HARD_TEXT = st.text(
    st.sampled_from("a历-/% \t\n\x00\x7f\x85\u3000\u2028\ud83d\ude0025F"), min_size=1
)
PARTS = st.lists(ANY_TEXT | HARD_TEXT, min_size=1, max_size=4).map(tuple)


@given(PARTS)
def test_the_parts_come_back(parts: tuple[str, ...]) -> None:
    assert split_key(join_key(*parts)) == parts


@given(st.lists(HARD_TEXT, min_size=1, max_size=3), st.lists(HARD_TEXT, min_size=1, max_size=3))
def test_other_parts_give_another_key(one: list[str], other: list[str]) -> None:
    assert (join_key(*one) == join_key(*other)) == (one == other)


@given(PARTS)
def test_a_key_can_be_stored_logged_and_trimmed_unharmed(parts: tuple[str, ...]) -> None:
    key = join_key(*parts)
    assert key.encode().decode() == key.strip() == key
    assert key.splitlines() == [key]


@given(ANY_TEXT | HARD_TEXT)
def test_a_key_is_read_only_as_it_is_written(text: str) -> None:
    try:
        parts = split_key(text)
    except BadKey as refusal:
        assert refusal.text == text
    else:
        assert join_key(*parts) == text


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("历下区", "专项基金"), "历下区/专项基金"),
        (("2021-12-31", "流水 7"), "2021-12-31/流水 7"),
        (("a/b", "c"), "a%2Fb/c"),
        (("100%",), "100%25"),
        ((" x ", "\ty\n"), "%20x%20/%09y%0A"),
        (("\u3000甲",), "%E3%80%80甲"),
        ((" ",), "%20"),
    ],
)
def test_keys_are_written_for_ever_the_same(parts: tuple[str, ...], key: str) -> None:
    assert join_key(*parts) == key


@pytest.mark.parametrize("parts", [(), ("",), ("a", ""), ("", "a")])
def test_an_empty_part_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(BadKey, match="不能为空"):
        join_key(*parts)


@pytest.mark.parametrize(
    "key", ["", "/", "a/", "/a", "a//b", "%", "%2", "%2f", "%41", "%FF", " a", "a\n"]
)
def test_a_key_nobody_joined_is_refused(key: str) -> None:
    with pytest.raises(BadKey, match="join_key") as refusal:
        split_key(key)
    assert refusal.value.text == key


@given(st.from_regex(r"\A[a-z_]+\Z"), PARTS)
def test_a_stream_tells_its_category_and_key(category: str, parts: tuple[str, ...]) -> None:
    key = join_key(*parts)
    assert split_stream(stream_name(category, key)) == (category, key)


def test_hyphens_in_a_key_stay_in_it() -> None:
    assert split_stream("bank_credit-6222/2021-12-31") == ("bank_credit", "6222/2021-12-31")


@pytest.mark.parametrize(
    ("category", "key"),
    [("", "1"), ("Bank", "1"), ("bank-credit", "1"), ("bank\n", "1"), ("基金", "1"), ("bank", "")],
)
def test_a_bad_stream_name_is_refused(category: str, key: str) -> None:
    with pytest.raises(BadKey, match="category-key"):
        stream_name(category, key)


@pytest.mark.parametrize("stream", ["", "bank", "bank-", "-1", "Bank-1", "bank/1-2"])
def test_a_name_of_no_stream_is_refused(stream: str) -> None:
    with pytest.raises(BadKey, match="类别-标识") as refusal:
        split_stream(stream)
    assert refusal.value.text == stream
