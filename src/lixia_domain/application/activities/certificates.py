"""What a volunteer's certificate of service (志愿服务记录证明) says, read from the views."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from lixia_domain.aggregates.volunteer.facts import CertificateIssued
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.application.bootstrap import Progress, Store
from lixia_domain.views.service_hours import SERVICE_HOURS, HoursRow
from lixia_domain.views.session_log import SESSION_LOG


@frozen(kw_only=True)
class Line:
    """One session that the team has certified."""

    session: str
    title: str
    team: str
    on: date | None
    minutes: int


@frozen(kw_only=True)
class Certificate:
    """Certified hours at ``position``, and the certificate last issued, if one was.

    ``stands`` tells whether that one still says what is certified now; otherwise it is to be
    issued anew.
    """

    person: str
    position: int
    minutes: int
    lines: tuple[Line, ...]
    issued: CertificateIssued | None
    stands: bool


def certificate(store: Store, person: str, progress: Progress | None = None) -> Certificate | None:
    """Return the certificate of the volunteer called ``person``; ``None`` for a stranger."""
    build = store.views(progress)
    with build.reading() as position:
        row: HoursRow | None = next((r for _, r in build.rows(SERVICE_HOURS, key=person)), None)
        if row is None:
            return None
        lines = [
            Line(
                session=session,
                title=about.title,
                team=about.team,
                on=about.dated,
                minutes=minutes,
            )
            for session, about in build.rows(SESSION_LOG)
            for minutes in about.certified_of(person)
        ]
    issued = [
        recorded.event
        for recorded in store.ledger.history(VOLUNTEER.stream(person))
        if isinstance(recorded.event, CertificateIssued) and recorded.position <= position
    ]
    return Certificate(
        person=person,
        position=position,
        minutes=row.certified_minutes,
        lines=tuple(sorted(lines, key=lambda line: (line.on or date.min, line.session))),
        issued=issued[-1] if issued else None,
        stands=row.certificate_stands,
    )
