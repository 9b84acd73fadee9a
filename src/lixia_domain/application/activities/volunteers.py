"""Use cases of volunteers: registration, consents, insurance, certificates."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import volunteer
from lixia_domain.aggregates.subject.facts import Details, PersonKind
from lixia_domain.aggregates.volunteer import VOLUNTEER, ConsentScope, Facts, Volunteer
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.vocabulary import (
    AdultFrom,
    Document,
    HeadCount,
    Name,
    On,
    PersonRef,
    Position,
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
        work.load(VOLUNTEER, person), person=person, document=document, on=on
    )
    work.record(VOLUNTEER, person, facts)


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


@decides(
    VOLUNTEER,
    "person",
    says=Words("出具服务证明", "issue a certificate of service"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
)
def issue_certificate(
    known: Volunteer | None,
    *,
    person: PersonRef,
    minutes: Annotated[HeadCount, Words("分钟数", "minutes")],
    sessions: Annotated[HeadCount, Words("活动场数", "sessions")],
    position: Position,
    on: On,
) -> Facts:
    """Certify the hours that the view ``service_hours`` shows at ``position`` (出具证明)."""
    return volunteer.issue_certificate(
        known,
        person=person,
        minutes=minutes,
        sessions=sessions,
        position=position,
        rule=in_force(EDITIONS, VOLUNTEER_CERTIFICATE, on).version,
        on=on,
    )
