"""The connections of a SQLite store: one that writes, and as many as are reading."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import RLock
from typing import Literal

import eventsourcing.sqlite as library

from lixia_adapters.sqlite_own import is_shut_away, log_of, tidied_away
from lixia_adapters.stores.errors import StoreMissing, StoreReadOnly, translated
from lixia_adapters.stores.sqlite_file import (
    connect,
    furnish,
    in_memory,
    inspect,
    make,
    may_write,
    path_of,
)
from lixia_adapters.stores.sqlite_form import require_form
from lixia_adapters.stores.wakeup import Bell
from lixia_domain.recording.faults import StoreClosed

LOCK_TIMEOUT = 5
"""Seconds to wait for another process's lock, where nothing else was asked for."""


class Appending:
    """One transaction on the writing connection, behind its lock.

    A class where a generator would be shorter: after each wait for the disk a processor's caches
    are cold, and the generator's machinery cost 5 to 8 % of a durable commit.
    """

    __slots__ = ("_store",)

    def __init__(self, store: Datastore) -> None:
        self._store = store

    def __enter__(self) -> sqlite3.Connection:
        """Begin to write, once everybody else has finished."""
        store = self._store
        if store.read_only:
            raise StoreReadOnly(store.place)
        store._lock.acquire()
        try:
            writer = store._writer or store.writer
            writer.execute("BEGIN IMMEDIATE")
        except BaseException as error:
            store._lock.release()
            if isinstance(error, sqlite3.Error):
                raise translated(error, store.place) from error
            raise
        return writer

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        """Keep all of it, or nothing if anything was raised."""
        store = self._store
        try:
            if error is not None:
                store._roll_back()
            elif (writer := store._writer) is not None:
                writer.execute("COMMIT")
        except BaseException as failed:
            store._roll_back()
            if isinstance(failed, sqlite3.Error):
                raise translated(failed, store.place) from failed
            raise
        finally:
            store._lock.release()
        if isinstance(error, sqlite3.Error):
            raise translated(error, store.place) from error


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
        self.name = db_name
        self.memory = in_memory(db_name)
        self.path = path_of(db_name)
        self.place = db_name if self.memory else str(self.path)
        self.read_only = read_only
        self.bell = Bell()
        self._timeout = LOCK_TIMEOUT if lock_timeout is None else lock_timeout
        self._lock = RLock()
        self._appending = Appending(self)
        self._writer: sqlite3.Connection | None = None
        self._idle: deque[sqlite3.Connection] = deque()
        self._open = False
        self._closed = False
        self._log_was_there = True

    def open(self, *, create: bool) -> None:
        """Make sure that the store is there and is one; with ``create``, make a missing one.

        Raises ``StoreMissing``, ``NotAStore`` or ``StoreLocked``, and then has left everything
        as it was.
        """
        if self._open:
            return  # before the lock: who reads must not wait for whoever waits to write
        with self._lock:
            if self._open:
                return
            open_it = self._open_memory if self.memory else self._open_file
            try:
                open_it(create=create and not self.read_only)
            except sqlite3.Error as error:
                raise translated(error, self.place) from error
            self._open = True

    def _open_memory(self, *, create: bool) -> None:
        if self.name != ":memory:":
            self.bell = Bell.of(self.name)
        writer = connect(self.name, timeout=self._timeout)
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
        self._log_was_there = log_of(self.path).exists()
        stat = self.path.stat()
        self.bell = Bell.of((stat.st_dev, stat.st_ino))
        # Whoever may only read can look at everything all the same; recording is what is refused.
        self.read_only = self.read_only or not may_write(self.path)
        connection = self._connect(read_only=self.read_only)
        try:
            require_form(connection, self.place)
        except BaseException:
            connection.close()
            raise
        if self.read_only:
            self._idle.append(connection)
        else:
            self._writer = connection

    def _connect(self, *, read_only: bool) -> sqlite3.Connection:
        mode = "ro" if read_only else "rw"
        if self.read_only and is_shut_away(self.path):
            mode = "ro&immutable=1"
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
            self._writer = self._connect(read_only=False)
        return self._writer

    def appending(self) -> Appending:
        """Give the writing connection for one transaction, kept whole or not at all.

        Raises ``StoreLocked``, ``StoreFull`` or ``StoreReadOnly`` when nothing was kept,
        ``StoreFailing`` when that is uncertain.
        """
        return self._appending

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
        self._refuse_closed()
        self.open(create=False)
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect(read_only=True)

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreClosed(self.place)

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
        if self.read_only and self._open and not self.memory and not self._log_was_there:
            tidied_away(self.path)
