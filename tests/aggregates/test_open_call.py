from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as holds
from hypothesis import strategies as st

from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.facts import (
    AwardGranted,
    AwardWithdrawn,
    BallotFrozen,
    CallEvent,
    CallKind,
    CallOpened,
    EntryVotes,
    ResultsPublished,
    Revote,
    TieRule,
    VoterKeyDestroyed,
    VotingClosed,
    VotingOpened,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Call, CallStage, Why
from lixia_domain.testing import given

ON, LAST, VOTE, END = (date(2021, m, 1) for m in (3, 4, 5, 6))
MARK = "mark"
TERMS: dict[str, Any] = {
    "title": "文明条文",
    "kind": CallKind.RULES,
    "campaign": None,
    "number": 2,
    "tie_rule": TieRule.EARLIER,
    "revote": Revote.REFUSED,
    "entries_until": LAST,
    "objection_days": 7,
}
BALLOT = ("c/1", "c/2", "c/3")
OPENED = CallOpened(**TERMS, on=ON)
VOTING = VotingOpened(entries=BALLOT, until=END, key_mark=MARK, on=VOTE)
CLOSED = VotingClosed(on=END)
PUBLISHED = ResultsPublished(
    entries=("c/2", "c/1"), decided=(), document="", objections_until=date(2021, 6, 8), on=END
)


def frozen(
    votes: Mapping[str, int], rule: TieRule = TieRule.EARLIER, ballot: tuple[str, ...] = BALLOT
) -> tuple[CallEvent, ...]:
    """The history of a call whose ballot was frozen with ``votes``."""
    tally = tuple(EntryVotes(entry=entry, votes=votes.get(entry, 0)) for entry in ballot)
    told = CallOpened(**{**TERMS, "tie_rule": rule}, on=ON)
    done = BallotFrozen(position=9, tally=tally, tie_rule=rule, on=END)
    return (told, VOTING, CLOSED, done)


FROZEN = frozen({"c/1": 1, "c/2": 2})
OVER = (*FROZEN, PUBLISHED)
AFTER = date(2021, 6, 9)


def test_a_call_is_opened_once() -> None:
    given(OPEN_CALL).when(open_call.open_call, **TERMS, on=ON).then(OPENED)
    given(OPEN_CALL, OPENED).when(open_call.open_call, **TERMS, on=LAST).ignored()


@pytest.mark.parametrize("other", [{"number": 3}, {"tie_rule": TieRule.LOT}, {"title": "别的"}])
def test_another_call_under_the_id_is_refused(other: dict[str, Any]) -> None:
    told = given(OPEN_CALL, OPENED).when(open_call.open_call, **{**TERMS, **other}, on=ON)
    told.refused(Why.EXISTS, title="文明条文")


@pytest.mark.parametrize("other", [{"number": 0}, {"objection_days": 0}])
def test_a_call_that_publishes_nothing_or_hears_nobody_is_refused(other: dict[str, Any]) -> None:
    told = given(OPEN_CALL).when(open_call.open_call, **{**TERMS, **other}, on=ON)
    told.refused(Why.BAD_TERMS)


def test_a_call_takes_entries_on_its_first_day_at_least() -> None:
    last = TERMS["entries_until"]
    told = given(OPEN_CALL)
    told.when(open_call.open_call, **TERMS, on=last + timedelta(days=1)).refused(
        Why.ENTRIES_OVER, until=last
    )
    assert given(OPEN_CALL).when(open_call.open_call, **TERMS, on=last)


def entry_comes(call: Call | None, *, on: date) -> tuple[()]:
    open_call.taking_entries(call, on=on)
    return ()


def screened(call: Call | None) -> tuple[()]:
    open_call.screening(call)
    return ()


def withdrawn(call: Call | None) -> tuple[()]:
    open_call.withdrawing(call)
    return ()


def test_entries_are_taken_through_the_last_day() -> None:
    given(OPEN_CALL, OPENED).when(entry_comes, on=LAST).ignored()
    late = given(OPEN_CALL, OPENED).when(entry_comes, on=LAST + timedelta(1))
    late.refused(Why.ENTRIES_OVER, until=LAST)
    given(OPEN_CALL).when(entry_comes, on=ON).refused(Why.UNKNOWN)


def test_what_is_on_the_ballot_is_screened_no_more() -> None:
    given(OPEN_CALL, OPENED).when(screened).ignored()
    told = given(OPEN_CALL, OPENED, VOTING).when(screened)
    told.refused(Why.WRONG_STAGE, stage=CallStage.VOTING, act="初审")


def test_an_entry_may_be_taken_back_until_the_ballot_is_frozen() -> None:
    for history in ((OPENED,), (OPENED, VOTING), (OPENED, VOTING, CLOSED)):
        given(OPEN_CALL, *history).when(withdrawn).ignored()
    given(OPEN_CALL, *FROZEN).when(withdrawn).refused(Why.WRONG_STAGE, stage=CallStage.FROZEN)


def test_voting_opens_after_the_last_entry_could_come() -> None:
    words: dict[str, Any] = {"entries": BALLOT, "until": END, "key_mark": MARK, "key_of": None}
    given(OPEN_CALL, OPENED).when(open_call.open_voting, **words, on=VOTE).then(VOTING)
    early = given(OPEN_CALL, OPENED).when(open_call.open_voting, **words, on=LAST)
    early.refused(Why.ENTRIES_RUN, until=LAST)


def test_a_vote_that_is_over_before_it_opens_is_refused() -> None:
    told = given(OPEN_CALL, OPENED).when(
        open_call.open_voting, entries=BALLOT, until=LAST, key_mark=MARK, key_of=None, on=VOTE
    )
    told.refused(Why.VOTING_OVER, until=LAST)


def test_a_key_that_another_call_has_had_is_refused() -> None:
    told = given(OPEN_CALL, OPENED).when(
        open_call.open_voting, entries=BALLOT, until=END, key_mark=MARK, key_of="d", on=VOTE
    )
    told.refused(Why.KEY_USED, mark=MARK, call="d")


def test_a_ballot_of_too_few_is_refused() -> None:
    told = given(OPEN_CALL, OPENED).when(
        open_call.open_voting, entries=("c/1",), until=END, key_mark=MARK, key_of=None, on=VOTE
    )
    told.refused(Why.TOO_FEW, number=2, count=1)


def vote_comes(
    call: Call | None, *, entries: Collection[str], key_mark: str = MARK, on: date = VOTE
) -> tuple[bool]:
    return (open_call.taking_votes(call, entries=entries, key_mark=key_mark, on=on),)


def test_a_vote_of_a_day_before_the_vote_opened_does_not_count() -> None:
    told = given(OPEN_CALL, OPENED, VOTING).when(vote_comes, entries=("c/1",), on=LAST)
    told.refused(Why.VOTING_NOT_OPEN, since=VOTE, on=LAST)


@pytest.mark.parametrize("revote", Revote)
def test_votes_are_taken_through_the_last_day_by_the_calls_rule(revote: Revote) -> None:
    opened = CallOpened(**{**TERMS, "revote": revote}, on=ON)
    told = given(OPEN_CALL, opened, VOTING).when(vote_comes, entries=("c/1",), on=END)
    told.then(revote is Revote.REPLACES)


def test_votes_that_do_not_count_are_refused() -> None:
    open_now = given(OPEN_CALL, OPENED, VOTING)
    late = open_now.when(vote_comes, entries=("c/1",), on=END + timedelta(1))
    late.refused(Why.VOTING_OVER, until=END)
    open_now.when(vote_comes, entries=("c/1", "c/9")).refused(Why.NOT_ON_BALLOT, entry="c/9")
    other = open_now.when(vote_comes, entries=("c/1",), key_mark="x")
    other.refused(Why.OTHER_KEY, mark="x")
    closed = given(OPEN_CALL, OPENED, VOTING, CLOSED).when(vote_comes, entries=("c/1",))
    closed.refused(Why.WRONG_STAGE, stage=CallStage.COUNTING, act="投票")


def test_voting_closes_when_its_last_day_is_over_and_not_before() -> None:
    next_day = END + timedelta(1)
    closed = VotingClosed(on=next_day)
    given(OPEN_CALL, OPENED, VOTING).when(open_call.close_voting, on=next_day).then(closed)
    for day in (VOTE, END):
        early = given(OPEN_CALL, OPENED, VOTING).when(open_call.close_voting, on=day)
        early.refused(Why.VOTING_RUNS, until=END)


def test_the_ballot_is_frozen_with_every_entry_that_was_not_withdrawn() -> None:
    counting = given(OPEN_CALL, OPENED, VOTING, CLOSED)
    told = counting.when(
        open_call.freeze,
        votes={"c/1": 4, "c/2": 9},
        withdrawn={"c/2"},
        position=20,
        on=END,
    )
    tally = (EntryVotes(entry="c/1", votes=4), EntryVotes(entry="c/3", votes=0))
    told.then(BallotFrozen(position=20, tally=tally, tie_rule=TieRule.EARLIER, on=END))
    assert open_call.counting(counting.state) == BALLOT


@pytest.mark.parametrize(
    "votes, entries",
    [
        ({"c/1": 1, "c/2": 2}, ("c/2", "c/1")),
        ({"c/2": 5, "c/3": 5}, ("c/2", "c/3")),
        ({"c/1": 1, "c/2": 1, "c/3": 9}, ("c/3", "c/1")),
        ({}, ("c/1", "c/2")),
    ],
)
def test_those_with_most_votes_are_published_the_earlier_first(
    votes: Mapping[str, int], entries: tuple[str, ...]
) -> None:
    told = given(OPEN_CALL, *frozen(votes)).when(open_call.publish, decided=(), document="", on=END)
    until = date(2021, 6, 8)
    told.then(
        ResultsPublished(entries=entries, decided=(), document="", objections_until=until, on=END)
    )


TIED = {"c/1": 1, "c/2": 1, "c/3": 9}


@pytest.mark.parametrize("rule", [TieRule.JURY, TieRule.LOT])
def test_a_tie_at_the_line_is_decided_by_those_the_rule_names(rule: TieRule) -> None:
    told = given(OPEN_CALL, *frozen(TIED, rule)).when(
        open_call.publish, decided=("c/2",), document="纪要", on=END
    )
    told.then(
        ResultsPublished(
            entries=("c/3", "c/2"),
            decided=("c/2",),
            document="纪要",
            objections_until=date(2021, 6, 8),
            on=END,
        )
    )


@pytest.mark.parametrize("decided", [(), ("c/1", "c/2"), ("c/1", "c/1")])
def test_a_tie_not_decided_for_exactly_the_open_places_is_refused(
    decided: tuple[str, ...],
) -> None:
    told = given(OPEN_CALL, *frozen(TIED, TieRule.JURY)).when(
        open_call.publish, decided=decided, document="纪要", on=END
    )
    told.refused(Why.TIE_OPEN, entries="c/1、c/2", seats=1, count=len(set(decided)))


def test_a_decision_without_evidence_is_refused() -> None:
    told = given(OPEN_CALL, *frozen(TIED, TieRule.LOT)).when(
        open_call.publish, decided=("c/1",), document="", on=END
    )
    told.refused(Why.NO_DOCUMENT)


@pytest.mark.parametrize(
    "votes, rule, named",
    [
        (TIED, TieRule.JURY, "c/3"),
        (TIED, TieRule.EARLIER, "c/2"),
        ({"c/1": 2, "c/2": 1}, TieRule.JURY, "c/3"),
    ],
)
def test_nobody_is_named_whom_the_votes_have_decided_on(
    votes: Mapping[str, int], rule: TieRule, named: str
) -> None:
    told = given(OPEN_CALL, *frozen(votes, rule)).when(
        open_call.publish, decided=(named,), document="纪要", on=END
    )
    told.refused(Why.NOT_TIED, entries=named)


def test_where_too_few_are_left_nothing_is_published() -> None:
    told = given(OPEN_CALL, *frozen({"c/1": 7}, ballot=("c/1",))).when(
        open_call.publish, decided=(), document="", on=END
    )
    told.refused(Why.TOO_FEW, number=2, count=1)


@holds(st.lists(st.integers(0, 4), min_size=2, max_size=12), st.integers(1, 12))
def test_exactly_so_many_are_published_and_none_was_outvoted(votes: list[int], number: int) -> None:
    number = min(number, len(votes))
    ballot = tuple(f"c/{at}" for at in range(len(votes)))
    of = dict(zip(ballot, votes, strict=True))
    opened = CallOpened(**{**TERMS, "number": number}, on=ON)
    call = OPEN_CALL.fold((opened, *frozen(of, ballot=ballot)[1:]))
    [told] = open_call.publish(call, decided=(), document="", on=END)
    entries = told.entries
    assert len(set(entries)) == number
    left = [of[entry] for entry in ballot if entry not in entries]
    assert max(left, default=0) <= min(of[entry] for entry in entries)


def test_an_award_goes_to_a_published_entry_after_the_period_for_objections() -> None:
    words: dict[str, Any] = {"entry": "c/1", "award": "一等奖"}
    granted = AwardGranted(**words, on=AFTER)
    given(OPEN_CALL, *OVER).when(open_call.grant, **words, on=AFTER).then(granted)
    given(OPEN_CALL, *OVER, granted).when(open_call.grant, **words, on=AFTER).ignored()
    early = given(OPEN_CALL, *OVER).when(open_call.grant, **words, on=date(2021, 6, 8))
    early.refused(Why.OBJECTIONS_RUN, until=date(2021, 6, 8), act="授奖")
    other = given(OPEN_CALL, *OVER).when(open_call.grant, entry="c/3", award="一等奖", on=AFTER)
    other.refused(Why.NOT_PUBLISHED, entry="c/3")


def test_the_voter_key_is_destroyed_once_nobody_may_object() -> None:
    gone = VoterKeyDestroyed(key_mark=MARK, witness="w", on=AFTER)
    given(OPEN_CALL, *OVER).when(open_call.destroy_key, witness="w", on=AFTER).then(gone)
    given(OPEN_CALL, *OVER, gone).when(open_call.destroy_key, witness="w", on=AFTER).ignored()
    early = given(OPEN_CALL, *OVER).when(open_call.destroy_key, witness="w", on=END)
    early.refused(Why.OBJECTIONS_RUN, act="销毁投票密钥")
    sooner = given(OPEN_CALL, *FROZEN).when(open_call.destroy_key, witness="w", on=AFTER)
    sooner.refused(Why.WRONG_STAGE, stage=CallStage.FROZEN)


def test_an_award_granted_wrongly_is_withdrawn_by_minutes_and_may_be_granted_again() -> None:
    award: dict[str, Any] = {"entry": "c/1", "award": "一等奖"}
    words: dict[str, Any] = {**award, "reason": "误登", "minutes": "纪要"}
    granted, back = AwardGranted(**award, on=AFTER), AwardWithdrawn(**words, on=AFTER)
    given(OPEN_CALL, *OVER, granted).when(open_call.withdraw_award, **words, on=AFTER).then(back)
    for history in ((), (granted, back)):
        told = given(OPEN_CALL, *OVER, *history).when(open_call.withdraw_award, **words, on=AFTER)
        told.refused(Why.NOT_GRANTED, entry="c/1", award="一等奖")
    again = given(OPEN_CALL, *OVER, granted, back).when(open_call.grant, **award, on=AFTER)
    again.then(granted)
