"""For every act that can be wrong there is a fact that mends it, or a reason why there is none.

``tests/golden/mended.csv`` says which: whoever adds a fact says what is done where it was recorded
in error. A reason that opens with ``not yet`` is a gap; no new one comes in.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lixia_domain.recording.catalogue import EVENTS

with (Path(__file__).parent.parent / "golden" / "mended.csv").open(encoding="utf-8") as file:
    ROWS = {row["fact"]: row for row in csv.DictReader(file)}
GAPS = frozenset(
    [
        "disbursement.loss_written_off",
        "enterprise.merged",
        "in_kind.issued",
        "in_kind.written_off",
        "project.accepted",
    ]
)


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
