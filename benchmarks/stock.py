"""The library as it comes: equal events through its own mapper, transcoder and recorder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import eventsourcing.sqlite as library
from eventsourcing.persistence import DatetimeAsISO, JSONTranscoder, Mapper, Transcoding

from benchmarks import synthetic
from lixia_domain.aggregates.bank_credit.facts import Allocation, Notice
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.money import Money
from lixia_domain.recording.catalogue import EVENTS

EVENTS_OF_STOCK = 20_000
"""How many events the library is measured on: its rate does not depend on the number."""


class StockEvent:
    """An event as the library's own mapper rebuilds it: by its ``__dict__``."""

    originator_id: str
    originator_version: int


for _event in EVENTS.values():
    globals()[_event.__name__] = type(_event.__name__, (StockEvent,), {"__module__": __name__})


class DateAsISO(Transcoding):
    """A day."""

    type = date
    name = "date"

    def encode(self, obj: date) -> str:
        return obj.isoformat()

    def decode(self, data: str) -> date:
        return date.fromisoformat(data)


class MoneyAsFen(Transcoding):
    """An amount."""

    type = Money
    name = "money"

    def encode(self, obj: Money) -> int:
        return obj.fen

    def decode(self, data: int) -> Money:
        return Money(data)


class Part(Transcoding):
    """One of our value objects within events."""

    def __init__(self, cls: Any) -> None:
        self.type = cls
        self.name = cls.__name__.lower()

    def encode(self, obj: Any) -> dict[str, Any]:
        return attrs.asdict(obj, recurse=False)

    def decode(self, data: dict[str, Any]) -> Any:
        return self.type(**data)


def mapper() -> Mapper[Any]:
    """Return the library's mapper, which knows our value objects."""
    transcoder = JSONTranscoder()
    for known in (DatetimeAsISO(), DateAsISO(), MoneyAsFen()):
        transcoder.register(known)
    for cls in (Allocation, BudgetLine, GiftShare, Instalment, Notice):
        transcoder.register(Part(cls))
    return Mapper(transcoder)


def write(path: Path, count: int = EVENTS_OF_STOCK) -> library.SQLiteApplicationRecorder:
    """Make a store of the library's own with events equal to our first ``count``."""
    datastore = library.SQLiteDatastore(str(path), originator_id_type="text")
    recorder = library.SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    ours = mapper()
    stored = [ours.to_stored_event(_stock(r)) for r in synthetic.envelopes(count)]
    for start in range(0, count, 1_000):
        recorder.insert_events(stored[start : start + 1_000])
    return recorder


def read(recorder: library.SQLiteApplicationRecorder, page: int = 1_000) -> Iterator[Any]:
    """Yield the position of each event and the event, as the library's followers get them."""
    ours, after = mapper(), 0
    while found := recorder.select_notifications(after, page, inclusive_of_start=False):
        for notification in found:
            yield notification.id, ours.to_domain_event(notification)
        after = found[-1].id


def _stock(recorded: Recorded) -> Any:
    event = recorded.event
    cls: Any = type(event)
    stock = globals()[cls.__name__]()
    stock.__dict__.update(
        {field.name: getattr(event, field.name) for field in attrs.fields(cls)},
        originator_id=recorded.stream,
        originator_version=recorded.version,
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
        role=recorded.role,
        command=recorded.command,
        correlation=recorded.correlation,
    )
    return stock
