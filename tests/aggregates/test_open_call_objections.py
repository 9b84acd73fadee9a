from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve as replace
from hypothesis import given as holds
from hypothesis import strategies as st

from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call import objections
from lixia_domain.aggregates.open_call.facts import (
    AwardGranted,
    BallotFrozen,
    CallEvent,
    CallKind,
    CallOpened,
    DecisionReopened,
    EntryVotes,
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
from lixia_domain.aggregates.open_call.state import OPEN_CALL, CallStage, Why
from lixia_domain.kernel import people
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

END, UNTIL, LATE, AFTER = (date(2021, 6, day) for day in (1, 8, 9, 20))
BALLOT = ("c/1", "c/2", "c/3", "c/4")
WHO = "p:" + "ab" * 16
VOTES = {"c/1": 5, "c/2": 4, "c/3": 3, "c/4": 3}


def published(
    *entries: str,
    rule: TieRule = TieRule.EARLIER,
    number: int = 2,
    votes: Mapping[str, int] = VOTES,
    ballot: tuple[str, ...] = BALLOT,
) -> tuple[CallEvent, ...]:
    """The history of a call whose results are open to objections."""
    tally = tuple(EntryVotes(entry=entry, votes=votes.get(entry, 0)) for entry in ballot)
    return (
        CallOpened(
            title="文明条文",
            kind=CallKind.RULES,
            campaign=None,
            number=number,
            tie_rule=rule,
            revote=Revote.REFUSED,
            entries_until=date(2021, 4, 1),
            objection_days=7,
            on=date(2021, 3, 1),
        ),
        VotingOpened(entries=ballot, until=END, key_mark="m", on=date(2021, 5, 1)),
        VotingClosed(on=END),
        BallotFrozen(position=9, tally=tally, tie_rule=rule, on=END),
        ResultsPublished(entries=entries, decided=(), document="", objections_until=UNTIL, on=END),
    )


TIED = {"c/1": 5, "c/2": 3, "c/3": 3}
SHOWN = published("c/1", "c/2")
SAYS: dict[str, Any] = {
    "objection": "y1",
    "entry": "c/1",
    "objector": WHO,
    "grounds": "抄袭",
    "document": "异议书",
}
RAISED = ObjectionRaised(**SAYS, on=UNTIL)
RULES: dict[str, Any] = {
    "objection": "y1",
    "decided_by": "acct-1",
    "reason": "比对属实",
    "minutes": "纪要",
}
UPHELD = ObjectionDecided(**RULES, upheld=True, on=LATE)
REJECTED = ObjectionDecided(**RULES, upheld=False, on=LATE)
CORRECTS: dict[str, Any] = {
    "objection": "y1",
    "excluded": ("c/1",),
    "decided": (),
    "document": "",
}
CORRECTED = ResultsCorrected(
    **CORRECTS,
    entries=("c/2", "c/3"),
    removed=("c/1",),
    decided_by="acct-1",
    reason="比对属实",
    minutes="纪要",
    objections_until=date(2021, 6, 16),
    on=LATE,
)


def test_an_objection_is_taken_through_the_last_day_and_told_once() -> None:
    given(OPEN_CALL, *SHOWN).when(objections.raise_objection, **SAYS, on=UNTIL).then(RAISED)
    again = given(OPEN_CALL, *SHOWN, RAISED)
    again.when(objections.raise_objection, **SAYS, on=UNTIL).ignored()
    again.when(objections.raise_objection, **{**SAYS, "grounds": "拉票"}, on=UNTIL).refused(
        Why.OBJECTION_REUSED, objection="y1"
    )
    late = given(OPEN_CALL, *SHOWN).when(objections.raise_objection, **SAYS, on=LATE)
    late.refused(Why.OBJECTIONS_OVER, until=UNTIL)


def test_nobody_objects_to_what_is_not_published_or_was_never_voted_on() -> None:
    early = given(OPEN_CALL, *SHOWN[:-1]).when(objections.raise_objection, **SAYS, on=END)
    early.refused(Why.WRONG_STAGE, stage=CallStage.FROZEN, act="提出异议")
    strange = {**SAYS, "entry": "c/9"}
    told = given(OPEN_CALL, *SHOWN).when(objections.raise_objection, **strange, on=END)
    told.refused(Why.NOT_ON_BALLOT, entry="c/9")


def test_who_objects_may_stay_unnamed_and_never_stands_by_name() -> None:
    nobody = {**SAYS, "objector": None, "entry": None}
    told = given(OPEN_CALL, *SHOWN).when(objections.raise_objection, **nobody, on=END)
    told.then(ObjectionRaised(**nobody, on=END))
    named = given(OPEN_CALL, *SHOWN).when(
        objections.raise_objection, **{**SAYS, "objector": "虚构甲"}, on=END
    )
    named.refused(people.Why.NOT_A_REFERENCE)


def test_an_objection_under_an_older_spelling_is_decided_on_under_it() -> None:
    raised = ObjectionRaised(**{**SAYS, "objection": "ｙ1"}, on=UNTIL)
    told = given(OPEN_CALL, *SHOWN, raised)
    told.when(objections.raise_objection, **SAYS, on=UNTIL).ignored()
    told.when(objections.decide_objection, **RULES, upheld=True, on=LATE).then(
        ObjectionDecided(**{**RULES, "objection": "ｙ1"}, upheld=True, on=LATE)
    )


def test_an_objection_is_decided_on_once_and_never_otherwise() -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED)
    told.when(objections.decide_objection, **RULES, upheld=True, on=LATE).then(UPHELD)
    done = given(OPEN_CALL, *SHOWN, RAISED, UPHELD)
    done.when(objections.decide_objection, **RULES, upheld=True, on=LATE).ignored()
    done.when(objections.decide_objection, **RULES, upheld=False, on=LATE).refused(
        Why.DECIDED_OTHERWISE, objection="y1", by="acct-1"
    )
    unknown = given(OPEN_CALL, *SHOWN).when(
        objections.decide_objection, **RULES, upheld=True, on=LATE
    )
    unknown.refused(Why.UNKNOWN_OBJECTION, objection="y1")


@pytest.mark.parametrize(
    ("blank", "missing"), [("decided_by", "裁定人"), ("reason", "理由"), ("minutes", "纪要")]
)
def test_who_decided_why_and_by_which_minutes_must_be_told(blank: str, missing: str) -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED).when(
        objections.decide_objection, **{**RULES, blank: " "}, upheld=True, on=LATE
    )
    told.refused(Why.DECISION_UNFOUNDED, missing=missing)


def test_nobody_decides_on_an_objection_of_ones_own() -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED)
    whose = {"acct-1": WHO}
    told.when(objections.decide_objection, **RULES, upheld=True, on=LATE, eyes=whose).refused(
        Why.OWN_OBJECTION, who="acct-1", objection="y1"
    )
    told.when(objections.decide_objection, **RULES, upheld=True, on=LATE).then(UPHELD)


def test_the_next_of_the_frozen_tally_moves_up_and_the_period_runs_anew() -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED, UPHELD)
    told.when(objections.correct_results, **CORRECTS, on=LATE).then(CORRECTED)
    done = given(OPEN_CALL, *SHOWN, RAISED, UPHELD, CORRECTED)
    done.when(objections.correct_results, **CORRECTS, on=LATE).ignored()
    other = {**CORRECTS, "excluded": ("c/2",)}
    done.when(objections.correct_results, **other, on=LATE).refused(
        Why.CORRECTED_OTHERWISE, objection="y1"
    )
    assert done.state is not None
    assert done.state.objections_until == date(2021, 6, 16)


@pytest.mark.parametrize("history", [(RAISED,), (RAISED, REJECTED)], ids=["open", "rejected"])
def test_only_an_upheld_objection_corrects(history: tuple[CallEvent, ...]) -> None:
    told = given(OPEN_CALL, *SHOWN, *history).when(objections.correct_results, **CORRECTS, on=LATE)
    told.refused(Why.NOT_UPHELD, objection="y1")


def test_a_correction_excludes_an_entry_or_decides_a_tie_anew() -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED, UPHELD)
    idle = {**CORRECTS, "excluded": ()}
    told.when(objections.correct_results, **idle, on=LATE).refused(Why.NOTHING_CORRECTED)
    next_one = {**CORRECTS, "excluded": ("c/3",)}  # it was not published, and shall not move up
    told.when(objections.correct_results, **next_one, on=LATE).then(
        replace(CORRECTED, **next_one, entries=("c/1", "c/2"), removed=())
    )
    drawn = given(OPEN_CALL, *published("c/1", "c/3", rule=TieRule.LOT, votes=TIED), RAISED, UPHELD)
    same = {**idle, "decided": ("c/3",), "document": "重抽记录"}
    drawn.when(objections.correct_results, **same, on=LATE).then(
        replace(CORRECTED, **same, entries=("c/1", "c/3"), removed=())
    )


def test_what_was_never_voted_on_is_not_excluded_and_too_few_are_no_result() -> None:
    told = given(OPEN_CALL, *SHOWN, RAISED, UPHELD)
    strange = told.when(objections.correct_results, **{**CORRECTS, "excluded": ("c/9",)}, on=LATE)
    strange.refused(Why.NOT_ON_BALLOT, entry="c/9")
    many = told.when(
        objections.correct_results, **{**CORRECTS, "excluded": ("c/1", "c/2", "c/3")}, on=LATE
    )
    many.refused(Why.TOO_FEW, number=2, count=1)


def test_a_tie_is_decided_again_by_the_rule_of_the_call() -> None:
    told = given(OPEN_CALL, *published("c/1", "c/2", rule=TieRule.LOT), RAISED, UPHELD)
    told.when(objections.correct_results, **CORRECTS, on=LATE).refused(
        Why.TIE_OPEN, entries="c/3、c/4", seats=1, count=0
    )
    lot = {**CORRECTS, "decided": ("c/4",), "document": "抽签记录"}
    corrected = replace(CORRECTED, **lot, entries=("c/2", "c/4"))
    told.when(objections.correct_results, **lot, on=LATE).then(corrected)


def test_nothing_is_awarded_or_destroyed_while_an_objection_waits() -> None:
    award: dict[str, Any] = {"entry": "c/2", "award": "一等奖"}
    for waiting in ((RAISED,), (RAISED, UPHELD)):
        told = given(OPEN_CALL, *SHOWN, *waiting)
        told.when(open_call.grant, **award, on=AFTER).refused(
            Why.OBJECTION_PENDING, objections="y1", act="授奖"
        )
        told.when(open_call.destroy_key, witness="w", on=AFTER).refused(
            Why.OBJECTION_PENDING, objections="y1", act="销毁投票密钥"
        )
    for settled in ((RAISED, REJECTED), (RAISED, UPHELD, CORRECTED)):
        told = given(OPEN_CALL, *SHOWN, *settled)
        told.when(open_call.grant, **award, on=AFTER).then(AwardGranted(**award, on=AFTER))
        told.when(open_call.destroy_key, witness="w", on=AFTER).then(
            VoterKeyDestroyed(key_mark="m", witness="w", on=AFTER)
        )


@holds(
    st.lists(st.integers(0, 4), min_size=2, max_size=12),
    st.integers(1, 8),
    st.lists(st.integers(0, 11), max_size=5),
)
def test_corrections_keep_the_number_and_no_excluded_entry_returns(
    votes: list[int], number: int, struck: list[int]
) -> None:
    number = min(number, len(votes))
    ballot = tuple(f"c/{at}" for at in range(len(votes)))
    of = dict(zip(ballot, votes, strict=True))
    history = published(number=number, votes=of, ballot=ballot)[:-1]
    call = OPEN_CALL.fold(history)
    call = OPEN_CALL.fold(open_call.publish(call, decided=(), document="", on=END), call)
    out: set[str] = set()
    for at, which in enumerate(struck):
        entry, key = ballot[which % len(ballot)], f"y{at}"
        raised = replace(RAISED, objection=key, entry=entry)
        call = OPEN_CALL.fold((raised, replace(UPHELD, objection=key)), call)
        try:
            facts = objections.correct_results(
                call, objection=key, excluded=(entry,), decided=(), document="", on=LATE
            )
        except Rejection:
            continue
        out.add(entry)
        call = OPEN_CALL.fold(facts, call)
        assert call is not None
        assert len(set(call.published)) == number
        assert not out & set(call.published)
        left = [of[e] for e in ballot if e not in call.published and e not in out]
        assert max(left, default=0) <= min(of[e] for e in call.published)


@pytest.mark.parametrize("fact", [UPHELD, REJECTED])
def test_a_decision_from_which_nothing_followed_is_reopened(fact: ObjectionDecided) -> None:
    words = {"objection": "y1", "reason": "未听取陈述", "minutes": "纪要二"}
    back = DecisionReopened(**words, upheld=fact.upheld, on=LATE)
    decided = given(OPEN_CALL, *SHOWN, RAISED, fact)
    decided.when(objections.reopen_decision, **words, on=LATE).then(back)
    anew = given(OPEN_CALL, *SHOWN, RAISED, fact, back)
    anew.when(objections.reopen_decision, **words, on=LATE).ignored()
    other = ObjectionDecided(**RULES, upheld=not fact.upheld, on=LATE)
    anew.when(objections.decide_objection, **RULES, upheld=other.upheld, on=LATE).then(other)


def test_a_decision_by_which_something_was_done_stands() -> None:
    words = {"objection": "y1", "reason": "未听取陈述", "minutes": "纪要二"}
    settled = ObjectionSettled(objection="y1", by="y2", minutes="纪要", on=LATE)
    for done in (CORRECTED, settled):
        told = given(OPEN_CALL, *SHOWN, RAISED, UPHELD, done)
        told.when(objections.reopen_decision, **words, on=LATE).refused(
            Why.DECISION_USED, objection="y1"
        )
    granted = AwardGranted(entry="c/2", award="一等奖", on=LATE)
    awarded = given(OPEN_CALL, *SHOWN, RAISED, REJECTED, granted)
    awarded.when(objections.reopen_decision, **words, on=LATE).refused(Why.AWARDED, count=1)
