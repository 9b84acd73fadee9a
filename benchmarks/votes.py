"""A call with 200,000 votes: how fast they are cast, and how fast the ballot is frozen.

Casting is paired against a bare commit of as many rows in batches of the same size. Freezing counts
the votes in the log; it is paired against ``recount``, which does nothing else. Figures only, but
for one: the tally that was frozen must be the one counted.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.append import INSERT, SETTINGS
from benchmarks.harness import Result, main, paired
from lixia_adapters.stores.sqlite_form import TABLES
from lixia_adapters.voters import VoterKey
from lixia_domain.aggregates.open_call.facts import BallotFrozen, CallKind, Revote, TieRule
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.application.activities import calls, entries, votes
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work

LAST, ON = date(2021, 5, 31), date(2021, 6, 1)
AT = datetime(2021, 6, 1, 9, tzinfo=UTC)
VOTES, ENTRIES, BATCH = 200_000, 150, 1_000
ROUND = 10
"""Batches in a round of casting."""
CALL = "BENCH"
BYTES = b"x" * 250
"""What a vote takes, envelope and all."""


def prepared(folder: Path) -> Store:
    """Return a store with a call whose vote is open."""
    store = open_store(f"sqlite:///{folder / 'votes.db'}", create=True, clock=lambda: AT)
    ledger, by = store.ledger, store.by("bench", Role.SYSTEM)
    numbers = tuple(f"{number:03d}" for number in range(ENTRIES))

    def steps(work: Work) -> None:
        early = date(2021, 5, 1)
        calls.open_the_call.within(
            work,
            call_id=CALL,
            title="虚构示例",
            kind=CallKind.RULES,
            number=100,
            tie_rule=TieRule.EARLIER,
            revote=Revote.REFUSED,
            entries_until=early,
            objection_days=7,
            on=early,
        )
        for number in numbers:
            entries.submit.within(
                work,
                call_id=CALL,
                entry_id=number,
                title="虚构示例",
                authors=(VOTER.reference(number),),
                document="d",
                document_hash="0" * 64,
                on=early,
            )
        entries.screen.within(work, call_id=CALL, entry_ids=numbers, admitted=True, on=early)

    ledger.transact(steps, by=by)
    calls.open_voting(ledger, by, call_id=CALL, until=LAST, key_mark=VOTER.mark, on=LAST)
    return store


VOTER = VoterKey(b"0" * 32)


def batches() -> Iterator[list[Ballot]]:
    """Yield votes of ever new voters, batch by batch."""
    for start in count(0, BATCH):
        yield [
            Ballot(VOTER.reference(f"{number}"), f"{number * 7919 % ENTRIES:03d}")
            for number in range(start, start + BATCH)
        ]


def cast(store: Store, some: list[Ballot]) -> None:
    """Cast a batch."""
    by = store.by("bench", Role.SYSTEM)
    votes.cast_all(
        store.ledger, by, call_id=CALL, ballots=tuple(some), key_mark=VOTER.mark, on=LAST
    )


def casting(store: Store, folder: Path) -> Result:
    """Cast votes, in turn with a bare insert of as many rows."""
    more, numbers = batches(), count()

    with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as raw:
        for statement in (*(f"PRAGMA {setting}" for setting in SETTINGS), *TABLES):
            raw.execute(statement)

        def ours() -> int:
            for _ in range(ROUND):
                cast(store, next(more))
            return ROUND * BATCH

        def bare() -> int:
            for _ in range(ROUND):
                rows = [(f"vote-{next(numbers):012d}", 1, "t", BYTES) for _ in range(BATCH)]
                raw.execute("BEGIN IMMEDIATE")
                raw.executemany(INSERT, rows)
                raw.execute("COMMIT")
            return ROUND * BATCH

        result = paired(f"casting, {BATCH:,} votes a commit", ours, bare, unit="votes")
    done = store.ledger.head()
    for some in more:
        if done >= VOTES:
            return result
        cast(store, some)
        done += BATCH
    raise AssertionError("there is always another batch")


def freezing(store: Store) -> Result:
    """Freeze the ballot again and again without recording it, in turn with a count of the log."""
    ledger, by = store.ledger, store.by("bench", Role.SYSTEM)
    calls.close_voting(ledger, by, call_id=CALL, on=ON)
    told: list[dict[str, int]] = []

    def ours() -> int:
        work = Work(ledger, by)
        calls.freeze.within(work, call_id=CALL, on=ON)
        [frozen] = [event for _, _, event in work.new if isinstance(event, BallotFrozen)]
        told.append({each.entry: each.votes for each in frozen.tally})
        return sum(told[-1].values())

    def counting() -> int:
        told.append(calls.recount(ledger, CALL, ledger.head()))
        return sum(told[-1].values())

    result = paired("freezing, against counting the log", ours, counting, unit="votes")
    assert all(tally == told[0] for tally in told), "both count the same votes"
    assert ledger.history(OPEN_CALL.stream(CALL))[-1].event.on == ON
    return result


def run() -> list[Result]:
    """Measure."""
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        folder = Path(place)
        with prepared(folder) as store:
            return [casting(store, folder), freezing(store)]


if __name__ == "__main__":
    sys.exit(main(run))
