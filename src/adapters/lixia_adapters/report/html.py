"""The report as one HTML page that needs nothing else: no script, no font, no address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from lixia_adapters.report import charts, qr, words
from lixia_domain.application.report.content import (
    SYNTHETIC,
    Amounts,
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Kind,
    Paragraph,
    Table,
    Verdicts,
)
from lixia_domain.kernel.words import Words

_CLASSES = {Kind.COUNT: "n", Kind.MONEY: "n", Kind.CODE: "c", Kind.DATE: "c"}
"""Figures stand right-aligned; neither they nor codes and dates are ever wrapped."""


def page(document: Document, lang: str = "zh") -> str:
    """Return ``document`` as a page: the same document gives the same bytes."""
    title = f"{document.fund} · {document.title.text(lang)} · {document.as_of}"
    label = f'<div class="label">{escape(SYNTHETIC.text(lang))}</div>'
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{"en" if lang == "en" else "zh-CN"}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head>",
            f'<body class="{"synthetic" if document.synthetic else "real"}">',
            *([label] if document.synthetic else []),
            # Printed, the head of this table leaves room for the label on every page.
            '<main><table class="sheet" role="presentation"><thead><tr><td></td></tr></thead>',
            "<tbody><tr><td>",
            *_head(document, lang),
            *_sections(document, lang),
            "</td></tr></tbody></table></main>",
            f"<footer>{escape(words.how(document, lang))}</footer>",
            "</body></html>",
            "",
        ]
    )


def _head(document: Document, lang: str) -> Iterator[str]:
    yield "<header><div>"
    yield f"<p class='fund'>{escape(document.fund)}</p>"
    yield f"<h1>{escape(document.title.text(lang))}</h1><dl>"
    for name, value in words.facts(document, lang):
        yield f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"
    yield "</dl></div>"
    yield f"<figure class='qr'>{qr.svg(document)}<figcaption>{escape(words.DIGEST.text(lang))} "
    yield f"{document.digest[:16]}…</figcaption></figure></header>"


def _sections(document: Document, lang: str) -> Iterator[str]:
    listed = "".join(
        f'<li><a href="#s{at}">{escape(section.title.text(lang))}</a></li>'
        for at, section in enumerate(document.parts, 1)
    )
    yield f"<nav><ol>{listed}</ol></nav>"
    for at, section in enumerate(document.parts, 1):
        yield f'<section id="s{at}"><h2>{at}　{escape(section.title.text(lang))}</h2>'
        for block in section.blocks:
            yield from _block(block, lang)
        yield "</section>"


def _block(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Paragraph(text=text, grave=grave):
            yield f'<p class="{"grave" if grave else "said"}">{escape(text.text(lang))}</p>'
        case Chart():
            yield f"<figure><figcaption>{escape(block.title.text(lang))}</figcaption>"
            yield f"{charts.svg(block, lang)}</figure>"
        case Table():
            yield from _table(block, lang)
        case Amounts():
            yield from _amounts(block, lang)
        case Verdicts():
            yield from _verdicts(block, lang)


def _table(table: Table, lang: str) -> Iterator[str]:
    yield f"<div class='wide'><table><caption>{escape(table.title.text(lang))}</caption><thead><tr>"
    for column in table.columns:
        yield f"<th{_side(column)}>{escape(column.title.text(lang))}</th>"
    yield "</tr></thead><tbody>"
    for row in table.rows:
        yield f"<tr>{_cells(table, row, words.cell, lang)}</tr>"
    yield "</tbody>"
    if table.total is not None:
        yield f"<tfoot><tr>{_cells(table, table.total, words.total, lang)}</tr></tfoot>"
    yield "</table></div>"
    if table.note is not None:
        yield f"<p class='note'>{escape(table.note.text(lang))}</p>"


def _cells(
    table: Table, row: tuple[Cell, ...], said: Callable[[Column, Cell, str], str], lang: str
) -> str:
    return "".join(
        f"<td{_side(column, value)}>{escape(said(column, value, lang))}</td>"
        for column, value in zip(table.columns, row, strict=True)
    )


def _side(column: Column, value: Cell = None) -> str:
    if value in ("overdue", "broken"):
        return " class='late'"
    return f" class='{_CLASSES[column.kind]}'" if column.kind in _CLASSES else ""


def _amounts(amounts: Amounts, lang: str) -> Iterator[str]:
    yield "<div class='amounts'>"
    for name, amount in amounts.items:
        yield f"<div><b>{escape(name.text(lang))}</b><span>{words.yuan(amount)}</span>"
        yield f"<small>{amount.capitals}</small></div>"
    yield "</div>"


def _verdicts(verdicts: Verdicts, lang: str) -> Iterator[str]:
    yield f"<ul class='verdicts' aria-label='{escape(verdicts.title.text(lang))}'>"
    for verdict in verdicts.found:
        said = (words.BROKEN if verdict.wrongs else words.HOLDS).text(lang)
        mark, how = ("✗", "broken") if verdict.wrongs else ("✓", "holds")
        yield f"<li class='{how}'><i title='{said}'>{mark}</i> {escape(verdict.sentence)}"
        if verdict.wrongs:
            wrongs = "".join(f"<li>{escape(wrong.text(lang))}</li>" for wrong in verdict.first)
            more = Words(f"共 {verdict.wrongs} 处", f"{verdict.wrongs} in all").text(lang)
            yield f"<ul>{wrongs}<li>{more}</li></ul>"
        yield "</li>"
    yield "</ul>"


_STYLE = """
:root{--ink:#1d2733;--blue:#1f4e79;--red:#a4262c;--line:#d8dce1;--soft:#f4f6f8}
*{box-sizing:border-box}
body{margin:0;color:var(--ink);background:#fff;line-height:1.55;font-size:15px;
font-family:"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem}
.label{position:sticky;top:0;z-index:1;background:#fff3cd;color:#7a4b00;padding:.35rem 1.5rem;
border-bottom:1px solid #e6cf8b;font-size:13px;text-align:center}
header{display:flex;gap:2rem;justify-content:space-between;border-bottom:3px solid var(--blue)}
header .fund{margin:0;color:var(--blue);font-weight:600}
h1{font-size:1.8rem;margin:.1rem 0 .8rem}
h2{font-size:1.2rem;margin:2.4rem 0 .8rem;color:var(--blue);border-bottom:1px solid var(--line)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem 1rem;margin:0 0 1rem;font-size:13px}
dt{color:#5b6775}dd{margin:0;overflow-wrap:anywhere}
.qr{margin:0;text-align:center;font-size:11px;color:#5b6775;flex:none}
.qr svg{width:156px;height:156px;display:block}
nav ol{columns:3;margin:1rem 0 0;padding-left:1.4rem;font-size:13px}a{color:var(--blue)}
figure{margin:1.2rem 0}figcaption{font-weight:600;margin-bottom:.3rem}
.qr figcaption{font-weight:400}
figure svg{width:100%;height:auto}
.amounts{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:.8rem}
.amounts div{border:1px solid var(--line);border-left:4px solid var(--blue);padding:.6rem .8rem}
.amounts b{display:block;font-weight:400;color:#5b6775;font-size:13px}
.amounts span{font-size:1.45rem;font-variant-numeric:tabular-nums}.amounts small{display:block}
.wide{overflow-x:auto}
.sheet,.sheet>tbody,.sheet>tbody>tr,.sheet>tbody>tr>td{display:block;width:100%;padding:0}
.sheet>thead{display:none}
.wide table{border-collapse:collapse;width:100%;font-size:13px;margin:1rem 0 .3rem}
caption{text-align:left;font-weight:600;padding-bottom:.3rem}
.wide th,.wide td{padding:.25rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
.wide th,.wide td{text-align:left}.wide .n{text-align:right}
th{background:var(--soft);border-bottom:2px solid var(--blue);white-space:nowrap}
.n{font-variant-numeric:tabular-nums}.n,.c{white-space:nowrap}
.wide tfoot td{font-weight:600;border-top:2px solid var(--blue)}
.late{color:var(--red);font-weight:600}
.note{font-size:12px;color:#5b6775;margin:.2rem 0 0}
.grave{border-left:4px solid var(--red);background:#fdf3f3;padding:.5rem .8rem}
.verdicts{list-style:none;padding:0;columns:2;font-size:13px}
.verdicts>li{break-inside:avoid;padding:.1rem 0}.verdicts i{font-style:normal;color:#2b7a3d}
.broken i,.broken{color:var(--red)}
footer{max-width:62rem;margin:0 auto;padding:0 1.5rem 2rem;font-size:12px;color:#5b6775}
@media(max-width:40rem){header{display:block}.verdicts,nav ol{columns:1}}
@media print{@page{size:A4;margin:16mm 12mm}body{font-size:10pt}main{padding:0;max-width:none}
.label{position:fixed;top:0;left:0;right:0;padding:.1rem;font-size:8pt}
.sheet{display:table}.sheet>thead,thead{display:table-header-group}
.sheet>tbody{display:table-row-group}.sheet>tbody>tr{display:table-row}
.sheet>tbody>tr>td{display:table-cell}.synthetic .sheet>thead td{height:8mm;border:0}
nav{display:none}.wide tr,figure,.amounts div{break-inside:avoid}
h2,figcaption{break-after:avoid}.wide{overflow:visible}.wide table{font-size:7pt}
.wide tfoot{display:table-row-group}.wide th,.wide td{padding:.15rem .3rem}}
""".strip()
