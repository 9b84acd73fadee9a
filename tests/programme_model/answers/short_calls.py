"""A call that can't publish what it promised: more time, again, fewer, or not at all (S83)."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.entries import call_at
from tests.programme_model.figures import Programme
from tests.programme_model.rights import OFFICE, answers
from tests.programme_model.voting import Call

BALLOTED = ("voting", "counting", "frozen", "published")


def electable(call: Call) -> list[str]:
    """Return what could be published still: not turned down before the ballot, on it after."""
    if call.stage == "open":
        return [e for e, state in call.entries.items() if state in ("submitted", "admitted")]
    out = call.excluded | {each.against for each in call.objections.values() if each.awaits}
    on_it = [entry for entry in call.ballot if entry not in out]
    return [entry for entry in on_it if call.entries[entry] != "withdrawn"]


def falls_short(no: Grounds, call: Call) -> None:
    """Refuse where the call can keep its word; an objection to all of it may take anything out."""
    whole = any(each.awaits and each.against is None for each in call.objections.values())
    no.unless(whole or len(electable(call)) < call.number, Group.STAGE)


@answers("short_calls.extend_entries", OFFICE)
def extend_entries(
    model: Programme, no: Grounds, *, call_id: str, until: date, on: date, **told: object
) -> Answer:
    """Take entries for longer, also where their time is over."""
    call = call_at(model, no, call_id, on, "open")
    if call is not None:
        no.unless(until > max(call.entries_until, on), Group.DATES)
    yield
    assert call is not None
    call.entries_until = until


@answers("short_calls.reopen", OFFICE)
def reopen(
    model: Programme, no: Grounds, *, call_id: str, entries_until: date, on: date, **told: object
) -> Answer:
    """Take entries again: a new ballot follows, and votes that were cast stay cast."""
    call = call_at(model, no, call_id, on, *BALLOTED[:3])
    if call is not None:
        falls_short(no, call)
        no.unless(entries_until > on, Group.DATES)
    yield
    assert call is not None
    call.stage, call.entries_until = "open", entries_until
    call.tally, call.ballot = {}, []


@answers("short_calls.reduce_number", OFFICE)
def reduce_number(
    model: Programme, no: Grounds, *, call_id: str, number: int, on: date, **told: object
) -> Answer:
    """Publish fewer than promised."""
    call = call_at(model, no, call_id, on, "open", *BALLOTED)
    if call is not None:
        no.unless(call.stage != "open" or on > call.entries_until, Group.DATES)
        falls_short(no, call)
        most = min(len(electable(call)), call.number - 1)
        no.unless(1 <= number <= most, Group.AMOUNT)
    yield
    assert call is not None
    call.number = number


@answers("short_calls.cancel", OFFICE)
def cancel(model: Programme, no: Grounds, *, call_id: str, on: date, **told: object) -> Answer:
    """Cancel a call: one that takes entries always, later only if it falls short of its number."""
    call = call_at(model, no, call_id, on, "open", *BALLOTED, "cancelled")
    if call is not None and call.stage != "cancelled":
        if call.stage != "open":
            falls_short(no, call)
        no.unless(not call.awards, Group.STAGE)
    yield
    assert call is not None
    call.stage, call.published = "cancelled", []
