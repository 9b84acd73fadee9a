"""A volunteer's certificate, line by line, and whether it still says what is certified."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.aggregates.volunteer.facts import CertificateIssued, Stretch, VolunteerRegistered
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.application.activities.certificates import certificate
from lixia_domain.kernel.hours import Span
from lixia_domain.recording.work import Work

VOLUNTEER_ID, OTHER = f"p:{'4' * 32}", f"p:{'5' * 32}"
DAY = date(2021, 3, 6)


def served(work: Work, session: str, person: str, minutes: int, *, sure: bool) -> None:
    span = Span(start=9 * 60, minutes=minutes)
    facts: list[ses.SessionEvent] = [
        ses.SessionPlanned(
            title=f"服务 {session}",
            project=None,
            activity=None,
            team="t1",
            place="虚构示例",
            day=DAY,
            span=span,
            risk=False,
            on=DAY,
        ),
        ses.SessionHeld(day=DAY, span=span, document="d", on=DAY),
        ses.HoursRecorded(person=person, span=span, recorder="acct-1", rule="r", on=DAY),
    ]
    if sure:
        hours = (ses.Served(person=person, minutes=minutes),)
        facts.append(ses.HoursCertified(team="t1", certifier="acct-2", hours=hours, on=DAY))
    work.record(SERVICE_SESSION, session, tuple(facts))


def registered(work: Work) -> None:
    told = VolunteerRegistered(document="d", adult_from=None, on=DAY)
    work.record(VOLUNTEER, VOLUNTEER_ID, (told,))
    served(work, "s1", VOLUNTEER_ID, 150, sure=True)
    served(work, "s2", VOLUNTEER_ID, 45, sure=False)
    served(work, "s3", OTHER, 60, sure=True)


def issued(work: Work) -> None:
    given = CertificateIssued(
        number=1,
        minutes=150,
        sessions=1,
        stretches=(Stretch(session="s1", span=Span(start=9 * 60, minutes=150)),),
        position=work.position,
        replaces=None,
        rule="r",
        on=DAY,
    )
    work.record(VOLUNTEER, VOLUNTEER_ID, (given,))


def test_it_lists_what_was_certified_of_this_volunteer_alone(office: Any) -> None:
    office.look(registered)
    told = certificate(office.store, VOLUNTEER_ID)
    assert told is not None
    assert [(line.session, line.team, line.on, line.minutes) for line in told.lines] == [
        ("s1", "t1", DAY, 150)
    ]
    assert (told.minutes, told.issued, told.stands) == (150, None, False)


def test_the_one_that_was_issued_stands_until_more_is_certified(office: Any) -> None:
    office.look(registered)
    office.look(issued)
    told = certificate(office.store, VOLUNTEER_ID)
    assert told is not None and told.issued is not None
    assert (told.issued.number, told.stands) == (1, True)
    office.look(lambda work: served(work, "s4", VOLUNTEER_ID, 30, sure=True))
    told = certificate(office.store, VOLUNTEER_ID)
    assert told is not None
    assert (told.minutes, told.stands) == (180, False)


def test_a_stranger_has_none(office: Any) -> None:
    assert certificate(office.store, OTHER) is None
