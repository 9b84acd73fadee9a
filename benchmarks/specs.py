"""All invariants over a history: as an auditor runs them, against one bare pass over the log.

The bare pass decodes every fact and folds one view (the project register) out of the lot, by a loop
written out: the least that any answer about the whole of a history takes. Ours adds to it all
checks, all views both ways, pytest, the hash of the file before and after, and the report.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from attrs import evolve

from benchmarks import synthetic
from benchmarks.harness import Result, main, paired
from lixia_domain.recording.ledger import Ledger
from lixia_domain.specs.places import builtin, gather
from lixia_domain.specs.run import run as run_specs
from lixia_domain.views.project_register import PROJECT_REGISTER

COUNT = 500_000
LEAST = 1 / 8
"""Of the bare pass's rate."""


def audited(path: Path) -> int:
    """Run the invariants over the store; all must hold."""
    files = gather([builtin() / "审计" / "不变量.feature"])
    outcome = run_specs(files, uri=f"sqlite:///{path}", jobs=None)
    wrong = [f"{r.scenario}: {r.why_en}" for r in outcome.results if r.outcome != "passed"]
    assert not wrong, wrong
    return COUNT


def bare(ledger: Ledger) -> int:
    """Decode all facts and fold one view."""
    rows: dict[str, Any] = {}
    keys, fold, reads = PROJECT_REGISTER.keys, PROJECT_REGISTER.evolve, set(PROJECT_REGISTER.reads)
    for recorded in ledger.read():
        if type(recorded.event) in reads:
            for key in keys(recorded):
                rows[key] = fold(rows.get(key), recorded)
    assert rows
    return COUNT


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory(prefix="lixia-bench-") as folder:
        path = Path(folder) / "history.db"
        synthetic.write(path, COUNT)
        with synthetic.ledger(path) as ledger:
            result = paired(
                "all invariants over a history, against decoding and folding one view",
                lambda: audited(path),
                lambda: bare(ledger),
                rounds=3,
                unit="events",
            )
    took = COUNT / result.ours
    told = f"{took:.1f} s for {COUNT:,} events, the bare pass {COUNT / result.baseline:.1f} s"
    return [evolve(result.against(LEAST), detail=f"{told}; {result.detail}")]


if __name__ == "__main__":
    sys.exit(main(run))
