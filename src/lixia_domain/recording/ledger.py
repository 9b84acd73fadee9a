"""The ledger: load streams, decide, append all or nothing, or lose the race and decide again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count, groupby
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import uuid4

from attrs import define, field, frozen
from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, Mapper, OperationalError, StoredEvent

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording import codec
from lixia_domain.recording.faults import ClockBehind, LostRace, UnfitStore
from lixia_domain.recording.mapper import EnvelopeMapper
from lixia_domain.recording.recorder import LogRecorder, Row

S = TypeVar("S")
E = TypeVar("E")
R = TypeVar("R")

CLOCK_SLACK = timedelta(seconds=5)


class Why(Reason):
    """What the ledger refuses of any stream."""

    DATES_RUN_BACKWARDS = (
        "stream.dates_run_backwards",
        "流 {stream} 的业务日期不得倒退：上一事实为 {last}，本次为 {on}",
        "dates within stream {stream} must not run backwards: the last fact is of {last}, "
        "this one of {on}",
    )


def _aware(_: object, __: object, at: datetime) -> None:
    if at.tzinfo is None:
        msg = f"{at!r} has no time zone"
        raise ValueError(msg)


@frozen(kw_only=True)
class By:
    """Who records, in which role, when, and under which idempotency key.

    ``actor`` is an opaque account id, never a person's name. ``at`` bears a time zone. With a
    ``command``, the same request of the same actor is carried out once, however often it is sent.
    """

    actor: str
    role: Role
    at: datetime = field(validator=_aware)
    command: str | None = None
    correlation: str | None = None


class Loaded(Generic[S, E]):
    """A stream as it stood when we looked, and what was recorded in it since.

    Recorded facts are folded when the state is next asked for, which for most streams is never.
    """

    __slots__ = ("_held", "decider", "on", "stream", "version")

    def __init__(
        self,
        decider: Decider[S, E],
        stream: str,
        version: int = 0,
        on: date | None = None,
        held: tuple[S, tuple[E, ...]] | None = None,
    ) -> None:
        self.decider = decider
        self.stream = stream
        self.version = version
        self.on = on
        self._held = held or (decider.initial, ())

    @property
    def state(self) -> S:
        """Return what the stream adds up to."""
        folded, waiting = self._held
        if waiting:
            folded = self.decider.fold(waiting, folded)
            self._held = (folded, ())  # at once, for threads share what the ledger remembers
        return folded

    def then(self, events: Sequence[E]) -> Loaded[S, E]:
        """Return the stream with ``events`` at its end. Refuses dates that run backwards."""
        on, version = self.on, self.version
        for event in cast(Sequence[Event], events):
            if on is not None and event.on < on:
                raise Rejection(Why.DATES_RUN_BACKWARDS, stream=self.stream, last=on, on=event.on)
            on, version = event.on, version + 1
        folded, waiting = self._held
        return Loaded(self.decider, self.stream, version, on, (folded, (*waiting, *events)))

    def forward(self, rows: Sequence[Row]) -> Loaded[S, E]:
        """Return the stream with stored ``rows`` at its end."""
        if not rows:
            return self
        news = [recorded.event for recorded in codec.unseal_all(rows)]
        folded, waiting = self._held
        held = (folded, (*waiting, *cast(list[E], news)))
        return Loaded(self.decider, self.stream, rows[-1][2], news[-1].on, held)


@define
class Work:
    """One unit of work: look at some streams, record facts in some, all of them or none."""

    ledger: Ledger
    by: By
    since: int = 0
    """The head of the log as the ledger knew it when this work began."""
    seen: dict[str, Loaded[Any, Any]] = field(factory=dict)
    new: list[tuple[str, int, Event]] = field(factory=list)

    @property
    def position(self) -> int:
        """Return the last position of the log on which this work decides."""
        return self.ledger.head()

    def load(self, decider: Decider[S, E], key: str) -> S:
        """Return what the stream of ``key`` adds up to, this work's own facts included."""
        return self._look(decider, key).state

    def _look(self, decider: Decider[S, E], key: str) -> Loaded[S, E]:
        stream = decider.stream(key)
        found = self.seen.get(stream)
        if found is None:
            found = self.seen[stream] = self.ledger.load(decider, stream)
        return found

    def prefetch(self, decider: Decider[S, E], keys: Collection[str]) -> None:
        """Look at many streams by one query, where each would be loaded in turn otherwise."""
        wanted = {decider.stream(key) for key in keys} - self.seen.keys()
        self.seen.update(self.ledger.load_many(decider, wanted))

    def record(self, decider: Decider[S, E], key: str, events: Sequence[E]) -> None:
        """Append ``events`` to the stream of ``key`` when the work is done.

        Raises ``Rejection`` if their business dates run backwards.
        """
        if not events:
            return
        before = self._look(decider, key)
        self.seen[before.stream] = before.then(events)
        self.new += [
            (before.stream, version, event)
            for version, event in enumerate(cast(Sequence[Event], events), before.version + 1)
        ]

    def only_read(self) -> dict[str, int]:
        """Return the version of every stream that was looked at and not recorded in."""
        written = {stream for stream, _, _ in self.new}
        return {s.stream: s.version for s in self.seen.values() if s.stream not in written}


class Ledger(Application[str]):
    """All streams of one district, in one order.

    Folded states are remembered, and a use case decides on what is remembered. That it still stands
    is checked where it matters: what a work has seen is re-checked inside the append, and a refusal
    (or an outcome without facts) counts only if the log has not moved; else it is decided again.
    Streams that others have moved are brought forward when they are next asked for.
    """

    env: ClassVar[dict[str, str]] = {"ORIGINATOR_ID_TYPE": "text"}
    remembered: ClassVar[int] = 10_000
    """How many folded states are kept, the least recently used forgotten first."""
    glance: ClassVar[int] = 1_000
    """Up to how many new rows are looked through for what moved; beyond, all is looked up anew."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        super().__init__(env)
        if not getattr(self.recorder, "checks_unchanged", False):
            raise UnfitStore(
                f"存储 {type(self.recorder).__qualname__} 不能在写入时复核只读过的流，不可用于记账",
                f"store {type(self.recorder).__qualname__} can't re-check streams that were only "
                "read; decisions would not be safe on it",
            )
        self.journal = cast(LogRecorder, self.recorder)
        self.district = self.journal.about().get("district", "")
        self._states: OrderedDict[str, Loaded[Any, Any]] = OrderedDict()
        self._behind: set[str] = set()
        self._head = 0
        self._last: datetime | None = None
        self._lock = Lock()
        self._prefix = uuid4().hex[:20]
        self._commits = count(1)
        self._note(self.head())

    def settle(self, district: str) -> None:
        """Let the store be ``district``'s, for good."""
        self.journal.describe("district", district)
        self.district = district

    def construct_mapper(self) -> Mapper[str]:
        """Store envelopes."""
        return EnvelopeMapper(transcoder=self.construct_transcoder())

    def head(self) -> int:
        """Return the last position of the log."""
        return self.journal.head()

    def transact(self, use_case: Callable[[Work], R], *, by: By, tries: int = 20) -> R:
        """Run ``use_case`` and record what it decided, if all that it looked at still stands.

        A lost race decides again on what won. Raises ``LostRace`` after ``tries`` of them,
        ``ClockBehind``, and whatever the use case raises; then nothing was recorded.
        """
        correlation = by.correlation or f"{self._prefix}{next(self._commits):x}"
        for _ in range(tries):
            work = Work(self, by, self._head)
            try:
                outcome = use_case(work)
            except Exception:
                if self._stale(work):
                    continue
                raise
            if work.new:
                if self._append(work, correlation):
                    return outcome
                self._note(self.head())
            elif not self._stale(work):
                return outcome
        raise LostRace(tries)

    def _stale(self, work: Work) -> bool:
        """Tell whether anything that ``work`` has seen was moved since it began."""
        head = self.head()
        self._note(head)
        if head == work.since:
            return False
        if not 0 <= head - work.since <= self.glance:
            return True
        return any(row[1] in work.seen for row in self.journal.rows(work.since, head))

    def _note(self, head: int) -> None:
        """Take note of what was recorded up to ``head`` since we last looked."""
        with self._lock:
            if head == self._head:
                return
            if 0 <= head - self._head <= self.glance:
                news = list(self.journal.rows(self._head, head))
                self._behind.update({row[1] for row in news} & self._states.keys())
            else:
                news = list(self.journal.rows(head - 1, head))
                self._behind.update(self._states)
                if head < self._head:  # an older copy of the store was put in its place
                    self._states.clear()
                    self._behind.clear()
            self._head = head
            self._last = codec.recorded_at(news[-1][4]) if news else None

    def _append(self, work: Work, correlation: str) -> bool:
        by = work.by
        if self._last is not None and by.at < self._last - CLOCK_SLACK:
            raise ClockBehind(by.at, self._last)
        stored = [
            self.mapper.to_stored_event(
                cast(
                    Any,
                    Recorded(
                        0, stream, version, event, by.at, by.actor, by.role, by.command, correlation
                    ),
                )
            )
            for stream, version, event in work.new
        ]
        try:
            positions = self.journal.insert_events(stored, unchanged=work.only_read())
        except (IntegrityError, OperationalError) as doubt:
            # A store that retries may report what *was* committed as taken: read back first.
            if self._stands(stored):
                return True
            if isinstance(doubt, IntegrityError):
                return False
            raise
        if positions and positions[0] == self._head + 1:
            with self._lock:
                for stream in {stream for stream, _, _ in work.new}:
                    self._remember(work.seen[stream])
                self._head, self._last = positions[-1], by.at
        else:
            self._note(self.head())
        return True

    def _stands(self, stored: Sequence[StoredEvent]) -> bool:
        """Tell whether exactly these bytes stand where we meant to put them."""
        for event in stored:
            rows = self.journal.stream(str(event.originator_id), event.originator_version - 1)
            if not rows or bytes(rows[0][4]) != event.state:
                return False
        return True

    def load(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        """Return ``stream``, brought forward from what we last knew of it."""
        known: Loaded[S, E] | None = self._states.get(stream)
        if known is not None and stream not in self._behind:
            return known
        head = self._head
        known = known or Loaded(decider, stream)
        now = known.forward(self.journal.stream(stream, known.version))
        with self._lock:
            if self._head == head:
                self._remember(now)
        return now

    def load_many(
        self, decider: Decider[S, E], streams: Collection[str]
    ) -> Mapping[str, Loaded[S, E]]:
        """Return ``streams`` by one query, without remembering them."""
        found: dict[str, Loaded[S, E]] = {s: Loaded(decider, s) for s in streams}
        for stream, rows in groupby(self.journal.streams(streams), key=lambda row: row[1]):
            found[stream] = found[stream].forward(list(rows))
        return found

    def _remember(self, loaded: Loaded[Any, Any]) -> None:
        self._states[loaded.stream] = loaded
        self._states.move_to_end(loaded.stream)
        self._behind.discard(loaded.stream)
        if len(self._states) > self.remembered:
            self._behind.discard(self._states.popitem(last=False)[0])

    def read(
        self, after: int = 0, upto: int | None = None, reads: Collection[type[Event]] = ()
    ) -> Iterator[Recorded]:
        """Yield the envelopes at ``after`` < position ≤ ``upto`` (the head, if not given).

        With ``reads``, only facts of these classes; others are not even decoded. Raises
        ``UnreadableEvent`` at the first event that this code can't understand.
        """
        names = [cls.event_name for cls in reads]
        return codec.unseal_all(
            self.journal.rows(after, self.head() if upto is None else upto, names)
        )

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return all of one stream, oldest first."""
        return list(codec.unseal_all(self.journal.stream(stream)))
