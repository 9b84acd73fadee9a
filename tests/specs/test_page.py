"""The page of a run: whatever auditors and stores say stands on it as text, never as markup."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import product

import pytest
from jinja2 import UndefinedError

from lixia_domain.application import pages
from lixia_domain.specs.outcome import FAILED, PASSED, SKIPPED, Fact, Outcome, Result, Said
from lixia_domain.specs.page import NAMES, SHOWN, page

HOSTILE = "</td><script>alert(1)</script>\"'><b onclick=x>&amp;{{ 7*7 }}{% raw %} 项目"
ATTRIBUTES = {
    "http-equiv",  # the policy that lets no script run
    "lang",
    "charset",
    "name",
    "content",
    "class",
    "id",
    "href",
    "open",
}
EMPTY = {"meta", "br"}


class Parsed(HTMLParser):
    """A page as a browser reads it; every element must be closed where it was opened."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.said: list[str] = []
        self.within: list[str] = []
        self.feed(text)
        self.close()
        assert not self.within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in EMPTY:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def text(self) -> str:
        return "".join(self.said)


def result(outcome: str, family: str, facts: int = 2) -> Result:
    return Result(
        file=HOSTILE,
        feature=HOSTILE,
        about=f"{HOSTILE}\n{HOSTILE}",
        rule=HOSTILE,
        scenario=HOSTILE,
        example=HOSTILE,
        line=3,
        tags=[HOSTILE],
        family=family,
        outcome=outcome,
        why=HOSTILE,
        steps=[
            Said(keyword="假如", text=HOSTILE, line=4, table=[[HOSTILE, "a"]], doc=HOSTILE),
        ],
        looked={HOSTILE: facts},
        facts=[Fact(at, HOSTILE, HOSTILE, HOSTILE) for at in range(facts)],
        moment=HOSTILE,
        refusals={HOSTILE: "不行"},
    )


@pytest.mark.parametrize("family", ["history", "model"])
@pytest.mark.parametrize("outcome", NAMES)
def test_nothing_that_is_said_is_taken_for_markup(outcome: str, family: str) -> None:
    names = ("district", "uri", "position", "roster", "fingerprint", "mark", "before", "after")
    found = result(outcome, family)
    ours = Parsed(page(Outcome(at=HOSTILE, store=dict.fromkeys(names, HOSTILE), results=[found])))
    assert not {"script", "b onclick"} & set(ours.tags)
    assert ours.attributes <= ATTRIBUTES
    # Head: time, district and address, position, roster, fingerprint, mark, hash; name and file
    # in the contents; title, two lines below it, rule; name, example, tag, reason; step, cell,
    # text.
    told = ours.text.count(HOSTILE)
    head, said = 1 + 8, 2 + 4 + 4 + 3
    evidence = 0 if outcome == SKIPPED else 1 + 1 + 3 * 2 + (family == "history")
    assert told == head + said + evidence


def test_what_did_not_pass_is_open_and_said_first() -> None:
    results = [result(one, "model") for one in (PASSED, FAILED, SKIPPED, PASSED)]
    said = page(Outcome(at="t", results=results))
    assert '<header class="failed">' in said and "1 个场景不通过" in said
    assert said.count(" open><summary>") == 1
    assert "共 4 个：通过 2，不通过 1，未执行 1" in said
    for outcome, count in ((PASSED, 2), (FAILED, 1), (SKIPPED, 1)):
        assert f'<td class="n {outcome}">{count}</td>' in said


@pytest.mark.parametrize(
    ("outcomes", "kind", "verdict"),
    [
        ((PASSED, PASSED), PASSED, "全部通过"),
        ((PASSED, SKIPPED), PASSED, "执行的全部通过，1 个未执行"),
        ((SKIPPED, SKIPPED), SKIPPED, "没有执行任何场景"),
        ((), SKIPPED, "没有执行任何场景"),
    ],
)
def test_the_verdict_is_what_came_of_all(
    outcomes: tuple[str, ...], kind: str, verdict: str
) -> None:
    said = page(Outcome(at="t", results=[result(one, "model") for one in outcomes]))
    assert f'<header class="{kind}"><p class="kicker">规格报告</p><h1>{verdict}</h1>' in said


@pytest.mark.parametrize("same", [True, False])
def test_a_store_that_changed_meanwhile_is_said(same: bool) -> None:
    names = ("district", "uri", "position", "roster", "fingerprint", "mark", "before")
    store = dict.fromkeys(names, "x")
    said = page(Outcome(at="t", store={**store, "after": "x" if same else "y"}))
    assert ("文件哈希一致" in said, "文件哈希不同" in said) == (same, not same)


def test_facts_beyond_those_shown_are_counted() -> None:
    for more, family in product((0, 1), ("model", "history")):
        found = result(PASSED, family, SHOWN + more)
        said = page(Outcome(at="t", results=[found]))
        assert said.count('<tr><td class="n">') == SHOWN
        assert (f"引用共 {SHOWN + 1} 条" in said) == bool(more)


def test_a_word_that_a_template_is_not_given_fails() -> None:
    with pytest.raises(UndefinedError):
        pages.render("lixia_domain.specs", "page.html", outcome=Outcome(at="t"))
