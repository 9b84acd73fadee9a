"""A store that knows less than its seal releases nothing, however much was recorded since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from lixia_domain.audit.seal import sealer
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.recording.recorder import LogRecorder, Row

from .conftest import Place, record


@pytest.mark.parametrize("since", [0, 1, 2, 3, 4])
def test_an_older_copy_releases_nothing_however_far_it_went_on(
    sealed: Place, tmp_path: Path, since: int
) -> None:
    older = sealed.copy(tmp_path / "older")
    with sealed.open() as store:
        record(store, 300, 1)
        store.seals.release(store.ledger.head())
    sealed.settle()
    older.settle()
    sealed.path.write_bytes(older.path.read_bytes())
    with sealed.open() as store:
        for number in range(since):
            record(store, 400 + number, 1)
        for upto in (0, store.ledger.head()):
            with pytest.raises(CannotSeal, match="older copy"):
                store.seals.release(upto)


@pytest.mark.parametrize(
    ("at", "last"), [(1, 1), (2, 1), (39, 1), (40, 40), (41, 40), (4_000, 40), (0, None)]
)
def test_the_last_row_is_found_across_gaps(at: int, last: int | None) -> None:
    rows: list[Row] = [(position, "s", 1, "n", b"") for position in (1, 40)]

    class Journal:
        def rows(self, after: int, upto: int) -> Iterator[Row]:
            return (row for row in rows if after < row[0] <= upto)

    found = sealer._last_row(cast(LogRecorder, cast(Any, Journal())), at)
    assert [row[0] for row in found] == ([] if last is None else [last])
