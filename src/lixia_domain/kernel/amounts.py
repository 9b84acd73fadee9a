"""The one refusal that every decision about money shares."""

from __future__ import annotations

from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection


class Why(Reason):
    """What no amount may be."""

    NOT_POSITIVE = (
        "amount.not_positive",
        "金额必须大于零，收到 {amount}",
        "an amount must be above zero, got {amount}",
    )


def positive(amount: Money) -> Money:
    """Return ``amount``. Refuses zero and less."""
    if amount <= ZERO:
        raise Rejection(Why.NOT_POSITIVE, amount=amount)
    return amount
