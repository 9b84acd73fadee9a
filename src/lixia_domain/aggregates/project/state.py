"""What decisions about a project need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import takewhile
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.project import facts
from lixia_domain.aggregates.project.facts import BudgetLine, ProjectEvent
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
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


TAKES_MONEY = tuple(
    stage for stage in ProjectStage if stage not in (ProjectStage.CANCELLED, ProjectStage.CLOSED)
)
"""Stages in which a project takes money; what arrives later is held (DOMAIN situation 14)."""


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
            freed = project.claims[claim].amount if claim in project.claims else ZERO
            waiting = {c: w for c, w in project.waiting.items() if c != claim}
            claimed = project.claimed - freed
            project = replace(project, claims=kept, claimed=claimed, waiting=waiting)
            return replace(project, offers=_but(project.offers, claim))
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
        case facts.MilestoneReported() | facts.UseChanged():
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


class Why(Reason):
    """Every reason a project may refuse."""

    UNKNOWN = "project.unknown", "没有这个项目", "there is no such project"
    EXISTS = "project.exists", "项目编号已用于《{title}》", "the id is that of “{title}”"
    NO_NEED = "project.no_need", "项目须至少引用一项需求", "a project cites at least one need"
    NO_BUDGET = "project.no_budget", "项目须有预算科目", "a project needs budget lines"
    LINE_TWICE = "project.line_twice", "预算科目“{line}”重复", "budget line “{line}” stands twice"
    WRONG_STAGE = (
        "project.wrong_stage",
        "项目处于“{stage}”阶段，不能{act}",
        "the project is {stage}: {act} is not possible",
    )
    MINIMUM_ABOVE_BUDGET = (
        "project.minimum_above_budget",
        "启动最低额 {minimum} 超过预算 {budget}",
        "the minimum to start, {minimum}, exceeds the budget {budget}",
    )
    EXCEEDS_REMAINDER = (
        "project.exceeds_remainder",
        "拟认领 {amount}，仅剩 {remainder} 可认领",
        "{amount} asked for, {remainder} left to claim",
    )
    CLAIM_REUSED = (
        "project.claim_reused",
        "认领编号 {claim} 已用于 {enterprise} 的 {amount}",
        "claim id {claim} is that of {enterprise} over {amount}",
    )
    UNKNOWN_CLAIM = "project.unknown_claim", "项目没有认领 {claim}", "there is no claim {claim}"
    WAITS_ELSEWHERE = (
        "project.waits_elsewhere",
        "认领编号 {claim} 正在项目 {project} 候补，请另用编号",
        "claim id {claim} waits for a slot of project {project}: use another id",
    )
    ALL_RECEIVED = (
        "project.all_received",
        "认领 {claim} 的 {paid} 已全部到账，没有可释放的名额；要退款请办退还捐赠",
        "all {paid} of claim {claim} has arrived, there is no slot to free; to pay money back, "
        "return the gift",
    )
    NOT_LESS = (
        "project.not_less",
        "调减后的 {amount} 不小于现认领额 {claimed}",
        "{amount} is no reduction of {claimed}",
    )
    CUTS_CLAIMED = (
        "project.cuts_claimed",
        "调整后预算 {budget} 低于已认领的 {claimed}",
        "the revised budget {budget} is below the claimed {claimed}",
    )
    CUTS_COMMITTED = (
        "project.cuts_committed",
        "科目“{line}”调整为 {amount}，低于已占用的 {committed}",
        "line “{line}” revised to {amount}, below the committed {committed}",
    )
    UNKNOWN_LINE = "project.unknown_line", "预算没有科目“{line}”", "no budget line “{line}”"
    LINE_EXHAUSTED = (
        "project.line_exhausted",
        "科目“{line}”余额 {left}，拟占用 {amount}",
        "line “{line}” has {left} left, {amount} asked for",
    )
    NO_TEAM = "project.no_team", "尚未确定实施团队", "no team has been assigned"
    HAS_TEAM = "project.has_team", "已由 {team} 实施，请走更换程序", "{team} is assigned already"
    OLD_TRANCHE_OPEN = (
        "project.old_tranche_open",
        "原团队的拨付 {disbursements} 尚未结清，不能更换团队",
        "the old team's disbursements {disbursements} are not settled",
    )
    OTHER_TEAM = (
        "project.other_team",
        "拨付是按 {team} 的协议 {agreement} 申请的，项目现由 {now} 按协议 {now_agreement} 实施；"
        "请撤回，由现团队另行申请",
        "the disbursement was asked for under {team}'s agreement {agreement}; the project is now "
        "carried out by {now} under {now_agreement}: withdraw it and let that team ask anew",
    )
    SAME_AGREEMENT = (
        "project.same_agreement",
        "更换团队须另签协议，不能沿用 {agreement}",
        "a new team needs an agreement of its own, not {agreement}",
    )
    BELOW_MINIMUM = (
        "project.below_minimum",
        "到账 {received}，未达启动最低额 {minimum}",
        "{received} received, the published minimum is {minimum}",
    )
    TRANCHES_OPEN = (
        "project.tranches_open",
        "拨付 {disbursements} 尚未结清，不能结项",
        "disbursements {disbursements} are not settled: the project can't close",
    )
    CHANGE_REUSED = (
        "project.change_reused",
        "用途变更编号 {change} 已用于转入 {to}",
        "use change id {change} is that of a move to {to}",
    )
    CHANGE_INTO_ITSELF = (
        "project.change_into_itself",
        "捐赠不能转用于原项目自身，请填另一项目",
        "a gift can't be moved to the project it is for; name another",
    )
    SUSPENDED = (
        "project.suspended",
        "项目已中止（{reason}），不能{act}",
        "the project is suspended ({reason}): {act} is not possible",
    )
    SUSPENDED_OTHERWISE = (
        "project.suspended_otherwise",
        "项目已中止：{reason}",
        "the project is suspended already: {reason}",
    )
    NOT_SUSPENDED = "project.not_suspended", "项目没有中止", "the project is not suspended"
    REVIEW_FAILED = (
        "project.review_failed",
        "中期评估未通过（{findings}），整改并再次评估通过前不拨付",
        "the interim review was not passed ({findings}): no tranche until a later one is",
    )
    NO_CONSENT = (
        "project.naming_unconsented",
        "冠名须经受益人同意（慈善法 99），请附同意书",
        "naming needs the beneficiary's consent, by document",
    )
    NAMED_OTHERWISE = (
        "project.named_otherwise",
        "项目已冠名“{name}”",
        "the project is named “{name}” already",
    )
    MONEY_AWAITED = (
        "project.money_awaited",
        "认捐尚有 {awaited} 未到账，不能结项；到账、调减、释放或认定违约后再结",
        "{awaited} of what was pledged has not arrived: the project can't close yet",
    )
    UNKNOWN_CHANGE = "project.unknown_change", "没有用途变更 {change}", "no use change {change}"


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


def awaiting_money(project: Project | None) -> Project:
    """Return ``project`` if what was promised to it may be asked for; else refuse."""
    return active(project, Words("催收认捐", "asking for what was promised"), *TAKES_MONEY)
