"""The vault's file: whose it is, who may read it, what stays in it, what is said if it fails."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from lixia_adapters.key_file import BadKeyFile
from lixia_adapters.vaults import box, sqlite
from lixia_domain.application.vault import (
    EpochKeyMissing,
    KeyGone,
    NotAVault,
    OtherStore,
    VaultFault,
    VaultMissing,
    VaultThere,
    WrongEpochKey,
)
from lixia_domain.testing.contracts.vault import AT, ME, YOU

STORE, OTHER = "a" * 32, "b" * 32


@pytest.fixture
def made(place: Path) -> Path:
    vault = sqlite.make(str(place), STORE, at=AT)
    vault.seal(ME, "name", "示例姓名", at=AT)
    vault.close()
    return sqlite.path_of(str(place))


def refused(kind: type[VaultFault], place: Path, store: str = STORE) -> VaultFault:
    with pytest.raises(kind) as fault:
        sqlite.load(str(place), store)
    assert type(fault.value) is kind and fault.value.zh and fault.value.en
    return fault.value


def test_vault_and_key_are_for_the_owners_eyes_only(made: Path, keys: Path) -> None:
    files = [made, *keys.iterdir()]
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    made.chmod(0o640)
    assert "chmod 600" in refused(NotAVault, made.with_suffix("")).zh


def test_a_key_file_that_others_may_read_is_refused(made: Path, keys: Path) -> None:
    next(keys.iterdir()).chmod(0o644)
    with pytest.raises(BadKeyFile, match="chmod 600"):
        sqlite.load(str(made.with_suffix("")), STORE)


def test_a_second_vault_is_refused_and_the_first_stays(place: Path) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    value = vault.seal(ME, "name", "x", at=AT)
    with pytest.raises(VaultThere):
        sqlite.make(str(place), STORE, at=AT)
    assert vault.open(ME, "name", value) == "x"


def test_none_there_another_stores_or_no_vault_at_all(made: Path, tmp_path: Path) -> None:
    place = made.with_suffix("")
    assert str(tmp_path / "none.vault") in refused(VaultMissing, tmp_path / "none").en
    assert OTHER[:12] in refused(OtherStore, place, OTHER).zh
    made.write_bytes(b"not a vault")
    refused(NotAVault, place)


FOREIGN = {
    "a trigger that keeps what is destroyed": (
        "CREATE TRIGGER t BEFORE DELETE ON keys BEGIN SELECT RAISE(IGNORE); END",
    ),
    "a table to copy keys to": ("CREATE TABLE copies AS SELECT * FROM keys",),
    "an index": ("CREATE INDEX i ON keys (kid)",),
    "a view in a table's place": (
        "ALTER TABLE keys RENAME TO hidden",
        "CREATE VIEW keys AS SELECT * FROM hidden",
    ),
    "a column": ("ALTER TABLE keys ADD COLUMN more",),
    "a table gone": ("DROP TABLE people",),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_others_put_into_the_file_is_refused_on_opening_and_found_by_its_check(
    made: Path, name: str
) -> None:
    place = made.with_suffix("")
    vault = sqlite.load(str(place), STORE)
    assert not vault.check()
    with sqlite3.connect(made) as db:
        for one in FOREIGN[name]:
            db.execute(one)
    db.close()
    if name != "a table gone":
        assert all(zh != en for zh, en in vault.check()) and vault.check()
    vault.close()
    refused(NotAVault, place)


def test_what_sqlite_notes_for_itself_is_no_finding(made: Path) -> None:
    with sqlite3.connect(made) as db:
        db.execute("ANALYZE")
    db.close()
    vault = sqlite.load(str(made.with_suffix("")), STORE)
    assert not vault.check()
    vault.close()


def test_a_damaged_file_is_said_to_be(made: Path) -> None:
    with made.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(3 * 4096))
    with pytest.raises(VaultFault):
        vault = sqlite.load(str(made.with_suffix("")), STORE)
        assert vault.check()
        vault.open(ME, "name", "sealed:v1:" + "0" * 64 + ":AA")


def test_without_the_epoch_key_or_with_another_it_stays_shut(made: Path, keys: Path) -> None:
    [key] = keys.iterdir()
    right = key.read_bytes()
    key.write_bytes(os.urandom(32))
    refused(WrongEpochKey, made.with_suffix(""))
    key.unlink()
    assert "LIXIA_KEYS" in refused(EpochKeyMissing, made.with_suffix("")).en
    assert not list(keys.iterdir()), "no key may be made in place of a lost one"
    key.touch(0o600)
    key.write_bytes(right)
    sqlite.load(str(made.with_suffix("")), STORE).close()


def test_the_epoch_key_lies_in_the_configuration_that_is_told(
    made: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIXIA_KEYS")
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "config"))
    lost = refused(EpochKeyMissing, made.with_suffix(""))
    assert str(tmp_path / "config" / "keys") in lost.en
    keys.rename(tmp_path / "keys.told")
    (tmp_path / "config").mkdir()
    (tmp_path / "keys.told").rename(tmp_path / "config" / "keys")
    sqlite.load(str(made.with_suffix("")), STORE).close()
    other = sqlite.make(str(tmp_path / "other"), "0" * 32, at=AT)
    other.close()
    assert list((tmp_path / "config" / "keys").glob(f"vault-{'0' * 32}.1.key"))


def test_a_copy_from_before_the_key_was_changed_opens_nothing(
    place: Path, tmp_path: Path, keys: Path
) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    value = vault.seal(ME, "name", "x", at=AT)
    kept = vault.seal(YOU, "name", "y", at=AT)
    copy = tmp_path / "copy.vault"
    vault.backup(str(copy))
    with pytest.raises(VaultThere):
        vault.backup(str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    vault.destroy(ME, at=AT)
    early = sqlite.load(str(tmp_path / "copy"), STORE)
    assert early.open(ME, "name", value) == "x", "until then an old copy still has the key"
    early.close()
    vault.rotate(at=AT)
    told = refused(EpochKeyMissing, tmp_path / "copy")
    assert "旧副本" in told.zh and f"vault-{STORE}.2.key is in use" in told.en
    assert vault.open(YOU, "name", kept) == "y"
    assert [file.name for file in keys.iterdir()] == [f"vault-{STORE}.2.key"]


def test_an_open_vault_follows_a_change_of_key_by_another_process(place: Path) -> None:
    one = sqlite.make(str(place), STORE, at=AT)
    two = sqlite.load(str(place), STORE)
    value = one.seal(ME, "name", "x", at=AT)
    two.rotate(at=AT)
    assert one.open(ME, "name", value) == "x"
    assert one.seal(ME, "name", "x", at=AT) == value
    two.destroy(ME, at=AT)
    with pytest.raises(KeyGone):
        one.open(ME, "name", value)


def test_a_change_that_broke_off_is_made_good_by_the_next(
    place: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    value = vault.seal(ME, "name", "x", at=AT)
    with monkeypatch.context() as broken:
        broken.setattr(type(vault.epochs), "destroy_others", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            vault.rotate(at=AT)
    assert len(vault.condition().left_over) == 1
    vault.rotate(at=AT)
    assert vault.condition().left_over == ()
    assert vault.open(ME, "name", value) == "x"


def test_nothing_in_the_file_tells_who_or_what(place: Path) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    who = vault.refer("示例某甲 000000")
    vault.seal(ME, "name", "示例姓名", at=AT)
    raw = sqlite.path_of(str(place)).read_bytes()
    for secret in ("示例某甲", "示例姓名", who):
        assert secret.encode() not in raw


def test_a_destroyed_key_is_gone_from_the_file(place: Path) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    path = sqlite.path_of(str(place))
    vault.seal(ME, "name", "x", at=AT)
    [(wrapped,)] = vault.db.execute("SELECT wrapped FROM keys")
    assert wrapped in path.read_bytes()
    vault.destroy(ME, at=AT)
    assert wrapped not in path.read_bytes()
    assert not list(path.parent.glob("*-journal")) and not list(path.parent.glob("*.vault-wal"))


def test_another_process_that_writes_is_waited_for_and_then_named(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    vault.db.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(sqlite.path_of(str(place)), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(VaultFault, match="稍后重试"):
        vault.seal(ME, "name", "x", at=AT)
    other.execute("ROLLBACK")
    assert vault.seal(ME, "name", "x", at=AT)


def test_a_damaged_key_is_found(place: Path) -> None:
    vault = sqlite.make(str(place), STORE, at=AT)
    value = vault.seal(ME, "name", "x", at=AT)
    vault.refer("示例某甲")
    assert not vault.check()
    vault.db.execute("UPDATE keys SET wrapped = ?", (box.wrap(b"0" * 32, b"1" * 32, "key"),))
    vault.db.execute("UPDATE people SET wrapped = x'00'")
    assert [ME in en for _, en in vault.check()] == [True, False]
    with pytest.raises(NotAVault):
        vault.open(ME, "name", value)
    with pytest.raises(NotAVault):
        vault.minted(ME)
