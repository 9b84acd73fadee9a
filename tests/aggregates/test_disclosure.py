from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates import disclosure
from lixia_domain.aggregates.disclosure import (
    DISCLOSURE,
    DisclosureCorrected,
    DisclosurePublished,
    DisclosureWithdrawn,
    Platform,
    Why,
)
from lixia_domain.testing import given

ON = date(2021, 6, 1)
WORDS: dict[str, Any] = {
    "matter": "plan_progress",
    "subject": "p1",
    "period": "2021-06-01",
    "platform": Platform.NATIONAL,
    "address": "公告一",
    "position": 12,
    "content_hash": "aa",
    "rule": "r",
}
PUBLISHED = DisclosurePublished(**WORDS, on=ON)
CHANGE: dict[str, Any] = {
    "corrects": "aa",
    "content_hash": "bb",
    "position": 15,
    "reason": "漏列",
    "approver": "acct-1",
}
CORRECTED = DisclosureCorrected(**CHANGE, on=ON)


def publishing(*facts: Any, **changed: Any) -> Any:
    words = {**WORDS, "opens": ON, "on": ON, **changed}
    return given(DISCLOSURE, *facts).when(disclosure.publish, **words)


def correcting(*facts: Any, **changed: Any) -> Any:
    return given(DISCLOSURE, *facts).when(disclosure.correct, **{**CHANGE, **changed}, on=ON)


def test_a_period_is_published_once() -> None:
    publishing().then(PUBLISHED)
    publishing(PUBLISHED, position=40).ignored()


def test_what_was_published_before_its_period_is_published_anew() -> None:
    early = evolve(PUBLISHED, on=date(2021, 5, 31))
    publishing(early).then(PUBLISHED)
    publishing(early, PUBLISHED).ignored()


@pytest.mark.parametrize("platform", [Platform.WEBSITE, Platform.NEWS])
def test_website_and_news_are_no_substitute(platform: Platform) -> None:
    publishing(platform=platform).refused(Why.NOT_THE_PLATFORM)


@pytest.mark.parametrize("word", ["address", "content_hash"])
def test_another_content_is_no_second_publication(word: str) -> None:
    publishing(PUBLISHED, **{word: "别的"}).refused(Why.PUBLISHED_OTHERWISE, address="公告一")


def test_a_correction_cites_what_stands_there() -> None:
    correcting(PUBLISHED).then(CORRECTED)
    known = DISCLOSURE.fold([PUBLISHED, CORRECTED])
    assert known is not None
    assert (known.content_hash, known.corrected) == ("bb", 1)
    correcting(PUBLISHED, CORRECTED).refused(Why.NOT_WHAT_STANDS, standing="bb")


def test_nothing_published_nothing_corrected() -> None:
    correcting().refused(Why.UNKNOWN)


def test_a_correction_says_something_else() -> None:
    correcting(PUBLISHED, content_hash="aa").refused(Why.SAME_CONTENT)


def test_what_was_withdrawn_is_not_published_and_is_published_anew() -> None:
    why: dict[str, Any] = {"reason": "附件有误", "approver": "acct-1", "on": ON}
    gone = DisclosureWithdrawn(**why)
    given(DISCLOSURE, PUBLISHED).when(disclosure.withdraw, **why).then(gone)
    given(DISCLOSURE, PUBLISHED, gone).when(disclosure.withdraw, **why).ignored()
    given(DISCLOSURE).when(disclosure.withdraw, **why).refused(Why.UNKNOWN)
    corrected = given(DISCLOSURE, PUBLISHED, gone).when(disclosure.correct, **CHANGE, on=ON)
    corrected.refused(Why.WITHDRAWN)
    publishing(PUBLISHED, gone).then(PUBLISHED)
    publishing(PUBLISHED, gone, PUBLISHED).ignored()
