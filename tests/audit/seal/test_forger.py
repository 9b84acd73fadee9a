"""AUDIT's table of what a forger could do: on SQLite, in memory, to the seal and to bundles."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from lixia_adapters.bundles import ZipFiles
from lixia_adapters.seals import keys
from lixia_adapters.seals.files import SealLinked
from lixia_adapters.stores.errors import CounterMoved, NotAStore
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.bundle.files import BadBundle
from lixia_domain.audit.seal import vouching, witness
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.testing.contracts.forger.bundle import BundleForgerContract
from lixia_domain.testing.contracts.forger.folder import FolderForgerContract
from lixia_domain.testing.contracts.forger.form import FormForgerContract
from lixia_domain.testing.contracts.forger.rows import ForgerContract
from lixia_domain.testing.contracts.forger.seal import SealForgerContract

from .conftest import WITNESS, Place, at_work, record
from .test_attacks import edit
from .test_bundle import bundled
from .victims import SCHEMAS, TRIGGERS, Bundle, Memory, Sqlite


@pytest.fixture(autouse=True)
def _nobody_is_about_to_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vouching, "PATIENCE", 0.1)


class TestSqlite(ForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place) -> Sqlite:
        return Sqlite(sealed)


class TestSqliteSeal(SealForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place) -> Sqlite:
        return Sqlite(sealed)


class TestSqliteFolder(FolderForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place) -> Sqlite:
        return Sqlite(sealed)


class TestSqliteBundle(BundleForgerContract):
    @pytest.fixture
    def bundle(self, sealed: Place, tmp_path: Path) -> Path:
        return bundled(sealed, tmp_path / "audit.zip")


@pytest.fixture
def kept_in_memory(in_memory: Store) -> Memory:
    record(in_memory, 0, 8)
    in_memory.seals.seal()
    return Memory(in_memory)


class TestMemory(ForgerContract):
    @pytest.fixture
    def victim(self, kept_in_memory: Memory) -> Memory:
        return kept_in_memory


class TestMemorySeal(SealForgerContract):
    @pytest.fixture
    def victim(self, kept_in_memory: Memory) -> Memory:
        return kept_in_memory


class TestBundle(ForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place, tmp_path: Path) -> Bundle:
        return Bundle(sealed, bundled(sealed, tmp_path / "audit.zip"))


class TestBundleSeal(SealForgerContract):
    @pytest.fixture
    def victim(self, sealed: Place, tmp_path: Path) -> Bundle:
        return Bundle(sealed, bundled(sealed, tmp_path / "audit.zip"))


class TestSqliteForm(FormForgerContract):
    forms = SCHEMAS | TRIGGERS
    while_open = ("another table", "an index", "a trigger that edits", *TRIGGERS)

    @pytest.fixture
    def victim(self, sealed: Place) -> Sqlite:
        return Sqlite(sealed)


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


def checkpoints(place: Place, change: Callable[[list[str]], list[str]]) -> None:
    file = folder(place) / "checkpoints"
    parts = file.read_text("utf-8").split("\n\n")[:-1]
    notes = [f"{body}\n\n{line}\n\n" for body, line in zip(*[iter(parts)] * 2, strict=True)]
    file.write_text("".join(change(notes)), "utf-8")


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


def test_a_seal_that_the_disk_refuses_is_told_in_each_language_alone(sealed: Place) -> None:
    leaves = folder(sealed) / "leaves"
    whole = leaves.read_bytes()
    with sealed.open() as store:
        record(store, 300, 1)
        leaves.rename(leaves.with_name("kept"))
        leaves.mkdir()
        with pytest.raises(CannotSeal) as refused:
            store.seals.release(store.ledger.head())
        leaves.rmdir()
        leaves.with_name("kept").rename(leaves)
        zh, en = refused.value.sentence("zh"), refused.value.sentence("en")
        assert "这是文件夹，不是文件" in zh and "Is a directory" not in zh and str(leaves) in zh
        assert "Is a directory" in en and "Errno" not in en and str(leaves) in en
        assert leaves.read_bytes() == whole
        store.seals.release(store.ledger.head())


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
