from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import use_change
from lixia_domain.aggregates.use_change import USE_CHANGE, UseChangeAnswered, Why
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON, LATER = date(2021, 3, 10), date(2021, 6, 1)
SAID: dict[str, Any] = {
    "gift": "L1#1.1",
    "to": "q",
    "donor": "e1",
    "amount": Money(60),
    "agreed": True,
    "document": "同意书",
}
ASKED: dict[str, Any] = {**SAID, "given": Money(100), "on": LATER}
AGREED = UseChangeAnswered(**SAID, on=ON)
DENIED = UseChangeAnswered(**{**SAID, "agreed": False}, on=ON)


def test_an_answer_is_recorded_and_the_same_again_ignored() -> None:
    given(USE_CHANGE).when(use_change.answer, **ASKED).then(UseChangeAnswered(**SAID, on=LATER))
    given(USE_CHANGE, AGREED).when(use_change.answer, **ASKED).ignored()


def test_a_donor_may_answer_otherwise_later() -> None:
    given(USE_CHANGE, DENIED).when(use_change.answer, **ASKED).then(
        UseChangeAnswered(**SAID, on=LATER)
    )


def test_an_answer_speaks_of_something_and_of_no_more_than_was_given() -> None:
    told = given(USE_CHANGE)
    told.when(use_change.answer, **{**ASKED, "amount": Money(101)}).refused(
        Why.MORE_THAN_GIVEN, given=Money(100), amount=Money(101)
    )
    told.when(use_change.answer, **{**ASKED, "amount": ZERO}).refused(amounts.Why.NOT_POSITIVE)


def answered(known: UseChangeAnswered | None, *, left: int, moved: int = 0) -> tuple[bool | None]:
    return (use_change.answered(known, left=Money(left), moved=Money(moved)),)


@pytest.mark.parametrize(
    ("history", "left", "said"),
    [((), 60, None), ((AGREED,), 60, True), ((DENIED,), 61, False), ((AGREED, DENIED), 1, False)],
)
def test_the_last_answer_counts_and_silence_is_none(
    history: tuple[UseChangeAnswered, ...], left: int, said: bool | None
) -> None:
    given(USE_CHANGE, *history).when(answered, left=left).then(said)


def test_a_consent_reaches_no_further_than_the_amount_that_it_names() -> None:
    given(USE_CHANGE, AGREED).when(answered, left=61).refused(
        Why.BEYOND, agreed=Money(60), left=Money(61)
    )


def test_what_went_by_a_consent_uses_it_up() -> None:
    at = given(USE_CHANGE, AGREED)
    at.when(answered, left=20, moved=40).then(True)
    at.when(answered, left=21, moved=40).refused(Why.BEYOND, agreed=Money(20), left=Money(21))
    at.when(answered, left=1, moved=70).refused(Why.BEYOND, agreed=ZERO, left=Money(1))


def test_what_has_no_donor_nobody_answers_for() -> None:
    given(USE_CHANGE).when(use_change.answer, **{**ASKED, "donor": None}).refused(
        Why.NO_DONOR, gift="L1#1.1"
    )
