"""A figure as it is followed through the log: what each fact did to it, brought forward at will.

There is no second definition of any figure here: the view's own fold is run on the one row, and
each fact gives the difference that it made to the column. A rollup is followed through the rows it
adds up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import frozen

from lixia_domain.audit.past.names import whole
from lixia_domain.audit.past.rows import Rows
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Part, ReadModel, Rollup, View


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


class OfView:
    """Runs the view's fold on one row, whatever else the facts are about."""

    def __init__(self, view: View[Any], key: str, column: str) -> None:
        self.view, self.key, self.column = view, key, column
        self.reads = frozenset(view.reads)
        self.found = False
        self.figure: Any = None
        self.row: Any = None

    def steps(self, read: Iterable[Recorded]) -> Iterator[Step]:
        """Yield each event that made a difference to the column. Facts come in log order."""
        key, column, keys, evolve = self.key, self.column, self.view.keys, self.view.evolve
        for recorded in read:
            if key not in keys(recorded):
                continue
            self.found = True
            self.row = row = evolve(self.row, recorded)
            after = None if row is None else getattr(row, column)
            before, self.figure = self.figure, after
            if before != after and (step := _step(recorded, before, after)).amount != 0:
                yield step


class OfRollup:
    """Follows the rows that ``parts`` add up, and what each of them gives to the one figure."""

    def __init__(
        self, rollup: Rollup[Any], key: str, column: str, parts: Iterable[Part[Any]]
    ) -> None:
        self.key, self.column = key, column
        self.parts: dict[str, list[tuple[Part[Any], dict[str, int]]]] = defaultdict(list)
        """By source: each part, and what its rows give now."""
        for part in parts:
            self.parts[part.of.name].append((part, {}))
        self.rows = Rows(part.of for given in self.parts.values() for part, _ in given)
        self.reads = self.rows.reads
        self.found = False
        self.start = getattr(rollup.start(key), column)
        self.running = 0

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

    def steps(self, read: Iterable[Recorded]) -> Iterator[Step]:
        """Yield, for each event, every row through which it made a difference."""
        step, parts = self.rows.step, self.parts
        for recorded in read:
            for name, rows in step(recorded).items():
                for source, (_, row) in rows.items():
                    moved = 0
                    for part, now in parts.get(name, ()):
                        given = self._given(part, source, row)
                        if given != (was := now.get(source, 0)):
                            now[source] = given
                            moved += given - was
                    if moved:
                        before, self.running = self.running, self.running + moved
                        yield _step(recorded, before, self.running, (name, source))

    def _given(self, part: Part[Any], source: str, row: Any) -> int:
        """Return what a row gives to the figure through one part."""
        if row is None:
            return 0
        here = [
            amounts.get(self.column, 0) for to, amounts in part.gives(source, row) if to == self.key
        ]
        self.found = self.found or bool(here)
        return sum(here)


class OfRow:
    """Follows one row of a rollup that has a base, for a column that is no sum."""

    def __init__(self, rollup: Rollup[Any], key: str, column: str) -> None:
        self.rollup, self.key, self.column = rollup, key, column
        self.rows = Rows([rollup])
        self.reads = self.rows.reads
        self.figure: Any = None

    @property
    def found(self) -> bool:
        """Tell whether there is such a row."""
        return self.key in self.rows.tables[self.rollup.name]

    def steps(self, read: Iterable[Recorded]) -> Iterator[Step]:
        """Yield each event that made a difference to the column. Facts come in log order."""
        for recorded in read:
            news = self.rows.step(recorded).get(self.rollup.name, {})
            _, row = news.get(self.key, (None, None))
            if row is None:
                continue
            before, self.figure = self.figure, getattr(row, self.column)
            if before != self.figure and (step := _step(recorded, before, self.figure)).amount != 0:
                yield step


Figure: TypeAlias = OfView | OfRollup | OfRow


def ways(model: ReadModel, key: str, column: str) -> Iterator[Figure]:
    """Yield the figure, not followed yet; of a rollup, first through the parts that can give to it.

    Where they find no such row, all parts tell whether there is one that they give nothing to.
    """
    if isinstance(model, View):
        yield OfView(model, key, column)
        return
    if model.base is not None and column not in model.summed:
        yield OfRow(model, key, column)
        return
    giving = tuple(part for part in model.parts if column in part.columns)
    if giving:
        yield OfRollup(model, key, column, giving)
    if giving != model.parts:
        yield OfRollup(model, key, column, model.parts)


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
