"""A store may be called anything that a file may: made, filled, sealed, looked at, verified."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import funds
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import Fault
from lixia_domain.testing import grounds

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such names or modes")
NAMES = (
    "a b.db",
    " begins and ends .db ",
    "历下 账册.db",
    "what?.db",
    "a#b.db",
    "100%.db",
    "%41%2F.db",
    "a?mode=ro&cache=shared#x.db",
    "line\nbreak.db",
    "tab\tstop.db",
    "-x.db",
    "--store",
    "~",
    "$HOME.db",
    "'quoted\".db",
    "a;b&c|d.db",
    "back\\slash.db",
    ":memory:",
    "file:x.db",
    "e\u0301.db",
    "长" * 70 + ".db",
)


def used(uri: str) -> Path:
    """Make a store at ``uri``, record, keep views, seal, open again and verify; return its file."""
    with open_store(uri, create=True) as store:
        by, on = store.by("a", Role.ACCOUNTANT), store.today()
        funds.establish(
            store.ledger,
            by,
            fund_id="F1",
            name="基金（虚构示例）",
            foundation=grounds.keeper(grounds.told(store.ledger, by, on)),
            purpose="公益",
            agreement="协议",
            on=on,
        )
        store.seals.seal()
        store.views()
    with open_store(uri, read_only=True) as store:
        assert store.ledger.head() > 1
        found = store.seals.verify()
        assert not [one for one in found.findings if one.severity.name == "ERROR"]
        return Path(store.place)


@POSIX
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("relative", [False, True])
def test_it_works_under_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, relative: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    path = used(f"sqlite:///{name}" if relative else f"sqlite:///{tmp_path / name}")
    assert path.absolute() == tmp_path / name
    assert {each.name.removeprefix(name) for each in tmp_path.iterdir()} == {"", ".seal", ".views"}


@POSIX
@pytest.mark.parametrize("name", ["x" * 300 + ".db", "a/" * 3000 + "a.db", "nul\0.db"])
def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises((Fault, OSError)) as refusal:
        open_store(f"sqlite:///{tmp_path / name}", create=True)
    assert str(refusal.value)
    assert not list(tmp_path.iterdir())


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], ids=oct)
def test_its_files_have_the_modes_of_their_purposes(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        used(f"sqlite:///{tmp_path / 'x.db'}")
        with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store:
            store.make_vault()
    finally:
        os.umask(before)
    found = {
        str(each.relative_to(tmp_path)): stat.S_IMODE(each.stat().st_mode)
        for each in tmp_path.rglob("*")
    }
    assert found.pop("x.db.vault") == 0o600
    assert found.pop("x.db.seal") == 0o755
    assert {mode for name, mode in found.items() if "lock" not in name} == {0o644}


@POSIX
def test_views_are_not_written_through_a_link(tmp_path: Path) -> None:
    used(f"sqlite:///{tmp_path / 'x.db'}")
    (tmp_path / "x.db.views").unlink()
    (tmp_path / "victim").write_bytes(b"")
    (tmp_path / "x.db.views").symlink_to(tmp_path / "victim")
    with open_store(f"sqlite:///{tmp_path / 'x.db'}") as store, pytest.raises(Fault):
        store.views()
    assert (tmp_path / "victim").read_bytes() == b""
