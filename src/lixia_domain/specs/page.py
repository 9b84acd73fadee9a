"""The report: one Chinese page that needs nothing else, and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from attrs import frozen

from lixia_domain import written
from lixia_domain.application.pages import render
from lixia_domain.kernel.json_text import json_text
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.cucumber import features
from lixia_domain.specs.outcome import FAILED, PASSED, SKIPPED, Outcome, Result, plain

NAMES = {PASSED: "通过", FAILED: "不通过", SKIPPED: "未执行"}
MARKS = {PASSED: "✓", FAILED: "✗", SKIPPED: "–"}
PAGE, DATA, CUCUMBER = "规格报告.html", "result.json", "cucumber.json"
SHOWN = 60
"""Facts listed of one scenario; the number of all is told."""


def write(folder: Path, outcome: Outcome) -> Path:
    """Write page and data into ``folder``; return the page's path."""
    written.folder(folder)
    for name, data in ((DATA, plain(outcome)), (CUCUMBER, features(outcome))):
        written.text(folder / name, json_text(data, indent=1) + "\n")
    path = folder / PAGE
    written.text(path, page(outcome))
    return path


@frozen
class Feature:
    """What came of a file: its scenarios, under the rules that they are examples of."""

    file: str
    results: Sequence[Result]

    @property
    def name(self) -> str:
        """Return its title."""
        return self.results[0].feature

    @property
    def about(self) -> Sequence[str]:
        """Return the lines below the title."""
        return [line.strip() for line in self.results[0].about.splitlines()]

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many scenarios ended in each way."""
        return {one: sum(r.outcome == one for r in self.results) for one in NAMES}

    @property
    def rules(self) -> Iterator[tuple[str, Iterator[Result]]]:
        """Yield each rule with its scenarios."""
        return groupby(self.results, lambda result: result.rule)


def page(outcome: Outcome) -> str:
    """Return the whole page."""
    kind, verdict = _verdict(outcome)
    made = render(
        "lixia_domain.specs",
        "page.html",
        outcome=outcome,
        kind=kind,
        verdict=verdict,
        entries=list(_entries(outcome)),
        features=[
            Feature(file, list(found))
            for file, found in groupby(outcome.results, lambda result: result.file)
        ],
        names=NAMES,
        marks=MARKS,
        shows_evidence=_shows_evidence,
        shown=SHOWN,
        data=DATA,
        fact_said=_fact_said,
    )
    return f"{made}\n"


def _verdict(outcome: Outcome) -> tuple[str, str]:
    failed, left = outcome.count(FAILED), outcome.count(SKIPPED)
    if failed:
        return FAILED, f"{failed} 个场景不通过"
    if left == len(outcome.results):
        return SKIPPED, "没有执行任何场景"
    return PASSED, f"执行的全部通过，{left} 个未执行" if left else "全部通过"


def _entries(outcome: Outcome) -> Iterator[tuple[str, str, bool]]:
    """Yield what stands at the head: name, value, and whether it is a code."""
    numbers = "，".join(f"{name} {outcome.count(one)}" for one, name in NAMES.items())
    yield "场景", f"共 {len(outcome.results)} 个：{numbers}", False
    yield "生成时间", f"{outcome.at}（北京时间）", False
    store = outcome.store
    if not store:
        yield "账库", "未指明；规则规格各自从空白的内存模型开始，历史规格未执行", False
        return
    yield "账库", f"{store['district']} · {store['uri']}", False
    yield "读到位置", f"第 {store['position']} 条；运行期间一直停在此处", False
    yield "名册", store["roster"], False
    yield "账库指纹", store["fingerprint"], True
    yield "该位置的标记", store["mark"], True
    if store.get("before"):
        yield "文件 SHA-256", store["before"], True
        yield "运行前后", _untouched(store["before"] == store["after"]), False


def _untouched(same: bool) -> str:
    if same:
        return "文件哈希一致，账库未被改动"
    return "文件哈希不同：运行期间另有程序写入；本报告只依据上述位置以前的事实"


def _fact_said(name: str) -> str:
    """Return a fact's words; of one that this release does not know, none."""
    known = EVENTS.get(name)
    return "" if known is None else known.event_words.zh


def _shows_evidence(result: Result) -> bool:
    return result.outcome != SKIPPED and bool(any(result.looked.values()) or result.facts)
