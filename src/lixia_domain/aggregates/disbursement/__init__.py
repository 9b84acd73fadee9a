"""Disbursement (拨付): one tranche to a team, from request to the last fen of evidence.

requested → approved → paid → settled. Three different people ask, approve and are paid
(invariant 5); a paid tranche is settled when evidence accepted + money recovered + losses written
off equals what was paid. Read ``facts``, ``state``, then ``decisions``.
"""

from lixia_domain.aggregates.disbursement.decisions import (
    accept_expense,
    approve,
    bounce,
    disallow_expense,
    evidence,
    existing,
    pay,
    payment_of,
    recover,
    refuse,
    request,
    requested,
    undo_recovery,
    withdraw,
    write_off,
)
from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    DisbursementApproved,
    DisbursementEvent,
    DisbursementRefused,
    DisbursementRequested,
    DisbursementWithdrawn,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    FundsDisbursed,
    LossWrittenOff,
    PaymentBounced,
    RecoveryReversed,
    UnspentRecovered,
)
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement, Stage, Why

__all__ = [
    "DISBURSEMENT",
    "BounceReversed",
    "Disbursement",
    "DisbursementApproved",
    "DisbursementEvent",
    "DisbursementRefused",
    "DisbursementRequested",
    "DisbursementWithdrawn",
    "ExpenseAccepted",
    "ExpenseDisallowed",
    "ExpenseEvidenced",
    "FundsDisbursed",
    "LossWrittenOff",
    "PaymentBounced",
    "RecoveryReversed",
    "Stage",
    "UnspentRecovered",
    "Why",
    "accept_expense",
    "approve",
    "bounce",
    "disallow_expense",
    "evidence",
    "existing",
    "pay",
    "payment_of",
    "recover",
    "refuse",
    "request",
    "requested",
    "undo_recovery",
    "withdraw",
    "write_off",
]
