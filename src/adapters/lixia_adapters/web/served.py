"""A store that is served: followed by one thread, read and written by many."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Event, Thread, local
from time import monotonic

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.past.moment import Moment
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.read_models import Build, Discarded, ReadModels, Shown
from lixia_domain.recording.subscription import AheadOfLog

LOOK = 0.5
"""Seconds between two looks at whether to stop, while nothing is recorded."""
PACE = 0.2
"""Seconds at least between two times that the views are brought up to date."""
PATIENCE = 5.0
"""Seconds that a read waits at most for the views to reach a position."""

log = logging.getLogger("lixia.web")


class NotReached(Fault):
    """The views have not taken in a position in the time that a read waits for it."""

    def __init__(self, wanted: int, position: int) -> None:
        super().__init__(
            f"视图只更新到第 {position} 条，未能等到第 {wanted} 条；请稍后再读",
            f"the views are at position {position} and have not reached {wanted}; read again later",
            wanted=wanted,
            position=position,
        )


class Served:
    """A store, the views that its follower keeps up to date, and who waits for them.

    Reads never bring views up to date. Each thread reads through a connection of its own.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.about = store.ledger.journal.about()
        self.faulty: Explained | None = None
        """What the follower could not go on for, when it last tried."""
        self._fingerprint = self.about.get("fingerprint", "")
        self._mine = local()
        self._opened: list[ReadModels] = []
        self._reached = Condition()
        self._position = 0
        self._woken: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._stop = Event()
        self._follower = Thread(target=self._follow, name="lixia-views", daemon=True)

    def start(self) -> None:
        """Bring the views up to date, and keep them so."""
        self._bring_up()
        self._follower.start()

    def stop(self) -> None:
        """Let the follower end, and let go of all that reads."""
        self._stop.set()
        if self._follower.is_alive():
            self._follower.join()
        for place in self._opened:
            place.close()

    @property
    def position(self) -> int:
        """Return the position that the views had reached when the follower last looked."""
        return self._position

    @property
    def stopped(self) -> bool:
        """Tell whether it was stopped."""
        return self._stop.is_set()

    def lag(self) -> int:
        """Return by how many positions the views are behind the log."""
        return max(self.store.ledger.head() - self._position, 0)

    def views(self, at_least: int = 0) -> Build:
        """Return the views as they are kept, once they have reached a position.

        Raises ``AheadOfLog`` for one at which nothing is recorded, and ``NotReached`` where it
        takes longer than ``PATIENCE``.
        """
        if at_least > self._position:
            if at_least > (head := self.store.ledger.head()):
                raise AheadOfLog(at_least, head)
            if not self._wait(at_least):
                raise NotReached(at_least, self._position)
        build: Build | None = getattr(self._mine, "build", None)
        if build is not None:
            try:
                build.position()
                return build
            except Discarded:
                pass  # made anew meanwhile
        self._mine.build = found = self._place().open(all_views(), store=self._fingerprint)
        return found

    def past(self, moment: Moment, model: ReadModel) -> Shown:
        """Return a view as it was at a moment of the past."""
        return self.store.replay(moment, (model,))

    @contextmanager
    def waking(self) -> Iterator[asyncio.Event]:
        """Give an event of this thread's loop that is set whenever the views have moved."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        self._woken.add(mine)
        try:
            yield mine[1]
        finally:
            self._woken.discard(mine)

    @property
    def waiting(self) -> int:
        """Return how many wait to be woken."""
        return len(self._woken)

    def _place(self) -> ReadModels:
        place: ReadModels | None = getattr(self._mine, "place", None)
        if place is None:
            self._mine.place = place = self.store.open_read_models()
            self._opened.append(place)
        return place

    def _wait(self, position: int) -> bool:
        until = monotonic() + PATIENCE
        with self._reached:
            while self._position < position:
                left = until - monotonic()
                if left <= 0 or self.stopped:
                    return False
                self._reached.wait(left)
        return True

    def _follow(self) -> None:
        """Bring the views up to date whenever something was recorded, until it is stopped."""
        while not self.stopped:
            try:
                if self.store.ledger.journal.wait(self._position, LOOK) > self._position:
                    self._bring_up()
                    self._stop.wait(PACE)
            except Explained as fault:
                if self.faulty is None or self.faulty.code != fault.code:
                    log.error("views_behind", extra={"told": {"code": fault.code}})
                self.faulty = fault
                self._stop.wait(LOOK)

    def _bring_up(self) -> None:
        position = self.store.views().position()
        with self._reached:
            self._position, self.faulty = position, None
            self._reached.notify_all()
        for loop, woken in tuple(self._woken):
            loop.call_soon_threadsafe(woken.set)
