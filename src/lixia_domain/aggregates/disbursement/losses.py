"""What can't be recovered of a payment is written off, and that is reversed where it was wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.disbursement.decisions import (
    of_others,
    standing,
    within,
)
from lixia_domain.aggregates.disbursement.facts import Facts, LossReversed, LossWrittenOff
from lixia_domain.aggregates.disbursement.state import (
    Disbursement,
    DisbursementStage,
    Why,
)
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.keys import NOBODY_KNOWN
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def write_off(
    disbursement: Disbursement | None,
    *,
    amount: Money,
    minutes: str,
    approver: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Write off what can't be recovered (核销损失)."""
    paid = standing(disbursement, Words("核销", "writing off"), DisbursementStage.PAID)
    within(of_others(paid, approver, lead, eyes), amount)
    return (LossWrittenOff(amount=amount, minutes=minutes, approver=approver, on=on),)


def reverse_loss(
    disbursement: Disbursement | None,
    *,
    amount: Money,
    reason: str,
    minutes: str,
    approver: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Reverse a write-off that was wrong, or of what can be had after all (撤销核销).

    What of it had been disallowed is owed back again; the rest waits to be accounted for.
    """
    act = Words("撤销核销", "reversing a write-off")
    paid = standing(disbursement, act, DisbursementStage.PAID, DisbursementStage.SETTLED)
    of_others(paid, approver, lead, eyes)
    if positive(amount) > paid.written_off:
        raise Rejection(Why.EXCEEDS_LOSS, lost=paid.written_off, amount=amount)
    return (
        LossReversed(
            amount=amount,
            owed=min(amount, paid.forgiven),
            reason=reason,
            minutes=minutes,
            approver=approver,
            on=on,
        ),
    )
