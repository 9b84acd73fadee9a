"""Use cases of volunteers: registration, consents, insurance, certificates."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import volunteer
from lixia_domain.aggregates.subject.facts import Detail, Kind
from lixia_domain.aggregates.volunteer import VOLUNTEER, Scope
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import VOLUNTEER_CERTIFICATE


@use_case
def register(
    work: Work,
    *,
    person: str,
    document: str,
    on: date,
    adult_from: date | None = None,
    details: tuple[Detail, ...] = (),
    guardian: str | None = None,
) -> None:
    """Register a volunteer (登记). ``adult_from``: the day a minor comes of age.

    With sealed ``details``, of a minor with its ``guardian``, they are kept in the same commit.
    """
    facts = volunteer.register(
        work.load(VOLUNTEER, person),
        person=person,
        document=document,
        adult_from=adult_from,
        on=on,
    )
    work.record(VOLUNTEER, person, facts)
    subjects.met(
        work,
        person,
        Kind.VOLUNTEER,
        document=document,
        details=details,
        guardian=guardian,
        adult_from=adult_from,
        on=on,
    )


@use_case
def guardian_consents(
    work: Work,
    *,
    person: str,
    guardian: str,
    scope: tuple[Scope, ...],
    document: str,
    on: date,
    details: tuple[Detail, ...] = (),
) -> None:
    """Note what a minor's guardian agrees to (监护人同意). ``details``: the guardian's, sealed."""
    subjects.free(work, person)
    facts = volunteer.consent(
        work.load(VOLUNTEER, person),
        person=person,
        guardian=guardian,
        scope=scope,
        document=document,
        on=on,
    )
    work.record(VOLUNTEER, person, facts)
    subjects.met(
        work,
        guardian,
        Kind.GUARDIAN,
        of=VOLUNTEER.stream(person),
        document=document,
        details=details,
        on=on,
    )


@use_case
def agree_to_publish(work: Work, *, person: str, document: str, on: date) -> None:
    """Note an adult's own consent to be shown (同意公开)."""
    subjects.free(work, person)
    facts = volunteer.agree_to_publish(
        work.load(VOLUNTEER, person), person=person, document=document, on=on
    )
    work.record(VOLUNTEER, person, facts)


@use_case
def withdraw_publication(work: Work, *, person: str, reason: str, on: date) -> None:
    """Withdraw the consent to be shown (撤回公开)."""
    facts = volunteer.withdraw_publication(
        work.load(VOLUNTEER, person), person=person, reason=reason, on=on
    )
    work.record(VOLUNTEER, person, facts)


@use_case
def insure(
    work: Work, *, person: str, policy: str, insurer: str, since: date, until: date, on: date
) -> None:
    """Note an insurance of a volunteer (投保)."""
    subjects.free(work, person)
    facts = volunteer.insure(
        work.load(VOLUNTEER, person),
        person=person,
        policy=policy,
        insurer=insurer,
        since=since,
        until=until,
        on=on,
    )
    work.record(VOLUNTEER, person, facts)


@use_case
def issue_certificate(
    work: Work, *, person: str, minutes: int, sessions: int, position: int, on: date
) -> None:
    """Certify the hours that the view ``service_hours`` shows at ``position`` (出具证明)."""
    facts = volunteer.issue_certificate(
        work.load(VOLUNTEER, person),
        person=person,
        minutes=minutes,
        sessions=sessions,
        position=position,
        rule=in_force(EDITIONS, VOLUNTEER_CERTIFICATE, on).version,
        on=on,
    )
    work.record(VOLUNTEER, person, facts)
