"""Keys lie away from the data; those that earlier code put there are moved, and nothing is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lixia_adapters.key_file import KEY_BYTES, key_folder
from lixia_adapters.voters import VoterKeys

from .conftest import Lixia, keys_of

OLD = bytes(range(32))
PERSON = "示例姓名"


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIXIA_KEYS", str(tmp_path / "elsewhere/keys"))
    return tmp_path / "elsewhere/keys"


def secret(path: Path, content: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
    return path


def referred(lixia: Lixia, programme: Path) -> str:
    Path("who.txt").write_text(f"{PERSON}\n", "utf-8")
    found = lixia("member", "reference", "who.txt", "--json")
    assert found.code == 0, found.err
    return str(found.json[0]["reference"])


def test_a_new_key_lies_with_the_others_and_not_beside_the_store(
    lixia: Lixia, programme: Path, own_keys: Path
) -> None:
    first = referred(lixia, programme)
    assert referred(lixia, programme) == first
    [key] = keys_of(programme)["pseudonyms"]
    assert key.parent == own_keys
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (key, key.parent, key.parent.parent)]
    assert os.name != "posix" or modes == [0o600, 0o700, 0o700]
    assert not list(programme.parent.glob("*.key"))


def test_an_old_one_stays_in_use_until_it_is_moved_and_then_is_the_same(
    lixia: Lixia, programme: Path, own_keys: Path
) -> None:
    beside = secret(programme.with_name("lixia.db.key"), OLD)
    voters = programme.with_name("lixia.db.voters")
    mark = VoterKeys(voters).make("V1").mark
    before = referred(lixia, programme)
    assert not own_keys.exists()

    tried = lixia("store", "move-keys", "--dry-run", "--json").json
    assert beside.exists()
    assert voters.exists()
    assert not own_keys.exists()
    assert "没有移动" in lixia("store", "move-keys", "--dry-run").out
    told = lixia("store", "move-keys", "--json").json
    assert told == {"folder": str(own_keys), "pseudonyms": True, "voter_keys": 1}
    assert tried == {**told, "dry_run": True}
    assert not beside.exists()
    assert not voters.exists()
    [key], [vote] = keys_of(programme)["pseudonyms"], keys_of(programme)["voters"]
    assert key.read_bytes() == OLD
    assert VoterKeys(vote.parent).load("V1").mark == mark
    assert referred(lixia, programme) == before
    assert "没有密钥" in lixia("store", "move-keys").out
    assert "no key lies beside" in lixia("store", "move-keys", "--lang", "en").out


def test_another_key_that_is_there_already_is_not_lost(
    lixia: Lixia, programme: Path, own_keys: Path
) -> None:
    referred(lixia, programme)
    [key] = keys_of(programme)["pseudonyms"]
    kept = key.read_bytes()
    beside = secret(programme.with_name("lixia.db.key"), OLD)
    for dry_run in ((), ("--dry-run",)):
        found = lixia("store", "move-keys", *dry_run, "--json")
        assert (found.code, found.error["code"]) == (1, "bad_key_file")
    assert (key.read_bytes(), beside.read_bytes()) == (kept, OLD)


def test_a_vote_s_key_is_destroyed_wherever_it_lies(tmp_path: Path, own_keys: Path) -> None:
    old, new = tmp_path / "x.db.voters", own_keys / "voters-x"
    VoterKeys(old).make("V1")
    keys = VoterKeys(new, old)
    assert keys.make("V1") == VoterKeys(old).load("V1"), "the old one is in use"
    keys.make("V2")
    assert [len(list(folder.glob("*.key"))) for folder in (old, new)] == [1, 1]
    keys.destroy("V1")
    keys.destroy("V2")
    assert not [*old.glob("*.key"), *new.glob("*.key")]


def test_what_is_only_tried_keeps_no_key(tmp_path: Path) -> None:
    keys = VoterKeys(tmp_path / "keys")
    assert keys.tried("V1") != keys.tried("V1")
    assert not (tmp_path / "keys").exists()
    made = keys.make("V1")
    assert keys.tried("V1") == made
    assert len(made.secret) == KEY_BYTES


def test_a_store_in_memory_has_none(lixia: Lixia) -> None:
    found = lixia("store", "move-keys", "--store", "memory:", "--json")
    assert found.code == 2
    assert not key_folder().exists()
