"""The demo shows today what it showed to earlier code, but for what a rule has changed since."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from lixia_domain.application.bootstrap import open_store

from .figures import Views, views
from .test_kept_stores import KEPT, name_of, restored, with_columns_of

COUNTED = {
    "account_ledger": {"key", "position"},
    "bank_statements": {"reviewed_at"},
    "batch_register": {"basis"},
    "call_board": {"frozen_position"},
    "disclosure_log": {"basis"},
}
"""Columns that tell a position of the log: the demo records more facts now, so they moved on.

Grants are now given to its members, foundations and accounts are registered, debits matched.
"""

CHANGED: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("need_register", "N-024"): {"stage": "verified", "project": None, "planned_on": None},
    ("data_access", "p:02bffde36dba8eff7f3d811410049a07/3"): {"actor": "team-lead-01"},
}
"""What a rule shows otherwise now.

A need whose project was cancelled is open again (S85). Who is told a volunteer's phone for a team
is the team's lead, by its own account (S79: roles are held by persons).
"""


def canonical(found: Any) -> Any:
    """Return keys and texts as ids are spelled since: full width and half are one (S60)."""
    if isinstance(found, str):
        return unicodedata.normalize("NFKC", found)
    return found


def comparable(view: str, rows: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the rows of a view without what tells positions, under canonical keys."""
    counted = COUNTED.get(view, set())
    keyed = {}
    for place, (key, row) in enumerate(rows.items()):
        kept = {name: canonical(value) for name, value in row.items() if name not in counted}
        keyed[str(place) if "key" in counted else canonical(key)] = kept
    return keyed


@pytest.fixture(scope="module")
def then(tmp_path_factory: pytest.TempPathFactory) -> Views:
    archive = next(path for path in KEPT if name_of(path) == "demo")
    (folder,) = restored(archive, tmp_path_factory.mktemp("kept"))
    kept: Views = json.loads((folder / "figures.json").read_text("utf-8"))["views"]
    return kept


@pytest.fixture(scope="module")
def now(demo_copy: Callable[[], Path]) -> Views:
    with open_store(f"sqlite:///{demo_copy()}") as store:
        shown = views(store)
    assert not isinstance(shown, str)
    return shown


def test_every_figure_of_the_demo_is_what_it_was(then: Views, now: Views) -> None:
    now = with_columns_of(then, now)
    differs: dict[tuple[str, str], dict[str, Any]] = {}
    for view, rows in then.items():
        before, after = comparable(view, rows), comparable(view, now[view])
        assert before.keys() == after.keys(), view
        for key, row in before.items():
            other = {name: after[key][name] for name in row if after[key][name] != row[name]}
            if other:
                differs[view, key] = other
    assert differs == CHANGED
