"""What the runner of processes adds to claims: batches of 50, with and without catching up.

Both sides make the same claims on stores of their own; on ours the runner takes each batch in and
looks for wishes to carry out. A second pair lists all pending tasks after each batch instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from benchmarks import claim
from benchmarks.harness import Result, main, paired
from lixia_domain.application.bootstrap import Store

BATCH = 50
ROUNDS = 11
LEAST = 1 / 1.20
"""Of the claims' rate without it: at most 20 % are added to the time that they take."""


def batches(store: Store, code: str, then: Callable[[Store], object]) -> Callable[[], int]:
    """Return a round: one batch of claims, each of a project of its own."""
    numbers = count()

    def work() -> int:
        for _ in range(BATCH):
            number = next(numbers)
            claim.claimed(store, code, f"P-{number:04d}", f"c-{number}")
        then(store)
        return BATCH

    return work


def measured(name: str, code: str, then: Callable[[Store], object]) -> Result:
    """Compare batches that ``then`` follows with batches that nothing does."""
    with ExitStack() as open_:
        sides = []
        for after in (then, lambda store: None):
            folder = open_.enter_context(TemporaryDirectory(prefix="lixia-bench-"))
            store = open_.enter_context(claim.prepared(Path(folder), code, closed=False))
            sides.append(batches(store, code, after))
        result = paired(name, *sides, rounds=ROUNDS, unit="claims")
    return evolve(result, detail=f"batches of {BATCH}; {result.detail}")


def run() -> list[Result]:
    """Measure what carrying out adds (this has a bar), and what listing pending tasks does."""
    from stdnum.cn import uscc

    code = claim.CODE[:-1] + uscc.calc_check_digit(claim.CODE[:-1])
    carried = measured("claims, the runner following", code, lambda store: store.runner.run())
    listed = measured(
        "claims, pending tasks listed", code, lambda store: store.runner.pending(claim.ON)
    )
    return [carried.against(LEAST), listed]


if __name__ == "__main__":
    sys.exit(main(run))
