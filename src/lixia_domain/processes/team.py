"""Team (定团队): a project that is claimed in full asks for the team that carries it out."""

from __future__ import annotations

from datetime import date

from lixia_domain.kernel.roles import Role
from lixia_domain.processes.projects import PROJECT_SO_FAR, ProjectSoFar
from lixia_domain.processes.wish import Process, Wish, line


def wishes(row: ProjectSoFar, on: date) -> tuple[Wish, ...]:
    """Ask the office for a team, where nobody carries the project out."""
    if row.filled is None or row.team or row.ended or row.suspended:
        return ()
    cause, since = row.filled
    return (
        Wish(
            process="team",
            subject=row.project,
            cause=cause,
            since=since,
            role=Role.PROGRAMME_OFFICE,
            zh=f"项目 {row.project} 已认满，请确定实施团队",
            en=f"project {row.project} is claimed in full: assign its team",
            command=line("project team", row.project, "--team TEAM --agreement AGREEMENT"),
        ),
    )


TEAM: Process[ProjectSoFar] = Process(
    name="team",
    title="确定团队",
    title_en="Team",
    view=PROJECT_SO_FAR,
    wishes=wishes,
)
