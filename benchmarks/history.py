"""Reading history into typed envelopes: against a hand-written loop, and against the library.

The store holds 500,000 synthetic events in our own schema and bytes; the machine's file cache
is warm. The library reads 20,000 equal events of its own making.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import msgspec

from benchmarks import stock, synthetic
from benchmarks.harness import Result, main, paired
from lixia_domain.kernel.events import Event
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.ledger import Ledger

COUNT = 500_000
BY_HAND, OF_STOCK, OF_STOCK_FILTERED = 0.70, 4.0, 8.0
"""Bars: ours / by hand, ours / the library, and the same where 30 % of the names are read."""


class Envelope(msgspec.Struct, kw_only=True):
    """What whoever writes the loop by hand would declare."""

    version: int
    recorded_at: datetime
    actor: str
    role: str
    command: str | None = None
    correlation: str | None = None


def by_hand(path: Path) -> int:
    """SELECT, one decoder for each name, and nothing else."""
    decoders = {
        name: msgspec.json.Decoder(
            msgspec.defstruct(
                "Current",
                [("version", Literal[cls.event_version]), ("data", cls)],
                bases=(Envelope,),
                kw_only=True,
            )
        ).decode
        for name, cls in EVENTS.items()
    }
    count = 0
    with closing(sqlite3.connect(path)) as db:
        for _position, _stream, _version, name, state in db.execute(
            "SELECT rowid, originator_id, originator_version, topic, state "
            "FROM stored_events ORDER BY rowid"
        ):
            decoders[name](state)
            count += 1
    return count


def ours(ledger: Ledger, reads: frozenset[type[Event]] = frozenset()) -> int:
    """Read through the ledger. Returns how many positions were gone through."""
    for _ in ledger.read(reads=reads):
        pass
    return ledger.head()


def some_names(path: Path, share: float = 0.30) -> frozenset[type[Event]]:
    """Return events of about ``share`` of the log: names in order of ABC, while they fit."""
    with closing(sqlite3.connect(path)) as db:
        counts = db.execute("SELECT topic, count(*) FROM stored_events GROUP BY 1 ORDER BY 1")
        left, names = share * COUNT, set()
        for name, count in counts.fetchall():
            if count <= left:
                left -= count
                names.add(name)
    return frozenset(EVENTS[name] for name in names)


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        synthetic.write(path, COUNT)
        recorder = stock.write(Path(folder) / "stock.db")
        reads = some_names(path)

        def stock_read() -> int:
            return sum(1 for _ in stock.read(recorder))

        with synthetic.ledger(path) as ledger:
            return [
                paired(
                    "all history, typed, against by hand",
                    lambda: ours(ledger),
                    lambda: by_hand(path),
                    rounds=5,
                    unit="events",
                ).against(BY_HAND),
                paired(
                    "all history, typed, against stock",
                    lambda: ours(ledger),
                    stock_read,
                    rounds=5,
                    unit="events",
                ).against(OF_STOCK),
                paired(
                    f"history of {len(reads)} names, against stock",
                    lambda: ours(ledger, reads),
                    stock_read,
                    rounds=5,
                    unit="events",
                ).against(OF_STOCK_FILTERED, detail="about 30 % of the log; positions a second"),
            ]


if __name__ == "__main__":
    sys.exit(main(run))
