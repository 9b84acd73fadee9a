"""Session log (服务活动): every session, when it was, how many served and how long."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.hours import Span, clock
from lixia_domain.kernel.view import Row, View, replace

PLANNED, HELD, WAITING, CERTIFIED = "planned", "held", "waiting", "certified"


class SessionRow(Row, frozen=True):
    """A session. ``dated`` and times are those planned until it is held, then the real ones.

    ``state``: planned, held (nobody's hours yet), waiting (some are not certified), certified.
    ``redacted`` counts those made unrecognisable in what was published, ``shown`` those who agreed.
    """

    session: str
    title: str = ""
    project: str | None = None
    activity: str | None = None
    team: str = ""
    place: str = ""
    state: str = PLANNED
    dated: date | None = None
    starts: str = ""
    ends: str = ""
    risk: bool = False
    volunteers: int = 0
    recorded_minutes: int = 0
    certified_minutes: int = 0
    corrections: int = 0
    shown: int = 0
    redacted: int = 0
    planned_on: date | None = None
    held_on: date | None = None
    _hours: tuple[tuple[str, int, bool], ...] = ()
    """Who served, minutes, and whether they are certified."""

    def certified_of(self, person: str) -> tuple[int, ...]:
        """Return the certified minutes of one volunteer; nothing if there are none."""
        return tuple(told for who, told, sure in self._hours if sure and who == person)


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the session."""
    return (recorded.key,)


def evolve(row: SessionRow | None, recorded: Recorded) -> SessionRow:
    """Bring a session's row up to date."""
    row, event = row or SessionRow(session=recorded.key), recorded.event
    match event:
        case ses.HoursRecorded(person=person, span=span):
            return _served(row, {**_by_person(row), person: (span.minutes, False)})
        case ses.HoursCorrected(person=person, span=span):
            others = {p: told for p, told in _by_person(row).items() if p != person}
            told = {} if span is None else {person: (span.minutes, False)}
            return _served(replace(row, corrections=row.corrections + 1), {**others, **told})
        case ses.HoursCertified(hours=hours):
            sure = {served.person: (served.minutes, True) for served in hours}
            return _served(row, {**_by_person(row), **sure})
        case ses.SessionPlanned():
            return replace(
                _at(row, event.day, event.span),
                title=event.title,
                project=event.project,
                activity=event.activity,
                team=event.team,
                place=event.place,
                risk=event.risk,
                planned_on=event.on,
            )
        case ses.SessionHeld(day=day, span=span, on=on):
            return replace(_at(row, day, span), state=HELD, held_on=on)
        case ses.PortraitsPublished(shown=shown, redacted=redacted):
            return replace(row, shown=row.shown + len(shown), redacted=row.redacted + redacted)
        case _:
            return row


def _at(row: SessionRow, day: date, span: Span) -> SessionRow:
    return replace(row, dated=day, starts=clock(span.start), ends=clock(span.end))


def _by_person(row: SessionRow) -> dict[str, tuple[int, bool]]:
    return {person: (minutes, sure) for person, minutes, sure in row._hours}


def _served(row: SessionRow, hours: Mapping[str, tuple[int, bool]]) -> SessionRow:
    told = tuple((person, *said) for person, said in hours.items())
    sure = [minutes for _, minutes, certified in told if certified]
    done = CERTIFIED if len(sure) == len(told) else WAITING
    return replace(
        row,
        state=done if told else HELD,
        volunteers=len(told),
        recorded_minutes=sum(minutes for _, minutes, _ in told),
        certified_minutes=sum(sure),
        _hours=told,
    )


SESSION_LOG: View[SessionRow] = View(
    name="session_log",
    version=1,
    title="服务活动",
    title_en="Service sessions",
    row=SessionRow,
    reads=SERVICE_SESSION.events,
    keys=keys,
    evolve=evolve,
)
