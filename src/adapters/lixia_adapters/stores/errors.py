"""What can be wrong with a store, each with a sentence in Chinese and in English.

Every class is a ``Fault`` of ours and a ``PersistenceError`` of eventsourcing.
"""

from __future__ import annotations

import sqlite3

from eventsourcing.persistence import (
    DataError,
    IntegrityError,
    OperationalError,
    PersistenceError,
    ProgrammingError,
)

from lixia_adapters.sqlite_own import said_by_sqlite
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault


class StoreFault(Fault, PersistenceError):  # noqa: N818 - named as the faults are
    """Something about the store itself, not about what should be recorded in it."""


class StoreMissing(StoreFault):
    """There is no store where one was to be opened."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 处没有账库；请核对地址。要新建，在终端用 lixia store init，"
            "在程序中用 open_store(…, create=True)",
            f"there is no store at {place}; check the address. To make one: lixia store init at "
            "the terminal, open_store(…, create=True) in a program",
            place=place,
        )


class NoFolder(StoreMissing):
    """The folder in which a store was to be made is not there either."""

    def __init__(self, folder: str) -> None:
        StoreFault.__init__(
            self,
            f"目录 {folder} 不存在，无法在其中建库；请先建立目录，或换一个地址",
            f"there is no folder {folder} to make a store in; make it first, or choose another",
            folder=folder,
        )


class NotAStore(StoreFault):
    """What lies there is no store of ours, is damaged, or was made by a newer release."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"{place} 不是可用的账库：{zh}；文件未被改动",
            f"{place} is not a usable store: {en}; the file was left as it was",
            place=place,
        )


class StoreReadOnly(StoreFault):
    """The store can be read but not written."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"账库 {place} 以只读方式打开，或本账号无写权限；未记录任何内容",
            f"store {place} is open read-only, or may not be written by this account; "
            "nothing was recorded",
            place=place,
        )


class StoreLocked(StoreFault, OperationalError):  # noqa: N818 - named as the faults are
    """Another process kept the write lock for longer than we wait."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"账库 {place} 正被其他程序占用；未记录任何内容，请稍后重试",
            f"store {place} is locked by another program; nothing was recorded, try again later",
            place=place,
        )


class StoreFull(StoreFault, OperationalError):  # noqa: N818 - named as the faults are
    """The disk or a quota leaves no room for the append."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"账库 {place} 所在磁盘已满或超出配额；未记录任何内容，请腾出空间后重试",
            f"the disk or quota of store {place} is full; nothing was recorded, "
            "make room and try again",
            place=place,
        )


class CounterMoved(StoreFault):
    """The next fact would not follow the last one: the file was changed directly."""

    def __init__(self, place: str, last: int, due: int) -> None:
        super().__init__(
            f"账库 {place} 的最后位置是 {last}，下一条却将是 {due}："
            "末尾的事实被删去，或计数器被改动；未记录任何内容，请用 lixia verify 查明",
            f"the last position of store {place} is {last} and the next fact would get {due}: "
            "facts at the end were removed, or the counter was changed; nothing was recorded, run "
            "lixia verify",
            place=place,
            last=last,
            due=due,
        )


class StoreFailing(StoreFault, OperationalError):  # noqa: N818 - named as the faults are
    """Reading or writing failed below the store. What was being recorded may or may not stand."""

    def __init__(self, place: str, why: Words) -> None:
        super().__init__(
            f"账库 {place} 读写失败：{why.zh}；请检查磁盘，重试前先核对是否已记录",
            f"store {place} failed: {why.en}; check the disk, and whether the record stands "
            "before trying again",
            place=place,
            why=why.en,
        )


_NO_ROOM = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
"""How SQLite reports an exceeded quota, and a shared index that can't grow on a full disk."""

_NO_TEXT = "Could not decode to UTF-8"
"""How Python begins to say that what SQLite keeps as text is none. It has no error code."""

_TAKEN = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


def translated(error: sqlite3.Error, place: str) -> PersistenceError:
    """Return ``error``, met at the store ``place``, as eventsourcing or a person expects it."""
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLocked(place)
    if code == sqlite3.SQLITE_FULL or extended in _NO_ROOM:
        return StoreFull(place)
    if extended == sqlite3.SQLITE_READONLY_ROLLBACK:
        return NotAStore(place, *said_by_sqlite(error))
    if code == sqlite3.SQLITE_READONLY:
        return StoreReadOnly(place)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(error).startswith(_NO_TEXT):
        why = said_by_sqlite(error)
        return NotAStore(place, f"文件已损坏（{why.zh}）", f"the file is damaged ({why.en})")
    if extended in _TAKEN:
        return IntegrityError(error)
    if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError):
        return DataError(error)
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return ProgrammingError(error)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return StoreFailing(place, said_by_sqlite(error))
    if isinstance(error, sqlite3.OperationalError):
        return OperationalError(error)
    return PersistenceError(error)
