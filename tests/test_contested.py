"""The patterns of docs/developers.md under contest: each slot is won once, whoever runs at it."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from lixia_domain import open_store

from .documents import run, unpack

PAGE = Path(__file__).resolve().parents[1] / "docs" / "developers.md"
SLOT_FEN = 100_00


@pytest.mark.parametrize(
    ("program", "rivals", "slots", "how"),
    [
        ("threads", 8, 200, ""),
        ("processes", 4, 200, "spawn"),
        ("processes", 4, 200, "fork"),
        ("later", 8, 50, ""),
    ],
)
def test_each_slot_is_won_once_and_the_losers_are_told_what_is_left(
    program: str, rivals: int, slots: int, how: str, tmp_path: Path
) -> None:
    if how and how not in multiprocessing.get_all_start_methods():
        pytest.skip(f"the system has no {how}")
    assert "office.py" in unpack(PAGE, tmp_path)
    told = json.loads(run(tmp_path, f"{program}.py", str(rivals), str(slots), how))
    assert told == {"confirmed": slots, "left: 0.00 元": slots * (rivals - 1)}

    # The bytes of the log alone: nothing of the library reads them here.
    with sqlite3.connect(tmp_path / f"{program}.db") as log:
        rows = [
            (stream, topic, json.loads(state))
            for stream, topic, state in log.execute(
                "SELECT originator_id, topic, state FROM stored_events ORDER BY rowid"
            )
        ]
    claimed = [(stream, fact["data"]) for stream, topic, fact in rows if topic == "project.claimed"]
    assert Counter(stream for stream, _ in claimed) == Counter(
        f"project-P-{number:03}" for number in range(slots)
    )
    assert {data["amount"]["fen"] for _, data in claimed} == {SLOT_FEN}
    topics = Counter(topic for _, topic, _ in rows)
    assert topics["project.claim_confirmed"] == topics["pledge.donation_pledged"] == slots
    assert topics["command.done"] == slots + 1
    by_firm = Counter(data["enterprise"] for _, data in claimed)

    with open_store(f"sqlite:///{tmp_path / program}.db") as store:
        board = store.show("claim_board", where={"state": "confirmed"}, limit=10_000)
        assert board["matched"] == slots and board["position"] == len(rows)
        assert Counter(row["enterprise"] for row in board["rows"]) == by_firm
        assert sum(row["pledged_fen"] for row in board["rows"]) == slots * SLOT_FEN
        assert store.ledger.journal.check() == []
