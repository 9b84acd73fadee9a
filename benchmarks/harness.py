"""Paired measurements: both sides take turns in one process, and only their ratio is judged.

Rates of a machine come and go; what one side gains from a quiet moment the other gains with it.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import Literal

from attrs import asdict, evolve, frozen

Work = Callable[[], int]
"""Does a round of work and returns how many units it was."""
Clock = Callable[[], float]
_LEAST = 0.01
"""Seconds: less a clock of the processor can't tell."""


@frozen(kw_only=True)
class Result:
    """One line of the table: rates in ``unit`` a second, and how their ratio stands to the bar.

    ``ratio`` is the median over the rounds of ours / baseline, not the ratio of the medians.
    """

    name: str
    ours: float
    baseline: float
    ratio: float
    unit: str
    bar: float | None = None
    better: Literal["≥", "≤"] = "≥"
    detail: str = ""

    @property
    def met(self) -> bool:
        """Tell whether the ratio keeps to its bar; a figure without one always does."""
        if self.bar is None:
            return True
        return self.ratio >= self.bar if self.better == "≥" else self.ratio <= self.bar

    def against(self, bar: float, better: Literal["≥", "≤"] = "≥", *, detail: str = "") -> Result:
        """Return the result with a bar to keep to."""
        return evolve(self, bar=bar, better=better, detail=detail or self.detail)


def processor_time() -> float:
    """Return the seconds of the processor that this program and its children have had, all told.

    For work that waits for nothing: other programs on the machine change it little.
    """
    return sum(os.times()[:4])


def _rate(work: Work, clock: Clock) -> float:
    started = clock()
    units = work()
    return units / max(clock() - started, _LEAST)


def paired(
    name: str,
    ours: Work,
    baseline: Work,
    *,
    rounds: int = 7,
    unit: str,
    clock: Clock = perf_counter,
) -> Result:
    """Let both sides work in turns, ``rounds`` times each after one that isn't counted.

    Which of the two begins changes from round to round, so neither always runs on the other's
    warm caches or pays for its flushes.
    """
    ours(), baseline()
    rates: list[tuple[float, float]] = []
    gc.collect()
    for turn in range(rounds):
        if turn % 2:
            theirs = _rate(baseline, clock)
            rates.append((_rate(ours, clock), theirs))
        else:
            mine = _rate(ours, clock)
            rates.append((mine, _rate(baseline, clock)))
    ratios = sorted(mine / theirs for mine, theirs in rates)
    return Result(
        name=name,
        ours=median(mine for mine, _ in rates),
        baseline=median(theirs for _, theirs in rates),
        ratio=median(ratios),
        unit=unit,
        detail=f"{rounds} rounds, {ratios[0]:.2f} to {ratios[-1]:.2f}",
    )


def table(results: Iterable[Result]) -> str:
    """Return the results as lines of text."""
    lines = [("", "what", "ours/s", "baseline/s", "ratio", "bar", "unit", "detail")]
    for r in results:
        bar = "" if r.bar is None else f"{r.better} {r.bar:.2f}"
        met = "·" if r.bar is None else "✓" if r.met else "✗"
        lines.append(
            (
                *(met, r.name, f"{r.ours:,.0f}", f"{r.baseline:,.0f}", f"{r.ratio:.3f}"),
                *(bar, r.unit, r.detail),
            )
        )
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 2 <= at <= 4 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def as_json(results: Iterable[Result]) -> str:
    """Return the results for machines."""
    return json.dumps([asdict(r) | {"met": r.met} for r in results], ensure_ascii=False, indent=1)


def main(run: Callable[[], list[Result]], arguments: list[str] | None = None) -> int:
    """Run, print (``--json`` for machines) and return 1 if a bar was missed, else 0."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    wanted = parser.parse_args(arguments)
    results = run()
    print(as_json(results) if wanted.json else table(results))
    return 0 if all(r.met for r in results) else 1
