"""Examples: what the bank says arrived, where it lies, and the receipts given for it."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from lixia_domain.aggregates import donation_receipt, receipt_book
from lixia_domain.aggregates.account import facts as account
from lixia_domain.aggregates.bank_credit import facts as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Allocation, Notice
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass, Valued
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing.examples.story import (
    ACCOUNT,
    APPROVED,
    APPROVER,
    ARRIVED,
    BACK_SHARES,
    CLAIM,
    CLOSED,
    CREDIT,
    ENDED,
    FIRM,
    FIRM_NAME,
    FUND,
    GENERAL,
    GIFT,
    GRANT,
    HALF,
    OTHER_FIRM,
    PAID,
    PAID_SHARES,
    PAPER,
    PROJECT,
    RECEIPT,
    REPORTED,
    SIMILAR,
)

NOTICE = Notice(
    account="基金会收款户01",
    value_date=date(2021, 4, 15),
    payer=FIRM_NAME,
    payer_ref=None,
    amount=Money(22_600_00),
    remark="银龄助餐 第一期",
)
EXCESS = Money(100_00)

CREDITS: tuple[Event, ...] = (
    bank_credit.BankCreditRecorded(
        fund=FUND, notice=NOTICE, document="到账登记 2021-04.xlsx/Sheet1/17", revision=1, on=ARRIVED
    ),
    bank_credit.CreditNoticeConflicted(
        notice=evolve(NOTICE, amount=Money(26_200_00)), document="银行回单 0371", on=ARRIVED
    ),
    bank_credit.CreditAllocated(
        allocation=Allocation(gift=GIFT, account=ACCOUNT, claim=CLAIM, instalment=1, amount=HALF),
        on=ARRIVED,
    ),
    bank_credit.CreditHeld(
        amount=EXCESS, reason="超出应付", claims=(CLAIM,), designations=(PROJECT,), on=ARRIVED
    ),
    bank_credit.CreditDirected(
        to=SIMILAR, amount=EXCESS, donor=FIRM, document="捐赠人书面指示（虚构）", on=APPROVED
    ),
    bank_credit.CreditReleased(amount=EXCESS, on=APPROVED),
    bank_credit.CreditReturned(
        gift=None, amount=EXCESS, basis="mistake", document="退款申请 2021-05", on=APPROVED
    ),
    bank_credit.CreditRedirected(gift=GIFT, account="LX-2021/P-018", on=APPROVED),
    bank_credit.CreditReceipted(gift=GIFT, receipt=RECEIPT, on=ARRIVED),
    bank_credit.CreditUnreceipted(gift=GIFT, receipt=RECEIPT, on=APPROVED),
    bank_credit.CreditReversed(
        revision=1, reason="付款人名称登记有误", approver=APPROVER, on=APPROVED
    ),
    bank_credit.CreditReversedByBank(revision=1, reason="银行串户冲正", on=APPROVED),
)
SHARE = GiftShare(gift=GIFT, source=SourceClass.DONATED, amount=HALF)

ACCOUNTS: tuple[Event, ...] = (
    account.AccountOpened(fund=FUND, designation=PROJECT, on=ARRIVED),
    account.DonationReceived(
        gift=GIFT,
        credit=CREDIT,
        claim=CLAIM,
        legal_donor=FIRM,
        payer=FIRM_NAME,
        restriction=PROJECT,
        amount=HALF,
        period="2021-04",
        on=ARRIVED,
    ),
    account.AppropriationReceived(
        kind=account.Grant.APPROPRIATION,
        gift=GRANT,
        credit=GRANT.removesuffix("#1"),
        document="济财预指〔2021〕示例1号（虚构）",
        purpose="新时代文明实践中心建设",
        expiry=date(2021, 12, 31),
        carry_over=False,
        amount=Money.yuan(100_000),
        period="2021-05",
        on=APPROVED,
    ),
    account.DonationReversed(
        gift=GIFT,
        amount=HALF,
        cites=f"bank_credit-{CREDIT} 第 1 版",
        reason="付款人名称登记有误",
        approver=APPROVER,
        period="2021-05",
        on=APPROVED,
    ),
    account.IncomeReversed(
        kind=account.IncomeKind.MATCH,
        gift=GRANT,
        credit=GRANT.removesuffix("#1"),
        amount=HALF,
        cites=f"bank_credit-{CREDIT} 第 1 版",
        reason="银行错账冲正",
        approver=APPROVER,
        period="2021-05",
        on=APPROVED,
    ),
    account.RecoveryReversed(
        disbursement=PAPER,
        shares=BACK_SHARES,
        credit="基金会收款户01/2021-08-20/DZ20210820000102/1",
        cites="bank_credit-基金会收款户01/2021-08-20/DZ20210820000102/1 第 1 版",
        reason="银行错账冲正",
        approver=APPROVER,
        period="2021-08",
        on=REPORTED,
    ),
    account.DonationReturned(
        gift=GIFT,
        amount=Money(2_500_00),
        basis="agreement",
        document="捐赠协议 2021-017 第六条",
        rule="donation.refund@2021-01-01",
        period="2021-12",
        on=ENDED,
    ),
    account.InterestReturned(
        gift="基金会收款户01/2021-06-21/LX20210621000001/1#1.1",
        amount=Money(1_08),
        basis="order",
        document="退息通知 2021-12（虚构）",
        period="2021-12",
        on=ENDED,
    ),
    account.AppropriationReturned(
        gift=GRANT,
        amount=Money(500_00),
        basis="order",
        document="缴回通知 2021-12（虚构）",
        period="2021-12",
        on=ENDED,
    ),
    account.SaleProceedsReturned(
        gift="基金会收款户01/2021-12-28/DZ20211228000417/1#1.1",
        amount=Money(40_00),
        basis="agreement",
        document="退货协议 2021-12（虚构）",
        period="2021-12",
        on=ENDED,
    ),
    account.OtherIncomeReturned(
        credit="基金会收款户01/2021-12-28/DZ20211228000501/1",
        amount=Money(300_00),
        basis="agreement",
        document="赞助解约协议 2021-12（虚构）",
        period="2021-12",
        on=ENDED,
    ),
    account.ShortfallArose(
        gift=GIFT,
        source=SourceClass.DONATED,
        donor=FIRM,
        credit=CREDIT,
        amount=HALF,
        reason="银行冲正通知（虚构）",
        period="2021-05",
        on=APPROVED,
    ),
    account.ShortfallClaimed(
        gift=GIFT, debtor=FIRM, amount=HALF, document="还款承诺（虚构）", on=APPROVED
    ),
    account.ShortfallPaid(
        gift="基金会收款户01/2021-08-20/DZ20210820000102/1#1.1",
        source=SourceClass.DONATED,
        credit="基金会收款户01/2021-08-20/DZ20210820000102/1",
        amount=HALF,
        period="2021-08",
        on=REPORTED,
    ),
    account.PutToShortfall(
        of=f"{FUND}/{PROJECT}",
        gift=GIFT,
        shares=(SHARE,),
        document="理事会纪要 2021-08（虚构）",
        period="2021-08",
        on=REPORTED,
    ),
    account.ShortfallMadeGood(
        gift=GIFT,
        amount=HALF,
        remedy=account.Remedy.UNRESTRICTED,
        origin=f"{FUND}/general",
        document="理事会纪要 2021-08（虚构）",
        approver=APPROVER,
        period="2021-08",
        on=REPORTED,
    ),
    account.SuspenseHeld(credit=CREDIT, amount=EXCESS, period="2021-04", on=ARRIVED),
    account.SuspenseCleared(
        credit=CREDIT, amount=EXCESS, to="returned", period="2021-05", on=APPROVED
    ),
    account.FundsReserved(disbursement=PAPER, shares=PAID_SHARES, on=APPROVED),
    account.ReservationReleased(disbursement=PAPER, shares=PAID_SHARES, on=APPROVED),
    account.FundsPaidOut(disbursement=PAPER, shares=PAID_SHARES, period="2021-05", on=PAID),
    account.PaymentReversed(
        disbursement=PAPER,
        shares=PAID_SHARES,
        debit="基金会付款户02/2021-05-14/FK20210514000019/1",
        cites=f"disbursement-{PAPER}@3",
        reason="收款行拒收，指令未执行",
        document="银行查询回复 2021-05（虚构）",
        approver=APPROVER,
        period="2021-05",
        on=PAID,
    ),
    account.RecoveryReceived(
        disbursement=PAPER,
        shares=BACK_SHARES,
        credit="基金会收款户01/2021-08-20/DZ20210820000102/1",
        period="2021-08",
        on=REPORTED,
    ),
    account.AccountFrozen(
        gift=None,
        reason="项目取消",
        by=account.FrozenBy.CANCELLATION,
        on=REPORTED,
    ),
    account.AccountUnfrozen(
        gift=None,
        basis="判决书（虚构示例）",
        lifts=(account.Freeze(by=account.FrozenBy.ORDER, reason="裁定书（虚构示例）"),),
        on=ENDED,
    ),
    account.SurplusMovedOut(
        share=SHARE,
        to=f"{FUND}/{SIMILAR}",
        basis="consent",
        document="捐赠人书面答复 2021-12（虚构）",
        rule="donation.use_change@2016-09-01",
        period="2021-12",
        on=ENDED,
    ),
    account.SurplusMovedIn(
        share=SHARE, origin=GENERAL, legal_donor=FIRM, period="2021-12", on=ENDED
    ),
    account.AccountPeriodClosed(
        period="2021-12",
        donated=Money(3_734_57),
        government=ZERO,
        suspense=ZERO,
        other=ZERO,
        rule="government.carry_over@2016-09-01",
        on=CLOSED,
    ),
    account.AccountClosed(report="清算报告（虚构示例）", on=CLOSED),
)
RECEIPTS: tuple[Event, ...] = (
    donation_receipt.DonationReceiptIssued(
        credit=CREDIT,
        gift=GIFT,
        donor=FIRM,
        amount=HALF,
        rule="donation.receipt@2016-09-01",
        on=ARRIVED,
    ),
    donation_receipt.DonationReceiptIssuedInKind(
        delivery="SW-2021-003",
        donor=OTHER_FIRM,
        item="大米（虚构示例）",
        unit="袋",
        quantity=120,
        value=Money(9_000_00),
        valued=Valued.DOCUMENT,
        document="增值税发票 037002100111/01234567（虚构）",
        rule="donation.in_kind_value@2016-09-01",
        on=ARRIVED,
    ),
    donation_receipt.DonationReceiptReversed(reason="抬头有误", approver=APPROVER, on=APPROVED),
    donation_receipt.DonationReceiptVoided(reason="打印错位", on=APPROVED),
    donation_receipt.DonationReceiptRedIssued(
        reverses="37010121/0000123456", reason="抬头有误", on=APPROVED
    ),
    receipt_book.ReceiptNumbersAllotted(
        first="0000123401",
        last="0000123500",
        fund=FUND,
        document="财政票据领用单（虚构示例）",
        on=ARRIVED,
    ),
    receipt_book.ReceiptNumbersHandedBack(
        first="0000123491",
        last="0000123500",
        fund=FUND,
        document="空白票据缴回单（虚构示例）",
        on=APPROVED,
    ),
)
EVENTS: tuple[Event, ...] = (*CREDITS, *ACCOUNTS, *RECEIPTS)
