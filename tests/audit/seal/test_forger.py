"""AUDIT's table of what a forger could do: on SQLite, in memory, to the seal and to bundles."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import eventsourcing.persistence as es
import pytest
from attrs import define, field

from lixia_adapters.bundles import ZipFiles
from lixia_adapters.seals import keys
from lixia_adapters.seals.files import SealLinked
from lixia_adapters.stores.errors import CounterMoved, NotAStore
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.bundle.files import BadBundle
from lixia_domain.audit.seal import vouching, witness
from lixia_domain.audit.seal.note import VerifierKey
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.testing.contracts.forger import ForgerContract, Rows, rows_of

from .conftest import AT, WITNESS, Place, at_work, cosigned, record
from .test_attacks import edit
from .test_bundle import bundled

COUNTER = "UPDATE sqlite_sequence SET seq = coalesce((SELECT max(rowid) FROM stored_events), 0)"


@pytest.fixture(autouse=True)
def _nobody_is_about_to_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vouching, "PATIENCE", 0.1)


@define
class Sqlite:
    """A file that the forger writes with SQL."""

    place: Place
    places: bool = True

    @property
    def keys(self) -> Sequence[VerifierKey]:
        return (self.place.log,)

    def open(self) -> Store:
        return self.place.open()

    def rows(self) -> Rows:
        with closing(sqlite3.connect(self.place.path)) as db:
            return db.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()

    def forge(self, rows: Rows) -> None:
        with closing(sqlite3.connect(self.place.path)) as db, db:
            db.execute("DELETE FROM stored_events")
            db.executemany("INSERT INTO stored_events VALUES (?, ?, ?, ?, ?)", rows)
            db.execute(COUNTER)
        self.place.settle()

    def say(self, key: str, value: str | None) -> None:
        with closing(sqlite3.connect(self.place.path)) as db, db:
            db.execute("DELETE FROM store WHERE key = ?", (key,))
            if value is not None:
                db.execute("INSERT INTO store VALUES (?, ?)", (key, value))

    def grow(self) -> None:
        with self.place.open() as store:
            record(store, 800, 2)
            store.seals.seal()


class TestSqlite(ForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place) -> Sqlite:
        return Sqlite(sealed)


@define
class Memory:
    """A process's own memory, which only a debugger reaches."""

    store: Store
    places: bool = False
    keys: Sequence[VerifierKey] = field(factory=tuple)

    def open(self) -> Any:
        return nullcontext(self.store)

    def rows(self) -> Rows:
        return rows_of(self.store.ledger.journal)

    def forge(self, rows: Rows) -> None:
        log: Any = self.store.ledger.journal
        log._stored_events[:] = [es.StoredEvent(*row[1:]) for row in rows]
        log._stored_events_index.clear()
        log._latest = defaultdict(int)
        for index, event in enumerate(log._stored_events):
            log._stored_events_index[event.originator_id][event.originator_version] = index
            log._latest[event.originator_id] = event.originator_version

    def say(self, key: str, value: str | None) -> None:
        log: Any = self.store.ledger.journal
        log._about.pop(key, None)
        if value is not None:
            log._about[key] = value

    def grow(self) -> None:
        record(self.store, 800, 2)
        self.store.seals.seal()


class TestMemory(ForgerContract):
    @pytest.fixture
    def victim(self, in_memory: Store) -> Memory:
        record(in_memory, 0, 8)
        in_memory.seals.seal()
        return Memory(in_memory, keys=in_memory.seals.log.keys())


BEHIND = "CREATE TABLE hidden AS SELECT * FROM stored_events"
SCHEMAS: dict[str, tuple[str, ...]] = {
    "another table": ("CREATE TABLE more (a)",),
    "an index": ("CREATE INDEX names ON stored_events (topic)",),
    "a trigger that edits": (
        "CREATE TRIGGER t AFTER INSERT ON stored_events BEGIN UPDATE stored_events SET "
        "state = CAST(replace(state, '甲', '乙') AS BLOB) WHERE rowid = new.rowid; END",
    ),
    "a view of the log's name": (
        "ALTER TABLE stored_events RENAME TO hidden",
        "CREATE VIEW stored_events AS SELECT * FROM hidden",
    ),
    "a virtual table": ("CREATE VIRTUAL TABLE v USING fts5(a)",),
    "a column": ("ALTER TABLE store ADD COLUMN more TEXT",),
    "no uniqueness": (
        BEHIND,
        "DROP TABLE stored_events",
        "CREATE TABLE stored_events (rowid INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT "
        "NOT NULL, originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL)",
        "INSERT INTO stored_events SELECT * FROM hidden",
        "DROP TABLE hidden",
    ),
    "something that is no text in what it says of itself": (
        "INSERT INTO store VALUES (x'64656d6f', 'x')",
    ),
    "text that is no UTF-8 in what it says of itself": (
        "UPDATE store SET value = CAST(x'fffe' AS TEXT) WHERE key = 'district'",
    ),
    "another definition of the same": (
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'originator_id TEXT', "
        "'originator_id TEXT COLLATE NOCASE') WHERE name = 'stored_events'",
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_store_with_other_tables_is_refused_on_opening(
    sealed: Place, name: str, read_only: bool
) -> None:
    with closing(sqlite3.connect(sealed.path, isolation_level=None)) as db:
        for one in SCHEMAS[name]:
            db.execute(one)
    sealed.settle()
    with pytest.raises(NotAStore) as refused:
        sealed.open(read_only=read_only)
    assert refused.value.zh and refused.value.en


@pytest.mark.parametrize("name", ["another table", "an index", "a trigger that edits"])
def test_what_is_added_while_a_store_is_open_is_found_by_its_check(
    sealed: Place, name: str
) -> None:
    with sealed.open() as store:
        with closing(sqlite3.connect(sealed.path)) as db, db:
            db.execute(SCHEMAS[name][0])
        assert any("this code did not make it" in en for _, en in store.ledger.journal.check())


@pytest.mark.parametrize("column", ["originator_id", "topic"])
def test_text_that_is_no_utf_8_is_said_in_words(sealed: Place, column: str) -> None:
    sealed.sql(f"UPDATE stored_events SET {column} = CAST(x'65fffe' AS TEXT) WHERE rowid = 7")
    with pytest.raises(NotAStore, match=column) as refused:
        sealed.verify()
    assert refused.value.zh != refused.value.en


def test_a_counter_of_two_lines_is_found(sealed: Place) -> None:
    sealed.sql("INSERT INTO sqlite_sequence VALUES ('store', 3)")
    assert "store.damaged" in sealed.codes()


def test_a_counter_put_forward_lets_nothing_be_recorded(sealed: Place) -> None:
    sealed.sql("UPDATE sqlite_sequence SET seq = 500")
    with sealed.open() as store:
        with pytest.raises(CounterMoved):
            record(store, 500, 1)
        assert store.ledger.head() == 120
        assert any("counter" in en for _, en in store.ledger.journal.check())


def test_checkpoints_deleted_and_all_rewritten_is_an_error_and_is_never_signed(
    sealed: Place, early: Path
) -> None:
    """The forger has no key: it rewrites store and leaves, and takes the checkpoints away."""
    other = sealed.path.with_name("other.key")
    edit(sealed, early)
    shutil.rmtree(f"{sealed.path}.seal")
    with open_store(f"sqlite:///{sealed.path}", key=other, clock=at_work) as store:
        other.write_bytes(b"f" * 32)
        other.chmod(0o600)
        store.seals.seal()
    for name in ("checkpoints", "keys"):
        (Path(f"{sealed.path}.seal") / name).unlink()
    assert "seal.unsigned" in sealed.codes(outside=())
    with sealed.open() as store:
        found = store.seals.verify(keys=(sealed.log,))
        assert {"seal.unsigned", "signer.fork"} <= {one.code for one in found.findings}
        record(store, 300, 1)
        with pytest.raises(CannotSeal, match="signs no fork"):
            store.seals.release(store.ledger.head())


def test_store_and_seal_rolled_back_together_is_known_to_the_signer(
    sealed: Place, tmp_path: Path
) -> None:
    older = sealed.copy(tmp_path / "older")
    with sealed.open() as store:
        record(store, 300, 3)
        store.seals.seal()
    with open_store(f"sqlite:///{older.path}", key=sealed.key, clock=at_work) as store:
        found = store.seals.verify(keys=(sealed.log,))
        assert "signer.ahead" in [one.code for one in found.findings]
        record(store, 400, 3)
        with pytest.raises(CannotSeal, match="signs no fork"):
            store.seals.release(store.ledger.head())


def test_a_damaged_memory_is_no_fresh_start(sealed: Place) -> None:
    sealed.memory.write_text("{}")
    with sealed.open() as store:
        record(store, 300, 1)
        with pytest.raises(CannotSeal, match="don't begin anew"):
            store.seals.release(store.ledger.head())


def test_a_key_that_remembers_nothing_believes_a_seal_that_it_signed(sealed: Place) -> None:
    sealed.memory.unlink()
    with sealed.open() as store:
        record(store, 300, 1)
        store.seals.release(store.ledger.head())
    assert sealed.memory.exists() and sealed.verify(strict=True).sound


def test_a_key_that_remembers_nothing_goes_on_from_no_forged_checkpoint(sealed: Place) -> None:
    sealed.memory.unlink()
    notes = Path(f"{sealed.path}.seal") / "checkpoints"
    text = notes.read_text("utf-8")
    at = text.rindex("\n120\n") + 5
    notes.write_text(f"{text[:at]}A{text[at + 1 :]}", "utf-8")
    with sealed.open() as store:
        record(store, 300, 1)
        with pytest.raises(CannotSeal):
            store.seals.release(store.ledger.head())


def test_a_seal_of_earlier_code_says_that_what_the_store_says_is_not_sealed(
    sealed: Place,
) -> None:
    notes = Path(f"{sealed.path}.seal") / "checkpoints"
    with sealed.open() as store:
        key = keys.signing_key(sealed.log.name, "", sealed.key)
        made = []
        for note in store.seals.log.checkpoints():
            text = "\n".join(note.text.split("\n")[:3]) + "\n"
            made.append(f"{text}\n{key.sign(text)}\n\n")
    notes.write_text("".join(made), "utf-8")
    (Path(f"{sealed.path}.seal") / "cosigned").unlink()
    found = sealed.verify(outside=())
    assert found.sound
    assert "store.says_unsealed" in [one.code for one in found.findings]


def folder(place: Place) -> Path:
    return Path(f"{place.path}.seal")


def restated(place: Place, **told: Any) -> None:
    """Let ``state`` say something else, with a sum that fits."""
    file = folder(place) / "state"
    said = {**json.loads(file.read_text("utf-8")), **told}
    del said["check"]
    check = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    file.write_text(json.dumps({**said, "check": check}), "utf-8")


def respelled(place: Place, line: Callable[[str], str], behind: str = "") -> None:
    """Write a line of ``index`` otherwise, and let ``state`` count the bytes."""
    file = folder(place) / "index"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    lines[30] = line(lines[30])
    text = "".join(lines) + (lines[30] if behind == "again" else behind)
    file.write_text(text, "utf-8")
    restated(place, index=len(text.encode()))


def checkpoints(place: Place, change: Callable[[list[str]], list[str]]) -> None:
    file = folder(place) / "checkpoints"
    parts = file.read_text("utf-8").split("\n\n")[:-1]
    notes = [f"{body}\n\n{line}\n\n" for body, line in zip(*[iter(parts)] * 2, strict=True)]
    file.write_text("".join(change(notes)), "utf-8")


def other_answers(place: Place) -> None:
    """Let the witness have signed at another time."""
    notes = "".join(f"{cosigned(one.note, at=AT + 1)}\n" for one in place.kept[:1])
    (folder(place) / "cosigned").write_text(notes, "utf-8")


def _frontier(place: Place) -> None:
    peaks = json.loads((folder(place) / "state").read_text("utf-8"))["frontier"]
    restated(place, frontier=[peak and "ab" * 32 for peak in peaks])


SIGNED = "— evil.example/w9 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n\n"
FOLDER: dict[str, Callable[[Place], None]] = {
    "a name in the index spelled otherwise": lambda place: respelled(
        place, lambda line: line.replace('"e', '"\\u0065')
    ),
    "a number in the index spelled otherwise": lambda place: respelled(place, lambda x: f"0{x}"),
    "a line more in the index": lambda place: respelled(place, str, "again"),
    "the position put back": lambda place: restated(place, position=60),
    "the position put forward": lambda place: restated(place, position=9999),
    "the last leaf another": lambda place: restated(place, last="ab" * 32),
    "the tree another": _frontier,
    "the first checkpoint taken away": lambda place: checkpoints(place, lambda x: x[1:]),
    "a checkpoint taken from the middle": lambda place: checkpoints(
        place, lambda notes: [*notes[:1], *notes[2:]]
    ),
    "checkpoints in another order": lambda place: checkpoints(place, lambda x: x[::-1]),
    "a checkpoint twice": lambda place: checkpoints(place, lambda x: [*x, *x[:1]]),
    "another signature under a checkpoint": lambda place: checkpoints(
        place, lambda notes: [*notes[:-1], notes[-1][:-1] + SIGNED]
    ),
    "what witnesses signed taken away": lambda place: (folder(place) / "cosigned").unlink(),
    "another answer of the witness in its place": other_answers,
}


@pytest.mark.parametrize("name", FOLDER)
def test_the_folder_of_the_seal_is_as_it_was_written(sealed: Place, name: str) -> None:
    """Leaves and their root are as they were: it is all the rest that is looked at."""
    Sqlite(sealed).grow()  # so that a checkpoint is signed after the witness's answer had come
    assert sealed.verify().sound
    FOLDER[name](sealed)
    assert "seal.damaged" in sealed.codes()


def as_earlier_code_signed(place: Place) -> None:
    """Without a line on what was there before."""
    key = keys.signing_key(place.log.name, "", place.key)

    def earlier(note: str) -> str:
        text = "\n".join(note.split("\n")[:4]) + "\n"
        return f"{text}\n{key.sign(text)}\n\n"

    checkpoints(place, lambda notes: list(map(earlier, notes)))


def test_of_checkpoints_of_earlier_code_only_those_that_somebody_keeps_can_t_go(
    sealed: Place,
) -> None:
    """They do not say what was there before them, and verifying says that."""
    Sqlite(sealed).grow()
    as_earlier_code_signed(sealed)
    (folder(sealed) / "cosigned").unlink()
    assert "checkpoint.unchained" in {one.code for one in sealed.verify(outside=()).findings}
    checkpoints(sealed, lambda notes: notes[-1:])
    assert sealed.verify(outside=()).sound
    assert sealed.codes() == ["checkpoint.gone"] * 2


def test_the_first_checkpoint_since_commits_to_all_of_earlier_code(sealed: Place) -> None:
    as_earlier_code_signed(sealed)
    (folder(sealed) / "cosigned").unlink()
    Sqlite(sealed).grow()
    assert sealed.verify().sound
    checkpoints(sealed, lambda notes: notes[1:])
    assert sealed.codes(outside=()) == ["seal.damaged"]
    checkpoints(sealed, lambda notes: notes[1:])
    assert set(sealed.codes(outside=())) == {"seal.damaged"}


def test_a_checkpoint_that_came_while_one_looked_is_not_gone(sealed: Place) -> None:
    """What a witness signed may be larger than all that was read a moment before."""
    checkpoints(sealed, lambda notes: notes[:1])
    assert "checkpoint.gone" not in sealed.codes()


@pytest.mark.skipif(os.name != "posix", reason="links are for those who may make them")
def test_a_link_in_the_seal_s_place_is_read_and_never_written_through(
    sealed: Place, tmp_path: Path
) -> None:
    there = folder(sealed).rename(tmp_path / "elsewhere")
    folder(sealed).symlink_to(there)
    before = {file.name: file.read_bytes() for file in there.iterdir()}
    assert sealed.verify(strict=True).sound
    with sealed.open() as store:
        record(store, 300, 1)
        with pytest.raises(CannotSeal, match="symbolic link") as refused:
            store.seals.release(store.ledger.head())
        assert "符号链接" in refused.value.sentence("zh")
        with pytest.raises(SealLinked):
            witness.add(store.seals.log, sealed.kept[0].note, (WITNESS.public,))
    (there / "leaves").write_bytes(before["leaves"] + b"left over")
    assert "seal.torn" in {one.code for one in sealed.verify().findings}
    (there / "leaves").write_bytes(before["leaves"])
    assert {file.name: file.read_bytes() for file in there.iterdir()} == before
    folder(sealed).unlink()
    folder(sealed).symlink_to(tmp_path / "nowhere")
    with sealed.open() as store, pytest.raises(CannotSeal, match="symbolic link"):
        store.seals.release(store.ledger.head())


Zip = Callable[[bytes], bytes]


def _list_at(data: bytes) -> int:
    return struct.unpack_from("<L", data, len(data) - 6)[0]


def _moved(data: bytes, at: int, more: bytes) -> bytes:
    """Put something between two files, and set the list right, as any tool reads it."""
    start, changed = _list_at(data), bytearray(data[:at] + more + data[at:])
    struct.pack_into("<L", changed, len(changed) - 6, start + len(more))
    here = start + len(more)
    while changed[here : here + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", changed, here + 28)
        (offset,) = struct.unpack_from("<L", changed, here + 42)
        if offset >= at:
            struct.pack_into("<L", changed, here + 42, offset + len(more))
        here += 46 + name + extra + comment
    return bytes(changed)


def _second(data: bytes) -> int:
    return data.index(b"PK\3\4", 4)


def _comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 3) + b"abc"


def _patched(mark: bytes, at: int, value: bytes) -> Zip:
    def patched(data: bytes) -> bytes:
        where = data.index(mark) + at
        return data[:where] + value + data[where + len(value) :]

    return patched


def _large_record(data: bytes) -> bytes:
    """Put the second record there that large files have, and let the first say something else."""
    end = len(data) - 22
    count, length, start = struct.unpack_from("<HLL", data, end + 10)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, start)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, 10, start, 0)
    return data[:end] + large + where + last


ZIPS: dict[str, Zip] = {
    "another bundle before it": lambda data: _moved(data, 0, data),
    "another bundle before it, nothing set right": lambda data: data + data,
    "bytes before it": lambda data: b"#!/bin/sh\n" + data,
    "bytes between two files": lambda data: _moved(data, _second(data), b"hidden"),
    "another file between two": lambda data: _moved(data, _second(data), data[: _second(data)]),
    "bytes between the last file and the list": lambda data: _moved(data, _list_at(data), b"x"),
    "bytes behind it": lambda data: data + b"x",
    "a comment": _comment,
    "a name in its own header": _patched(b"PK\3\4", 30, b"readme"),
    "a name in the list": _patched(b"PK\1\2", 46, b"readme"),
    "a way out of the folder": lambda data: data.replace(b"README.txt", b"../ADM.txt"),
    "a link instead of a file": _patched(b"PK\1\2", 38, b"\0\0\xff\xa1"),
    "another date": _patched(b"PK\3\4", 10, b"\1"),
    "sizes behind the data": _patched(b"PK\3\4", 6, b"\x08"),
    "another method": _patched(b"PK\3\4", 8, b"\x0c"),
    "a record of a large file's": _large_record,
    "a version of the format that nobody reads": _patched(b"PK\1\2", 6, b"\x63"),
    "another version in its own header": _patched(b"PK\3\4", 4, b"\x63"),
    "made on another system": _patched(b"PK\1\2", 5, b"\x07"),
    "a plain name said to be UTF-8": _patched(b"PK\3\4", 7, b"\x08"),
    "another sum": _patched(b"PK\1\2", 16, b"\0\0\0\0"),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_bundle_has_one_form(sealed: Place, tmp_path: Path, name: str) -> None:
    path = bundled(sealed, tmp_path / "audit.zip")
    assert ZipFiles(str(path)).names()
    whole = path.read_bytes()
    path.write_bytes(ZIPS[name](whole))
    assert path.read_bytes() != whole
    with pytest.raises(BadBundle) as refused:
        files = ZipFiles(str(path))
        for one in files.names():
            files.open(one).read()
    assert refused.value.zh and refused.value.en
    with pytest.raises(BadBundle):
        open_store(f"bundle:///{path}")


def test_no_file_in_a_bundle_unpacks_to_more_than_is_listed(sealed: Place, tmp_path: Path) -> None:
    path = bundled(sealed, tmp_path / "audit.zip")
    data, size = bytearray(path.read_bytes()), len(ZipFile(path).read("events.jsonl"))
    for mark, at in ((b"PK\1\2", 24), (b"PK\3\4", 34)):
        here = 0
        while data[here : here + 4] and b"events.jsonl" not in data[here + 26 : here + 60]:
            here = data.index(mark, here + 1)
        wide = mark == b"PK\3\4"
        where = here + (30 + 12 + 4 if wide else at)
        form = "<Q" if wide else "<L"
        assert struct.unpack_from(form, data, where)[0] == size
        struct.pack_into(form, data, where, size - 1)
    path.write_bytes(data)
    with pytest.raises(BadBundle, match="another size"):
        ZipFiles(str(path)).open("events.jsonl").read()


def test_a_bundle_beyond_two_gigabytes_has_a_second_record(tmp_path: Path) -> None:
    """As zipfile writes it, though what it says would still go into the first."""
    path, size = tmp_path / "large.zip", 2**31 + 5
    name, plain = b"data.parquet", (b"PK\3\4", 20, 0, 0, 0, 0, 33, 0, size, size, 12, 0)
    listed = (
        b"PK\1\2",
        20,
        3,
        20,
        0,
        0,
        0,
        0,
        33,
        0,
        size,
        size,
        12,
        0,
        0,
        0,
        0,
        0o100644 << 16,
        0,
    )
    start = 42 + size
    with path.open("wb") as file:
        file.write(struct.pack("<4s2B4H3L2H", *plain) + name)
        file.seek(start)
        file.write(struct.pack("<4s4B4H3L5H2L", *listed) + name)
        end = file.tell()
        file.write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, end - start, start))
        file.write(struct.pack("<4sLQL", b"PK\6\7", 0, end, 1))
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, end - start, start, 0))
    assert ZipFiles(str(path)).names() == {"data.parquet"}
