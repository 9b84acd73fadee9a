"""What SQLite itself puts into a database file, and beside it."""

from __future__ import annotations

import os
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


def has_log(path: Path) -> bool:
    """Tell whether there is a write-ahead log beside the file, with anything in it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _shut(path: Path) -> bool:
    return not os.access(path.parent, os.W_OK, effective_ids=_EFFECTIVE)
