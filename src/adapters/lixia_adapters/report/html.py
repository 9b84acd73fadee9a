"""The report as one HTML page that needs nothing else: no script, no font, no address."""

from __future__ import annotations

from typing import assert_never

from lixia_adapters.report import charts, qr, words
from lixia_domain.application.pages import render
from lixia_domain.application.report.content import (
    SYNTHETIC,
    Amounts,
    Block,
    Cell,
    CellKind,
    Chart,
    Column,
    Document,
    Paragraph,
    Table,
    Verdicts,
)
from lixia_domain.kernel.words import Words

_CLASSES = {CellKind.COUNT: "n", CellKind.MONEY: "n", CellKind.CODE: "c", CellKind.DATE: "c"}
"""Figures stand right-aligned; neither they nor codes and dates are ever wrapped."""


def page(document: Document, lang: str = "zh") -> str:
    """Return ``document`` as a page: the same document gives the same bytes."""
    made = render(
        "lixia_adapters.report",
        "page.html",
        document=document,
        lang=lang,
        say=lambda text: text.text(lang),
        synthetic=SYNTHETIC,
        facts=words.facts(document, lang),
        how=words.how(document, lang),
        digest=words.DIGEST,
        code=qr.svg(document),
        template_of=_template_of,
        draw=lambda chart, width: charts.svg(chart, lang, width),
        wide=charts.WIDE,
        narrow=charts.NARROW,
        side=_side,
        cell=lambda column, value: words.cell(column, value, lang),
        total=lambda column, value: words.total(column, value, lang),
        zip=lambda columns, row: zip(columns, row, strict=True),
        yuan=words.yuan,
        holds=words.HOLDS,
        broken=words.BROKEN,
        in_all=lambda wrongs: Words(f"共 {wrongs} 处", f"{wrongs} in all"),
    )
    return f"{made}\n"


def _template_of(block: Block) -> str:
    match block:
        case Paragraph():
            return "paragraph.html"
        case Chart():
            return "chart.html"
        case Table():
            return "table.html"
        case Amounts():
            return "amounts.html"
        case Verdicts():
            return "verdicts.html"
        case _:
            assert_never(block)


def _side(column: Column, value: Cell = None) -> str | None:
    return "late" if value in ("overdue", "broken") else _CLASSES.get(column.kind)
