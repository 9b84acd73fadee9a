"""The ledger: load streams, decide, append all or nothing, or lose the race and decide again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
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


@frozen
class Loaded(Generic[S]):
    """A stream as it stood when we looked: its version, state and last business date."""

    stream: str
    version: int
    state: S
    on: date | None = None


@define
class Work:
    """One unit of work: look at some streams, record facts in some, all of them or none."""

    ledger: Ledger
    by: By
    seen: dict[str, Loaded[Any]] = field(factory=dict)
    new: list[tuple[str, int, Event]] = field(factory=list)

    @property
    def position(self) -> int:
        """Return the last position of the log on which this work decides."""
        return self.ledger.head()

    def load(self, decider: Decider[S, E], key: str) -> S:
        """Return what the stream of ``key`` adds up to, this work's own facts included."""
        stream = decider.stream(key)
        if stream not in self.seen:
            self.seen[stream] = self.ledger.fold(decider, stream)
        return cast(S, self.seen[stream].state)

    def prefetch(self, decider: Decider[S, E], keys: Collection[str]) -> None:
        """Look at many streams by one query, where each would be loaded in turn otherwise."""
        wanted = {decider.stream(key) for key in keys} - self.seen.keys()
        self.seen.update(self.ledger.fold_many(decider, wanted))

    def record(self, decider: Decider[S, E], key: str, events: Sequence[E]) -> None:
        """Append ``events`` to the stream of ``key`` when the work is done.

        Raises ``Rejection`` if their business dates run backwards.
        """
        state = self.load(decider, key)
        stream = decider.stream(key)
        before = self.seen[stream]
        on, version = before.on, before.version
        for event in cast(Sequence[Event], events):
            if on is not None and event.on < on:
                raise Rejection(Why.DATES_RUN_BACKWARDS, stream=stream, last=on, on=event.on)
            on, version = event.on, version + 1
            self.new.append((stream, version, event))
        self.seen[stream] = Loaded(stream, version, decider.fold(events, state), on)

    def only_read(self) -> dict[str, int]:
        """Return the version of every stream that was looked at and not recorded in."""
        written = {stream for stream, _, _ in self.new}
        return {s.stream: s.version for s in self.seen.values() if s.stream not in written}


class Ledger(Application[str]):
    """All streams of one district, in one order."""

    env: ClassVar[dict[str, str]] = {"ORIGINATOR_ID_TYPE": "text"}
    remembered: ClassVar[int] = 10_000
    """How many folded states are kept; a stream loaded again reads only what came since."""

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
        self._states: OrderedDict[str, Loaded[Any]] = OrderedDict()
        self._last: tuple[int, datetime | None] = (0, None)

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
        correlation = by.correlation or uuid4().hex
        for _ in range(tries):
            outcome = use_case(work := Work(self, by))
            if not work.new or self._append(work, correlation):
                return outcome
        raise LostRace(tries)

    def _append(self, work: Work, correlation: str) -> bool:
        by = work.by
        self._check_clock(by.at)
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
            if not self._stands(stored):
                if isinstance(doubt, IntegrityError):
                    return False
                raise
            positions = None
        if positions:
            self._last = (positions[-1], by.at)
        for stream in {stream for stream, _, _ in work.new}:
            self._remember(work.seen[stream])
        return True

    def _stands(self, stored: Sequence[StoredEvent]) -> bool:
        """Tell whether exactly these bytes stand where we meant to put them."""
        for event in stored:
            rows = self.journal.stream(str(event.originator_id), event.originator_version - 1)
            if not rows or bytes(rows[0][4]) != event.state:
                return False
        return True

    def _check_clock(self, at: datetime) -> None:
        position, last = self._last
        head = self.journal.head()
        if head != position:
            last = max(codec.recorded_at(row[4]) for row in self.journal.rows(head - 1, head))
            self._last = (head, last)
        if last is not None and at < last - CLOCK_SLACK:
            raise ClockBehind(at, last)

    def fold(self, decider: Decider[S, E], stream: str) -> Loaded[S]:
        """Return ``stream``'s state, brought forward from what we last knew of it."""
        known: Loaded[S] = self._states.get(stream) or Loaded(stream, 0, decider.initial)
        now = _forward(decider, known, self.journal.stream(stream, known.version))
        self._remember(now)
        return now

    def fold_many(
        self, decider: Decider[S, E], streams: Collection[str]
    ) -> Mapping[str, Loaded[S]]:
        """Return the states of ``streams`` by one query, without remembering them."""
        found: dict[str, Loaded[S]] = {s: Loaded(s, 0, decider.initial) for s in streams}
        for stream, rows in groupby(self.journal.streams(streams), key=lambda row: row[1]):
            found[stream] = _forward(decider, found[stream], list(rows))
        return found

    def _remember(self, loaded: Loaded[Any]) -> None:
        self._states[loaded.stream] = loaded
        self._states.move_to_end(loaded.stream)
        if len(self._states) > self.remembered:
            self._states.popitem(last=False)

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


def _forward(decider: Decider[S, E], known: Loaded[S], rows: Sequence[Row]) -> Loaded[S]:
    if not rows:
        return known
    news = [recorded.event for recorded in codec.unseal_all(rows)]
    state = decider.fold(cast(list[E], news), known.state)
    return Loaded(known.stream, rows[-1][2], state, news[-1].on)
