"""The file that SQLite read models lie in: opened, locked, and its faults told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from time import monotonic, sleep

from attrs import define, field

from lixia_adapters.sqlite_own import is_shut_away, lacks_index, log_of, said_by_sqlite, tidied_away
from lixia_domain import written
from lixia_domain.recording.gone import Open
from lixia_domain.recording.read_models import ViewsUnavailable

_EFFECTIVE = os.access in os.supports_effective_ids
WAIT = 30.0
"""Seconds to wait for another process that is writing."""


@define(eq=False)
class Place(Open):
    """One database file and our connection to it; threads take turns."""

    path: str
    db: sqlite3.Connection
    lock: RLock = field(factory=RLock)

    def close(self) -> None:
        """Close the file. Whatever is asked of it from now on raises ``StoreClosed``."""
        self.leave()
        self.db.close()

    def left_to_the_parent(self) -> object:
        """Touch nothing of what the parent has open, nor a lock that one of its threads held."""
        Open.left_to_the_parent(self)
        self.lock = RLock()
        return self.db

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Say in two languages what is wrong, the file having been closed before all else."""
        with faults(self.path):
            try:
                yield
            except sqlite3.Error:
                self.require_open()
                raise

    @contextmanager
    def transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        """Do all or nothing. A transaction within another is a part of it."""
        with self.lock, self.faults():
            self.require_open()
            if self.db.in_transaction:
                yield self.db
                return
            self.db.execute(begin)
            try:
                yield self.db
                self.require_open()
                self.db.execute("COMMIT")
            except BaseException:
                if not self.gone and self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise


@contextmanager
def faults(path: str) -> Iterator[None]:
    """Say in two languages what is wrong with the file."""
    try:
        yield
    except sqlite3.Error as wrong:
        raise ViewsUnavailable(path, *said_by_sqlite(wrong)) from wrong


def _may_write(path: Path) -> bool:
    there = (path, path.parent) if path.exists() else (path.parent,)
    return all(os.access(one, os.W_OK, effective_ids=_EFFECTIVE) for one in there)


def _borrowed(path: Path) -> sqlite3.Connection:
    """Return a copy in memory of what lies where nothing can be written, to be carried on there."""
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    if path.exists() and not lacks_index(path):  # without it, all is made anew of the log
        there, alone = log_of(path).exists(), is_shut_away(path)
        fixed = "&immutable=1" if alone else ""
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{fixed}", uri=True)) as it:
            it.backup(db)
        if not there and not alone:
            tidied_away(path.absolute())
    return db


def _prepare(file: Path) -> None:
    """Make the file if there is none, with its mode; refuse a link, which SQLite would follow."""
    if file.is_symlink():
        raise ViewsUnavailable(
            str(file), "这是符号链接，不经由它写入", "a symbolic link: it is not written through"
        )
    if not file.exists():
        with suppress(FileExistsError):
            written.new(file)


def open_place(
    store: str, path: str, schema: str, *, shown: bool = True, fixed: bool = False
) -> Place:
    """Open the file, making it if it is missing, and make sure that ``schema``'s table is there.

    ``store`` is the place of the store that it lies beside. What is ``shown`` survives a power cut;
    else the last commits may be undone by one, in order. Where nothing can be written, as on an
    auditor's copy, or with ``fixed`` must not be, what lies there is carried on in memory.
    """
    file = Path(path)
    with faults(path):
        if fixed or (file.parent.exists() and not _may_write(file)):
            db = _borrowed(file)
        else:
            _prepare(file)
            at = file.absolute()  # a SQLite may take "file:…" for a URI
            db = sqlite3.connect(at, isolation_level=None, timeout=WAIT, check_same_thread=False)
        try:
            _use_wal(db)
            # FULL: a figure that was shown as of a position must not fall behind it again.
            db.execute(f"PRAGMA synchronous = {'FULL' if shown else 'NORMAL'}")
            db.execute(schema)
        except BaseException:
            db.close()
            raise
    return Place(store, path, db)


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
