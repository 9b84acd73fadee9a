"""Examples: a project from draft to closing, and the batch it was published with."""

from __future__ import annotations

from lixia_domain.aggregates import batch
from lixia_domain.aggregates.project import facts as project
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.testing.examples.story import (
    APPROVED,
    BATCH,
    BUDGET,
    CLAIM,
    CLOSED,
    DRAFTED,
    ENDED,
    FIRM,
    GIFT,
    HALF,
    NEXT_TEAM,
    OTHER_FIRM,
    PAPER,
    RELEASED,
    REPORTED,
    SIGNED,
    SIMILAR,
    TEAM,
    UNSPENT,
)

LINES = (
    BudgetLine(line="助餐", amount=Money.yuan(30_000)),
    BudgetLine(line="志愿者保险", amount=Money.yuan(5_000)),
    BudgetLine(line="物料", amount=Money.yuan(10_000)),
)
REVISED = (*LINES[:2], BudgetLine(line="物料", amount=Money.yuan(12_000)))

LIFE: tuple[Event, ...] = (
    project.ProjectDrafted(
        title="银龄助餐（虚构示例）",
        domain="为老服务",
        needs=("need-0007", "need-0012"),
        lines=LINES,
        relief=True,
        on=DRAFTED,
    ),
    project.ProjectReturned(reason="预算科目“物料”须附清单", on=DRAFTED),
    project.ProjectApproved(minutes="历文明办会纪〔2021〕3号（虚构）", on=DRAFTED),
    project.ProjectPublished(batch=BATCH, minimum=HALF, waitlist=True, on=RELEASED),
    project.TeamAssigned(team=TEAM, agreement="实施协议 2021-A-001-1", on=SIGNED),
    project.TeamReplaced(
        team=NEXT_TEAM,
        agreement="实施协议 2021-A-001-2",
        replaced=TEAM,
        reason="原团队换届，无力继续",
        on=REPORTED,
    ),
    project.ProjectStarted(received=HALF, on=APPROVED),
    project.MilestoneReported(
        milestone="已为 36 位老人送餐 1,200 份", document="进展报告 2021-08.pdf", on=REPORTED
    ),
    project.AcceptanceRequested(document="验收申请 2021-A-001.pdf", on=ENDED),
    project.AcceptanceRefused(reason="送餐签收表缺 11 月", on=ENDED),
    project.ProjectAccepted(minutes="验收会纪要 2021-12-28", on=ENDED),
    project.AcceptanceRevoked(reason="签收表不实", minutes="验收复核纪要（虚构示例）", on=ENDED),
    project.UseChangeProposed(
        change="uc-1", to=SIMILAR, reason="社区食堂已由财政承办", on=REPORTED
    ),
    project.UseChanged(change="uc-1", gift=GIFT, to=SIMILAR, basis="consent", on=ENDED),
    project.ProjectCancelled(reason="社区食堂已由财政承办", on=REPORTED),
    project.ProjectSuspended(
        reason="食堂停业检修", document="中止通知 2021-08（虚构）", on=REPORTED
    ),
    project.ProjectResumed(document="复工通知 2021-08（虚构）", on=REPORTED),
    project.InterimReviewed(
        passed=False, findings="送餐签收表不全", minutes="中期评估纪要 2021-08", on=REPORTED
    ),
    project.NamingAgreed(
        claim=CLAIM,
        name="泉畔银龄食堂（虚构）",
        consent="受益社区同意书 2021-04（虚构）",
        rule="donor.naming@2016-09-01",
        on=SIGNED,
    ),
    project.ProjectClosed(summary="服务老人 52 位，送餐 4,310 份", on=CLOSED),
)
CLAIMS: tuple[Event, ...] = (
    project.ProjectClaimed(claim=CLAIM, enterprise=FIRM, amount=BUDGET, on=RELEASED),
    project.ClaimConfirmed(claim=CLAIM, on=RELEASED),
    project.ClaimReduced(claim=CLAIM, amount=HALF, reason="双方协商调减", on=SIGNED),
    project.ClaimReleased(claim=CLAIM, reason="催告后仍未付款", on=REPORTED),
    project.ClaimRestored(
        claim=CLAIM,
        enterprise=FIRM,
        amount=BUDGET,
        confirmed=True,
        reason="违约认定撤销",
        on=REPORTED,
    ),
    project.ClaimWaitlisted(
        claim="2021-A-001/c2", enterprise=OTHER_FIRM, amount=Money.yuan(8_000), on=RELEASED
    ),
    project.WaitlistOffered(claim="2021-A-001/c2", amount=Money.yuan(8_000), on=REPORTED),
    project.BudgetRevised(lines=REVISED, reason="餐盒涨价", on=SIGNED),
    project.BudgetLineCommitted(
        line="助餐", amount=Money.yuan(20_000), disbursement=PAPER, on=APPROVED
    ),
    project.BudgetLineReleased(line="助餐", amount=UNSPENT, disbursement=PAPER, on=REPORTED),
)
RELEASE: tuple[Event, ...] = (
    batch.BatchPlanned(title="“爱心伙伴”首批项目", on=DRAFTED),
    batch.BatchReleased(projects=("2021-A-001", SIMILAR), on=RELEASED),
    batch.PledgesAnnounced(
        ceremony="启动暨发布仪式",
        domains=8,
        projects=123,
        projects_claimed=55,
        enterprises=76,
        pledged=Money.yuan(2_475_000),
        position=1187,
        on=RELEASED,
    ),
)
EVENTS: tuple[Event, ...] = (*LIFE, *CLAIMS, *RELEASE)
