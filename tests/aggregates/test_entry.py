from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import entry
from lixia_domain.aggregates.entry import (
    ENTRY,
    Entry,
    EntryEvent,
    EntryScreened,
    EntryScreeningWithdrawn,
    EntryStage,
    EntrySubmitted,
    EntryWithdrawn,
    Why,
)
from lixia_domain.kernel import people
from lixia_domain.testing import given

ON, LATER = date(2021, 4, 1), date(2021, 4, 20)
WHO, OTHER = "p:" + "a" * 32, "p:" + "b" * 32
WORDS: dict[str, Any] = {
    "title": "先下后上",
    "authors": (WHO, OTHER),
    "document": "017.pdf",
    "document_hash": "ab" * 32,
}
SUBMITTED = EntrySubmitted(**WORDS, on=ON)
ADMITTED = EntryScreened(admitted=True, reason="", on=LATER)
REJECTED = EntryScreened(admitted=False, reason="抄袭", on=LATER)
WITHDRAWN = EntryWithdrawn(reason="作者要求", on=LATER)


def test_an_entry_is_sent_in_once() -> None:
    given(ENTRY).when(entry.submit, **WORDS, on=ON).then(SUBMITTED)
    given(ENTRY, SUBMITTED, ADMITTED).when(entry.submit, **WORDS, on=LATER).ignored()


@pytest.mark.parametrize(
    "other", [{"title": "别的"}, {"authors": (WHO,)}, {"document": "x"}, {"document_hash": "0"}]
)
def test_another_entry_under_the_number_is_refused(other: dict[str, Any]) -> None:
    told = given(ENTRY, SUBMITTED).when(entry.submit, **{**WORDS, **other}, on=ON)
    told.refused(Why.EXISTS, title="先下后上")


def test_an_entry_of_nobody_is_refused() -> None:
    given(ENTRY).when(entry.submit, **{**WORDS, "authors": ()}, on=ON).refused(Why.NO_AUTHOR)


@pytest.mark.parametrize("author", ["张三", "", "p:张三", WHO.upper(), WHO + "0"])
def test_a_name_never_stands_for_an_author(author: str) -> None:
    told = given(ENTRY).when(entry.submit, **{**WORDS, "authors": (WHO, author)}, on=ON)
    told.refused(people.Why.NOT_A_REFERENCE)


@pytest.mark.parametrize("fact", [ADMITTED, REJECTED])
def test_screening_is_recorded_once(fact: EntryScreened) -> None:
    words: dict[str, Any] = {"key": "c/1", "admitted": fact.admitted, "reason": fact.reason}
    given(ENTRY, SUBMITTED).when(entry.screen, **words, on=LATER).then(fact)
    given(ENTRY, SUBMITTED, fact).when(entry.screen, **words, on=LATER).ignored()


@pytest.mark.parametrize("fact", [ADMITTED, REJECTED])
def test_a_screening_stands(fact: EntryScreened) -> None:
    told = given(ENTRY, SUBMITTED, fact).when(
        entry.screen, key="c/1", admitted=not fact.admitted, reason="r", on=LATER
    )
    told.refused(Why.SCREENED, stage=EntryStage.ADMITTED if fact.admitted else EntryStage.REJECTED)


def test_rejecting_without_a_reason_is_refused() -> None:
    told = given(ENTRY, SUBMITTED).when(
        entry.screen, key="c/1", admitted=False, reason="", on=LATER
    )
    told.refused(Why.NO_REASON)


@pytest.mark.parametrize("history", [(SUBMITTED,), (SUBMITTED, ADMITTED), (SUBMITTED, REJECTED)])
def test_withdrawing_is_recorded_once(history: tuple[EntryEvent, ...]) -> None:
    words: dict[str, Any] = {"key": "c/1", "reason": "作者要求", "on": LATER}
    given(ENTRY, *history).when(entry.withdraw, **words).then(WITHDRAWN)
    given(ENTRY, *history, WITHDRAWN).when(entry.withdraw, **words).ignored()


def test_what_was_withdrawn_is_not_screened() -> None:
    told = given(ENTRY, SUBMITTED, WITHDRAWN).when(
        entry.screen, key="c/1", admitted=True, reason="", on=LATER
    )
    told.refused(Why.WITHDRAWN, entry="c/1")


def test_withdrawing_what_was_never_sent_in_is_refused() -> None:
    told = given(ENTRY).when(entry.withdraw, key="c/1", reason="r", on=ON)
    told.refused(Why.UNKNOWN, entry="c/1")


def voted_for(state: Entry | None, *, key: str) -> tuple[str]:
    entry.chosen(state, key=key)
    return (key,)


def test_an_entry_that_was_taken_back_is_voted_for_no_more() -> None:
    given(ENTRY, SUBMITTED, ADMITTED).when(voted_for, key="c/1").then("c/1")
    gone = given(ENTRY, SUBMITTED, ADMITTED, WITHDRAWN)
    gone.when(voted_for, key="c/1").refused(Why.WITHDRAWN, entry="c/1")
    assert entry.withdrawn(gone.state)
    assert not entry.withdrawn(None)


@pytest.mark.parametrize("fact", [ADMITTED, REJECTED])
def test_a_wrong_screening_is_withdrawn_and_the_entry_screened_anew(fact: EntryScreened) -> None:
    words: dict[str, Any] = {"key": "c/1", "reason": "复核有误", "document": "复核记录"}
    back = EntryScreeningWithdrawn(
        admitted=fact.admitted, reason="复核有误", document="复核记录", on=LATER
    )
    given(ENTRY, SUBMITTED, fact).when(entry.unscreen, **words, on=LATER).then(back)
    anew = given(ENTRY, SUBMITTED, fact, back)
    anew.when(entry.unscreen, **words, on=LATER).ignored()
    other = EntryScreened(admitted=not fact.admitted, reason="r", on=LATER)
    anew.when(entry.screen, key="c/1", admitted=other.admitted, reason="r", on=LATER).then(other)
