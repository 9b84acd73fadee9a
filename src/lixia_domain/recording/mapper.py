"""Where eventsourcing's stored events meet ours."""

from __future__ import annotations

from typing import cast

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.recording import codec


class EnvelopeMapper(Mapper[str]):
    """Stores events under their recorded name, never under a Python path.

    The library's own mapper writes ``module:Class`` and rebuilds objects round ``__init__``: a
    rename would orphan history, and a stored row could name any class to import.
    """

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Write an envelope."""
        recorded = cast(Recorded, domain_event)
        return StoredEvent(
            recorded.stream, recorded.version, recorded.event.event_name, codec.seal(recorded)
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """Read an envelope back. Its position is known where the library gives a notification."""
        row = (
            getattr(stored_event, "id", 0),
            str(stored_event.originator_id),
            stored_event.originator_version,
            stored_event.topic,
            stored_event.state,
        )
        return cast(DomainEventProtocol[str], codec.unseal(row))
