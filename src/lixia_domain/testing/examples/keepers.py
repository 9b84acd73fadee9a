"""Examples: the foundation, its year, its plans and what it publishes; firms' and funds' fates."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import disclosure, enterprise, fundraising_plan
from lixia_domain.aggregates.foundation import facts as foundation
from lixia_domain.aggregates.fund import facts as fund
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.testing.examples.story import (
    APPROVER,
    CLOSED,
    DRAFTED,
    ENDED,
    FUND,
    HASH,
    OFFICER,
    OTHER_FIRM,
    RELEASED,
    REPORTED,
    SIGNED,
)

KEEPER = "53379999MJD0000015"
LATER_HASH = HASH[::-1]

FOUNDATIONS: tuple[Event, ...] = (
    foundation.FoundationRegistered(
        name="示例扶贫开发基金会（虚构）",
        authority="省民政厅",
        document="法人登记证书（虚构）",
        on=DRAFTED,
    ),
    foundation.FoundationRenamed(
        name="示例乡村振兴基金会（虚构）", document="核准更名通知（虚构）", on=ENDED
    ),
    foundation.QualificationRecorded(
        qualification=foundation.Qualification.PUBLIC_FUNDRAISING,
        certificate="公开募捐资格证书（虚构）",
        since=date(2017, 3, 1),
        until=None,
        on=DRAFTED,
    ),
    foundation.QualificationEnded(
        qualification=foundation.Qualification.PUBLIC_FUNDRAISING,
        certificate="公开募捐资格证书（虚构）",
        until=date(2021, 12, 31),
        document="注销公告 2021-12（虚构）",
        on=REPORTED,
    ),
    foundation.BankAccountRegistered(
        account="acct-token-01", bank="示例银行（虚构）", purpose="捐赠收款", on=DRAFTED
    ),
    foundation.OfficerAppointed(
        person=OFFICER,
        office=foundation.Office.COUNCIL,
        document="理事会决议 2021-1",
        on=DRAFTED,
    ),
    foundation.OfficerLeft(
        person=OFFICER,
        office=foundation.Office.COUNCIL,
        document="理事会决议 2021-9",
        on=ENDED,
    ),
    foundation.RelatedPartyDeclared(
        party="payee-quanbian",
        person=OFFICER,
        tie=foundation.Tie.SUPPLIER,
        document="关联关系申报表 2021-3",
        on=SIGNED,
    ),
    foundation.RelatedTieEnded(
        party="payee-quanbian",
        person=OFFICER,
        tie=foundation.Tie.SUPPLIER,
        document="关联关系解除说明 2021-5（虚构）",
        on=REPORTED,
    ),
    foundation.FoundationYearReported(
        year=2021,
        prior_income=Money.yuan(1_000_000),
        three_year_income=Money.yuan(2_700_000),
        charitable_spending=Money.yuan(720_000),
        management_cost=Money.yuan(60_000),
        total_spending=Money.yuan(790_000),
        document="2021 年度报告（虚构）",
        document_hash=HASH,
        corrects=None,
        on=CLOSED,
    ),
)
PLANS: tuple[Event, ...] = (
    fundraising_plan.PlanFiled(
        foundation=KEEPER,
        fund=FUND,
        title="泉城暖心募捐方案（虚构示例）",
        purpose="扶持文明实践项目",
        begins=RELEASED,
        ends=ENDED,
        goal=Money.yuan(3_000_000),
        surplus="用于相同或相近的项目",
        filing="备案 2021-007（虚构）",
        rule="fundraising.plan_lead@2016-09-01",
        on=DRAFTED,
    ),
    fundraising_plan.PlanAmended(
        purpose="扶持文明实践与志愿服务项目",
        ends=ENDED,
        goal=Money.yuan(3_500_000),
        filing="备案 2021-019（虚构）",
        reason="增加志愿服务",
        rule="fundraising.plan_refiled@2016-09-01",
        on=SIGNED,
    ),
    fundraising_plan.PlanEnded(
        raised=Money.yuan(2_475_000), document="募捐情况报告（虚构）", on=ENDED
    ),
)
DISCLOSURES: tuple[Event, ...] = (
    disclosure.DisclosurePublished(
        matter="plan_progress",
        subject="plan-2021-1",
        period="2021-06-10",
        platform=disclosure.Platform.NATIONAL,
        address="公告 2021-0610（虚构）",
        position=1042,
        content_hash=HASH,
        rule="disclosure.platform@2016-09-01",
        on=REPORTED,
    ),
    disclosure.DisclosureCorrected(
        corrects=HASH,
        content_hash=LATER_HASH,
        position=1077,
        reason="漏列一笔支出",
        approver=APPROVER,
        on=REPORTED,
    ),
    disclosure.DisclosureWithdrawn(reason="误用他项目的附件", approver=APPROVER, on=REPORTED),
)
FATES: tuple[Event, ...] = (
    enterprise.EnterpriseRenamed(
        name="泉畔示例实业有限公司（虚构）", document="核准变更登记通知书（虚构）", on=SIGNED
    ),
    enterprise.EnterpriseMerged(
        successor=OTHER_FIRM, document="合并协议与注销通知（虚构）", on=ENDED
    ),
    enterprise.EnterpriseMergerAnnulled(
        successor=OTHER_FIRM,
        reason="合并决议被法院撤销",
        document="民事判决书（虚构）",
        on=ENDED,
    ),
    enterprise.EnterpriseDebarred(
        reason="列入严重违法失信名单", document="公示系统截图（虚构）", on=REPORTED
    ),
    enterprise.EnterpriseReinstated(document="移出决定书（虚构）", on=ENDED),
    fund.ManagementRuleSet(
        permille=50, document="专项基金管理办法（虚构）", document_hash=HASH, on=SIGNED
    ),
    fund.FundTerminating(reason="协议期满", document="管委会决议 2021-12", on=ENDED),
    fund.FundTerminationRevoked(
        reason="协议已续签，终止系误登", document="续签协议 2021-12（虚构）", on=ENDED
    ),
    fund.FundClosed(report="清算报告（虚构）", on=CLOSED),
)
EVENTS: tuple[Event, ...] = (*FOUNDATIONS, *PLANS, *DISCLOSURES, *FATES)
