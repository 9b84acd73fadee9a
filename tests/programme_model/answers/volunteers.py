"""Volunteers: who serves, by whose leave, insured, shown, certified."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.subjects import (
    Details,
    age,
    corrected,
    free,
    meets,
    met,
    minor,
    one_age,
    one_guardian,
)
from tests.programme_model.figures import Programme
from tests.programme_model.people import Certificate, Stretch, Volunteer
from tests.programme_model.rights import AUDITOR, OFFICE, TEAM, answers

from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.kernel.roles import Role


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
    known = model.volunteers.get(person)
    backwards(model, no, on)
    no.unless(known is None or known.document == document, Group.TWICE)
    one_age(model, no, person, adult_from)
    if known is not None and known.adult_from is None and adult_from is not None:
        no.unless(age(model, person) is not None, Group.TWICE)
    meets(model, no, person, details, on, guardian, adult_from)
    yield
    of_age = age(model, person) or adult_from
    model.volunteers.setdefault(person, Volunteer(on, of_age, document))
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
    known = known_one(model, no, person, on)
    free(model, no, person)
    if known is not None:
        no.unless(minor(model, person, on), Group.STAGE)
    no.unless(bool(scope), Group.AMOUNT)
    one_guardian(model, no, person, guardian, on)
    meets(model, no, guardian, details, on)
    yield
    assert known is not None
    if ConsentScope.SERVICE in scope:
        known.service.given(on)
    if ConsentScope.PUBLICATION in scope:
        known.guardian_shows.given(on)
    known.guardian = guardian
    met(model, guardian, "guardian", details)


@answers("volunteers.agree_to_publish", OFFICE, TEAM)
def agree_to_publish(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Note an adult's own consent to be shown."""
    known = known_one(model, no, person, on)
    free(model, no, person)
    if known is not None:
        no.unless(not minor(model, person, on), Group.CONSENT)
    yield
    assert known is not None
    known.shows.given(on)


@answers("volunteers.withdraw_publication", OFFICE, TEAM)
def withdraw_publication(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Withdraw the consent to be shown."""
    known = known_one(model, no, person, on)
    if known is not None:
        no.unless(known.shows.stands or known.guardian_shows.stands, Group.STAGE)
    yield
    assert known is not None
    known.shows.taken(on)
    known.guardian_shows.taken(on)


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
    consent = known.guardian_shows if minor(model, person, on) else known.shows
    return consent.on(on)


def certified(model: Programme, person: str) -> dict[str, Stretch]:
    """Return which stretches of somebody are certified, by session."""
    return {
        key: session.hours[person][0]
        for key, session in model.sessions.items()
        if person in session.hours and session.hours[person][2]
    }


@answers("volunteers.issue_certificate", TEAM, OFFICE)
def issue_certificate(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Certify exactly the stretches that are certified; others replace the one before (S78)."""
    known, over = known_one(model, no, person, on), certified(model, person)
    no.unless(bool(over), Group.AMOUNT)
    free(model, no, person)
    last = known.certificate if known is not None else None
    yield
    assert known is not None
    if last is None or last.over != over or last.withdrawn:
        known.certificate = Certificate(1 if last is None else last.number + 1, over)


@answers("volunteers.withdraw_certificate", OFFICE, TEAM, AUDITOR)
def withdraw_certificate(
    model: Programme, no: Grounds, *, person: str, on: date, acting: Role, **told: object
) -> Answer:
    """Withdraw the certificate issued last (S78)."""
    corrected(model, no, person, acting)
    known = known_one(model, no, person, on)
    if known is not None:
        last = known.certificate
        no.unless(last is not None and not last.withdrawn, Group.STAGE)
    yield
    assert known is not None and known.certificate is not None
    known.certificate.withdrawn = True


@answers("volunteers.withdraw_service", OFFICE, TEAM)
def withdraw_service(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Withdraw a guardian's consent to service: what was served before counts (S80)."""
    known = known_one(model, no, person, on)
    if known is not None:
        no.unless(known.service.stands, Group.STAGE)
    yield
    assert known is not None
    known.service.taken(on)
