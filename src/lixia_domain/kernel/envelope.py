"""What is kept around an event: whose it is, its place, who recorded it when."""

from __future__ import annotations

from datetime import datetime

import msgspec

from lixia_domain.kernel.events import Event


class Recorded(msgspec.Struct, frozen=True):
    """An event in its place in a stream. This, not the event, is what eventsourcing sees.

    ``position`` is the place in the log, 0 while it is not recorded yet: a cursor of one store,
    never an identity (stream and version are). ``command`` is the caller's idempotency key.
    ``correlation`` is shared by all that was recorded in one commit.

    A msgspec Struct and not an attrs class: reading history makes one of these per event, and
    this costs a twelfth (docs/decisions/002).
    """

    position: int
    stream: str
    version: int
    event: Event
    recorded_at: datetime
    actor: str
    role: str
    command: str | None = None
    correlation: str | None = None

    @property
    def key(self) -> str:
        """Return the natural key of the stream."""
        return self.stream.partition("-")[2]

    @property
    def originator_id(self) -> str:
        """Return the stream, as eventsourcing calls it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """Return the place in the stream, as eventsourcing calls it."""
        return self.version
