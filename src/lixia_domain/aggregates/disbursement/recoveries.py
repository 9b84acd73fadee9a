"""What came back of a payment, and what of that the bank took back again."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.disbursement.decisions import existing, standing, within
from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    RecoveryReversed,
    UnspentRecovered,
)
from lixia_domain.aggregates.disbursement.state import Disbursement, DisbursementStage
from lixia_domain.kernel.gifts import GiftShare, portion
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words


def recover(
    disbursement: Disbursement | None, *, amount: Money, credit: str, on: date
) -> tuple[UnspentRecovered]:
    """Take back what was not spent or not allowed (收回), in proportion to the gifts it came from.

    Largest remainder of what each gift has not got back yet, ties by gift id: so no gift gets
    back more than it paid, however many parts come. What is under review waits for its review.
    """
    disbursement = standing(
        disbursement, Words("收回", "taking money back"), DisbursementStage.PAID
    )
    within(disbursement, amount)
    shares = portion(disbursement.unrecovered, amount)
    return (UnspentRecovered(credit=credit, amount=amount, shares=shares, on=on),)


def undo_recovery(
    disbursement: Disbursement | None, *, credit: str, reason: str, on: date
) -> tuple[RecoveryReversed | BounceReversed, ...]:
    """Undo all that came back by ``credit``, which the bank took back (收回、退票冲正).

    The money is out again, and is to be accounted for; nothing came back by it: ``()``.
    """
    disbursement = existing(disbursement)
    if disbursement.bounced is not None and disbursement.bounced.credit == credit:
        return (BounceReversed(credit=credit, reason=reason, on=on),)
    return tuple(
        RecoveryReversed(credit=credit, amount=r.amount, shares=r.shares, reason=reason, on=on)
        for r in disbursement.recoveries
        if r.credit == credit
    )


def undo_one(
    disbursement: Disbursement | None,
    *,
    credit: str,
    shares: tuple[GiftShare, ...],
    reason: str,
    on: date,
) -> tuple[RecoveryReversed | BounceReversed, ...]:
    """Undo the last time that ``shares`` are said to have come back by ``credit``."""
    told = undo_recovery(disbursement, credit=credit, reason=reason, on=on)
    same = [t for t in told if isinstance(t, BounceReversed) or t.shares == shares]
    return tuple(same[-1:])
