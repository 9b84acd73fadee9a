"""Sealing and verifying: at rest, beside writers, and proofs of a large tree.

Rates with a bar are absolute, for that is how they were asked for; each has a baseline beside it
that does the least any such work must do (read the rows, hash the bytes), and only the ratio tells
one machine from another.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, cast

from attrs import evolve
from eventsourcing.persistence import JSONTranscoder

from benchmarks.append import envelope
from benchmarks.harness import Result, main, paired
from benchmarks.synthetic import ledger, write
from lixia_adapters.seals.files import seal_log
from lixia_adapters.stores import sqlite
from lixia_domain.application.sealing import Seals
from lixia_domain.audit.seal.merkle import Tree, verify_inclusion
from lixia_domain.audit.seal.note import KeyKind, SigningKey
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.mapper import EnvelopeMapper

EVENTS = 300_000
LEAVES = 1_000_000
PROOFS = 2_000
COMMITS, PER_COMMIT, PAIRS = 12_000, 10, 15


def signer(origin: str) -> SigningKey:
    """Return a key for the benchmark."""
    return SigningKey(origin, KeyKind.LOG, b"b" * 32)


def floor(path: Path) -> int:
    """Read every row and hash its bytes: what any sealing or verifying must do."""
    rows = 0
    with closing(sqlite3.connect(path)) as db:
        for _, _, _, _, state in db.execute(
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
        ):
            sha256(state).digest()
            rows += 1
    return rows


def sealing(path: Path, opened: Ledger) -> int:
    """Seal the store from nothing."""
    rmtree(f"{path}.seal", ignore_errors=True)
    Seals(opened, seal_log(str(path)), signer).seal()
    return EVENTS


def verifying(path: Path, opened: Ledger) -> int:
    """Compare the store with its seal: file, streams, leaves, index, signatures."""
    found = Seals(opened, seal_log(str(path)), signer).verify()
    assert found.sound and found.sealed == EVENTS
    return EVENTS


def absolute(result: Result, rate: float) -> Result:
    """Return ``result`` judged by a rate of its own, its ratio to the baseline in the detail."""
    detail = f"{result.ratio:.2f} × reading and hashing; {result.detail}"
    return evolve(result, ratio=result.ours / rate, detail=detail).against(1.0)


def at_rest(folder: Path) -> list[Result]:
    """Seal and verify a store that nobody writes to."""
    path = folder / "rest.db"
    write(path, EVENTS)
    base = partial(floor, path)
    with ledger(path) as opened:
        sealed = paired(
            f"seal {EVENTS:,} events, over 60,000/s",
            partial(sealing, path, opened),
            base,
            rounds=5,
            unit="events",
        )
        verified = paired(
            f"verify {EVENTS:,} sealed events, over 200,000/s",
            partial(verifying, path, opened),
            base,
            rounds=5,
            unit="events",
        )
    return [absolute(sealed, 60_000), absolute(verified, 200_000)]


def proofs() -> Result:
    """Prove leaves of a large tree; the other side checks the proofs."""
    tree, chance = Tree(os.urandom(32 * LEAVES)), random.Random(6962)
    wanted = [chance.randrange(LEAVES) for _ in range(PROOFS)]
    made = [tree.inclusion(index) for index in wanted]
    root = tree.root()

    def prove() -> int:
        for index in wanted:
            tree.inclusion(index)
        return PROOFS

    def check() -> int:
        for index, path in zip(wanted, made, strict=True):
            assert verify_inclusion(
                index=index, size=LEAVES, leaf=tree.leaf(index), path=path, root=root
            )
        return PROOFS

    found = paired(f"inclusion proof at {LEAVES:,} leaves, ≤ 50 µs", prove, check, unit="proofs")
    detail = f"{1e6 / found.ours:.1f} µs each; checking {1e6 / found.baseline:.1f} µs"
    return evolve(found, ratio=found.ours / 20_000, detail=detail).against(1.0)


def beside_writers(folder: Path) -> Result:
    """Append with and without a sealer that follows, in turns: what does it cost the writer."""
    to_stored = EnvelopeMapper(transcoder=JSONTranscoder()).to_stored_event
    numbers, stores = count(), count()

    def prepared() -> list[list[Any]]:
        return [
            [
                to_stored(cast(Any, envelope(stream, version)))
                for version in range(1, PER_COMMIT + 1)
            ]
            for stream in (f"account-{next(numbers):032x}" for _ in range(COMMITS))
        ]

    def appended(commits: list[list[Any]], follow: bool) -> float:
        path = folder / f"writer-{next(stores)}.db"
        factory = sqlite.Factory({"SQLITE_DBNAME": str(path), "ORIGINATOR_ID_TYPE": "text"})
        with closing(factory):
            recorder = factory.application_recorder()
            for commit in commits[:50]:
                recorder.insert_events(commit)
            stop: Callable[[], None] = _following(path) if follow else lambda: None
            started = perf_counter()
            for commit in commits[50:]:
                recorder.insert_events(commit)
            taken = perf_counter() - started
            if follow:
                taken_in.append(seal_log(str(path)).state().size / (len(commits) * PER_COMMIT))
            stop()
        return (len(commits) - 50) * PER_COMMIT / taken

    alone, beside, ratios, taken_in = list[float](), list[float](), list[float](), list[float]()
    for turn in range(PAIRS):
        rates = {}
        for follow in (True, False) if turn % 2 else (False, True):
            rates[follow] = appended(prepared(), follow)
        alone.append(rates[False])
        beside.append(rates[True])
        ratios.append(rates[True] / rates[False])
    return Result(
        name=f"append {PER_COMMIT} events a commit while a sealer follows",
        ours=median(beside),
        baseline=median(alone),
        ratio=median(ratios),
        unit="events",
        detail=f"{PAIRS} alternated pairs, {min(ratios):.2f} to {max(ratios):.2f}; "
        f"{median(taken_in):.0%} sealed by the last commit",
    ).against(0.90)


def _following(path: Path) -> Callable[[], None]:
    """Start ``seal --follow`` as it is used, in a process of its own; return how to end it."""
    import subprocess

    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.seal", "--follow", str(path)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()  # it has begun

    def stop() -> None:
        process.terminate()
        process.wait()

    return stop


def follow(path: Path) -> None:
    """Follow a store until killed."""
    with ledger(path) as opened:
        seals = Seals(opened, seal_log(str(path)), signer)
        for note in seals.follow(threading.Event().is_set):
            print(len(note.text), flush=True)


def run() -> list[Result]:
    """Measure all of it."""
    with TemporaryDirectory(prefix="lixia-bench-") as folder:
        place = Path(folder)
        return [*at_rest(place), proofs(), beside_writers(place)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--follow"]:
        follow(Path(sys.argv[2]))
    else:
        sys.exit(main(run))
