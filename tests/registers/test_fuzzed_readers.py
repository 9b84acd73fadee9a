"""Strangers' files made up and spoilt: each reader answers, in words or to the fen.

The ten-minute form, its seeds and its counts: ``fuzz.py`` and docs/reliability.md.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .fuzz import READERS, played

ROUNDS = {"bundle": 25, "mapping": 40, "designation": 80}


@pytest.mark.parametrize("reader", READERS)
def test_a_strangers_file_is_read_to_the_fen_or_refused_in_words(
    reader: str, tmp_path: Path
) -> None:
    seen = Counter[str]()

    @settings(
        max_examples=ROUNDS.get(reader, 40),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.integers(0, 2**32))
    def rounds(seed: int) -> None:
        seen[played(reader, seed, tmp_path)] += 1

    rounds()
    assert seen


@pytest.mark.parametrize(
    ("reader", "seed"),
    [
        ("votes", 817),  # all cells quoted, parted by tabs
        ("statement", 411),
        ("register", 618),
    ],
)
def test_what_once_went_wrong_goes_right(reader: str, seed: int, tmp_path: Path) -> None:
    played(reader, seed, tmp_path)
