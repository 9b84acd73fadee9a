"""What every event store promises beyond eventsourcing's own suites.

Run those as well (``eventsourcing.tests.persistence``): ours asks only for what they don't.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from threading import Event, Thread
from typing import Any

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lixia_domain.recording.recorder import LogRecorder, NewRow, Row

STREAMS = ("项目-甲", "企业-乙", "基金-丙")
NAMES = ("need.stated", "project.claimed", "gift.pledged")

Append = list[tuple[str, str, bytes]]

_appends = st.lists(
    st.lists(
        st.tuples(st.sampled_from(STREAMS), st.sampled_from(NAMES), st.binary(max_size=9)),
        min_size=1,
        max_size=4,
    ),
    max_size=6,
)


def fact(stream: str, version: int, name: str = "need.stated", state: bytes = b"{}") -> StoredEvent:
    """Return an event for a store to keep. What it says is nothing to a store."""
    return StoredEvent(stream, version, name, state)


def _ordered(rows: Sequence[Row]) -> bool:
    positions = [row[0] for row in rows]
    return positions == sorted(set(positions))


class EventStoreContract:
    """Give the fixture ``open_log``: a callable that opens a new, empty log each time."""

    @pytest.fixture
    def recorder(self, open_log: Callable[[], LogRecorder]) -> LogRecorder:
        """Return a log of this test's own."""
        return open_log()

    @settings(
        max_examples=40,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,  # each example opens a log of its own
            HealthCheck.differing_executors,  # subclasses share what they inherit
        ],
    )
    @given(
        appends=_appends,
        names=st.sets(st.sampled_from(NAMES)),
        wanted=st.lists(st.sampled_from([*STREAMS, "无此流"])),
        after=st.integers(0, 12),
        data=st.data(),
    )
    def test_reads_give_what_was_appended_in_that_order(
        self,
        open_log: Callable[[], LogRecorder],
        appends: list[Append],
        names: set[str],
        wanted: list[str],
        after: int,
        data: st.DataObject,
    ) -> None:
        """Positions may have gaps; all else is exactly what was appended."""
        recorder = open_log()
        assert recorder.head() == 0
        versions: dict[str, int] = defaultdict(int)
        expected: list[Row] = []
        for append in appends:
            events = []
            for stream, name, state in append:
                versions[stream] += 1
                events.append(fact(stream, versions[stream], name, state))
            positions = recorder.insert_events(events)
            assert positions is not None
            expected += [
                (at, str(e.originator_id), e.originator_version, e.topic, e.state)
                for at, e in zip(positions, events, strict=True)
            ]
        assert _ordered(expected)
        assert recorder.head() == (expected[-1][0] if expected else 0)
        here = data.draw(st.integers(0, recorder.head() + 1), "after")
        upto = data.draw(st.integers(0, recorder.head() + 1), "upto")
        assert list(recorder.rows(here, upto, names)) == [
            row for row in expected if here < row[0] <= upto and (not names or row[3] in names)
        ]
        assert recorder.count(upto) == sum(row[0] <= upto for row in expected)
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

    def test_what_the_ledger_hands_over_is_taken_like_stored_events(
        self, recorder: LogRecorder
    ) -> None:
        """One or many, alone or among those of the library."""
        recorder.insert_events([NewRow("项目-甲", 1, "need.stated", b"{1}")])
        recorder.insert_events(
            [
                NewRow("项目-甲", 2, "need.stated", b"{2}"),
                fact("企业-乙", 1),
                NewRow("基金-丙", 1, "gift.pledged", b"{3}"),
            ]
        )
        found = list(recorder.rows(0, recorder.head()))
        assert _ordered(found)
        assert [row[1:] for row in found] == [
            ("项目-甲", 1, "need.stated", b"{1}"),
            ("项目-甲", 2, "need.stated", b"{2}"),
            ("企业-乙", 1, "need.stated", b"{}"),
            ("基金-丙", 1, "gift.pledged", b"{3}"),
        ]
        with pytest.raises(IntegrityError):
            recorder.insert_events([NewRow("项目-甲", 2, "need.stated", b"{}")])

    def test_it_says_that_it_rechecks_what_was_read(self, recorder: Any) -> None:
        """A ledger refuses a store that does not."""
        assert recorder.checks_unchanged is True

    def test_a_place_is_taken_once_and_then_nothing_of_the_append_is_kept(
        self, recorder: LogRecorder
    ) -> None:
        """All or nothing, whichever of the facts is in the way."""
        recorder.insert_events([fact("项目-甲", 1)])
        head = recorder.head()
        for place in (0, 1, 2):
            events = [fact("企业-乙", 1), fact("基金-丙", 1)]
            events.insert(place, fact("项目-甲", 1, state=b"other"))
            with pytest.raises(IntegrityError):
                recorder.insert_events(events)
        assert recorder.head() == head
        assert [row[4] for row in recorder.rows(0, head)] == [b"{}"]
        assert not list(recorder.streams(["企业-乙", "基金-丙"]))

    def test_an_append_is_recorded_if_what_was_read_still_stands(
        self, recorder: LogRecorder
    ) -> None:
        """A stream that is not there yet stands at 0."""
        recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
        recorder.insert_events([fact("企业-乙", 1)], unchanged={"项目-甲": 2, "尚未有": 0})
        assert len(recorder.stream("企业-乙")) == 1

    @pytest.mark.parametrize("unchanged", [{"项目-甲": 1}, {"项目-甲": 3}, {"尚未有": 1}])
    def test_an_append_loses_the_race_if_what_was_read_has_moved_on(
        self, recorder: LogRecorder, unchanged: dict[str, int]
    ) -> None:
        """And then keeps nothing."""
        recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
        head = recorder.head()
        with pytest.raises(IntegrityError):
            recorder.insert_events([fact("企业-乙", 1)], unchanged=unchanged)
        assert recorder.head() == head
        assert not recorder.stream("企业-乙")

    def test_who_knows_the_last_row_need_not_look_again(self, recorder: LogRecorder) -> None:
        """Of an empty log that is no row. ``moved`` is told only of a log that has moved."""
        since: Row | None = None
        for version in (1, 2, 3):
            told: list[Row] = []
            events = [fact("项目-甲", version), fact("企业-乙", version)]
            recorder.insert_events(events, unchanged={"无": 0}, since=since, moved=told.append)
            assert told == []
            *_, since = recorder.rows(0, recorder.head())

    def test_who_does_not_know_the_last_row_is_told_it_and_reads_are_rechecked(
        self, recorder: LogRecorder
    ) -> None:
        """Once, before anything is kept. A row that says otherwise is not the one known."""
        recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
        first, last = recorder.rows(0, recorder.head())
        for n, since in enumerate((None, first, (*last[:4], b"other")), start=1):
            told: list[Row] = []
            with pytest.raises(IntegrityError):
                recorder.insert_events(
                    [fact("企业-乙", n)], unchanged={"项目-甲": 1}, since=since, moved=told.append
                )
            assert told == [last]
            assert recorder.head() == last[0]
        told = []
        recorder.insert_events(
            [fact("企业-乙", 1)], unchanged={"项目-甲": 2}, since=first, moved=told.append
        )
        assert told == [last]
        assert recorder.head() > last[0]

    def test_what_a_moved_log_makes_the_caller_raise_ends_the_append(
        self, recorder: LogRecorder
    ) -> None:
        """Nothing is kept, the error is the caller's own, and the log can be appended to again."""
        recorder.insert_events([fact("项目-甲", 1)])
        head = recorder.head()

        def refuse(last: Row) -> None:
            assert list(recorder.rows(0, head)) == [last], "the log can be read meanwhile"
            raise KeyError(last[1])

        with pytest.raises(KeyError):
            recorder.insert_events([fact("企业-乙", 1)], since=None, moved=refuse)
        assert recorder.head() == head
        assert not recorder.stream("企业-乙")
        recorder.insert_events([fact("企业-乙", 1)])
        assert recorder.head() > head

    def test_of_two_decisions_on_each_others_reads_only_one_is_recorded(
        self, recorder: LogRecorder
    ) -> None:
        """Each reads what the other writes: without the re-check both would stand."""
        only_one_of_two_stands(recorder, recorder)

    def test_an_unknown_promise_is_refused_not_ignored(self, recorder: Any) -> None:
        """A promise that is dropped silently is worse than none."""
        with pytest.raises(TypeError, match="unchnaged"):
            recorder.insert_events([fact("项目-甲", 1)], unchnaged={"企业-乙": 1})
        assert recorder.head() == 0

    def test_a_waiter_is_woken_by_an_append(self, recorder: LogRecorder) -> None:
        """It is told the head that lies beyond what it knew."""
        heads: list[int] = []
        waiter = Thread(target=lambda: heads.append(recorder.wait(0, 60)))
        waiter.start()
        positions = recorder.insert_events([fact("项目-甲", 1)])
        waiter.join(50)
        assert heads == list(positions or ())

    def test_a_waiter_gives_up_and_says_where_the_log_stands(self, recorder: LogRecorder) -> None:
        """Who knows less than the log need not wait at all."""
        recorder.insert_events([fact("项目-甲", 1)])
        head = recorder.head()
        assert recorder.wait(0, 60) == recorder.wait(0, 0) == recorder.wait(head, 0.01) == head

    def test_a_store_says_who_it_is(self, recorder: LogRecorder) -> None:
        """A fingerprint of 128 bits, when it was made, and what it was told."""
        recorder.describe("district", "虚构示例区")
        recorder.describe("demo", "yes")
        recorder.describe("demo", "no")
        about = recorder.about()
        assert about["district"] == "虚构示例区"
        assert about["demo"] == "no"
        assert len(bytes.fromhex(about["fingerprint"])) == 16
        assert about["created_at"].endswith("Z")

    def test_no_two_stores_are_alike(self, open_log: Callable[[], LogRecorder]) -> None:
        """Read models of one are never taken for those of another."""
        assert open_log().about()["fingerprint"] != open_log().about()["fingerprint"]

    @pytest.mark.parametrize("key", ["fingerprint", "created_at", "district"])
    def test_who_a_store_is_never_changes(self, recorder: LogRecorder, key: str) -> None:
        """The same again is no change."""
        recorder.describe("district", "虚构示例区")
        before = recorder.about()
        recorder.describe(key, before[key])
        with pytest.raises(ValueError, match=key):
            recorder.describe(key, "别的")
        assert recorder.about() == before

    @pytest.mark.parametrize("versions", [(2,), (1, 2, 4)])
    def test_a_gap_within_a_stream_is_found(
        self, recorder: LogRecorder, versions: tuple[int, ...]
    ) -> None:
        """The finding names the stream."""
        recorder.insert_events([fact("企业-乙", 1), *(fact("项目-甲", v) for v in versions)])
        (finding,) = recorder.check()
        assert all("项目-甲" in said for said in finding)

    def test_versions_that_run_against_the_log_are_found(self, recorder: LogRecorder) -> None:
        """Whoever reads the log in order would see the second fact first."""
        recorder.insert_events([fact("项目-甲", 2)])
        recorder.insert_events([fact("项目-甲", 1)])
        (finding,) = recorder.check()
        assert all("项目-甲" in said for said in finding)


class SharedEventStoreContract:
    """Of stores that several openings share. Give ``open_shared``: opens the same log each time."""

    def test_what_one_appends_the_other_reads_at_once(
        self, open_shared: Callable[[], LogRecorder]
    ) -> None:
        """By every way of reading."""
        one, other = open_shared(), open_shared()
        for version in range(1, 6):
            positions = one.insert_events([fact("项目-甲", version)]) or ()
            assert other.head() == one.head() == positions[-1]
            assert other.stream("项目-甲", version - 1)[0][0] == positions[-1]
            assert other.wait(positions[-1] - 1, 60) == positions[-1]
            one, other = other, one
        assert open_shared().about() == one.about() == other.about()
        assert list(open_shared().rows(0, one.head())) == list(one.rows(0, one.head()))

    def test_a_place_is_taken_once_whoever_took_it(
        self, open_shared: Callable[[], LogRecorder]
    ) -> None:
        """Also where the place was only read."""
        one, other = open_shared(), open_shared()
        one.insert_events([fact("项目-甲", 1)])
        with pytest.raises(IntegrityError):
            other.insert_events([fact("项目-甲", 1)])
        with pytest.raises(IntegrityError):
            other.insert_events([fact("企业-乙", 1)], unchanged={"项目-甲": 0})
        assert [row[1:3] for row in other.rows(0, other.head())] == [("项目-甲", 1)]

    def test_of_two_decisions_on_each_others_reads_only_one_is_recorded(
        self, open_shared: Callable[[], LogRecorder]
    ) -> None:
        """The re-check is made in the transaction of the append, not before it."""
        only_one_of_two_stands(open_shared(), open_shared())


def only_one_of_two_stands(one: LogRecorder, other: LogRecorder) -> None:
    """Let two threads decide on what the other writes; assert that never both were recorded."""
    outcomes: list[tuple[int, str]] = []
    start = Event()

    def decide(recorder: LogRecorder, writes: str, reads: str) -> None:
        start.wait()
        for version in range(1, 40):
            try:
                recorder.insert_events([fact(writes, version)], unchanged={reads: version - 1})
                outcomes.append((version, writes))
            except IntegrityError:
                return

    threads = [
        Thread(target=decide, args=args) for args in [(one, "甲", "乙"), (other, "乙", "甲")]
    ]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    recorded = sorted((row[2], row[1]) for row in one.rows(0, one.head()))
    assert sorted(outcomes) == recorded
    assert len(recorded) == len({version for version, _ in recorded}) > 0
