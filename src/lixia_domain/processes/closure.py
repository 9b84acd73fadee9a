"""Closure (结项): an accepted project asks to be closed."""

from __future__ import annotations

from datetime import date

from lixia_domain.kernel.roles import Role
from lixia_domain.processes.projects import PROJECT_SO_FAR, ProjectSoFar
from lixia_domain.processes.wish import Process, Wish, line


def wishes(row: ProjectSoFar, on: date) -> tuple[Wish, ...]:
    """Ask the office to settle what is open and close the project."""
    if row.accepted is None or row.ended:
        return ()
    cause, since = row.accepted
    return (
        Wish(
            process="closure",
            subject=row.project,
            cause=cause,
            since=since,
            role=Role.PROGRAMME_OFFICE,
            zh=f"项目 {row.project} 已验收，请核清拨付后结项",
            en=f"project {row.project} was accepted: settle its disbursements and close it",
            command=line("project close", row.project, "--summary SUMMARY"),
        ),
    )


CLOSURE: Process[ProjectSoFar] = Process(
    name="closure",
    title="结项",
    title_en="Closure",
    view=PROJECT_SO_FAR,
    wishes=wishes,
)
