"""For every act that can be wrong there is a fact that mends it, or a reason why there is none.

``tests/golden/mended.csv`` says which: whoever adds a fact says what is done where it was recorded
in error. A reason that opens with ``not yet`` is a gap; no new one comes in. That the one fact
does mend the other, a scenario shows (``tests/golden/mended_in.csv``), which is looked at when it
is carried out (``tests/test_features.py``).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd.feature import get_features
from tests.mended import CARRIED_OUT, PAIRS, ROWS

from lixia_domain.recording.catalogue import EVENTS

FEATURES = Path(__file__).parents[2] / "features"
GAPS: frozenset[str] = frozenset()
"""Facts that nothing mends yet. No new one comes in."""


def test_every_fact_says_how_it_is_mended() -> None:
    missing = sorted(set(EVENTS) - set(ROWS))
    assert not missing, f"say in tests/golden/mended.csv what mends these: {missing}"
    assert set(ROWS) == set(EVENTS)


@pytest.mark.parametrize("fact", EVENTS)
def test_what_mends_a_fact_is_a_fact_or_there_is_a_reason(fact: str) -> None:
    by, why = ROWS[fact]["mended_by"].split(), ROWS[fact]["why"]
    assert set(by) <= set(EVENTS)
    assert by or len(why) > 10, f"say why nothing mends {fact}"


def test_no_gap_is_added_and_one_that_is_closed_leaves_the_list() -> None:
    assert {fact for fact, row in ROWS.items() if row["why"].startswith("not yet")} == GAPS


def test_of_every_pair_it_is_said_where_it_is_carried_out_or_why_nowhere() -> None:
    assert set(CARRIED_OUT) == PAIRS
    neither = [
        pair for pair, row in CARRIED_OUT.items() if bool(row["scenario"]) == bool(row["why"])
    ]
    assert not neither, f"name a scenario in tests/golden/mended_in.csv, or say why none: {neither}"
    unseen = {pair for pair, row in CARRIED_OUT.items() if row["why"].startswith("not yet")}
    assert not unseen, f"let a scenario carry the one out after the other: {unseen}"


def test_every_scenario_that_is_named_is_there() -> None:
    features = get_features([str(FEATURES)])
    told = {template.name for one in features for template in one.scenarios.values()}
    assert {row["scenario"] for row in CARRIED_OUT.values()} - {""} <= told


def test_what_is_the_act_anew_is_undone_by_what_a_scenario_carries_out() -> None:
    for (fact, by), row in CARRIED_OUT.items():
        if row["why"].startswith("the act anew"):
            assert CARRIED_OUT[by, fact]["scenario"], (fact, by)
