"""Durable appends: envelopes through our mapper and recorder against a bare sqlite3 connection.

Both write the same bytes into the same tables, with the same settings, in the same folder: one
transaction a commit, flushed to the disk before it is acknowledged. Our side makes the bytes of
each envelope within the time measured; the bare side is given them.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from eventsourcing.persistence import JSONTranscoder

from benchmarks.harness import Result, main, paired
from lixia_adapters.stores import sqlite
from lixia_adapters.stores.sqlite_file import TABLES
from lixia_domain.aggregates.account.facts import DonationReceived
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording import codec
from lixia_domain.recording.mapper import EnvelopeMapper

ON, AT = date(2026, 3, 5), datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
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


def envelope(stream: str, version: int) -> Recorded:
    """Return a fact of nine fields in its envelope, some 400 bytes as it is stored."""
    fact = DonationReceived(
        gift=f"{stream}#1.{version}",
        credit=stream,
        claim="C-0017",
        legal_donor="91370102MA3C8L6X8K",
        payer="虚构示例：历下区某某商贸有限公司",
        restriction="P-031",
        amount=Money(125_000_00),
        period="2026-03",
        on=ON,
    )
    return Recorded(0, stream, version, fact, AT, "a41f", Role.FOUNDATION, None, "5f0c1a9e77d2")


Commit = list[Recorded]


def commits(numbers: count[int], events: int, streams: int, rounds: int) -> list[Commit]:
    """Return what a round writes; every commit has streams of its own."""
    prepared = []
    for _ in range(rounds):
        ids = [f"account-{next(numbers):032x}" for _ in range(streams)]
        prepared.append(
            [
                envelope(stream, version)
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
    to_stored = EnvelopeMapper(transcoder=JSONTranscoder()).to_stored_event
    numbers = count()

    # Both sides' rounds are prepared ahead, so that only appending is timed.
    todo = [commits(numbers, events, streams, rounds) for _ in range(ROUNDS + 1)]
    ours = iter(todo)
    bare = iter(
        [
            [
                [(r.stream, r.version, r.event.event_name, codec.seal(r)) for r in commit]
                for commit in prepared
            ]
            for prepared in todo
        ]
    )

    def append() -> int:
        for commit in next(ours):
            recorder.insert_events([to_stored(cast(Any, recorded)) for recorded in commit])
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
