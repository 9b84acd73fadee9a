"""The file that SQLite read models lie in: opened, locked, and its faults told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from time import monotonic, sleep

from attrs import define, field

from lixia_domain.recording.read_models import ViewsUnavailable

WAIT = 30.0
"""Seconds to wait for another process that is writing."""


@define(eq=False)
class Place:
    """One database file and our connection to it; threads take turns."""

    path: str
    db: sqlite3.Connection
    lock: RLock = field(factory=RLock)

    @contextmanager
    def transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Do all or nothing. A transaction within another is a part of it."""
        with self.lock, faults(self.path):
            if self.db.in_transaction:
                yield self.db
                return
            self.db.execute(begin)
            try:
                yield self.db
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise


@contextmanager
def faults(path: str) -> Iterator[None]:
    """Say in two languages what is wrong with the file."""
    try:
        yield
    except sqlite3.Error as wrong:
        raise ViewsUnavailable(path, str(wrong)) from wrong


def open_place(path: str, schema: str, *, shown: bool = True) -> Place:
    """Open the file, making it if it is missing, and make sure that ``schema``'s table is there.

    What is ``shown`` survives a power cut; else the last commits may be undone by one, in order.
    """
    with faults(path):
        db = sqlite3.connect(path, isolation_level=None, timeout=WAIT, check_same_thread=False)
        try:
            _use_wal(db)
            # FULL: a figure that was shown as of a position must not fall behind it again.
            db.execute(f"PRAGMA synchronous = {'FULL' if shown else 'NORMAL'}")
            db.execute(schema)
        except BaseException:
            db.close()
            raise
    return Place(path, db)


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to a write-ahead log. SQLite itself does not wait here for others who do the same."""
    deadline = monotonic() + WAIT
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as wrong:
            if wrong.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return
