"""Rebuilding views: against the library's way, against a loop by hand, and in flat memory.

All sides write to SQLite with WAL and ``synchronous = FULL``. The library has no projections on
SQLite; its way is what its runner does elsewhere: stock mapper, one fold and one commit an event.
"""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import eventsourcing.sqlite as library

from benchmarks import by_hand, stock, synthetic
from benchmarks.harness import Result, main, paired
from lixia_adapters.views import sqlite
from lixia_domain.kernel.view import ReadModel, View
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.views import VIEWS
from lixia_domain.views.project_register import PROJECT_REGISTER

COUNT, FEW = 500_000, 100_000
OF_STOCK, BY_HAND, GROWTH = 12.0, 0.6, 15.0
"""Bars: ours / the library, ours / by hand, and MB more for 500,000 events than for 100,000."""

PEAK = """
import sys
from pathlib import Path
from benchmarks.views import peak_now, rebuild, synthetic
with synthetic.ledger(Path(sys.argv[1])) as ledger:
    rebuild(ledger, Path(sys.argv[2]))
print(peak_now())
"""


def rebuild(ledger: Ledger, place: Path, models: tuple[ReadModel, ...] = VIEWS) -> int:
    """Make all views of ``ledger`` in a file of their own; return how many events were read."""
    read_models = sqlite.read_models(str(place))
    try:
        return up_to_date(ledger, read_models, models).position()
    finally:
        read_models.close()


def stock_view(recorder: library.SQLiteApplicationRecorder, place: Path) -> int:
    """Fold what enterprises have claimed of each project, one commit an event."""
    done = 0
    with closing(sqlite3.connect(place, isolation_level=None)) as db:
        db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE register (key TEXT PRIMARY KEY, row TEXT);"
            "CREATE TABLE tracking (notification_id INTEGER PRIMARY KEY)"
        )
        for position, event in stock.read(recorder):
            db.execute("BEGIN IMMEDIATE")
            if type(event).__name__ == "ProjectClaimed":
                key = event.originator_id
                found = db.execute("SELECT row FROM register WHERE key = ?", (key,)).fetchone()
                claims = json.loads(found[0]) if found else {}
                claims[event.claim] = event.amount.fen
                row = (key, json.dumps(claims))
                db.execute("INSERT OR REPLACE INTO register VALUES (?, ?)", row)
            db.execute("INSERT INTO tracking VALUES (?)", (position,))
            db.execute("COMMIT")
            done += 1
    return done


def view_facts(ledger: Ledger) -> int:
    """Return how many times a view takes in a fact in one pass over the log."""
    views: list[View[Any]] = [model for model in VIEWS if isinstance(model, View)]
    told = 0
    for view in views:
        told += sum(len(view.keys(r)) for r in ledger.read(reads=view.reads))
    return told


def peak_now() -> int:
    """Return the most memory this process has taken, in kB."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux hands ru_maxrss down from the parent that forked us; this is our own.
    return int(status.partition("VmHWM:")[2].split()[0])


def peak(store: Path, place: Path) -> float:
    """Return the most memory, in MB, that a process of its own takes to make all views."""
    args = [sys.executable, "-c", PEAK, str(store), str(place)]
    kilobytes = int(subprocess.run(args, check=True, capture_output=True).stdout)
    return kilobytes / 1024


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory() as name:
        folder, numbers = Path(name), count()
        many, few = folder / "many.db", folder / "few.db"
        synthetic.write(many, COUNT)
        synthetic.write(few, FEW)
        recorder = stock.write(folder / "stock.db")

        def fresh() -> Path:
            return folder / f"views-{next(numbers)}"

        def fold_by_hand() -> int:
            by_hand.fold(many, fresh())
            return COUNT

        with synthetic.ledger(many) as ledger:
            all_views = paired(
                "six views, against one the stock way",
                lambda: rebuild(ledger, fresh()),
                lambda: stock_view(recorder, fresh()),
                rounds=3,
                unit="events",
            )
            facts = view_facts(ledger) / COUNT
            one_view = paired(
                "one view, against by hand",
                lambda: rebuild(ledger, fresh(), (PROJECT_REGISTER,)),
                fold_by_hand,
                rounds=7,
                unit="events",
            )
        taken = all_views.ours * facts
        detail = f"{facts:.2f} view-facts an event, {taken:,.0f} view-facts/s"
        most, little = peak(many, fresh()), peak(few, fresh())
        return [
            all_views.against(OF_STOCK, detail=detail),
            one_view.against(BY_HAND),
            Result(
                name=f"MB more for {COUNT:,} events than for {FEW:,}",
                ours=most,
                baseline=little,
                ratio=most - little,
                unit="MB",
            ).against(GROWTH, "≤", detail="difference of the peaks, each in its own process"),
        ]


if __name__ == "__main__":
    sys.exit(main(run))
