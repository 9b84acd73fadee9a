"""What SQLite itself puts into a database file, and beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

_EFFECTIVE = os.access in os.supports_effective_ids

PLANNER = {
    ("table", "sqlite_stat1", "sqlite_stat1"): "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    ("table", "sqlite_stat4", "sqlite_stat4"): (
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"
    ),
}
"""What it notes for itself at ANALYZE: it decides how a row is looked up, never which."""


def is_shut_away(path: Path) -> bool:
    """Tell whether the file lies, closed, where this account can put nothing beside it.

    An auditor's copy on a medium that can't be written, say. SQLite wants its log and index there
    even to read, unless it is promised that the file stays as it is.
    """
    return _shut(path) and not has_log(path)


def lacks_index(path: Path) -> bool:
    """Tell whether a log lies beside the file, and its index neither does nor can be made there.

    It was copied while programs wrote, to where nothing can be written: SQLite can't read it.
    """
    return _shut(path) and has_log(path) and not path.with_name(path.name + "-shm").exists()


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a database lies."""
    return path.with_name(f"{path.name}-wal")


def has_log(path: Path) -> bool:
    """Tell whether there is a write-ahead log beside the file, with anything in it."""
    log = log_of(path)
    return log.exists() and log.stat().st_size > 0


def tidied_away(path: Path) -> None:
    """Remove an empty log, and its index, that a reading connection has left.

    SQLite does so when the last connection that may write closes: where another process has the
    database open, both stay.
    """
    log = log_of(path)
    if log.exists() and not log.stat().st_size:
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=0)) as it,
        ):
            it.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _shut(path: Path) -> bool:
    return not os.access(path.parent, os.W_OK, effective_ids=_EFFECTIVE)
