"""Examples: a tranche from request to the last fen of evidence."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import payee
from lixia_domain.aggregates.disbursement import facts as disbursement
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.testing.examples.story import (
    ACCOUNT,
    APPROVED,
    APPROVER,
    BACK_SHARES,
    ENDED,
    HASH,
    OFFICER,
    PAID,
    PAID_SHARES,
    PROJECT,
    REPORTED,
    REVIEWER,
    TEAM,
    UNSPENT,
)

TRANCHE = Money.yuan(20_000)
INVOICE = "037002100104/00871234"

EVENTS: tuple[Event, ...] = (
    payee.PayeeAccountRecorded(
        account="tok-4c1f", recorded_by=REVIEWER, document="收款账号确认函（虚构）", on=APPROVED
    ),
    disbursement.DisbursementRequested(
        project=PROJECT,
        account=ACCOUNT,
        team=TEAM,
        payee="payee-canyin-01",
        payee_account="tok-4c1f",
        agreement="实施协议 2021-A-001-1",
        tranche=1,
        line="助餐",
        amount=TRANCHE,
        purpose="五月至七月餐费",
        requester=OFFICER,
        on=APPROVED,
    ),
    disbursement.DisbursementApproved(
        approver=APPROVER,
        rule="disbursement.four_eyes@2016-09-01",
        minutes="管委会纪要 2021-5",
        conflicts_checked=(OFFICER, APPROVER),
        position=1604,
        shares=PAID_SHARES,
        on=APPROVED,
    ),
    disbursement.DisbursementRefused(approver=APPROVER, reason="缺少询价记录", on=APPROVED),
    disbursement.ApprovalFell(
        credit="基金会收款户01/2021-04-15/DZ20210415000017/1",
        reason="银行冲正通知（虚构）",
        on=APPROVED,
    ),
    disbursement.DisbursementWithdrawn(reason="供应商报价变更", on=APPROVED),
    disbursement.FundsDisbursed(
        debit="基金会付款户02/2021-05-14/FK20210514000018/1",
        voucher="记-2021-05-031",
        payee="payee-canyin-01",
        payee_account="tok-4c1f",
        agreement="实施协议 2021-A-001-1",
        tranche=1,
        line="助餐",
        amount=TRANCHE,
        shares=PAID_SHARES,
        paid_by="acct-chuna-01",
        released_by="acct-fuhe-01",
        on=PAID,
    ),
    disbursement.PaymentDebitCorrected(
        debit="基金会付款户02/2021-05-14/FK20210514000019/1",
        instead_of="基金会付款户02/2021-05-14/FK20210514000018/1",
        reason="回单编号抄错",
        document="银行回单核对表 2021-05（虚构）",
        on=PAID,
    ),
    disbursement.PaymentCancelled(
        debit="基金会付款户02/2021-05-14/FK20210514000019/1",
        amount=TRANCHE,
        reason="收款行拒收，指令未执行",
        document="银行查询回复 2021-05（虚构）",
        on=PAID,
    ),
    disbursement.PaymentBounced(
        credit="基金会付款户02/2021-05-17/TP20210517000002/1", reason="收款账号户名不符", on=PAID
    ),
    disbursement.ExpenseEvidenced(
        invoice=INVOICE,
        invoice_date=date(2021, 7, 31),
        seller="示例餐饮服务部（虚构）",
        file_hash=HASH,
        line="助餐",
        amount=Money(18_765_43),
        on=REPORTED,
    ),
    disbursement.ExpenseAccepted(
        invoice=INVOICE, amount=Money(18_765_43), reviewer=REVIEWER, on=REPORTED
    ),
    disbursement.ExpenseDisallowed(
        invoice="037002100104/00871299",
        amount=UNSPENT,
        reviewer=REVIEWER,
        reason="与助餐无关",
        on=REPORTED,
    ),
    disbursement.UnspentRecovered(
        credit="基金会收款户01/2021-08-20/DZ20210820000102/1",
        amount=UNSPENT,
        shares=BACK_SHARES,
        on=REPORTED,
    ),
    disbursement.RecoveryReversed(
        credit="基金会收款户01/2021-08-20/DZ20210820000102/1",
        amount=UNSPENT,
        shares=BACK_SHARES,
        reason="银行错账冲正",
        on=REPORTED,
    ),
    disbursement.BounceReversed(
        credit="基金会付款户02/2021-05-17/TP20210517000002/1", reason="银行错账冲正", on=PAID
    ),
    disbursement.LossWrittenOff(
        amount=Money(56), minutes="理事会纪要 2021-12", approver=APPROVER, on=ENDED
    ),
    disbursement.AcceptanceReversed(
        invoice=INVOICE,
        amount=Money(18_765_43),
        reviewer="acct-5d1e",
        reason="发票经查验作废",
        document="发票查验结果（虚构）",
        on=ENDED,
    ),
    disbursement.DisallowanceReversed(
        invoice="037002100104/00871299",
        amount=UNSPENT,
        owed=UNSPENT,
        reviewer="acct-5d1e",
        reason="补交了用途说明",
        document="活动签到表（虚构）",
        on=ENDED,
    ),
    disbursement.LossReversed(
        amount=Money(56),
        owed=Money(56),
        reason="团队愿意退还",
        minutes="理事会纪要 2022-01（虚构）",
        approver=APPROVER,
        on=ENDED,
    ),
)
