"""Durable appends: our recorder against a bare sqlite3 connection.

Both write the same bytes into the same tables, with the same settings, in the same folder: one
transaction a commit, flushed to the disk before it is acknowledged.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from eventsourcing.persistence import StoredEvent

from benchmarks.harness import Result, main, paired
from lixia_adapters.stores import sqlite
from lixia_adapters.stores.sqlite_file import TABLES

SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON")
INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
    "VALUES (?, ?, ?, ?)"
)
CASES = (
    ("1 event a commit", 1, 1, 80, 0.80),
    ("3 events in 3 streams a commit", 3, 3, 80, 0.80),
    ("100 events a commit", 100, 1, 12, 0.70),
)
"""Name, events and streams a commit, commits a round, bar."""
ROUNDS = 101
"""Many short rounds: flushing to a disk that others use too is noisy."""


def state(stream: str, version: int) -> bytes:
    """Return a fact of eight fields in its envelope as it is stored, some 270 bytes."""
    fact = {
        "on": "2026-03-05",
        "project": stream.removeprefix("project-"),
        "enterprise": "91110000MA00000X0Y",
        "amount": 125_000_00,
        "tranche": version,
        "method": "transfer",
        "purpose": "虚构示例：村卫生室设备",
        "until": "2026-09-30",
    }
    envelope = {
        "v": 1,
        "at": "2026-03-05T08:30:00.000000+00:00",
        "by": "a41f",
        "role": "clerk",
        "event": fact,
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()


Commit = list[StoredEvent]


def commits(numbers: count[int], events: int, streams: int, rounds: int) -> list[Commit]:
    """Return what a round writes; every commit has streams of its own."""
    prepared = []
    for _ in range(rounds):
        ids = [f"project-{next(numbers):032x}" for _ in range(streams)]
        prepared.append(
            [
                StoredEvent(stream, version, "project.claimed", state(stream, version))
                for version in range(1, events // streams + 1)
                for stream in ids
            ]
        )
    return prepared


def compare(folder: Path, name: str, events: int, streams: int, rounds: int, bar: float) -> Result:
    """Measure one size of commit on two fresh files."""
    env = {"SQLITE_DBNAME": str(folder / f"ours-{events}.db"), "ORIGINATOR_ID_TYPE": "text"}
    factory = sqlite.Factory(env)
    recorder = factory.application_recorder()
    raw = sqlite3.connect(folder / f"raw-{events}.db", isolation_level=None)
    for setting in SETTINGS:
        raw.execute(f"PRAGMA {setting}")
    for statement in TABLES:
        raw.execute(statement)
    numbers = count()

    # Both sides' rounds are prepared ahead, so that only appending is timed.
    todo = [commits(numbers, events, streams, rounds) for _ in range(ROUNDS + 1)]
    ours = iter(todo)
    bare = iter(
        [
            [
                [(e.originator_id, e.originator_version, e.topic, e.state) for e in commit]
                for commit in prepared
            ]
            for prepared in todo
        ]
    )

    def append() -> int:
        for commit in next(ours):
            recorder.insert_events(commit)
        return events * rounds

    def insert() -> int:
        for rows in next(bare):
            raw.execute("BEGIN IMMEDIATE")
            if events == 1:
                raw.execute(INSERT, rows[0])
            else:
                raw.executemany(INSERT, rows)
            raw.execute("COMMIT")
        return events * rounds

    with closing(raw), closing(factory):
        return paired(f"append, {name}", append, insert, rounds=ROUNDS, unit="events").against(bar)


def run() -> list[Result]:
    """Measure all sizes of commit."""
    with TemporaryDirectory(prefix="lixia-bench-") as folder:
        return [compare(Path(folder), *case) for case in CASES]


if __name__ == "__main__":
    sys.exit(main(run))
