"""The connections of a SQLite store: one that writes, and as many as are reading."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import RLock
from typing import Literal

import eventsourcing.sqlite as library

from lixia_adapters.stores.errors import NotAStore, StoreMissing, StoreReadOnly, translated
from lixia_adapters.stores.sqlite_file import connect, create, furnish, in_memory, inspect, path_of
from lixia_adapters.stores.wakeup import Bell

LOCK_TIMEOUT = 5
"""Seconds to wait for another process's lock, where nothing else was asked for."""


class Datastore(library.SQLiteDatastore):
    """Opens its connections itself: the library's keep one prepared statement each.

    Writing goes through one connection behind a lock; reading takes an idle read-only one or
    opens another. A database without a file has but one connection for both. ``lock_timeout``
    is in seconds, 0 for not waiting at all. Nothing is opened before it is needed.
    """

    def __init__(
        self,
        db_name: str,
        *,
        lock_timeout: int | None = None,
        single_row_tracking: bool = True,
        originator_id_type: Literal["uuid", "text"] = "uuid",
        read_only: bool = False,
    ) -> None:
        super().__init__(
            db_name,
            single_row_tracking=single_row_tracking,
            originator_id_type=originator_id_type,
        )
        self.memory = in_memory(db_name)
        self.path = path_of(db_name)
        self.place = db_name if self.memory else str(self.path)
        self.read_only = read_only
        self.bell = Bell()
        self._timeout = LOCK_TIMEOUT if lock_timeout is None else lock_timeout
        self._lock = RLock()
        self._writer: sqlite3.Connection | None = None
        self._idle: deque[sqlite3.Connection] = deque()
        self._open = False
        self._closed = False

    def open(self, *, create: bool) -> None:
        """Make sure that the store is there and is one; with ``create``, make a missing one.

        Raises ``StoreMissing``, ``NotAStore`` or ``StoreLocked``, and then has left everything
        as it was.
        """
        with self._lock:
            if self._open:
                return
            if self.memory:
                self._open_memory(create=create and not self.read_only)
            else:
                self._open_file(create=create and not self.read_only)
            self._open = True

    def _open_memory(self, *, create: bool) -> None:
        if ":memory:" != self.db_name:
            self.bell = Bell.of(self.db_name)
        writer = connect(self.db_name, timeout=self._timeout)
        if not writer.execute("PRAGMA user_version").fetchone()[0]:
            if not create:
                writer.close()
                raise StoreMissing(self.place)
            furnish(writer)
        self._writer = writer

    def _open_file(self, *, create: bool) -> None:
        if create and not self.path.exists():
            make(self.path)
        inspect(self.path)
        stat = self.path.stat()
        self.bell = Bell.of((stat.st_dev, stat.st_ino))
        try:
            with closing(self._connect(read_only=self.read_only)) as connection:
                tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        except sqlite3.Error as error:
            raise translated(error, self.place) from error
        if not {"stored_events", "store"} <= tables:
            raise NotAStore(self.place, "缺少账库的表", "the tables of a store are missing")

    def _connect(self, *, read_only: bool) -> sqlite3.Connection:
        mode = "ro" if read_only else "rw"
        return connect(
            f"{self.path.as_uri()}?mode={mode}", timeout=self._timeout, read_only=read_only
        )

    @property
    def writer(self) -> sqlite3.Connection:
        """The one connection that writes; to be used within ``appending`` only."""
        if self._writer is None:
            self._refuse_closed()
            self.open(create=False)
        if self._writer is None:
            self._writer = self._connect(read_only=self.read_only)
        return self._writer

    @contextmanager
    def appending(self) -> Iterator[sqlite3.Connection]:
        """Give the writing connection for one transaction, kept whole or not at all.

        Raises ``StoreLocked``, ``StoreFull`` or ``StoreReadOnly`` when nothing was kept,
        ``StoreFailing`` when that is uncertain.
        """
        if self.read_only:
            raise StoreReadOnly(self.place)
        with self._lock:
            try:
                writer = self.writer
                writer.execute("BEGIN IMMEDIATE")
                yield writer
                writer.execute("COMMIT")
            except sqlite3.Error as error:
                self._roll_back()
                raise translated(error, self.place) from error
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        writer = self._writer
        if writer is None or not writer.in_transaction:
            return
        try:
            writer.execute("ROLLBACK")
        except sqlite3.Error:
            # A connection that can't even give up is not to be trusted with the next append.
            self._writer = None
            with suppress(sqlite3.Error):
                writer.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to read with, to this caller alone for the while."""
        try:
            if self.memory:
                with self._lock:
                    yield self.writer
                return
            connection = self._reader()
            try:
                yield connection
            finally:
                if self._closed:
                    connection.close()
                else:
                    self._idle.append(connection)
        except sqlite3.Error as error:
            raise translated(error, self.place) from error

    def _reader(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            self._refuse_closed()
            self.open(create=False)
            return self._connect(read_only=True)

    def _refuse_closed(self) -> None:
        if self._closed:
            msg = f"store {self.place} is closed"
            raise sqlite3.ProgrammingError(msg)

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[library.SQLiteCursor]:
        """Give the library's own recorders a cursor of ours."""
        with (
            self.appending() if commit else self.reading() as connection,
            closing(connection.cursor()) as cursor,
        ):
            cursor.row_factory = sqlite3.Row
            yield library.SQLiteCursor(cursor)

    def close(self) -> None:
        """Close what is open; the writer last, which then tidies the write-ahead log away."""
        super().close()
        if not hasattr(self, "_lock"):
            return
        with self._lock:
            self._closed = True
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None


make = create
"""``create`` by a name that the keyword of ``Datastore.open`` leaves visible."""
