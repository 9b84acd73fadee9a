"""Of persons in remarks nothing is left, of organisations and ordinary words all.

``masking/`` holds the labelled texts (虚构示例), made before the detector: three writers' remarks,
where braces mark what must go, and what must stay as it is. ``aside.txt`` and
``kept_aside.txt`` were never looked at while the detector was tuned: what they miss is counted
and not printed, lest somebody tunes to it. A text of ours that is new to it costs more than one
that it was tuned on, so the bars of those two are what they reached at the first look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_adapters.registers import lexicon, name_characters, ordinary
from lixia_adapters.registers.scrub import is_masked, personal, plain, scrub

FOLDER = Path(__file__).with_name("masking")
WRITERS = ("clerk", "donor", "office")
RECALL = 0.98
RECALL_ASIDE = 0.97
LOST_ASIDE = 0.05


def lines(name: str) -> list[str]:
    told = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in told if line and not line.startswith("#")]


def labelled(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a line without its braces, and what stood in them."""
    text, spans = "", []
    for piece in re.split(r"(\{[^}]*\})", line):
        if piece.startswith("{"):
            spans.append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("{}")
    return plain(text), spans


def left(line: str) -> Iterator[tuple[str, bool]]:
    """Yield what had to go of a line, and whether all of it is gone."""
    text, spans = labelled(line)
    hidden = {at for start, end in personal(text) for at in range(start, end)}
    for start, end in spans:
        yield (
            text[start:end],
            all(at in hidden or not text[at].isalnum() for at in range(start, end)),
        )


def test_there_are_enough_texts_of_every_writer() -> None:
    assert sum(len(lines(writer)) for writer in WRITERS) >= 500
    assert all(len(lines(writer)) >= 160 for writer in WRITERS)
    assert len(lines("aside")) >= 100
    assert len(lines("kept")) >= 300
    assert len(lines("kept_aside")) >= 100


def test_nearly_nothing_of_a_person_is_left() -> None:
    found = [one for writer in WRITERS for line in lines(writer) for one in left(line)]
    missed = [text for text, gone in found if not gone]
    assert len(missed) <= (1 - RECALL) * len(found), missed


def test_nearly_nothing_of_a_person_is_left_of_texts_never_looked_at() -> None:
    found = [gone for line in lines("aside") for _, gone in left(line)]
    assert sum(found) / len(found) >= RECALL_ASIDE


@pytest.mark.parametrize(("texts", "recall"), [("aside_december", 0.97), ("aside_third", 0.95)])
def test_odd_names_are_gone_but_for_what_docs_reliability_says(texts: str, recall: float) -> None:
    """What was reached once their misses had been looked at: it is not to become less."""
    found = [gone for line in lines(texts) for _, gone in left(line)]
    assert len(lines(texts)) >= 150
    assert sum(found) / len(found) >= recall


def test_organisations_and_ordinary_words_stay() -> None:
    shown = {line: scrub(line, "") for line in lines("kept")}
    assert {line: what for line, what in shown.items() if what != plain(line)} == {}


def test_organisations_and_ordinary_words_never_looked_at_stay() -> None:
    texts = [*lines("kept_aside"), *lines("kept_aside_december")]
    assert sum(scrub(line, "") != plain(line) for line in texts) <= LOST_ASIDE * len(texts)


def test_what_is_hidden_beside_persons_is_little() -> None:
    hidden = beside = 0
    for line in (line for writer in (*WRITERS, "aside") for line in lines(writer)):
        text, spans = labelled(line)
        meant = {at for start, end in spans for at in range(start, end)}
        found = {at for start, end in personal(text) for at in range(start, end)}
        hidden += len(found)
        beside += len(found - meant)
    assert beside <= 0.05 * hidden


def test_the_detector_has_no_name_of_the_texts() -> None:
    known = {
        *ordinary.WORDS,
        *lexicon.PLACES,
        *(word for word in vars(name_characters).values() if isinstance(word, str)),
    }
    names = {
        text
        for writer in (*WRITERS, "aside")
        for line in lines(writer)
        for text in re.findall(r"\{([\u4e00-\u9fff·•．‧]+)\}", line)
    }
    # Who is called like an ordinary word: 和平, 高兴.
    assert all(len(name) == 2 for name in names & known)
    assert len(names & known) < 0.03 * len(names)


@pytest.mark.parametrize(
    ("kept", "remark"),
    [
        ("物业＊＊", "物业费"),
        ("＊＊", "利息"),
        ("捐＊＊小学", "捐王示例小学"),
        ("爱心捐款", "爱心捐款"),
        ("＊＊大学＊＊", "齐鲁大学 13800138000"),
        ("电话１３８"[:2] + "＊＊", "电话１３８００１３８０００"),
    ],
)
def test_a_remark_is_known_again_under_an_earlier_mask(kept: str, remark: str) -> None:
    assert is_masked(kept, remark)


@pytest.mark.parametrize(
    ("kept", "remark"),
    [
        ("物业＊＊", "物业"),
        ("物业＊＊", "水电费"),
        ("＊＊小学", "王示例中学"),
        ("爱心捐款", "爱心捐赠"),
        ("捐＊＊给＊＊", "捐给"),
        ("", "利息"),
    ],
)
def test_another_remark_is_another(kept: str, remark: str) -> None:
    assert not is_masked(kept, remark)


def test_a_long_remark_that_was_cut_is_known_again() -> None:
    remark = "捐款" * 600
    assert is_masked(scrub(remark, "")[:1_000], remark)
    assert is_masked(("＊＊" + "捐款" * 600)[:1_000], "王示例" + remark)


@pytest.mark.parametrize("piece", ["1", "王", "a@", "1-", "王 ", "路1号"])
def test_long_texts_are_looked_through(piece: str) -> None:
    personal(piece * 20_000)
