"""The report: one Chinese page that needs nothing else, and its figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from lixia_domain.specs.cucumber import features
from lixia_domain.specs.outcome import FAILED, PASSED, SKIPPED, Outcome, Result, Said, plain
from lixia_domain.specs.style import STYLE

NAMES = {PASSED: "通过", FAILED: "不通过", SKIPPED: "未执行"}
MARKS = {PASSED: "✓", FAILED: "✗", SKIPPED: "–"}
PAGE, DATA, CUCUMBER = "规格报告.html", "result.json", "cucumber.json"
SHOWN = 60
"""Facts listed of one scenario; the number of all is told."""


def write(folder: Path, outcome: Outcome) -> Path:
    """Write page and data into ``folder``; return the page's path."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(plain(outcome), ensure_ascii=False, indent=1)
    (folder / DATA).write_text(data + "\n", "utf-8")
    told = json.dumps(features(outcome), ensure_ascii=False, indent=1)
    (folder / CUCUMBER).write_text(told + "\n", "utf-8")
    path = folder / PAGE
    path.write_text(page(outcome), "utf-8")
    return path


def page(outcome: Outcome) -> str:
    """Return the whole page."""
    files = [(file, list(found)) for file, found in groupby(outcome.results, lambda r: r.file)]
    body = [
        *_head(outcome),
        *_contents(files),
        *(line for place, (_, found) in enumerate(files) for line in _feature(place, found)),
        "<footer>历下区新时代文明实践公益项目账册 · 本页由 lixia spec run 生成，"
        "可离线打开、可打印。</footer>",
    ]
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>规格报告 · {escape(outcome.at)}</title><style>{STYLE}</style></head><body>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _head(outcome: Outcome) -> Iterator[str]:
    failed = outcome.count(FAILED)
    ran = len(outcome.results) - outcome.count(SKIPPED)
    if failed:
        kind, verdict = FAILED, f"{failed} 个场景不通过"
    elif ran:
        left = outcome.count(SKIPPED)
        kind, verdict = PASSED, f"执行的全部通过，{left} 个未执行" if left else "全部通过"
    else:
        kind, verdict = SKIPPED, "没有执行任何场景"
    yield f'<header class="{kind}"><p class="kicker">规格报告</p><h1>{verdict}</h1><dl>'
    numbers = "，".join(f"{NAMES[o]} {outcome.count(o)}" for o in (PASSED, FAILED, SKIPPED))
    yield _entry("场景", f"共 {len(outcome.results)} 个：{numbers}")
    yield _entry("生成时间", f"{outcome.at}（北京时间）")
    store = outcome.store
    if store:
        yield _entry("账库", f"{store['district']} · {store['uri']}")
        yield _entry("读到位置", f"第 {store['position']} 条；运行期间一直停在此处")
        yield _entry("账库指纹", store["fingerprint"], code=True)
        yield _entry("该位置的标记", store["mark"], code=True)
        if store.get("before"):
            yield _entry("文件 SHA-256", store["before"], code=True)
            yield _entry("运行前后", _untouched(store["before"] == store["after"]))
    else:
        yield _entry("账库", "未指明；规则规格各自从空白的内存模型开始，历史规格未执行")
    yield "</dl></header>"


def _untouched(same: bool) -> str:
    if same:
        return "文件哈希一致，账库未被改动"
    return "文件哈希不同：运行期间另有程序写入；本报告只依据上述位置以前的事实"


def _entry(name: str, value: str, *, code: bool = False) -> str:
    told = escape(value)
    return f"<div><dt>{name}</dt><dd>{f'<code>{told}</code>' if code else told}</dd></div>"


def _contents(files: Sequence[tuple[str, list[Result]]]) -> Iterator[str]:
    yield '<table class="contents"><thead><tr><th>功能</th><th>文件</th>'
    yield (
        "".join(f"<th>{NAMES[o]}</th>" for o in (PASSED, FAILED, SKIPPED)) + "</tr></thead><tbody>"
    )
    for place, (file, found) in enumerate(files):
        counts = [sum(r.outcome == o for r in found) for o in (PASSED, FAILED, SKIPPED)]
        cells = "".join(
            f'<td class="n {outcome if count else "none"}">{count or "·"}</td>'
            for outcome, count in zip((PASSED, FAILED, SKIPPED), counts, strict=True)
        )
        name = escape(found[0].feature)
        yield f'<tr><td><a href="#f{place}">{name}</a></td><td>{escape(file)}</td>{cells}</tr>'
    yield "</tbody></table>"


def _feature(place: int, found: list[Result]) -> Iterator[str]:
    first = found[0]
    yield f'<section id="f{place}"><h2>{escape(first.feature)}</h2>'
    if first.about:
        lines = (escape(line.strip()) for line in first.about.splitlines())
        yield f'<p class="about">{"<br>".join(lines)}</p>'
    for rule, results in groupby(found, lambda result: result.rule):
        if rule:
            yield f'<h3><span class="tag">规则</span>{escape(rule)}</h3>'
        for result in results:
            yield from _scenario(result)
    yield "</section>"


def _scenario(result: Result) -> Iterator[str]:
    opened = " open" if result.outcome == FAILED else ""
    tags = "".join(f'<span class="tag">{escape(tag)}</span>' for tag in result.tags)
    example = f"<small>{escape(result.example)}</small>" if result.example else ""
    yield (
        f'<details class="{result.outcome}"{opened}><summary>'
        f'<b class="mark">{MARKS[result.outcome]}</b>{escape(result.scenario)}{example}{tags}'
        f'<span class="verdict">{NAMES[result.outcome]}</span></summary>'
    )
    if result.why:
        yield f'<p class="why">{escape(result.why)}</p>'
    yield '<ol class="steps">'
    yield from map(_step, result.steps)
    yield "</ol>"
    yield from _evidence(result)
    yield "</details>"


def _step(said: Said) -> str:
    more = ""
    if said.table:
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in said.table)
        more = f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    if said.doc:
        more += f"<pre>{escape(said.doc)}</pre>"
    return (
        f'<li class="{said.outcome}"><b>{escape(said.keyword)}</b> {escape(said.text)}'
        f'<span class="line">第 {said.line} 行</span>{more}</li>'
    )


def _evidence(result: Result) -> Iterator[str]:
    if result.outcome == SKIPPED:
        return
    total = sum(result.looked.values())
    if not total and not result.facts:
        return
    when = f"，{escape(result.moment)}" if result.moment else ""
    what = "查看的事实" if result.family == "history" else "记录的事实"
    yield f'<div class="evidence"><h4>证据：{what}共 {total or len(result.facts)} 条{when}</h4>'
    if result.refusals:
        codes = "、".join(f"<code>{escape(code)}</code>" for code in result.refusals)
        yield f"<p>遇到的拒绝：{codes}</p>"
    if result.family == "history" and result.looked:
        told = "".join(f"<li><code>{escape(n)}</code> {c}</li>" for n, c in result.looked.items())
        yield f'<ul class="counts">{told}</ul>'
    if result.facts:
        heads = "".join(f"<th>{head}</th>" for head in ("位置", "日期", "流", "事实"))
        yield f'<table class="facts"><thead><tr>{heads}</tr></thead><tbody>'
        yield from _facts(result)
        yield "</tbody></table>"
        if len(result.facts) > SHOWN:
            yield f"<p>以上为前 {SHOWN} 条，引用共 {len(result.facts)} 条；全部见 {DATA}。</p>"
    yield "</div>"


def _facts(result: Result) -> Iterable[str]:
    for fact in result.facts[:SHOWN]:
        yield (
            f'<tr><td class="n">{fact.position}</td><td>{escape(fact.on)}</td>'
            f"<td>{escape(fact.stream)}</td><td><code>{escape(fact.name)}</code></td></tr>"
        )
