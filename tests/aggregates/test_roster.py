"""A roster is closed in one step by two people, and its administrators replaced by two others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.roster import decisions as roster
from lixia_domain.aggregates.roster.facts import (
    Administrator,
    AdministratorsProposed,
    AdministratorsSeated,
    ClockConfirmed,
    Facts,
    RosterClosed,
    SeatFilled,
    SeatProposed,
)
from lixia_domain.aggregates.roster.state import ROSTER, THE_ROSTER, Roster, Why
from lixia_domain.application.overview import membership
from lixia_domain.testing import given

ON = date(2021, 6, 1)
A, B, C, D = (f"p:{number:032x}" for number in range(1, 5))
ANN = Administrator(account="ann", person=A, foundation="53379999MJD0000015")
BEN = Administrator(account="ben", person=B, foundation="")
WORD: dict[str, Any] = {"document": "任命书", "on": ON}
BOTH = {"administrators": (ANN, BEN), **WORD}
CLOSED = RosterClosed(**BOTH)
PROPOSED = AdministratorsProposed(proposer="cleo", **BOTH)
SEATED = AdministratorsSeated(confirmer="dan", **BOTH)
PROPOSING: dict[str, Any] = {"proposer": "cleo", "served": {ANN.foundation}}
SEAT: dict[str, Any] = {
    **BOTH,
    "served": {ANN.foundation},
    "confirmer": "dan",
    "eyes": D,
    "proposed_by": C,
    "stands": True,
    "waited": 7,
}
TOO_FEW = [
    (),
    (ANN,),
    (ANN, evolve(BEN, account="ann")),
    (ANN, evolve(BEN, person=A)),
    (ANN, BEN, evolve(BEN, person=C)),
    (ANN, BEN, evolve(BEN, account="cleo")),
]


def test_it_is_closed_once_for_good() -> None:
    given(ROSTER).when(roster.close, **BOTH).then(CLOSED)
    given(ROSTER, CLOSED).when(roster.close, **BOTH).refused(Why.CLOSED)


@pytest.mark.parametrize("administrators", TOO_FEW)
def test_administrators_are_two_people_with_an_account_each(administrators: Any) -> None:
    few = {**BOTH, "administrators": administrators}
    given(ROSTER).when(roster.close, **few).refused(Why.TWO_PERSONS)
    told = given(ROSTER, CLOSED).when(roster.propose, **PROPOSING, **few)
    told.refused(Why.TWO_PERSONS)


def test_one_of_them_stands_for_the_foundation() -> None:
    none = {**BOTH, "administrators": (evolve(ANN, foundation=""), BEN)}
    given(ROSTER).when(roster.close, **none).refused(Why.ONE_OF_THE_FOUNDATION)
    told = given(ROSTER, CLOSED).when(roster.propose, **PROPOSING, **none)
    told.refused(Why.ONE_OF_THE_FOUNDATION)


def test_others_are_proposed_by_one_and_confirmed_by_another() -> None:
    given(ROSTER, CLOSED).when(roster.propose, **PROPOSING, **BOTH).then(PROPOSED)
    given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **SEAT).then(SEATED)


def test_of_each_foundation_with_people_in_its_roles_one_is_proposed_and_seated() -> None:
    other = "53379999MJD0000023"
    served = {"served": {ANN.foundation.lower(), other}}
    told = given(ROSTER, CLOSED).when(roster.propose, **{**PROPOSING, **BOTH, **served})
    told.refused(Why.FOUNDATION_LEFT, foundations=other)
    meanwhile = given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **{**SEAT, **served})
    meanwhile.refused(Why.FOUNDATION_LEFT)
    both = (ANN, evolve(BEN, foundation=other))
    given(ROSTER, CLOSED).when(
        roster.propose, **{**PROPOSING, **BOTH, **served, "administrators": both}
    ).then(evolve(PROPOSED, administrators=both))


@pytest.mark.parametrize("waited", [0, 6])
def test_who_administers_has_a_week_to_object(waited: int) -> None:
    told = given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **{**SEAT, "waited": waited})
    told.refused(Why.TOO_SOON, days=7, waited=waited)


@pytest.mark.parametrize("eyes", [A, B, C])
def test_neither_the_proposer_nor_the_proposed_confirm(eyes: str) -> None:
    told = given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **{**SEAT, "eyes": eyes})
    told.refused(Why.SECOND_PERSON)


def test_who_confirms_names_whom_and_a_changed_proposal_is_not_confirmed_unseen() -> None:
    changed = evolve(PROPOSED, administrators=(ANN, evolve(BEN, account="eve")))
    told = given(ROSTER, CLOSED, PROPOSED, changed).when(roster.seat, **SEAT)
    told.refused(Why.OTHERS_PROPOSED, proposed="ann、eve")
    turned = {**SEAT, "administrators": (BEN, ANN)}
    given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **turned).then(SEATED)


def test_a_proposal_ends_with_the_proposers_own_right_to_propose() -> None:
    told = given(ROSTER, CLOSED, PROPOSED).when(roster.seat, **{**SEAT, "stands": False})
    told.refused(Why.PROPOSER_GONE, proposer="cleo")


def test_nobody_is_seated_who_was_not_proposed_or_was_already() -> None:
    given(ROSTER, CLOSED).when(roster.seat, **SEAT).refused(Why.NOT_PROPOSED)
    given(ROSTER, CLOSED, PROPOSED, SEATED).when(roster.seat, **SEAT).refused(Why.NOT_PROPOSED)


def test_an_open_roster_has_nobody_to_replace() -> None:
    given(ROSTER).when(roster.propose, **PROPOSING, **BOTH).refused(Why.OPEN)
    given(ROSTER).when(roster.seat, **SEAT).refused(Why.OPEN)


def test_the_clock_is_confirmed_as_often_as_somebody_looks() -> None:
    confirmed = ClockConfirmed(**WORD)

    def confirm(_: Roster) -> Facts:
        return roster.confirm_clock(**WORD)

    given(ROSTER).when(confirm).then(confirmed)
    given(ROSTER, CLOSED, confirmed).when(confirm).then(confirmed)
    assert ROSTER.fold([CLOSED, confirmed]) == ROSTER.fold([CLOSED])


def test_whoever_only_asks_whether_it_is_closed_reads_the_roster_itself() -> None:
    assert ROSTER.stream(THE_ROSTER) == membership.STREAM


# ---- a foundation that joins later ---------------------------------------------------------------

EVE = Administrator(account="eve", person=f"p:{5:032x}", foundation="53379999MJD0000023")
JOINS: dict[str, Any] = {"administrator": EVE, "seated": {ANN.foundation}, **WORD}
WAITING = SeatProposed(administrator=EVE, proposer="ann", **WORD)
FILLED = SeatFilled(administrator=EVE, confirmer="ben", **WORD)
FILLING: dict[str, Any] = {
    **JOINS,
    "confirmer": "ben",
    "eyes": B,
    "proposed_by": A,
    "stands": True,
}


def test_two_administrators_seat_one_for_a_foundation_that_joins() -> None:
    closed = given(ROSTER, CLOSED)
    closed.when(roster.propose_seat, proposer="ann", eyes=A, **JOINS).then(WAITING)
    given(ROSTER, CLOSED, WAITING).when(roster.fill_seat, **FILLING).then(FILLED)
    for none in ((), (WAITING, FILLED)):
        told = given(ROSTER, CLOSED, *none).when(roster.fill_seat, **FILLING)
        told.refused(Why.NOT_PROPOSED)
    given(ROSTER).when(roster.propose_seat, proposer="ann", eyes=A, **JOINS).refused(Why.OPEN)


def test_a_foundation_that_has_an_administrator_is_given_none_by_others() -> None:
    for seated in ({EVE.foundation}, {EVE.foundation.lower()}):
        told = {**JOINS, "seated": seated}
        asked = given(ROSTER, CLOSED).when(roster.propose_seat, proposer="ann", eyes=A, **told)
        asked.refused(Why.FOUNDATION_SEATED, foundation=EVE.foundation)
        meanwhile = given(ROSTER, CLOSED, WAITING)
        meanwhile.when(roster.fill_seat, **{**FILLING, "seated": seated}).refused(
            Why.FOUNDATION_SEATED
        )


def test_who_proposes_who_confirms_and_who_joins_are_three_people() -> None:
    own = given(ROSTER, CLOSED).when(roster.propose_seat, proposer="ann", eyes=EVE.person, **JOINS)
    own.refused(Why.ANOTHER_ADMINISTRATOR)
    for eyes in (A, EVE.person):
        told = given(ROSTER, CLOSED, WAITING).when(roster.fill_seat, **{**FILLING, "eyes": eyes})
        told.refused(Why.ANOTHER_ADMINISTRATOR)


def test_another_than_was_proposed_or_by_whom_administers_no_more_is_not_seated() -> None:
    waits = given(ROSTER, CLOSED, WAITING)
    for told in ({"account": "fay"}, {"person": D}, {"foundation": "x"}):
        other = {**FILLING, "administrator": evolve(EVE, **told)}
        waits.when(roster.fill_seat, **other).refused(Why.OTHERS_PROPOSED, proposed="eve")
    waits.when(roster.fill_seat, **{**FILLING, "stands": False}).refused(
        Why.PROPOSER_GONE, proposer="ann"
    )


def test_all_administrators_anew_and_one_more_are_proposed_side_by_side() -> None:
    both = given(ROSTER, CLOSED, PROPOSED, WAITING)
    both.when(roster.fill_seat, **FILLING).then(FILLED)
    both.when(roster.seat, **SEAT).then(SEATED)
