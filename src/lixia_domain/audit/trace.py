"""Every event behind a figure of a view, with what it added and the sum so far.

There is no second definition of any figure here: the view's own fold is run on the one row, and
each fact gives the difference that it made to the column. A rollup is traced through the rows it
adds up. So a trace can't say anything else than the view does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from attrs import frozen

from lixia_domain.audit.moment import WHOLE, Moment, Progress, facts
from lixia_domain.audit.names import ROW, Unknown, column_of, whole
from lixia_domain.audit.rows import Rows, replay
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Part, ReadModel, Rollup, View
from lixia_domain.recording.ledger import Ledger


@frozen(kw_only=True)
class Step:
    """One event and what it did to the column.

    ``amount`` is what it added (below 0: took away) and ``running`` the sum so far; both are
    ``None`` for a column that is no whole number, of which ``after`` says what it was then.
    ``via``: of a rollup, the view and the key of the row that changed.
    """

    position: int
    stream: str
    version: int
    event: str
    on: date
    recorded_at: datetime
    actor: str
    role: str
    before: Any
    after: Any
    amount: int | None
    running: int | None
    via: tuple[str, str] | None = None


@frozen(kw_only=True)
class Trace:
    """A figure, read up to ``position``, and the events that made it, in order of the log.

    Events that touched the row and left the column as it was are not among them.
    """

    view: str
    key: str
    column: str
    position: int
    figure: Any
    steps: tuple[Step, ...]

    @property
    def ends(self) -> bool:
        """Tell whether the running sum ends in the figure; anything else is a fault of ours."""
        if not self.steps:
            return not whole(self.figure)
        last = self.steps[-1]
        return (last.after if last.running is None else last.running) == (
            self.figure if last.running is None else self.figure or 0
        )


def trace(
    ledger: Ledger,
    model: ReadModel,
    key: str,
    column: str,
    moment: Moment = WHOLE,
    *,
    progress: Progress | None = None,
) -> Trace:
    """Return the events behind the ``column`` of one row of a view, as of ``moment``.

    Raises ``Unknown``, naming the nearest, for a column that the view has not and for a key that
    no event was ever for.
    """
    column_of(model, column)
    head = ledger.head()
    moment = moment.settled(head)
    tracer: _OfView | _OfRollup
    if isinstance(model, Rollup):
        tracer = _OfRollup(model, key, column)
    else:
        tracer = _OfView(model, key, column)
    steps = tuple(tracer.steps(facts(ledger, moment, tracer.reads, progress=progress)))
    if not tracer.found:
        raise Unknown(ROW, key, replay(ledger, (model,), moment).tables[model.name])
    return Trace(
        view=model.name,
        key=key,
        column=column,
        position=moment.upto(head),
        figure=tracer.figure,
        steps=steps,
    )


class _OfView:
    """Runs the view's fold on one row, whatever else the facts are about."""

    def __init__(self, view: View[Any], key: str, column: str) -> None:
        self.view, self.key, self.column = view, key, column
        self.reads = frozenset(view.reads)
        self.found = False
        self.figure: Any = None

    def steps(self, read: Iterator[Recorded]) -> Iterator[Step]:
        """Yield each event that made a difference to the column."""
        key, column, keys, evolve = self.key, self.column, self.view.keys, self.view.evolve
        row: Any = None
        for recorded in read:
            if key not in keys(recorded):
                continue
            self.found = True
            row = evolve(row, recorded)
            after = None if row is None else getattr(row, column)
            before, self.figure = self.figure, after
            if before != after and (step := _step(recorded, before, after)).amount != 0:
                yield step


class _OfRollup:
    """Follows the rows that the rollup adds up, and what each of them gives to the one figure."""

    def __init__(self, rollup: Rollup[Any], key: str, column: str) -> None:
        self.key, self.column = key, column
        self.rows = Rows(part.of for part in rollup.parts)
        self.reads = self.rows.reads
        self.parts: dict[str, list[tuple[Part[Any], dict[str, int]]]] = defaultdict(list)
        """By source: each part, and what its rows give now."""
        for part in rollup.parts:
            self.parts[part.of.name].append((part, {}))
        self.found = False
        self.start = getattr(rollup.start(key), column)

    @property
    def figure(self) -> Any:
        """Return what the rows give as they stand, added up anew."""
        given = [
            amount
            for name, parts in self.parts.items()
            for source, row in self.rows.tables[name].items()
            for part, _ in parts
            if (amount := self._given(part, source, row))
        ]
        return self.start + sum(given) if given else self.start

    def steps(self, read: Iterator[Recorded]) -> Iterator[Step]:
        """Yield, for each event, every row through which it made a difference."""
        running, step, parts = 0, self.rows.step, self.parts
        for recorded in read:
            for name, rows in step(recorded).items():
                for source, (_, row) in rows.items():
                    moved = 0
                    for part, now in parts[name]:
                        given = self._given(part, source, row)
                        if given != (was := now.get(source, 0)):
                            now[source] = given
                            moved += given - was
                    if moved:
                        before, running = running, running + moved
                        yield _step(recorded, before, running, (name, source))

    def _given(self, part: Part[Any], source: str, row: Any) -> int:
        """Return what a row gives to the figure through one part."""
        if row is None:
            return 0
        amount = part.adds(row).get(self.column, 0)
        if self.found and not amount:
            return 0
        here = part.keys(source, row).count(self.key)
        self.found = self.found or here > 0
        return amount * here


def _step(recorded: Recorded, before: Any, after: Any, via: tuple[str, str] | None = None) -> Step:
    old, new = whole(before), whole(after)
    counted = (old is not None or before is None) and (new is not None or after is None)
    event = recorded.event
    return Step(
        position=recorded.position,
        stream=recorded.stream,
        version=recorded.version,
        event=event.event_name,
        on=event.on,
        recorded_at=recorded.recorded_at,
        actor=recorded.actor,
        role=recorded.role,
        before=before,
        after=after,
        amount=(new or 0) - (old or 0) if counted else None,
        running=new or 0 if counted else None,
        via=via,
    )
