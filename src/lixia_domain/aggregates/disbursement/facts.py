"""What can have happened to a disbursement (拨付)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words


@stored_as("disbursement.requested", says=Words("申请拨付", "disbursement requested"))
class DisbursementRequested(Event):
    """申请拨付。``payee_account`` 为账号的引用（token），不是账号本身。"""

    project: str
    account: str
    team: str
    payee: str
    payee_account: str
    agreement: str
    tranche: int
    line: str
    amount: Money
    purpose: str
    requester: str


@stored_as("disbursement.approved", says=Words("拨付批准", "disbursement approved"))
class DisbursementApproved(Event):
    """批准：规则版本、会议纪要、已核查的利害关系、所据的账册位置、逐笔捐赠。"""

    approver: str
    rule: str
    minutes: str
    conflicts_checked: tuple[str, ...]
    position: int
    shares: tuple[GiftShare, ...]


@stored_as("disbursement.approval_fell", says=Words("批准失效", "approval of a disbursement fell"))
class ApprovalFell(Event):
    """批准失效：所预留的捐赠被银行追回（到账 ``credit``），回到待批准。"""

    credit: str
    reason: str


@stored_as("disbursement.refused", says=Words("拨付不予批准", "disbursement refused"))
class DisbursementRefused(Event):
    """不批准。"""

    approver: str
    reason: str


@stored_as("disbursement.withdrawn", says=Words("拨付申请撤回", "disbursement withdrawn"))
class DisbursementWithdrawn(Event):
    """付款前撤回。"""

    reason: str


@stored_as("disbursement.funds_disbursed", version=2, says=Words("拨付付款", "disbursement paid"))
class FundsDisbursed(Event):
    """已付款：银行付款、收款方、协议、期次、科目、逐笔捐赠、凭证号；谁经办、谁复核放行。"""

    debit: str
    voucher: str
    payee: str
    payee_account: str
    agreement: str
    tranche: int
    line: str
    amount: Money
    shares: tuple[GiftShare, ...]
    paid_by: str | None
    released_by: str | None


@stored_as(
    "disbursement.debit_corrected", says=Words("付款流水更正", "debit of a payment corrected")
)
class PaymentDebitCorrected(Event):
    """付款引错了流水：付款是 ``debit``，不是 ``instead_of``，凭 ``document``。"""

    debit: str
    instead_of: str
    reason: str
    document: str


@stored_as("disbursement.payment_cancelled", says=Words("付款撤销", "payment cancelled"))
class PaymentCancelled(Event):
    """付款没有离开银行（指令未执行或拒付），凭 ``document``：流水 ``debit`` 不会有，仍为已批准。"""

    debit: str
    amount: Money
    reason: str
    document: str


@stored_as("disbursement.payment_bounced", says=Words("付款退票", "payment bounced"))
class PaymentBounced(Event):
    """退票：款项原额退回。"""

    credit: str
    reason: str


@stored_as("disbursement.expense_evidenced", says=Words("提交支出凭证", "expense evidenced"))
class ExpenseEvidenced(Event):
    """提交支出凭证：发票号、日期、销售方、文件 SHA-256、科目。"""

    invoice: str
    invoice_date: date
    seller: str
    file_hash: str
    line: str
    amount: Money


@stored_as("disbursement.expense_accepted", says=Words("凭证审核通过", "expense accepted"))
class ExpenseAccepted(Event):
    """凭证审核通过。"""

    invoice: str
    amount: Money
    reviewer: str


@stored_as(
    "disbursement.acceptance_reversed",
    says=Words("凭证审核撤销", "acceptance of an expense reversed"),
)
class AcceptanceReversed(Event):
    """审核通过有误，凭 ``document`` 由另一人撤销：凭证重新待审，款项重新待核销。"""

    invoice: str
    amount: Money
    reviewer: str
    reason: str
    document: str


@stored_as("disbursement.expense_disallowed", says=Words("凭证不予认可", "expense disallowed"))
class ExpenseDisallowed(Event):
    """凭证不予认可，款项应收回。"""

    invoice: str
    amount: Money
    reviewer: str
    reason: str


@stored_as(
    "disbursement.disallowance_reversed",
    says=Words("不予认可撤销", "disallowance of an expense reversed"),
)
class DisallowanceReversed(Event):
    """不予认可有误，凭 ``document`` 由另一人撤销：凭证重新待审，其中 ``owed`` 不再应收回。"""

    invoice: str
    amount: Money
    owed: Money
    reviewer: str
    reason: str
    document: str


@stored_as("disbursement.unspent_recovered", says=Words("结余收回", "unspent money recovered"))
class UnspentRecovered(Event):
    """结余或不予认可的款项收回，退入原来的捐赠。"""

    credit: str
    amount: Money
    shares: tuple[GiftShare, ...]


@stored_as("disbursement.recovery_reversed", says=Words("收回冲正", "recovery reversed"))
class RecoveryReversed(Event):
    """收回冲正：银行冲正了那笔到账，钱仍在外面。"""

    credit: str
    amount: Money
    shares: tuple[GiftShare, ...]
    reason: str


@stored_as("disbursement.bounce_reversed", says=Words("退票冲正", "bounce reversed"))
class BounceReversed(Event):
    """退票冲正：银行冲正了退回的款项，付款仍然成立。"""

    credit: str
    reason: str


@stored_as("disbursement.loss_written_off", says=Words("损失核销", "loss written off"))
class LossWrittenOff(Event):
    """无法收回，经批准核销。"""

    amount: Money
    minutes: str
    approver: str


@stored_as("disbursement.loss_reversed", says=Words("核销损失撤销", "write-off of a loss reversed"))
class LossReversed(Event):
    """核销有误或款项可以追回，撤销：其中应收回的 ``owed`` 重新应收，其余重新待核销。"""

    amount: Money
    owed: Money
    reason: str
    minutes: str
    approver: str


DisbursementEvent: TypeAlias = (
    DisbursementRequested
    | DisbursementApproved
    | DisbursementRefused
    | ApprovalFell
    | DisbursementWithdrawn
    | FundsDisbursed
    | PaymentDebitCorrected
    | PaymentCancelled
    | PaymentBounced
    | ExpenseEvidenced
    | ExpenseAccepted
    | AcceptanceReversed
    | ExpenseDisallowed
    | DisallowanceReversed
    | UnspentRecovered
    | RecoveryReversed
    | BounceReversed
    | LossWrittenOff
    | LossReversed
)
Facts: TypeAlias = tuple[DisbursementEvent, ...]
