"""Pages in a browser: hostile texts are text there, and no element or script is made of them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.printers.chromium import opened
from tests.printers.hostile_texts import hostile

from lixia_adapters.report import html
from lixia_domain.application.report.content import (
    CellKind,
    Chart,
    Column,
    Document,
    Paragraph,
    Section,
    Shape,
    Table,
    Verdict,
    Verdicts,
)
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.visible import steers, visible
from lixia_domain.kernel.words import Words
from lixia_domain.specs import page as specs_page
from lixia_domain.specs.outcome import FAILED, Fact, Outcome, Result, Said

TAGS = """html head meta title style body header p h1 dl div dt dd code table thead tbody tr th td a
section h2 h3 span details summary b small ol li pre h4 ul footer br"""
CSP = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def seen(text: str) -> str:
    return visible(text, keep="\n\t")


def words(text: str) -> Words:
    return Words(text, text)


def document(texts: list[str]) -> Document:
    few = texts[:60]
    column = Column("amount", words("amount"), CellKind.MONEY)
    blocks = (
        Table(
            title=words(texts[0]),
            columns=(Column("text", words("text")), column),
            rows=tuple((text, Money(5)) for text in texts),
            total=(texts[-1], Money(5)),
            note=words(texts[1]),
        ),
        *(Paragraph(words(text)) for text in texts),
        *(
            Table(
                title=words(text),
                columns=(Column("text", words(text)), column),
                rows=((text, Money(5)),),
            )
            for text in few
        ),
        Verdicts(
            title=words(texts[0]),
            found=tuple(Verdict(text, 1, (words(text),)) for text in few),
            position=9,
        ),
        Chart(
            title=words(texts[2]),
            shape=Shape.BARS,
            series=(words(texts[3]),),
            groups=tuple((words(text), (Money(5),)) for text in few),
        ),
    )
    return Document(
        title=words(texts[4]),
        foundation=texts[5],
        fund=texts[6],
        fund_id=texts[7],
        since=date(2021, 1, 1),
        as_of=date(2021, 12, 31),
        position=9,
        recorded_at=datetime(2022, 1, 1, tzinfo=UTC),
        store=texts[8],
        synthetic=True,
        sections=(Section(words(texts[9]), blocks),),
    )


@pytest.mark.parametrize("guarded", [True, False], ids=["as it is", "without its guard"])
def test_hostile_texts_in_a_report_are_text_to_a_browser(tmp_path: Path, guarded: bool) -> None:
    texts = hostile()
    page = html.page(document(texts))
    assert {char for char in page if steers(char)} <= {"\n", "\t"}
    assert CSP.search(page)
    ran, found = opened(page if guarded else CSP.sub("", page), tmp_path)
    assert ran == 0
    _, plain = opened(html.page(document([f"x{at}" for at in range(len(texts))])), tmp_path)
    found, plain = ([one for one in each if one[0] != "meta"] for each in (found, plain))
    assert Counter(tag for tag, _, _ in found) == Counter(tag for tag, _, _ in plain)
    assert [sorted(at) for _, at, _ in found] == [sorted(at) for _, at, _ in plain]
    cells = [text for tag, at, text in found if tag == "td" and at.get("data-of") == "text"]
    assert cells == [*map(seen, texts), seen(texts[-1])]
    said = [text for tag, at, text in found if tag == "p" and at.get("class") == "said"]
    assert said[: len(texts)] == list(map(seen, texts))
    few = list(map(seen, texts[:60]))
    heads = [at["data-of"] for tag, at, _ in found if tag == "td" and "data-of" in at]
    assert [head for head in heads if head not in ("text", "amount")] == few
    assert set(few) <= {text for tag, _, text in found if tag == "caption"}
    assert set(few) <= {text for tag, _, text in found if tag == "text"}
    assert seen(texts[6]) in [text for tag, _, text in found if tag == "p"]


def test_hostile_texts_in_a_page_of_specs_are_text_to_a_browser(tmp_path: Path) -> None:
    texts = hostile(min(len(hostile()), 2_000))
    results = [
        Result(
            file="x.feature",
            feature=text,
            about=text,
            rule=text,
            scenario=text,
            example=text,
            line=1,
            tags=[text],
            family="history",
            outcome=FAILED,
            seconds=0.1,
            why=text,
            why_en=text,
            steps=[Said(keyword=text, text=text, line=1, table=[[text]], doc=text)],
            looked={text: 1},
            facts=[Fact(1, text, "x", text)],
            moment=text,
            refusals={text: text},
        )
        for text in texts
    ]
    ran, found = opened(specs_page.page(Outcome(at="2021", results=results)), tmp_path)
    assert ran == 0
    assert [text for tag, at, text in found if tag == "p" and at.get("class") == "why"] == list(
        map(seen, texts)
    )
    assert {tag for tag, _, _ in found} <= set(TAGS.split())
    assert not [at for _, at, _ in found for name in at if name.startswith("on") or name == "src"]
