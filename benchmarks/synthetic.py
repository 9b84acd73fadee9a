"""A large, entirely synthetic (虚构) history: what the benchmarks read.

Events are made without decisions, in the proportions and the mixture of streams that a programme
leaves behind: projects side by side, two claims each, instalments, receipts, tranches, evidence,
and closed months. It is a sound history: all invariants hold of it (``benchmarks.specs``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.programme import Told, commits, drafted
from lixia_adapters.stores import sqlite_file
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger

AT = datetime(2022, 1, 4, 1, 30, tzinfo=UTC)


def events(count: int) -> Iterator[Told]:
    """Yield ``count`` facts, each with its stream. The last commit is whole too."""
    left = count
    for commit in commits():
        if len(commit) > left:
            break
        yield from commit
        left -= len(commit)
    for number in range(left):
        yield f"project-Q{number}", drafted(number)


def envelopes(count: int) -> Iterator[Recorded]:
    """Yield ``count`` envelopes, in the order and with the places that a store would give."""
    versions: dict[str, int] = {}
    for position, (stream, event) in enumerate(events(count), 1):
        versions[stream] = version = versions.get(stream, 0) + 1
        yield Recorded(
            position,
            stream,
            version,
            event,
            AT + timedelta(milliseconds=position),
            f"acc-{position % 40:02d}",
            "operator",
            f"cmd-{position:08d}" if position % 3 == 0 else None,
            f"{position // 4:032x}",
        )


def write(path: Path, count: int) -> None:
    """Make a store of ``count`` events, in our real schema and bytes."""
    sqlite_file.make(path)
    rows = ((r.stream, r.version, r.event.event_name, codec.seal(r)) for r in envelopes(count))
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES (?, ?, ?, ?)",
            rows,
        )


def ledger(path: Path) -> Ledger:
    """Open a store that ``write`` made."""
    return Ledger(
        {"PERSISTENCE_MODULE": "lixia_adapters.stores.sqlite", "SQLITE_DBNAME": str(path)}
    )
