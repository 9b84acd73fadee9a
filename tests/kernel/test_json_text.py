"""JSON in which nothing steers; all of it is held against parsers in tests/printers."""

from __future__ import annotations

import json

import pytest

from lixia_domain.kernel.json_text import escaped, json_text


@pytest.mark.parametrize("text", ["历下区 é 🍎", "a\n\u202e\x9b\U000e0041\ud800b", ""])
def test_a_text_comes_back_and_does_nothing_on_the_way(text: str) -> None:
    told = json_text([text], indent=1)
    assert json.loads(told) == json.loads(escaped(json.dumps([text], ensure_ascii=False))) == [text]
    assert set(told) & set("\u202e\x9b\U000e0041\ud800") == set()
