"""One view as whoever needs only that one would write it: a loop, lists, and one executemany."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from lixia_adapters.views.columns import Shape
from lixia_domain.aggregates.account.effects import fen_of
from lixia_domain.recording import codec
from lixia_domain.views.accounts import project_of
from lixia_domain.views.project_register import PROJECT_REGISTER, ProjectRow

NAMES = [cls.event_name for cls in PROJECT_REGISTER.reads]
AT = {name: place for place, name in enumerate(("key", *ProjectRow.__struct_fields__))}


def fold(store: Path, views: Path) -> None:
    """Fold the project register out of ``store`` into a table of the same columns, once."""
    rows: dict[str, list[Any]] = {}
    marks = ", ".join("?" * len(NAMES))
    with closing(sqlite3.connect(store)) as db:
        for stream, name, state in db.execute(
            "SELECT originator_id, topic, state FROM stored_events "
            f"WHERE topic IN ({marks}) ORDER BY rowid",
            NAMES,
        ):
            category, _, key = stream.partition("-")
            event = codec.decoders[name](state).data
            if category == "account":
                of = project_of(key)
                if not of:
                    continue
                _money(rows.get(of[0]) or rows.setdefault(of[0], _new(of[0])), name, event)
            else:
                _life(rows.get(key) or rows.setdefault(key, _new(key)), name, event)
    with closing(sqlite3.connect(views, isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        db.execute(f"CREATE TABLE register ({Shape(ProjectRow).table}) WITHOUT ROWID")
        db.execute("BEGIN IMMEDIATE")
        columns = ", ".join("?" * len(AT))
        db.executemany(f"INSERT INTO register VALUES ({columns})", map(_columns, rows.values()))
        db.execute("COMMIT")


def _new(key: str) -> list[Any]:
    plain = ProjectRow(project=key)
    row = [key, *(getattr(plain, name) for name in ProjectRow.__struct_fields__)]
    row[AT["_claims"]], row[AT["_waitlist"]] = {}, []
    return row


def _columns(row: list[Any]) -> list[Any]:
    row[AT["_claims"]] = json.dumps(list(row[AT["_claims"]].items()))
    row[AT["_waitlist"]] = json.dumps(row[AT["_waitlist"]])
    return row


def _money(row: list[Any], name: str, event: Any) -> None:
    if name == "account.donation_received":
        row[AT["received_fen"]] += event.amount.fen
        row[AT["balance_fen"]] += event.amount.fen
    elif name == "account.funds_reserved":
        row[AT["reserved_fen"]] += fen_of(event.shares)
    elif name == "account.funds_paid_out":
        paid = fen_of(event.shares)
        row[AT["disbursed_fen"]] += paid
        row[AT["reserved_fen"]] -= paid
        row[AT["balance_fen"]] -= paid


def _life(row: list[Any], name: str, event: Any) -> None:
    if name == "project.claimed":
        row[AT["_claims"]][event.claim] = event.amount.fen
        claimed = row[AT["claimed_fen"]] = sum(row[AT["_claims"]].values())
        row[AT["remainder_fen"]] = row[AT["budget_fen"]] - claimed
        row[AT["claimants"]] = len(row[AT["_claims"]])
    elif name == "project.drafted":
        row[AT["title"]], row[AT["domain"]] = event.title, event.domain
        row[AT["relief"]], row[AT["needs"]] = int(event.relief), len(event.needs)
        row[AT["budget_fen"]] = budget = sum(line.amount.fen for line in event.lines)
        row[AT["remainder_fen"]] = budget
        row[AT["stage"]], row[AT["drafted_on"]] = "drafted", event.on.isoformat()
    elif name == "project.approved":
        row[AT["stage"]] = "approved"
    elif name == "project.published":
        row[AT["stage"]], row[AT["batch"]] = "published", event.batch
        row[AT["minimum_fen"]] = event.minimum.fen
        row[AT["published_on"]] = event.on.isoformat()
    elif name == "project.team_assigned":
        row[AT["team"]] = event.team
    elif name == "project.started":
        row[AT["stage"]], row[AT["started_on"]] = "executing", event.on.isoformat()
    elif name == "project.acceptance_requested":
        row[AT["stage"]] = "acceptance"
    elif name == "project.accepted":
        row[AT["stage"]], row[AT["accepted_on"]] = "accepted", event.on.isoformat()
    elif name == "project.closed":
        row[AT["stage"]], row[AT["closed_on"]] = "closed", event.on.isoformat()
