"""The terminal: nothing that steers it arrives, and columns stand under each other."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.printers.at_a_terminal import COLUMNS, table
from tests.printers.hostile_texts import COUNT, SEED, hostile
from tests.printers.tmux import terminal

from lixia_adapters.console.frame.answer import Branch
from lixia_adapters.console.frame.layout import laid_out, tree_lines
from lixia_adapters.console.frame.screen import draw
from lixia_adapters.printers.terminal import Terminal, shown, width
from lixia_domain.kernel.visible import steers

ANY = st.text(st.characters(codec=None, exclude_categories=()))
STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""How rich makes a line bold or dim: of all that begins with an escape, only this is ours."""


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


def bare(text: str) -> str:
    """Return ``text`` without marks, of which a terminal keeps only the first of many."""
    return "".join(char for char in text if unicodedata.category(char)[0] != "M").rstrip()


@given(ANY)
def test_any_text_is_one_line_that_does_nothing(text: str) -> None:
    out = Screen()
    Terminal(out).line(text)
    assert out.getvalue().endswith("\n") and not any(map(steers, out.getvalue()[:-1]))
    assert shown(shown(text)) == shown(text)
    assert width(shown(text)) == width(text) or unicodedata.category(text[0])[0] == "M"


@given(ANY)
def test_an_export_is_exact_but_on_a_screen(text: str) -> None:
    piped, seen = StringIO(newline=""), Screen(newline="")
    Terminal(piped).exact(text)
    Terminal(seen).exact(text)
    assert piped.getvalue() == text
    assert {char for char in seen.getvalue() if steers(char)} <= set("\r\n\t")
    assert "\r" not in seen.getvalue().replace("\r\n", "")
    assert seen.getvalue() == text or any(map(steers, text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\x1b[31mb\x07", "a⟨U+001B⟩[31mb⟨U+0007⟩"),
        ("x\u202ey\u2066", "x⟨U+202E⟩y⟨U+2066⟩"),
        ("a\nb\r", "a⟨U+000A⟩b⟨U+000D⟩"),
        ("\u0338=", "⟨U+0338⟩="),
        ("e\u0301 历下区 한국 नमस्ते", "e\u0301 历下区 한국 नमस्ते"),
        ("❤\ufe0f", "❤⟨U+FE0F⟩"),
        ("👍🏽", "👍⟨U+1F3FD⟩"),
        ("\ue863\u3164", "⟨U+E863⟩⟨U+3164⟩"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown_as_its_code_point(
    text: str, told: str
) -> None:
    assert shown(text) == told


def test_hostile_texts_in_a_table_keep_the_columns() -> None:
    texts = hostile()
    for narrow in (False, True):
        lines = laid_out(table(texts), 90 if narrow else None, narrow=narrow).rows
        assert not any(map(steers, "".join(lines)))
        ends = {width(line) for line in lines if line.endswith("9,876.54")}
        assert len(ends) == 1 and (not narrow or ends == {90})


def test_hostile_texts_reach_a_screen_only_styled() -> None:
    out = Screen()
    draw(table(hostile()), out, 90)
    left = STYLE.sub("", out.getvalue())
    assert STYLE.search(out.getvalue())
    assert {char for char in left if steers(char)} == {"\n"}


def test_a_tree_of_hostile_texts_is_as_many_lines_as_it_has_branches() -> None:
    texts = hostile()
    lines = list(tree_lines(Branch("root", tuple(Branch(text) for text in texts))))
    assert lines[1:-1] == [f"├─ {shown(text)}" for text in texts[:-1]]


def test_a_real_terminal_shows_hostile_texts_as_wide_as_they_are_said_to_be(
    tmp_path: Path,
) -> None:
    texts = hostile()
    answers = tmp_path / "answers.json"
    program = [sys.executable, "-m", "tests.printers.at_a_terminal", str(COUNT), str(SEED)]
    laid = laid_out(table(texts), COLUMNS, narrow=True)
    expected = [*texts, "=====", *laid.title, *laid.heads, "", *laid.rows, *laid.foot]
    with terminal(tmp_path) as tmux:
        tmux.start(*program, str(answers), lines=2 * len(expected) + 1_000)
        before = tmux.state()
        tmux.wait_for(answers, 60 + COUNT // 20)
        told = tmux("capture-pane", "-p", "-S", "-").split("\n")
        assert tmux.state() == before
        assert tmux("list-buffers") == ""
    widths = json.loads(answers.read_text("utf-8"))
    wrong = [(text, width(shown(text)), seen) for text, seen in zip(texts, widths, strict=True)
             if width(shown(text)) != seen]  # fmt: skip
    assert wrong == []
    first = told.index(bare(shown(texts[0])))
    for line, seen in zip(expected, told[first:], strict=False):
        assert bare(seen) == bare(shown(line)) or set(seen) == {"─"}, line
