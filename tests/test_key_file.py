"""A key file is made once, for its owner only; one that can't be trusted is refused."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from lixia_adapters.key_file import BadKeyFile, folder_of, key_folder, load_key


def test_a_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = load_key(path)
    assert len(key) == 32 and load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    load_key(path)
    path.chmod(0o640)
    with pytest.raises(BadKeyFile, match="chmod 600 key"):
        load_key(path)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_length_is_refused_and_kept(tmp_path: Path, size: int) -> None:
    path = tmp_path / "key"
    path.write_bytes(bytes(size))
    path.chmod(0o600)
    with pytest.raises(BadKeyFile, match="32"):
        load_key(path)
    assert path.read_bytes() == bytes(size)


def test_a_key_in_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadKeyFile, match="无法读取或创建"):
        load_key(tmp_path / "none" / "key")


FOLDERS = [
    ({"LIXIA_KEYS": "/k", "LIXIA_CONFIG": "/a", "XDG_CONFIG_HOME": "/b"}, "/k"),
    ({"LIXIA_CONFIG": "/a", "XDG_CONFIG_HOME": "/b"}, "/a/keys"),
    ({"XDG_CONFIG_HOME": "/b"}, "/b/lixia/keys"),
]


@pytest.mark.parametrize(("environ", "folder"), FOLDERS)
def test_all_keys_lie_in_one_configuration_unless_those_of_data_are_told_apart(
    environ: dict[str, str], folder: str
) -> None:
    assert key_folder(environ) == folder_of("vault-*.key", environ) == Path(folder)


def test_keys_that_lie_where_earlier_code_put_them_stay_in_use_there(tmp_path: Path) -> None:
    environ = {"LIXIA_CONFIG": str(tmp_path / "a"), "XDG_CONFIG_HOME": str(tmp_path / "b")}
    before, here = tmp_path / "b/lixia/keys", tmp_path / "a/keys"
    before.mkdir(parents=True)
    load_key(before / "pseudonyms-1.key")
    assert folder_of("pseudonyms-1.key", environ) == before
    assert folder_of("pseudonyms-2.key", environ) == here
    assert folder_of("pseudonyms-1.key", {**environ, "LIXIA_KEYS": "/k"}) == Path("/k")
    here.mkdir(parents=True)
    load_key(here / "pseudonyms-1.key")
    assert folder_of("pseudonyms-1.key", environ) == here
