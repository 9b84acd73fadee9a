"""What can have happened to a project (项目)."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.vocabulary import Amount, BudgetLineName
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class BudgetLine:
    """One line of a project's budget (预算科目)."""

    line: BudgetLineName
    amount: Amount


@stored_as("project.drafted", says=Words("项目起草", "project drafted"))
class ProjectDrafted(Event):
    """项目起草：来自哪些需求、哪个领域、预算几何。``relief``：扶贫济困等（慈善法 41）。"""

    title: str
    domain: str
    needs: tuple[str, ...]
    lines: tuple[BudgetLine, ...]
    relief: bool


@stored_as("project.approved", says=Words("立项审核通过", "project approved"))
class ProjectApproved(Event):
    """立项审核通过。"""

    minutes: str


@stored_as("project.returned", says=Words("立项退回修改", "project given back"))
class ProjectReturned(Event):
    """立项审核退回修改。"""

    reason: str


@stored_as("project.published", version=2, says=Words("项目发布", "project published"))
class ProjectPublished(Event):
    """随批次发布，接受认领。``minimum``：到账多少方可启动；``waitlist``：满额后可否候补。"""

    batch: str
    minimum: Money
    waitlist: bool


@stored_as("project.claimed", says=Words("企业认领", "project claimed"))
class ProjectClaimed(Event):
    """企业认领（全部或部分）。认领编号即认捐编号。"""

    claim: str
    enterprise: str
    amount: Money


@stored_as("project.claim_confirmed", says=Words("认领确认", "claim confirmed"))
class ClaimConfirmed(Event):
    """认领确认。"""

    claim: str


@stored_as("project.claim_reduced", says=Words("认领调减", "claim reduced"))
class ClaimReduced(Event):
    """认领额调减至 ``amount``。"""

    claim: str
    amount: Money
    reason: str


@stored_as("project.claim_released", says=Words("认领释放", "claim released"))
class ClaimReleased(Event):
    """名额释放，可由他人认领。"""

    claim: str
    reason: str


@stored_as("project.claim_restored", says=Words("认领恢复", "claim restored"))
class ClaimRestored(Event):
    """误被释放或调减的名额恢复为 ``amount``，仍属原企业；``confirmed``：此前是否已确认。"""

    claim: str
    enterprise: str
    amount: Money
    confirmed: bool
    reason: str


@stored_as("project.claim_waitlisted", says=Words("认领候补", "claim on the waiting list"))
class ClaimWaitlisted(Event):
    """满额后候补。"""

    claim: str
    enterprise: str
    amount: Money


@stored_as(
    "project.waitlist_offered", says=Words("候补名额提供", "slot offered to the waiting list")
)
class WaitlistOffered(Event):
    """腾出的名额向候补者提供。"""

    claim: str
    amount: Money


@stored_as("project.budget_revised", says=Words("预算调整", "budget revised"))
class BudgetRevised(Event):
    """预算调整为 ``lines``。"""

    lines: tuple[BudgetLine, ...]
    reason: str


@stored_as("project.budget_line_committed", says=Words("预算科目占用", "budget line committed"))
class BudgetLineCommitted(Event):
    """某科目为一笔拨付占用。"""

    line: str
    amount: Money
    disbursement: str


@stored_as("project.budget_line_released", says=Words("预算科目退回", "budget line released"))
class BudgetLineReleased(Event):
    """一笔拨付占用的科目额度退回（撤回、退票、结余收回）。"""

    line: str
    amount: Money
    disbursement: str


@stored_as("project.team_assigned", says=Words("确定实施团队", "team assigned"))
class TeamAssigned(Event):
    """确定实施团队。"""

    team: str
    agreement: str


@stored_as("project.team_replaced", says=Words("更换实施团队", "team replaced"))
class TeamReplaced(Event):
    """更换实施团队：旧拨付已结清，另签协议。"""

    team: str
    agreement: str
    replaced: str
    reason: str


@stored_as("project.started", says=Words("项目启动", "project started"))
class ProjectStarted(Event):
    """启动：到账额达到发布时的最低额。"""

    received: Money


@stored_as("project.milestone_reported", says=Words("进展报告", "milestone reported"))
class MilestoneReported(Event):
    """进展报告。"""

    milestone: str
    document: str


@stored_as("project.acceptance_requested", says=Words("申请验收", "acceptance requested"))
class AcceptanceRequested(Event):
    """申请验收。"""

    document: str


@stored_as("project.acceptance_refused", says=Words("验收未通过", "acceptance refused"))
class AcceptanceRefused(Event):
    """验收未通过。"""

    reason: str


@stored_as("project.accepted", says=Words("验收通过", "project accepted"))
class ProjectAccepted(Event):
    """验收通过。"""

    minutes: str


@stored_as("project.acceptance_revoked", says=Words("验收撤销", "acceptance revoked"))
class AcceptanceRevoked(Event):
    """验收有误，凭纪要撤销：重新待验收。"""

    reason: str
    minutes: str


@stored_as("project.use_change_proposed", says=Words("拟变更用途", "change of use proposed"))
class UseChangeProposed(Event):
    """拟变更捐赠用途，征求捐赠人意见。``to`` 为拟转入的项目。"""

    change: str
    to: str
    reason: str


@stored_as("project.use_changed", says=Words("变更用途", "use changed"))
class UseChanged(Event):
    """一份捐赠依约定、同意或裁判变更用途。"""

    change: str
    gift: str
    to: str
    basis: str


@stored_as("project.cancelled", says=Words("项目取消", "project cancelled"))
class ProjectCancelled(Event):
    """项目取消。"""

    reason: str


@stored_as("project.closed", says=Words("项目结项", "project closed"))
class ProjectClosed(Event):
    """结项。"""

    summary: str


@stored_as("project.suspended", says=Words("项目中止", "project suspended"))
class ProjectSuspended(Event):
    """项目中止：阶段不变，暂停认领、启动、拨付与验收。"""

    reason: str
    document: str


@stored_as("project.resumed", says=Words("项目恢复", "project resumed"))
class ProjectResumed(Event):
    """中止解除，项目继续。"""

    document: str


@stored_as("project.interim_reviewed", says=Words("中期评估", "interim review"))
class InterimReviewed(Event):
    """中期评估。``passed`` 为否的，整改并再次评估通过前不拨付。"""

    passed: bool
    findings: str
    minutes: str


@stored_as("project.naming_agreed", says=Words("同意冠名", "naming agreed"))
class NamingAgreed(Event):
    """以捐赠人名称冠名，经受益人同意（慈善法 99）。"""

    claim: str
    name: str
    consent: str
    rule: str


ProjectEvent: TypeAlias = (
    ProjectDrafted
    | ProjectApproved
    | ProjectReturned
    | ProjectPublished
    | ProjectClaimed
    | ClaimConfirmed
    | ClaimReduced
    | ClaimReleased
    | ClaimRestored
    | ClaimWaitlisted
    | WaitlistOffered
    | BudgetRevised
    | BudgetLineCommitted
    | BudgetLineReleased
    | TeamAssigned
    | TeamReplaced
    | ProjectStarted
    | MilestoneReported
    | AcceptanceRequested
    | AcceptanceRefused
    | ProjectAccepted
    | AcceptanceRevoked
    | UseChangeProposed
    | UseChanged
    | ProjectCancelled
    | ProjectClosed
    | ProjectSuspended
    | ProjectResumed
    | InterimReviewed
    | NamingAgreed
)
Facts: TypeAlias = tuple[ProjectEvent, ...]
