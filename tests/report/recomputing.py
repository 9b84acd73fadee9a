"""The demo's facts as another engine has them, and the report's tables to hold against them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import duckdb

from lixia_adapters.analysis.parquet import export
from lixia_adapters.demo import cast
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.content import Cell, Document, Table
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.rules.holidays import is_working

DATES = (date(2021, 6, 30), date(2021, 12, 31), date(2022, 3, 31))
CLASS = """CASE designation WHEN 'general' THEN 'general' WHEN 'government' THEN 'government'
  WHEN 'other' THEN 'other' ELSE 'projects' END"""
MOVED = f"""
CREATE VIEW moved AS SELECT *, split_part(key, '/', 2) AS designation FROM facts
WHERE kind = 'account' AND split_part(key, '/', 1) = '{cast.FUND}'
"""
ASKED = """
CREATE VIEW asked AS SELECT key AS tranche, payload ->> 'line' AS line,
  payload ->> 'payee' AS payee, payload ->> 'team' AS team, payload ->> 'project' AS project,
  split_part(payload ->> 'account', '/', 2) AS designation
FROM facts WHERE name = 'disbursement.requested'
"""
BOOKS = """
CREATE VIEW books AS SELECT leaf, "on", name, designation, payload, payload ->> 'gift' AS gift,
  payload ->> 'period' AS month, payload ->> 'disbursement' AS tranche,
  CASE designation WHEN 'government' THEN 'granted' WHEN 'other' THEN 'other'
    WHEN 'suspense' THEN 'suspense' ELSE 'donated' END AS class,
  CASE
    WHEN regexp_matches(name, '(donation|appropriation|other_income)_received$') THEN 'received'
    WHEN regexp_matches(name, '(donation|income|appropriation)_reversed$') THEN 'reversed'
    WHEN regexp_matches(name, '(donation|appropriation|other_income)_returned$') THEN 'returned'
    WHEN name = 'account.funds_paid_out' THEN 'paid'
    WHEN name = 'account.recovery_received' THEN 'recovered'
    ELSE split_part(name, '.', 2) END AS line,
  CASE WHEN regexp_matches(name, '_(received|held|credited|moved_in)$') THEN amount
    ELSE -amount END AS came
FROM moved WHERE regexp_matches(name,
  '_(received|reversed|returned|out|held|cleared|credited|charged|moved_in)$')
"""


@contextmanager
def exported(store: Store, folder: Path) -> Iterator[Any]:
    """Give a database of the exported facts, and of which days were worked on."""
    path = folder / "facts.parquet"
    export(store.ledger, path)
    with duckdb.connect(":memory:") as db:
        db.read_parquet(str(path)).create_view("facts")
        for view in (MOVED, ASKED, BOOKS):
            db.execute(view)
        first = date(2021, 1, 1)
        days = [first + timedelta(n) for n in range(730)]
        db.execute("CREATE TABLE working (day DATE)")
        db.executemany("INSERT INTO working VALUES (?)", [[d] for d in days if is_working(d)])
        yield db


def fen(value: Decimal | None) -> Money:
    return Money(int((value or 0) * 100))


def table(document: Document, title: str) -> Table:
    [found] = (b for b in document.blocks() if isinstance(b, Table) and b.title.zh == title)
    return found


def rows(found: Table) -> dict[str, tuple[Cell, ...]]:
    told: dict[str, tuple[Cell, ...]] = {}
    for cell, *rest in found.rows:
        told[cell.zh if isinstance(cell, Words) else str(cell)] = tuple(rest)
    return told


def plain(cell: Any) -> Any:
    """Return a cell as SQL gives it: yuan, Chinese words, codes."""
    match cell:
        case Money(fen=fen):
            return Decimal(fen) / 100
        case Words(zh=zh):
            return zh
        case Enum():
            return str(cell.value)
        case _:
            return cell


def lines(document: Document, title: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table, and its total as the last; none, if the report lacks it."""
    for block in document.blocks():
        if isinstance(block, Table) and block.title.zh == title:
            told = [*block.rows, *(() if block.total is None else (block.total,))]
            return [tuple(map(plain, row)) for row in told]
    return []
