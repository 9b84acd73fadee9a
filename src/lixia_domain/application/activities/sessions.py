"""Use cases of service sessions. Hours are recorded in the session and in each volunteer's day.

Both, and whether the volunteer was fit to serve, are decided in one commit.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import volunteer, volunteer_day
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.service_session import decisions as service_session
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION, held
from lixia_domain.aggregates.volunteer import VOLUNTEER
from lixia_domain.aggregates.volunteer_day import VOLUNTEER_DAY
from lixia_domain.application.activities.teams import able
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.words import Words
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


@use_case
def plan(
    work: Work,
    *,
    session_id: str,
    title: str,
    team: str,
    place: str,
    day: date,
    span: Span,
    on: date,
    project_id: str | None = None,
    activity: str | None = None,
    risk: bool = False,
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


@use_case
def hold(work: Work, *, session_id: str, day: date, span: Span, document: str, on: date) -> None:
    """Note when a session was really held (举行)."""
    facts = service_session.hold(
        work.load(SERVICE_SESSION, session_id), day=day, span=span, document=document, on=on
    )
    work.record(SERVICE_SESSION, session_id, facts)


@use_case
def record_hours(
    work: Work, *, session_id: str, hours: tuple[tuple[str, Span], ...], on: date
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


@use_case
def correct_hours(
    work: Work, *, session_id: str, person: str, span: Span | None, reason: str, on: date
) -> None:
    """Correct a volunteer's stretch, or strike it out by ``None`` (更正时长)."""
    session = work.load(SERVICE_SESSION, session_id)
    facts = service_session.correct(
        session, person=person, span=span, reason=reason, approver=work.by.actor, on=on
    )
    work.record(SERVICE_SESSION, session_id, facts)
    _, was_held = held(session, Words("更正时长", "correcting hours"))
    _book(work, session_id, person, was_held.day, span, on)


@use_case
def certify_hours(work: Work, *, session_id: str, on: date) -> None:
    """Certify for the team all hours that wait for it (证明时长); not by who recorded them."""
    facts = service_session.certify(
        work.load(SERVICE_SESSION, session_id), certifier=work.by.actor, on=on
    )
    work.record(SERVICE_SESSION, session_id, facts)


@use_case
def publish_portraits(
    work: Work,
    *,
    session_id: str,
    medium: str,
    document_hash: str,
    on: date,
    shown: tuple[str, ...] = (),
    redacted: int = 0,
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
