"""The form of a SQLite store, to the letter: its tables, where its rows stand, what they hold.

SQL that anybody adds to a file runs in whoever opens it, or shows another log than was written. So
a store has the tables that this code has written at some time and nothing else, not an index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from lixia_adapters.sqlite_own import PLANNER
from lixia_adapters.stores.errors import NotAStore

TABLES = (
    "CREATE TABLE stored_events ("
    "rowid INTEGER PRIMARY KEY AUTOINCREMENT, "
    "originator_id TEXT NOT NULL, "
    "originator_version INTEGER NOT NULL, "
    "topic TEXT NOT NULL, "
    "state BLOB NOT NULL, "
    "UNIQUE (originator_id, originator_version))",
    "CREATE TABLE store (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
"""What a new store is made of. A later form is added beside, for what was written stays."""

_EVENTS, _ABOUT = TABLES
_FORM = {
    ("table", "stored_events", "stored_events"): _EVENTS,
    ("index", "sqlite_autoindex_stored_events_1", "stored_events"): None,
    ("table", "sqlite_sequence", "sqlite_sequence"): "CREATE TABLE sqlite_sequence(name,seq)",
    ("table", "store", "store"): _ABOUT,
    ("index", "sqlite_autoindex_store_1", "store"): None,
}
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
_BEFORE_ALL = "SELECT rowid FROM stored_events WHERE rowid < 1 ORDER BY rowid LIMIT 1"
_COUNTED = (
    "SELECT (SELECT count(*) FROM stored_events), (SELECT max(rowid) FROM stored_events), "
    "(SELECT max(seq) FROM sqlite_sequence WHERE name = 'stored_events'), "
    "(SELECT count(*) FROM sqlite_sequence)"
)
_KINDS = (
    "SELECT count(*), min(rowid) FROM stored_events WHERE typeof(state) != 'blob' "
    "OR typeof(originator_id) != 'text' OR typeof(originator_version) != 'integer' "
    "OR typeof(topic) != 'text'"
)
_ABOUT_KINDS = "SELECT count(*) FROM store WHERE typeof(key) != 'text' OR typeof(value) != 'text'"


def require_form(connection: sqlite3.Connection, place: str) -> None:
    """Raise ``NotAStore`` for other tables than a store's, and for a row before position 1.

    Also where what the store says of itself is no text.

    Takes no longer however large the store is.
    """
    try:
        for find in (schema_findings, _before_all, _too_far, _said):
            for zh, en in find(connection):
                raise NotAStore(place, zh, en)
    except UnicodeDecodeError as damage:  # what SQLite says of a broken schema repeats its bytes
        raise NotAStore(place, f"文件已损坏（{damage}）", f"it is damaged ({damage})") from damage


def form_findings(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield all that is not as this code writes it, in Chinese and in English."""
    yield from schema_findings(connection)
    yield from _before_all(connection)
    yield from _too_far(connection)
    yield from _counted(connection)
    count, first = connection.execute(_KINDS).fetchone()
    if count:
        yield (
            f"{count} 行的列类型不对，最先在位置 {first}：不是本程序所写",
            f"{count} rows have a column of the wrong kind, the first at position {first}: this "
            "code did not write them",
        )
    yield from _said(connection)


def _said(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    (count,) = connection.execute(_ABOUT_KINDS).fetchone()
    if count:
        yield (
            f"账库自述中有 {count} 项不是文字：不是本程序所写",
            f"{count} of what the store says of itself is no text: this code did not write it",
        )


def schema_findings(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield what is there beside a store's tables, what is another, and what is missing."""
    there = [((kind, name, table), sql) for kind, name, table, sql in connection.execute(_SCHEMA)]
    if sorted(map(repr, there)) == _AS_WRITTEN:
        return
    missing = [name for _, name, _ in _FORM.keys() - {one for one, _ in there}]
    if missing:
        names = ", ".join(sorted(missing))
        yield f"缺少账库的表（{names}）", f"the tables of a store are missing ({names})"
    seen = set()
    for one, sql in there:
        kind, name, _ = one
        if one in seen or one not in _FORM | PLANNER:
            yield (
                f"其中有不属于账库的 {kind} {name!r}：不是本程序所建",
                f"there is a {kind} {name!r} in it that is no part of a store: this code did not "
                "make it",
            )
        elif sql != (_FORM | PLANNER)[one]:
            yield (
                f"{kind} {name} 的定义被改动",
                f"the definition of {kind} {name} is not what this code writes",
            )
        seen.add(one)


_AS_WRITTEN = sorted(map(repr, _FORM.items()))


def _before_all(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for (position,) in connection.execute(_BEFORE_ALL):
        yield (
            f"位置 {position} 处有一行，而账册从位置 1 起：是他人放入的",
            f"a row stands at position {position}, and a log begins at 1: somebody put it there",
        )


def _too_far(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """No log has more positions than its file has bytes; to walk that far would never end."""
    (pages,), (size,) = (connection.execute(f"PRAGMA page_{one}").fetchone() for one in _SIZES)
    (head,) = connection.execute("SELECT max(rowid) FROM stored_events").fetchone()
    if (head or 0) > pages * size:
        yield (
            f"最后位置为 {head}，远多于文件容得下的：是他人放入的",
            f"the last position is {head}, far more than the file has room for: somebody put it "
            "there",
        )


_SIZES = ("count", "size")


def _counted(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Positions are 1, 2, 3, …, and SQLite's own counter stands where they end."""
    count, head, told, lines = connection.execute(_COUNTED).fetchone()
    head = head or 0
    if count != head:
        yield (
            f"有 {count} 条事实，最后位置却是 {head}：位置应自 1 起逐一相接",
            f"there are {count} facts and the last position is {head}: positions count 1, 2, 3, …",
        )
    if lines > 1:
        yield (
            f"账库的计数器应为一行，却有 {lines} 行：不是本程序所写",
            f"the store's counter is one line, and there are {lines}: this code did not write them",
        )
    if (told or 0) != head:
        yield (
            f"账库的计数器为 {told or 0}，最后位置却是 {head}：末尾的事实被删去，或计数器被改动",
            f"the store's counter is at {told or 0} and the last position is {head}: facts at the "
            "end were removed, or the counter was changed",
        )
