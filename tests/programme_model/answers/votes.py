"""Calls, entries and votes: one voter, one vote, counted as they were cast."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.figures import Programme
from tests.programme_model.people import Call
from tests.programme_model.rights import OFFICE, TEAM, answers

from lixia_domain.aggregates.open_call.facts import Revote


@answers("calls.open_the_call", OFFICE)
def open_the_call(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    number: int,
    revote: Revote,
    entries_until: date,
    on: date,
    **told: object,
) -> Answer:
    """Open a call."""
    backwards(model, no, on)
    no.unless(call_id not in model.calls, Group.TWICE)
    yield
    model.calls[call_id] = Call(number, revote is Revote.REPLACES, entries_until)


def call_at(model: Programme, no: Grounds, call_id: str, on: date, *stages: str) -> Call | None:
    """Say whether a call is at one of some stages."""
    call = model.calls.get(call_id)
    backwards(model, no, on)
    if no.unless(call is not None, Group.UNKNOWN) and call is not None:
        no.unless(call.stage in stages, Group.STAGE)
    return call


@answers("entries.submit", OFFICE, TEAM)
def submit(
    model: Programme, no: Grounds, *, call_id: str, entry_id: str, on: date, **told: object
) -> Answer:
    """Send an entry in while they are taken."""
    call = call_at(model, no, call_id, on, "open")
    if call is not None:
        no.unless(on <= call.entries_until, Group.DATES)
        no.unless(entry_id not in call.entries, Group.TWICE)
    yield
    assert call is not None
    call.entries[entry_id] = "submitted"


@answers("entries.screen", OFFICE)
def screen(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    entry_ids: tuple[str, ...],
    admitted: bool,
    on: date,
    **told: object,
) -> Answer:
    """Admit entries, or not: what was said stands."""
    call = call_at(model, no, call_id, on, "open")
    said = "admitted" if admitted else "rejected"
    for entry in entry_ids if call is not None else ():
        assert call is not None
        state = call.entries.get(entry)
        if no.unless(state is not None, Group.UNKNOWN):
            no.unless(state != "withdrawn", Group.STAGE)
            no.unless(state in ("submitted", "withdrawn", said), Group.TWICE)
    yield
    assert call is not None
    call.entries |= dict.fromkeys(entry_ids, said)


@answers("entries.withdraw", OFFICE, TEAM)
def withdraw(
    model: Programme, no: Grounds, *, call_id: str, entry_id: str, on: date, **told: object
) -> Answer:
    """Take an entry back, as long as the ballot is not frozen."""
    call = call_at(model, no, call_id, on, "open", "voting", "counting")
    if call is not None:
        no.unless(entry_id in call.entries, Group.UNKNOWN)
    yield
    assert call is not None
    call.entries[entry_id] = "withdrawn"


@answers("calls.open_voting", OFFICE)
def open_voting(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    until: date,
    key_mark: str,
    on: date,
) -> Answer:
    """Open the vote on all admitted entries, once entries are over and there are enough.

    The key is no other call's (S84).
    """
    call = call_at(model, no, call_id, on, "open")
    admitted: list[str] = []
    if call is not None:
        admitted = [entry for entry, state in call.entries.items() if state == "admitted"]
        no.unless(on > call.entries_until and until >= on, Group.DATES)
        no.unless(len(admitted) >= call.number, Group.STAGE)
        others = {each.mark for key, each in model.calls.items() if key != call_id}
        no.unless(key_mark not in others, Group.OTHER)
    yield
    assert call is not None
    call.stage, call.until, call.mark = "voting", until, key_mark
    call.ballot = admitted


@answers("votes.cast", OFFICE)
def cast(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    entry_id: str,
    voter: str,
    key_mark: str,
    on: date,
) -> Answer:
    """Cast a vote within the window, for what is on the ballot; again only where it may be."""
    call = call_at(model, no, call_id, on, "voting")
    known = None
    if call is not None:
        no.unless(call.until is not None and on <= call.until, Group.DATES)
        no.unless(key_mark == call.mark, Group.OTHER)
        no.unless(entry_id in call.ballot, Group.UNKNOWN)
        no.unless(call.entries.get(entry_id) != "withdrawn", Group.STAGE)
        known = call.votes.get(voter)
        gone = known is not None and call.entries.get(known) == "withdrawn"
        no.unless(known in (None, entry_id) or call.replaces or gone, Group.TWICE)
    outcome = yield
    assert call is not None
    words = {None: "cast", entry_id: "known"}
    assert outcome == words.get(known, "changed"), outcome
    call.votes[voter] = entry_id


@answers("calls.close_voting", OFFICE)
def close_voting(model: Programme, no: Grounds, *, call_id: str, on: date) -> Answer:
    """Close the vote when its last day is over (S82)."""
    call = call_at(model, no, call_id, on, "voting")
    if call is not None and call.until is not None:
        no.unless(on > call.until, Group.DATES)
    yield
    assert call is not None
    call.stage = "counting"


@answers("calls.freeze", OFFICE)
def freeze(model: Programme, no: Grounds, *, call_id: str, on: date, **told: object) -> Answer:
    """Freeze the ballot by the votes cast; what was withdrawn is not on it."""
    call = call_at(model, no, call_id, on, "counting")
    yield
    assert call is not None
    counted = Counter(call.votes.values())
    standing = [entry for entry in call.ballot if call.entries[entry] != "withdrawn"]
    call.tally = {entry: counted[entry] for entry in standing}
    call.stage = "frozen"


@answers("calls.publish", OFFICE)
def publish(model: Programme, no: Grounds, *, call_id: str, on: date, **told: object) -> Answer:
    """Publish exactly as many as promised, most votes first, the earlier entry of equals (S44)."""
    call = call_at(model, no, call_id, on, "frozen")
    if call is not None:
        no.unless(len(call.tally) >= call.number, Group.STAGE)
    outcome = yield
    assert call is not None
    ranked = sorted(call.tally, key=lambda entry: -call.tally[entry])[: call.number]
    assert outcome == [f"{call_id}/{entry}" for entry in ranked], outcome
    call.stage, call.published = "published", ranked
