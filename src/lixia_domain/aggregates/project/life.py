"""Decisions about a project's life: from draft to closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lixia_domain.aggregates.project import facts
from lixia_domain.aggregates.project.facts import BudgetLine, Facts
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import (
    TAKES_MONEY,
    Project,
    ProjectStage,
    active,
    existing,
    standing,
)
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.keys import among
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


def draft(
    project: Project | None,
    *,
    title: str,
    domain: str,
    needs: tuple[str, ...],
    lines: tuple[BudgetLine, ...],
    relief: bool,
    on: date,
) -> Facts:
    """Draft a project out of verified needs (起草). The same draft told twice is ``()``."""
    told = facts.ProjectDrafted(
        title=title, domain=domain, needs=needs, lines=lines, relief=relief, on=on
    )
    if project is not None:
        if project.drafted.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, title=project.drafted.title)
    if not needs:
        raise Rejection(Why.NO_NEED)
    sound_lines(lines)
    return (told,)


def sound_lines(lines: tuple[BudgetLine, ...]) -> None:
    """Refuse a budget without lines, with a line twice, or with a line of nothing."""
    if not lines:
        raise Rejection(Why.NO_BUDGET)
    seen: set[str] = set()
    for line in lines:
        positive(line.amount)
        if line.line in seen:
            raise Rejection(Why.LINE_TWICE, line=line.line)
        seen.add(line.line)


def approve(project: Project | None, *, minutes: str, on: date) -> Facts:
    """Pass the project's review (立项)."""
    standing(project, Words("审核通过", "approving"), ProjectStage.DRAFTED)
    return (facts.ProjectApproved(minutes=minutes, on=on),)


def give_back(project: Project | None, *, reason: str, on: date) -> Facts:
    """Return the project to its authors (退回)."""
    standing(project, Words("退回", "giving it back"), ProjectStage.DRAFTED, ProjectStage.APPROVED)
    return (facts.ProjectReturned(reason=reason, on=on),)


def publish(
    project: Project | None, *, batch: str, minimum: Money, waitlist: bool, on: date
) -> Facts:
    """Offer the project to be claimed (发布). ``minimum`` is what must arrive before it starts."""
    project = standing(project, Words("发布", "publishing"), ProjectStage.APPROVED)
    positive(minimum)
    if minimum > project.budget:
        raise Rejection(Why.MINIMUM_ABOVE_BUDGET, minimum=minimum, budget=project.budget)
    return (facts.ProjectPublished(batch=batch, minimum=minimum, waitlist=waitlist, on=on),)


def assign_team(project: Project | None, *, team: str, agreement: str, on: date) -> Facts:
    """Give the project to a team under an agreement (确定团队)."""
    project = standing(
        project,
        Words("确定团队", "assigning a team"),
        ProjectStage.PUBLISHED,
        ProjectStage.EXECUTING,
    )
    if project.team == team and project.agreement == agreement:
        return ()
    if project.team is not None:
        raise Rejection(Why.HAS_TEAM, team=project.team)
    return (facts.TeamAssigned(team=team, agreement=agreement, on=on),)


def replace_team(
    project: Project | None,
    *,
    team: str,
    agreement: str,
    reason: str,
    unsettled: Sequence[str],
    on: date,
) -> Facts:
    """Replace the team (更换团队). ``unsettled``: the old team's disbursements still open."""
    project = standing(
        project,
        Words("更换团队", "replacing the team"),
        ProjectStage.PUBLISHED,
        ProjectStage.EXECUTING,
        ProjectStage.ACCEPTANCE,
    )
    if project.team is None:
        raise Rejection(Why.NO_TEAM)
    if unsettled:
        raise Rejection(Why.OLD_TRANCHE_OPEN, disbursements=listed(unsettled))
    if among(agreement, (project.agreement or "",)):
        raise Rejection(Why.SAME_AGREEMENT, agreement=agreement)
    return (
        facts.TeamReplaced(
            team=team, agreement=agreement, replaced=project.team, reason=reason, on=on
        ),
    )


def team_of(project: Project | None) -> tuple[str, str]:
    """Return the team and its agreement. Refuses where none is assigned."""
    project = existing(project)
    if project.team is None or project.agreement is None:
        raise Rejection(Why.NO_TEAM)
    return project.team, project.agreement


def carried_out_by(project: Project | None, *, team: str, agreement: str) -> Project:
    """Return ``project`` if ``team`` carries it out under ``agreement``; else refuse."""
    now, under = team_of(project)
    if (now, under) != (team, agreement):
        raise Rejection(
            Why.OTHER_TEAM, team=team, agreement=agreement, now=now, now_agreement=under
        )
    return existing(project)


def start(project: Project | None, *, received: Money, on: date) -> Facts:
    """Start (启动) once the money *received* reaches the published minimum."""
    project = active(project, Words("启动", "starting"), ProjectStage.PUBLISHED)
    if project.team is None:
        raise Rejection(Why.NO_TEAM)
    if received < project.minimum:
        raise Rejection(Why.BELOW_MINIMUM, received=received, minimum=project.minimum)
    return (facts.ProjectStarted(received=received, on=on),)


def report_milestone(project: Project | None, *, milestone: str, document: str, on: date) -> Facts:
    """Report progress (进展)."""
    standing(project, Words("报告进展", "reporting progress"), ProjectStage.EXECUTING)
    return (facts.MilestoneReported(milestone=milestone, document=document, on=on),)


def request_acceptance(project: Project | None, *, document: str, on: date) -> Facts:
    """Ask for acceptance (申请验收)."""
    active(project, Words("申请验收", "asking for acceptance"), ProjectStage.EXECUTING)
    return (facts.AcceptanceRequested(document=document, on=on),)


def refuse_acceptance(project: Project | None, *, reason: str, on: date) -> Facts:
    """Refuse acceptance (验收不通过): the project goes on executing."""
    active(project, Words("验收", "judging acceptance"), ProjectStage.ACCEPTANCE)
    return (facts.AcceptanceRefused(reason=reason, on=on),)


def accept(project: Project | None, *, minutes: str, on: date) -> Facts:
    """Accept what was done (验收), whether or not all money has arrived."""
    active(project, Words("验收", "judging acceptance"), ProjectStage.ACCEPTANCE)
    return (facts.ProjectAccepted(minutes=minutes, on=on),)


def revoke_acceptance(project: Project | None, *, reason: str, minutes: str, on: date) -> Facts:
    """Revoke an acceptance that was wrong (撤销验收): it is to be judged anew.

    Not once what was left went to another use, for the project was over; nor after it was closed.
    """
    project = active(project, Words("撤销验收", "revoking acceptance"), ProjectStage.ACCEPTED)
    if project.surplus_moved:
        raise Rejection(Why.SURPLUS_MOVED)
    return (facts.AcceptanceRevoked(reason=reason, minutes=minutes, on=on),)


def cancel(project: Project | None, *, reason: str, on: date) -> Facts:
    """Cancel the project (取消). What was claimed stays a claim; its account is frozen."""
    standing(
        project,
        Words("取消", "cancelling"),
        ProjectStage.DRAFTED,
        ProjectStage.APPROVED,
        ProjectStage.PUBLISHED,
        ProjectStage.EXECUTING,
    )
    return (facts.ProjectCancelled(reason=reason, on=on),)


def propose_use_change(
    project: Project | None,
    *,
    project_id: str,
    change: str,
    to: str,
    target: Project | None,
    reason: str,
    on: date,
) -> Facts:
    """Ask the donors to let their gifts go to another project, ``target`` (慈善法 56).

    The same told twice is ``()``. Another project under the id is refused: donors have agreed to,
    or are being asked about, the one it was first told with.
    """
    project = existing(project)
    known = project.changes.get(change)
    if known == to:
        return ()
    if known is not None:
        raise Rejection(Why.CHANGE_REUSED, change=change, to=known)
    _may_let_go(project)
    if to == project_id:
        raise Rejection(Why.CHANGE_INTO_ITSELF)
    may_take_in(target)
    return (facts.UseChangeProposed(change=change, to=to, reason=reason, on=on),)


def target_of(project: Project | None, change: str) -> str:
    """Return to which project ``change`` proposed to go. Refuses a change nobody proposed."""
    project = existing(project)
    if change not in project.changes:
        raise Rejection(Why.UNKNOWN_CHANGE, change=change)
    return project.changes[change]


def change_use(
    project: Project | None,
    *,
    change: str,
    target: Project | None,
    gift: str,
    basis: str,
    on: date,
) -> tuple[facts.UseChanged]:
    """Note that one gift goes where ``change`` proposed, on ``basis`` (clause, consent, …).

    Both projects are looked at again: this one may let go, ``target`` takes money in today.
    """
    to = target_of(project, change)
    _may_let_go(existing(project))
    may_take_in(target)
    return (facts.UseChanged(change=change, gift=gift, to=to, basis=basis, on=on),)


def _may_let_go(project: Project) -> None:
    act = Words("变更用途", "changing the use")
    if project.stage is not ProjectStage.CANCELLED:
        active(project, act, ProjectStage.EXECUTING, ProjectStage.ACCEPTED, ProjectStage.CLOSED)


def may_take_in(target: Project | None) -> None:
    """Refuse a project that takes no money in today."""
    active(target, Words("接收转用的捐赠", "taking in gifts for another use"), *TAKES_MONEY)


def close(
    project: Project | None, *, summary: str, unsettled: Sequence[str], awaited: Money, on: date
) -> Facts:
    """Close an accepted project (结项).

    ``unsettled``: its disbursements still open; ``awaited``: what was pledged for it, is not in
    default and has not arrived.
    """
    active(project, Words("结项", "closing"), ProjectStage.ACCEPTED)
    if awaited > Money(0):
        raise Rejection(Why.MONEY_AWAITED, awaited=awaited)
    if unsettled:
        raise Rejection(Why.TRANCHES_OPEN, disbursements=listed(unsettled))
    return (facts.ProjectClosed(summary=summary, on=on),)
