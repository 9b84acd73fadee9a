"""What every log promises beyond the library's interface, whatever it is kept in."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from threading import Event, Thread
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.stores import memory, sqlite

STREAMS = ("项目-甲", "企业-乙", "基金-丙")
NAMES = ("need.stated", "project.claimed", "gift.pledged")


def fact(stream: str, version: int, name: str = "need.stated", state: bytes = b"{}") -> StoredEvent:
    return StoredEvent(stream, version, name, state)


appends = st.lists(
    st.lists(
        st.tuples(st.sampled_from(STREAMS), st.sampled_from(NAMES), st.binary(max_size=9)),
        min_size=1,
        max_size=4,
    ),
    max_size=6,
)


@given(
    appends=appends,
    after=st.integers(0, 20),
    upto=st.integers(0, 20),
    names=st.sets(st.sampled_from(NAMES)),
    wanted=st.lists(st.sampled_from([*STREAMS, "无此流"])),
)
@pytest.mark.parametrize("store", [memory, sqlite])
def test_reads_give_what_was_appended_in_that_order(
    store: Any,
    appends: list[list[tuple[str, str, bytes]]],
    after: int,
    upto: int,
    names: set[str],
    wanted: list[str],
) -> None:
    factory = store.Factory({"SQLITE_DBNAME": ":memory:", "ORIGINATOR_ID_TYPE": "text"})
    recorder = factory.application_recorder()
    versions: dict[str, int] = defaultdict(int)
    expected: list[tuple[int, str, int, str, bytes]] = []
    for append in appends:
        events = []
        for stream, name, state in append:
            versions[stream] += 1
            events.append(fact(stream, versions[stream], name, state))
            expected.append((len(expected) + 1, stream, versions[stream], name, state))
        positions = recorder.insert_events(events)
        assert positions == [row[0] for row in expected[-len(append) :]]

    assert recorder.head() == len(expected)
    assert list(recorder.rows(after, upto, names)) == [
        row for row in expected if after < row[0] <= upto and (not names or row[3] in names)
    ]
    for stream in STREAMS:
        assert list(recorder.stream(stream, after)) == [
            row for row in expected if row[1] == stream and row[2] > after
        ]
    assert list(recorder.streams(wanted)) == list(
        chain.from_iterable(
            [row for row in expected if row[1] == stream] for stream in sorted(set(wanted))
        )
    )
    assert recorder.check() == []
    factory.close()


def test_many_streams_are_read_across_chunks(recorder: Any) -> None:
    streams = [f"项目-{n:04}" for n in range(sqlite.STREAMS_AT_ONCE * 2 + 1)]
    recorder.insert_events([fact(stream, 1) for stream in streams])
    assert [row[1] for row in recorder.streams(reversed(streams))] == streams


def test_an_append_is_recorded_if_what_was_read_still_stands(recorder: Any) -> None:
    recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
    recorder.insert_events([fact("企业-乙", 1)], unchanged={"项目-甲": 2, "尚未有": 0})
    assert recorder.head() == 3


@pytest.mark.parametrize("unchanged", [{"项目-甲": 1}, {"项目-甲": 3}, {"尚未有": 1}])
def test_an_append_loses_the_race_if_what_was_read_has_moved_on(
    recorder: Any, unchanged: dict[str, int]
) -> None:
    recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
    with pytest.raises(IntegrityError):
        recorder.insert_events([fact("企业-乙", 1)], unchanged=unchanged)
    assert recorder.head() == 2
    assert not recorder.stream("企业-乙")


def test_of_two_decisions_on_each_others_reads_only_one_is_recorded(recorder: Any) -> None:
    # Each reads what the other writes: without the re-check both would stand.
    outcomes = []
    start = Event()

    def decide(writes: str, reads: str) -> None:
        start.wait()
        for version in range(1, 40):
            try:
                recorder.insert_events([fact(writes, version)], unchanged={reads: version - 1})
                outcomes.append((version, writes))
            except IntegrityError:
                return

    threads = [Thread(target=decide, args=pair) for pair in [("甲", "乙"), ("乙", "甲")]]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    recorded = sorted((row[2], row[1]) for row in recorder.rows(0, recorder.head()))
    assert sorted(outcomes) == recorded
    assert len(recorded) == len({version for version, _ in recorded}) > 0


def test_an_unknown_promise_is_refused_not_ignored(recorder: Any) -> None:
    with pytest.raises(TypeError, match="unchnaged"):
        recorder.insert_events([fact("项目-甲", 1)], unchnaged={"企业-乙": 1})
    assert recorder.head() == 0


def test_a_waiter_is_woken_by_an_append(recorder: Any) -> None:
    heads: list[int] = []
    waiter = Thread(target=lambda: heads.append(recorder.wait(0, 60)))
    waiter.start()
    recorder.insert_events([fact("项目-甲", 1)])
    waiter.join(50)
    assert heads == [1]


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


def test_a_waiter_gives_up_and_says_where_the_log_stands(recorder: Any) -> None:
    recorder.insert_events([fact("项目-甲", 1)])
    assert recorder.wait(0, 0) == 1
    assert recorder.wait(1, 0.01) == 1


def test_a_store_says_who_it_is(recorder: Any) -> None:
    recorder.describe("district", "虚构示例区")
    recorder.describe("demo", "yes")
    recorder.describe("demo", "no")
    about = recorder.about()
    assert about["district"] == "虚构示例区"
    assert about["demo"] == "no"
    assert len(bytes.fromhex(about["fingerprint"])) == 16
    assert about["created_at"].endswith("Z")


@pytest.mark.parametrize("key", ["fingerprint", "created_at", "district"])
def test_who_a_store_is_never_changes(recorder: Any, key: str) -> None:
    recorder.describe("district", "虚构示例区")
    before = recorder.about()
    recorder.describe(key, before[key])
    with pytest.raises(ValueError, match=key):
        recorder.describe(key, "别的")
    assert recorder.about() == before


@pytest.mark.parametrize(
    ("versions", "found"), [((2,), "lacks version 1"), ((1, 2, 4), "lacks version 3")]
)
def test_a_gap_within_a_stream_is_found(
    recorder: Any, versions: tuple[int, ...], found: str
) -> None:
    recorder.insert_events([fact("企业-乙", 1), *(fact("项目-甲", v) for v in versions)])
    (finding,) = recorder.check()
    assert found in finding
    assert "项目-甲" in finding


def test_versions_that_run_against_the_log_are_found(recorder: Any) -> None:
    recorder.insert_events([fact("项目-甲", 2)])
    recorder.insert_events([fact("项目-甲", 1)])
    (finding,) = recorder.check()
    assert "not after" in finding
