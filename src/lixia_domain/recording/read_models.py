"""The port of read models: where the rows of views are kept, all of them at one position.

A *build* holds the rows of a whole set of views and rollups, folded from one store up to one
position. Whoever shows rows may therefore join views, and rollups always fit their sources. When a
view's meaning changes, a new build grows beside the one in use and is switched in when it is ready.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

import msgspec

from lixia_domain.kernel.view import ReadModel, Row
from lixia_domain.recording.faults import Fault

Changes: TypeAlias = Mapping[str, Mapping[str, Row | None]]
"""Read model's name → key → the row as it is now; ``None`` drops it."""


class ViewsUnavailable(Fault):
    """Rows can't be kept or read; the log is untouched, and views can always be made again."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"读模型 {place} 无法使用：{zh}；账册不受影响，"
            "请检查该文件的权限与磁盘空间，或移走该文件后重试（读模型会从账册重建）",
            f"read models {place} can't be used: {en}; the ledger is untouched: check "
            "permissions and disk space, or move the file away and try again (they are made anew "
            "from the log)",
            place=place,
            why=en,
        )


class Discarded(Exception):  # noqa: N818 - no error: a newer build took its place
    """The build is gone because another was switched in; open the read models again."""


class Shown(Protocol):
    """Rows that may be shown, all at one position: a build's, or those of a replay."""

    def position(self) -> int:
        """Return the last position that all rows have taken in."""
        ...

    def rows(
        self, model: ReadModel, *, key: str | None = None, prefix: str = ""
    ) -> Iterator[tuple[str, Any]]:
        """Yield keys and rows in order of keys (by code point).

        Only the row of ``key``, if given, or only keys that open with ``prefix``.
        """
        ...

    def reading(self) -> AbstractContextManager[int]:
        """Hold still while several reads are made: all of them see the position it gives."""
        ...


class Build(Shown, Protocol):
    """The rows of one set of read models. Safe to use from several processes at once."""

    models: tuple[ReadModel, ...]
    """All that is kept, sources of rollups included, sources first."""

    def position(self) -> int:
        """Return the last position that all rows have taken in. Raises ``Discarded``."""
        ...

    def mark(self) -> str:
        """Return what was last saved as the log's mark at ``position()``; empty if nothing was."""
        ...

    def load(self, model: ReadModel, key: str) -> Any:
        """Return the row of ``key``, or ``None``."""
        ...

    def save(self, changed: Changes, after: int, position: int, mark: str = "") -> None:
        """Keep ``changed`` rows, ``position`` and the log's ``mark`` there, all or nothing.

        Raises ``Overtaken``, and keeps nothing, if the position isn't ``after`` any more, and
        ``Discarded`` if the build is gone.
        """
        ...


class ReadModels(Protocol):
    """A place that keeps builds. ``store`` is the fingerprint of the event store they are made of.

    Always ask for the same whole set of models: another set is another build.
    """

    def open(self, models: Iterable[ReadModel], *, store: str) -> Build:
        """Return the build in use, if it was made of ``store`` for exactly these models.

        Else one that is being made for them, or a new one, empty, beside the one in use.
        """
        ...

    def begin(self, models: Iterable[ReadModel], *, store: str) -> Build:
        """Return a new, empty build beside all others."""
        ...

    def switch_in(self, build: Build) -> None:
        """Put ``build`` in use and drop all others, at once. In use already: nothing happens."""
        ...

    def check(self, build: Build) -> Iterable[tuple[str, str]]:
        """Return what is wrong with the place itself, in Chinese and in English: what is not of its
        own making, and what of ``build``'s has another form. Rows are compared elsewhere."""
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...


def signature(models: Iterable[ReadModel]) -> str:
    """Return the text that tells one set of models, their versions and columns, from another."""
    told = sorted((m.name, m.version, m.row.__struct_fields__) for m in models)
    return msgspec.json.encode(told).decode()


def shown(row: Row) -> dict[str, Any]:
    """Return what a row shows, ready for JSON: dates as ISO text, in the order of its fields."""
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return {name: value for name, value in plain.items() if not name.startswith("_")}


def view_json(
    build: Shown, model: ReadModel, kept: Collection[str] | None = None
) -> dict[str, Any]:
    """Return a view as data for JSON: the same rows give the same bytes, whenever it is asked.

    ``rows`` stand in order of keys, each with its ``key`` first; with ``kept``, their columns of
    these names only.
    """
    with build.reading() as position:
        rows = [{"key": key, **shown(row)} for key, row in build.rows(model)]
    if kept is not None:
        rows = [{name: row[name] for name in row if name == "key" or name in kept} for row in rows]
    return {"view": model.name, "version": model.version, "position": position, "rows": rows}
