"""JSON: whatever text it holds, a parser gets it back, and nothing in it steers a terminal."""

from __future__ import annotations

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.printers.hostile_texts import hostile

from lixia_domain.kernel.json_text import escaped, json_text
from lixia_domain.kernel.visible import steers

ANY = st.text(st.characters(codec=None, exclude_categories=()))


def steering(told: str) -> set[str]:
    return {char for char in told if steers(char)} - {"\n", UNASSIGNED}


UNASSIGNED = "\u0378"
"""May be a letter to another release of Python, and stays as it is."""


def joined(text: str) -> str:
    """Return ``text`` as any parser reads it: two halves of a pair, side by side, are a pair."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_hostile_texts_come_back_from_every_parser() -> None:
    texts = hostile()
    for told in (json_text(texts), json_text({text: text for text in texts}, indent=2)):
        told.encode()
        assert steering(told) == set()
    assert json.loads(json_text(texts)) == list(map(joined, texts))
    sound = [text for text in texts if not any("\ud800" <= char <= "\udfff" for char in text)]
    assert msgspec.json.decode(json_text(sound)) == sound
    by_another = msgspec.json.encode(sound).decode()
    assert json.loads(escaped(by_another)) == sound
    assert steering(escaped(by_another)) == set()


@given(ANY)
def test_any_text_comes_back(text: str) -> None:
    told = json_text([text])
    told.encode()
    assert json.loads(told) == [joined(text)]


def test_letters_of_every_language_stay_readable() -> None:
    assert json_text(["历下区 é 🍎"]) == '["历下区 é 🍎"]'
    assert json_text(["\u202e\x9b\ud800\U000e0041"]) == '["\\u202e\\u009b\\ud800\\udb40\\udc41"]'
