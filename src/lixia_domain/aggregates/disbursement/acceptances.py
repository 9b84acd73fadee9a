"""An acceptance of evidence that was wrong is reversed: the evidence waits for its review again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.disbursement.decisions import of_others, standing
from lixia_domain.aggregates.disbursement.facts import AcceptanceReversed, Facts
from lixia_domain.aggregates.disbursement.state import Disbursement, DisbursementStage, Why
from lixia_domain.kernel.keys import NOBODY_KNOWN, among
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def reverse_acceptance(
    disbursement: Disbursement | None,
    *,
    invoice: str,
    reason: str,
    document: str,
    reviewer: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Reverse the acceptance of an invoice (撤销认可): it is to be accepted or disallowed anew.

    By another ``reviewer`` than accepted it, on a ``document`` that shows the error.
    """
    act = Words("撤销凭证审核", "reversing an acceptance")
    paid = standing(disbursement, act, DisbursementStage.PAID, DisbursementStage.SETTLED)
    of_others(paid, reviewer, lead, eyes)
    accepted = next((fact for key, fact in paid.sound.items() if among(invoice, (key,))), None)
    if accepted is None:
        raise Rejection(Why.NOT_ACCEPTED, invoice=invoice)
    if among(reviewer, (accepted.reviewer,), eyes):
        raise Rejection(Why.OWN_REVIEW, who=reviewer, invoice=invoice)
    return (
        AcceptanceReversed(
            invoice=accepted.invoice,
            amount=accepted.amount,
            reviewer=reviewer,
            reason=reason,
            document=document,
            on=on,
        ),
    )
