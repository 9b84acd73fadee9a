"""What decisions about a disbursement need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never, get_args

from attrs import evolve as evolved
from attrs import field, frozen

from lixia_domain.aggregates.disbursement.facts import (
    AcceptanceReversed,
    ApprovalFell,
    BounceReversed,
    DisallowanceReversed,
    DisbursementApproved,
    DisbursementEvent,
    DisbursementRefused,
    DisbursementRequested,
    DisbursementWithdrawn,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    FundsDisbursed,
    LossReversed,
    LossWrittenOff,
    PaymentBounced,
    PaymentCancelled,
    PaymentDebitCorrected,
    RecoveryReversed,
    UnspentRecovered,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.gifts import GiftShare, less, more, shared
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.table import Table
from lixia_domain.kernel.words import Worded


class DisbursementStage(Worded):
    """Where in its life a disbursement stands."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    PAID = "paid", "已付款"
    SETTLED = "settled", "已结清"
    ENDED = "ended", "已终了"  # 未批准、撤回或退票


@frozen(kw_only=True)
class Recovery:
    """What came back by one credit, and how much of it had been owed."""

    credit: str
    amount: Money
    shares: tuple[GiftShare, ...]
    owed: Money


@frozen(kw_only=True)
class Disallowed:
    """Evidence that was disallowed, by whom, and what of it is to come back.

    Nothing is, once the payment it was disallowed of turned out not to have left the bank.
    """

    invoice: str
    amount: Money
    owed: Money
    reviewer: str


@frozen(kw_only=True)
class Bounce:
    """The credit by which a payment came back whole, and what was owed back until then."""

    credit: str
    owed: Money


@frozen(kw_only=True)
class Disbursement:
    """A disbursement as its decisions see it. No request yet is ``None``."""

    requested: DisbursementRequested
    approver: str | None = None
    approved_on: date | None = None
    stage: DisbursementStage = DisbursementStage.REQUESTED
    shares: tuple[GiftShare, ...] = ()
    unrecovered: tuple[GiftShare, ...] = ()
    """What each gift paid and has not got back."""
    pending: Mapping[str, Money] = field(factory=dict)
    """Evidence under review, by invoice."""
    reviewed: frozenset[str] = frozenset()
    """Invoices accepted or disallowed: each counts once."""
    sound: Table[ExpenseAccepted] = field(factory=Table)
    """Evidence that was accepted, by invoice."""
    disallowed: Table[Disallowed] = field(factory=Table)
    """Evidence that was disallowed, by invoice."""
    accepted: Money = ZERO
    recovered: Money = ZERO
    written_off: Money = ZERO
    owed_back: Money = ZERO
    """What was disallowed and has neither come back since nor been written off."""
    forgiven: Money = ZERO
    """Of what was written off, what had been disallowed."""
    payment: FundsDisbursed | None = None
    recoveries: tuple[Recovery, ...] = ()
    bounced: Bounce | None = None

    @property
    def outstanding(self) -> Money:
        """Return what is paid and not yet accepted, recovered or written off."""
        if self.stage is not DisbursementStage.PAID:
            return ZERO
        return shared(self.shares) - self.accepted - self.recovered - self.written_off

    @property
    def unaccounted(self) -> Money:
        """Return what is outstanding and under no evidence that awaits review."""
        return self.outstanding - total(self.pending.values())

    @property
    def granted(self) -> bool:
        """Tell whether it is approved, and neither withdrawn nor sent back by the bank since."""
        return self.stage not in (DisbursementStage.REQUESTED, DisbursementStage.ENDED)

    @property
    def open(self) -> bool:
        """Tell whether money of this disbursement is on its way or not accounted for."""
        return self.stage in (
            DisbursementStage.REQUESTED,
            DisbursementStage.APPROVED,
            DisbursementStage.PAID,
        )


def evolve(disbursement: Disbursement | None, event: DisbursementEvent) -> Disbursement:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, DisbursementRequested):
        return Disbursement(requested=event)
    assert disbursement is not None, "a disbursement's history opens with its request"
    match event:
        case DisbursementApproved(approver=approver, shares=shares):
            approved = replace(disbursement, stage=DisbursementStage.APPROVED, shares=shares)
            return replace(approved, approver=approver, approved_on=event.on)
        case ApprovalFell():
            asked = replace(disbursement, stage=DisbursementStage.REQUESTED, shares=())
            return replace(asked, approver=None, approved_on=None)
        case DisbursementRefused() | DisbursementWithdrawn():
            return replace(disbursement, stage=DisbursementStage.ENDED, shares=())
        case PaymentBounced(credit=credit):
            bounced = Bounce(credit=credit, owed=disbursement.owed_back)
            ended = replace(
                disbursement, stage=DisbursementStage.ENDED, bounced=bounced, owed_back=ZERO
            )
            return replace(ended, shares=(), unrecovered=())
        case BounceReversed():
            return _paid_after_all(disbursement)
        case PaymentDebitCorrected(debit=debit):
            assert disbursement.payment is not None, "what is corrected was paid"
            payment = evolved(disbursement.payment, debit=debit)  # type: ignore[misc] # an event is
            return replace(disbursement, payment=payment)
        case PaymentCancelled():
            approved = replace(disbursement, stage=DisbursementStage.APPROVED, payment=None)
            return replace(_owing_nothing(approved), unrecovered=())
        case FundsDisbursed(shares=shares):
            paid = replace(disbursement, stage=DisbursementStage.PAID, payment=event)
            return replace(paid, shares=shares, unrecovered=shares)
        case ExpenseEvidenced(invoice=invoice, amount=amount):
            return replace(disbursement, pending={**disbursement.pending, invoice: amount})
        case ExpenseAccepted(invoice=invoice, amount=amount):
            reviewed = _reviewed(disbursement, invoice)
            sound = reviewed.sound.put(invoice, event)
            return _settle(replace(reviewed, accepted=reviewed.accepted + amount, sound=sound))
        case AcceptanceReversed():
            accepted = disbursement.accepted - event.amount
            sound = disbursement.sound.put(event.invoice, None)
            again = _under_review_again(disbursement, event.invoice, event.amount)
            return replace(again, sound=sound, accepted=accepted)
        case ExpenseDisallowed(invoice=invoice):
            reviewed = _reviewed(disbursement, invoice)
            disallowed = reviewed.disallowed.put(invoice, _disallowed(event))
            owed = reviewed.owed_back + event.amount
            return replace(reviewed, owed_back=owed, disallowed=disallowed)
        case DisallowanceReversed():
            disallowed = disbursement.disallowed.put(event.invoice, None)
            again = _under_review_again(disbursement, event.invoice, event.amount)
            return replace(_less_owed(again, event.owed), disallowed=disallowed)
        case UnspentRecovered():
            return _settle(_recovered(disbursement, event))
        case RecoveryReversed():
            return _unrecovered(disbursement, event)
        case LossWrittenOff(amount=amount):
            lost = _less_owed(disbursement, amount)
            forgiven = lost.forgiven + (disbursement.owed_back - lost.owed_back)
            whole = lost.written_off + amount
            return _settle(replace(lost, written_off=whole, forgiven=forgiven))
        case LossReversed():
            return _lost_no_more(disbursement, event)
        case _:
            assert_never(event)


def _recovered(disbursement: Disbursement, event: UnspentRecovered) -> Disbursement:
    came = _less_owed(disbursement, event.amount)
    recovery = Recovery(
        credit=event.credit,
        amount=event.amount,
        shares=event.shares,
        owed=disbursement.owed_back - came.owed_back,
    )
    return replace(
        came,
        recovered=came.recovered + event.amount,
        unrecovered=less(came.unrecovered, event.shares),
        recoveries=(*came.recoveries, recovery),
    )


def _unrecovered(disbursement: Disbursement, event: RecoveryReversed) -> Disbursement:
    by_it = [r for r in disbursement.recoveries if r.credit == event.credit]
    undone = next((r for r in reversed(by_it) if r.shares == event.shares), by_it[0])
    return replace(
        disbursement,
        stage=DisbursementStage.PAID,
        recovered=disbursement.recovered - event.amount,
        unrecovered=more(disbursement.unrecovered, event.shares),
        owed_back=disbursement.owed_back + undone.owed,
        recoveries=tuple(r for r in disbursement.recoveries if r is not undone),
    )


def _lost_no_more(disbursement: Disbursement, event: LossReversed) -> Disbursement:
    return replace(
        disbursement,
        stage=DisbursementStage.PAID,
        written_off=disbursement.written_off - event.amount,
        forgiven=disbursement.forgiven - event.owed,
        owed_back=disbursement.owed_back + event.owed,
    )


def _paid_after_all(disbursement: Disbursement) -> Disbursement:
    payment, bounced = disbursement.payment, disbursement.bounced
    assert payment is not None and bounced is not None, "what bounced had been paid"
    return replace(
        disbursement,
        stage=DisbursementStage.PAID,
        shares=payment.shares,
        unrecovered=payment.shares,
        owed_back=bounced.owed,
        bounced=None,
    )


def _reviewed(disbursement: Disbursement, invoice: str) -> Disbursement:
    left = {i: amount for i, amount in disbursement.pending.items() if i != invoice}
    return replace(disbursement, pending=left, reviewed=disbursement.reviewed | {invoice})


def _under_review_again(disbursement: Disbursement, invoice: str, amount: Money) -> Disbursement:
    return replace(
        disbursement,
        stage=DisbursementStage.PAID,
        reviewed=disbursement.reviewed - {invoice},
        pending={**disbursement.pending, invoice: amount},
    )


def _disallowed(event: ExpenseDisallowed) -> Disallowed:
    amount = event.amount
    return Disallowed(invoice=event.invoice, amount=amount, owed=amount, reviewer=event.reviewer)


def _owing_nothing(disbursement: Disbursement) -> Disbursement:
    disallowed = disbursement.disallowed
    for invoice, found in disallowed.items():
        disallowed = disallowed.put(invoice, evolved(found, owed=ZERO))
    return replace(disbursement, disallowed=disallowed, owed_back=ZERO)


def _less_owed(disbursement: Disbursement, amount: Money) -> Disbursement:
    return replace(disbursement, owed_back=max(ZERO, disbursement.owed_back - amount))


def _settle(disbursement: Disbursement) -> Disbursement:
    if disbursement.outstanding == ZERO:
        return replace(disbursement, stage=DisbursementStage.SETTLED)
    return disbursement


DISBURSEMENT: Decider[Disbursement | None, DisbursementEvent] = Decider(
    "disbursement", None, evolve, get_args(DisbursementEvent)
)


class Why(Reason):
    """Every reason a disbursement may refuse."""

    UNKNOWN = "disbursement.unknown", "没有这笔拨付", "there is no such disbursement"
    EXISTS = (
        "disbursement.exists",
        "拨付编号已用于项目 {project} 的 {amount}",
        "the id is that of {amount} for project {project}",
    )
    WRONG_STAGE = (
        "disbursement.wrong_stage",
        "拨付处于“{stage}”阶段，不能{act}",
        "the disbursement is {stage}: {act} is not possible",
    )
    SAME_PERSON = (
        "disbursement.same_person",
        "申请人、审批人、付款人、放行人与收款方须各不相同：{who} 兼任两者",
        "requester, approver, payer, releaser and payee must differ: {who} is two of them",
    )
    OWN_SPENDING = (
        "disbursement.own_spending",
        "{who} 是本笔拨付的申请人、付款人或收款方（含团队负责人），不得审核其凭证、核销其损失",
        "{who} has asked for this money, paid it or got it (or leads the team that did), and may "
        "neither review what was spent of it nor write it off",
    )
    ACCOUNTED_FOR = (
        "disbursement.accounted_for",
        "拨付 {disbursement} 已有 {amount} 凭证在审、认可、收回或核销，付款不能撤销：请先不予认可、"
        "撤销收回或撤销核销；认可了凭证的，钱是付出去了的，请查明银行流水",
        "{amount} of disbursement {disbursement} has evidence in review, is accepted, recovered or "
        "written off: the payment can't be cancelled before that is undone; what evidence was "
        "accepted for did leave the bank, look its entry up",
    )
    NOT_RELEASED = (
        "disbursement.not_released",
        "付款须由另一人复核放行：请写明放行人",
        "another person must release the payment: say who",
    )
    RELATED = (
        "disbursement.related",
        "{who} 与收款方有利害关系，不得申请或审批",
        "{who} is related to the payee and may neither ask nor approve",
    )
    EARLIER_OWED = (
        "disbursement.earlier_owed",
        "此前拨付 {disbursement} 尚有 {amount} 应收回，不得继续拨付",
        "{amount} of disbursement {disbursement} is to come back first",
    )
    EARLIER_OUTSTANDING = (
        "disbursement.earlier_outstanding",
        "协议 {agreement} 下此前的拨付 {disbursements} 尚有 {amount} 未核销"
        "（协议容许 {allowed} 期）；请先审核凭证、收回结余或核销损失，再办下一期",
        "{amount} of the earlier disbursements {disbursements} under agreement {agreement} is not "
        "accounted for (it allows {allowed} to be open): accept evidence, take back what is left "
        "or write it off before the next tranche",
    )
    TRANCHE_TWICE = (
        "disbursement.tranche_twice",
        "本协议第 {tranche} 期已由拨付 {disbursement} 办理，一期只付一次；请另编期次，或撤回其一",
        "tranche {tranche} of the agreement is disbursement {disbursement} already, and a tranche "
        "is paid once: number it anew, or withdraw one of the two",
    )
    INVOICE_DATE = (
        "disbursement.invoice_date",
        "开票日期 {invoice} 不在协议签订日 {first} 与提交日 {last} 之间；请核对发票",
        "the invoice is of {invoice}, not between the agreement of {first} and its being handed in "
        "on {last}: check it",
    )
    INVOICE_TWICE = (
        "disbursement.invoice_twice",
        "发票 {invoice} 已提交",
        "invoice {invoice} has been handed in",
    )
    EVIDENCE_EXCEEDS = (
        "disbursement.evidence_exceeds",
        "待核销 {left}，凭证金额 {amount}",
        "{left} to account for, the evidence says {amount}",
    )
    UNKNOWN_INVOICE = (
        "disbursement.unknown_invoice",
        "没有待审核的发票 {invoice}",
        "no invoice {invoice} awaits review",
    )
    NOT_ACCEPTED = (
        "disbursement.not_accepted",
        "发票 {invoice} 没有审核通过，无从撤销",
        "invoice {invoice} was not accepted: there is nothing to reverse",
    )
    NOT_DISALLOWED = (
        "disbursement.not_disallowed",
        "发票 {invoice} 没有不予认可，无从撤销",
        "invoice {invoice} was not disallowed: there is nothing to reverse",
    )
    RECOVERED_SINCE = (
        "disbursement.recovered_since",
        "发票 {invoice} 不予认可的 {owed}，此后已收回或核销，只余 {left} 应收回："
        "收回有误的，请先由银行冲正该笔到账；核销的，请先撤销核销，再撤销不予认可",
        "of the {owed} that invoice {invoice} was disallowed for, only {left} is owed still: the "
        "rest has come back since, or was written off. Undo that first (the bank reverses the "
        "credit, or the write-off is reversed), then the disallowance",
    )
    OWN_REVIEW = (
        "disbursement.own_review",
        "发票 {invoice} 是 {who} 审核的，不得自己撤销：请另一名会计核对后办理",
        "{who} reviewed invoice {invoice} and can't reverse that as well: let another accountant",
    )
    EXCEEDS_LOSS = (
        "disbursement.exceeds_loss",
        "已核销损失 {lost}，不能撤销 {amount}",
        "{lost} was written off: {amount} can't be reversed",
    )
    EXCEEDS_OUTSTANDING = (
        "disbursement.exceeds_outstanding",
        "未核销 {outstanding}，本次 {amount}",
        "{outstanding} outstanding, {amount} given",
    )
