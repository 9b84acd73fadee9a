"""What may be done with a volunteer: register, consent, insure, serve, be shown, be certified."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lixia_domain.aggregates.volunteer.facts import (
    CertificateIssued,
    CertificateWithdrawn,
    ConsentScope,
    Facts,
    GuardianConsented,
    InsuranceTaken,
    PublicationAgreed,
    PublicationWithdrawn,
    ServiceWithdrawn,
    Stretch,
    VolunteerRegistered,
)
from lixia_domain.aggregates.volunteer.state import Volunteer, Why, existing
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import listed


def register(
    volunteer: Volunteer | None,
    *,
    person: str,
    document: str,
    adult_from: date | None,
    on: date,
) -> Facts:
    """Register a volunteer (登记) under a reference. The same told twice is ``()``."""
    reference(person)
    told = VolunteerRegistered(document=document, adult_from=adult_from, on=on)
    if volunteer is None:
        return (told,)
    if (volunteer.registered.document, volunteer.adult_from) == (document, adult_from):
        return ()
    raise Rejection(Why.EXISTS)


def consent(
    volunteer: Volunteer | None,
    *,
    person: str,
    guardian: str,
    scope: tuple[ConsentScope, ...],
    document: str,
    on: date,
) -> Facts:
    """Note what the guardian of a minor agrees to (监护人同意)."""
    volunteer = existing(volunteer, person)
    if not volunteer.minor(on):
        raise Rejection(Why.OF_AGE)
    if not scope:
        raise Rejection(Why.NO_SCOPE)
    return (GuardianConsented(guardian=reference(guardian), scope=scope, document=document, on=on),)


def withdraw_service(volunteer: Volunteer | None, *, person: str, reason: str, on: date) -> Facts:
    """Withdraw a guardian's consent to service (撤回参加服务的同意): from that day on."""
    if not existing(volunteer, person).service.standing:
        raise Rejection(Why.NO_SERVICE)
    return (ServiceWithdrawn(reason=reason, on=on),)


def agree_to_publish(volunteer: Volunteer | None, *, person: str, document: str, on: date) -> Facts:
    """Note an adult's own consent to be shown (同意公开). Agreed before: ``()``."""
    volunteer = existing(volunteer, person)
    if volunteer.minor(on):
        raise Rejection(Why.GUARDIAN_DECIDES)
    return () if volunteer.shows.standing else (PublicationAgreed(document=document, on=on),)


def withdraw_publication(
    volunteer: Volunteer | None, *, person: str, reason: str, on: date
) -> Facts:
    """Withdraw the consent to be shown (撤回公开)."""
    volunteer = existing(volunteer, person)
    if not (volunteer.shows.standing or volunteer.guardian_shows.standing):
        raise Rejection(Why.NO_CONSENT)
    return (PublicationWithdrawn(reason=reason, on=on),)


def insure(
    volunteer: Volunteer | None,
    *,
    person: str,
    policy: str,
    insurer: str,
    since: date,
    until: date,
    on: date,
) -> Facts:
    """Note an insurance (投保). The same told twice is ``()``."""
    volunteer = existing(volunteer, person)
    if until < since:
        raise Rejection(Why.COVER_ENDS_FIRST, since=since, until=until)
    told = InsuranceTaken(policy=policy, insurer=insurer, since=since, until=until, on=on)
    return () if any(p.repeats(told) for p in volunteer.policies) else (told,)


def fit_to_serve(volunteer: Volunteer | None, *, person: str, day: date, risk: bool) -> Volunteer:
    """Return ``volunteer`` if it may have served on ``day``; else refuse.

    It was registered by then. A minor takes no part where there is ``risk`` to the person, and
    needs its guardian's consent of that day; there, everybody else is insured first
    (志愿服务条例 17).
    """
    volunteer = existing(volunteer, person)
    if day < volunteer.registered.on:
        raise Rejection(Why.NOT_YET, person=person, since=volunteer.registered.on, day=day)
    if volunteer.minor(day):
        if risk:
            raise Rejection(Why.MINOR_AT_RISK, person=person)
        if not volunteer.service.on(day):
            raise Rejection(Why.NO_GUARDIAN, person=person)
    if risk and not volunteer.insured(day):
        raise Rejection(Why.NOT_INSURED, person=person, day=day)
    return volunteer


def may_be_shown(volunteer: Volunteer | None, on: date) -> bool:
    """Tell whether portrait and deeds may be published on ``on``: never without consent."""
    if volunteer is None:
        return False
    return (volunteer.guardian_shows if volunteer.minor(on) else volunteer.shows).on(on)


def issue_certificate(
    volunteer: Volunteer | None,
    *,
    person: str,
    stretches: tuple[Stretch, ...],
    position: int,
    rule: str,
    on: date,
    later: Sequence[str] = (),
) -> Facts:
    """Issue the certificate (出具证明) of the ``stretches`` certified at ``position``.

    The same stretches again: ``()``; others replace the certificate before. ``later``: the sessions
    of which some were certified only after the day that the certificate would bear.
    """
    volunteer = existing(volunteer, person)
    if not stretches:
        raise Rejection(Why.NOTHING_CERTIFIED)
    if later:
        raise Rejection(Why.CERTIFIED_LATER, sessions=listed(later), on=on)
    last = volunteer.certificate
    stretches = tuple(sorted(stretches, key=lambda stretch: stretch.session))
    if last is not None and last.stretches == stretches:
        return ()
    return (
        CertificateIssued(
            number=volunteer.issued + 1,
            minutes=sum(stretch.span.minutes for stretch in stretches),
            sessions=len(stretches),
            stretches=stretches,
            position=position,
            replaces=last.number if last else None,
            rule=rule,
            on=on,
        ),
    )


def withdraw_certificate(
    volunteer: Volunteer | None, *, person: str, reason: str, on: date
) -> Facts:
    """Withdraw the certificate that was issued last (收回证明)."""
    last = existing(volunteer, person).certificate
    if last is None:
        raise Rejection(Why.NO_CERTIFICATE)
    return (CertificateWithdrawn(number=last.number, reason=reason, on=on),)
