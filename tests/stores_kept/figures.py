"""What a store says of itself: its log, every view, its seal, and what ``lixia verify`` finds."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, TypeAlias

from lixia_adapters.console.main import main
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.views import VIEWS

Row: TypeAlias = dict[str, Any]
Views: TypeAlias = dict[str, dict[str, Row]]
"""View → key → column → value."""


STORED = "rowid, originator_id, originator_version, topic, state"

SAID_SINCE = {"store.says_unsealed", "checkpoint.unchained"}
"""Notes on every seal of the code that kept these stores, said since later releases sign more:
what a store says of itself, and which checkpoints came before."""


def address(folder: Path) -> str:
    """Return the address of the store, or the bundle, that lies in ``folder``."""
    bundle = folder / "store.zip"
    return f"bundle:///{bundle}" if bundle.exists() else f"sqlite:///{folder / 'store.db'}"


def taken(folder: Path, vkeys: Sequence[str]) -> dict[str, Any]:
    """Return all figures of the store in ``folder``, as JSON has them."""
    with open_store(address(folder)) as store:
        figures = {
            "district": store.ledger.district,
            "head": store.ledger.head(),
            "views": views(store),
            "seal": _seal(store),
        }
    return figures | {"log": log(folder), "vkeys": list(vkeys), "verify": _verified(folder, vkeys)}


def views(store: Store) -> Views | str:
    """Return each view's rows; of a store whose views can't be made, the name of the fault."""
    try:
        store.views()
    except Exception as fault:
        return type(fault).__name__
    return {model.name: rows(store.show(model.name)) for model in VIEWS}


def rows(shown: dict[str, Any]) -> dict[str, Row]:
    """Return a view's rows by key, in their order, as JSON has them."""
    plain: list[Row] = json.loads(json.dumps(shown["rows"]))
    return {row.pop("key"): row for row in plain}


def log(folder: Path) -> str | None:
    """Return the SHA-256 of all stored rows, asked of SQLite alone; a bundle has none."""
    path = folder / "store.db"
    if not path.exists():
        return None
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as db:
        for row in db.execute(f"SELECT {STORED} FROM stored_events ORDER BY rowid"):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _seal(store: Store) -> dict[str, Any]:
    state = store.seals.log.state()
    return {"size": state.size, "root": state.frontier.root().hex()}


def _verified(folder: Path, vkeys: Sequence[str]) -> dict[str, Any]:
    bundle = folder / "store.zip"
    where = ["--bundle", str(bundle)] if bundle.exists() else ["--store", address(folder)]
    out = StringIO()
    with redirect_stdout(out):
        code = main(["verify", *where, *(w for key in vkeys for w in ("--vkey", key)), "--json"])
    told = json.loads(out.getvalue())
    figures = told.get("bundle", told)
    kept = ("events", "sealed", "signed", "witnessed", "witnesses")
    findings = sorted(
        [one["severity"], one["code"]] for one in told["findings"] if one["code"] not in SAID_SINCE
    )
    return {"exit": code, **{name: figures[name] for name in kept}, "findings": findings}
