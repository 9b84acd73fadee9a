"""Use cases of volunteers: registration, consents, insurance, certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from lixia_domain.aggregates.service_session.facts import HoursCertified
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.aggregates.subject.facts import Details, PersonKind
from lixia_domain.aggregates.volunteer import decisions as volunteer
from lixia_domain.aggregates.volunteer.facts import CertificateIssued, ConsentScope, Facts, Stretch
from lixia_domain.aggregates.volunteer.state import VOLUNTEER, Volunteer
from lixia_domain.application.persons import guardians, subjects
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.vocabulary import (
    AdultFrom,
    Document,
    Name,
    On,
    PersonRef,
    Reason,
    Since,
    Until,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import VOLUNTEER_CERTIFICATE


@use_case(says=Words("登记志愿者", "register a volunteer"), by=(Role.PROGRAMME_OFFICE, Role.TEAM))
def register(
    work: Work,
    *,
    person: PersonRef,
    document: Annotated[Document, Words("告知同意书", "the notice of consent")],
    on: On,
    adult_from: AdultFrom | None = None,
    details: Details = (),
    guardian: PersonRef | None = None,
) -> None:
    """Register a volunteer (登记). ``adult_from``: the day a minor comes of age.

    What its own record says of its age counts, and need not be told. With sealed ``details``, of
    a minor with its ``guardian``, they are kept in the same commit.
    """
    facts = volunteer.register(
        guardians.known(work, person),
        person=person,
        document=document,
        adult_from=guardians.one_age(work, person, adult_from),
        on=on,
    )
    work.record(VOLUNTEER, person, facts)
    subjects.met(
        work,
        person,
        PersonKind.VOLUNTEER,
        document=document,
        details=details,
        guardian=guardian,
        adult_from=adult_from,
        on=on,
    )


@use_case(
    says=Words("监护人同意", "note a guardian's consent"), by=(Role.PROGRAMME_OFFICE, Role.TEAM)
)
def guardian_consents(
    work: Work,
    *,
    person: PersonRef,
    guardian: Annotated[PersonRef, Words("监护人代号", "the guardian's reference")],
    scope: Annotated[tuple[ConsentScope, ...], Words("同意的事项", "what is agreed to")],
    document: Annotated[Document, Words("监护人同意书", "the guardian's consent")],
    on: On,
    details: Details = (),
) -> None:
    """Note what a minor's guardian agrees to (监护人同意). ``details``: the guardian's, sealed.

    It is the guardian on record, if one is; nobody is their own, and no minor is one.
    """
    subjects.free(work, person)
    known = guardians.known(work, person)
    guardians.one_guardian(work, person, guardian, on=on)
    facts = volunteer.consent(
        known,
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
        PersonKind.GUARDIAN,
        of=VOLUNTEER.stream(person),
        document=document,
        details=details,
        on=on,
    )


@use_case(
    says=Words("志愿者同意公开", "note a volunteer's consent to be shown"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
)
def agree_to_publish(
    work: Work,
    *,
    person: PersonRef,
    document: Annotated[Document, Words("公开同意书", "the consent")],
    on: On,
) -> None:
    """Note an adult's own consent to be shown (同意公开)."""
    subjects.free(work, person)
    facts = volunteer.agree_to_publish(
        guardians.known(work, person), person=person, document=document, on=on
    )
    work.record(VOLUNTEER, person, facts)


@decides(
    VOLUNTEER,
    "person",
    says=Words("监护人撤回参加服务的同意", "withdraw a guardian's consent to service"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
)
def withdraw_service(
    known: Volunteer | None, *, person: PersonRef, reason: Reason, on: On
) -> Facts:
    """Withdraw a guardian's consent to service (撤回参加服务): what was served before counts."""
    return volunteer.withdraw_service(known, person=person, reason=reason, on=on)


@decides(
    VOLUNTEER,
    "person",
    says=Words("志愿者撤回公开", "withdraw a volunteer's consent to be shown"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
)
def withdraw_publication(
    known: Volunteer | None,
    *,
    person: PersonRef,
    reason: Reason,
    on: On,
) -> Facts:
    """Withdraw the consent to be shown (撤回公开)."""
    return volunteer.withdraw_publication(known, person=person, reason=reason, on=on)


@use_case(
    says=Words("志愿者投保", "note a volunteer's insurance"), by=(Role.PROGRAMME_OFFICE, Role.TEAM)
)
def insure(
    work: Work,
    *,
    person: PersonRef,
    policy: Annotated[Document, Words("保单号", "the policy's number")],
    insurer: Annotated[Name, Words("保险人", "the insurer")],
    since: Since,
    until: Until,
    on: On,
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


def _figures_once_told(work: Work, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what older code had to be told of a certificate's hours: those that it was issued for.

    The same request may have been told, and answered, for a certificate of the same hours.
    """
    for recorded in work.history(VOLUNTEER, given["person"]):
        match recorded.event:
            case CertificateIssued(minutes=minutes, sessions=sessions, position=position):
                yield {"minutes": minutes, "sessions": sessions, "position": position}
            case _:
                pass


def certified(work: Work, person: str) -> tuple[Stretch, ...]:
    """Return what of a volunteer's hours their teams have certified, as the sessions stand now."""
    keys = {
        recorded.key for recorded in work.facts(HoursCertified) if person in _served(recorded.event)
    }
    work.prefetch(SERVICE_SESSION, keys)
    found: list[Stretch] = []
    for key in sorted(keys):
        session = work.load(SERVICE_SESSION, key)
        hours = None if session is None else session.hours.get(person)
        if hours is not None and hours.certified:
            found.append(Stretch(session=key, span=hours.span))
    return tuple(found)


def _by(work: Work, person: str, stretch: Stretch, day: date) -> bool:
    """Tell whether a stretch that stands certified was so on ``day``."""
    key = stretch.session
    if not work.moved_after(day, SERVICE_SESSION, key):
        return True
    then = work.as_of(SERVICE_SESSION, key, day)
    hours = None if then is None else then.hours.get(person)
    return hours is not None and hours.certified and hours.span == stretch.span


def _served(event: Event) -> frozenset[str]:
    assert isinstance(event, HoursCertified)
    return frozenset(served.person for served in event.hours)


@use_case(
    says=Words("出具服务证明", "issue a certificate of service"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    formerly=_figures_once_told,
)
def issue_certificate(work: Work, *, person: PersonRef, on: On) -> None:
    """Certify the hours that stand certified now (出具证明), each stretch by its session.

    All of them were certified by the day that the certificate bears.
    """
    subjects.free(work, person)
    stretches = certified(work, person)
    later = [stretch.session for stretch in stretches if not _by(work, person, stretch, on)]
    facts = volunteer.issue_certificate(
        work.load(VOLUNTEER, person),
        person=person,
        stretches=stretches,
        later=later,
        position=work.position,
        rule=in_force(EDITIONS, VOLUNTEER_CERTIFICATE, on).version,
        on=on,
    )
    work.record(VOLUNTEER, person, facts)


@use_case(
    says=Words("收回服务证明", "withdraw a certificate of service"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM, Role.AUDITOR),
)
def withdraw_certificate(work: Work, *, person: PersonRef, reason: Reason, on: On) -> None:
    """Withdraw the certificate issued last (收回证明), whose hours are wrong or stand no more."""
    guardians.corrected(work, person)
    facts = volunteer.withdraw_certificate(
        work.load(VOLUNTEER, person), person=person, reason=reason, on=on
    )
    work.record(VOLUNTEER, person, facts)
