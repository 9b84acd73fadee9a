"""What is opened, what is created, and what is left alone."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from eventsourcing.persistence import StoredEvent

from lixia_adapters.stores.errors import NotAStore, StoreMissing, StoreReadOnly
from lixia_domain.recording.faults import StoreClosed

WRITER = str(Path(__file__).with_name("writer.py"))


def fact(stream: str, version: int) -> StoredEvent:
    return StoredEvent(stream, version, "need.stated", b"{}" * 100)


def whole_store(open_store: Any) -> bytes:
    """Leave a closed store of some pages and return its bytes."""
    recorder = open_store()
    recorder.insert_events([fact("项目-甲", n) for n in range(1, 200)])
    recorder.datastore.close()
    return Path(recorder.datastore.path).read_bytes()


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE stored_events (a)")


def marked_but_empty(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (a)")
        connection.execute("PRAGMA application_id = 0x4C584441")
        connection.execute("PRAGMA user_version = 1")


def patched(at: int, value: int) -> Any:
    def damage(path: Path, whole: bytes) -> None:
        path.write_bytes(whole[:at] + value.to_bytes(4, "big") + whole[at + 4 :])

    return damage


NO_STORES: dict[str, Any] = {
    "text": (lambda path, _: path.write_text("不是账库" * 99), "no SQLite"),
    "short text": (lambda path, _: path.write_text("?"), "no SQLite"),
    "empty": (lambda path, _: path.write_bytes(b""), "empty"),
    "foreign": (lambda path, _: foreign(path), "another program"),
    "no tables": (lambda path, _: marked_but_empty(path), "tables"),
    "cut in the header": (lambda path, whole: path.write_bytes(whole[:50]), "cut short"),
    "cut in a page": (lambda path, whole: path.write_bytes(whole[:5000]), "cut short"),
    "last page gone": (lambda path, whole: path.write_bytes(whole[:-4096]), "cut short"),
    "newer": (patched(60, 2), "upgrade"),
    "unfinished": (patched(60, 0), "schema version"),
    "damaged schema": (
        lambda path, whole: path.write_bytes(whole[:100] + b"\xff" * 3996 + whole[4096:]),
        "damaged",
    ),
    "a folder": (lambda path, _: path.mkdir(), "can't be read"),
}


@pytest.mark.parametrize("env", [{}, {"CREATE_TABLE": "no"}, {"SQLITE_READ_ONLY": "y"}])
@pytest.mark.parametrize("kind", NO_STORES)
def test_what_is_no_store_is_named_and_left_alone(
    open_store: Any, tmp_path: Path, kind: str, env: dict[str, str]
) -> None:
    path = tmp_path / "store.db"
    whole = whole_store(open_store)
    path.unlink()
    damage, said = NO_STORES[kind]
    damage(path, whole)
    before = {file.name: file.is_file() and file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(NotAStore, match=said) as refused:
        open_store(**env)
    assert str(path) in refused.value.sentence("zh")
    assert str(path) in refused.value.sentence("en")
    after = {file.name: file.is_file() and file.read_bytes() for file in tmp_path.iterdir()}
    assert after == before


@pytest.mark.parametrize("env", [{"CREATE_TABLE": "no"}, {"SQLITE_READ_ONLY": "y"}])
def test_a_missing_store_is_not_made_unasked(
    open_store: Any, tmp_path: Path, env: dict[str, str]
) -> None:
    with pytest.raises(StoreMissing, match=r"store\.db"):
        open_store(**env)
    with pytest.raises(StoreMissing):
        open_store(SQLITE_DBNAME=str(tmp_path / "no" / "folder" / "store.db"))
    with pytest.raises(StoreMissing):
        open_store(SQLITE_DBNAME=":memory:", CREATE_TABLE="no")
    assert not list(tmp_path.iterdir())


def test_a_created_store_leaves_one_file_and_opens_again(open_store: Any, tmp_path: Path) -> None:
    first = open_store()
    about = first.about()
    first.insert_events([fact("项目-甲", 1)])
    first.datastore.close()
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]
    again = open_store(CREATE_TABLE="no")
    assert again.about() == about
    assert again.head() == 1


def test_a_store_has_the_promised_settings(open_store: Any, tmp_path: Path) -> None:
    writer = open_store().datastore.writer
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    assert (tmp_path / "store.db").read_bytes()[68:72] == b"LXDA"


@pytest.mark.parametrize("name", ["账 库#1?.db", "a%20b.db"])
def test_any_file_name_will_do(open_store: Any, tmp_path: Path, name: str) -> None:
    open_store(SQLITE_DBNAME=str(tmp_path / name)).insert_events([fact("项目-甲", 1)])
    assert (tmp_path / name).exists()


def test_a_uri_names_the_same_file(open_store: Any, tmp_path: Path) -> None:
    path = tmp_path / "账 库.db"
    open_store(SQLITE_DBNAME=str(path)).insert_events([fact("项目-甲", 1)])
    assert open_store(SQLITE_DBNAME=path.as_uri()).head() == 1


def test_read_only_reads_and_never_writes(open_store: Any, tmp_path: Path) -> None:
    whole = whole_store(open_store)
    reader = open_store(SQLITE_READ_ONLY="y")
    assert reader.head() == 199
    assert len(list(reader.rows(0, 199))) == len(reader.stream("项目-甲")) == 199
    assert reader.check() == []
    with pytest.raises(StoreReadOnly):
        reader.insert_events([fact("项目-甲", 200)])
    with pytest.raises(StoreReadOnly):
        reader.describe("demo", "yes")
    reader.datastore.close()
    assert (tmp_path / "store.db").read_bytes() == whole


def test_read_only_sees_what_another_appends(open_store: Any) -> None:
    writer = open_store()
    reader = open_store(SQLITE_READ_ONLY="y")
    assert reader.head() == 0
    writer.insert_events([fact("项目-甲", 1)])
    assert reader.wait(0, 30) == 1


NOBODY = 65534


@contextmanager
def as_an_ordinary_user(folder: Path) -> Iterator[None]:
    """Be somebody whom file modes bind, who owns ``folder`` and may walk to it; root may all."""
    if os.geteuid() != 0:
        yield
        return
    for place in (folder, *folder.glob("*")):
        os.chown(place, NOBODY, NOBODY)
    for parent in folder.parents:
        if parent.stat().st_mode & 0o011 != 0o011:
            parent.chmod(parent.stat().st_mode | 0o011)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes: run it on Linux or macOS")
def test_a_write_protected_file_is_read_only(open_store: Any, tmp_path: Path) -> None:
    whole_store(open_store)
    (tmp_path / "store.db").chmod(0o400)
    with as_an_ordinary_user(tmp_path):
        recorder = open_store()
        assert recorder.head() == 199
        with pytest.raises(StoreReadOnly):
            recorder.insert_events([fact("项目-甲", 200)])


def test_damage_within_the_file_is_found(open_store: Any, tmp_path: Path) -> None:
    whole = whole_store(open_store)
    path = tmp_path / "store.db"
    page = 4096 * 5
    path.write_bytes(whole[:page] + b"\x0d" + b"\xff" * 4095 + whole[page + 4096 :])
    findings = open_store().check()
    assert findings
    assert all("损坏" in zh and "damaged" in en for zh, en in findings)


def test_a_foreign_mark_is_found(open_store: Any) -> None:
    recorder = open_store()
    recorder.datastore.writer.execute("PRAGMA application_id = 7")
    recorder.datastore.writer.execute("DELETE FROM store")
    assert len(recorder.check()) == 2


def test_a_closed_store_says_so(open_store: Any) -> None:
    recorder = open_store()
    recorder.datastore.close()
    for use in (recorder.head, lambda: recorder.insert_events([fact("项目-甲", 1)])):
        with pytest.raises(StoreClosed):
            use()


def test_processes_that_start_at_once_make_one_store(tmp_path: Path) -> None:
    command = [sys.executable, WRITER, str(tmp_path / "store.db"), "项目-甲", "0"]
    started = [Popen(command, stdout=PIPE) for _ in range(3)]
    fingerprints = {process.communicate(timeout=60)[0] for process in started}
    assert len(fingerprints) == 1
    assert len(fingerprints.pop().strip()) == 32
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes: run it on Linux or macOS")
def test_a_copy_in_a_folder_that_nobody_may_write_can_be_read(
    open_store: Any, tmp_path: Path
) -> None:
    whole = whole_store(open_store)
    with as_an_ordinary_user(tmp_path):
        tmp_path.chmod(0o500)
        try:
            recorder = open_store(SQLITE_READ_ONLY="y")
            assert (recorder.head(), recorder.check()) == (199, [])
            assert len(list(recorder.rows(0, 199))) == 199
            recorder.datastore.close()
        finally:
            tmp_path.chmod(0o700)
    assert [file.name for file in tmp_path.iterdir()] == ["store.db"]
    assert (tmp_path / "store.db").read_bytes() == whole


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes: run it on Linux or macOS")
@pytest.mark.parametrize("written", [False, True])
def test_a_copy_made_while_programs_wrote_is_read_or_says_what_it_lacks(
    open_store: Any, tmp_path: Path, written: bool
) -> None:
    """Where nothing can be written, with the log and without its index; an empty log is fine."""
    whole_store(open_store)
    path, copy = tmp_path / "store.db", tmp_path / "copy"
    copy.mkdir()
    recorder = open_store()
    if written:
        recorder.insert_events([fact("项目-甲", 200)])
    for name in ("store.db", "store.db-wal"):
        beside = path.with_name(name)
        (copy / name).write_bytes(beside.read_bytes() if beside.exists() else b"")
    recorder.datastore.close()
    copy.chmod(0o555)
    with as_an_ordinary_user(copy):
        if not written:
            assert open_store(SQLITE_DBNAME=str(copy / "store.db")).head() == 199
        else:
            with pytest.raises(NotAStore, match="copy both files") as refused:
                open_store(SQLITE_DBNAME=str(copy / "store.db"))
            assert "复制到可写的目录" in refused.value.zh
    copy.chmod(0o755)


BREAKS_OFF = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA journal_mode = DELETE")
db.execute("PRAGMA cache_size = 2")  # so pages of the open transaction reach the file
db.execute("BEGIN IMMEDIATE")
for n in range(200, 600):
    row = ("项目-甲", n, "need.stated", b"{}" * 999)
    db.execute("INSERT INTO stored_events "
               "(originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)", row)
os.kill(os.getpid(), 9)
"""
"""A copy of a store is in this mode; a writer of it dies with half a transaction in the file."""


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX file modes: run it on Linux or macOS")
@pytest.mark.parametrize("mode", [0o755, 0o555], ids=["read only", "shut away"])
def test_a_write_that_broke_off_is_told_where_it_can_t_be_undone_and_else_undone(
    open_store: Any, tmp_path: Path, mode: int
) -> None:
    whole_store(open_store)
    path, journal = tmp_path / "store.db", tmp_path / "store.db-journal"
    before = path.stat().st_size
    with Popen([sys.executable, "-c", BREAKS_OFF, str(path)]) as writer:
        assert writer.wait(60) == -9
    assert journal.stat().st_size > 512 and path.stat().st_size > before
    left = path.read_bytes(), journal.read_bytes()
    with as_an_ordinary_user(tmp_path):
        tmp_path.chmod(mode)
        try:
            with pytest.raises(NotAStore, match="broke off") as refused:
                open_store(SQLITE_READ_ONLY="y").head()
        finally:
            tmp_path.chmod(0o755)
        said = refused.value
        assert "中途断掉的写入" in said.zh and "复制到可写的目录" in said.zh
        assert "copy both files" in said.en and "permission" not in said.en
        assert (path.read_bytes(), journal.read_bytes()) == left
        recorder = open_store()
        assert (recorder.head(), recorder.check()) == (199, [])
    assert not journal.exists()


def test_a_write_under_way_beside_a_reader_is_no_fault(open_store: Any, tmp_path: Path) -> None:
    whole_store(open_store)
    with closing(sqlite3.connect(tmp_path / "store.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO store VALUES ('noted', '1')")
        assert (tmp_path / "store.db-journal").exists()
        assert open_store(SQLITE_READ_ONLY="y").head() == 199
        writer.execute("ROLLBACK")
