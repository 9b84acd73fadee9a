"""What decisions about a project need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.project import facts
from lixia_domain.aggregates.project.facts import BudgetLine, ProjectEvent
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.table import Table
from lixia_domain.kernel.words import Worded, Words


class ProjectStage(Worded):
    """Where in its life a project stands. Whether it is fully claimed follows from its claims."""

    DRAFTED = "drafted", "起草"
    APPROVED = "approved", "已立项"
    PUBLISHED = "published", "已发布"
    EXECUTING = "executing", "执行中"
    ACCEPTANCE = "acceptance", "待验收", "awaiting acceptance"
    ACCEPTED = "accepted", "已验收"
    CANCELLED = "cancelled", "已取消"
    CLOSED = "closed", "已结项"


OVER = (ProjectStage.CANCELLED, ProjectStage.CLOSED)
"""Stages in which nothing comes to a project any more."""

TAKES_MONEY = tuple(stage for stage in ProjectStage if stage not in OVER)
"""Stages in which a project takes money; what arrives later is held (DOMAIN situation 14)."""

NOT_CANCELLED = tuple(stage for stage in ProjectStage if stage is not ProjectStage.CANCELLED)


ENDED = (ProjectStage.ACCEPTED, ProjectStage.CLOSED)
"""Stages in which what is left of a project's money is surplus (剩余财产，慈善法 58)."""


@frozen(kw_only=True)
class Claim:
    """A part of the budget that an enterprise has taken on."""

    enterprise: str
    amount: Money
    confirmed: bool = False


@frozen(kw_only=True)
class Commitment:
    """A part of a budget line that a disbursement holds or has used."""

    line: str
    amount: Money


@frozen(kw_only=True)
class Project:
    """A project as its decisions see it. No project yet is ``None``."""

    drafted: facts.ProjectDrafted
    stage: ProjectStage
    lines: Mapping[str, Money]
    minimum: Money = ZERO
    waitlist: bool = False
    claims: Mapping[str, Claim] = field(factory=dict)
    claimed: Money = ZERO
    """The sum of the claims, confirmed or not: kept, for hundreds may share a project."""
    released: Table[Claim] = field(factory=Table)
    """Claims that were released, as they stood: what a default freed wrongly is restored."""
    waiting: Mapping[str, Claim] = field(factory=dict)
    offers: Mapping[str, Money] = field(factory=dict)
    """What is kept for those who wait, by their claims."""
    commitments: Mapping[str, Commitment] = field(factory=dict)
    granted: frozenset[str] = frozenset()
    """Disbursements that ever held a part of a budget line."""
    team: str | None = None
    agreement: str | None = None
    changes: Mapping[str, str] = field(factory=dict)
    """Proposed changes of use: id to the project that the money would go to."""
    suspended: str | None = None
    """Why the project is suspended, if it is."""
    cancelled: str | None = None
    """Why the project was cancelled, if it was."""
    failed_review: str | None = None
    """What the last interim review found wrong, if it was not passed."""
    naming: facts.NamingAgreed | None = None
    started: date | None = None
    ended: date | None = None
    """When it was accepted or cancelled, or closed without."""
    surplus_moved: bool = False
    """Whether anything of it went to another use since it was accepted."""
    agreements: Mapping[str, date] = field(factory=dict)
    """Since when which agreement with a team is."""

    @property
    def budget(self) -> Money:
        """Return the sum of the budget's lines."""
        return total(self.lines.values())

    @property
    def remainder(self) -> Money:
        """Return what may still be claimed."""
        return self.budget - self.claimed

    def free_for(self, claim: str) -> Money:
        """Return what may be claimed under the id ``claim``, if it may be claimed at all.

        What was offered to those who wait before it is kept for them; all do before a newcomer.
        """
        before = takewhile(lambda waiting: waiting != claim, self.waiting)
        kept = total(self.offers.get(waiting, ZERO) for waiting in before)
        return max(ZERO, self.remainder - kept)

    @property
    def own_freeze(self) -> frozenset[str]:
        """Return for which reasons its accounts are frozen since it was cancelled.

        Such a freeze does not hold back what the law's ways let go. Any other does: a court's, and
        that of a project that is suspended.
        """
        if self.cancelled is None:
            return frozenset()
        return frozenset(why for why in (self.cancelled, self.suspended) if why is not None)

    def carried_out_by(self, team: str) -> bool:
        """Tell whether ``team`` carries the project out, or did: started, and not cancelled."""
        return self.team == team and self.started is not None and self.cancelled is None

    def changes_to(self, to: str) -> frozenset[str]:
        """Return the changes of use that were proposed to project ``to``."""
        return frozenset(change for change, target in self.changes.items() if target == to)

    def committed(self, line: str) -> Money:
        """Return what disbursements hold or have used of ``line``."""
        return total(c.amount for c in self.commitments.values() if c.line == line)


def evolve(project: Project | None, event: ProjectEvent) -> Project:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, facts.ProjectDrafted):
        return Project(drafted=event, stage=ProjectStage.DRAFTED, lines=_lines(event.lines))
    assert project is not None, "a project's history opens with ProjectDrafted"
    match event:
        case facts.ProjectApproved():
            return replace(project, stage=ProjectStage.APPROVED)
        case facts.ProjectReturned():
            return replace(project, stage=ProjectStage.DRAFTED)
        case facts.ProjectPublished(minimum=minimum, waitlist=waitlist):
            return replace(
                project, stage=ProjectStage.PUBLISHED, minimum=minimum, waitlist=waitlist
            )
        case facts.ProjectClaimed(claim=claim, enterprise=who, amount=amount):
            taken = {**project.claims, claim: Claim(enterprise=who, amount=amount)}
            waiting = {c: w for c, w in project.waiting.items() if c != claim}
            claimed = project.claimed + amount
            project = replace(project, claims=taken, claimed=claimed, waiting=waiting)
            return replace(project, offers=_but(project.offers, claim))
        case facts.ClaimConfirmed(claim=claim):
            return _with_claim(project, claim, replace(project.claims[claim], confirmed=True))
        case facts.ClaimReduced(claim=claim, amount=amount):
            claimed = project.claimed - project.claims[claim].amount + amount
            reduced = replace(project.claims[claim], amount=amount)
            return replace(_with_claim(project, claim, reduced), claimed=claimed)
        case facts.ClaimReleased(claim=claim):
            kept = {c: w for c, w in project.claims.items() if c != claim}
            gone = project.claims.get(claim)
            freed = ZERO if gone is None else gone.amount
            waiting = {c: w for c, w in project.waiting.items() if c != claim}
            claimed = project.claimed - freed
            project = replace(project, claims=kept, claimed=claimed, waiting=waiting)
            released = project.released.put(claim, gone)
            return replace(project, released=released, offers=_but(project.offers, claim))
        case facts.ClaimRestored(claim=claim, enterprise=who, amount=amount, confirmed=confirmed):
            place = project.claims.get(claim)
            more = amount if place is None else amount - place.amount
            restored = Claim(enterprise=who, amount=amount, confirmed=confirmed)
            claimed, released = project.claimed + more, project.released.put(claim, None)
            project = _with_claim(project, claim, restored)
            return replace(project, claimed=claimed, released=released)
        case facts.ClaimWaitlisted(claim=claim, enterprise=who, amount=amount):
            waiting = {**project.waiting, claim: Claim(enterprise=who, amount=amount)}
            return replace(project, waiting=waiting)
        case facts.BudgetRevised(lines=lines):
            return replace(project, lines=_lines(lines))
        case facts.BudgetLineCommitted(line=line, amount=amount, disbursement=paper):
            known = project.commitments.get(paper)
            whole = amount if known is None else known.amount + amount
            held = {**project.commitments, paper: Commitment(line=line, amount=whole)}
            return replace(project, commitments=held, granted=project.granted | {paper})
        case facts.BudgetLineReleased(amount=amount, disbursement=paper):
            left = replace(
                project.commitments[paper], amount=project.commitments[paper].amount - amount
            )
            others = {d: c for d, c in project.commitments.items() if d != paper}
            kept_commitments = {**others, paper: left} if left.amount > ZERO else others
            return replace(project, commitments=kept_commitments)
        case (
            facts.TeamAssigned(team=team, agreement=agreement, on=on)
            | facts.TeamReplaced(team=team, agreement=agreement, on=on)
        ):
            agreements = {agreement: on, **project.agreements}
            return replace(project, team=team, agreement=agreement, agreements=agreements)
        case facts.ProjectStarted(on=on):
            return replace(project, stage=ProjectStage.EXECUTING, started=on)
        case facts.AcceptanceRefused():
            return replace(project, stage=ProjectStage.EXECUTING)
        case facts.AcceptanceRequested():
            return replace(project, stage=ProjectStage.ACCEPTANCE)
        case facts.ProjectAccepted(on=on):
            return replace(project, stage=ProjectStage.ACCEPTED, ended=on)
        case facts.AcceptanceRevoked():
            return replace(project, stage=ProjectStage.ACCEPTANCE, ended=None)
        case facts.UseChangeProposed(change=change, to=to):
            return replace(project, changes={**project.changes, change: to})
        case facts.ProjectCancelled(reason=reason, on=on):
            ended = project.ended or on
            return replace(project, stage=ProjectStage.CANCELLED, cancelled=reason, ended=ended)
        case facts.ProjectClosed(on=on):
            return replace(project, stage=ProjectStage.CLOSED, ended=project.ended or on)
        case facts.ProjectSuspended(reason=reason):
            return replace(project, suspended=reason)
        case facts.ProjectResumed():
            return replace(project, suspended=None)
        case facts.InterimReviewed(passed=passed, findings=findings):
            return replace(project, failed_review=None if passed else findings)
        case facts.NamingAgreed():
            return replace(project, naming=event)
        case facts.WaitlistOffered(claim=claim, amount=amount):
            return replace(project, offers={**project.offers, claim: amount})
        case facts.UseChanged():
            over = project.stage is ProjectStage.ACCEPTED
            return replace(project, surplus_moved=project.surplus_moved or over)
        case facts.MilestoneReported():
            return project
        case _:
            assert_never(event)


def _lines(lines: tuple[BudgetLine, ...]) -> Mapping[str, Money]:
    return {line.line: line.amount for line in lines}


def _but(offers: Mapping[str, Money], claim: str) -> Mapping[str, Money]:
    return {c: amount for c, amount in offers.items() if c != claim} if claim in offers else offers


def _with_claim(project: Project, claim: str, changed: Claim) -> Project:
    return replace(project, claims={**project.claims, claim: changed})


PROJECT: Decider[Project | None, ProjectEvent] = Decider(
    "project", None, evolve, get_args(ProjectEvent)
)


def existing(project: Project | None) -> Project:
    """Return ``project``. Refuses where there is none."""
    if project is None:
        raise Rejection(Why.UNKNOWN)
    return project


def standing(project: Project | None, act: Words, *stages: ProjectStage) -> Project:
    """Return ``project`` if it stands in one of ``stages``; else ``act`` is refused."""
    project = existing(project)
    if project.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, stage=project.stage, act=act)
    return project


def active(project: Project | None, act: Words, *stages: ProjectStage) -> Project:
    """Return ``project`` if it stands in one of ``stages`` and is not suspended."""
    project = standing(project, act, *stages)
    if project.suspended is not None:
        raise Rejection(Why.SUSPENDED, reason=project.suspended, act=act)
    return project


def taking_money(project: Project | None, act: Words) -> Project:
    """Return ``project`` if money may come to it; else ``act`` is refused."""
    return standing(project, act, *TAKES_MONEY)


def taking_goods(project: Project | None) -> Project:
    """Return ``project`` if goods may be given to it; else refuse."""
    return standing(project, Words("收受实物", "taking goods in for it"), *TAKES_MONEY)


def giving_out(project: Project | None) -> Project:
    """Return ``project`` if goods may be given out in it; else refuse."""
    return standing(project, Words("发放实物", "issuing goods to it"), *NOT_CANCELLED)


def contracted(project: Project | None) -> Project:
    """Return ``project`` if a team's agreement may be signed on it; else refuse."""
    act = Words("签订团队协议", "signing a team's agreement on it")
    return standing(project, act, *NOT_CANCELLED)


def awaiting_money(project: Project | None) -> Project:
    """Return ``project`` if what was promised to it may be asked for; else refuse."""
    return active(project, Words("催收认捐", "asking for what was promised"), *TAKES_MONEY)


def resumed(project: Project | None) -> Project:
    """Return ``project`` unless it is suspended: what a default freed waits until it goes on."""
    return active(project, Words("撤销违约认定", "taking back a default"), *ProjectStage)
