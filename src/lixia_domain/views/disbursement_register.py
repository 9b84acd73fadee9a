"""Disbursements (拨付台账): from the request to the last fen accounted for."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.disbursement import facts as dsb
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class DisbursementRow(Row, frozen=True):
    """A tranche that was asked for.

    ``state``: requested, approved, refused, withdrawn, paid, bounced, settled. Of what is paid,
    ``outstanding_fen`` is neither accepted nor recovered nor written off.
    """

    disbursement: str
    project: str = ""
    team: str = ""
    payee: str = ""
    line: str = ""
    tranche: int = 0
    requested_fen: int = 0
    state: str = "requested"
    requester: str = ""
    approver: str = ""
    requested_on: date | None = None
    approved_on: date | None = None
    paid_on: date | None = None
    accepted_fen: int = 0
    disallowed_fen: int = 0
    recovered_fen: int = 0
    lost_fen: int = 0
    outstanding_fen: int = 0
    reason: str = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disbursement."""
    return (recorded.key,)


def evolve(row: DisbursementRow | None, recorded: Recorded) -> DisbursementRow:
    """Bring a disbursement's row up to date."""
    row = row or DisbursementRow(disbursement=recorded.key)
    match recorded.event:
        case dsb.DisbursementRequested(on=on) as asked:
            return replace(
                row,
                project=asked.project,
                team=asked.team,
                payee=asked.payee,
                line=asked.line,
                tranche=asked.tranche,
                requested_fen=asked.amount.fen,
                requester=asked.requester,
                requested_on=on,
            )
        case dsb.DisbursementApproved(approver=approver, on=on):
            return replace(row, state="approved", approver=approver, approved_on=on)
        case dsb.DisbursementRefused(approver=approver, reason=reason):
            return replace(row, state="refused", approver=approver, reason=reason)
        case dsb.DisbursementWithdrawn(reason=reason):
            return replace(row, state="withdrawn", reason=reason)
        case dsb.FundsDisbursed(amount=amount, on=on):
            return replace(row, state="paid", paid_on=on, outstanding_fen=amount.fen)
        case dsb.PaymentBounced(reason=reason):
            return replace(row, state="bounced", reason=reason, outstanding_fen=0)
        case dsb.BounceReversed():
            return replace(row, state="paid", reason="", outstanding_fen=row.requested_fen)
        case dsb.ExpenseAccepted(amount=amount):
            return _settled(replace(row, accepted_fen=row.accepted_fen + amount.fen), amount.fen)
        case dsb.ExpenseDisallowed(amount=amount, reason=reason):
            return replace(row, disallowed_fen=row.disallowed_fen + amount.fen, reason=reason)
        case dsb.UnspentRecovered(amount=amount):
            return _settled(replace(row, recovered_fen=row.recovered_fen + amount.fen), amount.fen)
        case dsb.RecoveryReversed(amount=amount):
            return _settled(replace(row, recovered_fen=row.recovered_fen - amount.fen), -amount.fen)
        case dsb.LossWrittenOff(amount=amount):
            return _settled(replace(row, lost_fen=row.lost_fen + amount.fen), amount.fen)
        case _:  # evidence awaits its review
            return row


def _settled(row: DisbursementRow, fen: int) -> DisbursementRow:
    left = row.outstanding_fen - fen
    return replace(row, outstanding_fen=left, state="paid" if left else "settled")


DISBURSEMENT_REGISTER: View[DisbursementRow] = View(
    name="disbursement_register",
    version=1,
    title="拨付台账",
    title_en="Disbursements",
    row=DisbursementRow,
    reads=DISBURSEMENT.events,
    keys=keys,
    evolve=evolve,
)
