"""Statements of every bank, and what goes wrong with such files, as ``expected.toml`` says.

The files lie outside this repository, in ``../shared/data/statements``; where they are not there,
nothing is run. Each is read, booked into a store of its own, and reconciled with the same file.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.console.commands.activities.vote import _lines
from lixia_adapters.console.main import main
from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.entries import Reader
from lixia_adapters.voters import VoterKey
from lixia_domain import open_store

HERE = Path(__file__).parent
KEPT = Path("shared", "data", "statements")
FILES = next((up / KEPT for up in HERE.parents if (up / KEPT).is_dir()), None)
TOLD: dict[str, Any] = tomllib.loads((FILES / "expected.toml").read_text("utf-8")) if FILES else {}
MAPPED = {
    "faults/wallet_closed_deals.csv": "faults/maps/wallet.toml",
    "faults/direction_借贷标志.csv": "faults/maps/no_direction.toml",
    "faults/currency_foreign_row.csv": "faults/maps/no_currency.toml",
    "faults/unit_in_header.csv": "faults/maps/unit_wan.toml",
}
CASES = [(one, None) for one in TOLD.get("file", [])]
CASES += [(one, MAPPED[one["path"]]) for one in TOLD.get("file", []) if one["path"] in MAPPED]
ACCOUNT = "6288000000005021"
KEEPER = "53000000DEM0000017"
PERSON = re.compile(r"尉迟示例|邱示例|覃示例|1390000\d{4}")

pytestmark = pytest.mark.skipif(
    FILES is None, reason="the statements are not there: ../shared/data/statements"
)


class Office:
    """A store with one fund, and the console."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "s.db"
        self.run("store", "init", "--open")
        self.run(
            *("foundation", "register", KEEPER, "基金会（虚构示例）", "--authority", "民政厅"),
            *("--document", "登记证书", "--on", "2020-01-01"),
        )
        self.run(
            *("fund", "establish", "F", "--name", "基金（虚构示例）", "--foundation", KEEPER),
            *("--purpose", "公益", "--agreement", "A", "--on", "2020-01-02"),
        )

    def run(self, *argv: str) -> tuple[int, Any, str]:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*argv, "--store", f"sqlite:///{self.store}", "--json", "--lang", "zh"])
        return code, json.loads(out.getvalue() or "null"), err.getvalue()

    def take_in(self, one: dict[str, Any], mapping: str | None = None) -> tuple[int, Any, str]:
        assert FILES is not None
        return self.run("bank", "import", str(FILES / one["path"]), *told(one, mapping))

    def held(self) -> tuple[int, int, int, int]:
        """Return how many credits and debits the books have, and what they come to."""
        with open_store(f"sqlite:///{self.store}", read_only=True) as store:
            rows = store.show("bank_book")["rows"]
        came, went = ([row[f"{way}_fen"] for row in rows] for way in ("in", "out"))
        return sum(map(bool, came)), sum(map(bool, went)), sum(came), sum(went)

    def says(self) -> str:
        with closing(sqlite3.connect(self.store)) as database:
            return "\n".join(
                bytes(row[0]).decode()
                for row in database.execute("SELECT state FROM stored_events")
            )


def told(one: dict[str, Any], mapping: str | None) -> list[str]:
    """Return the options that a clerk adds: the account where the file has none, a mapping."""
    assert FILES is not None
    account = [] if one.get("account") else ["--account", ACCOUNT]
    kind = [] if one.get("given") == "without --kind" else ["--kind", "statement"]
    return [*account, *kind, *(["--mapping", str(FILES / mapping)] if mapping else [])]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.chdir(tmp_path)
    yield Office(tmp_path)


@pytest.mark.parametrize(
    ("one", "mapping"), CASES, ids=[f"{one['path']} {mapping or ''}" for one, mapping in CASES]
)
def test_a_file_gives_what_is_expected_of_it(
    office: Office, one: dict[str, Any], mapping: str | None
) -> None:
    code, answer, said = office.take_in(one, mapping)
    there = office.held()
    assert not PERSON.search(office.says())
    if code:
        assert one["outcome"] in ("refuse", "either"), said
        assert there == (0, 0, 0, 0), "a refused file books nothing"
        assert one.get("refuse_row") is None or f"第 {one['refuse_row']} 行" in said, said
        return
    assert one["outcome"] in ("book", "either"), answer
    assert there == (one["credits"], one["debits"], one["in_fen"], one["out_fen"])
    left = {each["row"]: each["fen"] for each in answer["statement"]["left_out"]}
    for skipped in one.get("skip", []):
        assert skipped["row"] in left
        if skipped.get("fen"):
            assert left[skipped["row"]] == skipped["fen"]
    for name in ("in", "out"):
        assert answer["statement"][f"stated_{name}_fen"] == one.get(f"stated_{name}_fen")
    again, _, _ = office.take_in(one, mapping)
    assert (again, office.held()) == (0, there), "told again, it adds nothing"
    assert FILES is not None
    _, found, said = office.run(
        "reconcile", "--statement", str(FILES / one["path"]), *told(one, mapping)
    )
    counts = found["counts"]  # what left is on record, and nothing in the books is matched to it
    assert counts["matched"] == one["credits"], (counts, said)
    assert counts["unbooked"] == one["debits"], counts
    assert sum(counts.values()) == one["credits"] + one["debits"]


@pytest.mark.parametrize(
    "one",
    [one for one in TOLD.get("file", []) if one["path"].startswith("formats/")],
    ids=lambda one: one["path"],
)
def test_the_kind_of_a_banks_export_is_told_by_its_content(one: dict[str, Any]) -> None:
    assert FILES is not None
    account = ACCOUNT if one["account"] == "" else ""
    try:
        found = Reader("F", b"k" * 32, {}).read(FILES / one["path"], account=account)
    except BadFile as refusal:
        assert one["outcome"] != "book", refusal.sentence("zh")
        return
    assert (str(found.kind), len(found.entries)) == ("statement", one["credits"])


@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
@pytest.mark.parametrize(
    "sequence", TOLD.get("sequence", []), ids=[s["name"] for s in TOLD.get("sequence", [])]
)
def test_what_is_told_twice_adds_nothing(
    office: Office, sequence: dict[str, Any], backwards: bool
) -> None:
    known = {one["path"]: one for one in TOLD["file"]}
    files = list(reversed(sequence["files"])) if backwards else sequence["files"]
    for at, path in enumerate(files):
        code, answer, said = office.take_in(known[path])
        assert code == 0, (path, answer, said)
        if not backwards:
            figures = ("credits", "debits", "in_fen", "out_fen")
            assert office.held() == tuple(sequence[f"{name}_after"][at] for name in figures)
    last = tuple(
        sequence[f"{name}_after"][-1] for name in ("credits", "debits", "in_fen", "out_fen")
    )
    assert office.held() == last
    assert "conflict" not in office.says()


@pytest.mark.parametrize("one", TOLD.get("vote", []), ids=[v["path"] for v in TOLD.get("vote", [])])
def test_ballots_are_counted_or_refused_by_their_line(one: dict[str, Any]) -> None:
    assert FILES is not None
    path = FILES / one["path"]
    try:
        ballots = list(_lines(path))
    except BadFile as refused:
        assert one["outcome"] in ("refuse", "either")
        assert refused.row == one["refuse_row"]
        return
    key = VoterKey(b"k" * 32)
    votes = {key.reference(voter): entry for _, voter, entry in ballots}
    assert len(votes) == one["counted"]
