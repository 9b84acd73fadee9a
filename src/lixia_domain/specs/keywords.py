"""Gherkin's Chinese keywords, and the slips by which people miss them."""

from __future__ import annotations

import re

from gherkin.dialect import DIALECTS, Dialect

ZH = Dialect(DIALECTS["zh-CN"])


def _words(*lists: list[str]) -> tuple[str, ...]:
    words = dict.fromkeys(word.strip() for each in lists for word in each)
    return tuple(sorted((word for word in words if word != "*"), key=len, reverse=True))


BLOCKS = _words(
    ZH.feature_keywords,
    ZH.background_keywords,
    ZH.rule_keywords,
    ZH.scenario_keywords,
    ZH.scenario_outline_keywords,
    ZH.examples_keywords,
)
"""Words that open a part of a file, a colon after them; the longest first."""

STEPS = _words(
    ZH.given_keywords, ZH.when_keywords, ZH.then_keywords, ZH.and_keywords, ZH.but_keywords
)
"""Words that open a step."""

MEANT = {
    "如果": "假如",
    "假若": "假如",
    "倘若": "假如",
    "给定": "假如",
    "前提": "假如",
    "已知": "假如",
    "Given": "假如",
    "When": "当",
    "那末": "那么",
    "那麼": "那么",
    "则": "那么",
    "应该": "那么",
    "Then": "那么",
    "And": "而且",
    "以及": "而且",
    "并": "而且",
    "且": "而且",
    "But": "但是",
    "但": "但是",
    "特性": "功能",
    "特征": "功能",
    "功能点": "功能",
    "Feature": "功能",
    "情景": "场景",
    "情境": "场景",
    "用例": "场景",
    "Scenario": "场景",
    "场景模板": "场景大纲",
    "Scenario Outline": "场景大纲",
    "前置条件": "背景",
    "Background": "背景",
    "示例": "例子",
    "举例": "例子",
    "样例": "例子",
    "Examples": "例子",
}
"""What people write, and the keyword they mean."""

_WIDE = re.compile(rf"({'|'.join(map(re.escape, BLOCKS))})\s*：")
_SLIP = re.compile(
    rf"({'|'.join(map(re.escape, sorted(MEANT, key=len, reverse=True)))})(?:\s*[:：]|\s)"
)


def wide_colon(line: str) -> str | None:
    """Return the keyword that a full-width colon follows."""
    found = _WIDE.match(line)
    return found[1] if found else None


def bad_word(line: str) -> tuple[str, str] | None:
    """Return a word that is no keyword and the one that is meant."""
    found = _SLIP.match(line)
    if found is None or MEANT[found[1]] == found[1]:
        return None
    right = MEANT[found[1]]
    block = right in BLOCKS
    return (found[1], right) if block is found[0].endswith((":", "：")) else None
