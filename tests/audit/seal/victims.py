"""Whom the forger attacks: a store in SQLite and one in memory, their seals, and bundles."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import eventsourcing.persistence as es
from attrs import define

from lixia_adapters.bundles import ZipFiles
from lixia_adapters.seals import keys
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.bundle.check import check
from lixia_domain.audit.bundle.record import BundleEvents, BundleSeal, line
from lixia_domain.audit.seal.findings import Finding
from lixia_domain.testing.contracts.forger.folder import restated
from lixia_domain.testing.contracts.forger.rows import Rows, rows_of
from lixia_domain.testing.contracts.forger.seal import Lying, answer

from .conftest import WITNESS, Place, at_work, record
from .test_bundle import bundled, contents, resigned, rewritten

COUNTER = "UPDATE sqlite_sequence SET seq = coalesce((SELECT max(rowid) FROM stored_events), 0)"


@define
class Sqlite:
    """A file that the forger writes with SQL, and the seal's beside it."""

    place: Place
    places: bool = True
    refuses: bool = True
    kinds: bool = True

    @property
    def folder(self) -> Path:
        return Path(f"{self.place.path}.seal")

    def open(self, *, read_only: bool = False) -> Store:
        return self.place.open(read_only=read_only)

    def findings(self) -> Sequence[Finding]:
        with self.open() as store:
            return store.seals.verify(keys=(self.place.log, WITNESS.public)).findings

    def run(self, *statements: str) -> None:
        with closing(sqlite3.connect(self.place.path, isolation_level=None)) as db:
            for one in statements:
                db.execute(one)

    def rows(self) -> Rows:
        with closing(sqlite3.connect(self.place.path)) as db:
            return db.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()

    def forge(self, rows: Rows) -> None:
        with closing(sqlite3.connect(self.place.path)) as db, db:
            db.execute("DELETE FROM stored_events")
            db.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", rows)
            db.execute(COUNTER)
        self.place.settle()

    def say(self, key: str, value: str | None) -> None:
        with closing(sqlite3.connect(self.place.path)) as db, db:
            db.execute("DELETE FROM store WHERE key = ?", (key,))
            if value is not None:
                db.execute("INSERT INTO store VALUES (?, ?)", (key, value))

    def grow(self) -> None:
        with self.place.open() as store:
            record(store, 800 + store.ledger.head(), 2)
            store.seals.seal()

    def answered(self) -> None:
        with self.place.open() as store:
            answer(store)

    def lying(self) -> Lying:
        with self.place.open(read_only=True) as store:
            log = store.seals.log
            state = log.state()
            return Lying(
                tuple(log.checkpoints()),
                tuple(log.cosigned()),
                tuple(log.keys()),
                state,
                tuple(log.places(state.size)),
            )

    def lay(self, lying: Lying) -> None:
        for name, notes in (("checkpoints", lying.checkpoints), ("cosigned", lying.cosigned)):
            (self.folder / name).write_text("".join(f"{one}\n" for one in notes), "utf-8")
        (self.folder / "keys").write_text("".join(f"{key}\n" for key in lying.keys), "utf-8")
        lines = (f"{number} {json.dumps(name)}\n" for name, number in lying.places or ())
        index = "".join(lines).encode()
        (self.folder / "index").write_bytes(index)
        assert lying.state is not None
        restated(
            self.folder,
            position=lying.state.position,
            last=lying.state.last.hex(),
            frontier=[peak.hex() for peak in lying.state.frontier.peaks],
            index=len(index),
        )


@define
class Memory:
    """A process's own memory, which only a debugger reaches."""

    store: Store
    places: bool = False
    refuses: bool = True
    kinds: bool = True

    def open(self) -> Any:
        return nullcontext(self.store)

    def findings(self) -> Sequence[Finding]:
        keys = (self.store.seals.log.keys()[0], WITNESS.public)
        return self.store.seals.verify(keys=keys).findings

    def rows(self) -> Rows:
        return rows_of(self.store.ledger.journal)

    def forge(self, rows: Rows) -> None:
        log: Any = self.store.ledger.journal
        log._stored_events[:] = [es.StoredEvent(*row[1:]) for row in rows]
        log._stored_events_index.clear()
        log._latest = defaultdict(int)
        for index, event in enumerate(log._stored_events):
            log._stored_events_index[event.originator_id][event.originator_version] = index
            log._latest[event.originator_id] = event.originator_version

    def say(self, key: str, value: str | None) -> None:
        log: Any = self.store.ledger.journal
        log._about.pop(key, None)
        if value is not None:
            log._about[key] = value

    def grow(self) -> None:
        record(self.store, 800 + self.store.ledger.head(), 2)
        self.store.seals.seal()

    def answered(self) -> None:
        answer(self.store)

    def lying(self) -> Lying:
        log: Any = self.store.seals.log
        notes, cosigned = tuple(log._checkpoints), tuple(log._cosigned)
        return Lying(notes, cosigned, tuple(log._keys), log._state, tuple(log._places))

    def lay(self, lying: Lying) -> None:
        log: Any = self.store.seals.log
        log._checkpoints, log._cosigned = list(lying.checkpoints), list(lying.cosigned)
        log._keys, log._state = list(lying.keys), lying.state
        log._places = list(lying.places or ())


@define
class Bundle:
    """A bundle that somebody wrote anew who has the log's key, and so can sum and sign it."""

    of: Place
    path: Path
    places: bool = True
    refuses: bool = False
    kinds: bool = False

    def open(self) -> Store:
        return open_store(f"bundle:///{self.path}", clock=at_work)

    def findings(self) -> Sequence[Finding]:
        files = ZipFiles(str(self.path))
        return check(files, keys=(self.of.log, WITNESS.public)).findings

    def rows(self) -> Rows:
        return list(BundleEvents(ZipFiles(str(self.path))).rows())

    def _put(self, **files: bytes) -> None:
        key = keys.signing_key(self.of.log.name, "", self.of.key)
        told = {name.replace("__", "."): data for name, data in files.items()}
        rewritten(self.path, resigned({**contents(self.path), **told}, key))

    def forge(self, rows: Rows) -> None:
        self._put(events__jsonl=b"".join(map(line, rows)))

    def say(self, key: str, value: str | None) -> None:
        said = json.loads(contents(self.path)["about.json"])
        said.pop(key, None)
        said |= {} if value is None else {key: value}
        self._put(about__json=json.dumps(said, ensure_ascii=False).encode())

    def grow(self) -> None:
        Sqlite(self.of).grow()
        bundled(self.of, self.path)

    def answered(self) -> None:
        Sqlite(self.of).answered()
        bundled(self.of, self.path)

    def lying(self) -> Lying:
        seal = BundleSeal(ZipFiles(str(self.path)))
        return Lying(tuple(seal.checkpoints()[:-1]), tuple(seal.cosigned()), tuple(seal.keys()))

    def lay(self, lying: Lying) -> None:
        self._put(
            checkpoints="".join(f"{one}\n" for one in lying.checkpoints).encode(),
            cosigned="".join(f"{one}\n" for one in lying.cosigned).encode(),
            keys="".join(f"{key}\n" for key in lying.keys).encode(),
        )


BEHIND = "CREATE TABLE hidden AS SELECT * FROM stored_events"
SCHEMAS: dict[str, tuple[str, ...]] = {
    "another table": ("CREATE TABLE more (a)",),
    "an index": ("CREATE INDEX names ON stored_events (topic)",),
    "a trigger that edits": (
        "CREATE TRIGGER t AFTER INSERT ON stored_events BEGIN UPDATE stored_events SET "
        "state = CAST(replace(state, '甲', '乙') AS BLOB) WHERE rowid = new.rowid; END",
    ),
    "a view of the log's name": (
        "ALTER TABLE stored_events RENAME TO hidden",
        "CREATE VIEW stored_events AS SELECT * FROM hidden",
    ),
    "a virtual table": ("CREATE VIRTUAL TABLE v USING fts5(a)",),
    "a column": ("ALTER TABLE store ADD COLUMN more TEXT",),
    "no uniqueness": (
        BEHIND,
        "DROP TABLE stored_events",
        "CREATE TABLE stored_events (rowid INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT "
        "NOT NULL, originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL)",
        "INSERT INTO stored_events SELECT * FROM hidden",
        "DROP TABLE hidden",
    ),
    "something that is no text in what it says of itself": (
        "INSERT INTO store VALUES (x'64656d6f', 'x')",
    ),
    "text that is no UTF-8 in what it says of itself": (
        "UPDATE store SET value = CAST(x'fffe' AS TEXT) WHERE key = 'district'",
    ),
    "another definition of the same": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'originator_id TEXT', "
        "'originator_id TEXT COLLATE NOCASE') WHERE name = 'stored_events'",
    ),
}

TRIGGERS = {
    f"a trigger {when.lower()} {act.lower()} of {table}": (
        f"CREATE TRIGGER t {when} {act} ON {table} BEGIN SELECT 1; END",
    )
    for when in ("BEFORE", "AFTER")
    for act in ("INSERT", "UPDATE", "DELETE")
    for table in ("stored_events", "store")
}
