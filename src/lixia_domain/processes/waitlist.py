"""Waiting list (候补递补): whoever is offered a slot that came free is asked to take it.

That a slot comes free, and who is offered it, is decided with the release itself.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.projects import PROJECT_SO_FAR, ProjectSoFar
from lixia_domain.processes.wish import Process, Wish, line


def wishes(row: ProjectSoFar, on: date) -> tuple[Wish, ...]:
    """Ask each enterprise that was offered a slot for its answer, while something is left."""
    left = row.budget_fen - row.claimed_fen
    if left <= 0 or row.ended or row.suspended:
        return ()
    enterprises = dict(row.waiting)
    return tuple(
        _offered(row.project, claim, enterprises[claim], Money(min(fen, left)), cause, since)
        for claim, fen, cause, since in row.offers
    )


def _offered(project: str, claim: str, who: str, amount: Money, cause: str, since: date) -> Wish:
    return Wish(
        process="waitlist",
        subject=claim,
        cause=cause,
        since=since,
        role=Role.ENTERPRISE,
        whom=who,
        zh=f"项目 {project} 腾出名额，候补 {claim} 可转正，至多 {amount}",
        en=f"a slot of project {project} is free: {claim} may take up to {amount.en}",
        command=line("pledge take-offer", claim, project, amount.plain, "--due DATE"),
    )


WAITLIST: Process[ProjectSoFar] = Process(
    name="waitlist",
    title="候补递补",
    title_en="Waiting list",
    view=PROJECT_SO_FAR,
    wishes=wishes,
)
