"""Payments (付款台账): every tranche that was paid, to whom, and whether it came back."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    FundsDisbursed,
    PaymentBounced,
)
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class PaymentRow(Row, frozen=True):
    """A paid disbursement. ``payee`` is an id; ``bounced`` says that the bank sent it all back."""

    disbursement: str
    payee: str = ""
    agreement: str = ""
    tranche: int = 0
    line: str = ""
    paid_fen: int = 0
    debit: str = ""
    voucher: str = ""
    paid_on: date | None = None
    bounced: bool = False


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disbursement."""
    return (recorded.key,)


def evolve(row: PaymentRow | None, recorded: Recorded) -> PaymentRow:
    """Bring a payment's row up to date."""
    row = row or PaymentRow(disbursement=recorded.key)
    event = recorded.event
    if not isinstance(event, FundsDisbursed):
        return replace(row, bounced=isinstance(event, PaymentBounced))
    return replace(
        row,
        payee=event.payee,
        agreement=event.agreement,
        tranche=event.tranche,
        line=event.line,
        paid_fen=event.amount.fen,
        debit=event.debit,
        voucher=event.voucher,
        paid_on=event.on,
    )


PAYMENT_REGISTER: View[PaymentRow] = View(
    name="payment_register",
    version=1,
    title="付款台账",
    title_en="Payments",
    row=PaymentRow,
    reads=(FundsDisbursed, PaymentBounced, BounceReversed),
    keys=keys,
    evolve=evolve,
)
