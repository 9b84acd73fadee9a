"""The ledger: load streams, decide, append all or nothing, or lose the race and decide again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import count
from threading import RLock
from types import ModuleType
from typing import Any, ClassVar, TypeVar, cast
from uuid import uuid4

from attrs import evolve
from eventsourcing.application import Application
from eventsourcing.persistence import IntegrityError, Mapper, OperationalError

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec
from lixia_domain.recording.brought import BROUGHT_BY, brought
from lixia_domain.recording.faults import (
    CannotSeal,
    ClockAhead,
    ClockBehind,
    Fault,
    LostRace,
    NotNow,
    OpenedBeforeFork,
    StoreClosed,
    UnfitStore,
)
from lixia_domain.recording.gone import OPEN, Gone
from lixia_domain.recording.loaded import Loaded
from lixia_domain.recording.mapper import EnvelopeMapper
from lixia_domain.recording.recorder import DEMO, LogRecorder, NewRow, Row
from lixia_domain.recording.seen import Seen
from lixia_domain.recording.work import By, Work

S = TypeVar("S")
E = TypeVar("E")
R = TypeVar("R")
T = TypeVar("T")

CREDITS_FIRST = "credits"
"""The key under which a store says that no account ever cited a bank credit not yet on record."""
CLOCK_SLACK = timedelta(seconds=5)
BY_LASTS = timedelta(hours=1)
"""How long after it was made a ``By`` is taken: many use cases, or a long import, may share one."""
CLOCK_LEAP = timedelta(days=400)
"""A longer silence must be confirmed: see ``Work.confirms_clock``."""


class Ledger(Application[str]):
    """All streams of one district, in one order.

    Folded states are remembered, and a use case decides on what is remembered. That it still stands
    is checked where it matters: what a work has seen is re-checked inside the append, and a refusal
    (or an outcome without facts) counts only if the log has not moved; else it is decided again.
    Streams that others have moved are brought forward when they are next asked for.
    """

    env: ClassVar[dict[str, str]] = {"ORIGINATOR_ID_TYPE": "text"}

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        super().__init__(env)
        if not getattr(self.recorder, "checks_unchanged", False):
            raise UnfitStore(
                f"存储 {type(self.recorder).__qualname__} 不能在写入时复核只读过的流，不可用于记账",
                f"store {type(self.recorder).__qualname__} can't re-check streams that were only "
                "read; decisions would not be safe on it",
            )
        self.journal = cast(LogRecorder, self.recorder)
        about = self.journal.about()
        self.district = about.get("district", "")
        self.seal: Callable[[int], object] | None = None
        """Seals the log up to a position, or raises a ``Fault``; see ``Work.require_sealed``."""
        self.clock: Callable[[], datetime] | None = None
        """What time it is, of a ledger that believes nobody else; one without takes any word."""
        self._old: dict[str, Any] = {}
        self._seen = Seen(self.journal)
        self._turn = RLock()
        self._prefix = uuid4().hex[:20]
        self._commits = count(1)
        self._gone: Callable[[], Fault] | None = None
        self._seen.note()
        OPEN.add(self)

    @property
    def gone(self) -> bool:
        """Tell whether it was closed, or is another process's."""
        return self._gone is not None

    def require_open(self) -> None:
        """Raise ``StoreClosed`` or ``OpenedBeforeFork`` if so it is."""
        if self._gone is not None:
            raise self._gone()

    def close(self) -> None:
        """Let go of the store. Whatever is asked of it from now on raises ``StoreClosed``."""
        if self._gone is None:
            self._leave(partial(StoreClosed, self.district))
            super().close()

    def _leave(self, why: Callable[[], Fault]) -> None:
        self._gone = why
        self.journal = cast(LogRecorder, Gone(why))
        self._seen = Seen(self.journal)  # what was remembered is no answer either

    def left_to_the_parent(self) -> object:
        """Touch nothing of what the parent has open, nor a lock that one of its threads held."""
        self._turn = RLock()
        if self._gone is None:
            self._leave(partial(OpenedBeforeFork, self.district))
        return self.recorder

    def settle(self, district: str) -> None:
        """Let the store be ``district``'s, for good."""
        self.journal.describe("district", district)
        self.district = district
        if not self.head():
            from lixia_domain.recording import spelling

            self.journal.describe(spelling.MARK, spelling.CANONICAL)
            self.journal.describe(CREDITS_FIRST, "first")

    @cached_property
    def _net(self) -> ModuleType:
        """Return the net, imported when something is first appended."""
        from lixia_domain.recording import net

        return net

    @cached_property
    def spelled(self) -> Mapping[str, str]:
        """Return by canonical names how streams are called that older code spelled otherwise."""
        from lixia_domain.recording import spelling  # like the net, not for who only looks on

        if not self.head() or self.journal.about().get(spelling.MARK) == spelling.CANONICAL:
            return {}
        return spelling.spelled(self.journal.stream_names())

    def of_old(
        self,
        mark: str,
        reads: Collection[type[Event]],
        question: Callable[[Iterable[Recorded]], T],
    ) -> T | None:
        """Return what ``question`` finds that no code records any more; see ``Work.of_old``."""
        if mark not in self._old:
            begun = self.journal.about().get(mark)
            self._old[mark] = None if begun else question(self.read(reads=reads))
        return cast("T | None", self._old[mark])

    def construct_mapper(self) -> Mapper[str]:
        """Store envelopes."""
        return EnvelopeMapper(transcoder=self.construct_transcoder())

    @cached_property
    def _credited(self) -> set[str]:
        """Return the distributions that the store names as those that facts of it come from."""
        return set(brought(self.journal.about()))

    def _credit(self, work: Work) -> None:
        """Let the store say, before the first fact of a distribution is there, whose it is."""
        from lixia_domain.extensions.found import installed
        from lixia_domain.kernel.ids import distribution_of

        names = {distribution_of(event.event_name) for _, _, event in work.new} - self._credited
        for one in installed():
            if one.distribution in names:
                self.journal.describe(BROUGHT_BY + one.distribution, one.version)
                self._credited.add(one.distribution)

    def remembers(self, stream: str) -> bool:
        """Tell whether ``stream`` was loaded or recorded in, and not forgotten since."""
        return stream in self._seen

    def head(self) -> int:
        """Return the last position of the log."""
        return self.journal.head()

    def transact(self, use_case: Callable[[Work], R], *, by: By, tries: int = 20) -> R:
        """Run ``use_case`` and record what it decided, if all that it looked at still stands.

        A lost race decides again on what won. Raises ``LostRace`` after ``tries`` of them,
        ``NotNow``, ``ClockBehind``, and whatever the use case raises; then nothing was recorded.
        """
        if self.clock is not None:
            now = self.clock()
            if not now - BY_LASTS <= by.at <= now + CLOCK_SLACK:
                raise NotNow(by.at, now)
        correlation = by.correlation or f"{self._prefix}{next(self._commits):x}"
        with self._turn:
            pass  # whoever lost a race in another thread goes first, or might lose for ever
        done, outcome = self._tried(use_case, by, correlation, certain=False)
        if not done:
            with self._turn:
                for _ in range(tries - 1):
                    done, outcome = self._tried(use_case, by, correlation, certain=True)
                    if done:
                        break
                else:
                    raise LostRace(tries)
        return cast(R, outcome)

    def _tried(
        self, use_case: Callable[[Work], R], by: By, correlation: str, *, certain: bool
    ) -> tuple[bool, R | None]:
        """Decide once; tell whether it stands, and what came of it."""
        work = Work(self, self._on_time(by), self._seen.top, certain)
        try:
            outcome = use_case(work)
        except Exception:
            if self._stale(work):
                return False, None
            raise
        if not work.new:
            return not self._stale(work), outcome
        self._seen.tell_time()
        work.by = self._on_time(work.by)
        rows = self._rows(work, correlation)
        if work.sealed_first:
            self._seal(work.sealed_first)
        if self._append(work, rows):
            if work.sealed_first:
                # What is paid is sealed with what it rests on: no older copy pays it again. It is
                # recorded already; if it can't be sealed now, the next release is refused.
                with suppress(CannotSeal):
                    self._seal(self._seen.head)
            return True, outcome
        self._seen.note()
        return False, None

    def _seal(self, upto: int) -> None:
        if self.seal is None:
            raise CannotSeal(
                "账册打开时没有配置封存（请用 open_store）",
                "the ledger was opened without a seal (use open_store)",
            )
        self.seal(upto)

    def _stale(self, work: Work) -> bool:
        """Tell whether anything that ``work`` has seen was moved since it began."""
        news = self._seen.news(work.since)
        return news is None or any(map(work.moved_by, news))

    def _rows(self, work: Work, correlation: str) -> list[NewRow]:
        """Return what is to be stored. Raises ``UnwritableFact`` for what could not be read."""
        net = self._net
        by, check, rows = work.by, net.check, []
        seal = codec.sealing(by.at, by.actor, by.role, by.command, correlation)
        net.check_envelope(work.new[0][0], by)
        for stream, version, event in work.new:
            check(stream, version, event)
            try:
                rows.append(NewRow(stream, version, event.event_name, seal(event)))
            except UnicodeEncodeError as broken:
                raise net.unencodable(stream, event, by) from broken
        return rows

    def _append(self, work: Work, rows: Sequence[NewRow]) -> bool:
        by, before = work.by, self._seen.top
        try:
            self._check_clock(work, self._seen.last)
        except ClockAhead:
            self._seen.note()
            if self._seen.top is before:
                raise
            return False  # others have recorded since we last looked: it may be confirmed by now
        if self._net.outside:
            self._credit(work)
        written = work.written()
        try:
            positions = self.journal.insert_events(
                rows,
                unchanged=work.only_read(written),
                since=work.since,
                moved=partial(self._judge, work),
            )
        except (IntegrityError, OperationalError) as doubt:
            # A store that retries may report what *was* committed as taken: read back first.
            if self._stands(rows):
                return True
            if isinstance(doubt, IntegrityError):
                return False
            raise
        own = [work.own[stream] for stream in written]
        if not positions or not self._seen.add(
            own, positions[0], (positions[-1], *rows[-1]), by.at
        ):
            self._seen.note()
        return True

    def _judge(self, work: Work, last: Row) -> None:
        """Stop an append where others have recorded ``last`` since, and time or log don't fit.

        Streams that were read are re-checked by the store itself.
        """
        self._check_clock(work, codec.recorded_at(last))
        since = work.since
        if since is not None and self._seen.after(since, since[0]) is None:
            self._seen.forget()  # it may be as long as the log was, so nothing else would tell
            msg = "an older copy of the store was put in its place"
            raise IntegrityError(msg)
        before = 0 if since is None else since[0]
        if work.alone or (work.names and any(self.journal.rows(before, last[0], work.names))):
            msg = "what was read throughout the log has moved on"
            raise IntegrityError(msg)

    def _on_time(self, by: By) -> By:
        """Return ``by``, no earlier than what was recorded before it.

        A clock may lag by ``CLOCK_SLACK`` behind the latest time recorded: in all, for what is
        recorded meanwhile bears that time, and takes none of it back.
        """
        last = self._seen.last
        if last is None or not last - CLOCK_SLACK <= by.at < last:
            return by
        return evolve(by, at=last)

    def _check_clock(self, work: Work, last: datetime | None) -> None:
        if last is None:
            return
        at = work.by.at
        if at < last - CLOCK_SLACK:
            raise ClockBehind(at, last)
        if at > last + CLOCK_LEAP and not (work.confirms_clock or DEMO in self.journal.about()):
            raise ClockAhead(at, last)

    def _stands(self, rows: Sequence[NewRow]) -> bool:
        """Tell whether exactly these bytes stand where we meant to put them."""
        for stream, version, _, state in rows:
            found = self.journal.stream(stream, version - 1)
            if not found or bytes(found[0][4]) != state:
                return False
        return True

    def load(self, decider: Decider[S, E], stream: str) -> Loaded[S, E]:
        """Return ``stream``, brought forward from what we last knew of it."""
        return self._seen.load(decider, stream)

    def load_many(
        self, decider: Decider[S, E], streams: Collection[str]
    ) -> Mapping[str, Loaded[S, E]]:
        """Return ``streams`` by one query, without remembering them."""
        return self._seen.load_many(decider, streams)

    def read(
        self, after: int = 0, upto: int | None = None, reads: Collection[type[Event]] = ()
    ) -> Iterator[Recorded]:
        """Yield the envelopes at ``after`` < position ≤ ``upto`` (the head, if not given).

        With ``reads``, only facts of these classes; others are not even decoded. Raises
        ``UnreadableEvent`` at the first event that this code can't understand.
        """
        names = [cls.event_name for cls in reads]
        rows = self.journal.rows(after, self.head() if upto is None else upto, names)
        return self._while_open(codec.unseal_all(rows))

    def _while_open(self, found: Iterator[Recorded]) -> Iterator[Recorded]:
        """Yield what is found, as long as it may be had: not from a log that was left meanwhile."""
        for one in found:
            if self._gone is not None:
                raise self._gone()
            yield one

    def history(self, stream: str) -> Sequence[Recorded]:
        """Return all of one stream, oldest first."""
        return list(codec.unseal_all(self.journal.stream(stream)))
