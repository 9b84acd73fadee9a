"""Paper: pdftotext finds the texts on it that were set, and none was markup."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from attrs import evolve
from tests.printers.hostile_texts import hostile
from tests.printers.test_html import document, words

from lixia_adapters.printers.typst_text import said, string
from lixia_adapters.report import pdf
from lixia_domain.application.report.content import Paragraph, Section
from lixia_domain.kernel.visible import steers
from lixia_domain.kernel.words import Words

_ITEM = re.compile(r"Q(\d+)Q(.*?)QZ", re.DOTALL)
_NOT_SET = re.compile(r"[\s\u202a-\u202e]")
"""Blanks, where lines end; directions, by which pdftotext puts Hebrew right."""


_RUNS_OFF = re.compile(r"\S{150}")
"""A word so long is wider than the paper, and set over its edge."""


def bare(text: str) -> str:
    """Return ``text`` without what paper need not keep, marks that no font has among it.

    Where it is read from the right, pdftotext gives what stands beside it in some other order.
    """
    plain = unicodedata.normalize("NFKD", _NOT_SET.sub("", text))
    kept = "".join(char for char in plain if unicodedata.category(char)[0] != "M")
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in kept)
    return "".join(sorted(kept)) if turned else kept


def on_paper(text: str) -> str:
    """Return ``text`` as it stands on paper, out of the string that typst is given."""
    return str(json.loads(said(text)))


def test_hostile_texts_are_on_the_paper(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: sudo apt-get install poppler-utils")
    texts = [text for text in hostile() if not _RUNS_OFF.search(text)]
    blocks = tuple(Paragraph(words(f"Q{at}Q {text} QZ")) for at, text in enumerate(texts))
    made = evolve(document(texts), sections=(Section(Words("一", "one"), blocks),))
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.paper(made))
    told = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", str(file), "-"], capture_output=True, check=True
    ).stdout.decode()
    found = {int(at): text for at, text in _ITEM.findall(told)}
    assert sorted(found) == list(range(len(texts)))
    expected = map(on_paper, texts)
    wrong = [(t, found[at]) for at, t in enumerate(expected) if bare(t) != bare(found[at])]
    assert wrong == []


def test_every_block_of_a_report_takes_hostile_texts() -> None:
    assert pdf.paper(document(hostile(200))).startswith(b"%PDF")


def test_nothing_steers_in_what_typst_is_given() -> None:
    given = "".join(map(said, hostile()))
    assert not any(map(steers, given))
    assert string('a"\\\n') == '"a\\"\\\\\\n"'
