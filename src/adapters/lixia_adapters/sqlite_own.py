"""What SQLite itself puts into a database file, and beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from lixia_domain.kernel.words import Words

_EFFECTIVE = os.access in os.supports_effective_ids

PLANNER = {
    ("table", "sqlite_stat1", "sqlite_stat1"): "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    ("table", "sqlite_stat4", "sqlite_stat4"): (
        "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)"
    ),
}
"""What it notes for itself at ANALYZE: it decides how a row is looked up, never which."""

_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""How a rollback journal begins that is in use; SQLite blanks or removes one that is done."""

_OURS = {
    sqlite3.SQLITE_READONLY_ROLLBACK: Words(
        "旁边的 -journal 文件中有一次中途断掉的写入，须先撤回才能读，此处却不可写；"
        "请由可写的账号以可写方式打开一次（会自动撤回），或把两个文件一起复制到可写的目录再打开",
        "a write that broke off lies beside it in the -journal file; it must be undone before "
        "anything is read, and nothing may be written here: let an account that may open it once "
        "for writing, which undoes it, or copy both files into a folder that can be written",
    )
}
_SAID = {
    sqlite3.SQLITE_PERM: "没有权限",
    sqlite3.SQLITE_READONLY: "不可写",
    sqlite3.SQLITE_BUSY: "正被其他程序占用",
    sqlite3.SQLITE_LOCKED: "正被其他程序占用",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
    sqlite3.SQLITE_CORRUPT: "文件已损坏",
    sqlite3.SQLITE_NOTADB: "不是 SQLite 文件",
    sqlite3.SQLITE_FULL: "磁盘已满",
    sqlite3.SQLITE_CANTOPEN: "文件打不开",
}


def said_by_sqlite(error: sqlite3.Error) -> Words:
    """Return what SQLite says; in its own words where we have none in Chinese."""
    code = getattr(error, "sqlite_errorcode", 0)
    return _OURS.get(code) or Words(_SAID.get(code & 0xFF, str(error)), str(error))


def is_shut_away(path: Path) -> bool:
    """Tell whether the file lies, closed, where this account can put nothing beside it.

    An auditor's copy on a medium that can't be written, say. SQLite wants its log and index there
    even to read, unless it is promised that the file stays as it is.
    """
    return _shut(path) and not has_log(path) and not has_journal(path)


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


def has_journal(path: Path) -> bool:
    """Tell whether a rollback journal is beside the file: of a write under way, or broken off."""
    try:
        with path.with_name(f"{path.name}-journal").open("rb") as file:
            return file.read(len(_JOURNAL)) == _JOURNAL
    except FileNotFoundError:
        return False


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
