"""How long it takes to start, against a process that imports what any such program needs.

Each unit is one process, from its start to its end. Both sides take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from benchmarks.harness import Result, Work, main, paired

ROUNDS = 7
FLOOR = (sys.executable, "-c", "import attrs, cattrs, msgspec, sqlite3")
IMPORT = (sys.executable, "-c", "from lixia_domain import open_store")


def lixia() -> tuple[str, ...]:
    """Return how the installed ``lixia`` is started; without one, the module."""
    script = Path(sys.executable).with_name("lixia")
    return (
        (str(script),) if script.exists() else (sys.executable, "-m", "lixia_adapters.console.main")
    )


def run() -> list[Result]:
    """Measure help, a small command on a real store, and the library's import."""
    with TemporaryDirectory() as place:
        uri = f"sqlite:///{Path(place) / 'x.db'}"
        _process((*lixia(), "demo", "--store", uri, "--json"))()
        return [
            _beside("lixia --help", (*lixia(), "--help"), 1.0),
            _beside("lixia store info", (*lixia(), "store", "info", "--store", uri), 2.4),
            _beside("from lixia_domain import open_store", IMPORT, 0.5),
        ]


def _beside(name: str, command: Sequence[str], bar: float) -> Result:
    """Return how many times as long as the floor ``command`` takes.

    ``paired`` tells rates, whose ratio is the inverse of that of times: so the sides change places.
    """
    told = paired(name, _process(FLOOR), _process(command), rounds=ROUNDS, unit="processes")
    turned = evolve(told, ours=told.baseline, baseline=told.ours)
    return turned.against(bar, "≤", detail="times the imports' time")


def _process(command: Sequence[str]) -> Work:
    environment = os.environ | {"LC_ALL": "C.UTF-8"}

    def once() -> int:
        subprocess.run(command, check=True, capture_output=True, env=environment)
        return 1

    return once


if __name__ == "__main__":
    sys.exit(main(run))
