"""Event store in one SQLite file: every append durable, every read of a decision re-checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

import eventsourcing.persistence as es
import eventsourcing.sqlite as library
from eventsourcing.utils import Environment, EnvType, strtobool

from lixia_adapters.stores.about import refuse_change
from lixia_adapters.stores.errors import CounterMoved, StoreFault
from lixia_adapters.stores.findings import misnumbered
from lixia_adapters.stores.sqlite_connections import Datastore
from lixia_adapters.stores.sqlite_file import APPLICATION_ID
from lixia_adapters.stores.sqlite_form import form_findings
from lixia_adapters.stores.uri import path_in
from lixia_domain.recording.recorder import NewRow, Row

STREAMS_AT_ONCE = 400

_INSERT = "INSERT INTO {} (originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)"
_APPEND = _INSERT.format("stored_events")
_ROWS = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
_LAST = _ROWS + "ORDER BY rowid DESC LIMIT 1"
# All of an index can be counted without looking into it, a stretch of the table can not.
_COUNT = (
    "SELECT (SELECT count(*) FROM stored_events) - "
    "(SELECT count(*) FROM stored_events WHERE rowid > ?)"
)
# The index of the unique places holds all three: the events are not touched. SQLite looks for a
# fault by itself, while other threads work; only where it finds one is each stream looked at.
_PLACES = (
    "SELECT originator_id, originator_version, rowid FROM stored_events "
    "ORDER BY originator_id, originator_version"
)
_SUSPECT = (
    "SELECT 1 FROM (SELECT originator_version AS version, row_number() OVER stream AS due, "
    "rowid AS place, lag(rowid) OVER stream AS before FROM stored_events "
    "WINDOW stream AS (PARTITION BY originator_id ORDER BY originator_version)) "
    "WHERE version != due OR place <= before LIMIT 1"
)
_NAMES = "SELECT DISTINCT originator_id FROM stored_events WHERE rowid > 0"
_VERSION = "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?"


class Recorder(library.SQLiteApplicationRecorder):
    """A ``LogRecorder`` over one file. All threads may share it."""

    checks_unchanged: ClassVar[bool] = True
    gapless: ClassVar[bool] = True
    datastore: Datastore

    def create_table(self) -> None:
        """Make sure that the store is there."""
        self.datastore.open(create=True)

    def insert_events(
        self,
        stored_events: Sequence[es.StoredEvent | NewRow],
        *,
        unchanged: Mapping[str, int] | None = None,
        since: Row | None = None,
        moved: Callable[[Row], None] | None = None,
        **others: Any,
    ) -> Sequence[int] | None:
        """Append in one durable commit; see ``LogRecorder``.

        Raises ``IntegrityError``, ``StoreLocked``, ``StoreFull`` or ``StoreReadOnly`` with nothing
        kept, and ``StoreFailing`` when the disk left that uncertain.
        """
        if others:
            msg = f"a log takes nothing but events and unchanged, not {', '.join(others)}"
            raise TypeError(msg)
        values: list[Any] = [
            event
            if type(event) is NewRow
            else (
                owner.hex if isinstance(owner := event.originator_id, UUID) else owner,
                event.originator_version,
                event.topic,
                event.state,
            )
            for event in stored_events
        ]
        with self.datastore.appending() as connection:
            last = connection.execute(_LAST).fetchone() if moved or since else None
            if last is None or last != since:
                if moved is not None and last is not None:
                    moved(last)
                _recheck(connection, unchanged or {})
            positions = self._append(connection, values)
            if last is not None and positions[0] != last[0] + 1:
                raise CounterMoved(self.datastore.place, last[0], positions[0])
        self.datastore.bell.ring()
        return positions

    def _append(self, connection: sqlite3.Connection, values: list[Any]) -> list[int]:
        if len(values) == 1:
            return [connection.execute(_APPEND, values[0]).lastrowid or 0]
        connection.executemany(_APPEND, values[:-1])
        last = connection.execute(_APPEND, values[-1]).lastrowid or 0
        # Nobody else writes between BEGIN IMMEDIATE and COMMIT, so these places follow each other.
        return list(range(last - len(values) + 1, last + 1))

    def head(self) -> int:
        """Return the last position of the log, 0 if it is empty."""
        with self.datastore.reading() as connection:
            (head,) = connection.execute("SELECT max(rowid) FROM stored_events").fetchone()
        return head or 0

    def count(self, upto: int) -> int:
        """Return how many events stand at a position ≤ ``upto``, counted anew."""
        with self.datastore.reading() as connection:
            (count,) = connection.execute(_COUNT, (upto,)).fetchone()
        return int(count)

    def rows(self, after: int, upto: int, names: Collection[str] = ()) -> Iterator[Row]:
        """Yield a stretch of the log by one cursor; see ``LogRecorder``.

        Until it is read to its end or closed, the write-ahead log behind it can't be cleared.
        """
        statement = _ROWS + "WHERE rowid > ? AND rowid <= ? "
        if names:
            statement += f"AND topic IN ({_marks(names)}) "
        return self._read(statement + "ORDER BY rowid", (max(after, 0), upto, *names))

    def _read(self, statement: str, values: Sequence[Any]) -> Iterator[Any]:
        with (
            self.datastore.reading() as connection,
            closing(connection.execute(statement, values)) as cursor,
        ):
            if not self.datastore.memory:
                yield from cursor
                return
            found = cursor.fetchall()
        # The one connection of a database without a file is not ours while a caller ponders.
        yield from found

    def stream(self, stream: str, after: int = 0) -> Sequence[Row]:
        """Return ``stream``'s rows of a version beyond ``after``, oldest first."""
        with self.datastore.reading() as connection:
            return connection.execute(
                _ROWS + "WHERE originator_id = ? AND originator_version > ? AND rowid > 0 "
                "ORDER BY originator_version",
                (stream, after),
            ).fetchall()

    def streams(self, streams: Collection[str]) -> Iterator[Row]:
        """Yield all rows of many ``streams``, each stream oldest first."""
        wanted = sorted(set(streams))
        for start in range(0, len(wanted), STREAMS_AT_ONCE):
            some = wanted[start : start + STREAMS_AT_ONCE]
            yield from self._read(
                _ROWS
                + f"WHERE originator_id IN ({_marks(some)}) AND rowid > 0 "
                + "ORDER BY originator_id, originator_version",
                some,
            )

    def stream_names(self) -> Iterator[str]:
        """Yield the name of every stream."""
        return (name for (name,) in self._read(_NAMES, ()))

    def wait(self, after: int, timeout: float) -> int:
        """Return the head as soon as it lies beyond ``after``, or after ``timeout`` seconds."""
        return self.datastore.bell.wait(self.head, after, timeout)

    def about(self) -> Mapping[str, str]:
        """Return what the store says of itself: ``fingerprint``, ``district``, ``created_at``, …"""
        with self.datastore.reading() as connection:
            return dict(connection.execute("SELECT key, value FROM store ORDER BY key"))

    def describe(self, key: str, value: str) -> None:
        """Let the store say ``value`` of itself under ``key``.

        Raises ``ValueError`` if the key is permanent and already says something else.
        """
        with self.datastore.appending() as connection:
            was = connection.execute("SELECT value FROM store WHERE key = ?", (key,)).fetchone()
            refuse_change(key, was and was[0], value)
            connection.execute("INSERT OR REPLACE INTO store VALUES (?, ?)", (key, value))

    def check(self) -> list[tuple[str, str]]:
        """Inspect the whole store: each fault in Chinese and in English; none is fine."""
        return list(self._findings())

    def _findings(self) -> Iterator[tuple[str, str]]:
        try:
            with self.datastore.reading() as connection:
                for (said,) in connection.execute("PRAGMA integrity_check"):
                    if said != "ok":
                        yield f"数据库文件有损坏：{said}", f"the database file is damaged: {said}"
                (mark,) = connection.execute("PRAGMA application_id").fetchone()
                if mark != APPLICATION_ID:
                    yield (
                        f"文件标记为 {mark:#010x}，应为 {APPLICATION_ID:#010x}",
                        f"the file is marked {mark:#010x} and should be {APPLICATION_ID:#010x}",
                    )
                yield from form_findings(connection)
                if any(connection.execute(_SUSPECT)):
                    yield from misnumbered(connection.execute(_PLACES))
            if "fingerprint" not in self.about():
                yield "账库没有指纹", "the store has no fingerprint"
        except StoreFault as fault:
            yield fault.zh, fault.en
        except es.PersistenceError as fault:
            yield str(fault), str(fault)


def _recheck(connection: sqlite3.Connection, unchanged: Mapping[str, int]) -> None:
    for stream, version in unchanged.items():
        (now,) = connection.execute(_VERSION, (stream,)).fetchone()
        if (now or 0) != version:
            msg = f"stream {stream} was read at version {version} and is at {now or 0}"
            raise es.IntegrityError(msg)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values))


class AggregateRecorder(library.SQLiteAggregateRecorder):
    """The library's, for its snapshots."""

    def __init__(
        self, datastore: library.SQLiteDatastore, events_table_name: str = "stored_events"
    ) -> None:
        super().__init__(datastore, events_table_name)
        self.insert_events_statement = _INSERT.format(events_table_name)


class ProcessRecorder(library.SQLiteProcessRecorder):
    """The library's, on our tables. It re-checks nothing, so no ledger accepts it."""

    def __init__(
        self, datastore: library.SQLiteDatastore, *, events_table_name: str = "stored_events"
    ) -> None:
        super().__init__(datastore, events_table_name=events_table_name)
        self.insert_events_statement = _INSERT.format(events_table_name)


class Factory(library.SQLiteFactory):
    """What ``PERSISTENCE_MODULE`` finds here.

    ``SQLITE_DBNAME`` names the file, ``CREATE_TABLE=no`` opens only what exists,
    ``SQLITE_READ_ONLY=y`` never writes, ``SQLITE_LOCK_TIMEOUT`` is in seconds (0: don't wait).
    """

    SQLITE_READ_ONLY = "SQLITE_READ_ONLY"

    aggregate_recorder_class = AggregateRecorder
    application_recorder_class = Recorder
    process_recorder_class = ProcessRecorder
    datastore: Datastore

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)  # checks the settings; its own datastore has opened nothing yet
        asked = self.datastore
        self.datastore = Datastore(
            asked.pool.db_name,
            lock_timeout=asked.pool.lock_timeout,
            single_row_tracking=asked.single_row_tracking,
            originator_id_type=asked.originator_id_type,
            read_only=strtobool(self.env.get(self.SQLITE_READ_ONLY) or "no"),
        )

    def env_create_table(self) -> bool:
        """Tell whether a missing store may be made, and open the store."""
        create = super().env_create_table() and not self.datastore.read_only
        self.datastore.open(create=create)
        return create


def place(uri: str) -> str:
    """Return the file that ``sqlite:///relative.db`` or ``sqlite:////absolute.db`` names.

    Raises ``NotAStore`` for a URI of another form.
    """
    return path_in(uri, "sqlite", "db")


def environment(place: str, *, create: bool, read_only: bool) -> Mapping[str, str]:
    """Return eventsourcing's settings for the store in the file ``place``."""
    return {
        "PERSISTENCE_MODULE": __name__,
        # Absolute: the library takes ":memory:" and "file:…" for other things than files.
        "SQLITE_DBNAME": str(Path(place).absolute()),
        "CREATE_TABLE": "yes" if create else "no",
        Factory.SQLITE_READ_ONLY: "yes" if read_only else "no",
    }
