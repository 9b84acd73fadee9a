from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates import guide
from lixia_domain.aggregates.guide import GUIDE, GuideDrafted, GuideEvent, GuidePublished, Why
from lixia_domain.testing import given

ON, LATER, SINCE = date(2021, 3, 1), date(2021, 3, 10), date(2021, 4, 1)
WORDS: dict[str, Any] = {
    "edition": 1,
    "title": "指南",
    "document": "v1.pdf",
    "document_hash": "ab" * 32,
    "cites": (),
}
DRAFTED = GuideDrafted(**WORDS, on=ON)
OUT: dict[str, Any] = {
    "edition": 1,
    "document_hash": "ab" * 32,
    "minutes": "纪要",
    "since": SINCE,
}
PUBLISHED = GuidePublished(**OUT, on=LATER)
SECOND = evolve(DRAFTED, edition=2, document_hash="cd" * 32, on=LATER)


def test_a_draft_is_recorded_once_and_may_be_made_anew() -> None:
    given(GUIDE).when(guide.draft, **WORDS, on=ON).then(DRAFTED)
    given(GUIDE, DRAFTED).when(guide.draft, **WORDS, on=LATER).ignored()
    anew = given(GUIDE, DRAFTED).when(guide.draft, **{**WORDS, "title": "新"}, on=LATER)
    anew.then(evolve(DRAFTED, title="新", on=LATER))


def test_the_next_edition_follows_a_published_one() -> None:
    told = given(GUIDE, DRAFTED, PUBLISHED).when(
        guide.draft, **{**WORDS, "edition": 2, "document_hash": "cd" * 32}, on=LATER
    )
    told.then(SECOND)


@pytest.mark.parametrize("edition", [-1, 0, 2])
def test_a_draft_out_of_turn_is_refused(edition: int) -> None:
    told = given(GUIDE, DRAFTED).when(guide.draft, **{**WORDS, "edition": edition}, on=ON)
    told.refused(Why.OUT_OF_TURN, edition=edition, next=1)


def test_publishing_is_recorded() -> None:
    given(GUIDE, DRAFTED).when(guide.publish, **OUT, on=LATER).then(PUBLISHED)


@pytest.mark.parametrize("history", [(DRAFTED, PUBLISHED), (DRAFTED, PUBLISHED, SECOND)])
def test_a_published_edition_never_changes(history: tuple[GuideEvent, ...]) -> None:
    told = given(GUIDE, *history)
    told.when(guide.draft, **{**WORDS, "title": "新"}, on=LATER).refused(Why.IMMUTABLE, next=2)
    told.when(guide.publish, **OUT, on=LATER).refused(Why.IMMUTABLE, edition=1)


@pytest.mark.parametrize("history", [(), (DRAFTED,), (DRAFTED, PUBLISHED)])
def test_publishing_what_was_not_drafted_is_refused(history: tuple[GuideEvent, ...]) -> None:
    told = given(GUIDE, *history).when(guide.publish, **{**OUT, "edition": 2}, on=LATER)
    told.refused(Why.NOT_DRAFTED, edition=2)


def test_publishing_another_text_than_the_draft_is_refused() -> None:
    told = given(GUIDE, DRAFTED).when(guide.publish, **{**OUT, "document_hash": "x"}, on=LATER)
    told.refused(Why.NOT_THE_DRAFT, edition=1)


def test_a_later_edition_is_in_force_later() -> None:
    told = given(GUIDE, DRAFTED, PUBLISHED, SECOND)
    second = {**OUT, "edition": 2, "document_hash": "cd" * 32}
    told.when(guide.publish, **second, on=LATER).refused(Why.NOT_LATER, last=SINCE)
    later = {**second, "since": date(2021, 4, 2)}
    told.when(guide.publish, **later, on=LATER).then(GuidePublished(**later, on=LATER))
