"""Examples: an enterprise, what it promises, the fund it promises it to, and a request."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import command, enterprise, use_change
from lixia_domain.aggregates.fund import facts as fund
from lixia_domain.aggregates.pledge import facts as pledge
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Proof, Side
from lixia_domain.testing.examples.story import (
    ARRIVED,
    BUDGET,
    CLOSED,
    CREDIT,
    DRAFTED,
    FIRM,
    FIRM_NAME,
    FUND,
    GIFT,
    HALF,
    HASH,
    OTHER_FIRM,
    PAPER,
    PROJECT,
    RELEASED,
    REPORTED,
    SIGNED,
)

FIRMS: tuple[Event, ...] = (
    enterprise.EnterpriseRegistered(
        name=FIRM_NAME, ownership=enterprise.Ownership.PRIVATE, on=DRAFTED
    ),
    enterprise.EnterpriseVerified(document="营业执照副本（虚构）", on=DRAFTED),
)
PLEDGES: tuple[Event, ...] = (
    pledge.DonationPledged(
        project=PROJECT,
        enterprise=FIRM,
        fund=FUND,
        amount=BUDGET,
        instalments=(
            pledge.Instalment(due=date(2021, 4, 30), amount=HALF),
            pledge.Instalment(due=date(2021, 9, 30), amount=HALF),
        ),
        relief=True,
        on=RELEASED,
    ),
    pledge.AgreementSigned(
        document="捐赠协议 2021-017",
        document_hash=HASH,
        on_cancellation=pledge.OnCancellation.SIMILAR_PROJECT,
        on=SIGNED,
    ),
    pledge.PublicPromiseEvidenced(
        statement="我公司认领“银龄助餐”项目，捐赠四万五千元",
        medium="启动仪式现场录像（虚构）",
        document_hash=HASH,
        on=RELEASED,
    ),
    pledge.PledgeAmended(
        enterprise=FIRM,
        amount=HALF,
        instalments=(pledge.Instalment(due=date(2021, 4, 30), amount=HALF),),
        reason="经营调整，第二期不再履行（虚构）",
        on=SIGNED,
    ),
    pledge.InstalmentSettled(
        enterprise=FIRM, number=1, amount=HALF, credit=CREDIT, gift=GIFT, on=ARRIVED
    ),
    pledge.InstalmentUnsettled(
        enterprise=FIRM, number=1, amount=HALF, gift=GIFT, reason="到账登记更正", on=ARRIVED
    ),
    pledge.HardshipExitEvidenced(
        enterprise=FIRM,
        finances="2021 年半年度审计报告",
        report="致民政局报告 2021-08",
        statement="公司网站公告 2021-08-16",
        rule="donor.hardship_exit@2016-09-01",
        on=REPORTED,
    ),
    pledge.PledgeReleased(enterprise=FIRM, reason="催告后仍未付款", on=REPORTED),
    use_change.UseChangeAnswered(
        gift=GIFT,
        to="P-021",
        donor=FIRM,
        amount=Money(15_000_00),
        agreed=True,
        document="同意书 2021-33（虚构）",
        on=REPORTED,
    ),
    pledge.UseChangeConsented(change="uc-1", document="复函 2021-31", on=REPORTED),
    pledge.UseChangeRefused(change="uc-2", document="复函 2021-32", on=REPORTED),
    pledge.NamePublicationAgreed(
        enterprise=FIRM,
        display_name="泉畔商贸（虚构）",
        scope="网站与年度报告",
        document="捐赠协议 2021-017",
        on=SIGNED,
    ),
    pledge.NamePublicationWithdrawn(enterprise=FIRM, reason="品牌调整", on=REPORTED),
    pledge.StateApprovalEvidenced(
        enterprise=FIRM,
        approval="国资批复 2021-09（虚构）",
        filing="备案回执 2021-11（虚构）",
        rule="donor.state_owned@2016-09-01",
        on=SIGNED,
    ),
    pledge.PaymentDemanded(
        enterprise=FIRM,
        number=1,
        due=date(2021, 4, 30),
        amount=HALF,
        deadline=date(2021, 6, 30),
        document="催告函 2021-03（虚构）",
        on=date(2021, 5, 31),
    ),
    pledge.PledgeDefaulted(
        enterprise=FIRM,
        owed=BUDGET,
        enforceable=True,
        demand="催告函 2021-03（虚构）",
        rule="donor.promise@2016-09-01",
        on=REPORTED,
    ),
    pledge.DefaultWithdrawn(
        enterprise=FIRM,
        reason="催告函误寄他人",
        document="更正说明 2021-09（虚构）",
        on=REPORTED,
    ),
    pledge.PledgeSucceeded(
        predecessor=FIRM,
        enterprise=OTHER_FIRM,
        amount=Money.yuan(45_000),
        received=Money.yuan(22_500),
        display_name="泉畔商贸（虚构）",
        pledged_on=RELEASED,
        document="合并协议与注销通知（虚构）",
        on=REPORTED,
    ),
    pledge.DonationReceiptWaived(
        enterprise=FIRM, document="放弃票据声明 2021-01（虚构）", on=SIGNED
    ),
    pledge.ReceiptWaiverWithdrawn(
        enterprise=FIRM,
        reason="声明系另一笔捐赠的",
        document="捐赠人说明 0425（虚构）",
        on=REPORTED,
    ),
)
FUNDS: tuple[Event, ...] = (
    fund.FundProposed(
        name="历下区新时代文明实践公益基金",
        foundation="山东省扶贫开发基金会",
        purpose="文明实践与志愿服务",
        on=DRAFTED,
    ),
    fund.FundEstablished(agreement="专项基金协议（虚构示例）", on=RELEASED),
    fund.CommitteeAppointed(
        members=("acct-b27f", "acct-6d10", "acct-e934"), document="管委会名单 2021-1", on=RELEASED
    ),
    fund.PeriodClosed(
        period="2021-12",
        proof=Proof(
            book=Money(37_234_57),
            bank=Money(45_000_00),
            items=(
                Item(
                    side=Side.BOOK_OUT,
                    cites=f"disbursement/{PAPER}",
                    amount=Money(7_765_43),
                    party="春风志愿队（虚构示例）",
                    dated=date(2021, 12, 18),
                    reason="收款账号更正后重汇",
                ),
            ),
            statements=("基金会收款户01",),
            position=2087,
        ),
        on=CLOSED,
    ),
)
REQUESTS: tuple[Event, ...] = (
    command.CommandDone(
        use_case="claims.claim", request=HASH, outcome='"confirmed"', position=1042, on=RELEASED
    ),
)
EVENTS: tuple[Event, ...] = (*FIRMS, *PLEDGES, *FUNDS, *REQUESTS)
