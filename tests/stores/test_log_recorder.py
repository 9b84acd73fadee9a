"""What our logs do beyond the contract (``tests/contracts/test_event_stores.py``)."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from lixia_adapters.stores import sqlite


def fact(stream: str, version: int) -> StoredEvent:
    return StoredEvent(stream, version, "need.stated", b"{}")


def test_many_streams_are_read_across_chunks(recorder: Any) -> None:
    streams = [f"项目-{n:04}" for n in range(sqlite.STREAMS_AT_ONCE * 2 + 1)]
    recorder.insert_events([fact(stream, 1) for stream in streams])
    assert [row[1] for row in recorder.streams(reversed(streams))] == streams


def test_the_bell_wakes_without_polling(recorder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # With pauses longer than the test may last, only the bell can wake the waiter.
    monkeypatch.setattr("lixia_adapters.stores.wakeup.SHORTEST", 1000.0)
    for version in range(1, 31):
        heads: list[int] = []
        wait = lambda heads=heads, after=version - 1: heads.append(recorder.wait(after, 1000))  # noqa: E731
        waiter = Thread(target=wait, daemon=True)
        waiter.start()
        recorder.insert_events([fact("项目-甲", version)])
        waiter.join(20)
        assert heads == [version]


def test_positions_have_no_gaps(recorder: Any) -> None:
    appended = [recorder.insert_events([fact("甲", n), fact("乙", n)]) for n in range(1, 4)]
    assert appended == [[1, 2], [3, 4], [5, 6]]


@pytest.mark.parametrize(
    ("versions", "found"),
    [
        ([[2]], "lacks version 1"),
        ([[1, 2, 4]], "lacks version 3"),
        ([[2], [1]], "not after"),
    ],
)
def test_a_finding_says_what_is_wrong(recorder: Any, versions: list[list[int]], found: str) -> None:
    for append in versions:
        recorder.insert_events([fact("项目-甲", version) for version in append])
    (finding,) = recorder.check()
    assert found in finding[1]
