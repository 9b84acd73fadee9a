"""Rows of views and rollups, folded in memory by the very definitions the store's views have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

from lixia_domain.audit.past.moment import WHOLE, Moment, Progress, facts
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import ReadModel, Rollup, View, touched, with_sources
from lixia_domain.recording.ledger import Ledger

Change: TypeAlias = tuple[Any, Any]
"""A row before and after; ``None``: there is no such row."""
Told: TypeAlias = tuple[dict[str, Any], Callable[[Recorded], Iterable[str]], Callable[..., Any]]


class Rows:
    """The rows of ``models`` and their sources, at one position. Shown like a build's."""

    def __init__(self, models: Iterable[ReadModel]) -> None:
        self.models = with_sources(models)
        self.rollups = tuple(model for model in self.models if isinstance(model, Rollup))
        self.tables: dict[str, dict[str, Any]] = {model.name: {} for model in self.models}
        self.dispatch: Mapping[type[Event], list[tuple[str, Told]]] = self._dispatch()
        self.reads = frozenset(self.dispatch)
        self.at = 0

    def _dispatch(self) -> Mapping[type[Event], list[tuple[str, Told]]]:
        told: dict[type[Event], list[tuple[str, Told]]] = defaultdict(list)
        for model in self.models:
            if isinstance(model, View):
                for cls in model.reads:
                    there = (self.tables[model.name], model.keys, model.evolve)
                    told[cls].append((model.name, there))
        return dict(told)

    def take(self, recorded: Recorded) -> None:
        """Fold a fact into the rows of views. Rollups wait for ``add_up``."""
        for _, (table, keys, evolve) in self.dispatch[type(recorded.event)]:
            for key in keys(recorded):
                row = evolve(table.get(key), recorded)
                if row is None:
                    table.pop(key, None)
                else:
                    table[key] = row

    def add_up(self) -> None:
        """Make all rollups, out of the rows as they stand."""
        for rollup in self.rollups:
            self.tables[rollup.name].clear()
            names = {source.name for source in rollup.sources}
            self._shift(
                rollup,
                {name: {k: (None, row) for k, row in self.tables[name].items()} for name in names},
            )

    def step(self, recorded: Recorded) -> dict[str, dict[str, Change]]:
        """Fold a fact into views and rollups; return what changed, by model and key."""
        changed: dict[str, dict[str, Change]] = {}
        for name, (table, keys, evolve) in self.dispatch[type(recorded.event)]:
            for key in keys(recorded):
                before = table.get(key)
                after = evolve(before, recorded)
                if after is not before:
                    self._put(table, key, after)
                    changed.setdefault(name, {})[key] = (before, after)
        for rollup in self.rollups:
            if news := self._shift(rollup, changed):
                changed[rollup.name] = news
        return changed

    def _shift(
        self, rollup: Rollup[Any], changed: Mapping[str, Mapping[str, Change]]
    ) -> dict[str, Change]:
        table = self.tables[rollup.name]
        base = {} if rollup.base is None else self.tables[rollup.base.name]
        found: dict[str, Change] = {}
        for to, sums in touched(rollup, changed).items():
            before = table.get(to)
            after = rollup.row_of(to, base.get(to), before, sums)
            if after != before:
                self._put(table, to, after)
                found[to] = (before, after)
        return found

    @staticmethod
    def _put(table: dict[str, Any], key: str, row: Any) -> None:
        if row is None:
            table.pop(key, None)
        else:
            table[key] = row

    def position(self) -> int:
        """Return the position of the log that the rows have been read up to."""
        return self.at

    def rows(
        self, model: ReadModel, *, key: str | None = None, prefix: str = ""
    ) -> Iterator[tuple[str, Any]]:
        """Yield keys and rows in order of keys: of ``key`` only, or of keys with ``prefix``."""
        table = self.tables[model.name]
        if key is not None:
            yield from ((key, table[key]),) if key in table else ()
            return
        yield from sorted((k, row) for k, row in table.items() if k.startswith(prefix))

    @contextmanager
    def reading(self) -> Iterator[int]:
        """Hold still, as these rows always do, at the position that is given."""
        yield self.at


def replay(
    ledger: Ledger,
    models: Iterable[ReadModel],
    moment: Moment = WHOLE,
    *,
    progress: Progress | None = None,
) -> Rows:
    """Return the rows of ``models`` as of a date and as known at a position, made from nothing.

    Raises ``BeyondHead`` and ``BeforeAll``, and ``UnreadableEvent`` where the log can't be read.
    """
    rows, head = Rows(models), ledger.head()
    moment = moment.settled(head)
    rows.at = moment.upto(head)
    take = rows.take
    for recorded in facts(ledger, moment, rows.reads, progress=progress):
        take(recorded)
    rows.add_up()
    return rows
