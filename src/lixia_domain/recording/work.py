"""A unit of work: who records, streams as they stood when looked at, and what is to be added."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from attrs import define, field, frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording import codec
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.recording.recorder import Row

if TYPE_CHECKING:
    from lixia_domain.recording.ledger import Ledger

S = TypeVar("S")
E = TypeVar("E")


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
    A ``correlation`` of one's own must be new for each commit: a doubtful one is told by it.
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
    since: Row | None = None
    """The last row of the log that the ledger knew when this work began."""
    certain: bool = True
    """Whether ``presume_new`` must look: it need not at the first try."""
    seen: dict[str, Loaded[Any, Any]] = field(factory=dict)
    new: list[tuple[str, int, Event]] = field(factory=list)
    sealed_first: int = 0
    """Up to which position the log must be sealed before anything of this work is recorded."""

    @property
    def spelled(self) -> Mapping[str, str]:
        """Return by canonical names how streams that older code wrote are really called."""
        return self.ledger.spelled

    @property
    def position(self) -> int:
        """Return the last position of the log on which this work decides."""
        return self.ledger.head()

    def stream(self, decider: Decider[S, E], key: str) -> str:
        """Return the name of the stream of ``key`` in this store."""
        stream = decider.stream(key)
        return self.spelled.get(stream, stream) if self.spelled else stream

    def load(self, decider: Decider[S, E], key: str) -> S:
        """Return what the stream of ``key`` adds up to, this work's own facts included."""
        return self._look(decider, key).state

    def presume_new(self, decider: Decider[S, E], key: str) -> S:
        """Return the state of a stream that is about to begin, without looking whether it has.

        For streams whose key is made for the occasion. If the stream is there after all, the append
        finds its first place taken, and the work is done again with a look.
        """
        stream = self.stream(decider, key)
        if self.certain or stream in self.seen or stream in self.ledger:
            return self.load(decider, key)
        self.seen[stream] = Loaded(decider, stream)
        return decider.initial

    def _look(self, decider: Decider[S, E], key: str) -> Loaded[S, E]:
        stream = self.stream(decider, key)
        found = self.seen.get(stream)
        if found is None:
            found = self.seen[stream] = self.ledger.load(decider, stream)
        return found

    def prefetch(self, decider: Decider[S, E], keys: Collection[str]) -> None:
        """Look at many streams by one query, where each would be loaded in turn otherwise."""
        wanted = {self.stream(decider, key) for key in keys} - self.seen.keys()
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

    def require_sealed(self, decider: Decider[S, E], key: str) -> None:
        """Let nothing of this work be recorded before all there is, this stream too, is sealed.

        Raises ``CannotSeal`` where this very work has recorded in the stream.
        """
        stream = self.stream(decider, key)
        if any(stream == written for written, _, _ in self.new):
            raise CannotSeal(
                f"流 {stream} 有事实与本次同批记录，请分两次办理",
                f"stream {stream} has facts of the same commit; do it in two",
            )
        self.sealed_first = self.position

    def only_read(self) -> dict[str, int]:
        """Return the version of every stream that was looked at and not recorded in."""
        written = {stream for stream, _, _ in self.new}
        return {s.stream: s.version for s in self.seen.values() if s.stream not in written}
