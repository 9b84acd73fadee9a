from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call import objections, shortfalls
from lixia_domain.aggregates.open_call.facts import (
    BallotFrozen,
    CallCancelled,
    CallEvent,
    CallKind,
    CallOpened,
    CallReopened,
    EntriesExtended,
    EntryVotes,
    NumberReduced,
    ObjectionDecided,
    ObjectionRaised,
    ObjectionSettled,
    ResultsCorrected,
    ResultsPublished,
    Revote,
    TieRule,
    VoterKeyDestroyed,
    VotingClosed,
    VotingOpened,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Why
from lixia_domain.testing import given

ON, ENTRIES, END, LATER = (date(2021, 6, day) for day in (1, 10, 20, 30))
OPENED = CallOpened(
    title="文明条文",
    kind=CallKind.RULES,
    campaign=None,
    number=2,
    tie_rule=TieRule.EARLIER,
    revote=Revote.REPLACES,
    entries_until=ENTRIES,
    objection_days=5,
    on=ON,
)
VOTING = VotingOpened(entries=("c/1", "c/2", "c/3"), until=END, key_mark="k" * 16, on=END)
CLOSED = VotingClosed(on=END)
FROZEN = BallotFrozen(
    position=9,
    tally=(EntryVotes(entry="c/1", votes=4), EntryVotes(entry="c/2", votes=3)),
    tie_rule=TieRule.EARLIER,
    on=END,
)
WHY: dict[str, Any] = {"reason": "撤稿后不足", "minutes": "纪要一"}
PUBLISHED = ResultsPublished(
    entries=("c/1", "c/2"), decided=(), document="", objections_until=END, on=END
)
ALL: tuple[CallEvent, ...] = (OPENED, VOTING, CLOSED, FROZEN)


def upheld(number: str, entry: str | None) -> tuple[CallEvent, ...]:
    raised = ObjectionRaised(
        objection=number, entry=entry, objector=None, grounds="抄袭", document="d", on=END
    )
    return raised, decided(number)


def decided(number: str, *, is_so: bool = True) -> ObjectionDecided:
    return ObjectionDecided(
        objection=number, upheld=is_so, decided_by="jury", reason="属实", minutes="纪要", on=END
    )


def test_the_time_for_entries_is_extended_also_once_it_is_over() -> None:
    told = given(OPEN_CALL, OPENED).when(shortfalls.extend_entries, until=LATER, **WHY, on=END)
    extended = EntriesExtended(until=LATER, **WHY, on=END)
    told.then(extended)
    open_call.taking_entries(OPEN_CALL.fold((OPENED, extended)), on=LATER)
    for until, on in ((ENTRIES, ON), (END, END)):
        given(OPEN_CALL, OPENED).when(shortfalls.extend_entries, until=until, **WHY, on=on).refused(
            Why.NOT_LATER, until=until
        )
    late = given(OPEN_CALL, OPENED, VOTING)
    late.when(shortfalls.extend_entries, until=LATER, **WHY, on=END).refused(Why.WRONG_STAGE)


@pytest.mark.parametrize("stage", [2, 3, 4])
def test_a_call_that_falls_short_is_taken_up_again_under_the_same_key(stage: int) -> None:
    words: dict[str, Any] = {"electable": ("c/1",), "entries_until": LATER, **WHY, "on": END}
    reopened = CallReopened(entries_until=LATER, **WHY, on=END)
    given(OPEN_CALL, *ALL[:stage]).when(shortfalls.reopen, **words).then(reopened)
    anew = (*ALL[:stage], reopened)
    after = date(2021, 7, 1)
    ballot: dict[str, Any] = {"entries": ("c/1", "c/4"), "until": after, "key_of": None}
    told = given(OPEN_CALL, *anew).when(
        open_call.open_voting, **ballot, key_mark="o" * 16, on=after
    )
    told.refused(Why.OTHER_KEY, mark="o" * 16)
    told = given(OPEN_CALL, *anew).when(
        open_call.open_voting, **ballot, key_mark="k" * 16, on=after
    )
    told.then(VotingOpened(entries=("c/1", "c/4"), until=after, key_mark="k" * 16, on=after))


def test_a_call_that_can_keep_its_word_keeps_it() -> None:
    enough = {"electable": ("c/1", "c/2"), **WHY, "on": END}
    ways: tuple[tuple[Any, dict[str, Any]], ...] = (
        (shortfalls.reopen, {"entries_until": LATER}),
        (shortfalls.reduce_number, {"number": 1}),
        (shortfalls.cancel, {}),
    )
    for act, told in ways:
        given(OPEN_CALL, *ALL).when(act, **enough, **told).refused(Why.REACHABLE, count=2, number=2)
    given(OPEN_CALL, *ALL).when(
        shortfalls.reopen, electable=(), entries_until=END, **WHY, on=END
    ).refused(Why.NOT_LATER)


def test_fewer_are_published_than_promised_but_no_more_than_there_are() -> None:
    short: dict[str, Any] = {"electable": ("c/1",), **WHY}
    reduced = NumberReduced(number=1, **WHY, on=END)
    one_left = BallotFrozen(**{**_fields(FROZEN), "tally": FROZEN.tally[:1]})
    frozen = (OPENED, VOTING, CLOSED, one_left)
    given(OPEN_CALL, *frozen).when(shortfalls.reduce_number, number=1, **short, on=END).then(
        reduced
    )
    told = given(OPEN_CALL, *frozen, reduced).when(
        open_call.publish, decided=(), document="", on=END
    )
    told.then(
        ResultsPublished(
            **{**_fields(PUBLISHED), "entries": ("c/1",), "objections_until": date(2021, 6, 25)}
        )
    )
    for number in (0, 2):
        given(OPEN_CALL, *frozen).when(
            shortfalls.reduce_number, number=number, **short, on=END
        ).refused(Why.NOT_FEWER, number=number, most=1)
    early = given(OPEN_CALL, OPENED).when(shortfalls.reduce_number, number=1, **short, on=ENTRIES)
    early.refused(Why.ENTRIES_RUN)
    given(OPEN_CALL, OPENED).when(shortfalls.reduce_number, number=1, **short, on=END).then(reduced)


def _fields(event: Any) -> dict[str, Any]:
    return {one.name: getattr(event, one.name) for one in event.__attrs_attrs__}


def test_a_cancelled_call_is_over_and_its_key_goes_at_once() -> None:
    words: dict[str, Any] = {"electable": ("c/1",), **WHY, "on": END}
    cancelled = CallCancelled(removed=(), **WHY, on=END)
    given(OPEN_CALL, *ALL).when(shortfalls.cancel, **words).then(cancelled)
    given(OPEN_CALL, *ALL, cancelled).when(shortfalls.cancel, **words).ignored()
    gone = VoterKeyDestroyed(key_mark="k" * 16, witness="w", on=END)
    key = given(OPEN_CALL, *ALL, cancelled)
    key.when(open_call.destroy_key, witness="w", on=END).then(gone)
    key.when(open_call.publish, decided=(), document="", on=END).refused(Why.WRONG_STAGE)
    given(OPEN_CALL, OPENED).when(shortfalls.cancel, electable=("c/1", "c/2"), **WHY, on=ON).then(
        CallCancelled(removed=(), **WHY, on=ON)
    )


def test_after_publication_it_is_what_upheld_objections_leave_that_counts() -> None:
    short = (*ALL, PUBLISHED, *upheld("Y1", "c/1"))
    call = OPEN_CALL.fold(short)
    assert shortfalls.running(call) == ("c/2", "c/3")
    assert shortfalls.running(None) == ()
    told = given(OPEN_CALL, *short).when(shortfalls.cancel, electable=("c/2",), **WHY, on=END)
    told.then(CallCancelled(removed=("c/1", "c/2"), **WHY, on=END))
    whole = given(OPEN_CALL, *ALL, PUBLISHED, *upheld("Y1", None)).when(
        shortfalls.reduce_number, electable=("c/1", "c/2"), number=1, **WHY, on=END
    )
    whole.then(NumberReduced(number=1, **WHY, on=END))


FULL = (
    OPENED,
    VOTING,
    CLOSED,
    BallotFrozen(
        position=9,
        tally=tuple(EntryVotes(entry=f"c/{n}", votes=9 - n) for n in (1, 2, 3)),
        tie_rule=TieRule.EARLIER,
        on=END,
    ),
    PUBLISHED,
)
CORRECTED = ResultsCorrected(
    objection="Y1",
    entries=("c/2", "c/3"),
    removed=("c/1",),
    excluded=("c/1",),
    decided=(),
    document="",
    decided_by="jury",
    reason="属实",
    minutes="纪要",
    objections_until=date(2021, 6, 25),
    on=END,
)
SETTLED = ObjectionSettled(objection="Y2", by="Y1", minutes="纪要", on=END)
CORRECT: dict[str, Any] = {"excluded": ("c/1",), "decided": (), "document": "", "on": END}


def pending(*facts: CallEvent) -> list[str]:
    call = OPEN_CALL.fold(facts)
    assert call is not None
    return [number for number, one in call.objections.items() if one.pending]


def test_one_correction_settles_every_objection_that_it_answers() -> None:
    both = (*FULL, *upheld("Y1", "c/1"), *upheld("Y2", "c/1"), *upheld("Y3", "c/2"))
    given(OPEN_CALL, *both).when(objections.correct_results, objection="Y1", **CORRECT).then(
        CORRECTED, SETTLED
    )
    after = given(OPEN_CALL, *both, CORRECTED, SETTLED)
    after.when(objections.correct_results, objection="Y2", **CORRECT).ignored()
    after.when(objections.correct_results, objection="Y2", **{**CORRECT, "excluded": ()}).refused(
        Why.CORRECTED_OTHERWISE
    )
    assert pending(*both, CORRECTED, SETTLED) == ["Y3"]


def test_one_upheld_after_the_correction_is_settled_by_it() -> None:
    raised, _ = upheld("Y2", "c/1")
    known = (*FULL, *upheld("Y1", "c/1"), raised, CORRECTED)
    words: dict[str, Any] = {"decided_by": "jury", "reason": "属实", "minutes": "纪要", "on": END}
    told = given(OPEN_CALL, *known).when(
        objections.decide_objection, objection="Y2", upheld=True, **words
    )
    told.then(decided("Y2"), SETTLED)
    told = given(OPEN_CALL, *known).when(
        objections.decide_objection, objection="Y2", upheld=False, **words
    )
    told.then(decided("Y2", is_so=False))


def test_one_to_the_whole_is_settled_by_minutes_where_a_correction_answers_it() -> None:
    known = (*FULL, *upheld("Y1", "c/1"), *upheld("Y2", None))
    words: dict[str, Any] = {"objection": "Y2", "by": "Y1", "minutes": "纪要", "on": END}
    none = given(OPEN_CALL, *known).when(objections.settle_objection, **words)
    none.refused(Why.NOT_ANSWERED, objection="Y2", by="Y1")
    raised, _ = upheld("Y2", None)
    waits = given(OPEN_CALL, *FULL, *upheld("Y1", "c/1"), raised, CORRECTED)
    waits.when(objections.settle_objection, **words).refused(Why.NOT_UPHELD, objection="Y2")
    done = given(OPEN_CALL, *known, CORRECTED)
    done.when(objections.settle_objection, **words).then(SETTLED)
    done.when(objections.settle_objection, **{**words, "objection": "Y1"}).refused(
        Why.SETTLED_OTHERWISE, by="Y1"
    )
    settled = given(OPEN_CALL, *known, CORRECTED, SETTLED)
    settled.when(objections.settle_objection, **words).ignored()
    assert pending(*known, CORRECTED, SETTLED) == []
