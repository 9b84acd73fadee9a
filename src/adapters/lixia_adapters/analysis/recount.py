"""Two engines, one truth: the folds' figures beside what DuckDB makes of the exported facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
from attrs import frozen

from lixia_adapters.analysis.figures import RECOUNTS, SETUP, Recount
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.read_models import Build
from lixia_domain.views import by_name

ONLY = {"programme_summary": "全部"}
"""Views of which one row is recounted; its parts are other views' rows."""


class NotOurExport(Fault):
    """The file is no Parquet export of this store at this position."""


@frozen(kw_only=True)
class Figure:
    """One figure by both: ``None`` where one of the two has no such row."""

    view: str
    key: str
    column: str
    folded: int | None
    queried: int | None

    @property
    def agrees(self) -> bool:
        """Tell whether both say the same."""
        return self.folded == self.queried


def recount(path: Path, build: Build, *, store: str) -> Iterator[Figure]:
    """Yield every figure of the recounted views: the build's, and SQL's over the facts in ``path``.

    Raises ``NotOurExport`` for a file of another store (``store`` is its fingerprint) or position.
    """
    with duckdb.connect(":memory:") as db, build.reading() as position:
        _open(db, path, store, position)
        for each in RECOUNTS:
            yield from _compared(each, _queried(db, each), _folded(build, each))


def _open(db: duckdb.DuckDBPyConnection, path: Path, store: str, position: int) -> None:
    name = str(path)
    try:
        db.read_parquet(name).create_view("facts")
        told = db.execute(
            "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [name]
        ).fetchall()
    except (duckdb.Error, OSError) as why:
        raise NotOurExport(
            f"{name} 不是可读的 Parquet 文件（{why}）", f"{name} is no readable Parquet ({why})"
        ) from why
    about = dict(told)
    if (about.get("fingerprint", ""), about.get("position"), about.get("as_of", "")) != (
        store,
        str(position),
        "",
    ):
        raise NotOurExport(
            f"{name} 不是本账库截至第 {position} 条的导出；请重新导出",
            f"{name} is no export of this store as of position {position}; export it again",
        )
    for sql in SETUP:
        db.execute(sql)


def _queried(db: duckdb.DuckDBPyConnection, each: Recount) -> Mapping[tuple[str, str], int]:
    return {
        (key, column): int(value or 0) for key, column, value in db.execute(each.sql).fetchall()
    }


def _folded(build: Build, each: Recount) -> Mapping[tuple[str, str], int]:
    rows = build.rows(by_name(each.view), key=ONLY.get(each.view))
    return {
        (key, column): getattr(row, column) or 0 for key, row in rows for column in each.columns
    }


def _compared(
    each: Recount,
    queried: Mapping[tuple[str, str], int],
    folded: Mapping[tuple[str, str], int],
) -> Iterator[Figure]:
    """A row that SQL does not name holds nothing; one that the fold lacks must hold nothing."""
    for key, column in sorted({*folded, *queried}):
        place = (key, column)
        found = queried.get(place, 0)
        if place in folded or found:
            yield Figure(
                view=each.view,
                key=key,
                column=column,
                folded=folded.get(place),
                queried=found,
            )
