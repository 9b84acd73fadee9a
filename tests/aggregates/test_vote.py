from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.aggregates import vote
from lixia_domain.aggregates.vote import VOTE, VoteCast, Why
from lixia_domain.testing import given

ON = date(2021, 6, 1)
FIRST = VoteCast(entry="c/1", instead_of=None, on=ON)
CHANGED = VoteCast(entry="c/2", instead_of="c/1", on=ON)


@pytest.mark.parametrize("may_change", [True, False])
def test_a_vote_is_cast_once(may_change: bool) -> None:
    given(VOTE).when(vote.cast, entry="c/1", may_change=may_change, on=ON).then(FIRST)
    given(VOTE, FIRST).when(vote.cast, entry="c/1", may_change=may_change, on=ON).ignored()
    given(VOTE, FIRST, CHANGED).when(vote.cast, entry="c/2", may_change=may_change, on=ON).ignored()


def test_a_vote_for_another_entry_replaces_the_first_where_the_call_lets_it() -> None:
    given(VOTE, FIRST).when(vote.cast, entry="c/2", may_change=True, on=ON).then(CHANGED)


def test_a_vote_for_another_entry_is_refused_where_the_call_does_not() -> None:
    told = given(VOTE, FIRST).when(vote.cast, entry="c/2", may_change=False, on=ON)
    told.refused(Why.CAST_ALREADY, entry="c/1")
