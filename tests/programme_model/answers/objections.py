"""What may be said against results, what it corrects, and what comes after: awards, the key."""

from __future__ import annotations

from datetime import date, timedelta

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.entries import call_at
from tests.programme_model.answers.members import over
from tests.programme_model.answers.votes import elected
from tests.programme_model.figures import Programme
from tests.programme_model.rights import (
    ADMIN,
    AUDITOR,
    ENTERPRISE,
    OFFICE,
    TEAM,
    answers,
    eyes,
    one_person_twice,
)
from tests.programme_model.voting import Call, Objection


@answers("objections.raise_objection", OFFICE, ENTERPRISE, TEAM)
def raise_objection(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    objection: str,
    entry_id: str | None,
    objector: str | None,
    grounds: str,
    document: str,
    on: date,
) -> Answer:
    """Object to the results, or to one entry, while they are open to it."""
    call, said = call_at(model, no, call_id, on, "published"), (entry_id, objector, grounds)
    told = (*said, document)
    if call is not None and (known := call.objections.get(objection)) is not None:
        no.unless(known.said == told, Group.TWICE)
    elif call is not None:
        no.unless(call.objections_until is None or on <= call.objections_until, Group.DATES)
        no.unless(entry_id is None or entry_id in call.ballot, Group.UNKNOWN)
    yield
    assert call is not None
    call.objections.setdefault(objection, Objection(told, entry_id))


def the_objection(no: Grounds, call: Call | None, objection: str) -> Objection | None:
    """Say whether there is such an objection."""
    found = None if call is None else call.objections.get(objection)
    if call is not None:
        no.unless(found is not None, Group.UNKNOWN)
    return found


@answers("objections.decide", OFFICE)
def decide(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    objection: str,
    upheld: bool,
    decided_by: str,
    reason: str,
    minutes: str,
    on: date,
) -> Answer:
    """Decide on an objection: who of the office, and not who objected; why, by which minutes."""
    if model.closed_roster and decided_by:
        known = model.members.get(decided_by)
        held = set() if known is None or known.suspended else known.roles
        no.unless((OFFICE, "") in held, Group.RIGHTS)
    call = call_at(model, no, call_id, on, "published")
    found = the_objection(no, call, objection)
    told = (upheld, decided_by, reason, minutes)
    if found is not None and found.decision is not None:
        no.unless(found.decision == told, Group.TWICE)
    else:
        no.unless(bool(decided_by and reason and minutes), Group.CONSENT)
        objector = None if found is None else found.said[1]
        own = bool(objector) and eyes(model, decided_by) == objector
        no.unless(not own, Group.PERSONS)
    yield
    assert call is not None and found is not None
    if found.decision is None and upheld:
        corrections = {name: each.correction for name, each in call.objections.items()}
        by = (name for name, done in corrections.items() if done and found.against in done[0])
        found.settled = next(by, None)
        found.minutes = minutes if found.settled else found.minutes
    found.decision, found.upheld = told, upheld


@answers("objections.correct", OFFICE)
def correct(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    objection: str,
    on: date,
    excluded: tuple[str, ...] = (),
    decided: tuple[str, ...] = (),
    document: str = "",
) -> Answer:
    """Correct the results by an upheld objection; it settles all that it answers (S83)."""
    call = call_at(model, no, call_id, on, "published")
    found, told = the_objection(no, call, objection), (excluded, decided, document)
    entries: list[str] = []
    before = None if found is None else found.correction
    if call is not None and found is not None and found.settled is not None:
        before = call.objections[found.settled].correction
    again = before is not None
    if call is not None and found is not None and again:
        no.unless(before == told, Group.TWICE)
    elif call is not None and found is not None:
        no.unless(found.upheld, Group.STAGE)
        no.unless(set(excluded) <= set(call.ballot), Group.UNKNOWN)
        entries = elected(call, no, call.excluded | set(excluded), decided, document)
        new = bool(decided or set(excluded) - call.excluded)
        no.unless(entries != call.published or new, Group.STAGE)
    yield
    assert call is not None and found is not None
    if not again:
        found.correction = told
        call.excluded |= set(excluded)
        call.published = entries
        call.objections_until = on + timedelta(days=call.objection_days)
        for each in call.objections.values():
            if each is not found and each.awaits and each.against in excluded:
                each.settled, each.minutes = objection, each.by_minutes


@answers("objections.settle", OFFICE)
def settle(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    objection: str,
    by_objection: str,
    minutes: str,
    on: date,
) -> Answer:
    """Find that another objection's correction answers this one too."""
    call = call_at(model, no, call_id, on, "published")
    found, other = the_objection(no, call, objection), the_objection(no, call, by_objection)
    told = found is not None and (found.settled, found.minutes) == (by_objection, minutes)
    if found is not None and other is not None and not told:
        no.unless(found.upheld and found.pending, Group.STAGE)
        no.unless(other.correction is not None, Group.STAGE)
    yield
    assert found is not None
    found.settled, found.minutes = by_objection, minutes


def undisputed(model: Programme, no: Grounds, call_id: str, on: date) -> Call | None:
    """Say whether no objection can come any more, and none waits."""
    call = call_at(model, no, call_id, on, "published")
    if call is not None:
        no.unless(call.objections_until is None or on > call.objections_until, Group.DATES)
        no.unless(not any(each.pending for each in call.objections.values()), Group.STAGE)
    return call


@answers("calls.grant", OFFICE)
def grant(
    model: Programme, no: Grounds, *, call_id: str, entry_id: str, award: str, on: date
) -> Answer:
    """Grant a published entry an award."""
    call = undisputed(model, no, call_id, on)
    if call is not None:
        no.unless(entry_id in call.published, Group.UNKNOWN)
    yield
    assert call is not None
    call.awards.add((entry_id, award))


def witnessed(model: Programme, no: Grounds, witness: str, actor: str) -> None:
    """Refuse a witness who is no auditor, office or administrator, or is whoever acts."""
    if model.closed_roster:
        known = model.members.get(witness)
        there = known is not None and not known.suspended
        roles = set() if known is None else {role for role, _ in known.roles}
        if known is not None and over(known, AUDITOR, model.today):
            roles.discard(AUDITOR)
        no.unless(there and bool(roles & {AUDITOR, OFFICE, ADMIN}), Group.RIGHTS)
    no.unless(not one_person_twice(model, witness, actor), Group.RIGHTS)


@answers("calls.destroy_key", OFFICE)
def destroy_key(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    witness: str,
    on: date,
    actor: str,
) -> Answer:
    """Note that the key is gone: from then on nobody can tell whose vote a vote was."""
    witnessed(model, no, witness, actor)
    call = model.calls.get(call_id)
    if call is None or call.stage != "cancelled":
        call = undisputed(model, no, call_id, on)
    yield
    assert call is not None
    call.key_gone = bool(call.mark) or call.key_gone
