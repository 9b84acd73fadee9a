"""Votes counted anew from the log are those of the call, each voter's last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.vote import VOTE, VoteCast
from lixia_domain.application.activities.calls import recount
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES
from lixia_domain.views.vote_tally import VOTE_TALLY

ON = date(2021, 3, 10)
VOTES = (
    ("c1", "1", "a", None),
    ("c1", "2", "a", None),
    ("c2", "1", "a", None),
    ("c1", "1", "b", "a"),
    ("c1", "3", "a", None),
    ("c1", "3", "b", "a"),
    ("c10", "1", "b", None),
)
"""Call, voter, entry, and instead of which; a voter has a reference of its own in each call."""

ENTRIES = sorted({f"{call}/{entry}" for call, _, entry, _ in VOTES})


@pytest.fixture
def store() -> Iterator[Store]:
    def told(work: Work) -> None:
        for entry in ENTRIES:
            work.record(ENTRY, entry, [evolve(EXAMPLES["entry.submitted"], on=ON)])
        for call, voter, entry, instead in VOTES:
            key = join_key(call, f"p:{voter * 32}")
            before = None if instead is None else f"{call}/{instead}"
            cast = VoteCast(entry=f"{call}/{entry}", instead_of=before, on=ON)
            work.record(VOTE, key, [cast])

    clock = lambda: datetime(2021, 3, 10, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        opened.ledger.transact(told, by=opened.by("office-1", Role.SYSTEM))
        yield opened


@pytest.mark.parametrize(
    ("call", "votes"), [("c1", {"c1/a": 1, "c1/b": 2}), ("c2", {"c2/a": 1}), ("c9", {})]
)
def test_a_recount_counts_each_voter_of_the_call_once(
    store: Store, call: str, votes: dict[str, int]
) -> None:
    head = store.ledger.head()
    assert recount(store.ledger, call, head) == votes
    rows = store.views().rows(VOTE_TALLY, prefix=f"{call}/")
    assert {entry: row.votes for entry, row in rows if row.votes} == votes


def test_a_recount_goes_no_further_than_it_is_asked_to(store: Store) -> None:
    assert recount(store.ledger, "c1", len(ENTRIES) + 2) == {"c1/a": 2}
    assert recount(store.ledger, "c1", 0) == {}
