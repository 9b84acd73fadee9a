"""Publishing (待发布): an approved project asks to be published, for nobody can claim it before."""

from __future__ import annotations

from datetime import date

from lixia_domain.kernel.roles import Role
from lixia_domain.processes.projects import PROJECT_SO_FAR, ProjectSoFar
from lixia_domain.processes.wish import Process, Wish, line


def wishes(row: ProjectSoFar, on: date) -> tuple[Wish, ...]:
    """Ask the office to publish the project, by itself or with others in a batch."""
    if row.approved is None or row.ended:
        return ()
    cause, since = row.approved
    return (
        Wish(
            process="publishing",
            subject=row.project,
            cause=cause,
            since=since,
            role=Role.PROGRAMME_OFFICE,
            zh=f"项目 {row.project} 已审核通过，请发布以供认领",
            en=f"project {row.project} was approved: publish it, to be claimed",
            command=line("project publish", row.project, "--batch BATCH --minimum AMOUNT"),
        ),
    )


PUBLISHING: Process[ProjectSoFar] = Process(
    name="publishing",
    title="待发布",
    title_en="Publishing",
    view=PROJECT_SO_FAR,
    wishes=wishes,
)
