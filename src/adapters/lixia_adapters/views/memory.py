"""Read models in memory: the reference that every other adapter must agree with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from attrs import define, field

from lixia_domain.kernel.view import ReadModel, with_sources
from lixia_domain.recording.follower import Overtaken
from lixia_domain.recording.gone import Open
from lixia_domain.recording.read_models import Build, Changes, Discarded, signature


@define(eq=False)
class MemoryBuild:
    """Rows in dicts."""

    models: tuple[ReadModel, ...]
    store: str
    open: Open = field(factory=lambda: Open("memory:"))
    tables: dict[str, dict[str, Any]] = field(factory=dict)
    at: int = 0
    noted: str = ""
    gone: bool = False
    lock: RLock = field(factory=RLock)

    def __attrs_post_init__(self) -> None:
        self.tables = {model.name: {} for model in self.models}

    def position(self) -> int:
        """Return the last position that all rows have taken in."""
        self.open.require_open()
        if self.gone:
            raise Discarded
        return self.at

    def mark(self) -> str:
        """Return the log's mark at the position."""
        self.open.require_open()
        return self.noted

    def load(self, model: ReadModel, key: str) -> Any:
        """Return the row of ``key``, or ``None``."""
        self.open.require_open()
        return self.tables[model.name].get(key)

    def save(self, changed: Changes, after: int, position: int, mark: str = "") -> None:
        """Keep rows and position together, if the position still is ``after``."""
        with self.lock:
            if self.position() != after:
                raise Overtaken
            for name, rows in changed.items():
                table = self.tables[name]
                table.update(rows)
                for key in [key for key, row in rows.items() if row is None]:
                    del table[key]
            self.at, self.noted = position, mark

    def rows(
        self, model: ReadModel, *, key: str | None = None, prefix: str = ""
    ) -> Iterator[tuple[str, Any]]:
        """Yield keys and rows in order of keys."""
        self.open.require_open()
        table = self.tables[model.name]
        if key is not None:
            if key in table:
                yield key, table[key]
            return
        with self.lock:
            found = sorted(table.items())
        for name, row in found[bisect_left(found, prefix, key=lambda pair: pair[0]) :]:
            self.open.require_open()
            if not name.startswith(prefix):
                return
            yield name, row

    @contextmanager
    def reading(self) -> Iterator[int]:
        """Hold still while several reads are made."""
        with self.lock:
            yield self.position()


@define(eq=False)
class MemoryReadModels:
    """Builds that live as long as the process."""

    active: MemoryBuild | None = None
    growing: list[MemoryBuild] = field(factory=list)
    kept: Open = field(factory=lambda: Open("memory:"))

    def open(self, models: Iterable[ReadModel], *, store: str) -> MemoryBuild:
        """Return the fitting build in use, or being made, or a new one."""
        models = with_sources(models)
        wanted = (signature(models), store)
        for build in (self.active, *self.growing):
            if build is not None and (signature(build.models), build.store) == wanted:
                return build
        return self.begin(models, store=store)

    def begin(self, models: Iterable[ReadModel], *, store: str) -> MemoryBuild:
        """Return a new, empty build."""
        build = MemoryBuild(with_sources(models), store, self.kept)
        self.growing.append(build)
        return build

    def switch_in(self, build: Build) -> None:
        """Put ``build`` in use and drop all others."""
        assert isinstance(build, MemoryBuild)
        build.position()
        for other in (self.active, *self.growing):
            if other is not None and other is not build:
                other.gone = True
        self.active, self.growing = build, []

    def check(self, build: Build) -> Iterable[tuple[str, str]]:
        """Return nothing: nobody reaches into memory."""
        return ()

    def close(self) -> None:
        """Give no more of what is kept."""
        self.kept.leave()


def read_models(store: str = "", part: str = "views", *, fixed: bool = False) -> MemoryReadModels:
    """Return the adapter (entry point), empty. Whose it is, or for what, makes no difference."""
    return MemoryReadModels()
