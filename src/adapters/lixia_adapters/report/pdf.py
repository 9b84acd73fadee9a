"""The report on paper: typst sets it, in Noto Sans SC, with the label on every page."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from lixia_adapters.printers import typst_text
from lixia_adapters.printers.typst_text import said as _said
from lixia_adapters.printers.typst_text import string
from lixia_adapters.report import charts, qr, words
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

_LABEL = 'rgb("#7a4b00")', 'rgb("#fff3cd")'
_RIGHT = frozenset({CellKind.COUNT, CellKind.MONEY})


def paper(document: Document, lang: str = "zh") -> bytes:
    """Return ``document`` as PDF. Raises ``NoFont``."""
    recorded = document.recorded_at
    second = None if recorded is None else recorded.replace(microsecond=0)  # typst takes no less
    return typst_text.paper(markup(document, lang), second)


def markup(document: Document, lang: str = "zh") -> str:
    """Return ``document`` as typst sets it. Whatever it says stands in quoted strings."""
    return "\n".join([*_pages(document, lang), *_cover(document, lang), *_body(document, lang)])


def _pages(document: Document, lang: str) -> Iterator[str]:
    label = SYNTHETIC.text(lang) if document.synthetic else document.foundation
    ink, fill = _LABEL if document.synthetic else ("luma(110)", "none")
    foot = f"{document.fund} · {document.as_of} · {words.DIGEST.text(lang)} {document.digest[:16]}"
    yield f"#set document(title: {_said(document.title.text(lang))}, date: none)"
    yield (
        '#set page(paper: "a4", margin: (x: 16mm, top: 22mm, bottom: 18mm), '
        f"header: block(width: 100%, fill: {fill}, inset: 4pt, "
        f"align(center, text(size: 7.5pt, fill: {ink}, {_said(label)}))), "
        f"footer: text(size: 7.5pt, fill: luma(110))[#{_said(foot)} #h(1fr) "
        '#context counter(page).display("1 / 1", both: true)])'
    )
    yield (
        f'#set text(font: "Noto Sans SC", size: 9.5pt, lang: "{lang}", cjk-latin-spacing: none, '
        'fill: rgb("#1d2733"))'
    )
    yield "#set par(justify: false, leading: 0.75em)"
    yield _STYLE


def _cover(document: Document, lang: str) -> Iterator[str]:
    rows = "".join(
        f"text(fill: luma(100), {_said(name)}), {_said(value)}, "
        for name, value in words.facts(document, lang)
    )
    yield (
        "#grid(columns: (1fr, 36mm), column-gutter: 6mm, ["
        f"#text(fill: blue, size: 11pt, {_said(document.fund)})\\ "
        f"#text(size: 19pt, stroke: 0.3pt, {_said(document.title.text(lang))})"
        f"#v(2mm)#text(size: 8.5pt, grid(columns: (auto, 1fr), gutter: 2mm, {rows}))"
        f'], image(bytes({string(qr.svg(document))}), format: "svg", width: 36mm))'
    )
    yield f"#note({_said(words.how(document, lang))})"
    yield "#line(length: 100%, stroke: 1.5pt + blue)"


def _body(document: Document, lang: str) -> Iterator[str]:
    for at, section in enumerate(document.parts, 1):
        yield f"#section({_said(f'{at}　{section.title.text(lang)}')})"
        for block in section.blocks:
            yield from _block(block, lang)


def _block(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Paragraph(text=text, grave=grave):
            yield f"#{'grave' if grave else 'said'}({_said(text.text(lang))})"
        case Chart():
            image = f'image(bytes({string(charts.svg(block, lang))}), format: "svg", width: 100%)'
            yield f"#chart({_said(block.title.text(lang))}, {image})"
        case Table():
            yield from _table(block, lang)
        case Amounts():
            cells = ", ".join(
                f"amount({_said(name.text(lang))}, {_said(words.yuan(amount))}, "
                f"{_said(amount.capitals)})"
                for name, amount in block.items
            )
            yield f"#caption({_said(block.title.text(lang))})"
            yield f"#grid(columns: (1fr, 1fr, 1fr), gutter: 3mm, {cells})"
        case Verdicts():
            yield from _verdicts(block, lang)


def _table(table: Table, lang: str) -> Iterator[str]:
    texts = [[words.cell(c, v, lang) for c, v in _pairs(table, row)] for row in table.rows]
    widths = ", ".join(_widths(table, [[c.title.text(lang) for c in table.columns], *texts]))
    sides = ", ".join("right" if c.kind in _RIGHT else "left" for c in table.columns)
    size = "6.6pt" if len(table.columns) > 8 else "8pt"
    heads = ", ".join(f"strong({_said(c.title.text(lang))})" for c in table.columns)
    cells = [_cell(c, v, lang) for row in table.rows for c, v in _pairs(table, row)]
    if table.total is not None:
        last = [words.total(c, v, lang) for c, v in _pairs(table, table.total)]
        cells.append("table.hline(stroke: 0.8pt + blue)")
        cells.extend(f"strong({_said(text)})" for text in last)
    yield f"#caption({_said(table.title.text(lang))})"
    yield (
        f"#text(size: {size}, table(columns: ({widths},), align: ({sides},), "
        f"table.header({heads}), {', '.join(cells)}))"
    )
    if table.note is not None:
        yield f"#note({_said(table.note.text(lang))})"


def _widths(table: Table, texts: list[list[str]]) -> Iterator[str]:
    """Yield how wide each column is set, ``texts`` being its head and cells.

    The longest text has what others leave; where a line is too short for all, texts share it.
    """
    longest = [max(_ems(row[at]) for row in texts) for at in range(len(table.columns))]
    free = [at for at, column in enumerate(table.columns) if column.kind is CellKind.TEXT]
    widest = max(free, key=lambda at: longest[at], default=0)
    full = sum(longest) > _LINE
    for at, of in enumerate(longest):
        if full and at in free:
            yield f"{of}fr"
        else:
            yield "1fr" if at == widest else "auto"


_LINE = 56
"""How many characters of Chinese stand in a line of a table, the space between columns aside."""


def _ems(text: str) -> float:
    """Return about how wide ``text`` is set, in characters of Chinese."""
    return sum(1 if east_asian_width(each) in "WF" else 0.55 for each in text)


def _pairs(table: Table, row: tuple[Cell, ...]) -> Iterator[tuple[Column, Cell]]:
    return zip(table.columns, row, strict=True)


def _cell(column: Column, value: Cell, lang: str) -> str:
    said = _said(words.cell(column, value, lang))
    return f"text(fill: red, {said})" if value in ("overdue", "broken") else said


def _verdicts(verdicts: Verdicts, lang: str) -> Iterator[str]:
    told = []
    for verdict in verdicts.found:
        more = [wrong.text(lang) for wrong in verdict.first]
        if verdict.wrongs:
            more.append(Words(f"共 {verdict.wrongs} 处", f"{verdict.wrongs} in all").text(lang))
        wrongs = ", ".join(map(_said, more))
        holds = "false" if verdict.wrongs else "true"
        told.append(f"verdict({holds}, {_said(verdict.sentence)}, ({wrongs}{',' if more else ''}))")
    yield f"#grid(columns: (1fr, 1fr), column-gutter: 6mm, row-gutter: 2.2mm, {', '.join(told)})"


_STYLE = """
#let blue = rgb("#1f4e79")
#let red = rgb("#a4262c")
#let strong(body) = text(stroke: 0.25pt, body)
#let section(title) = block(above: 7mm, below: 3mm, sticky: true,
  heading(level: 1, text(size: 13pt, fill: blue, stroke: 0.25pt, title)))
#let caption(title) = block(above: 4mm, below: 2mm, sticky: true, strong(title))
#let note(said) = block(above: 2mm, text(size: 7.5pt, fill: luma(100), said))
#let said(said) = block(said)
#let grave(said) = block(width: 100%, fill: rgb("#fdf3f3"), inset: 6pt,
  stroke: (left: 2pt + red), said)
#let chart(title, body) = block(breakable: false, above: 4mm,
  [#strong(title)#v(1mm)#body])
#let amount(name, figure, capitals) = block(width: 100%, inset: 7pt,
  stroke: (left: 2pt + blue, rest: 0.4pt + luma(200)),
  [#text(size: 7.5pt, fill: luma(90), name)\\ #text(size: 13pt, figure)\\
  #text(size: 7pt, capitals)])
#let verdict(holds, sentence, wrongs) = block(breakable: false, text(size: 8pt,
  fill: if holds { black } else { red },
  [#if holds { "✓" } else { "✗" } #sentence #for wrong in wrongs [\\ #h(3mm) #wrong]]))
#set table(stroke: (x, y) => if y == 0 { (bottom: 0.8pt + blue) }
  else { (bottom: 0.3pt + luma(215)) },
  fill: (x, y) => if y == 0 { rgb("#f4f6f8") }, inset: (x: 3pt, y: 3.2pt))
""".strip()
