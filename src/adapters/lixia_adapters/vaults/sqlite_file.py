"""The file of a SQLite vault: ``P.vault`` beside store ``P``, for its owner's eyes only."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex

from lixia_adapters.sqlite_own import PLANNER, said_by_sqlite
from lixia_domain import written
from lixia_domain.application.vault import NotAVault, VaultFault, VaultMissing, VaultThere
from lixia_domain.kernel.system_errors import words_of
from lixia_domain.kernel.words import Words

APPLICATION_ID = 0x4C58_5654
"""``LXVT``, in the file's header."""
SCHEMA = 1
WAIT = 10.0
"""Seconds to wait for another process that is writing."""

# Without rowids: the order in which people came stands nowhere.
TABLES = (
    "CREATE TABLE vault (key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE keys (person TEXT PRIMARY KEY, kid TEXT NOT NULL, wrapped BLOB NOT NULL, "
    "made_at TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE people (mark BLOB PRIMARY KEY, wrapped BLOB NOT NULL) WITHOUT ROWID",
)
_NAMES = ("vault", "keys", "people")
_FORM = {("table", name, name): sql for name, sql in zip(_NAMES, TABLES, strict=True)} | PLANNER


class VaultBusy(VaultFault):
    """Another process keeps the vault's lock, or the disk fails; nothing was sealed."""

    def __init__(self, place: str, why: Words) -> None:
        super().__init__(
            f"保险库 {place} 无法读写：{why.zh}；未封存任何内容，请稍后重试",
            f"vault {place} can't be read or written: {why.en}; nothing was sealed, "
            "try again later",
            place=place,
            why=why.en,
        )


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection that leaves as little behind as SQLite can.

    A rollback journal and not a write-ahead log, for a log keeps what was deleted; freed pages are
    overwritten with zeros. The journal's own blocks are only unlinked: against these, and against
    copies, the epoch key is changed.
    """
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in ("journal_mode=DELETE", "secure_delete=ON", "synchronous=EXTRA", "fullfsync=ON"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("PRAGMA temp_store=MEMORY")
    return db


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Say in two languages what is wrong with the file."""
    try:
        yield
    except sqlite3.Error as wrong:
        code, why = getattr(wrong, "sqlite_errorcode", 0) & 0xFF, said_by_sqlite(wrong)
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise NotAVault(
                place, f"文件已损坏（{why.zh}）", f"the file is damaged ({why.en})"
            ) from wrong
        raise VaultBusy(place, why) from wrong


def empty(path: Path) -> None:
    """Put an empty vault at ``path``, whole or not at all; refuse if anything is there."""
    beside = path.with_name(f".{path.name}.{token_hex(8)}")
    written.new(beside, secret=True)
    try:
        with closing(connect(beside)) as db:
            db.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                db.execute(table)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {SCHEMA}")
            db.execute("COMMIT")
        put(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def foreign(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield what is in the file and not of our making: a trigger might keep what is destroyed."""
    there = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    for kind, name, table, sql in there:
        if _FORM.get((kind, name, table)) != sql:
            yield (
                f"其中的 {kind} {name!r} 不是本程序所建",
                f"there is a {kind} {name!r} in it that this code did not make",
            )
    for name in sorted({*_NAMES} - {one[1] for one in there}):
        yield f"缺少 {name} 表", f"its table {name} is missing"


def require_form(db: sqlite3.Connection, path: Path) -> None:
    """Raise ``NotAVault`` for other tables than a vault's, and for whatever stands beside them."""
    for zh, en in foreign(db):
        raise NotAVault(str(path), zh, en)


def put(made: Path, path: Path) -> None:
    """Let ``made`` bear the name ``path``. Raises ``VaultThere`` if something does already."""
    try:
        written.put(made, path)
    except FileExistsError:
        raise VaultThere(str(path)) from None


def inspect(path: Path) -> None:
    """Raise ``VaultMissing`` or ``NotAVault`` unless ``path`` is a vault that only we can read."""
    place = str(path)
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            header = file.read(100)
    except FileNotFoundError:
        raise VaultMissing(place) from None
    except OSError as error:
        why = words_of(error)
        raise NotAVault(place, f"无法读取（{why.zh}）", f"it can't be read ({why.en})") from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NotAVault(
            place,
            f"他人可读写；请执行 chmod 600 {path.name}，若可能已泄露请轮换主密钥",
            f"others may read or write it; run chmod 600 {path.name}, "
            "and change the epoch key if it may have leaked",
        )
    application, version = (int.from_bytes(header[at : at + 4], "big") for at in (68, 60))
    if not header.startswith(b"SQLite format 3\0") or application != APPLICATION_ID:
        raise NotAVault(place, "不是保险库文件", "it is no file of a vault")
    if version != SCHEMA:
        raise NotAVault(
            place,
            f"结构为第 {version} 版，本程序只认识第 {SCHEMA} 版",
            f"its schema is {version}, this code knows {SCHEMA}",
        )
