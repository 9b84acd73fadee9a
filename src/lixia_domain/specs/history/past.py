"""The archive: one pass over the log answers all that a run of history specs asks."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar, cast

import attrs
from attrs import define, field, frozen

from lixia_domain.application.bootstrap import Store
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.projector import log_mark
from lixia_domain.specs.history.moment import WHOLE, Gate, Moment

KEPT = 100
"""How many faults of a check, and facts of an answer, are shown; the number is always told."""


@frozen
class Ref:
    """A fact that was looked at: where it stands and what it is."""

    position: int
    stream: str
    name: str
    on: date


def ref(recorded: Recorded) -> Ref:
    """Return where ``recorded`` stands."""
    event = recorded.event
    return Ref(recorded.position, recorded.stream, event.event_name, event.on)


@frozen
class Wrong:
    """What does not hold, and the facts that say so."""

    said: str
    refs: tuple[Ref, ...] = ()


Reads = tuple[type[Event], ...]

ALL: Reads = ()
"""What a fold reads that reads everything."""


def has_field(cls: type[Event], name: str) -> bool:
    """Tell whether facts of ``cls`` have a field ``name``."""
    return name in attrs.fields_dict(cast(Any, cls))


class Fold(Protocol):
    """Something added up over a history, up to a moment. Made anew for each moment."""

    reads: ClassVar[Reads]

    def take(self, recorded: Recorded) -> None:
        """Take in the next fact."""
        ...

    def end(self) -> None:
        """Do what can only be done when all is in."""
        ...


F = TypeVar("F", bound=Fold)


class Check:
    """A fold that looks for what does not hold."""

    reads: ClassVar[Reads] = ALL

    def __init__(self) -> None:
        self.wrongs: list[Wrong] = []
        self.count = 0

    def wrong(self, said: str, *facts: Recorded | Ref) -> None:
        """Note something that does not hold; beyond ``KEPT`` it is only counted."""
        self.count += 1
        if self.count <= KEPT:
            refs = tuple(ref(fact) if isinstance(fact, Recorded) else fact for fact in facts)
            self.wrongs.append(Wrong(said, refs))

    def take(self, recorded: Recorded) -> None:
        """Take in the next fact."""

    def end(self) -> None:
        """Do what can only be done when all is in."""


Take = Callable[[Recorded], None]


class _Run:
    """The folds of one moment."""

    def __init__(self, moment: Moment, kinds: Iterable[type[Fold]]) -> None:
        self.lets = None if moment == WHOLE else Gate(moment).lets
        self.folds: dict[type[Fold], Fold] = {kind: kind() for kind in kinds}
        self.counts: Counter[type[Event]] = Counter()
        self.dispatch: dict[type[Event], list[Take]] = defaultdict(list)
        for fold in self.folds.values():
            for cls in fold.reads or EVENTS.values():
                self.dispatch[cls].append(fold.take)


def _go_through(facts: Iterable[Recorded], runs: Iterable[_Run]) -> None:
    """Give every fact to every run that it concerns: the one loop, written out for speed."""
    runs = list(runs)
    for recorded in facts:
        cls = type(recorded.event)
        for run in runs:
            takes = run.dispatch.get(cls)
            if takes and (run.lets is None or run.lets(recorded)):
                run.counts[cls] += 1
                for take in takes:
                    take(recorded)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector out of a loop that makes millions of facts and no cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@define
class Archive:
    """A store as it stood at ``position`` when the run began; it is not read beyond.

    Ask ``want`` first for all that will be needed: then ``fold`` reads the log once.
    """

    store: Store
    position: int
    wanted: dict[Moment, set[type[Fold]]] = field(factory=lambda: defaultdict(set))
    found: dict[tuple[Moment, type[Fold]], Fold] = field(factory=dict)
    counts: dict[Moment, Counter[type[Event]]] = field(factory=lambda: defaultdict(Counter))
    passes: int = 0
    """How often the log was gone through."""

    def want(self, moment: Moment, kinds: Iterable[type[Fold]]) -> None:
        """Note that ``kinds`` will be asked for, as of ``moment``."""
        self.wanted[moment].update(kinds)

    def fold(self, moment: Moment, kind: type[F]) -> F:
        """Return what ``kind`` adds up to as of ``moment``."""
        if (moment, kind) not in self.found:
            self.want(moment, (kind,))
            self._read()
        return cast(F, self.found[moment, kind])

    def _read(self) -> None:
        runs = {
            moment: _Run(moment, open_)
            for moment, kinds in self.wanted.items()
            if (open_ := {kind for kind in kinds if (moment, kind) not in self.found})
        }
        reads = {cls for run in runs.values() for cls in run.dispatch}
        with _uncollected():
            _go_through(self.store.ledger.read(0, self.position, reads), runs.values())
        self.passes += 1
        for moment, run in runs.items():
            for kind, fold in run.folds.items():
                fold.end()
                self.found[moment, kind] = fold
            self.counts[moment] |= run.counts

    def looked_at(self, moment: Moment, kind: type[Fold]) -> Mapping[str, int]:
        """Return how many facts of each name ``kind`` has taken in."""
        counts = self.counts[moment]
        reads = kind.reads or tuple(counts)
        return {cls.event_name: counts[cls] for cls in reads if counts[cls]}

    def mark(self) -> str:
        """Return the mark of the fact at the position: the same as long as nobody tampers."""
        return log_mark(self.store.ledger, self.position)

    def about(self) -> dict[str, str]:
        """Return what the report says of the store."""
        about = self.store.ledger.journal.about()
        return {
            "uri": self.store.uri,
            "district": self.store.ledger.district,
            "fingerprint": about.get("fingerprint", ""),
            "position": str(self.position),
            "mark": self.mark(),
        }


@define
class Past:
    """A history as one scenario looks at it, and what it has looked at so far."""

    archive: Archive
    moment: Moment = WHOLE
    settled: bool = False
    """Whether a 假如 has set the moment."""
    names: Counter[str] = field(factory=Counter)
    """How many facts of each name were looked at."""
    refs: list[Ref] = field(factory=list)
    """Facts that an answer cites."""

    @property
    def told(self) -> str:
        """Return up to where it looks."""
        return self.moment.told(self.archive.position)

    def settle(self, moment: Moment) -> None:
        """Look as of ``moment`` from now on. Fails where a 假如 has said otherwise."""
        head = self.archive.position
        if self.settled and moment != self.moment:
            raise AssertionError(f"前面已说{self.told}，这里又说{moment.told(head)}，互相矛盾")
        if moment.position is not None and moment.position > head:
            raise AssertionError(f"账册只记到第 {head} 条，没有第 {moment.position} 条")
        self.moment, self.settled = moment, True

    def fold(self, kind: type[F]) -> F:
        """Return what ``kind`` adds up to as of this moment."""
        found = self.archive.fold(self.moment, kind)
        self.names |= Counter(dict(self.archive.looked_at(self.moment, kind)))
        return found

    def hold(self, kind: type[Check]) -> None:
        """Assert that ``kind`` has found nothing wrong."""
        check = self.fold(kind)
        for wrong in check.wrongs:
            self.refs.extend(wrong.refs)
        if check.count:
            shown = "；".join(wrong.said for wrong in check.wrongs[:3])
            more = f"；共 {check.count} 处" if check.count > 3 else ""
            raise AssertionError(f"{shown}{more}（{self.told}）")

    def stream(self, name: str, reads: Reads = ALL) -> Sequence[Recorded]:
        """Return the facts of one stream up to this moment, of the classes given, and cite them."""
        gate = Gate(self.moment)
        facts = [
            recorded
            for recorded in self.archive.store.ledger.history(name)
            if recorded.position <= self.archive.position
            and gate.lets(recorded)
            and (not reads or isinstance(recorded.event, reads))
        ]
        self.refs.extend(map(ref, facts))
        return facts
