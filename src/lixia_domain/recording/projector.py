"""One pass over the log keeps every view and rollup of a build up to date."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import ReadModel, Rollup, View, touched
from lixia_domain.recording.follower import catch_up
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.read_models import Build, Discarded, ReadModels

ROWS = 10_000
"""How many rows may be touched before they are written."""
PAGE = 100_000
"""Positions read at a time. Rows in memory are bounded by ``ROWS``, whatever the page."""
STEP = 1_000
"""Facts folded between two looks at how many rows have been touched."""


class Table(dict[str, Any]):
    """A read model's rows as a dict: a row that is asked for and not here is loaded.

    Two generations are remembered, the rows touched since the last save and those of the save
    before it: what is busy stays in memory, and memory stays flat however long the log is.
    """

    def __init__(self, model: ReadModel, build: Build) -> None:
        super().__init__()
        self.load = partial(build.load, model)
        self.before: dict[str, Any] = {}
        self.kept: Mapping[str, Any] = {}

    def __missing__(self, key: str) -> Any:
        row = self.kept[key] if key in self.kept else self.load(key)
        self.before[key] = self[key] = row
        return row

    def changed(self) -> dict[str, Any]:
        """Return the rows that are not what they were at the last save, in order of keys."""
        before = self.before
        return {key: row for key, row in sorted(self.items()) if row is not before[key]}

    def saved(self) -> None:
        """Start afresh, from the rows as they are now."""
        self.kept = dict(self)
        self.clear()
        self.before.clear()

    def forget(self) -> None:
        """Forget all rows: somebody else has changed them."""
        self.clear()
        self.before.clear()
        self.kept = {}


class Projector:
    """A follower that folds facts into the rows of a build.

    ``mark`` gives the log's mark at a position: what is there, in a few characters. It is kept
    with the rows, so that a build of a log that was rolled back is known for what it is.
    """

    def __init__(
        self,
        models: Iterable[ReadModel],
        build: Build,
        *,
        mark: Callable[[int], str] = lambda _: "",
        rows: int = ROWS,
    ) -> None:
        wanted = {model.name for model in models}
        if not wanted <= {model.name for model in build.models}:
            msg = "the build was not made for these models"
            raise ValueError(msg)
        self.build = build
        self.mark = mark
        self.limit = rows
        self.tables = {model.name: Table(model, build) for model in build.models}
        self.dispatch = self._dispatch()
        self.reads = frozenset(self.dispatch)
        self.at = -1

    def _dispatch(self) -> Mapping[type[Event], Sequence[tuple[Table, Any, Any]]]:
        told: dict[type[Event], list[tuple[Table, Any, Any]]] = defaultdict(list)
        for model in self.build.models:
            if isinstance(model, View):
                for cls in model.reads:
                    told[cls].append((self.tables[model.name], model.keys, model.evolve))
        return dict(told)

    def position(self) -> int:
        """Return the last position that the build's rows have taken in."""
        return self.build.position()

    def follow(self, page: Iterable[Recorded], after: int, position: int) -> None:
        """Fold ``page`` into the rows it touches, and save them with ``position``."""
        if after != self.at:
            self._forget()
            self.at = after
        try:
            facts = iter(page)
            while (last := self._fold(islice(facts, STEP))) is not None:
                if sum(map(len, self.tables.values())) >= self.limit:
                    self._save(last)
            if self.at < position:
                self._save(position)
        except BaseException:
            self._forget()
            raise

    def _fold(self, facts: Iterable[Recorded]) -> int | None:
        """Return the last position folded, or ``None`` if there was none."""
        dispatch, recorded = self.dispatch, None
        with self.build.reading():  # one snapshot for all rows that are loaded, not one for each
            for recorded in facts:
                for table, keys, evolve in dispatch[type(recorded.event)]:
                    for key in keys(recorded):
                        table[key] = evolve(table[key], recorded)
        return None if recorded is None else recorded.position

    def _save(self, position: int) -> None:
        changed: dict[str, Mapping[str, Any]] = {}
        for model in self.build.models:
            if isinstance(model, Rollup):
                self._add_up(model, changed)
            if news := self.tables[model.name].changed():
                changed[model.name] = news
        self.build.save(changed, self.at, position, self.mark(position))
        self.at = position
        for table in self.tables.values():
            table.saved()

    def _add_up(self, rollup: Rollup[Any], changed: Mapping[str, Mapping[str, Any]]) -> None:
        """Take out of ``rollup`` what changed rows were giving, and put in what they give now."""
        news = {
            source.name: {
                key: (self.tables[source.name].before[key], row)
                for key, row in changed.get(source.name, {}).items()
            }
            for source in rollup.sources
        }
        table = self.tables[rollup.name]
        base = None if rollup.base is None else self.tables[rollup.base.name]
        for key, sums in touched(rollup, news).items():
            below = None if base is None else base[key]
            table[key] = rollup.row_of(key, below, table[key], sums)

    def _forget(self) -> None:
        self.at = -1
        for table in self.tables.values():
            table.forget()


def log_mark(ledger: Ledger, position: int) -> str:
    """Return what stands at ``position`` of the log, as a hash; nothing there: empty text."""
    for _, stream, version, name, state in ledger.journal.rows(position - 1, position):
        told = f"{stream}\n{version}\n{name}\n".encode() + bytes(state)
        return hashlib.sha256(told).hexdigest()
    return ""


def fits(ledger: Ledger, build: Build) -> bool:
    """Tell whether the log still is the one that ``build`` has read.

    A store that was rolled back (an older copy restored) is shorter, or has another fact there.
    """
    with build.reading() as position:
        return position <= ledger.head() and build.mark() in ("", log_mark(ledger, position))


def up_to_date(
    ledger: Ledger,
    read_models: ReadModels,
    models: Iterable[ReadModel],
    *,
    rebuild: bool = False,
    page: int = PAGE,
    progress: Callable[[int, int], None] | None = None,
) -> Build:
    """Return the build of ``models`` in use, brought up to the head of ``ledger``.

    A build of other versions, of another store or of a log that was rolled back is made anew;
    with ``rebuild``, in any case. Until the new one is ready the old one stays in use. Records no
    event. Raises ``ViewsUnavailable``, and ``UnreadableEvent`` if the log can't be read.
    """
    models = tuple(models)
    store = ledger.journal.about().get("fingerprint", "")
    mark = partial(log_mark, ledger)
    while True:
        try:
            build = read_models.open(models, store=store)
            if rebuild or not fits(ledger, build):
                build = read_models.begin(models, store=store)
            projector = Projector(models, build, mark=mark)
            catch_up(ledger, projector, page=page, progress=progress)
            read_models.switch_in(build)
        except Discarded:
            continue
        return build
