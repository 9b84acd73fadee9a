"""Team register (志愿团队): who carries projects out, and on what standing."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import team as tm
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import (
    CertifiedMinutesColumn,
    NameColumn,
    ProjectsColumn,
    ReasonColumn,
    RegisteredOnColumn,
    TeamColumn,
    VerifiedOnColumn,
)


class TeamState(Worded):
    """On what standing a team carries projects out."""

    UNREGISTERED = "unregistered", "未登记"
    REGISTERED = "registered", "已登记"
    VERIFIED = "verified", "已核验"
    DEBARRED = "debarred", "已停用"


class TeamRow(Row, frozen=True):
    """A team. One that projects or sessions name and nobody registered has no name, either.

    ``projects`` counts those given to it and not taken over since, ``agreements`` those signed,
    ``sessions`` those planned, ``certified_minutes`` all that it certified: later corrections are
    not taken off (``session_log`` has those).
    """

    team: TeamColumn
    name: NameColumn = ""
    state: Annotated[str, column("状态", "state", codes=TeamState)] = TeamState.UNREGISTERED.value
    projects: ProjectsColumn = 0
    agreements: Annotated[int, column("协议数", "agreements")] = 0
    sessions: Annotated[int, column("活动数", "sessions")] = 0
    certified_minutes: CertifiedMinutesColumn = 0
    registered_on: RegisteredOnColumn | None = None
    verified_on: VerifiedOnColumn | None = None
    debarred_on: Annotated[date | None, column("停用日", "debarred")] = None
    reason: ReasonColumn | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the team; both teams where one replaces another."""
    match recorded.event:
        case prj.TeamReplaced(team=team, replaced=replaced):
            return (team, replaced) if team != replaced else ()
        case (
            prj.TeamAssigned(team=team)
            | ses.SessionPlanned(team=team)
            | ses.HoursCertified(team=team)
        ):
            return (team,)
        case _:
            return (recorded.key,)


def evolve(row: TeamRow | None, recorded: Recorded) -> TeamRow:
    """Bring a team's row up to date."""
    event = recorded.event
    match event:
        case prj.TeamAssigned(team=team):
            row = row or TeamRow(team=team)
            return replace(row, projects=row.projects + 1)
        case prj.TeamReplaced():
            return _replaced(row, event)
        case ses.SessionPlanned(team=team):
            row = row or TeamRow(team=team)
            return replace(row, sessions=row.sessions + 1)
        case ses.HoursCertified(team=team, hours=hours):
            row = row or TeamRow(team=team)
            more = sum(served.minutes for served in hours)
            return replace(row, certified_minutes=row.certified_minutes + more)
        case _:
            return _own(row or TeamRow(team=recorded.key), recorded)


def _replaced(row: TeamRow | None, event: prj.TeamReplaced) -> TeamRow:
    """Take the project from the old team and give it to the new one, one row at a time."""
    if row is None:
        return TeamRow(team=event.team, projects=1)
    return replace(row, projects=row.projects + (1 if row.team == event.team else -1))


def _own(row: TeamRow, recorded: Recorded) -> TeamRow:
    event = cast(tm.TeamEvent, recorded.event)
    match event:
        case tm.TeamRegistered(name=name, on=on):
            return replace(row, name=name, state=TeamState.REGISTERED.value, registered_on=on)
        case tm.TeamVerified(on=on):
            state = TeamState.DEBARRED if row.debarred_on else TeamState.VERIFIED
            return replace(row, state=state.value, verified_on=on)
        case tm.TeamDebarred(reason=reason, on=on):
            return replace(row, state=TeamState.DEBARRED.value, debarred_on=on, reason=reason)
        case tm.TeamReinstated():
            state = TeamState.VERIFIED if row.verified_on else TeamState.REGISTERED
            return replace(row, state=state.value, debarred_on=None, reason=None)
        case tm.GrantAgreementSigned():
            return replace(row, agreements=row.agreements + 1)
        case _:
            assert_never(event)


TEAM_REGISTER: View[TeamRow] = View(
    name="team_register",
    version=1,
    title="志愿团队",
    title_en="Volunteer teams",
    row=TeamRow,
    reads=(
        *tm.TEAM.events,
        prj.TeamAssigned,
        prj.TeamReplaced,
        ses.SessionPlanned,
        ses.HoursCertified,
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "team name state projects sessions certified_minutes agreements verified_on "
        "debarred_on reason"
    ),
)
