"""Whether a team may serve on a day, for a project or an activity: judged by that day.

Sessions belong to days that are past when they are told. Whether the team was verified and not
debarred, whether the project ran, and was the team's, is asked of the log as it stood on that day.
"""

from __future__ import annotations

from datetime import date, timedelta

from lixia_domain.aggregates import team
from lixia_domain.aggregates.project.state import (
    PROJECT,
    Project,
    ProjectStage,
    active,
    existing,
)
from lixia_domain.aggregates.service_session.decisions import its_own_team
from lixia_domain.aggregates.service_session.facts import SessionPlanned
from lixia_domain.aggregates.team import TEAM
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work

RUNS = (ProjectStage.EXECUTING, ProjectStage.ACCEPTANCE)
"""Stages in which a project is carried out."""
_SERVING = Words("开展服务活动", "service")


def team_able(work: Work, team_id: str, day: date, *, on: date) -> None:
    """Refuse a registered team that was not verified on ``day``, or is debarred ``on`` or by now.

    A team that nobody registered is an id only, and goes unchecked. ``on`` is told: what was
    recorded since is known all the same.
    """
    now = work.load(TEAM, team_id)
    if now is not None:
        for then in (day, max(day, on)):
            team.able(team.existing(work.as_of(TEAM, team_id, then)))
        team.able(now)


def may_be_planned(work: Work, project_id: str, team_id: str, day: date) -> None:
    """Refuse a session ahead of a project that is not the team's, or will not be carried out."""
    ahead = active(_on(work, project_id, day), _SERVING, ProjectStage.PUBLISHED, *RUNS)
    its_own_team(team_id, assigned=ahead.team)


def served(work: Work, planned: SessionPlanned, day: date, *, on: date) -> None:
    """Refuse what is told ``on`` a day of a session that its team could not hold on ``day``.

    A team that is debarred by the time it tells its hours is not believed either.
    """
    team_able(work, planned.team, day, on=on)
    if planned.project is not None:
        running = active(_on(work, planned.project, day), _SERVING, *RUNS)
        its_own_team(planned.team, assigned=running.team)


def _on(work: Work, project_id: str, day: date) -> Project | None:
    """Return the project as it ran on ``day``: on the day it ends, as it was in the morning."""
    existing(work.load(PROJECT, project_id))
    found = work.as_of(PROJECT, project_id, day)
    if found is not None and found.ended == day:
        return work.as_of(PROJECT, project_id, day - timedelta(days=1))
    return found
