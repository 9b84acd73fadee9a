"""What stays of an append when something fails: all of it or nothing, and it is told which."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread
from typing import Any

import pytest
from eventsourcing.persistence import DataError, IntegrityError, OperationalError, StoredEvent

from lixia_adapters.stores.errors import (
    NotAStore,
    StoreFailing,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    translated,
)

WRITER = str(Path(__file__).with_name("writer.py"))


def fact(stream: str, version: int, state: bytes = b"{}") -> StoredEvent:
    return StoredEvent(stream, version, "need.stated", state)


def written(*arguments: object) -> Popen[str]:
    command = [sys.executable, WRITER, *map(str, arguments)]
    return Popen(command, stdout=PIPE, text=True, encoding="utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def other(open_store: Any, path: Path) -> Iterator[sqlite3.Connection]:
    open_store()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("acknowledged", [1, 7, 40])
def test_what_was_acknowledged_survives_a_kill(
    open_store: Any, path: Path, acknowledged: int
) -> None:
    with written(path, "项目-甲", 10**6) as process:
        assert process.stdout
        told = [process.stdout.readline() for _ in range(acknowledged + 1)][1:]
        process.kill()
        told += [line for line in process.stdout if line.endswith("\n")]
    recorder = open_store(CREATE_TABLE="no")
    versions = [row[2] for row in recorder.stream("项目-甲")]
    last, position = map(int, told[-1].split())
    assert last <= versions[-1]
    assert position <= recorder.head()
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) % 2 == 0
    assert recorder.check() == []
    recorder.insert_events([fact("项目-甲", len(versions) + 1)])


def test_two_processes_append_to_one_file_and_lose_nothing(open_store: Any, path: Path) -> None:
    begin = path.with_name("begin")
    processes = [written(path, stream, 60, begin) for stream in ("项目-甲", "项目-乙")]
    for process in processes:
        assert process.stdout
        process.stdout.readline()
    begin.touch()
    told = [process.communicate(timeout=60)[0].split("\n")[:-1] for process in processes]
    recorder = open_store(CREATE_TABLE="no")
    rows = list(recorder.rows(0, recorder.head()))
    assert len(rows) == 240
    # Both events of a commit stand side by side: nobody wrote in between.
    assert all(
        a[1] == b[1] and b[0] == a[0] + 1 for a, b in zip(rows[::2], rows[1::2], strict=True)
    )
    for stream, lines in zip(("项目-甲", "项目-乙"), told, strict=True):
        placed = {row[2]: row[0] for row in rows if row[1] == stream}
        assert [f"{version} {placed[version]}" for version in range(2, 121, 2)] == lines
    assert recorder.check() == []


def test_a_place_is_taken_only_once_by_two_processes(open_store: Any, path: Path) -> None:
    recorder = open_store()
    begin = path.with_name("begin")
    with written(path, "项目-甲", 60, begin) as process:
        assert process.stdout
        process.stdout.readline()
        begin.touch()
        ours = []
        for n in range(1, 200):
            try:
                recorder.insert_events([fact("项目-甲", n, b"ours")])
                ours.append(n)
            except IntegrityError:
                continue
        told = process.stdout.read().split("\n")[:-1]
    rows = recorder.stream("项目-甲")
    assert [row[2] for row in rows if row[4] == b"ours"] == ours
    theirs = [row[2] for row in rows if row[4] != b"ours"]
    assert theirs[1::2] == [int(line.split()[0]) for line in told]


def test_a_waiter_hears_of_another_process(open_store: Any, path: Path) -> None:
    recorder = open_store()
    begin = path.with_name("begin")
    with written(path, "项目-甲", 1, begin) as process:
        assert process.stdout
        process.stdout.readline()
        Thread(target=begin.touch).start()
        assert recorder.wait(0, 60) == 2


@pytest.mark.parametrize("wait", ["0", "1"])
def test_a_locked_store_records_nothing_and_says_so(
    open_store: Any, other: sqlite3.Connection, wait: str
) -> None:
    recorder = open_store(SQLITE_LOCK_TIMEOUT=wait)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked, match=r"store\.db"):
        recorder.insert_events([fact("项目-甲", 1)])
    assert recorder.head() == 0
    other.execute("ROLLBACK")
    recorder.insert_events([fact("项目-甲", 1)])
    assert recorder.head() == 1


def test_a_short_lock_is_waited_for(open_store: Any, other: sqlite3.Connection) -> None:
    recorder = open_store(SQLITE_LOCK_TIMEOUT="60")
    other.execute("BEGIN IMMEDIATE")
    append = Thread(target=recorder.insert_events, args=([fact("项目-甲", 1)],))
    append.start()
    append.join(0.05)
    assert append.is_alive()
    assert recorder.head() == 0  # reading waits for nobody
    other.execute("ROLLBACK")
    append.join()
    assert recorder.head() == 1


def test_a_full_disk_records_nothing_and_says_so(open_store: Any) -> None:
    recorder = open_store()
    recorder.insert_events([fact("项目-甲", 1)])
    writer = recorder.datastore.writer
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages}")
    large = [fact("项目-甲", 2), fact("项目-甲", 3, b"x" * 100_000)]
    with pytest.raises(StoreFull, match=r"store\.db"):
        recorder.insert_events(large)
    assert recorder.head() == 1
    assert [row[2] for row in recorder.stream("项目-甲")] == [1]
    writer.execute("PRAGMA max_page_count = 1000000")
    assert recorder.insert_events(large) == [2, 3]
    assert recorder.check() == []


def test_a_taken_place_keeps_nothing_of_the_append(open_store: Any) -> None:
    recorder = open_store()
    recorder.insert_events([fact("项目-甲", 1)])
    with pytest.raises(IntegrityError):
        recorder.insert_events([fact("企业-乙", 1), fact("项目-甲", 1)])
    assert recorder.head() == 1
    assert recorder.insert_events([fact("企业-乙", 1)]) == [2]


def test_what_is_no_stored_event_is_no_lost_race(open_store: Any) -> None:
    recorder = open_store()
    nameless: Any = StoredEvent("项目-甲", 1, None, b"{}")  # type: ignore[arg-type]
    with pytest.raises(DataError):
        recorder.insert_events([nameless])
    assert recorder.head() == 0


def test_a_reader_that_stops_early_holds_nothing_back(open_store: Any) -> None:
    recorder = open_store()
    recorder.insert_events([fact("项目-甲", n) for n in range(1, 500)])
    reading = recorder.rows(0, 499)
    assert next(reading)[0] == 1
    recorder.insert_events([fact("项目-甲", 500)])
    reading.close()
    busy, log, moved = recorder.datastore.writer.execute("PRAGMA wal_checkpoint").fetchone()
    assert (busy, log) == (0, moved)


def test_a_reader_sees_the_log_as_it_stood(open_store: Any) -> None:
    recorder = open_store()
    recorder.insert_events([fact("项目-甲", 1), fact("项目-甲", 2)])
    reading = recorder.rows(0, 10)
    assert next(reading)[2] == 1
    recorder.insert_events([fact("项目-甲", 3)])
    assert [row[2] for row in reading] == [2]
    assert [row[2] for row in recorder.rows(0, 10)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreLocked),
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_IOERR_WRITE, StoreFull),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreReadOnly),
        (sqlite3.SQLITE_CORRUPT_INDEX, NotAStore),
        (sqlite3.SQLITE_IOERR_FSYNC, StoreFailing),
        (sqlite3.SQLITE_ERROR, OperationalError),
    ],
)
def test_what_sqlite_says_is_told_as_what_to_do(code: int, expected: type[Exception]) -> None:
    error = sqlite3.OperationalError("as SQLite puts it")
    error.sqlite_errorcode = code
    assert type(translated(error, "store.db")) is expected
