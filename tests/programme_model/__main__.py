"""``python -m tests.programme_model``: a long run of commands beside the model, by one seed."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tests.programme_model.drive import Fault, run
from tests.programme_model.reduce import reduced, script
from tests.programme_model.world import Tally

EVERY = 5_000
"""After how many steps it says how far it is."""


def told(tally: Tally, seconds: float) -> str:
    """Return the figures of a run, a line a kind of command."""
    lines = [
        f"{tally.steps} steps in {seconds:.0f} s ({tally.steps / max(seconds, 0.01):.0f} a s): "
        f"{sum(tally.done.values())} carried out, {sum(tally.refused.values())} refused, "
        f"{tally.again} sent again, {tally.other} keys with another body, "
        f"{tally.crashes} killed ({tally.survived} after the commit), "
        f"{tally.stores} stores, {tally.looked} looked over, {tally.specs} by the specs",
    ]
    for does in sorted(Counter(tally.done) | Counter(tally.refused)):
        lines.append(f"  {does:36} {tally.done[does]:8} done {tally.refused[does]:8} refused")
    grounds = ", ".join(f"{each.name} {count}" for each, count in tally.grounds.most_common())
    lines.append(f"  refused on these grounds: {grounds}")
    lacking = ", ".join(f"{each} {count}" for each, count in sorted(tally.lacking.items()))
    if lacking:
        lines.append(f"  done though the field says no, as it is not built yet: {lacking}")
    return "\n".join(lines)


def main() -> int:
    """Run; on a fault tell the seed and the last steps, and write the shortest script found."""
    read = argparse.ArgumentParser(prog="python -m tests.programme_model", description=__doc__)
    read.add_argument("--steps", type=int, default=15_000)
    read.add_argument("--seed", type=int, default=1)
    read.add_argument("--faults", type=Path, help="folder for scripts; go on after each fault")
    read.add_argument("--lives", action="store_true", help="mostly people, votes and papers")
    asked = read.parse_args()
    tally, began = Tally(), time.monotonic()
    next_word, faults = EVERY, Counter[str]()

    def progress() -> None:
        nonlocal next_word
        if tally.steps >= next_word:
            next_word += EVERY
            spent = time.monotonic() - began
            print(f"{tally.steps} steps, {tally.steps / spent:.0f} a second", flush=True)

    def found(fault: Fault) -> None:
        faults[fault.kind] += 1
        print(f"FAULT at seed {asked.seed}, store {fault.number}: {fault.says}", flush=True)
        if faults[fault.kind] > 1:
            return
        print("\n".join(f"  {act}" for act in fault.acts[-5:]), flush=True)
        text = script(reduced(fault), fault)
        if asked.faults is None:
            print(text, flush=True)
            return
        asked.faults.mkdir(parents=True, exist_ok=True)
        file = asked.faults / f"seed{asked.seed}-store{fault.number}.py"
        file.write_text(text, "utf-8")
        print(f"  written to {file}", flush=True)

    for fault in run(asked.seed, asked.steps, tally=tally, after=progress, lives=asked.lives):
        found(fault)
        if asked.faults is None:
            break
    print(told(tally, time.monotonic() - began), flush=True)
    for kind, count in faults.most_common():
        print(f"  fault, {count} times: {kind}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
