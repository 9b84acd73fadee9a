"""The archive: one pass over the log answers all that a run of history specs asks."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TypeVar, cast

from attrs import define, field

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview.membership import closing, said
from lixia_domain.audit.past.moment import Moment as Known
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording.projector import log_mark
from lixia_domain.specs.history.folds import ALL, Check, Fold, Reads, Ref, looks_at, ref
from lixia_domain.specs.history.moment import WHOLE, Gate, Moment
from lixia_domain.specs.history.rows import Tables, Take
from lixia_domain.testing.steps.expect import NotSo

F = TypeVar("F", bound=Fold)


class Run:
    """The folds of one moment, and the read models that they look at, each folded once."""

    def __init__(self, moment: Moment, kinds: Iterable[type[Fold]]) -> None:
        self.lets = None if moment == WHOLE else Gate(moment).lets
        self.folds: dict[type[Fold], Fold] = {kind: kind() for kind in kinds}
        self.counts: Counter[type[Event]] = Counter()
        self.tables = Tables(model for kind in self.folds for model in kind.views)
        self.dispatch: dict[type[Event], list[Take]] = defaultdict(list)
        for cls, take in self.tables.takes().items():
            self.dispatch[cls].append(take)
        for fold in self.folds.values():
            fold.tables = self.tables.rows
            for cls in fold.reads:
                self.dispatch[cls].append(fold.take)

    def end(self) -> None:
        """All is in."""
        self.tables.end()
        for fold in self.folds.values():
            fold.end()


def go_through(facts: Iterable[Recorded], runs: Iterable[Run]) -> None:
    """Give every fact to every run that it concerns: the one loop, written out for speed."""
    told = [(run.dispatch, run.lets, run.counts) for run in runs]
    for recorded in facts:
        cls = type(recorded.event)
        for dispatch, lets, counts in told:
            if cls in dispatch and (lets is None or lets(recorded)):
                counts[cls] += 1
                for take in dispatch[cls]:
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
            moment: Run(moment, sorted(open_, key=lambda kind: kind.__name__))
            for moment, kinds in self.wanted.items()
            if (open_ := {kind for kind in kinds if (moment, kind) not in self.found})
        }
        reads = {cls for run in runs.values() for cls in run.dispatch}
        some = reads if len(reads) < len(ALL) else ()
        with _uncollected():
            go_through(self.store.ledger.read(0, self.position, some), runs.values())
            for moment, run in runs.items():
                run.end()
                if moment == WHOLE:
                    for fold in run.folds.values():
                        fold.look(self.store, self.position)
        self.passes += 1
        for moment, run in runs.items():
            self.found.update({(moment, kind): fold for kind, fold in run.folds.items()})
            self.counts[moment] |= run.counts

    def forget(self) -> None:
        """Let go of all that was added up: the run is over."""
        self.found.clear()

    def looked_at(self, moment: Moment, kind: type[Fold]) -> Mapping[str, int]:
        """Return how many facts of each name ``kind`` has looked at."""
        counts = self.counts[moment]
        return {cls.event_name: counts[cls] for cls in looks_at(kind) if counts[cls]}

    def mark(self) -> str:
        """Return the mark of the fact at the position: the same as long as nobody tampers."""
        return log_mark(self.store.ledger, self.position)

    def about(self) -> dict[str, str]:
        """Return what the report says of the store."""
        about = self.store.ledger.journal.about()
        roster = said(closing(self.store.ledger, Known(position=self.position)))
        return {
            "uri": self.store.uri,
            "district": self.store.ledger.district,
            "fingerprint": about.get("fingerprint", ""),
            "position": str(self.position),
            "mark": self.mark(),
            "roster": roster.zh,
            "roster_en": roster.en,
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
        return self.moment.text(self.archive.position)

    @property
    def day(self) -> date:
        """Return the day of the moment: if none was told, that on which its last fact came in."""
        if self.moment.on is not None:
            return self.moment.on
        last = self.moment.position or self.archive.position
        return max(
            (
                business_date(one.recorded_at)
                for one in self.archive.store.ledger.read(last - 1, last)
            ),
            default=date.min,
        )

    @property
    def note(self) -> tuple[str, str]:
        """Return up to where it looks, as it stands behind a finding, in both languages."""
        head = self.archive.position
        return f"（{self.moment.text(head)}）", f" ({self.moment.text(head, 'en')})"

    def settle(self, moment: Moment) -> None:
        """Look as of ``moment`` from now on. Fails where a 假如 has said otherwise."""
        head = self.archive.position
        if self.settled and moment != self.moment:
            raise NotSo(
                f"前面已说{self.told}，这里又说{moment.text(head)}，互相矛盾",
                f"{self.moment.text(head, 'en')} was said before, here it is "
                f"{moment.text(head, 'en')}: they contradict each other",
            )
        if moment.position is not None and moment.position > head:
            raise NotSo(
                f"账册只记到第 {head} 条，没有第 {moment.position} 条",
                f"the books go up to position {head}: there is no {moment.position}",
            )
        self.moment, self.settled = moment, True

    def fold(self, kind: type[F]) -> F:
        """Return what ``kind`` adds up to as of this moment."""
        found = self.archive.fold(self.moment, kind)
        self.names |= Counter(dict(self.archive.looked_at(self.moment, kind)))
        return found

    def hold(self, kind: type[Check]) -> None:
        """Fail unless ``kind`` has found nothing wrong."""
        check = self.fold(kind)
        for wrong in check.wrongs:
            self.refs.extend(wrong.refs)
        if check.count:
            zh = "；".join(wrong.zh for wrong in check.wrongs[:3])
            en = "; ".join(wrong.en for wrong in check.wrongs[:3])
            if check.count > 3:
                zh, en = f"{zh}；共 {check.count} 处", f"{en}; {check.count} in all"
            raise NotSo(zh + self.note[0], en + self.note[1])

    def stream(self, name: str, reads: Reads = ()) -> Sequence[Recorded]:
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
