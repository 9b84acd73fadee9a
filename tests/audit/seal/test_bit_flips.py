"""Flipped bits: whatever a reader would see of it is found.

The sample here is small; LIXIA_TORTURE=1 makes it the 10,000 of docs/seal.md.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import PersistenceError

from lixia_domain.recording.faults import Fault

from .conftest import Place

TORTURE = bool(os.environ.get("LIXIA_TORTURE"))
FLIPS = 10_000 if TORTURE else 200
SEED = int(os.environ.get("LIXIA_TORTURE_SEED", "4"))


def seen(path: Path) -> Any:
    """What readers are shown: all events in order, each stream by its name, whose store it is."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        columns = "rowid, originator_id, originator_version, topic, state"
        log = db.execute(
            f"SELECT {columns} FROM stored_events WHERE rowid > 0 AND rowid <= "
            "(SELECT max(rowid) FROM stored_events) ORDER BY rowid"
        ).fetchall()
        streams = [
            db.execute(
                f"SELECT {columns} FROM stored_events WHERE originator_id = ? "
                "AND originator_version > 0 ORDER BY originator_version",
                (name,),
            ).fetchall()
            for name in NAMES
        ]
        about = db.execute("SELECT key, value FROM store ORDER BY key").fetchall()
    return log, streams, about


NAMES = [f"enterprise-E{number:04d}" for number in (*range(20), *range(100, 120))]


def shown(path: Path) -> Any:
    try:
        return seen(path)
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        return type(error)


def judged(place: Place) -> str:
    """``found``, ``sound``, or the fault that kept us from looking."""
    try:
        return "sound" if place.verify().sound else "found"
    except (Fault, PersistenceError) as fault:
        return type(fault).__name__


def test_every_flip_that_a_reader_would_see_is_found(sealed: Place) -> None:
    whole, chance = sealed.path.read_bytes(), random.Random(SEED)
    before = shown(sealed.path)
    told: Counter[str] = Counter()
    missed = []
    for _ in range(FLIPS):
        at = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        sealed.path.write_bytes(flipped)
        for beside in ("-wal", "-shm"):
            sealed.path.with_name(sealed.path.name + beside).unlink(missing_ok=True)
        outcome, harmful = judged(sealed), shown(sealed.path) != before
        told[f"{'harmful' if harmful else 'harmless'}, {outcome}"] += 1
        if harmful and outcome == "sound":
            missed.append(at)
    print(f"\n{FLIPS} flips, seed {SEED}: {dict(told)}")
    assert not missed
    assert sum(count for what, count in told.items() if what.startswith("harmful")) > FLIPS // 20


@pytest.mark.parametrize("name", ["leaves", "index", "state", "checkpoints", "cosigned", "keys"])
def test_every_flip_in_the_seal_itself_is_said(sealed: Place, name: str) -> None:
    file = Path(f"{sealed.path}.seal") / name
    whole, chance = file.read_bytes(), random.Random(SEED)
    before = {one.code for one in sealed.verify(keys=()).findings}
    for _ in range(FLIPS // 10):
        at = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        file.write_bytes(flipped)
        assert {one.code for one in sealed.verify(keys=()).findings} != before, at
