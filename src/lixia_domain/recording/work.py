"""A unit of work: who records, streams as they stood when looked at, and what is to be added."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from attrs import define, field, frozen

from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.keys import canonical_key
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.recording.loaded import Loaded, Why
from lixia_domain.recording.recorder import Row

S = TypeVar("S")
E = TypeVar("E")
T = TypeVar("T")


def _aware(_: object, __: object, at: datetime) -> None:
    if getattr(at, "tzinfo", None) is None or at.utcoffset() is None:
        msg = f"{at!r} has no time zone"
        raise ValueError(msg)
    if not 2000 <= at.year <= 2200:  # nor could it be told as a date in Shanghai at the very ends
        msg = f"{at!r} lies in no year that anything is recorded in"
        raise ValueError(msg)


@frozen(kw_only=True)
class By:
    """Who records, in which role, when, and under which idempotency key.

    ``actor`` is an opaque account id, never a person's name. ``at`` bears a time zone; a store
    takes it only if its own clock says about the same (``NotNow``): ``Store.by`` asks that. With a
    ``command``, the same request of the same actor is carried out once, however often it is sent.
    A ``correlation`` of one's own must be new for each commit: a doubtful one is told by it.
    """

    actor: str
    role: Role
    at: datetime = field(validator=_aware)
    command: str | None = None
    correlation: str | None = None


class Reader(Protocol):
    """What a unit of work reads: the ledger, as its decisions may see it."""

    @property
    def spelled(self) -> Mapping[str, str]:
        """Return by canonical names how streams are called that older code spelled otherwise."""
        ...

    def head(self) -> int:
        """Return the last position of the log."""
        ...

    def remembers(self, stream: str) -> bool:
        """Tell whether ``stream`` is known to be there, without looking."""
        ...

    def load(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        """Return ``stream`` as it stands."""
        ...

    def load_many(
        self, decider: Decider[S, E], streams: Collection[str]
    ) -> Mapping[str, Loaded[S, E]]:
        """Return ``streams`` as they stand."""
        ...

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return all of one stream, oldest first."""
        ...

    def read(
        self, after: int = 0, upto: int | None = None, reads: Collection[type[Event]] = ()
    ) -> Iterator[Recorded]:
        """Yield the facts of some classes within a stretch of the log."""
        ...

    def of_old(
        self,
        mark: str,
        reads: Collection[type[Event]],
        question: Callable[[Iterable[Recorded]], T],
    ) -> T | None:
        """Return what ``question`` finds that no code records any more; see ``Work.of_old``."""
        ...


class Mark(NamedTuple):
    """How far a unit of work had come: see ``Work.back_to``."""

    facts: int
    sealed_first: int


@define
class Work:
    """One unit of work: look at some streams, record facts in some, all of them or none.

    Whatever is read through it is re-checked when it is recorded, or when it refuses: if it does
    not stand any more, the work is done again.
    """

    _reader: Reader
    by: By
    since: Row | None = None
    """The last row of the log that the ledger knew when this work began."""
    certain: bool = True
    """Whether ``presume_new`` must look: it need not at the first try."""
    seen: dict[str, Loaded[Any, Any]] = field(factory=dict)
    """Streams as they stood when they were looked at."""
    own: dict[str, Loaded[Any, Any]] = field(factory=dict)
    """Those of them that this work records in, its own facts at their end."""
    names: set[str] = field(factory=set)
    """Stored names of the facts that were read throughout the log."""
    alone: bool = False
    """Whether this work stands only if nothing at all was recorded since it began."""
    new: list[tuple[str, int, Event]] = field(factory=list)
    sealed_first: int = 0
    """Up to which position the log must be sealed before anything of this work is recorded."""
    _canonical: dict[tuple[str, str], str] = field(factory=dict)
    """Names of streams by category and key as told: the same few are asked for many times."""
    _kinds: dict[str, Decider[Any, Any]] = field(factory=dict)
    """By category, the kinds of streams that were asked for."""

    @property
    def today(self) -> date:
        """Return the business date on which this is recorded, whatever date its facts bear."""
        return business_date(self.by.at)

    def then_and_now(self, told: date) -> frozenset[date]:
        """Return the day ``told`` and today: what was so on both is not had by dating back."""
        return frozenset((told, self.today))

    @property
    def confirms_clock(self) -> bool:
        """Tell whether a fact of this work says that the clock is right after a long silence.

        Nothing else lets it be believed: whoever does, leaves that on record.
        """
        return any(event.confirms_clock for _, _, event in self.new)

    @property
    def spelled(self) -> Mapping[str, str]:
        """Return by canonical names how streams that older code wrote are really called."""
        return self._reader.spelled

    @property
    def position(self) -> int:
        """Return the last position of the log, to be told in a fact; decide by ``stands_at``."""
        return self._reader.head()

    def stands_at(self, position: int) -> bool:
        """Tell whether the log ends at ``position``, and have it so until this is recorded."""
        self.alone = True
        return self.position == position

    def stream(self, decider: Decider[S, E], key: str) -> str:
        """Return the name of the stream of ``key`` in this store, however the key was spelled."""
        told = (decider.category, key)
        canonical = self._canonical.get(told)
        if canonical is None:
            canonical = f"{decider.category}-{canonical_key(key, decider.key)}"
            self._canonical[told] = canonical
            self._kinds[decider.category] = decider
        spelled = self._reader.spelled
        if not spelled:
            return canonical
        # Of a store that older code wrote in, ids have been brought to its own spelling already.
        stream = decider.stream(key)
        return spelled.get(stream) or spelled.get(canonical, stream)

    def load(self, decider: Decider[S, E], key: str) -> S:
        """Return what the stream of ``key`` adds up to, this work's own facts included."""
        return self._now(decider, self.stream(decider, key)).state

    def presume_new(self, decider: Decider[S, E], key: str) -> S:
        """Return the state of a stream that is about to begin, without looking whether it has.

        For streams whose key is made for the occasion. If the stream is there after all, the append
        finds its first place taken, and the work is done again with a look.
        """
        stream = self.stream(decider, key)
        if self.certain or stream in self.seen or self._reader.remembers(stream):
            return self._now(decider, stream).state
        self.seen[stream] = Loaded(decider, stream)
        return decider.initial

    def _now(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        return self.own.get(stream) or self._look(decider, stream)

    def _look(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        found = self.seen.get(stream)
        if found is None:
            found = self.seen[stream] = self._reader.load(decider, stream)
        return found

    def prefetch(self, decider: Decider[S, E], keys: Collection[str]) -> None:
        """Look at many streams by one query, where each would be loaded in turn otherwise.

        A single one, and those that are remembered, are loaded when they are asked for.
        """
        streams = {self.stream(decider, key) for key in keys} - self.seen.keys()
        wanted = {stream for stream in streams if not self._reader.remembers(stream)}
        if len(wanted) > 1:
            self.seen.update(self._reader.load_many(decider, wanted))

    def history(self, decider: Decider[S, E], key: str) -> Sequence[Recorded]:
        """Return what was recorded in the stream of ``key``, without this work's own facts."""
        seen = self._look(decider, self.stream(decider, key))
        return [r for r in self._reader.history(seen.stream) if r.version <= seen.version]

    def as_of(self, decider: Decider[S, E], key: str, day: date) -> S:
        """Return what the stream of ``key`` added up to on ``day``, by its facts' business dates.

        For what is judged by a day that is past; this work's own facts are among them.
        """
        stream = self.stream(decider, key)
        recorded = [recorded.event for recorded in self.history(decider, key)]
        own = [event for name, _, event in self.new if name == stream] if stream in self.own else []
        facts: list[Any] = [event for event in (*recorded, *own) if event.on <= day]
        return decider.fold(facts)

    def moved_after(self, day: date, decider: Decider[S, E], key: str) -> bool:
        """Tell whether the stream of ``key`` has facts of a later day: it stood otherwise, then."""
        last = self._now(decider, self.stream(decider, key)).on
        return last is not None and last > day

    def begun_by(self, day: date, decider: Decider[S, E], key: str) -> None:
        """Refuse where the stream of ``key`` began after ``day``. Raises ``Rejection``."""
        self._begun_by(day, self._now(decider, self.stream(decider, key)))

    @staticmethod
    def _begun_by(day: date, there: Loaded[Any, Any]) -> None:
        if there.begun is not None and day < there.begun:
            raise Rejection(Why.NOT_BEGUN, stream=there.stream, begun=there.begun, on=day)

    def require_begun(self, named: Iterable[tuple[str, str]], since: Mark) -> None:
        """Refuse what was to be recorded ``since`` and is of a day before something it names was.

        ``named``: by category and key. What was not looked at decided nothing; a stream that is
        recorded in refuses dates that run backwards itself. Raises ``Rejection``.
        """
        days = {event.on for _, _, event in self.new[since.facts :]}
        first = min(days, default=date.max)
        for category, key in named if days else ():
            decider = self._kinds.get(category)
            stream = "" if decider is None else self.stream(decider, key)
            there = None if stream in self.own else self.seen.get(stream)
            if there is not None:
                self._begun_by(first, there)

    def facts(self, cls: type[Event]) -> Iterator[Recorded]:
        """Yield all facts of one class, in order; this work's own last, at position 0."""
        self.names.add(cls.event_name)
        upto = None if self.since is None else self.since[0]
        yield from self._reader.read(upto=upto, reads=(cls,))
        by = self.by
        for stream, version, event in tuple(self.new):
            if type(event) is cls:
                yield Recorded(
                    0, stream, version, event, by.at, by.actor, by.role, by.command, by.correlation
                )

    def facts_up_to(self, position: int, cls: type[Event]) -> Iterator[Recorded]:
        """Yield the facts of one class up to a position that the log has passed, in order.

        They stand for good: nothing is re-checked, and this work's own are not among them.
        """
        yield from self._reader.read(upto=position, reads=(cls,))

    def of_old(
        self,
        mark: str,
        reads: Collection[type[Event]],
        question: Callable[[Iterable[Recorded]], T],
    ) -> T | None:
        """Return what ``question`` finds among facts of old, of which no code records any more.

        It is asked once, and not re-checked. ``None`` in a store whose ``mark`` says that it was
        begun by code which records no such facts.
        """
        return self._reader.of_old(mark, reads, question)

    def moved_by(self, row: Row) -> bool:
        """Tell whether ``row``, recorded since, changes what this work has read."""
        return self.alone or row[1] in self.seen or row[3] in self.names

    def record(self, decider: Decider[S, E], key: str, events: Sequence[E]) -> None:
        """Append ``events`` to the stream of ``key`` when the work is done.

        Raises ``Rejection`` if their business dates run backwards.
        """
        if not events:
            return
        stream = self.stream(decider, key)
        before = self._now(decider, stream)
        self.own[stream] = before.then(events, self.by.at)
        added: Sequence[Any] = events
        version = before.version
        for event in added:
            version += 1
            self.new.append((stream, version, event))

    def mark(self) -> Mark:
        """Return how far this work has come, for ``back_to``."""
        return Mark(len(self.new), self.sealed_first)

    def back_to(self, mark: Mark) -> None:
        """Let go of all that was to be recorded since ``mark``.

        What was read since is still re-checked: whoever let go of it decided by what it showed.
        """
        for stream in {stream for stream, _, _ in self.new[mark.facts :]}:
            kept = [event for name, _, event in self.new[: mark.facts] if name == stream]
            del self.own[stream]
            if kept:
                self.own[stream] = self.seen[stream].then(kept, self.by.at)
        del self.new[mark.facts :]
        self.sealed_first = mark.sealed_first

    def require_sealed(self, decider: Decider[S, E], key: str) -> None:
        """Let nothing of this work be recorded before all there is, this stream too, is sealed.

        Raises ``CannotSeal`` where this very work has recorded in the stream.
        """
        stream = self.stream(decider, key)
        if stream in self.own:
            raise CannotSeal(
                f"流 {stream} 有事实与本次同批记录，请分两次办理",
                f"stream {stream} has facts of the same commit; do it in two",
            )
        self.release_money()

    def release_money(self) -> None:
        """Let nothing of this work be recorded before all there is, is sealed; then seal it too.

        For whatever lets money leave: a store that knows less than its seal, an older copy put in
        its place, would let it leave twice.
        """
        self.sealed_first = self.position

    def written(self) -> set[str]:
        """Return the streams that this work records in."""
        return set(self.own)

    def only_read(self, written: Collection[str]) -> dict[str, int]:
        """Return the version of every stream that was looked at and is not ``written``."""
        return {name: seen.version for name, seen in self.seen.items() if name not in written}
