"""Examples: what left the bank, what it states, invoices, goods, and money that is no gift."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import bank_debit, bank_statement, invoice, spelling
from lixia_domain.aggregates.account import facts as account
from lixia_domain.aggregates.bank_credit import facts as bank_credit
from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.aggregates.in_kind import facts as in_kind
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass, Valued
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.testing.examples.story import (
    APPROVED,
    APPROVER,
    ARRIVED,
    CLAIM,
    CLOSED,
    CREDIT,
    ENDED,
    FIRM,
    FIRM_NAME,
    FUND,
    GIFT,
    HALF,
    HASH,
    OTHER_FIRM,
    PAID,
    PAID_SHARES,
    PAPER,
    PROJECT,
    REPORTED,
)

BANK = "基金会收款户01"
DEBIT = f"{BANK}/2021-05-14/FK20210514000088/1"
FEE = f"{BANK}/2021-05-14/FK20210514000089/1"
BORNE = f"{BANK}/2021-06-21/LX20210621000001/1"
SOLD = f"{BANK}/2021-12-28/DZ20211228000417/1"
RICE = "sw-2021-003"

DEBITS: tuple[Event, ...] = (
    bank_debit.BankDebitRecorded(
        fund=FUND,
        outgoing=bank_debit.Outgoing(
            account=BANK,
            value_date=PAID,
            payee="泉悦志愿服务队（虚构）",
            amount=total(share.amount for share in PAID_SHARES),
            remark="第一笔拨付",
            payee_account="a:0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        ),
        document="对账单 2021-05.xlsx/Sheet1/9",
        on=PAID,
    ),
    bank_debit.BankDebitCited(
        cites=PAPER, amount=total(share.amount for share in PAID_SHARES), on=PAID
    ),
    bank_debit.BankDebitMatched(
        purpose=bank_debit.Purpose.DISBURSEMENT,
        cites=PAPER,
        amount=total(share.amount for share in PAID_SHARES),
        on=PAID,
    ),
)
STATEMENTS: tuple[Event, ...] = (
    bank_statement.StatementImported(
        fund=FUND,
        account=BANK,
        statement=Statement(
            period="2021-05",
            opening=Money(22_600_00),
            credited=Money.yuan(100_000),
            debited=Money(20_012_00),
            closing=Money(102_588_00),
        ),
        document="对账单 2021-05.xlsx",
        document_hash=HASH,
        on=date(2021, 6, 3),
    ),
    bank_statement.BankReconciled(
        period="2021-05",
        book=Money(102_600_00),
        bank=Money(102_588_00),
        items=(
            Item(
                side=Side.BANK_OUT,
                cites=FEE,
                amount=Money(12_00),
                party="示例银行",
                dated=date(2021, 5, 14),
                reason="次月列支",
            ),
        ),
        position=2044,
        reviewer=APPROVER,
        on=date(2021, 6, 3),
    ),
)
INVOICES: tuple[Event, ...] = (
    invoice.InvoiceUsed(
        disbursement=PAPER,
        seller="示例餐饮有限公司（虚构）",
        invoice_date=date(2021, 6, 30),
        amount=Money(18_765_43),
        total=Money(20_000_00),
        file_hash=HASH,
        on=REPORTED,
    ),
    invoice.InvoiceShared(
        disbursement=f"{PAPER}-2",
        amount=Money(1_234_57),
        slip="发票分割单 2021-06-01（虚构）",
        file_hash=HASH,
        on=REPORTED,
    ),
)
GOODS: tuple[Event, ...] = (
    in_kind.InKindDelivered(
        fund=FUND,
        donor=OTHER_FIRM,
        restriction=PROJECT,
        item="大米（虚构示例）",
        unit="袋",
        quantity=120,
        value=Money(9_000_00),
        valued=Valued.DOCUMENT,
        document="增值税发票 037002100111/01234567（虚构）",
        document_hash=HASH,
        rule="donation.in_kind_value@2016-09-01",
        on=ARRIVED,
    ),
    in_kind.InKindIssued(
        quantity=100,
        value=Money(7_500_00),
        to=PROJECT,
        receiver="team-quanyue",
        document="领用单 2021-07",
        on=REPORTED,
    ),
    in_kind.InKindSold(
        quantity=15,
        value=Money(1_125_00),
        proceeds=Money(900_00),
        costs=Money(60_00),
        credit=SOLD,
        gift=f"{SOLD}#1.1",
        minutes="变卖会议纪要 2021-12",
        rule="property.in_kind_sold@2016-09-01",
        on=ENDED,
    ),
    in_kind.InKindSaleReversed(
        quantity=15,
        value=Money(1_125_00),
        gift=f"{SOLD}#1.1",
        reason="收购商付款被银行冲正",
        on=ENDED,
    ),
    in_kind.InKindWrittenOff(
        quantity=5,
        value=Money(375_00),
        reason="受潮霉变",
        minutes="报损会议纪要 2021-12",
        approver=APPROVER,
        on=ENDED,
    ),
    in_kind.InKindReturned(
        quantity=20,
        value=Money(1_500_00),
        issued="领用单 2021-07",
        reason="领用数量误登，多登二十袋",
        document="退库单 2021-08（虚构）",
        on=ENDED,
    ),
    in_kind.InKindFound(
        quantity=2,
        value=Money(150_00),
        written_off="报损会议纪要 2021-12",
        reason="盘点时找到，包装完好",
        document="盘点表 2021-12（虚构）",
        on=ENDED,
    ),
    in_kind.InKindReceipted(receipt="37010121/0000002", on=ARRIVED),
    in_kind.InKindUnreceipted(receipt="37010121/0000002", on=APPROVED),
)
FINDINGS: tuple[Event, ...] = (
    bank_credit.LegalDonorSettled(donor=FIRM, document="代付说明 2021-04（虚构）", on=ARRIVED),
    bank_credit.ApportionmentFound(
        document="摊派认定书 2021-05（虚构）",
        rule="donation.no_apportionment@2016-09-01",
        on=APPROVED,
    ),
    bank_credit.CreditReturnPaid(debit=DEBIT, amount=Money(100_00), on=PAID),
    bank_credit.CreditReturnUnpaid(
        debit=DEBIT, amount=Money(100_00), document="银行回单核对表 2021-05（虚构）", on=PAID
    ),
    bank_credit.CreditReturnCancelled(
        amount=Money(100_00),
        reason="收款账号有误，款项未离开银行",
        document="银行查询回复 2021-05（虚构）",
        on=PAID,
    ),
    bank_debit.BankDebitUnmatched(
        purpose=bank_debit.Purpose.DISBURSEMENT,
        cites=PAPER,
        reason="回单编号抄错",
        document="银行回单核对表 2021-05（虚构）",
        on=PAID,
    ),
    bank_debit.BankDebitReleased(
        cites=PAPER, reason="回单编号抄错", document="银行回单核对表 2021-05（虚构）", on=PAID
    ),
    bank_credit.ReceivableArose(
        fund=FUND,
        debtor=FIRM_NAME,
        amount=Money(100_00),
        document="银行冲正通知 2021-05（虚构）",
        on=PAID,
    ),
    bank_credit.ReceivableCollected(fund=FUND, credit=SOLD, amount=Money(60_00), on=ENDED),
    bank_credit.CreditPutToReceivable(of=CREDIT, amount=Money(60_00), on=ENDED),
    bank_credit.CreditCitedBefore(
        cites=(
            bank_credit.Citation(
                fact=f"account-{FUND}/{PROJECT}@7",
                account=f"{FUND}/{PROJECT}",
                gift=f"{BORNE}#1",
                kind=bank_credit.Income.INTEREST,
                amount=Money(31_08),
            ),
        ),
        on=REPORTED,
    ),
    bank_credit.CitationsSettled(
        document="引用核对单 2021-09（虚构）", left=Money(31_08), on=REPORTED
    ),
)
FEE_SHARES = (GiftShare(gift=GIFT, source=SourceClass.DONATED, amount=Money(12_00)),)
INCOME: tuple[Event, ...] = (
    account.MatchPromised(
        document="济财配〔2021〕示例2号（虚构）",
        purpose="按社会捐赠 1:1 配套",
        cap=Money.yuan(50_000),
        until=date(2021, 12, 31),
        on=APPROVED,
    ),
    account.InterestCredited(
        gift=f"{BORNE}#1.1",
        credit=BORNE,
        source=SourceClass.DONATED,
        amount=Money(31_08),
        period="2021-08",
        on=REPORTED,
    ),
    account.SaleProceedsReceived(
        gift=f"{SOLD}#1.1",
        credit=SOLD,
        item=RICE,
        legal_donor=OTHER_FIRM,
        proceeds=Money(900_00),
        costs=Money(60_00),
        amount=Money(840_00),
        rule="property.in_kind_sold@2016-09-01",
        period="2021-12",
        on=ENDED,
    ),
    account.OtherIncomeReceived(
        credit=CREDIT,
        payer=FIRM_NAME,
        document="赞助协议 2021-02（虚构）",
        amount=HALF,
        period="2021-05",
        on=APPROVED,
    ),
    account.BankFeeCharged(debit=FEE, shares=FEE_SHARES, period="2021-05", on=PAID),
    account.ManagementCostCharged(
        cost="glf-2021",
        debit=f"{BANK}/2022-01-05/FK20220105000002/1",
        foundation="山东省扶贫开发基金会",
        year=2021,
        document="管理费分摊表 2021（虚构）",
        shares=FEE_SHARES,
        rule="foundation.management_ratio@2016-09-01",
        period="2022-01",
        on=CLOSED,
    ),
    account.BankFeeReversed(
        debit=FEE,
        shares=FEE_SHARES,
        anew=(account.Anew(gift=GIFT, donor=FIRM, claim=CLAIM, since=ARRIVED),),
        cites=f"account-{FUND}/{PROJECT}@12",
        reason="这笔流水是拨付，不是手续费",
        document="银行回单核对表 2022-01（虚构）",
        approver=APPROVER,
        period="2022-01",
        on=CLOSED,
    ),
    account.ManagementCostReversed(
        cost="glf-2021",
        debit=f"{BANK}/2022-01-05/FK20220105000002/1",
        foundation="山东省扶贫开发基金会",
        year=2021,
        shares=FEE_SHARES,
        anew=(),
        cites=f"account-{FUND}/{PROJECT}@13",
        reason="应由另一基金分摊",
        document="管理费分摊表更正 2021（虚构）",
        approver=APPROVER,
        period="2022-01",
        on=CLOSED,
    ),
)
SPELLINGS: tuple[Event, ...] = (
    spelling.SpellingKept(written="０３７００２１００１０４／００８７１２９９", on=REPORTED),
)
EVENTS: tuple[Event, ...] = (
    *DEBITS,
    *STATEMENTS,
    *INVOICES,
    *SPELLINGS,
    *GOODS,
    *FINDINGS,
    *INCOME,
)
