"""An audit bundle as a store that is read only: whatever looks at a store can look at a bundle."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, ClassVar, NoReturn

import eventsourcing.persistence as es

from lixia_adapters.bundles import ZipFiles
from lixia_adapters.stores import memory
from lixia_adapters.stores.errors import NotAStore
from lixia_adapters.stores.uri import path_in
from lixia_domain.audit.bundle.files import BundleFixed
from lixia_domain.audit.bundle.record import BundleEvents
from lixia_domain.recording.recorder import Row

PLACE = "LIXIA_BUNDLE"


class Recorder(memory.Recorder):
    """A ``LogRecorder`` over the events of a bundle, at the positions they had in their store."""

    gapless: ClassVar[bool] = False

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        events = BundleEvents(ZipFiles(place))
        self._about = dict(events.about())
        self._positions: list[int] = []
        for position, stream, version, name, stored in events.rows():
            event = es.StoredEvent(stream, version, name, stored)
            self._stored_events_index[stream][version] = len(self._stored_events)
            self._stored_events.append(event)
            self._positions.append(position)

    def insert_events(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: a bundle is signed as it is."""
        raise BundleFixed(self._place)

    def describe(self, key: str, value: str) -> NoReturn:
        """Refuse: a bundle is signed as it is."""
        raise BundleFixed(self._place)

    def head(self) -> int:
        """Return the last position of the log, 0 if it is empty."""
        return self._positions[-1] if self._positions else 0

    def count(self, upto: int) -> int:
        """Return how many events stand at a position ≤ ``upto``."""
        return bisect_right(self._positions, upto)

    def rows(self, after: int, upto: int, names: Collection[str] = ()) -> Iterator[Row]:
        """Yield a stretch of the log; see ``LogRecorder``."""
        wanted = frozenset(names)
        for index in range(self.count(after), self.count(upto)):
            if not wanted or self._stored_events[index].topic in wanted:
                yield self._row(index)

    def _row(self, index: int) -> Row:
        return (self._positions[index], *super()._row(index)[1:])

    def max_notification_id(self) -> int | None:
        """Return the last position, as eventsourcing asks for it."""
        return self.head() or None

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[es.Notification]:
        """Return a stretch of the log, as eventsourcing asks for it."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        found = []
        for position, stream, version, name, stored in self.rows(
            after, self.head() if stop is None else stop, topics
        ):
            found.append(es.Notification(stream, version, name, stored, position))
            if len(found) == limit:
                break
        return found


class Factory(memory.Factory):
    """What ``PERSISTENCE_MODULE`` finds here. ``LIXIA_BUNDLE`` names the file."""

    def application_recorder(self) -> es.ApplicationRecorder:
        """Return the log of the bundle."""
        return Recorder(self.env.get(PLACE) or "")


def place(uri: str) -> str:
    """Return the file that ``bundle:///relative.zip`` or ``bundle:////absolute.zip`` names.

    Raises ``NotAStore`` for a URI of another form.
    """
    return path_in(uri, "bundle", "zip")


def environment(place: str, *, create: bool, read_only: bool) -> Mapping[str, str]:
    """Return eventsourcing's settings for the bundle in the file ``place``.

    Raises ``NotAStore`` where one was to be made: bundles come of ``lixia export bundle``.
    """
    if create:
        raise NotAStore(
            place,
            "审计包只能由 lixia export bundle 生成",
            "a bundle is made by lixia export bundle only",
        )
    return {"PERSISTENCE_MODULE": __name__, PLACE: place}
