"""A process that appends: run with the store's file, a stream, how many commits, and a path.

Prints each version as soon as it is acknowledged. With a path, starts when it exists.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from eventsourcing.persistence import StoredEvent

from lixia_adapters.stores import sqlite


def main(name: str, stream: str, commits: str, begin: str = "") -> None:
    factory = sqlite.Factory({"SQLITE_DBNAME": name, "ORIGINATOR_ID_TYPE": "text"})
    recorder: Any = factory.application_recorder()
    print(recorder.about()["fingerprint"], flush=True)
    while begin and not Path(begin).exists():
        time.sleep(0.001)
    for n in range(int(commits)):
        # Two events a commit, so that half a commit could be seen.
        events = [StoredEvent(stream, 2 * n + i, "need.stated", b"{}" * 99) for i in (1, 2)]
        (*_, position) = recorder.insert_events(events)
        print(2 * n + 2, position, flush=True)
    factory.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
