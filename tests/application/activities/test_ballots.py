"""A ballot, its key and its tally are what the log says: nobody tells them (S81, S82, S84)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lixia_domain.aggregates.open_call.facts import (
    BallotFrozen,
    CallKind,
    Revote,
    TieRule,
    VotingClosed,
    VotingOpened,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Why
from lixia_domain.aggregates.vote import Why as VoteWhy
from lixia_domain.application.activities import calls, entries, votes
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role

EARLY, VOTE, LAST, TODAY = (date(2021, 3, day) for day in (1, 10, 20, 21))
A, B = f"p:{'a' * 32}", f"p:{'b' * 32}"


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 3, 21, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        for call in ("c1", "c2"):
            _called(opened, call)
        yield opened


def do(store: Store, use_case: UseCase[..., Any], command: str | None = None, **told: Any) -> Any:
    by = store.by("office-1", Role.PROGRAMME_OFFICE, command=command)
    return use_case(store.ledger, by, **{"on": TODAY, **told})


def refused(why: Reason, store: Store, use_case: UseCase[..., Any], **told: Any) -> None:
    with pytest.raises(Rejection) as refusal:
        do(store, use_case, **told)
    assert refusal.value.reason is why


def _called(store: Store, call: str) -> None:
    """A call that admitted entries 2 and 1, in this order, and did not admit 3."""
    do(
        store,
        calls.open_the_call,
        call_id=call,
        title="虚构示例",
        kind=CallKind.RULES,
        number=1,
        tie_rule=TieRule.EARLIER,
        revote=Revote.REFUSED,
        entries_until=EARLY,
        objection_days=1,
        on=EARLY,
    )
    file: dict[str, Any] = {"authors": (A,), "document": "d", "document_hash": "0" * 64}
    for entry in "213":
        do(store, entries.submit, call_id=call, entry_id=entry, title=entry, **file, on=EARLY)
    do(store, entries.screen, call_id=call, entry_ids=("1", "2"), admitted=True)
    do(store, entries.screen, call_id=call, entry_ids=("3",), admitted=False, reason="r")


def opened(store: Store, call: str = "c1", key: str = "k1", command: str | None = None) -> None:
    told: dict[str, Any] = {"call_id": call, "until": LAST, "key_mark": key, "on": VOTE}
    do(store, calls.open_voting, command, **told)


def voted(store: Store, entry: str, voter: str = A, call: str = "c1", key: str = "k1") -> Any:
    told = {"call_id": call, "entry_id": entry, "voter": voter, "key_mark": key, "on": LAST}
    return do(store, votes.cast, **told)


def facts(store: Store, call: str) -> list[object]:
    return [recorded.event for recorded in store.ledger.history(OPEN_CALL.stream(call))]


def formerly(store: Store, use_case: UseCase[..., Any], **told: Any) -> list[Mapping[str, Any]]:
    assert use_case.formerly is not None
    asked = use_case.formerly
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    return store.ledger.transact(lambda work: list(asked(work, told)), by=by)


def test_every_admitted_entry_is_on_the_ballot_the_earlier_first(store: Store) -> None:
    opened(store)
    voting = VotingOpened(entries=("c1/2", "c1/1"), until=LAST, key_mark="k1", on=VOTE)
    assert facts(store, "c1")[-1] == voting


def test_a_request_of_older_code_that_told_the_entries_is_known_again(store: Store) -> None:
    opened(store, command="k")
    head = store.ledger.head()
    opened(store, command="k")
    assert store.ledger.head() == head
    told = formerly(store, calls.open_voting, call_id="c1")
    assert [one["entry_ids"] for one in told] == [("2", "1"), ("1", "2")]


def test_one_key_serves_one_call(store: Store) -> None:
    opened(store)
    told = {"call_id": "c2", "until": LAST, "on": VOTE}
    refused(Why.KEY_USED, store, calls.open_voting, **told, key_mark="k1")
    opened(store, "c2", "k2")


def test_the_tally_is_counted_from_the_log_up_to_the_close(store: Store) -> None:
    opened(store)
    opened(store, "c2", "k2")
    voted(store, "1")
    voted(store, "2", call="c2", key="k2")
    do(store, calls.close_voting, call_id="c1")
    closed = store.ledger.head()
    voted(store, "1", voter=B, call="c2", key="k2")
    do(store, calls.freeze, call_id="c1")
    [*_, close, frozen] = facts(store, "c1")
    assert isinstance(close, VotingClosed)
    assert isinstance(frozen, BallotFrozen)
    assert frozen.position == closed
    assert [(one.entry, one.votes) for one in frozen.tally] == [("c1/2", 0), ("c1/1", 1)]


def test_a_vote_for_what_was_taken_back_may_be_cast_again_and_once(store: Store) -> None:
    opened(store)
    voted(store, "1")
    told = {"call_id": "c1", "voter": A, "key_mark": "k1", "on": LAST}
    refused(VoteWhy.CAST_ALREADY, store, votes.cast, **told, entry_id="2")
    do(store, entries.withdraw, call_id="c1", entry_id="1", reason="r")
    assert voted(store, "2") == "changed"
    assert calls.recount(store.ledger, "c1", store.ledger.head()) == {"c1/2": 1}


@pytest.mark.parametrize("day", [VOTE, LAST])
def test_the_vote_is_open_to_the_end_of_its_last_day(store: Store, day: date) -> None:
    opened(store)
    refused(Why.VOTING_RUNS, store, calls.close_voting, call_id="c1", on=day)
    do(store, calls.close_voting, call_id="c1")
