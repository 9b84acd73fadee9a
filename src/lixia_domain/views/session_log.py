"""Session log (服务活动): every session, when it was, how many served and how long.

Who served in which session stands in rows of its own, one a stretch, and is added up: by session
here, by volunteer in ``service_hours``. So neither row holds a list of the other.
"""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.hours import Span, clock
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Part, Rollup, Row, View, replace
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


class StretchRow(Row, frozen=True):
    """One volunteer's stretch in one session, as it stands; struck out, there is no row."""

    volunteer: Annotated[str, column("志愿者", "volunteer")]
    session: Annotated[str, column("场次", "session")]
    minutes: RecordedMinutesColumn
    certified: Annotated[bool, column("经证明", "certified")] = False


def stretches_of(recorded: Recorded) -> tuple[str, ...]:
    """Return the stretches that a fact is about."""
    match recorded.event:
        case ses.HoursCertified(hours=hours):
            return tuple(join_key(served.person, recorded.key) for served in hours)
        case event:
            assert isinstance(event, ses.HoursRecorded | ses.HoursCorrected)
            return (join_key(event.person, recorded.key),)


def stretched(row: StretchRow | None, recorded: Recorded) -> StretchRow | None:
    """Bring a stretch up to date."""
    match recorded.event:
        case ses.HoursCertified():
            assert row is not None, "hours are recorded before they are certified"
            return replace(row, certified=True)
        case ses.HoursCorrected(span=None):
            return None
        case event:
            assert isinstance(event, ses.HoursRecorded | ses.HoursCorrected)
            assert event.span is not None, "what is struck out is told apart above"
            return StretchRow(
                volunteer=event.person, session=recorded.key, minutes=event.span.minutes
            )


STRETCHES: View[StretchRow] = View(
    name="stretch",
    version=1,
    title="服务时段",
    title_en="Stretches of service",
    row=StretchRow,
    reads=(ses.HoursRecorded, ses.HoursCorrected, ses.HoursCertified),
    keys=stretches_of,
    evolve=stretched,
)
"""Internal: all stretches of one volunteer stand together."""


class SessionState(Worded):
    """How far a session is."""

    PLANNED = "planned", "已安排"
    HELD = "held", "已举办"  # nobody's hours yet
    WAITING = "waiting", "待证明"  # some hours are not certified
    CERTIFIED = "certified", "已证明"


class SessionRow(Row, frozen=True):
    """A session. ``dated`` and times are those planned until it is held, then the real ones.

    ``redacted`` counts those made unrecognisable in what was published, ``shown`` those who agreed.
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


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the session."""
    return (recorded.key,)


def evolve(row: SessionRow | None, recorded: Recorded) -> SessionRow:
    """Bring what a session says of itself up to date."""
    row, event = row or SessionRow(session=recorded.key), recorded.event
    match event:
        case ses.HoursCorrected():
            return replace(row, corrections=row.corrections + 1)
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
            return replace(_at(row, day, span), state=SessionState.HELD.value, held_on=on)
        case _:
            assert isinstance(event, ses.PortraitsPublished)
            shown, redacted = row.shown + len(event.shown), row.redacted + event.redacted
            return replace(row, shown=shown, redacted=redacted)


def _at(row: SessionRow, day: date, span: Span) -> SessionRow:
    return replace(row, dated=day, starts=clock(span.start), ends=clock(span.end))


def _adds(stretch: StretchRow) -> dict[str, int]:
    return {
        "volunteers": 1,
        "recorded_minutes": stretch.minutes,
        "certified_minutes": stretch.minutes * stretch.certified,
    }


def judged(row: SessionRow) -> SessionRow:
    """Say whether hours wait to be certified, where there are any."""
    if not row.volunteers:
        return row
    done = row.certified_minutes == row.recorded_minutes
    return replace(row, state=(SessionState.CERTIFIED if done else SessionState.WAITING).value)


SESSIONS: View[SessionRow] = View(
    name="session",
    version=1,
    title="服务活动",
    title_en="Service sessions",
    row=SessionRow,
    reads=(ses.SessionPlanned, ses.SessionHeld, ses.HoursCorrected, ses.PortraitsPublished),
    keys=keys,
    evolve=evolve,
)
"""Internal: what is known of sessions but who served."""

SESSION_LOG: Rollup[SessionRow] = Rollup(
    name="session_log",
    version=2,
    title="服务活动",
    title_en="Service sessions",
    row=SessionRow,
    base=SESSIONS,
    parts=(
        Part(
            of=STRETCHES,
            keys=lambda _, stretch: (stretch.session,),
            adds=_adds,
            columns=("volunteers", "recorded_minutes", "certified_minutes"),
        ),
    ),
    start=lambda key: SessionRow(session=key),
    judged=judged,
    shown=(
        "session title dated starts ends state volunteers recorded_minutes certified_minutes "
        "project activity team place risk corrections"
    ),
)
