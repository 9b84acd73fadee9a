"""Event store in memory, for tests and specs: the same promises, nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import eventsourcing.persistence as es
import eventsourcing.popo as library

from lixia_adapters.stores.about import birth, refuse_change
from lixia_adapters.stores.findings import misnumbered
from lixia_adapters.stores.wakeup import Bell
from lixia_domain.recording.recorder import Row


class Recorder(library.POPOApplicationRecorder):
    """A ``LogRecorder`` over lists. All threads may share it."""

    checks_unchanged: ClassVar[bool] = True
    gapless: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self._bell = Bell()
        self._about = birth()
        self._latest: defaultdict[str, int] = defaultdict(int)

    def insert_events(
        self,
        stored_events: Sequence[es.StoredEvent],
        *,
        unchanged: Mapping[str, int] | None = None,
        since: Row | None = None,
        moved: Callable[[Row], None] | None = None,
        **others: Any,
    ) -> Sequence[int] | None:
        """Append all or nothing; see ``LogRecorder``."""
        if others:
            msg = f"a log takes nothing but events and unchanged, not {', '.join(others)}"
            raise TypeError(msg)
        positions = super().insert_events(
            stored_events, unchanged=unchanged, since=since, moved=moved
        )
        self._bell.ring()
        return positions

    def _assert_uniqueness(
        self,
        stored_events: Sequence[es.StoredEvent],
        *,
        unchanged: Mapping[str, int] | None = None,
        since: Row | None = None,
        moved: Callable[[Row], None] | None = None,
        **others: Any,
    ) -> None:
        if self._stored_events and moved is not None:
            last = self._row(len(self._stored_events) - 1)
            if last != since:
                moved(last)
        super()._assert_uniqueness(stored_events, **others)
        for stream, version in (unchanged or {}).items():
            if (now := self._latest.get(stream, 0)) != version:
                msg = f"stream {stream} was read at version {version} and is at {now}"
                raise es.IntegrityError(msg)

    def _update_table(
        self, stored_events: Sequence[es.StoredEvent], **others: Any
    ) -> Sequence[int] | None:
        positions = super()._update_table(stored_events, **others)
        for event in stored_events:
            stream = str(event.originator_id)
            self._latest[stream] = max(self._latest[stream], event.originator_version)
        return positions

    def head(self) -> int:
        """Return the last position of the log, 0 if it is empty."""
        with self._database_lock:  # or an append under way would be seen in part
            return len(self._stored_events)

    def count(self, upto: int) -> int:
        """Return how many events stand at a position ≤ ``upto``."""
        return max(min(upto, self.head()), 0)

    def rows(self, after: int, upto: int, names: Collection[str] = ()) -> Iterator[Row]:
        """Yield a stretch of the log; see ``LogRecorder``."""
        wanted = frozenset(names)
        for index in range(max(after, 0), min(upto, self.head())):
            if not wanted or self._stored_events[index].topic in wanted:
                yield self._row(index)

    def _row(self, index: int) -> Row:
        event = self._stored_events[index]
        stream = str(event.originator_id)
        return (index + 1, stream, event.originator_version, event.topic, event.state)

    def stream(self, stream: str, after: int = 0) -> Sequence[Row]:
        """Return ``stream``'s rows of a version beyond ``after``, oldest first."""
        with self._database_lock:
            versions = self._stored_events_index.get(stream, {})
            return [self._row(versions[version]) for version in sorted(versions) if version > after]

    def streams(self, streams: Collection[str]) -> Iterator[Row]:
        """Yield all rows of many ``streams``, each stream oldest first."""
        for stream in sorted(set(streams)):
            yield from self.stream(stream)

    def stream_names(self) -> Iterator[str]:
        """Yield the name of every stream, in the order of their first facts."""
        with self._database_lock:
            names = [str(name) for name, rows in self._stored_events_index.items() if rows]
        yield from names

    def wait(self, after: int, timeout: float) -> int:
        """Return the head as soon as it lies beyond ``after``, or after ``timeout`` seconds."""
        return self._bell.wait(self.head, after, timeout)

    def about(self) -> Mapping[str, str]:
        """Return what the store says of itself: ``fingerprint``, ``district``, ``created_at``, …"""
        return dict(sorted(self._about.items()))

    def describe(self, key: str, value: str) -> None:
        """Let the store say ``value`` of itself under ``key``.

        Raises ``ValueError`` if the key is permanent and already says something else.
        """
        with self._database_lock:
            refuse_change(key, self._about.get(key), value)
            self._about[key] = value

    def check(self) -> list[tuple[str, str]]:
        """Inspect the whole log: each fault in Chinese and in English; none is fine."""
        with self._database_lock:
            return list(
                misnumbered(
                    (stream, version, index + 1)
                    for stream, versions in self._stored_events_index.items()
                    for version, index in sorted(versions.items())
                )
            )


class Factory(library.POPOFactory):
    """What ``PERSISTENCE_MODULE`` finds here."""

    def application_recorder(self) -> es.ApplicationRecorder:
        """Return a fresh, empty log."""
        return Recorder()


def place(uri: str) -> str:
    """Return what ``uri`` names: nothing, for every ``memory:`` is a store of its own."""
    return ""


def environment(place: str, *, create: bool, read_only: bool) -> Mapping[str, str]:
    """Return eventsourcing's settings for a new store. There is nothing to open, or to protect."""
    return {"PERSISTENCE_MODULE": __name__}
