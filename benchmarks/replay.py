"""Replay as of a date and trace, against a loop by hand that reads only what it must.

The store holds 500,000 synthetic events in our own schema and bytes; the machine's file cache
is warm. Seconds stand beside the ratios because that is what a person waits.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import msgspec
from attrs import evolve

from benchmarks import synthetic
from benchmarks.harness import Result, main, paired
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.names import columns
from lixia_domain.audit.past.rows import replay
from lixia_domain.audit.trace.flow import FlowKind
from lixia_domain.audit.trace.follow import follow
from lixia_domain.audit.trace.steps import trace
from lixia_domain.kernel.view import ReadModel, View
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger
from lixia_domain.views import VIEWS
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.fund_statement import FUND_STATEMENT
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY
from lixia_domain.views.project_register import PROJECT_REGISTER

COUNT = 500_000
ON = date(2030, 1, 1)
OF_BY_HAND, SECONDS, TRACED = 0.5, 3.0, 0.5
"""Bars: ours / by hand; seconds to replay one view, and to trace a yuan, or a figure again that was
traced before. How long it takes when it is first asked for is told beside it."""


class Dated(msgspec.Struct):
    """What a loop by hand needs of a fact's data to know whether it had happened."""

    on: date


class Envelope(msgspec.Struct):
    """The stored form, as narrow as that."""

    data: Dated


def by_hand(path: Path, view: View[Any], on: date) -> int:
    """One view as of a date: its names by SQL, a dict of rows, the view's own fold."""
    names = [cls.event_name for cls in view.reads]
    marks = ", ".join("?" * len(names))
    dated = msgspec.json.Decoder(Envelope).decode
    rows: dict[str, Any] = {}
    with closing(sqlite3.connect(path)) as db:
        for row in db.execute(
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
            f"WHERE topic IN ({marks}) ORDER BY rowid",
            names,
        ):
            if dated(row[4]).data.on <= on:
                recorded = codec.unseal(row)
                for key in view.keys(recorded):
                    rows[key] = view.evolve(rows.get(key), recorded)
    return COUNT


def seconds(name: str, work: Callable[[], object], bar: float, detail: str) -> Result:
    """Time ``work``: the median of five, after one that isn't counted."""
    work()
    taken: list[float] = []
    for _ in range(5):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    median = sorted(taken)[2]
    return Result(name=name, ours=1 / median, baseline=1.0, ratio=median, unit="runs").against(
        bar, "≤", detail=f"{detail}; ratio = seconds".removeprefix("; ")
    )


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "replay.db"
        synthetic.write(path, COUNT)
        with synthetic.ledger(path) as ledger:
            return [*_replays(ledger, path), *_traces(ledger)]


def _replays(ledger: Ledger, path: Path) -> list[Result]:
    moment = Moment(on=ON)

    def ours(view: View[Any]) -> int:
        replay(ledger, (view,), moment)
        return COUNT

    return [
        *(
            paired(
                f"{view.name} as of a date, against by hand",
                lambda view=view: ours(view),  # type: ignore[misc] # a default binds it
                lambda view=view: by_hand(path, view, ON),  # type: ignore[misc]
                rounds=5,
                unit="events",
            ).against(OF_BY_HAND)
            for view in (PROJECT_REGISTER, CLAIM_BOARD, FUND_STATEMENT)
        ),
        *(
            seconds(f"replay {model.name}", partial(replay, ledger, (model,), moment), SECONDS, "")
            for model in (PROJECT_REGISTER, PROGRAMME_SUMMARY)
        ),
    ]


def _traces(ledger: Ledger) -> list[Result]:
    credit = next(
        r.key for r in ledger.read(0, 1_000) if r.event.event_name == "bank_credit.recorded"
    )
    rows = replay(ledger, VIEWS)
    shown = ((model, next(iter(rows.rows(model)), None)) for model in VIEWS)
    figures = [_slowest(ledger, model, first[0]) for model, first in shown if first is not None]
    where = seconds("trace a credit", lambda: follow(ledger, FlowKind.CREDIT, credit), TRACED, "")
    return [*(one for one in figures if one is not None), where]


def _slowest(ledger: Ledger, model: ReadModel, key: str) -> Result | None:
    """Trace all money of a row, each figure first and again; return what took longest again."""
    slowest: Result | None = None
    longest = 0.0
    for column in filter(lambda name: name.endswith("_fen"), columns(model)):
        started = perf_counter()
        found = trace(ledger, model, key, column)
        longest = max(longest, perf_counter() - started)
        again = seconds(
            f"trace {model.name} {key} {column} again",
            lambda column=column: trace(ledger, model, key, column),  # type: ignore[misc]
            TRACED,
            f"{len(found.steps):,} events behind it",
        )
        if slowest is None or again.ratio > slowest.ratio:
            slowest = again
    if slowest is None:
        return None
    return evolve(slowest, detail=f"{slowest.detail}; a figure of the row first: {longest:.2f} s")


if __name__ == "__main__":
    sys.exit(main(run))
