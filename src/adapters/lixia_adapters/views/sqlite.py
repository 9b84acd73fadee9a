"""Read models in SQLite: beside the event store ``P``, in the file ``P.views``.

Each build has tables of its own (``project_register_3``); the views in use are SQL views of plain
name (``project_register``), so that any SQL tool finds them where they were.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from attrs import define, field

from lixia_adapters.sqlite_own import said_by_sqlite
from lixia_adapters.views.columns import Shape, shape_of
from lixia_adapters.views.place import Place, open_place
from lixia_adapters.views.sqlite_form import differing
from lixia_domain.kernel.view import ReadModel, with_sources
from lixia_domain.recording.follower import Overtaken
from lixia_domain.recording.read_models import (
    Build,
    Changes,
    Discarded,
    ViewsUnavailable,
    signature,
)

BUILDS = """
CREATE TABLE IF NOT EXISTS builds (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    models TEXT NOT NULL,
    store TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    mark TEXT NOT NULL DEFAULT '',
    active INTEGER NOT NULL DEFAULT 0
)
"""
_LIST = BUILDS.strip().replace("IF NOT EXISTS ", "")
"""The same as SQLite notes it."""
_COLUMNS = "number, models, store, position, mark, active"


@define(eq=False)
class SqliteBuild:
    """One build: its line in ``builds`` and a table for each read model."""

    place: Place
    number: int
    models: tuple[ReadModel, ...]
    shapes: dict[str, Shape] = field(init=False)
    selects: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.shapes = {model.name: shape_of(model.row) for model in self.models}
        self.selects = {
            name: f"SELECT {columns.select} FROM {self.table(name)} WHERE key = ?"
            for name, columns in self.shapes.items()
        }

    def table(self, name: str) -> str:
        """Return the name of a read model's table."""
        return f"{name}_{self.number}"

    def defined(self, name: str) -> str:
        """Return how a read model's table is made."""
        return f"CREATE TABLE {self.table(name)} ({self.shapes[name].table}) WITHOUT ROWID"

    def named(self, name: str) -> str:
        """Return how a read model in use gets its plain name."""
        return f"CREATE VIEW {name} AS SELECT * FROM {self.table(name)}"

    def position(self) -> int:
        """Return the last position that all rows have taken in."""
        return int(self._about()[0])

    def mark(self) -> str:
        """Return the log's mark at the position."""
        return str(self._about()[1])

    def _about(self) -> tuple[int, str]:
        with self.place.lock, self.place.faults():
            self.place.require_open()
            about: tuple[int, str] | None = self.place.db.execute(
                "SELECT position, mark FROM builds WHERE number = ?", (self.number,)
            ).fetchone()
        if about is None:
            raise Discarded
        return about

    def load(self, model: ReadModel, key: str) -> Any:
        """Return the row of ``key``, or ``None``."""
        self.place.require_open()
        try:
            found = self.place.db.execute(self.selects[model.name], (key,)).fetchone()
        except sqlite3.Error as wrong:
            self._about()  # if the build is gone, its tables are too
            raise ViewsUnavailable(self.place.path, *said_by_sqlite(wrong)) from wrong
        try:
            return None if found is None else self.shapes[model.name].decode(found)
        except (ValueError, TypeError, msgspec.DecodeError):
            raise _unreadable(self.place.path, model, key) from None

    def save(self, changed: Changes, after: int, position: int, mark: str = "") -> None:
        """Keep rows and position together, if the position still is ``after``."""
        with self.place.transaction("BEGIN IMMEDIATE") as db:
            if self.position() != after:
                raise Overtaken
            for name, rows in changed.items():
                table, columns = self.table(name), self.shapes[name]
                marks = ", ".join("?" * (1 + len(columns.names)))
                db.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES ({marks})",
                    (columns.encode(key, row) for key, row in rows.items() if row is not None),
                )
                db.executemany(
                    f"DELETE FROM {table} WHERE key = ?",
                    ((key,) for key, row in rows.items() if row is None),
                )
            db.execute(
                "UPDATE builds SET position = ?, mark = ? WHERE number = ?",
                (position, mark, self.number),
            )

    def rows(
        self, model: ReadModel, *, key: str | None = None, prefix: str = ""
    ) -> Iterator[tuple[str, Any]]:
        """Yield keys and rows in order of keys."""
        columns = self.shapes[model.name]
        select = f"SELECT key, {columns.select} FROM {self.table(model.name)}"
        with self.reading():
            if key is not None:
                found = self.place.db.execute(f"{select} WHERE key = ?", (key,))
            else:
                found = self.place.db.execute(f"{select} WHERE key >= ? ORDER BY key", (prefix,))
            for name, *values in found:
                self.place.require_open()
                if type(name) is not str:
                    raise _unreadable(self.place.path, model, name)
                if not name.startswith(prefix):
                    return
                try:
                    row = columns.decode(values)
                except (ValueError, TypeError, msgspec.DecodeError):
                    raise _unreadable(self.place.path, model, name) from None
                yield name, row

    @contextmanager
    def reading(self) -> Iterator[int]:
        """Hold one snapshot while several reads are made."""
        with self.place.transaction("BEGIN"):
            yield self.position()


def _unreadable(path: str, model: ReadModel, key: object) -> ViewsUnavailable:
    return ViewsUnavailable(
        path,
        f"视图 {model.name} 的 {key!r} 一行无法读懂，可能被改动过",
        f"the row {key!r} of view {model.name} can't be understood; it may have been changed",
    )


@define(eq=False)
class SqliteReadModels:
    """Builds in one file."""

    place: Place

    def open(self, models: Iterable[ReadModel], *, store: str) -> SqliteBuild:
        """Return the fitting build in use, or being made, or a new one."""
        models = with_sources(models)
        find = (
            "SELECT number FROM builds WHERE models = ? AND store = ? "
            "ORDER BY active DESC, number DESC LIMIT 1"
        )
        wanted = (signature(models), store)
        # Nearly always the build is there, and looking must not wait for a writer.
        with self.place.transaction("BEGIN") as db:
            found = db.execute(find, wanted).fetchone()
        if found is None:
            with self.place.transaction("BEGIN IMMEDIATE") as db:
                found = db.execute(find, wanted).fetchone()
                if found is None:
                    return self.begin(models, store=store)
        return SqliteBuild(self.place, found[0], models)

    def begin(self, models: Iterable[ReadModel], *, store: str) -> SqliteBuild:
        """Return a new, empty build."""
        models = with_sources(models)
        with self.place.transaction("BEGIN IMMEDIATE") as db:
            _drop(db, "type = 'trigger'")  # never ours, and each would run from here on
            _list_as_defined(db)
            added = db.execute(
                "INSERT INTO builds (models, store) VALUES (?, ?)", (signature(models), store)
            )
            assert added.lastrowid is not None
            build = SqliteBuild(self.place, added.lastrowid, models)
            for model in models:
                db.execute(build.defined(model.name))
        return build

    def switch_in(self, build: Build) -> None:
        """Put ``build`` in use and drop all others."""
        assert isinstance(build, SqliteBuild)
        if self._in_use(build):
            return
        with self.place.transaction("BEGIN IMMEDIATE") as db:
            if self._in_use(build):
                return
            ours = {"builds", *(build.table(model.name) for model in build.models)}
            _drop(db, "type <> 'table' OR name NOT LIKE 'sqlite@_%' ESCAPE '@'", but=ours)
            for model in build.models:
                db.execute(build.named(model.name))
            db.execute("DELETE FROM builds WHERE number <> ?", (build.number,))
            db.execute("UPDATE builds SET active = 1 WHERE number = ?", (build.number,))

    def check(self, build: Build) -> Iterator[tuple[str, str]]:
        """Yield what else is in the file, and what of ``build``'s is not as we define it."""
        assert isinstance(build, SqliteBuild)
        with self.place.transaction("BEGIN") as db:
            there = db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
            builds = db.execute("SELECT number, models FROM builds").fetchall()
        others = {
            f"{name}_{number}"
            for number, models in builds
            if number != build.number
            for name, *_ in msgspec.json.decode(models)
        }
        yield from differing(there, form_of(build), others)

    def _in_use(self, build: SqliteBuild) -> bool:
        with self.place.transaction("BEGIN") as db:
            found = db.execute(
                "SELECT active FROM builds WHERE number = ?", (build.number,)
            ).fetchone()
        if found is None:
            raise Discarded
        return bool(found[0])

    def close(self) -> None:
        """Close the file."""
        self.place.close()


def _drop(db: sqlite3.Connection, which: str, but: Collection[str] = ()) -> None:
    """Drop what is in the file, views first, but what SQLite made and ``but``."""
    found = db.execute(
        f"SELECT type, name FROM sqlite_schema WHERE ({which}) "
        "AND (type <> 'index' OR sql IS NOT NULL) ORDER BY type DESC"
    ).fetchall()
    for kind, name in found:
        if name not in but:
            db.execute(f"DROP {kind} IF EXISTS " + '"{}"'.format(name.replace('"', '""')))


def _list_as_defined(db: sqlite3.Connection) -> None:
    """Make the list of builds anew where it is not what we define; builds keep their numbers."""
    there = db.execute("SELECT type, sql FROM sqlite_schema WHERE name = 'builds'").fetchone()
    if there == ("table", _LIST):
        return
    builds = db.execute(f"SELECT {_COLUMNS} FROM builds").fetchall()
    last = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence").fetchone()
    _drop(db, "name = 'builds'")
    db.execute(_LIST)
    db.executemany(f"INSERT INTO builds ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", builds)
    db.execute("DELETE FROM sqlite_sequence")
    db.execute("INSERT INTO sqlite_sequence VALUES ('builds', ?)", last)


def form_of(build: SqliteBuild) -> dict[tuple[str, str], str | None]:
    """Return what the file of ``build``, in use, is made of: kind and name → its SQL."""
    form: dict[tuple[str, str], str | None] = {
        ("table", "builds"): _LIST,
        ("table", "sqlite_sequence"): "CREATE TABLE sqlite_sequence(name,seq)",
    }
    for model in build.models:
        form["table", build.table(model.name)] = build.defined(model.name)
        form["view", model.name] = build.named(model.name)
    return form


def read_models(store: str, part: str = "views", *, fixed: bool = False) -> SqliteReadModels:
    """Return the adapter (entry point) for the event store in the file ``store``.

    ``part`` names what is kept: each has a file of its own; ``fixed``: it stays as it is.
    Raises ``ViewsUnavailable`` where ``store.part`` can't be opened or is another kind of file.
    """
    shown = part == "views"
    return SqliteReadModels(open_place(store, f"{store}.{part}", BUILDS, shown=shown, fixed=fixed))
