"""Sessions of service and their hours: who may serve, when, and who says so."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.subjects import corrected, free, minor
from tests.programme_model.answers.volunteers import may_be_shown
from tests.programme_model.figures import Programme, Project
from tests.programme_model.people import Session, Stretch
from tests.programme_model.rights import AUDITOR, OFFICE, TEAM, answers, one_person_twice

from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.roles import Role


def of_session(model: Programme, *, session_id: str, **told: object) -> str | None:
    """Return whose session it is."""
    session = model.sessions.get(session_id)
    return None if session is None else session.team


def the_team(model: Programme, *, team: str, **told: object) -> str:
    """Return which team plans."""
    return team


def stretch(span: Span) -> Stretch:
    """Return when, as the model keeps it."""
    return span.start, span.start + span.minutes


def able(model: Programme, no: Grounds, team_id: str, *days: date) -> None:
    """Refuse a team that might not serve on each of some days."""
    team = model.teams.get(team_id)
    for day in days if team is not None else ():
        assert team is not None
        if no.unless(team.since <= day, Group.UNKNOWN):
            no.unless(team.able_on(day), Group.STAGE)


def runs(no: Grounds, project: Project, day: date, team: str, *more: str) -> None:
    """Say whether a team may serve for a project on a day: it ran then, and was the team's."""
    then = project.on_day(day)
    if no.unless(then is not None, Group.UNKNOWN) and then is not None:
        stage, suspended, whose = then
        no.unless(stage in ("executing", "acceptance", *more), Group.STAGE)
        no.unless(not suspended, Group.FROZEN)
        no.unless(whose == team, Group.OTHER)


@answers("sessions.plan", TEAM, OFFICE, party=the_team)
def plan(
    model: Programme,
    no: Grounds,
    *,
    session_id: str,
    team: str,
    project_id: str,
    day: date,
    span: Span,
    risk: bool,
    on: date,
    **told: object,
) -> Answer:
    """Plan a session of the project's own team."""
    backwards(model, no, on)
    project = model.projects.get(project_id)
    no.unless(session_id not in model.sessions, Group.TWICE)
    able(model, no, team, day, max(day, on), max(day, model.today))
    if no.unless(project is not None, Group.UNKNOWN) and project is not None:
        runs(no, project, day, team, "published")
    yield
    model.sessions[session_id] = Session(team, project_id, day, stretch(span), risk)


@answers("sessions.hold", TEAM, OFFICE, party=of_session)
def hold(
    model: Programme,
    no: Grounds,
    *,
    session_id: str,
    day: date,
    span: Span,
    on: date,
    **told: object,
) -> Answer:
    """Note when a session was held: once, and not before its day."""
    session = model.sessions.get(session_id)
    backwards(model, no, on)
    no.unless(day <= on, Group.DATES)
    if no.unless(session is not None, Group.UNKNOWN) and session is not None:
        no.unless(session.held in (None, (day, stretch(span))), Group.TWICE)
        if session.held is None:
            runs(no, model.projects[session.project], day, session.team)
            able(model, no, session.team, day, max(day, on), max(day, model.today))
    yield
    assert session is not None
    session.held = (day, stretch(span))


@answers("sessions.record_hours", TEAM, OFFICE, party=of_session)
def record_hours(
    model: Programme,
    no: Grounds,
    *,
    session_id: str,
    hours: tuple[tuple[str, Span], ...],
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Record who served when: fit to serve, inside the session, and nowhere else then (S39)."""
    session = model.sessions.get(session_id)
    backwards(model, no, on)
    day, inside = on, (0, 0)
    if no.unless(session is not None, Group.UNKNOWN) and session is not None:
        if no.unless(session.held is not None, Group.STAGE):
            day, inside = session.held or (on, (0, 0))
            runs(no, model.projects[session.project], day, session.team)
            able(model, no, session.team, day, max(day, on), max(day, model.today))
        for person, span in hours:
            start, end = stretch(span)
            no.unless(inside[0] <= start and end <= inside[1], Group.DATES)
            known = session.hours.get(person)
            no.unless(known is None or known[0] == (start, end), Group.TWICE)
            free(model, no, person)
            fit(model, no, person, day, session.risk)
            who = model.volunteers.get(person)
            if who is not None:
                no.unless(who.free(day, session_id, (start, end)), Group.TWICE)
    yield
    assert session is not None
    for person, span in hours:
        session.hours.setdefault(person, (stretch(span), actor, False))
        model.volunteers[person].booked[day, session_id] = stretch(span)


def fit(model: Programme, no: Grounds, person: str, day: date, risk: bool) -> None:
    """Say whether somebody may have served: a minor by consent and out of danger, all insured."""
    who = model.volunteers.get(person)
    if not no.unless(who is not None, Group.UNKNOWN) or who is None:
        return
    no.unless(who.since <= day, Group.DATES)
    if minor(model, person, day):
        agreed = who.service.on(day)
        no.unless(agreed and not risk, Group.CONSENT)
    if risk:
        covered = any(noted < day and a <= day <= b for noted, a, b in who.covers)
        if not covered:
            same_day = any(noted == day and a <= day <= b for noted, a, b in who.covers)
            (no.perhaps if same_day else no.found).add(Group.CONSENT)


@answers("sessions.correct_hours", TEAM, OFFICE, AUDITOR, party=of_session)
def correct_hours(
    model: Programme,
    no: Grounds,
    *,
    session_id: str,
    person: str,
    span: Span | None,
    on: date,
    actor: str,
    acting: Role,
    **told: object,
) -> Answer:
    """Correct a stretch, or strike it out; it is certified anew (S39)."""
    session = model.sessions.get(session_id)
    backwards(model, no, on)
    day = on
    no.unless(session is not None, Group.UNKNOWN)
    no.unless(session is None or session.held is not None, Group.STAGE)
    corrected(model, no, person, acting)
    if session is not None and session.held is not None:
        day, inside = session.held
        known = no.unless(person in session.hours, Group.UNKNOWN)
        if known and span is not None and session.hours[person][0] != stretch(span):
            start, end = stretch(span)
            no.unless(inside[0] <= start and end <= inside[1], Group.DATES)
            who = model.volunteers[person]
            no.unless(who.free(day, session_id, (start, end)), Group.TWICE)
    yield
    assert session is not None
    if span is None:
        del session.hours[person]
        del model.volunteers[person].booked[day, session_id]
    elif session.hours[person][0] != stretch(span):
        session.hours[person] = (stretch(span), actor, False)
        model.volunteers[person].booked[day, session_id] = stretch(span)


@answers("sessions.certify_hours", TEAM, OFFICE, party=of_session)
def certify_hours(
    model: Programme, no: Grounds, *, session_id: str, on: date, actor: str
) -> Answer:
    """Certify for the team what waits for it, by another than who recorded it."""
    session = model.sessions.get(session_id)
    backwards(model, no, on)
    if no.unless(session is not None, Group.UNKNOWN) and session is not None:
        no.unless(session.held is not None, Group.STAGE)
        waits = [who for who, (_, _, done) in session.hours.items() if not done]
        rests = {who for who in waits if who in model.subjects and not model.subjects[who].free}
        if waits and len(rests) == len(waits):
            free(model, no, min(rests))
        tellers = {session.hours[who][1] for who in waits}
        may = {session.hours[who][1] for who in waits if who not in rests}
        own = any(one_person_twice(model, actor, teller) for teller in may)
        no.unless(not own, Group.PERSONS)
        if any(one_person_twice(model, actor, teller) for teller in tellers):
            no.perhaps.add(Group.PERSONS)
        if may and session.held is not None:
            day = session.held[0]
            runs(no, model.projects[session.project], day, session.team)
            able(model, no, session.team, day, max(day, on), max(day, model.today))
    yield
    assert session is not None
    for person, (when, teller, _) in session.hours.items():
        kept = model.subjects.get(person)
        if kept is None or kept.free:
            session.hours[person] = (when, teller, True)


@answers("sessions.publish_portraits", OFFICE, TEAM, party=of_session)
def publish_portraits(
    model: Programme,
    no: Grounds,
    *,
    session_id: str,
    on: date,
    shown: tuple[str, ...] = (),
    **told: object,
) -> Answer:
    """Publish pictures: whoever is to be recognised served, and has agreed (S38)."""
    session = model.sessions.get(session_id)
    backwards(model, no, on)
    for person in shown:
        free(model, no, person)
        shows = all(may_be_shown(model, person, day) for day in (on, model.today))
        no.unless(shows, Group.CONSENT)
    if no.unless(session is not None, Group.UNKNOWN) and session is not None:
        no.unless(session.held is not None, Group.STAGE)
        no.unless(all(person in session.hours for person in shown), Group.UNKNOWN)
    yield
    assert session is not None
    session.shown.append(shown)
