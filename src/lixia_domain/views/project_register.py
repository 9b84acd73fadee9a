"""Project register (项目名录): every project with its claims, its money and its stage."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.effects import MOVING, Figure
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.project.state import ProjectStage
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.accounts import columns, moved, project_of
from lixia_domain.views.columns import (
    BalanceColumn,
    BudgetColumn,
    ChargedColumn,
    DisbursedColumn,
    DomainColumn,
    IncomeColumn,
    MadeGoodColumn,
    MovedInColumn,
    MovedOutColumn,
    ProjectColumn,
    PublishedOnColumn,
    ReceivedColumn,
    RecoveredColumn,
    ReservedColumn,
    ShortColumn,
    TeamColumn,
    TitleColumn,
)


class ProjectRow(Row, frozen=True):
    """A project. Claimed is promised, not paid: money is what its accounts took in.

    ``claimants`` counts standing claims, ``waiting`` those on the waiting list. ``received_fen``
    is what was donated for it less reversals and refunds; money moved from and to other accounts
    stands apart, and so do ``income_fen`` (interest, goods sold) and ``charged_fen`` (fees, costs);
    ``disbursed_fen`` is gross of what came back (``recovered_fen``). A suspended project keeps its
    stage; ``suspended`` says why it waits. ``naming`` is the donor's name it bears by consent.
    Money that arrives for a project nobody has drafted yet opens a row without title or stage.
    """

    project: ProjectColumn
    title: TitleColumn = ""
    domain: DomainColumn = ""
    batch: Annotated[str | None, column("批次", "batch")] = None
    stage: Annotated[str, column("阶段", "stage", codes=ProjectStage)] = ""
    relief: Annotated[bool, column("扶贫济困", "relief")] = False
    needs: Annotated[int, column("需求数", "needs")] = 0
    budget_fen: BudgetColumn = 0
    claimed_fen: Annotated[int, column("认领", "claimed")] = 0
    remainder_fen: Annotated[int, column("待认领", "remainder")] = 0
    claimants: Annotated[int, column("认领数", "claimants")] = 0
    waiting: Annotated[int, column("候补数", "waiting")] = 0
    minimum_fen: Annotated[int, column("启动最低额", "minimum")] = 0
    received_fen: ReceivedColumn = 0
    moved_in_fen: MovedInColumn = 0
    moved_out_fen: MovedOutColumn = 0
    reserved_fen: ReservedColumn = 0
    disbursed_fen: DisbursedColumn = 0
    recovered_fen: RecoveredColumn = 0
    income_fen: IncomeColumn = 0
    charged_fen: ChargedColumn = 0
    short_fen: ShortColumn = 0
    made_good_fen: MadeGoodColumn = 0
    balance_fen: BalanceColumn = 0
    team: TeamColumn | None = None
    drafted_on: Annotated[date | None, column("起草日", "drafted")] = None
    published_on: PublishedOnColumn | None = None
    started_on: Annotated[date | None, column("启动日", "started")] = None
    accepted_on: Annotated[date | None, column("验收日", "accepted")] = None
    cancelled_on: Annotated[date | None, column("取消日", "cancelled")] = None
    closed_on: Annotated[date | None, column("结项日", "closed")] = None
    suspended: Annotated[str | None, column("中止理由", "suspended for")] = None
    review_failed: Annotated[str | None, column("中期未通过", "review failed")] = None
    naming: Annotated[str | None, column("冠名", "naming")] = None
    _claims: tuple[tuple[str, int], ...] = ()
    """Standing claims and their amounts in fen."""
    _waitlist: tuple[str, ...] = ()


STAGES: Mapping[type[Event], str] = {
    prj.ProjectDrafted: ProjectStage.DRAFTED.value,
    prj.ProjectReturned: ProjectStage.DRAFTED.value,
    prj.ProjectApproved: ProjectStage.APPROVED.value,
    prj.ProjectPublished: ProjectStage.PUBLISHED.value,
    prj.ProjectStarted: ProjectStage.EXECUTING.value,
    prj.AcceptanceRefused: ProjectStage.EXECUTING.value,
    prj.AcceptanceRequested: ProjectStage.ACCEPTANCE.value,
    prj.ProjectAccepted: ProjectStage.ACCEPTED.value,
    prj.AcceptanceRevoked: ProjectStage.ACCEPTANCE.value,
    prj.ProjectCancelled: ProjectStage.CANCELLED.value,
    prj.ProjectClosed: ProjectStage.CLOSED.value,
}
"""The stage that a fact brings a project to."""
DATES: Mapping[type[Event], str] = {
    prj.ProjectDrafted: "drafted_on",
    prj.ProjectPublished: "published_on",
    prj.ProjectStarted: "started_on",
    prj.ProjectAccepted: "accepted_on",
    prj.ProjectCancelled: "cancelled_on",
    prj.ProjectClosed: "closed_on",
}
"""The column that keeps the date of a fact."""
MOVES = columns(
    {figure: (f"{figure}_fen", +1) for figure in Figure}
    | {
        Figure.REVERSED: ("received_fen", -1),
        Figure.RETURNED: ("received_fen", -1),
        Figure.PAID_OUT: ("disbursed_fen", +1),
    }
)
"""What was received is told net; every other figure has a column of its own."""
PLAIN = STAGES.keys() - {prj.ProjectDrafted, prj.ProjectPublished, prj.AcceptanceRevoked}
"""Facts that say nothing else."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the project, or the project that the account's money is for."""
    if type(recorded.event) in _MONEY:
        return project_of(recorded.key)
    return (recorded.key,)


def evolve(row: ProjectRow | None, recorded: Recorded) -> ProjectRow:
    """Bring a project's row up to date."""
    if row is None:
        row = ProjectRow(project=keys(recorded)[0])
    event = recorded.event
    return moved(row, event, MOVES) if type(event) in _MONEY else _life(row, event)


def _life(row: ProjectRow, event: Event) -> ProjectRow:
    if (stage := STAGES.get(type(event))) is not None:
        row = replace(row, stage=stage)
        if (column := DATES.get(type(event))) is not None:
            row = replace(row, **{column: event.on})
    if type(event) in PLAIN:
        return row
    match event:
        case prj.ProjectClaimed(claim=claim, amount=amount):
            claims = {**dict(row._claims), claim: amount.fen}
            waiting = tuple(c for c in row._waitlist if c != claim)
            return _claimed(row, claims, waiting)
        case prj.ProjectDrafted():
            return replace(
                _budgeted(row, event.lines),
                title=event.title,
                domain=event.domain,
                relief=event.relief,
                needs=len(event.needs),
            )
        case prj.ProjectPublished(batch=batch, minimum=minimum):
            return replace(row, batch=batch, minimum_fen=minimum.fen)
        case prj.TeamAssigned(team=team) | prj.TeamReplaced(team=team):
            return replace(row, team=team)
        case (
            prj.ClaimReduced(claim=claim, amount=amount)
            | prj.ClaimRestored(claim=claim, amount=amount)
        ):
            return _claimed(row, {**dict(row._claims), claim: amount.fen}, row._waitlist)
        case prj.ClaimReleased(claim=claim):
            claims = {c: amount for c, amount in row._claims if c != claim}
            return _claimed(row, claims, tuple(c for c in row._waitlist if c != claim))
        case prj.ClaimWaitlisted(claim=claim):
            return _claimed(row, dict(row._claims), (*row._waitlist, claim))
        case prj.BudgetRevised(lines=lines):
            return _budgeted(row, lines)
        case prj.ProjectSuspended(reason=reason):
            return replace(row, suspended=reason)
        case prj.ProjectResumed():
            return replace(row, suspended=None)
        case prj.AcceptanceRevoked():
            return replace(row, accepted_on=None)
        case prj.InterimReviewed(passed=passed, findings=findings):
            return replace(row, review_failed=None if passed else findings)
        case _:
            assert isinstance(event, prj.NamingAgreed)
            return replace(row, naming=event.name)


def _claimed(row: ProjectRow, claims: dict[str, int], waitlist: tuple[str, ...]) -> ProjectRow:
    claimed = sum(claims.values())
    return replace(
        row,
        claimed_fen=claimed,
        remainder_fen=row.budget_fen - claimed,
        claimants=len(claims),
        waiting=len(waitlist),
        _claims=tuple(claims.items()),
        _waitlist=waitlist,
    )


def _budgeted(row: ProjectRow, lines: tuple[BudgetLine, ...]) -> ProjectRow:
    budget = sum(line.amount.fen for line in lines)
    return replace(row, budget_fen=budget, remainder_fen=budget - row.claimed_fen)


LIFE = (
    *STAGES,
    prj.ProjectClaimed,
    prj.ClaimReduced,
    prj.ClaimReleased,
    prj.ClaimRestored,
    prj.ClaimWaitlisted,
    prj.BudgetRevised,
    prj.TeamAssigned,
    prj.TeamReplaced,
    prj.ProjectSuspended,
    prj.ProjectResumed,
    prj.InterimReviewed,
    prj.NamingAgreed,
)
NO_PROJECTS = {
    acc.AppropriationReceived,
    acc.OtherIncomeReceived,
    acc.OtherIncomeReturned,
    acc.SuspenseHeld,
    acc.SuspenseCleared,
}
"""Facts of accounts that are never a project's."""
MONEY = tuple(cls for cls in MOVING if cls not in NO_PROJECTS)
_MONEY = frozenset(MONEY)

PROJECT_REGISTER: View[ProjectRow] = View(
    name="project_register",
    version=4,
    title="项目名录",
    title_en="Project register",
    row=ProjectRow,
    reads=(*LIFE, *MONEY),
    keys=keys,
    evolve=evolve,
    shown=(
        "project title stage claimed_fen received_fen balance_fen disbursed_fen domain "
        "budget_fen team"
    ),
    audience=Audience.PUBLIC,
)
