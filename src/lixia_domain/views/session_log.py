"""Session log (服务活动): every session, when it was, how many served and how long."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.hours import Span, clock
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import (
    CertifiedMinutesColumn,
    CorrectionsColumn,
    PlaceColumn,
    ProjectColumn,
    RecordedMinutesColumn,
    TeamColumn,
    TitleColumn,
)


class SessionState(Worded):
    """How far a session is."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已举办"  # nobody's hours yet
    WAITING = "waiting", "待证明"  # some hours are not certified
    CERTIFIED = "certified", "已证明"
    CANCELLED = "cancelled", "已撤销"


class SessionRow(Row, frozen=True):
    """A session. ``dated`` and times are those planned until it is held, then the real ones.

    ``redacted`` counts those made unrecognisable in what is published, ``shown`` those who agreed;
    pictures that were taken down are none of it.
    """

    session: Annotated[str, column("场次", "session")]
    title: TitleColumn = ""
    project: ProjectColumn | None = None
    activity: Annotated[str | None, column("活动", "activity")] = None
    team: TeamColumn = ""
    place: PlaceColumn = ""
    state: Annotated[str, column("状态", "state", codes=SessionState)] = SessionState.PLANNED.value
    dated: Annotated[date | None, column("日期", "date")] = None
    starts: Annotated[str, column("起", "from")] = ""
    ends: Annotated[str, column("止", "to")] = ""
    risk: Annotated[bool, column("有人身危险", "danger")] = False
    volunteers: Annotated[int, column("人数", "people")] = 0
    recorded_minutes: RecordedMinutesColumn = 0
    certified_minutes: CertifiedMinutesColumn = 0
    corrections: CorrectionsColumn = 0
    shown: Annotated[int, column("公开可辨认", "shown")] = 0
    redacted: Annotated[int, column("遮盖", "redacted")] = 0
    planned_on: Annotated[date | None, column("安排日", "planned")] = None
    held_on: Annotated[date | None, column("举办日", "held on")] = None
    cancelled_on: Annotated[date | None, column("撤销日", "cancelled on")] = None
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
        case ses.SessionCancelled(on=on):
            return replace(row, state=SessionState.CANCELLED.value, cancelled_on=on)
        case ses.SessionHeld(day=day, span=span, on=on):
            return replace(_at(row, day, span), state=SessionState.HELD.value, held_on=on)
        case ses.PortraitsPublished():
            shown, redacted = row.shown + len(event.shown), row.redacted + event.redacted
            return replace(row, shown=shown, redacted=redacted)
        case _:
            assert isinstance(event, ses.PortraitsTakenDown)
            shown, redacted = row.shown - len(event.shown), row.redacted - event.redacted
            return replace(row, shown=shown, redacted=redacted)


def _at(row: SessionRow, day: date, span: Span) -> SessionRow:
    return replace(row, dated=day, starts=clock(span.start), ends=clock(span.end))


def _by_person(row: SessionRow) -> dict[str, tuple[int, bool]]:
    return {person: (minutes, sure) for person, minutes, sure in row._hours}


def _served(row: SessionRow, hours: Mapping[str, tuple[int, bool]]) -> SessionRow:
    told = tuple((person, *said) for person, said in hours.items())
    sure = [minutes for _, minutes, certified in told if certified]
    done = SessionState.CERTIFIED if len(sure) == len(told) else SessionState.WAITING
    return replace(
        row,
        state=(done if told else SessionState.HELD).value,
        volunteers=len(told),
        recorded_minutes=sum(minutes for _, minutes, _ in told),
        certified_minutes=sum(sure),
        _hours=told,
    )


SESSION_LOG: View[SessionRow] = View(
    name="session_log",
    version=2,
    title="服务活动",
    title_en="Service sessions",
    row=SessionRow,
    reads=SERVICE_SESSION.events,
    keys=keys,
    evolve=evolve,
    shown=(
        "session title dated starts ends state volunteers recorded_minutes certified_minutes "
        "project activity team place risk corrections"
    ),
)
