"""A stream as it stood when somebody looked, and what may be recorded in it next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar, cast

from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording import codec
from lixia_domain.recording.recorder import Row

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
    NOT_BEGUN = (
        "stream.not_begun",
        "所引的 {stream} 自 {begun} 起才有，本次业务日期为 {on}，早于该日：请核对日期",
        "{stream}, which is named, is there since {begun} only, and this is of {on}: check the "
        "dates",
    )


class Loaded(Generic[S, E]):
    """A stream as it stood when we looked, and what was recorded in it since.

    Recorded facts are folded when the state is next asked for, which for most streams is never.
    """

    __slots__ = ("_held", "at", "begun", "decider", "on", "stream", "version")

    def __init__(
        self,
        decider: Decider[S, E],
        stream: str,
        version: int = 0,
        on: date | None = None,
        at: datetime | None = None,
        held: tuple[S, tuple[E, ...]] | None = None,
        begun: date | None = None,
    ) -> None:
        self.decider = decider
        self.stream = stream
        self.version = version
        self.on = on
        """The business date of the last fact."""
        self.at = at
        """When it was recorded."""
        self.begun = begun
        """The business date of the first fact; the day it was recorded, if that was before."""
        self._held = held or (decider.initial, ())

    @property
    def state(self) -> S:
        """Return what the stream adds up to."""
        folded, waiting = self._held
        if waiting:
            folded = self.decider.fold(waiting, folded)
            self._held = (folded, ())  # at once, for threads share what the ledger remembers
        return folded

    def then(self, events: Sequence[E], at: datetime) -> Loaded[S, E]:
        """Return the stream with ``events``, recorded ``at``, at its end.

        Refuses dates that run backwards. A fact dated later than it was recorded holds up nobody
        from that day on: a slip of the pen, such as the year 9999, would close a stream for good.
        """
        on, recorded, begun = self.on, self.at, self.begun
        added: Sequence[Any] = events
        for event in added:
            begun = begun or min(event.on, business_date(at))
            if on is not None and recorded is not None and event.on < on:
                earliest = min(on, business_date(recorded))
                if event.on < earliest:
                    raise Rejection(
                        Why.DATES_RUN_BACKWARDS, stream=self.stream, last=earliest, on=event.on
                    )
            on, recorded = event.on, at
        folded, waiting = self._held
        held = (folded, (*waiting, *events))
        version = self.version + len(events)
        return Loaded(self.decider, self.stream, version, on, recorded, held, begun)

    def forward(self, rows: Sequence[Row]) -> Loaded[S, E]:
        """Return the stream with stored ``rows`` at its end."""
        if not rows:
            return self
        news = list(codec.unseal_all(rows))
        folded, waiting = self._held
        held = (folded, (*waiting, *cast(list[E], [recorded.event for recorded in news])))
        first, last = news[0], news[-1]
        begun = self.begun or min(first.event.on, business_date(first.recorded_at))
        return Loaded(
            self.decider, self.stream, last.version, last.event.on, last.recorded_at, held, begun
        )
