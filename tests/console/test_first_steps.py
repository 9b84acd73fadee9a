"""The first steps in the docs are what a new clerk sees today."""

from __future__ import annotations

import re

import pytest

from lixia_adapters.printers.terminal import width

from .first_steps import PAGE, TITLES, page, transcript


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run .venv/bin/python -m tests.console.first_steps"


@pytest.mark.parametrize(("story", "lang"), TITLES)
def test_the_first_yuan_arrives_by_lines_that_were_suggested(story: str, lang: str) -> None:
    shown = transcript(story, lang)
    assert "6,000.00" in shown.split("$ lixia view")[1]
    seen = ""
    for told in shown.split("$ ")[1:]:
        _, word, *_ = words = told.partition("\n")[0].split()
        if words[0] == "lixia" and word not in ("help", "store", "view", "pending"):
            command = " ".join(words[: 2 if word == "claim" else 3])
            assert re.search(f"^{command}( |$)", seen, re.MULTILINE) or "aprove" in words
        seen += told


@pytest.mark.parametrize(("story", "lang"), TITLES)
def test_nothing_but_what_is_typed_is_wider_than_the_screen(story: str, lang: str) -> None:
    typed = ("lixia ", "$ ", "0042,")
    lines = transcript(story, lang).splitlines()
    assert not [line for line in lines if width(line) > 60 and not line.lstrip().startswith(typed)]
