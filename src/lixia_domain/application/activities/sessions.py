"""Use cases of service sessions. Hours are recorded in the session and in each volunteer's day.

Both, and whether the volunteer was fit to serve, are decided in one commit.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import volunteer, volunteer_day
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.service_session import decisions as service_session
from lixia_domain.aggregates.service_session.facts import Facts
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION, Session, held
from lixia_domain.aggregates.volunteer import VOLUNTEER
from lixia_domain.aggregates.volunteer_day import VOLUNTEER_DAY
from lixia_domain.application.activities.teams import able
from lixia_domain.application.persons import subjects
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
    """Plan a session of a team for its project, or for an activity (安排活动)."""
    able(work, team)
    assigned = None
    if project_id is not None:
        assigned = project.existing(work.load(PROJECT, project_id)).team
    facts = service_session.plan(
        work.load(SERVICE_SESSION, session_id),
        title=title,
        project=project_id,
        activity=activity,
        team=team,
        assigned=assigned,
        place=place,
        day=day,
        span=span,
        risk=risk,
        on=on,
    )
    work.record(SERVICE_SESSION, session_id, facts)


@decides(
    SERVICE_SESSION,
    "session_id",
    says=Words("举行服务活动", "note that a session was held"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_session(),
)
def hold(
    known: Session | None,
    *,
    session_id: SessionId,
    day: AnyDay,
    span: Hours,
    document: Annotated[Document, Words("活动记录", "the record of the session")],
    on: On,
) -> Facts:
    """Note when a session was really held (举行)."""
    return service_session.hold(known, day=day, span=span, document=document, on=on)


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

    Each one is judged by the session's own day: registered, a minor with its guardian's consent
    and never where there is danger, insured before where there is, and nowhere else at that time.
    """
    for person, span in hours:
        session = work.load(SERVICE_SESSION, session_id)
        known, was_held = held(session, Words("登记时长", "recording hours"))
        day, risk = was_held.day, known.planned.risk
        subjects.free(work, person)
        who = volunteer.fit_to_serve(
            work.load(VOLUNTEER, person), person=person, day=day, risk=risk
        )
        rule = VOLUNTEER_INSURANCE if risk else VOLUNTEER_CERTIFICATE
        facts = service_session.record(
            session,
            person=person,
            span=span,
            recorder=work.by.actor,
            rule=in_force(EDITIONS, VOLUNTEER_MINORS if who.minor(day) else rule, day).version,
            on=on,
        )
        work.record(SERVICE_SESSION, session_id, facts)
        _book(work, session_id, person, day, span, on)


@use_case(
    says=Words("更正时长", "correct hours"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
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
    """Correct a volunteer's stretch, or strike it out by ``None`` (更正时长)."""
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
    """Certify for the team all hours that wait for it (证明时长); not by who recorded them."""
    known = work.load(SERVICE_SESSION, session_id)
    tellers = {hours.teller for hours in known.hours.values()} if known is not None else set()
    facts = service_session.certify(
        known, certifier=work.by.actor, on=on, eyes=eyes(work, tellers | {work.by.actor})
    )
    work.record(SERVICE_SESSION, session_id, facts)


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

    ``redacted``: how many people were made unrecognisable instead.
    """
    for person in shown:
        subjects.free(work, person)
    consenting = [
        person for person in shown if volunteer.may_be_shown(work.load(VOLUNTEER, person), on)
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


def _book(work: Work, session_id: str, person: str, day: date, span: Span | None, on: date) -> None:
    key = day_key(person, day)
    taken = work.load(VOLUNTEER_DAY, key)
    if span is None:
        work.record(VOLUNTEER_DAY, key, volunteer_day.unbook(taken, session=session_id, on=on))
        return
    facts = volunteer_day.book(taken, session=session_id, span=span, on=on)
    work.record(VOLUNTEER_DAY, key, facts)
