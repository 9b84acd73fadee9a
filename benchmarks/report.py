"""How long a report takes: the whole command as a process, and its parts, against two seconds.

The store is the demo's: a report grows with projects and donors, of which it has a district's
first batch. The bar is one report in two seconds, so the ratio is how many times as fast it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.harness import Result, main
from benchmarks.start import lixia
from lixia_adapters.demo import cast, play
from lixia_adapters.report import html, pdf, xlsx
from lixia_adapters.report.findings import invariants
from lixia_domain import open_store
from lixia_domain.application.report.compose import compose
from lixia_domain.application.report.content import Document
from lixia_domain.rules.holidays import is_working

AS_OF = date(2022, 3, 31)
SECONDS = 2
ROUNDS = 7


def run() -> list[Result]:
    """Measure composing, each renderer, and the command."""
    with TemporaryDirectory() as place:
        uri = f"sqlite:///{Path(place) / 'x.db'}"
        play(uri).store.close()
        with open_store(uri, read_only=True) as store:

            def composed() -> Document:
                return compose(
                    store,
                    fund_id=cast.FUND,
                    as_of=AS_OF,
                    at=None,
                    working=is_working,
                    checks=invariants(store),
                    seal=None,
                )

            document = composed()
            found = [
                _within("report: composed, invariants checked", composed),
                _within("report: HTML", lambda: html.page(document)),
                _within("report: XLSX", lambda: xlsx.workbook(document)),
                _within("report: PDF", lambda: pdf.paper(document)),
            ]
        command = (*lixia(), "report", "--store", uri, "--as-of", str(AS_OF))
        out = str(Path(place) / "x.pdf")
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        found.append(
            _within(
                "lixia report --pdf, the process",
                lambda: subprocess.run(
                    (*command, "-o", out), check=True, capture_output=True, env=environment
                ),
            )
        )
        return found


def _within(name: str, work: Callable[[], object]) -> Result:
    work()
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    rate = 1 / median(times)
    told = Result(
        name=name, ours=rate, baseline=1 / SECONDS, ratio=rate * SECONDS, unit="reports", detail=""
    )
    detail = f"median {median(times):.2f} s of {ROUNDS}, bar {SECONDS} s"
    return told.against(1, "≥", detail=detail)


if __name__ == "__main__":
    sys.exit(main(run))
