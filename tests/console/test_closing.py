"""The bank journal ends in the bank's balance, for each account; a part of it ends in none."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from .conftest import Lixia

COMES = {"bank_credit.recorded": ("notice", 1), "bank_debit.recorded": ("outgoing", -1)}


def balances(path: Path) -> dict[str, int]:
    """Return each account's balance in fen, from the bank's entries as SQLite keeps them."""
    standing: dict[str, tuple[str, int]] = {}
    with closing(sqlite3.connect(path)) as db:
        for stream, topic, state in db.execute(
            "SELECT originator_id, topic, state FROM stored_events "
            "WHERE topic LIKE 'bank!_%' ESCAPE '!' ORDER BY rowid"
        ):
            if topic in COMES:
                field, sign = COMES[topic]
                told = json.loads(state)["data"][field]
                standing[stream] = told["account"], sign * told["amount"]["fen"]
            elif topic in ("bank_credit.reversed", "bank_credit.reversed_by_bank"):
                standing[stream] = standing[stream][0], 0
    found: dict[str, int] = {}
    for account, fen in standing.values():
        found[account] = found.get(account, 0) + fen
    return found


def said(account: str, fen: int, lang: str) -> str:
    amount = f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    if lang == "en":
        return f"balance (account {account}): {amount} yuan"
    return f"结余（账户 {account}）：{amount} 元"


@pytest.mark.parametrize("store", ["demo", "walked"])
def test_the_bank_journal_ends_in_the_balance_of_each_account(
    lixia: Lixia, request: pytest.FixtureRequest, store: str
) -> None:
    path: Path = request.getfixturevalue(store)
    told = balances(path)
    assert any(told.values())
    address = ("--store", f"sqlite:///{path}")
    for lang in ("zh", "en"):
        foot = " ".join(lixia("view", "bank_book", *address, "--lang", lang).out.split())
        for account, fen in told.items():
            assert " ".join(said(account, fen, lang).split()) in foot
    assert lixia("view", "bank_book", "--xlsx", "--out", "b.xlsx", *address).code == 0
    rows = list(openpyxl.load_workbook("b.xlsx").active.values)
    ends = {str(row[0]): round(row[1] * 100) for row in rows if str(row[0]).startswith("结余")}
    assert ends == {f"结余（账户 {account}）": fen for account, fen in told.items()}


def test_the_balance_is_the_one_the_bank_s_last_statement_tells(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as db:
        [(state,)] = db.execute(
            "SELECT state FROM stored_events WHERE topic = 'bank_statement.imported' "
            "ORDER BY rowid DESC LIMIT 1"
        )
    told = json.loads(state)["data"]
    assert balances(demo) == {told["account"]: told["statement"]["closing"]["fen"]}


def test_a_part_of_the_journal_ends_in_no_balance(lixia: Lixia, demo: Path) -> None:
    address = ("--store", f"sqlite:///{demo}")
    key = lixia("view", "bank_book", "--json", *address).json["rows"][0]["key"]
    for part in (("--where", "收付=收"), ("--limit", "3"), ("--key", key)):
        assert "结余" not in lixia("view", "bank_book", *part, *address).out
        assert lixia("view", "bank_book", *part, "--xlsx", "--out", "b.xlsx", *address).code == 0
        assert not any(
            "结余" in str(row[0]) for row in openpyxl.load_workbook("b.xlsx").active.values
        )


def test_at_an_earlier_position_it_ends_in_the_balance_of_then(lixia: Lixia, demo: Path) -> None:
    address = ("--store", f"sqlite:///{demo}")
    rows = lixia("view", "bank_book", "--as-known-at", "2000", "--json", *address).json["rows"]
    [account] = {row["account"] for row in rows}
    with closing(sqlite3.connect(demo)) as db, closing(sqlite3.connect("then.db")) as then:
        then.execute("CREATE TABLE stored_events (originator_id, topic, state)")
        then.executemany(
            "INSERT INTO stored_events VALUES (?, ?, ?)",
            db.execute("SELECT originator_id, topic, state FROM stored_events WHERE rowid <= 2000"),
        )
        then.commit()
    told = balances(Path("then.db"))
    assert 0 < told[account] != balances(demo)[account]
    foot = lixia("view", "bank_book", "--as-known-at", "2000", *address).out
    assert said(account, told[account], "zh") in " ".join(foot.split())
