"""What each fact changes in the rows of each view: a table a view, in ``rows``, for people to read.

A table is a short history, step by step. A step names its fact (the golden file of that name, some
fields of which ``with`` replaces), the key ``of`` its stream, and every row that the fact changes,
with the columns that change; a row's first step names all that it shows. ``{}`` means nothing
(NULL); a row of ``{}`` is dropped. Amounts are in fen: 22_500_00 is 22,500 yuan. A rollup's rows
add up those of its sources.
The tables are data that people read and change: nothing writes them.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from lixia_domain.kernel.columns import row_schema
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import ReadModel, Rollup, View, add, with_sources
from lixia_domain.recording import codec
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.history.moves import ACCOUNT_MOVES
from lixia_domain.views import VIEWS, by_name
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.fund_statement import FUND_STATEMENT

GOLDEN = Path(__file__).parent.parent / "golden"
TABLES = Path(__file__).parent / "rows"
BASES = {model.base for model in VIEWS if isinstance(model, Rollup)}
MODELS = tuple(model for model in with_sources(VIEWS) if model not in BASES)
"""All but the bases: what is in their rows, the tables of the rollups over them say."""
CLASSES = {"government", "other", "suspense"}
"""Accounts whose money is of the class of the same name; on all others it is donated."""
AT = datetime(2021, 12, 31, 2, tzinfo=UTC)
Shown = Mapping[str, Mapping[str, Any]]
"""Rows by key, each by the names of its columns."""

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


@cache
def steps(name: str) -> list[dict[str, Any]]:
    table = TABLES / f"{name}.toml"
    if not table.exists():
        pytest.fail(f"write what facts change in the rows of {name}: {table}", pytrace=False)
    return list(tomllib.loads(table.read_text("utf-8"))["step"])


def facts(name: str) -> Iterator[Recorded]:
    """Yield a table's facts, each at the position of its step."""
    versions: dict[str, int] = defaultdict(int)
    for position, step in enumerate(steps(name), 1):
        fact = step["fact"]
        version = EVENTS[fact].event_version
        data = json.loads((GOLDEN / f"{fact}.v{version}.json").read_text("utf-8"))
        data = replaced(data, step["with"]) if "with" in step else data
        stream = f"{fact.partition('.')[0]}-{step['of']}"
        versions[stream] += 1
        actor, role = step.get("by", ("acct-1", "system"))
        envelope = {"version": version, "recorded_at": AT, "actor": actor, "role": role}
        stored = msgspec.json.encode({**envelope, "data": data})
        yield codec.unseal((position, stream, versions[stream], fact, stored))


def replaced(data: Any, by: Any) -> Any:
    """Return an event's data with those fields replaced that ``by`` names."""
    if by == {}:
        return None
    if isinstance(by, dict) and isinstance(data, dict):
        return {**data, **{name: replaced(data[name], value) for name, value in by.items()}}
    return by.isoformat() if isinstance(by, date) else by


def expected_rows(model: ReadModel) -> list[Shown]:
    """Return what a model's table says that its rows are after each step."""
    rows: dict[str, dict[str, Any]] = {}
    after: list[Shown] = []
    for step in steps(model.name):
        for key, columns in step.get("rows", {}).items():
            if not columns:
                del rows[key]
                continue
            before = rows.get(key) or dict.fromkeys(columns_of(model))
            changed = {name: None if value == {} else value for name, value in columns.items()}
            rows[key] = {**before, **changed}
        after.append({key: dict(row) for key, row in rows.items()})
    return after


def folded(model: ReadModel) -> Iterator[Shown]:
    """Yield a model's rows as they are after each step."""
    views = [source for source in with_sources([model]) if isinstance(source, View)]
    rows: dict[str, dict[str, Any]] = {view.name: {} for view in views}
    for recorded in facts(model.name):
        for view in views:
            if isinstance(recorded.event, view.reads):
                for key in view.keys(recorded):
                    rows[view.name][key] = view.evolve(rows[view.name].get(key), recorded)
        yield {
            key: {name: getattr(row, name) for name in columns_of(model)}
            for key, row in added_up(model, rows).items()
            if row is not None
        }


def added_up(model: ReadModel, rows: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return a model's rows; of a rollup, all that its sources give, from nothing."""
    if isinstance(model, View):
        return {key: row for key, row in rows[model.name].items() if row is not None}
    base = {} if model.base is None else rows[model.base.name]
    sums: dict[str, Any] = dict(base)
    for part in model.parts:
        for key, row in added_up(part.of, rows).items():
            for to in part.keys(key, row):
                assert part.adds(row).keys() <= set(part.columns)
                sums[to] = add(sums.get(to) or model.start(to), part.adds(row))
    if base:
        return {key: model.judged(row) for key, row in sums.items()}
    return {key: row for key, row in sums.items() if row != model.start(key)}


def columns_of(model: ReadModel) -> list[str]:
    return [name for name in model.row.__struct_fields__ if not name.startswith("_")]


def test_every_model_has_a_table_and_every_table_a_model() -> None:
    there, wanted = {path.stem for path in TABLES.iterdir()}, {model.name for model in MODELS}
    assert wanted - there == set(), f"write what facts change in their rows, in {TABLES}"
    assert there - wanted == set(), f"these tables in {TABLES} are of no view"


@each_model
def test_each_fact_changes_what_the_table_says(model: ReadModel) -> None:
    for step, expected, rows in zip(
        steps(model.name), expected_rows(model), folded(model), strict=True
    ):
        assert rows == expected, f"after {step['fact']} of {step['of']}"


@each_model
def test_every_row_fits_the_schema_of_its_view(model: ReadModel) -> None:
    checker = Draft202012Validator(row_schema(model), format_checker=FormatChecker())
    for rows in folded(model):
        for key, row in rows.items():
            shown = {"key": key, **msgspec.to_builtins(row)}
            assert not [fault.message for fault in checker.iter_errors(shown)], key


@each_model
def test_every_fact_that_is_read_changes_a_row(model: ReadModel) -> None:
    views = [source for source in with_sources([model]) if isinstance(source, View)]
    read = {cls.event_name for view in views for cls in view.reads}
    changing = {step["fact"] for step in steps(model.name) if step.get("rows")}
    if isinstance(model, Rollup) and model.base is None:
        assert changing <= read
    else:
        silent, unread = sorted(read - changing), sorted(changing - read)
        table = f"rows/{model.name}.toml"
        assert not silent, f"no step of {table} shows what these change: {silent}"
        assert not unread, (
            f"these steps of {table} change rows, yet the view does not read them: {unread}"
        )


@each_model
def test_a_table_tells_every_column_from_every_other(model: ReadModel) -> None:
    """Columns that say the same throughout could be swapped; one that never changes, dropped."""
    values = {
        name: [row[name] for rows in expected_rows(model) for row in rows.values()]
        for name in columns_of(model)
    }
    table = f"rows/{model.name}.toml"
    still = [name for name, seen in values.items() if len(set(seen)) < 2]
    assert not still, f"columns that never change in {table}; add steps until each does: {still}"
    alike = [(a, b) for a, b in combinations(values, 2) if values[a] == values[b]]
    assert not alike, (
        f"columns that say the same throughout {table}; add steps that tell them apart: {alike}"
    )


SUMS = (
    (
        "fund_statement",
        "balance",
        "received - reversed - returned - paid_out + recovered + moved_in - moved_out + income"
        " - charged + short",
    ),
    (
        "project_register",
        "balance",
        "received - disbursed + recovered + moved_in - moved_out + income - charged + short",
    ),
    ("project_register", "remainder", "budget - claimed"),
    ("in_kind_register", "value", "left + issued + sold + written_off"),
    ("bank_statements", "closing", "opening + credited - debited"),
)
"""Table, column, and what it is made of, in every row at every step; all in fen."""


@pytest.mark.parametrize(("table", "column", "parts"), SUMS)
def test_a_tables_amounts_add_up(table: str, column: str, parts: str) -> None:
    terms = re.findall(r"(-?) ?(\w+)", parts)
    for step, rows in zip(steps(table), expected_rows(by_name(table)), strict=True):
        for row in rows.values():
            total = sum((-1 if sign else 1) * row[f"{name}_fen"] for sign, name in terms)
            assert row[f"{column}_fen"] == total, step


def test_the_fund_statements_table_says_what_the_specs_say_of_its_facts() -> None:
    held: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for recorded, rows in zip(facts("fund_statement"), expected_rows(FUND_STATEMENT), strict=True):
        fund, designation = recorded.key.split("/")
        source = designation if designation in CLASSES else "donated"
        for move in ACCOUNT_MOVES[type(recorded.event)](recorded.event):
            held[join_key(fund, source)][0] += move.balance
            held[join_key(fund, source)][1] += move.reserved
        assert {k: [row["balance_fen"], row["reserved_fen"]] for k, row in rows.items()} == held


def test_the_account_ledgers_table_says_what_the_specs_say_of_its_facts() -> None:
    for recorded, rows in zip(facts("account_ledger"), expected_rows(ACCOUNT_LEDGER), strict=True):
        row = rows[f"{recorded.key}/{recorded.position:012d}"]
        moved = sum(m.balance for m in ACCOUNT_MOVES[type(recorded.event)](recorded.event))
        assert (row["in_fen"], row["out_fen"]) == (max(moved, 0), max(-moved, 0))
