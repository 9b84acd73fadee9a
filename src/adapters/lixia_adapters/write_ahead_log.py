"""SQLite's log beside a database: reading leaves none behind that was not there before."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a database lies."""
    return path.with_name(f"{path.name}-wal")


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
