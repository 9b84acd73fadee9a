"""Disbursements (拨付台账): from the request to the last fen accounted for."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.disbursement import facts as dsb
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.accounts import fund_and_designation
from lixia_domain.views.columns import (
    DisbursementColumn,
    LineColumn,
    PayeeColumn,
    ProjectColumn,
    ReasonColumn,
    RecoveredColumn,
    TeamColumn,
    TrancheColumn,
)


class DisbursementState(Worded):
    """How far a tranche has come, or how it ended."""

    REQUESTED = "requested", "已申请"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"
    PAID = "paid", "已付款"
    BOUNCED = "bounced", "已退票"
    SETTLED = "settled", "已结清"


class DisbursementRow(Row, frozen=True):
    """A tranche that was asked for.

    Of what is paid, ``outstanding_fen`` is neither accepted nor recovered nor written off.
    """

    disbursement: DisbursementColumn
    project: ProjectColumn = ""
    team: TeamColumn = ""
    payee: PayeeColumn = ""
    line: LineColumn = ""
    tranche: TrancheColumn = 0
    requested_fen: Annotated[int, column("申请额", "asked for")] = 0
    state: Annotated[str, column("状态", "state", codes=DisbursementState)] = (
        DisbursementState.REQUESTED.value
    )
    requester: Annotated[str, column("申请人", "requester")] = ""
    approver: Annotated[str, column("审批人", "approver")] = ""
    requested_on: Annotated[date | None, column("申请日", "requested")] = None
    approved_on: Annotated[date | None, column("批准日", "approved on")] = None
    paid_on: Annotated[date | None, column("付款日", "paid")] = None
    accepted_fen: Annotated[int, column("已认可", "accepted")] = 0
    disallowed_fen: Annotated[int, column("不予认可", "disallowed")] = 0
    recovered_fen: RecoveredColumn = 0
    lost_fen: Annotated[int, column("核销损失", "written off")] = 0
    outstanding_fen: Annotated[int, column("待核销", "outstanding")] = 0
    reason: ReasonColumn = ""
    _fund: str = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disbursement."""
    return (recorded.key,)


def evolve(row: DisbursementRow | None, recorded: Recorded) -> DisbursementRow:
    """Bring a disbursement's row up to date."""
    row = row or DisbursementRow(disbursement=recorded.key)
    event = recorded.event
    match event:
        case dsb.DisbursementRequested(on=on) as asked:
            return replace(
                row,
                project=asked.project,
                _fund=fund_and_designation(asked.account)[0],
                team=asked.team,
                payee=asked.payee,
                line=asked.line,
                tranche=asked.tranche,
                requested_fen=asked.amount.fen,
                requester=asked.requester,
                requested_on=on,
            )
        case dsb.DisbursementApproved(approver=approver, on=on):
            return replace(
                row, state=DisbursementState.APPROVED.value, approver=approver, approved_on=on
            )
        case dsb.ApprovalFell(reason=reason):
            state = DisbursementState.REQUESTED.value
            return replace(row, state=state, approver="", approved_on=None, reason=reason)
        case dsb.DisbursementRefused(approver=approver, reason=reason):
            return replace(
                row, state=DisbursementState.REFUSED.value, approver=approver, reason=reason
            )
        case dsb.DisbursementWithdrawn(reason=reason):
            return replace(row, state=DisbursementState.WITHDRAWN.value, reason=reason)
        case dsb.FundsDisbursed(amount=amount, on=on):
            return replace(
                row, state=DisbursementState.PAID.value, paid_on=on, outstanding_fen=amount.fen
            )
        case dsb.PaymentCancelled(reason=reason):
            return replace(
                row,
                state=DisbursementState.APPROVED.value,
                paid_on=None,
                outstanding_fen=0,
                reason=reason,
            )
        case dsb.PaymentBounced(reason=reason):
            return replace(
                row, state=DisbursementState.BOUNCED.value, reason=reason, outstanding_fen=0
            )
        case dsb.BounceReversed():
            return replace(
                row,
                state=DisbursementState.PAID.value,
                reason="",
                outstanding_fen=row.requested_fen,
            )
        case dsb.ExpenseAccepted(amount=amount):
            return _settled(replace(row, accepted_fen=row.accepted_fen + amount.fen), amount.fen)
        case dsb.AcceptanceReversed(amount=amount):
            return _settled(replace(row, accepted_fen=row.accepted_fen - amount.fen), -amount.fen)
        case dsb.ExpenseDisallowed(amount=amount, reason=reason):
            return replace(row, disallowed_fen=row.disallowed_fen + amount.fen, reason=reason)
        case dsb.DisallowanceReversed(amount=amount, reason=reason):
            return replace(row, disallowed_fen=row.disallowed_fen - amount.fen, reason=reason)
        case dsb.UnspentRecovered(amount=amount):
            return _settled(replace(row, recovered_fen=row.recovered_fen + amount.fen), amount.fen)
        case dsb.RecoveryReversed(amount=amount):
            return _settled(replace(row, recovered_fen=row.recovered_fen - amount.fen), -amount.fen)
        case dsb.LossReversed(amount=amount):
            return _settled(replace(row, lost_fen=row.lost_fen - amount.fen), -amount.fen)
        case _:
            assert isinstance(event, dsb.LossWrittenOff)
            lost = event.amount.fen
            return _settled(replace(row, lost_fen=row.lost_fen + lost), lost)


SILENT = (dsb.ExpenseEvidenced, dsb.PaymentDebitCorrected)


def _settled(row: DisbursementRow, fen: int) -> DisbursementRow:
    left = row.outstanding_fen - fen
    return replace(
        row,
        outstanding_fen=left,
        state=(DisbursementState.PAID if left else DisbursementState.SETTLED).value,
    )


def fund_of(row: DisbursementRow) -> str:
    """Return the fund that the tranche was asked of."""
    return row._fund


DISBURSEMENT_REGISTER: View[DisbursementRow] = View(
    name="disbursement_register",
    version=2,
    title="拨付台账",
    title_en="Disbursements",
    row=DisbursementRow,
    # Evidence that awaits its review changes nothing yet, nor does which of its debits paid it.
    reads=tuple(cls for cls in DISBURSEMENT.events if cls not in SILENT),
    keys=keys,
    evolve=evolve,
    shown=(
        "disbursement project state requested_fen outstanding_fen payee line tranche "
        "requested_on paid_on requester approver reason"
    ),
)
