"""The port of an event store: what we ask of a recorder beyond eventsourcing's own interface."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from eventsourcing.persistence import StoredEvent

Row: TypeAlias = tuple[int, str, int, str, bytes]
"""position, stream, version, stored name, stored bytes."""

DEMO = "demo"
"""Under which a store says of itself that it is one: its days are told, not lived."""


class NewRow(NamedTuple):
    """What is to be stored, as the ledger hands it over.

    Its fields are called what ``StoredEvent`` calls them, which a recorder takes as well; to make
    one of those costs as much as to write it down.
    """

    originator_id: str
    originator_version: int
    topic: str
    state: bytes


class LogRecorder(Protocol):
    """An ``ApplicationRecorder`` whose log can be read raw and whose appends re-check reads.

    Positions grow, in the order of commits, and are a cursor only: they may have gaps.
    """

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent | NewRow],
        *,
        unchanged: Mapping[str, int] | None = None,
        since: Row | None = None,
        moved: Callable[[Row], None] | None = None,
    ) -> Sequence[int] | None:
        """Append ``stored_events`` in one transaction and return their positions.

        ``unchanged`` maps streams that were only read to the version they had. Raises
        ``IntegrityError``, and keeps nothing, if one has moved on or a place is taken.

        ``since`` is the last row of the log as the caller knows it. While it still is the last,
        nothing that the caller has read can have changed, and nothing is looked up; else ``moved``
        is told which row is last now, within the transaction. What it raises ends the append.
        """
        ...

    def head(self) -> int:
        """Return the last position of the log, 0 if it is empty."""
        ...

    def count(self, upto: int) -> int:
        """Return how many events stand at a position ≤ ``upto``, counted anew."""
        ...

    def rows(self, after: int, upto: int, names: Collection[str] = ()) -> Iterator[Row]:
        """Yield what stands at ``after`` < position ≤ ``upto``, in order, by one cursor.

        With ``names``, only events stored under one of them. Decodes nothing.
        """
        ...

    def stream(self, stream: str, after: int = 0) -> Sequence[Row]:
        """Return ``stream``'s rows of a version beyond ``after``, oldest first."""
        ...

    def streams(self, streams: Collection[str]) -> Iterator[Row]:
        """Yield all rows of many ``streams`` at once, each stream oldest first."""
        ...

    def stream_names(self) -> Iterator[str]:
        """Yield the name of every stream."""
        ...

    def wait(self, after: int, timeout: float) -> int:
        """Return the head as soon as it lies beyond ``after``, or after ``timeout`` seconds.

        Appends of the same process wake the waiter at once; those of others are polled for.
        """
        ...

    def about(self) -> Mapping[str, str]:
        """Return what the store says of itself: ``fingerprint``, ``district``, ``created_at``, …"""
        ...

    def describe(self, key: str, value: str) -> None:
        """Let the store say ``value`` of itself under ``key``.

        Raises ``ValueError`` if the key is permanent (fingerprint, district) and says otherwise.
        """
        ...

    def check(self) -> list[tuple[str, str]]:
        """Inspect the whole store: each fault in Chinese and in English; none is fine."""
        ...
