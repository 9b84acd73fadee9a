"""A part of a view at the terminal: the very answer that a program gets of ``store.show``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lixia_domain import open_store
from lixia_domain.application.conditions import Between

from .conftest import Lixia


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (["--limit", "3"], {"limit": 3}),
        (["--where", "状态=已确认"], {"where": {"state": "confirmed"}}),
        (
            ["--where", "认领额>=20000", "--where", "amount<=5万", "--order=-认领额"],
            {
                "where": {"amount_fen": Between(2_000_000, 5_000_000)},
                "order": ["-amount_fen"],
            },
        ),
        (
            ["--order", "企业", "--order=-next due", "--limit", "5"],
            {"order": ["enterprise", "-next_due"], "limit": 5},
        ),
    ],
)
def test_what_is_typed_is_what_a_program_asks(
    lixia: Lixia, demo: Path, typed: list[str], asked: dict[str, Any]
) -> None:
    with open_store(f"sqlite:///{demo}", read_only=True) as store:
        expected = store.show("claim_board", **asked)
    assert expected["matched"] > 0
    assert lixia(
        "view", "claim_board", *typed, "--json", "--store", f"sqlite:///{demo}"
    ).json == json.loads(json.dumps(expected))


def test_pages_follow_each_other_and_say_how(lixia: Lixia, demo: Path) -> None:
    store = ("--store", f"sqlite:///{demo}")
    whole = lixia("view", "project_register", "--json", *store).json["rows"]
    asked = ("view", "project_register", "--limit", "50", *store)
    first = lixia(*asked, "--json").json
    told = lixia(*asked).out
    assert f"50/{len(whole)} 行" in told
    assert told.rstrip().endswith(f"--after {first['next']}")
    rest = lixia(*asked, "--after", first["next"], "--json").json
    assert first["rows"] + rest["rows"] == whole[: 50 + len(rest["rows"])]


@pytest.mark.parametrize(
    ("typed", "code", "names"),
    [
        (["--where", "clam=C1"], "unknown_column", "claim"),
        (["--order", "颜色"], "unknown_column", "enterprise"),
        (["--where", "claim"], "bad_selection", "column=value"),
        (["--where", "amount>=much"], "bad_amount", "much"),
        (["--where", "named=perhaps"], "bad_selection", "yes or no"),
        (["--after", "x"], "bad_selection", "first page"),
    ],
)
def test_what_can_not_be_answered_says_what_there_is(
    lixia: Lixia, demo: Path, typed: list[str], code: str, names: str
) -> None:
    asked = (
        "view",
        "claim_board",
        *typed,
        "--json",
        "--lang",
        "en",
        "--store",
        f"sqlite:///{demo}",
    )
    found = lixia(*asked)
    assert found.code
    assert found.error["code"] == code
    assert names in found.error["sentence"]
