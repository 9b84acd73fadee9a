"""Use cases of service sessions. Hours are recorded in the session and in each volunteer's day.

Both, and whether the volunteer was fit to serve, are decided in one commit.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import Annotated

from lixia_domain.aggregates import volunteer_day
from lixia_domain.aggregates.service_session import decisions as service_session
from lixia_domain.aggregates.service_session.facts import Facts
from lixia_domain.aggregates.service_session.state import (
    SERVICE_SESSION,
    Session,
    existing,
    held,
)
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.aggregates.volunteer import decisions as volunteer
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.aggregates.volunteer_day import VOLUNTEER_DAY
from lixia_domain.application.activities import serving
from lixia_domain.application.persons import guardians, subjects
from lixia_domain.application.rights import eyes
from lixia_domain.application.scope import of_session, team_named
from lixia_domain.application.standing import GivenActivity
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.vocabulary import (
    AnyDay,
    Document,
    HeadCount,
    Hours,
    Medium,
    On,
    PersonRef,
    Place,
    ProjectId,
    Reason,
    SessionId,
    Sha256,
    TeamId,
    Title,
    YesNo,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.people import (
    VOLUNTEER_CERTIFICATE,
    VOLUNTEER_INSURANCE,
    VOLUNTEER_MINORS,
    VOLUNTEER_PUBLICATION,
)


def day_key(person: str, day: date) -> str:
    """Return the key of one volunteer's day."""
    return join_key(person, day.isoformat())


@use_case(
    says=Words("安排服务活动", "plan a service session"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=team_named("team"),
)
def plan(
    work: Work,
    *,
    session_id: SessionId,
    title: Title,
    team: TeamId,
    place: Place,
    day: AnyDay,
    span: Hours,
    on: On,
    project_id: ProjectId | None = None,
    activity: GivenActivity | None = None,
    risk: Annotated[YesNo, Words("有危险，须先投保", "there is danger: insurance first")] = False,
) -> None:
    """Plan a session of a team for its project, or for an activity (安排活动).

    By the day it is for: the team may, the project is its own and is not over.
    """
    facts = service_session.plan(
        work.load(SERVICE_SESSION, session_id),
        title=title,
        project=project_id,
        activity=activity,
        team=team,
        place=place,
        day=day,
        span=span,
        risk=risk,
        on=on,
    )
    if facts:
        serving.team_able(work, team, day, on=on)
        if project_id is not None:
            serving.may_be_planned(work, project_id, team, day)
    work.record(SERVICE_SESSION, session_id, facts)


@use_case(
    says=Words("举行服务活动", "note that a session was held"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_session(),
)
def hold(
    work: Work,
    *,
    session_id: SessionId,
    day: AnyDay,
    span: Hours,
    document: Annotated[Document, Words("活动记录", "the record of the session")],
    on: On,
) -> None:
    """Note when a session was really held (举行), while its team might and its project ran."""
    known = work.load(SERVICE_SESSION, session_id)
    facts = service_session.hold(known, day=day, span=span, document=document, on=on)
    if facts:
        serving.served(work, existing(known).planned, day, on=on)
    work.record(SERVICE_SESSION, session_id, facts)


@use_case(
    says=Words("撤销服务活动", "cancel a session, or one wrongly noted as held"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_session(),
)
def cancel(
    work: Work,
    *,
    session_id: SessionId,
    reason: Reason,
    document: Annotated[Document, Words("通知或更正说明", "the notice, or what shows the error")],
    on: On,
) -> None:
    """Cancel a session (撤销): it won't be held, or was wrongly noted as held.

    Whatever hours it has are struck out with it; one held on another day is planned anew.
    """
    known = work.load(SERVICE_SESSION, session_id)
    facts = service_session.cancel(
        known, reason=reason, document=document, approver=work.by.actor, on=on
    )
    if facts and known is not None and known.held is not None:
        _look_at(work, list(known.hours), known.held.day)
        for person in known.hours:
            guardians.corrected(work, person)
            _book(work, session_id, person, known.held.day, None, on)
    work.record(SERVICE_SESSION, session_id, facts)


@use_case(
    says=Words("登记时长", "record hours"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_session(),
)
def record_hours(
    work: Work,
    *,
    session_id: SessionId,
    hours: Annotated[
        tuple[tuple[PersonRef, Hours], ...], Words("志愿者与时段", "volunteers and their stretches")
    ],
    on: On,
) -> None:
    """Record who served when (登记时长), all of the list or nothing of it.

    Each one is judged by the session's own day: registered by then, a minor with its guardian's
    consent and never where there is danger, insured before where there is, and nowhere else at
    that time. So are the team and its project; a team debarred since records nothing more.
    """
    known, was_held = held(
        work.load(SERVICE_SESSION, session_id), Words("登记时长", "recording hours")
    )
    day, risk = was_held.day, known.planned.risk
    serving.served(work, known.planned, day, on=on)
    _look_at(work, [person for person, _ in hours], day)

    @cache
    def rule(minor: bool) -> str:
        adults = VOLUNTEER_INSURANCE if risk else VOLUNTEER_CERTIFICATE
        return in_force(EDITIONS, VOLUNTEER_MINORS if minor else adults, day).version

    for person, span in hours:
        session = work.load(SERVICE_SESSION, session_id)
        subjects.free(work, person)
        who = volunteer.fit_to_serve(
            guardians.known(work, person), person=person, day=day, risk=risk
        )
        facts = service_session.record(
            session,
            person=person,
            span=span,
            recorder=work.by.actor,
            rule=rule(who.minor(day)),
            on=on,
        )
        work.record(SERVICE_SESSION, session_id, facts)
        _book(work, session_id, person, day, span, on)


@use_case(
    says=Words("更正时长", "correct hours"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE, Role.AUDITOR),
    scope=of_session(),
)
def correct_hours(
    work: Work,
    *,
    session_id: SessionId,
    person: PersonRef,
    span: Hours | None,
    reason: Reason,
    on: On,
) -> None:
    """Correct a volunteer's stretch, or strike it out by ``None`` (更正时长).

    Of one whose data are restricted or erased it is an auditor who does it.
    """
    guardians.corrected(work, person)
    session = work.load(SERVICE_SESSION, session_id)
    facts = service_session.correct(
        session, person=person, span=span, reason=reason, approver=work.by.actor, on=on
    )
    work.record(SERVICE_SESSION, session_id, facts)
    _, was_held = held(session, Words("更正时长", "correcting hours"))
    _book(work, session_id, person, was_held.day, span, on)


@use_case(
    says=Words("证明时长", "certify hours"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_session(),
)
def certify_hours(
    work: Work,
    *,
    session_id: SessionId,
    on: On,
) -> None:
    """Certify for the team all hours that wait for it (证明时长); not by who recorded them.

    Those of people whose data are restricted or erased are left as they are. A team debarred since
    certifies nothing more; what it had certified stands.
    """
    known = work.load(SERVICE_SESSION, session_id)
    waiting = {} if known is None else known.waiting
    tellers = {hours.teller for hours in waiting.values()}
    facts = service_session.certify(
        known,
        certifier=work.by.actor,
        on=on,
        eyes=eyes(work, tellers | {work.by.actor}),
        resting=_resting(work, waiting),
    )
    if facts and known is not None and known.held is not None:
        serving.served(work, known.planned, known.held.day, on=on)
    work.record(SERVICE_SESSION, session_id, facts)


def _resting(work: Work, people: Collection[str]) -> frozenset[str]:
    """Return whose data are restricted or erased. Where they are all there is, refuse."""
    work.prefetch(SUBJECT, people)
    resting = frozenset(
        person
        for person in people
        if (kept := work.load(SUBJECT, person)) is not None and kept.resting
    )
    if people and len(resting) == len(people):
        subjects.free(work, min(resting))
    return resting


@use_case(
    says=Words("公开活动影像", "publish pictures of a session"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
    scope=of_session(),
)
def publish_portraits(
    work: Work,
    *,
    session_id: SessionId,
    medium: Medium,
    document_hash: Sha256,
    on: On,
    shown: Annotated[tuple[PersonRef, ...], Words("可辨认的人", "who is to be recognised")] = (),
    redacted: Annotated[HeadCount, Words("作遮挡的人数", "how many were made unrecognisable")] = 0,
) -> None:
    """Publish pictures of a session (公开影像): whoever is to be recognised has agreed.

    They are published now, whatever date they bear: a consent that has ended by now lets nothing
    be shown.
    ``redacted``: how many people were made unrecognisable instead.
    """
    for person in shown:
        subjects.free(work, person)
    known = {person: guardians.known(work, person) for person in shown}
    consenting = [
        person
        for person, who in known.items()
        if all(volunteer.may_be_shown(who, day) for day in work.then_and_now(on))
    ]
    facts = service_session.publish_portraits(
        work.load(SERVICE_SESSION, session_id),
        medium=medium,
        document_hash=document_hash,
        shown=shown,
        redacted=redacted,
        consenting=consenting,
        rule=in_force(EDITIONS, VOLUNTEER_PUBLICATION, on).version,
        on=on,
    )
    work.record(SERVICE_SESSION, session_id, facts)


@decides(
    SERVICE_SESSION,
    "session_id",
    says=Words("撤下活动影像", "take pictures of a session down"),
    by=(Role.PROGRAMME_OFFICE, Role.TEAM),
    scope=of_session(),
)
def take_down_portraits(
    known: Session | None,
    *,
    session_id: SessionId,
    medium: Medium,
    document_hash: Sha256,
    document: Annotated[Document, Words("撤下的凭据", "what shows that they are gone")],
    on: On,
) -> Facts:
    """Take pictures down (撤下影像): publication ends with the consent that carried it."""
    return service_session.take_down(
        known, medium=medium, document_hash=document_hash, document=document, on=on
    )


def _look_at(work: Work, people: Collection[str], day: date) -> None:
    """Look at many volunteers, what is kept of them, and their days, by a query each."""
    work.prefetch(SUBJECT, people)
    work.prefetch(VOLUNTEER, people)
    work.prefetch(VOLUNTEER_DAY, [day_key(person, day) for person in people])


def _book(work: Work, session_id: str, person: str, day: date, span: Span | None, on: date) -> None:
    key = day_key(person, day)
    taken = work.load(VOLUNTEER_DAY, key)
    if span is None:
        work.record(VOLUNTEER_DAY, key, volunteer_day.unbook(taken, session=session_id, on=on))
        return
    facts = volunteer_day.book(taken, session=session_id, span=span, on=on)
    work.record(VOLUNTEER_DAY, key, facts)
