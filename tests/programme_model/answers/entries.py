"""Entries of an open call: sent in, screened, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.subjects import Details, free, guardian_of, meets, met, minor
from tests.programme_model.figures import Programme
from tests.programme_model.rights import OFFICE, TEAM, answers
from tests.programme_model.voting import Call


def call_at(model: Programme, no: Grounds, call_id: str, on: date, *stages: str) -> Call | None:
    """Say whether a call is at one of some stages."""
    call = model.calls.get(call_id)
    backwards(model, no, on)
    if no.unless(call is not None, Group.UNKNOWN) and call is not None:
        no.unless(call.stage in stages, Group.STAGE)
    return call


@answers("entries.submit", OFFICE, TEAM)
def submit(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    entry_id: str,
    authors: tuple[str, ...],
    on: date,
    details: Mapping[str, Details] | None = None,
    **told: object,
) -> Answer:
    """Send an entry in while they are taken; a child does so with its guardian (S76)."""
    call = call_at(model, no, call_id, on, "open")
    if call is not None:
        no.unless(on <= call.entries_until, Group.DATES)
        no.unless(entry_id not in call.entries, Group.TWICE)
    no.unless(bool(authors), Group.AMOUNT)
    for author in authors:
        kept = (details or {}).get(author, ())
        meets(model, no, author, kept, on)
        if author in model.subjects:
            free(model, no, author)
        child = minor(model, author, on)
        no.unless(not child or guardian_of(model, author) is not None, Group.CONSENT)
    yield
    assert call is not None
    call.entries[entry_id], call.sent[entry_id] = "submitted", on
    for author in authors:
        met(model, author, "author", (details or {}).get(author, ()))


@answers("entries.screen", OFFICE)
def screen(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    entry_ids: tuple[str, ...],
    admitted: bool,
    on: date,
    reason: str = "",
) -> Answer:
    """Admit entries, or not, and say why: what was said stands."""
    call = call_at(model, no, call_id, on, "open")
    said = "admitted" if admitted else "rejected"
    for entry in entry_ids if call is not None else ():
        assert call is not None
        state = call.entries.get(entry)
        if no.unless(state is not None, Group.UNKNOWN):
            no.unless(state != "withdrawn", Group.STAGE)
            no.unless(state in ("submitted", "withdrawn", said), Group.TWICE)
            no.unless(admitted or bool(reason) or state != "submitted", Group.CONSENT)
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
