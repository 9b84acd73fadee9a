"""Stores that are missing, strange, damaged, busy or ahead of us."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import CODE, Lixia, head

WRITE = f"claim P1 {CODE} 1 --due 2021-06-30 --id C9 --on 2021-03-05"
COMMANDS = (WRITE, "store info", "store check", "view claim_board", "history project-P1", "rebuild")


@pytest.mark.parametrize("line", COMMANDS)
def test_a_missing_store_is_told_and_not_made(lixia: Lixia, tmp_path: Path, line: str) -> None:
    found = lixia(*line.split(), "--json")
    assert (found.code, found.error["code"]) == (2, "store_missing")
    assert "lixia.db" in found.error["sentence"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("line", COMMANDS)
def test_another_programs_file_is_left_as_it_was(lixia: Lixia, tmp_path: Path, line: str) -> None:
    strange = tmp_path / "lixia.db"
    with closing(sqlite3.connect(strange)) as db:
        db.execute("CREATE TABLE mine (x)")
        db.commit()
    before = strange.read_bytes()
    found = lixia(*line.split(), "--json")
    assert (found.code, found.error["code"]) == (2, "not_a_store")
    assert str(strange) in found.error["sentence"]
    assert strange.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["lixia.db"]


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 50])
def test_a_file_that_is_no_database_is_told(lixia: Lixia, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lixia.db").write_bytes(content)
    found = lixia("store", "init", "--open", "--json")
    assert (found.code, found.error["code"]) == (2, "not_a_store")
    assert (tmp_path / "lixia.db").read_bytes() == content


def test_a_damaged_file_is_found_and_nothing_is_recorded(lixia: Lixia, programme: Path) -> None:
    content = bytearray(programme.read_bytes())
    content[4096 : len(content) - 4096] = b"\x55" * (len(content) - 8192)
    programme.write_bytes(content)
    for line in (WRITE, "store check", "view claim_board"):
        found = lixia(*line.split())
        assert found.code in (1, 2), found
        assert "损坏" in found.err + found.out
        assert "Traceback" not in found.err
        assert "未预料" not in found.err
    assert programme.read_bytes() == bytes(content)


def test_a_locked_store_is_told(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lixia_adapters.stores.sqlite_connections.LOCK_TIMEOUT", 0)
    before = head(programme)
    with closing(sqlite3.connect(programme, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found = lixia(*WRITE.split(), "--json")
        other.execute("ROLLBACK")
    assert (found.code, found.error["code"]) == (1, "store_locked")
    assert str(programme) in found.error["sentence"]
    assert head(programme) == before
    assert lixia(*WRITE.split()).code == 0


def _rewrite(path: Path, old: str, new: str, stream: str = "%") -> int:
    """Change the stored text of the last fact (of ``stream``); return its position."""
    with closing(sqlite3.connect(path)) as db:
        position, state = db.execute(
            "SELECT rowid, state FROM stored_events WHERE originator_id LIKE ? "
            "ORDER BY rowid DESC LIMIT 1",
            (stream,),
        ).fetchone()
        changed = bytes(state).decode().replace(old, new, 1)
        assert changed != bytes(state).decode()
        db.execute(
            "UPDATE stored_events SET state = ? WHERE rowid = ?", (changed.encode(), position)
        )
        db.commit()
    return int(position)


def test_a_fact_newer_than_the_code_stops_every_reader(lixia: Lixia, programme: Path) -> None:
    position = _rewrite(programme, '"version":1', '"version":9', "project-P1")
    before = head(programme)
    for line in (WRITE, "view claim_board", "history project-P1", "rebuild"):
        found = lixia(*line.split(), "--json")
        assert (found.code, found.error["code"]) == (1, "newer_version"), line
        assert f"位置 {position}" in found.error["sentence"]
        assert "project-P1" in found.error["sentence"]
    check = lixia("store", "check", "--json")
    assert check.code == 1
    assert f"位置 {position}" in check.json["findings"][0]
    assert head(programme) == before


def test_a_clock_behind_what_was_recorded_is_told(lixia: Lixia, programme: Path) -> None:
    with closing(sqlite3.connect(programme)) as db:
        (state,) = db.execute(
            "SELECT state FROM stored_events ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
    year = bytes(state).decode().partition('"recorded_at":"')[2][:4]
    _rewrite(programme, f'"recorded_at":"{year}', '"recorded_at":"2999')
    before = head(programme)
    found = lixia(*WRITE.split(), "--json")
    assert (found.code, found.error["code"]) == (1, "clock_behind")
    assert "2999" in found.error["sentence"]
    assert head(programme) == before


def test_a_gap_in_a_stream_is_a_finding(lixia: Lixia, programme: Path) -> None:
    assert lixia("store", "check").code == 0
    with closing(sqlite3.connect(programme)) as db:
        db.execute(
            "DELETE FROM stored_events "
            "WHERE originator_id = 'project-P1' AND originator_version = 2"
        )
        db.commit()
    for lang, says, never in (("zh", "缺第 2 版", "lacks"), ("en", "lacks version 2", "缺")):
        for line in (("store", "check"), ("verify",)):
            for told in (lixia(*line, "--lang", lang), lixia(*line, "--lang", lang, "--json")):
                assert told.code == 1
                assert "project-P1" in told.out and says in told.out and never not in told.out


def test_making_a_store_twice_changes_nothing(lixia: Lixia, tmp_path: Path) -> None:
    first = lixia("store", "init", "--open", "--district", "市中区", "--json").json
    again = lixia("store", "init", "--open", "--json").json
    assert first == again
    assert first["district"] == "市中区"


def test_a_store_describes_itself(lixia: Lixia, programme: Path) -> None:
    info = lixia("store", "info", "--json").json
    assert info["store"] == "sqlite:///lixia.db"
    assert info["events"] == info["position"] == head(programme)
    assert len(info["fingerprint"]) == 32
    assert info["district"] == "历下区"
    assert info["last_recorded_at"]
    assert info["demo"] is False
