"""What steers or hides is seen, and what was meant is not lost."""

from __future__ import annotations

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.visible import meant, steers, visible

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("历下区 é 🍎 ❤️", "历下区 é 🍎 ❤️"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("\x1b[31m", "⟨U+001B⟩[31m"),
        ("\x9b", "⟨U+009B⟩"),
        ("\u2066\u200b\ufeff", "⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩"),
        ("\udc80", "⟨U+DC80⟩"),
        ("\U000e0041\U0010ffff", "⟨U+E0041⟩⟨U+10FFFF⟩"),
        ("\r\n\t\u2028", "⟨U+000D⟩⟨U+000A⟩⟨U+0009⟩⟨U+2028⟩"),
        ("\u3000\u00a0", "\u3000\u00a0"),
        ("⟨U+202E⟩", "⟨U+27E8⟩U+202E⟩"),
        ("⟨1⟩ ⟨U+⟩ ⟨U+202e⟩", "⟨1⟩ ⟨U+⟩ ⟨U+202e⟩"),
    ],
)
def test_what_steers_is_shown_as_its_code_point(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert meant(shown) == text


def test_what_is_to_be_kept_is_kept() -> None:
    assert visible("a\n\t\x1bb", keep="\n\t") == "a\n\t⟨U+001B⟩b"


@given(ANY | st.text(st.sampled_from("⟨U+202E⟩07\x1b\ud800")))
def test_any_text_is_shown_without_anything_that_steers_and_is_given_back(text: str) -> None:
    shown = visible(text)
    assert meant(shown) == text
    assert not any(map(steers, shown))
    shown.encode()


def test_each_character_is_what_it_is_alone() -> None:
    seen = [char for char in map(chr, range(sys.maxunicode + 1)) if visible(char) == char]
    assert not any(map(steers, seen))
    assert {category(char) for char in seen if not char.isprintable()} == {"Co", "Zs"}
