"""What was seen of a log: how far, its last row and its latest time, and folded states."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from threading import Lock
from typing import Any, ClassVar, TypeVar

from lixia_domain.kernel.decider import Decider
from lixia_domain.recording import codec
from lixia_domain.recording.loaded import Loaded
from lixia_domain.recording.recorder import LogRecorder, Row

S = TypeVar("S")
E = TypeVar("E")


class Seen:
    """What a ledger knows of its log without asking.

    A stream that others have moved since is brought forward when it is next asked for. Threads
    share it; the log is asked how long it is within its lock, or late news would look like a
    shorter log.
    """

    __slots__ = ("_behind", "_journal", "_latest", "_lock", "_states", "head", "last", "top")

    remembered: ClassVar[int] = 10_000
    """How many folded states are kept, the least recently used forgotten first."""
    glance: ClassVar[int] = 1_000
    """Up to how many new rows are looked through for what moved; beyond, all is looked up anew."""

    def __init__(self, journal: LogRecorder) -> None:
        self._journal = journal
        self._lock = Lock()
        self._states: OrderedDict[str, Loaded[Any, Any]] = OrderedDict()
        self._behind: set[str] = set()
        self._latest: datetime | None = None
        self.head = 0
        """Its last position."""
        self.top: Row | None = None
        """The last row of the log."""
        self.last: datetime | None = None
        """The latest time that was recorded, where ``tell_time`` has been asked since news came."""

    def __contains__(self, stream: str) -> bool:
        return stream in self._states

    def note(self) -> int:
        """Take note of what was recorded since we last looked; return the head of the log."""
        with self._lock:
            head = self._journal.head()
            if head != self.head:
                far = head - self.head > self.glance
                news = self.after(self.top, self.head if far else head)
                if news is None:
                    self._forget()
                elif far:
                    self._behind.update(self._states)
                else:
                    self._behind.update({row[1] for row in news} & self._states.keys())
                last = list(self._journal.rows(head - 1, head))
                self.head, self.top = head, last[0] if last else None
                self.last = None  # asked for when it matters: a damaged event may still be read
            return head

    def after(self, row: Row | None, upto: int) -> Sequence[Row] | None:
        """Return what stands after ``row``; ``None`` where ``row`` itself does not stand any more.

        So it is where an older copy of the store was put in its place, grown since or not.
        """
        if row is None:
            return list(self._journal.rows(0, upto))
        found = list(self._journal.rows(row[0] - 1, upto))
        return found[1:] if found[:1] == [row] else None

    def news(self, since: Row | None) -> Sequence[Row] | None:
        """Return what was recorded after ``since``, the last row that somebody knew.

        ``None`` where it is more than one looks through, or ``since`` does not stand any more.
        """
        head = self.note()
        if self.top is since:
            return ()
        if head - (since[0] if since is not None else 0) > self.glance:
            return None
        return self.after(since, head)

    def tell_time(self) -> None:
        """Know the latest time that was recorded, as far as we have seen."""
        if self.last is None and self.top is not None:
            self.last = codec.recorded_at(self.top)
            if self._latest is not None:
                self.last = max(self.last, self._latest)
        self._latest = self.last

    def add(self, written: Iterable[Loaded[Any, Any]], first: int, top: Row, at: datetime) -> bool:
        """Take in what we have recorded ourselves, if nobody else did so before ``first``."""
        with self._lock:
            if first != self.head + 1:
                return False
            for stream in written:
                self._remember(stream)
            self.head, self.top, self.last = top[0], top, at
            return True

    def forget(self) -> None:
        """Know nothing any more: the log is another one, though it may be as long as it was."""
        with self._lock:
            self._forget()
            self.head, self.top, self.last = 0, None, None

    def load(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        """Return ``stream``, brought forward from what we last knew of it."""
        with self._lock:
            head = self.head
            known: Loaded[S, E] | None = self._states.get(stream)
            if known is not None:
                self._states.move_to_end(stream)
                if stream not in self._behind:
                    return known
        known = known or Loaded(decider, stream)
        now = known.forward(self._journal.stream(stream, known.version))
        with self._lock:
            if self.head == head:
                self._remember(now)
        return now

    def load_many(
        self, decider: Decider[S, E], streams: Collection[str]
    ) -> Mapping[str, Loaded[S, E]]:
        """Return ``streams`` by one query, without remembering them."""
        found: dict[str, Loaded[S, E]] = {s: Loaded(decider, s) for s in streams}
        for stream, rows in groupby(self._journal.streams(streams), key=lambda row: row[1]):
            found[stream] = found[stream].forward(list(rows))
        return found

    def _remember(self, loaded: Loaded[Any, Any]) -> None:
        stream = loaded.stream
        if stream in self._states:
            self._states.move_to_end(stream)
            self._behind.discard(stream)
        self._states[stream] = loaded
        if len(self._states) > self.remembered:
            self._behind.discard(self._states.popitem(last=False)[0])

    def _forget(self) -> None:
        self._states.clear()
        self._behind.clear()
        self._latest = None
