"""Durable appends: facts through the ledger against a bare sqlite3 connection.

Both write the same bytes into the same tables, with the same settings, in the same folder: one
transaction a commit, flushed to the disk before it is acknowledged. Our side takes facts as a use
case hands them over and does within the time measured all that the ledger does: a unit of work,
the net, the bytes, the re-check. The bare side is given the bytes.

What the net costs alone is told beside it: the share of the time of making the bytes.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from attrs import evolve

from benchmarks.harness import Result, main, paired
from lixia_adapters.stores import sqlite
from lixia_adapters.stores.sqlite_form import TABLES
from lixia_domain.aggregates.account.facts import DonationReceived
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording import codec, net
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

ON, AT = date(2026, 3, 5), datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
SETTINGS = ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON")
INSERT = (
    "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
    "VALUES (?, ?, ?, ?)"
)
CASES = (
    ("1 event a commit", 1, 1, 80, 0.80),
    ("3 events in 3 streams a commit", 3, 3, 80, 0.78),
    ("100 events a commit", 100, 1, 12, 0.62),
)
"""Name, events and streams a commit, commits a round, bar."""
ROUNDS = 101
"""Many short rounds: flushing to a disk that others use too is noisy."""


BY = By(actor="a41f", role=Role.FOUNDATION, at=AT, correlation="5f0c1a9e77d2")

Commit: TypeAlias = dict[str, list[DonationReceived]]
"""Facts by the key of their stream."""


def fact(key: str, version: int) -> DonationReceived:
    """Return a fact of nine fields, some 400 bytes as it is stored."""
    return DonationReceived(
        gift=f"{key}#1.{version}",
        credit=key,
        claim="C-0017",
        legal_donor="91370102MA3C8L6X8K",
        payer="虚构示例：历下区某某商贸有限公司",
        restriction="P-031",
        amount=Money(125_000_00),
        period="2026-03",
        on=ON,
    )


def commits(numbers: count[int], events: int, streams: int, rounds: int) -> list[Commit]:
    """Return what a round writes; every commit has streams of its own."""
    return [
        {
            key: [fact(key, version) for version in range(1, events // streams + 1)]
            for key in (f"{next(numbers):032x}" for _ in range(streams))
        }
        for _ in range(rounds)
    ]


def envelope(stream: str, version: int) -> Recorded:
    """Return a fact as the ledger stores it."""
    told = fact(stream.partition("-")[2], version)
    return Recorded(0, stream, version, told, AT, BY.actor, BY.role, None, BY.correlation)


def compare(folder: Path, name: str, events: int, streams: int, rounds: int, bar: float) -> Result:
    """Measure one size of commit on two fresh files."""
    file = str(folder / f"ours-{events}.db")
    ledger = Ledger({"PERSISTENCE_MODULE": sqlite.__name__, "SQLITE_DBNAME": file})
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
                [
                    (r.stream, r.version, r.event.event_name, codec.seal(r))
                    for key, facts in commit.items()
                    for r in (envelope(ACCOUNT.stream(key), each + 1) for each in range(len(facts)))
                ]
                for commit in prepared
            ]
            for prepared in todo
        ]
    )

    def append() -> int:
        for commit in next(ours):

            def use_case(work: Work, commit: Commit = commit) -> None:
                for key, facts in commit.items():
                    work.presume_new(ACCOUNT, key)
                    work.record(ACCOUNT, key, facts)

            ledger.transact(use_case, by=BY)
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

    with closing(raw), ledger:
        return paired(f"append, {name}", append, insert, rounds=ROUNDS, unit="events").against(bar)


def alone() -> Result:
    """Measure the net by itself, in turn with the making of the bytes; both begin a stream."""
    named = [(ACCOUNT.stream(f"{n:032x}"), fact(f"{n:032x}", 1)) for n in range(5_000)]
    bytes_of = codec.sealing(AT, BY.actor, BY.role, None, BY.correlation)

    def check() -> int:
        for stream, event in named:
            net.check(stream, 1, event)
        return len(named)

    def seal() -> int:
        for _, event in named:
            bytes_of(event)
        return len(named)

    found = paired("the net alone, against making the bytes", check, seal, rounds=31, unit="events")
    return evolve(found, detail=f"{1e6 / found.ours:.2f} µs an event; {found.detail}")


def run() -> list[Result]:
    """Measure all sizes of commit, and the net by itself."""
    with TemporaryDirectory(prefix="lixia-bench-") as folder:
        return [*(compare(Path(folder), *case) for case in CASES), alone()]


if __name__ == "__main__":
    sys.exit(main(run))
