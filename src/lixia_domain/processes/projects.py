"""What processes remember of a project: its claims and offers, and how far it has come."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias, TypeVar

from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Cause, cause_of

P = TypeVar("P", bound=tuple[Any, ...])

Offer: TypeAlias = tuple[str, int, str, date]
"""Waiting claim, fen offered, and the offer's cause."""


class ProjectSoFar(Row, frozen=True):
    """A project. ``filled``: the fact by which its budget was claimed in full, while it is."""

    project: str
    budget_fen: int = 0
    claimed_fen: int = 0
    claims: tuple[tuple[str, int], ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    """Waiting claims, each with its enterprise."""
    offers: tuple[Offer, ...] = ()
    filled: Cause | None = None
    team: bool = False
    accepted: Cause | None = None
    ended: bool = False
    suspended: bool = False
    approved: Cause | None = None
    """The fact by which it was approved, until it is published or given back."""


def evolve(row: ProjectSoFar | None, recorded: Recorded) -> ProjectSoFar:
    """Bring a project's row up to date."""
    row = row or ProjectSoFar(project=recorded.key)
    event = recorded.event
    match event:
        case prj.ProjectDrafted(lines=lines) | prj.BudgetRevised(lines=lines):
            budget = sum(line.amount.fen for line in lines)
            return _filled(replace(row, budget_fen=budget), recorded)
        case prj.ProjectClaimed(claim=claim, amount=amount):
            return _claimed(_left(row, claim), claim, amount.fen, recorded)
        case (
            prj.ClaimReduced(claim=claim, amount=amount)
            | prj.ClaimRestored(claim=claim, amount=amount)
        ):
            return _claimed(row, claim, amount.fen, recorded)
        case prj.ClaimReleased(claim=claim):
            return _claimed(_left(row, claim), claim, 0, recorded)
        case prj.ClaimWaitlisted(claim=claim, enterprise=who):
            return replace(row, waiting=(*_but(row.waiting, claim), (claim, who)))
        case prj.WaitlistOffered(claim=claim, amount=amount):
            offer = (claim, amount.fen, *cause_of(recorded))
            return replace(row, offers=(*_but(row.offers, claim), offer))
        case prj.ProjectApproved():
            return replace(row, approved=cause_of(recorded))
        case prj.ProjectPublished() | prj.ProjectReturned():
            return replace(row, approved=None)
        case prj.TeamAssigned():
            return replace(row, team=True)
        case prj.ProjectAccepted():
            return replace(row, accepted=cause_of(recorded))
        case prj.AcceptanceRevoked():
            return replace(row, accepted=None)
        case prj.ProjectSuspended():
            return replace(row, suspended=True)
        case prj.ProjectResumed():
            return replace(row, suspended=False)
        case _:  # cancelled or closed
            return replace(row, ended=True)


def _claimed(row: ProjectSoFar, claim: str, fen: int, recorded: Recorded) -> ProjectSoFar:
    claims = (*_but(row.claims, claim), (claim, fen)) if fen else _but(row.claims, claim)
    claimed = sum(amount for _, amount in claims)
    return _filled(replace(row, claims=claims, claimed_fen=claimed), recorded)


def _left(row: ProjectSoFar, claim: str) -> ProjectSoFar:
    """Return ``row`` without ``claim`` among those who wait."""
    if not row.waiting:
        return row
    return replace(row, waiting=_but(row.waiting, claim), offers=_but(row.offers, claim))


def _filled(row: ProjectSoFar, recorded: Recorded) -> ProjectSoFar:
    if row.claimed_fen < row.budget_fen:
        return replace(row, filled=None)
    return row if row.filled else replace(row, filled=cause_of(recorded))


def _but(parts: tuple[P, ...], claim: str) -> tuple[P, ...]:
    return tuple(part for part in parts if part[0] != claim)


PROJECT_SO_FAR: View[ProjectSoFar] = View(
    name="project_so_far",
    version=4,
    title="项目进程",
    title_en="Projects so far",
    row=ProjectSoFar,
    reads=(
        prj.ProjectDrafted,
        prj.ProjectApproved,
        prj.ProjectReturned,
        prj.ProjectPublished,
        prj.BudgetRevised,
        prj.ProjectClaimed,
        prj.ClaimReduced,
        prj.ClaimReleased,
        prj.ClaimRestored,
        prj.ClaimWaitlisted,
        prj.WaitlistOffered,
        prj.TeamAssigned,
        prj.ProjectAccepted,
        prj.AcceptanceRevoked,
        prj.ProjectSuspended,
        prj.ProjectResumed,
        prj.ProjectCancelled,
        prj.ProjectClosed,
    ),
    keys=lambda recorded: (recorded.key,),
    evolve=evolve,
)
