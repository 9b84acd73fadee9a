"""What may be done with a session: plan, hold, record hours, correct, certify, show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from lixia_domain.aggregates.service_session import facts
from lixia_domain.aggregates.service_session.facts import Facts, Served
from lixia_domain.aggregates.service_session.state import Session, Why, existing, held
from lixia_domain.kernel.hours import Span, sound
from lixia_domain.kernel.keys import NOBODY_KNOWN, among
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def plan(
    session: Session | None,
    *,
    title: str,
    project: str | None,
    activity: str | None,
    team: str,
    place: str,
    day: date,
    span: Span,
    risk: bool,
    on: date,
) -> Facts:
    """Plan a session (安排) for a project or an activity. The same told twice is ``()``.

    Whether its team may, and the project is its own, is asked by the day (application.serving).
    """
    if (project is None) == (activity is None):
        raise Rejection(Why.ONE_PURPOSE)
    told = facts.SessionPlanned(
        title=title,
        project=project,
        activity=activity,
        team=team,
        place=place,
        day=day,
        span=sound(span),
        risk=risk,
        on=on,
    )
    if session is not None:
        if existing(session).planned.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, title=session.planned.title)
    return (told,)


def its_own_team(team: str, *, assigned: str | None) -> None:
    """Refuse a session of another team than the one ``assigned``, which carries the project out."""
    if team != assigned:
        raise Rejection(Why.OTHER_TEAM, assigned=assigned or "—", team=team)


def hold(session: Session | None, *, day: date, span: Span, document: str, on: date) -> Facts:
    """Note when the session was really held (举行). The same told twice is ``()``."""
    session = existing(session)
    sound(span)
    if day > on:
        raise Rejection(Why.NOT_YET, day=day)
    known = session.held
    if known is None:
        return (facts.SessionHeld(day=day, span=span, document=document, on=on),)
    if (known.day, known.span) == (day, span):
        return ()
    raise Rejection(Why.HELD_OTHERWISE, day=known.day, span=known.span)


def cancel(
    session: Session | None, *, reason: str, document: str, approver: str, on: date
) -> Facts:
    """Cancel a session (撤销): it is not held, or was wrongly noted as held. Again: ``()``.

    Hours recorded in it are struck out, each by its own fact.
    """
    if session is not None and session.cancelled is not None:
        return ()
    struck = (
        facts.HoursCorrected(
            person=person, was=hours.span, span=None, reason=reason, approver=approver, on=on
        )
        for person, hours in sorted(existing(session).hours.items())
    )
    return (*struck, facts.SessionCancelled(reason=reason, document=document, on=on))


def record(
    session: Session | None, *, person: str, span: Span, recorder: str, rule: str, on: date
) -> Facts:
    """Record one volunteer's stretch (登记时长). The same told twice is ``()``.

    Whether the volunteer was fit to serve, and free at that time, is decided in its own streams.
    """
    session, was_held = held(session, Words("登记时长", "recording hours"))
    _inside(span, was_held)
    known = session.hours.get(person)
    if known is None:
        return (facts.HoursRecorded(person=person, span=span, recorder=recorder, rule=rule, on=on),)
    if known.span == span:
        return ()
    raise Rejection(Why.RECORDED_OTHERWISE, person=person, span=known.span)


def correct(
    session: Session | None,
    *,
    person: str,
    span: Span | None,
    reason: str,
    approver: str,
    on: date,
) -> Facts:
    """Correct a stretch (更正), or strike it out by ``None``. It has to be certified again."""
    session, was_held = held(session, Words("更正时长", "correcting hours"))
    known = session.hours.get(person)
    if known is None:
        raise Rejection(Why.NO_HOURS, person=person)
    if known.span == span:
        return ()
    if span is not None:
        _inside(span, was_held)
    return (
        facts.HoursCorrected(
            person=person, was=known.span, span=span, reason=reason, approver=approver, on=on
        ),
    )


def certify(
    session: Session | None,
    *,
    certifier: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
    resting: Collection[str] = (),
) -> Facts:
    """Certify, for the team, all hours not certified yet (证明时长). None of them: ``()``.

    Nothing is done with those of whom all is to be left at rest.
    """
    session, _ = held(session, Words("证明时长", "certifying hours"))
    waiting = {p: h for p, h in sorted(session.waiting.items()) if p not in resting}
    if among(certifier, [hours.teller for hours in waiting.values()], eyes):
        raise Rejection(Why.SAME_ACTOR, actor=certifier)
    if not waiting:
        return ()
    hours = tuple(Served(person=p, minutes=h.span.minutes) for p, h in waiting.items())
    return (
        facts.HoursCertified(team=session.planned.team, certifier=certifier, hours=hours, on=on),
    )


def publish_portraits(
    session: Session | None,
    *,
    medium: str,
    document_hash: str,
    shown: tuple[str, ...],
    redacted: int,
    consenting: Collection[str],
    rule: str,
    on: date,
) -> Facts:
    """Publish pictures (公开影像) of volunteers who served; each one ``shown`` must consent.

    ``redacted`` counts those made unrecognisable. The same told twice is ``()``.
    """
    session, _ = held(session, Words("公开影像", "publishing pictures"))
    for person in shown:
        if person not in session.hours:
            raise Rejection(Why.NO_HOURS, person=person)
    unasked = [person for person in shown if person not in consenting]
    if unasked:
        raise Rejection(Why.NO_CONSENT, people=len(unasked))
    told = facts.PortraitsPublished(
        medium=medium,
        document_hash=document_hash,
        shown=shown,
        redacted=redacted,
        rule=rule,
        on=on,
    )
    return () if any(known.repeats(told) for known in session.published) else (told,)


def take_down(
    session: Session | None, *, medium: str, document_hash: str, document: str, on: date
) -> Facts:
    """Take pictures down (撤下影像) that were published in ``medium``."""
    if session is None:
        raise Rejection(Why.UNKNOWN)
    down = tuple(
        facts.PortraitsTakenDown(
            medium=medium,
            document_hash=document_hash,
            shown=shown.shown,
            redacted=shown.redacted,
            document=document,
            on=on,
        )
        for shown in session.published
        if (shown.medium, shown.document_hash) == (medium, document_hash)
    )
    if not down:
        raise Rejection(Why.NOT_SHOWN, medium=medium)
    return down


def _inside(span: Span, was_held: facts.SessionHeld) -> None:
    if not sound(span).within(was_held.span):
        raise Rejection(Why.OUTSIDE, span=span, held=was_held.span)
