"""``python -m tests.registers.hostile_figures``: what each hostile file costs its reader.

A process of its own for each, so that what one took is not laid at the next one's door.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.registers import hostile_books, test_hostile_texts

_READ = """
import json, sys, time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from lixia_adapters.registers.sheet import BadFile, open_sheets
begun = time.perf_counter()
try:
    open_sheets(Path(sys.argv[1]))
except BadFile:
    pass
status = Path("/proc/self/status").read_text()
own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
took = [time.perf_counter() - begun]
took += [sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
print(json.dumps([*took, own // 1024, getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024]))
"""


def main() -> None:
    """Print seconds by the clock, of the processor in both processes, and megabytes of each."""
    books = {name: make for name, (make, _) in hostile_books.HOSTILE.items()}
    texts = {name: make for name, (make, _) in test_hostile_texts.HOSTILE.items()}
    files = {
        **{(name, ".xlsx"): make for name, make in {**books, **hostile_books.HARMLESS}.items()},
        **{(name, ".csv"): make for name, make in {**texts, **test_hostile_texts.HARMLESS}.items()},
    }
    print("bytes | clock s | reader's s | process's s | reader's MB | process's MB | what")
    with TemporaryDirectory() as folder:
        for (name, suffix), make in files.items():
            path = Path(folder) / f"a{suffix}"
            made = make()
            path.write_bytes(made if isinstance(made, bytes) else made.encode())
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True
            )
            clock, own, other, own_mb, other_mb = json.loads(done.stdout)
            print(
                f"{path.stat().st_size} | {clock:.2f} | {own:.2f} | {other:.2f} | "
                f"{own_mb} | {other_mb} | {name}"
            )


if __name__ == "__main__":
    main()
