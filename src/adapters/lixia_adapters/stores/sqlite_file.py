"""The file of a SQLite store: its making, and telling it from what is no store of ours."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote, urlsplit

from lixia_adapters.sqlite_own import has_journal, has_log, lacks_index
from lixia_adapters.stores.about import birth
from lixia_adapters.stores.errors import NoFolder, NotAStore, StoreMissing
from lixia_adapters.stores.sqlite_form import TABLES, require_form
from lixia_domain import written
from lixia_domain.kernel.system_errors import words_of

APPLICATION_ID = 0x4C58_4441
"""``LXDA``, in the file's header: what ``file(1)`` and we tell a store by."""
SCHEMA = 1
"""The version of the tables, kept as ``user_version``."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_EFFECTIVE = os.access in os.supports_effective_ids


def in_memory(name: str) -> bool:
    """Tell whether ``name`` is one of SQLite's names of a database without a file."""
    return ":memory:" in name or "mode=memory" in name


def path_of(name: str) -> Path:
    """Return the file that a database name, plain or a ``file:`` URI, stands for."""
    return Path(unquote(urlsplit(name).path) if name.startswith("file:") else name).absolute()


def connect(database: str, *, timeout: float, read_only: bool = False) -> sqlite3.Connection:
    """Open a connection that keeps its statements prepared and commits to the disk itself.

    ``database`` is a URI or ``:memory:``; ``timeout`` is how many seconds to wait for a lock.
    """
    connection = sqlite3.connect(
        database,
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    if not read_only:
        # WAL with NORMAL loses acknowledged commits when the power goes. On macOS only
        # fullfsync makes the drive write its cache out; elsewhere it changes nothing.
        for pragma in ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON"):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def furnish(connection: sqlite3.Connection) -> None:
    """Make an empty database a store, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        connection.execute(table)
    connection.executemany("INSERT INTO store VALUES (?, ?)", birth().items())
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")


def make(path: Path) -> None:
    """Create a store at ``path``, whole or not at all; leave alone what already lies there.

    It is made beside its place and then put there, so nobody ever meets half a store, and of
    two processes that start at once one makes it.
    """
    if not path.parent.is_dir():
        raise NoFolder(str(path.parent))
    beside = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        written.new(beside)
        with closing(connect(f"{beside.as_uri()}?mode=rw", timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            furnish(connection)
        with suppress(FileExistsError):
            written.put(beside, path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            beside.with_name(beside.name + suffix).unlink(missing_ok=True)


def may_write(path: Path) -> bool:
    """Tell whether this account may write the file, and its log beside it."""
    return os.access(path, os.W_OK, effective_ids=_EFFECTIVE) and os.access(
        path.parent, os.W_OK, effective_ids=_EFFECTIVE
    )


def inspect(path: Path) -> None:
    """Raise ``StoreMissing`` or ``NotAStore`` unless ``path`` bears the marks of a whole store.

    Reads the header without SQLite, which would make files beside a stranger's database.
    """
    place = str(path)
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        raise StoreMissing(place) from None
    except OSError as error:
        why = words_of(error)
        raise NotAStore(place, f"无法读取（{why.zh}）", f"it can't be read ({why.en})") from error
    if not header:
        raise NotAStore(place, "文件为空", "the file is empty")
    if not header.startswith(_MAGIC[: len(header)]):
        raise NotAStore(place, "不是 SQLite 文件", "it is no SQLite file")
    if len(header) < _HEADER:
        raise NotAStore(place, "文件被截断", "the file is cut short")
    application, version = (int.from_bytes(header[at : at + 4], "big") for at in (68, 60))
    if (application, version) == (0, 0) and _restored(path):
        raise NotAStore(
            place,
            "像是从 SQL 转储恢复的账库，缺少文件标记；补上即可打开："
            f"sqlite3 {path.name} '{_MARKS}'",
            "it looks like a store restored from an SQL dump, which lacks the file's marks; set "
            f"them and it opens: sqlite3 {path.name} '{_MARKS}'",
        )
    if application != APPLICATION_ID:
        raise NotAStore(
            place,
            f"是其他程序的 SQLite 文件（application_id 为 {application:#010x}）",
            f"it is another program's SQLite file (application_id {application:#010x})",
        )
    if version > SCHEMA:
        raise NotAStore(
            place,
            f"由更新的版本建立（结构第 {version} 版，本程序只认识到第 {SCHEMA} 版），请升级程序",
            f"a newer release made it (schema {version}, this code knows up to {SCHEMA}); upgrade",
        )
    if version != SCHEMA:
        raise NotAStore(place, f"结构版本为 {version}", f"its schema version is {version}")
    _refuse_damaged(path, header)


_MARKS = (
    f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={SCHEMA}; "
    "PRAGMA journal_mode=WAL;"
)


def _restored(path: Path) -> bool:
    """Tell whether the file has all of a store but the marks in its header."""
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    with closing(connect(uri, timeout=0, read_only=True)) as connection:
        try:
            require_form(connection, str(path))
        except (NotAStore, sqlite3.Error):
            return False
    return True


def _refuse_damaged(path: Path, header: bytes) -> None:
    # After a crash the log beside the file may still hold pages that the header already counts.
    # Looked at in this order (header, log, size) a checkpoint under way can't mislead us.
    if has_log(path):
        if lacks_index(path):
            raise NotAStore(
                str(path),
                f"旁边的 {path.name}-wal 中有最后记录的内容，却没有它的索引，此处又不可写；"
                "请把两个文件复制到可写的目录再打开",
                f"what was recorded last lies beside it in {path.name}-wal, without its index, and "
                "nothing can be written there: copy both files into a folder that can be written",
            )
        return
    if has_journal(path):  # what the file holds counts only once SQLite has undone that write
        return
    page = int.from_bytes(header[16:18], "big")
    size = (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    if (found := path.stat().st_size) < size:
        raise NotAStore(
            str(path),
            f"文件被截断（应有 {size} 字节，只有 {found} 字节）",
            f"the file is cut short ({found} bytes of {size})",
        )
    # Opened as immutable, a damaged file gets no log and no index put beside it.
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    with closing(connect(uri, timeout=0, read_only=True)) as connection:
        require_form(connection, str(path))
