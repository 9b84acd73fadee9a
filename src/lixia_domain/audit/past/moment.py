"""Up to where a history is looked at: a business date, what was recorded by then, or both."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime

from attrs import define, field, frozen

from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger

PAGE = 100_000
"""Positions read at a time, between two words on how far it has got."""

Progress = Callable[[int, int], None]
"""Told (position reached, position aimed at)."""


@frozen(kw_only=True)
class Moment:
    """A point in a history. Neither given: the whole of it.

    As of ``on``: facts with ``on`` ≤ that date, in log order; a stream that was opened later is
    skipped whole. As known at ``position``: facts up to there, whatever their date.
    """

    on: date | None = None
    position: int | None = None

    def upto(self, head: int) -> int:
        """Return the last position that is read of a log that ends at ``head``."""
        return head if self.position is None else min(self.position, head)

    def settled(self, head: int) -> Moment:
        """Return it as known at a position of a log that ends at ``head``, and not later.

        Raises ``BeyondHead`` for a position that the log has not reached.
        """
        if self.position is None:
            return Moment(on=self.on, position=head)
        if self.position > head:
            raise BeyondHead(self.position, head)
        return self

    def text(self, head: int, lang: str = "zh") -> str:
        """Return it as a report names it; the log is read up to ``head``."""
        known = self.upto(head)
        if lang == "en":
            said = f"position {known}"
            return f"as of {self.on}, known by {said}" if self.on else f"as of {said}"
        return f"截至 {self.on}，所知至第 {known} 条" if self.on else f"截至第 {known} 条"


WHOLE = Moment()


class BeyondHead(Fault):
    """A position was asked for that the log has not reached."""

    def __init__(self, position: int, head: int) -> None:
        super().__init__(
            f"账册只记到第 {head} 条，没有第 {position} 条；日期请写成 2021-12-31 的样子",
            f"the log ends at position {head}, there is no {position}; a date is written like "
            "2021-12-31",
            position=position,
            head=head,
        )


class BeforeAll(Fault):
    """A moment was asked for at which nothing had happened, or nothing was recorded yet."""

    def __init__(self, asked: str, first: str) -> None:
        super().__init__(
            f"{asked} 之前还没有任何事实，账册最早一条为 {first}",
            f"there is no fact by {asked} yet; the first in the log is of {first}",
            asked=asked,
            first=first,
        )


class NotOpenYet(Fault):
    """A stream was asked for at a moment before its first fact."""

    def __init__(self, stream: str, moment: Moment, head: int, first: date) -> None:
        super().__init__(
            f"{moment.text(head)}，流“{stream}”尚未开立，其第一条事实的日期为 {first}",
            f"{moment.text(head, 'en')}, stream {stream!r} was not open yet: its first fact is "
            f"dated {first}",
            stream=stream,
            moment=moment.text(head),
            head=head,
            first=first,
        )


@define
class Gate:
    """Lets through what belongs to a moment. Facts must come in log order.

    ``opened`` tells when a stream was opened whose first fact has not come by, as where only some
    facts are read; without it such a stream is taken for open.
    """

    moment: Moment
    opened: Callable[[str], date] | None = None
    streams: dict[str, bool] = field(factory=dict)
    """Whether a stream was open by the date."""

    def lets(self, recorded: Recorded) -> bool:
        """Tell whether the fact had happened, and was known, by then."""
        moment = self.moment
        if moment.position is not None and recorded.position > moment.position:
            return False
        if moment.on is None:
            return True
        by_then = recorded.event.on <= moment.on
        if recorded.version == 1:
            self.streams[recorded.stream] = by_then
            return by_then
        return by_then and self._open(recorded.stream, moment.on)

    def _open(self, stream: str, on: date) -> bool:
        known = self.streams.get(stream)
        if known is None:
            known = self.streams[stream] = self.opened is None or self.opened(stream) <= on
        return known


def gate(ledger: Ledger, moment: Moment) -> Gate:
    """Return the gate of ``moment``, for facts read from ``ledger``."""

    def opened(stream: str) -> date:
        return codec.unseal(ledger.journal.stream(stream)[0]).event.on

    return Gate(moment, opened)


def facts(
    ledger: Ledger,
    moment: Moment = WHOLE,
    reads: Collection[type[Event]] = (),
    *,
    after: int = 0,
    progress: Progress | None = None,
) -> Iterator[Recorded]:
    """Yield what had happened and was known at ``moment``, in log order; of ``reads`` only.

    With ``after``, only what stands beyond that position. Raises ``BeyondHead`` for a position that
    the log has not reached, ``BeforeAll`` for a date before every fact of the log.
    """
    head = ledger.head()
    moment = moment.settled(head)
    goal, lets = moment.upto(head), gate(ledger, moment).lets
    empty = not after
    for start in range(after, goal, PAGE):
        upto = min(start + PAGE, goal)
        read = ledger.read(start, upto, reads)
        for recorded in read if moment.on is None else filter(lets, read):
            empty = False
            yield recorded
        if progress is not None:
            progress(upto, goal)
    if empty and moment.on is not None and goal:
        _some(ledger, moment.on, goal)


def _some(ledger: Ledger, on: date, goal: int) -> None:
    """Make sure that anything at all had happened by ``on``."""
    first = date.max
    for recorded in ledger.read(0, goal):
        first = min(first, recorded.event.on)
        if first <= on:
            return
    raise BeforeAll(str(on), str(first))


def stream_facts(ledger: Ledger, stream: str, moment: Moment = WHOLE) -> list[Recorded]:
    """Return what had happened in one stream, and was known, at ``moment``; oldest first."""
    return list(filter(Gate(moment).lets, ledger.history(stream)))


def known_at(ledger: Ledger, instant: datetime) -> int:
    """Return the last position recorded by ``instant``.

    The order is the log's, not the clocks': all that stands before that position was known with
    it, whatever time it bears. Raises ``BeforeAll`` if nothing was recorded by then, and
    ``BadDate`` for an instant without an offset.
    """
    business_date(instant)
    head = ledger.head()
    for upto in range(head, 0, -PAGE):
        found = 0
        for row in ledger.journal.rows(max(upto - PAGE, 0), upto):
            if codec.recorded_at(row) <= instant:
                found = row[0]
        if found:
            return found
    first = next(ledger.read(0, head), None)
    shown = "—" if first is None else _seconds(first.recorded_at)
    raise BeforeAll(_seconds(instant), shown)


def _seconds(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
