"""The attack matrix of docs/seal.md: each attack on a copy, each kind of evidence by itself."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import open_store
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.verify import Evidence, Outside

from .conftest import AT, Place, cosigned, record

SEAL_MD = Path(__file__).resolve().parents[3] / "docs" / "seal.md"
_ROW = re.compile(
    r"^\| (.+?) \| (–|found) \| (–|found) \| (–|found) \| (–|found) \|$", re.MULTILINE
)
TABLE = {row[0]: row[1:] for row in _ROW.findall(SEAL_MD.read_text("utf-8"))}
EVIDENCE = (Evidence.REPLAY, Evidence.LOG, Evidence.SIGNATURE, Evidence.WITNESS)
EDIT = (
    "UPDATE stored_events SET state = CAST(replace(state, '{0}', '{1}') AS BLOB) "
    "WHERE instr(CAST(state AS TEXT), '{0}')"
)


COUNTER = "UPDATE sqlite_sequence SET seq = (SELECT max(rowid) FROM stored_events)"
"""Whoever is thorough puts SQLite's own counter right, too."""


def edit(place: Place, early: Path) -> None:
    place.sql(EDIT.format("示例E0003", "示例E9993"))


def edit_bytes(place: Place, early: Path) -> None:
    found = place.path.read_bytes()
    assert found.count("示例E0003".encode()) == 1
    place.path.write_bytes(found.replace("示例E0003".encode(), "示例E0903".encode()))


def reorder(place: Place, early: Path) -> None:
    """Two events of different streams change places; either stream still counts 1, 2, 3."""
    place.sql(
        "UPDATE stored_events SET rowid = 9999 WHERE rowid = 5",
        "UPDATE stored_events SET rowid = 5 WHERE rowid = 6",
        "UPDATE stored_events SET rowid = 6 WHERE rowid = 9999",
    )


def insert(place: Place, early: Path) -> None:
    """A new enterprise, slipped in between the tenth event and the eleventh."""
    place.sql(
        "UPDATE stored_events SET rowid = -rowid - 1 WHERE rowid > 10",
        "UPDATE stored_events SET rowid = -rowid WHERE rowid < 0",
        "INSERT INTO stored_events SELECT 11, 'enterprise-SLIPPED', 1, topic, state "
        "FROM stored_events WHERE rowid = 1",
        COUNTER,
    )


def truncate(place: Place, early: Path) -> None:
    place.sql("DELETE FROM stored_events WHERE rowid > 115", COUNTER)


def delete(place: Place, early: Path) -> None:
    place.sql(
        "DELETE FROM stored_events WHERE originator_id = 'enterprise-E0007' "
        "AND originator_version = 2"
    )


def roll_back(place: Place, early: Path) -> None:
    shutil.copy(early / place.path.name, place.path)


def roll_back_both(place: Place, early: Path) -> None:
    roll_back(place, early)
    shutil.rmtree(f"{place.path}.seal")
    shutil.copytree(early / f"{place.path.name}.seal", f"{place.path}.seal")


def rewrite(place: Place, early: Path) -> None:
    """Change an event, and make a seal that fits, under a key of one's own."""
    edit(place, early)
    shutil.rmtree(f"{place.path}.seal")
    other = place.path.with_name("other.key")
    other.write_bytes(b"k" * 32)
    other.chmod(0o600)
    with open_store(f"sqlite:///{place.path}", key=other) as store:
        store.seals.seal()


def rewrite_with_key(place: Place, early: Path) -> None:
    edit(place, early)
    shutil.rmtree(f"{place.path}.seal")
    place.memory.unlink()
    place.seal()


def edit_tail(place: Place, early: Path) -> None:
    with place.open() as store:
        record(store, 500, 2)
    place.sql(EDIT.format("示例E0500", "示例E9500"))


def collude(place: Place, early: Path) -> None:
    rewrite_with_key(place, early)
    with place.open() as store:
        note = store.seals.log.latest()
    assert note is not None
    place.kept = [Outside(where="w1", note=cosigned(note, at=AT + 9))]


ATTACKS: dict[str, Callable[[Place, Path], None]] = {
    "edit a sealed event": edit,
    "edit by raw bytes in the file": edit_bytes,
    "reorder": reorder,
    "insert in the past": insert,
    "truncate sealed events": truncate,
    "delete in the middle of a stream": delete,
    "roll back the database only": roll_back,
    "roll back database and log together": roll_back_both,
    "rewrite both, without the key": rewrite,
    "rewrite both, with the key": rewrite_with_key,
    "edit the tail that is not yet sealed": edit_tail,
    "all witnesses and the key collude": collude,
}


def rows(place: Place) -> list[tuple]:
    with closing(sqlite3.connect(place.path)) as db:
        return db.execute("SELECT * FROM stored_events ORDER BY rowid").fetchall()


def test_the_table_names_these_attacks() -> None:
    assert list(TABLE) == list(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_is_found_by_exactly_the_evidence_of_the_table(
    attack: str, sealed: Place, early: Path
) -> None:
    before = rows(sealed)
    assert sealed.verify(strict=True).sound, "nothing is found before"
    assert all(sealed.verify(using).sound for using in EVIDENCE)
    ATTACKS[attack](sealed, early)
    assert rows(sealed) != before, "the attack did something"
    found = tuple("–" if sealed.verify(using).sound else "found" for using in EVIDENCE)
    assert found == TABLE[attack]
    assert sealed.verify().sound is (set(found) == {"–"})


WHAT = {
    "edit a sealed event": ["event.changed", "witness.fork"],
    "edit by raw bytes in the file": ["event.changed", "witness.fork"],
    "reorder": ["event.moved", "witness.fork"],
    "insert in the past": ["event.inserted", "witness.fork"],
    "truncate sealed events": ["log.truncated", "witness.rolled_back"],
    "delete in the middle of a stream": [
        "event.removed",
        "log.renumbered",
        "stream.gap",
        "witness.rolled_back",
    ],
    "roll back the database only": ["log.truncated", "witness.rolled_back"],
    "roll back database and log together": ["witness.rolled_back"],
    "rewrite both, without the key": ["checkpoint.unknown_signer", "witness.fork"],
    "rewrite both, with the key": ["witness.fork"],
}


@pytest.mark.parametrize("attack", WHAT)
def test_a_finding_says_what_happened(attack: str, sealed: Place, early: Path) -> None:
    ATTACKS[attack](sealed, early)
    codes = set(sealed.codes())
    assert set(WHAT[attack]) <= codes
    assert codes <= {*WHAT[attack], "store.damaged", "witness.fork", "witness.rolled_back"}


def test_the_event_is_named(sealed: Place, early: Path) -> None:
    edit(sealed, early)
    assert "witness.none" not in [one.code for one in sealed.verify().findings], "there was one"
    (told,) = [one for one in sealed.verify().findings if one.code == "event.changed"]
    assert told.where == "enterprise-E0003@1"
    assert "enterprise-E0003 第 1 版（叶子 3）" in told.sentence("zh")
    assert "version 1 of stream enterprise-E0003 (leaf 3)" in told.sentence("en")
    assert "何人" in told.proves("zh") and "Who" in told.proves("en")


def test_many_findings_are_counted_and_not_all_listed(sealed: Place) -> None:
    sealed.sql("UPDATE stored_events SET state = CAST(state || ' ' AS BLOB)")
    told = sealed.verify(Evidence.LOG).findings
    assert [one.code for one in told].count("event.changed") == 20
    (more,) = [one for one in told if one.code == "more"]
    assert more.facts["count"] == 100


def test_a_store_that_was_rolled_back_is_not_sealed_on(sealed: Place, early: Path) -> None:
    from lixia_domain.audit.seal.signer import Contradicted

    roll_back(sealed, early)
    with sealed.open() as store:
        record(store, 700, 30)  # and grew again, beyond where it was
    with pytest.raises(Contradicted):
        sealed.seal()
    assert checkpoint.read(sealed.kept[1].note).size == 120


@pytest.mark.parametrize("attack", ["insert in the past", "delete in the middle of a stream"])
def test_what_does_not_count_up_is_not_sealed(attack: str, sealed: Place, early: Path) -> None:
    from lixia_domain.audit.seal.signer import Contradicted

    ATTACKS[attack](sealed, early)
    with sealed.open() as store:
        record(store, 700, 1)
    with pytest.raises(Contradicted):
        sealed.seal()


def test_another_store_s_seal_is_told_at_once(sealed: Place) -> None:
    sealed.sql("UPDATE store SET value = '市中区' WHERE key = 'district'")
    assert sealed.codes() == ["log.other"]
