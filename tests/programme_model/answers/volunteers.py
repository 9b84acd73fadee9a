"""Volunteers: who serves, by whose leave, insured, shown, certified."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.subjects import Details, free, meets, met, minor
from tests.programme_model.figures import Programme
from tests.programme_model.people import Certificate, Stretch, Volunteer
from tests.programme_model.rights import OFFICE, TEAM, answers

from lixia_domain.aggregates.volunteer import ConsentScope


def known_one(model: Programme, no: Grounds, person: str, on: date) -> Volunteer | None:
    """Say whether somebody is registered."""
    backwards(model, no, on)
    known = model.volunteers.get(person)
    no.unless(known is not None, Group.UNKNOWN)
    return known


@answers("volunteers.register", OFFICE, TEAM)
def register(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    document: str,
    on: date,
    adult_from: date | None = None,
    details: Details = (),
    guardian: str | None = None,
) -> Answer:
    """Register a volunteer, once; its age is the one that is on record of it (S76)."""
    known, subject = model.volunteers.get(person), model.subjects.get(person)
    backwards(model, no, on)
    said = known is None or (known.adult_from, known.document) == (adult_from, document)
    no.unless(said, Group.TWICE)
    meets(model, no, person, details, on, guardian, adult_from)
    if known is None and subject is not None and adult_from is None:
        no.not_yet(subject.adult_from is None or subject.adult_from <= on, Group.TWICE, "S76")
    yield
    model.volunteers.setdefault(person, Volunteer(on, adult_from, document))
    met(model, person, "volunteer", details, guardian, adult_from)


@answers("volunteers.guardian_consents", OFFICE, TEAM)
def guardian_consents(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    guardian: str,
    scope: tuple[ConsentScope, ...],
    on: date,
    details: Details = (),
    **told: object,
) -> Answer:
    """Note what a minor's guardian agrees to: its own guardian, who is of age (S76)."""
    known, subject = known_one(model, no, person, on), model.subjects.get(person)
    free(model, no, person)
    if known is not None:
        no.unless(minor(model, person, on), Group.STAGE)
        if not known.minor(on):
            no.perhaps.add(Group.STAGE)
    no.unless(bool(scope), Group.AMOUNT)
    no.not_yet(guardian != person, Group.PERSONS, "S76")
    no.not_yet(not minor(model, guardian, on), Group.CONSENT, "S76")
    if subject is not None and subject.guardian is not None:
        no.not_yet(subject.guardian == guardian, Group.TWICE, "S76")
    meets(model, no, guardian, details, on)
    yield
    assert known is not None
    if ConsentScope.SERVICE in scope and known.service is None:
        known.service = on
    known.guardian_publishes |= ConsentScope.PUBLICATION in scope
    met(model, guardian, "guardian", details)


@answers("volunteers.agree_to_publish", OFFICE, TEAM)
def agree_to_publish(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Note an adult's own consent to be shown."""
    known = known_one(model, no, person, on)
    free(model, no, person)
    if known is not None:
        no.unless(not known.minor(on), Group.CONSENT)
        no.not_yet(not minor(model, person, on), Group.CONSENT, "S76")
    yield
    assert known is not None
    known.publishes = True


@answers("volunteers.withdraw_publication", OFFICE, TEAM)
def withdraw_publication(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Withdraw the consent to be shown."""
    known = known_one(model, no, person, on)
    if known is not None:
        no.unless(known.publishes or known.guardian_publishes, Group.STAGE)
    yield
    assert known is not None
    known.publishes = known.guardian_publishes = False


@answers("volunteers.insure", OFFICE, TEAM)
def insure(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    since: date,
    until: date,
    on: date,
    **told: object,
) -> Answer:
    """Note an insurance."""
    known = known_one(model, no, person, on)
    free(model, no, person)
    no.unless(since <= until, Group.DATES)
    yield
    assert known is not None
    known.covers.append((on, since, until))


def may_be_shown(model: Programme, person: str, on: date) -> bool:
    """Tell whether somebody may be recognised: a guardian's consent ends at 18 (S38, S79)."""
    known = model.volunteers.get(person)
    if known is None:
        return False
    return known.guardian_publishes if known.minor(on) else known.publishes


def certified(model: Programme, person: str) -> dict[str, Stretch]:
    """Return which stretches of somebody are certified, by session."""
    return {
        key: session.hours[person][0]
        for key, session in model.sessions.items()
        if person in session.hours and session.hours[person][2]
    }


def totals(over: dict[str, Stretch]) -> tuple[int, int]:
    """Return how many minutes in how many sessions."""
    return sum(end - start for start, end in over.values()), len(over)


@answers("volunteers.issue_certificate", TEAM, OFFICE)
def issue_certificate(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Certify exactly the stretches that are certified; others replace the one before (S78)."""
    known, over = known_one(model, no, person, on), certified(model, person)
    no.unless(bool(over), Group.AMOUNT)
    subject = model.subjects.get(person)
    no.not_yet(subject is None or subject.free, Group.FROZEN, "S79")
    last = known.certificate if known is not None else None
    alike = last is not None and totals(last.over) == totals(over)
    if alike and last is not None and last.over != over:
        no.lacking.add("S78")
    yield
    assert known is not None
    if not alike:
        known.certificate = Certificate(1 if last is None else last.number + 1, over)
