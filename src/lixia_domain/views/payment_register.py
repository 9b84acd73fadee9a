"""Payments (付款台账): every tranche that was paid, to whom, and whether it came back.

What never left the bank is no payment, and leaves the list; the disbursement tells why.
"""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    FundsDisbursed,
    PaymentBounced,
    PaymentCancelled,
    PaymentDebitCorrected,
)
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import DisbursementColumn, LineColumn, PayeeColumn, TrancheColumn


class PaymentRow(Row, frozen=True):
    """A paid disbursement. ``payee`` is an id; ``bounced`` says that the bank sent it all back."""

    disbursement: DisbursementColumn
    payee: PayeeColumn = ""
    agreement: Annotated[str, column("协议", "agreement")] = ""
    tranche: TrancheColumn = 0
    line: LineColumn = ""
    paid_fen: Annotated[int, column("付款额", "amount")] = 0
    debit: Annotated[str, column("付款编号", "debit")] = ""
    voucher: Annotated[str, column("凭证", "voucher")] = ""
    paid_on: Annotated[date | None, column("付款日", "paid")] = None
    bounced: Annotated[bool, column("退票", "bounced")] = False


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disbursement."""
    return (recorded.key,)


def evolve(row: PaymentRow | None, recorded: Recorded) -> PaymentRow | None:
    """Bring a payment's row up to date."""
    row = row or PaymentRow(disbursement=recorded.key)
    event = recorded.event
    if isinstance(event, PaymentCancelled):
        return None
    if isinstance(event, PaymentDebitCorrected):
        return replace(row, debit=event.debit)
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
    version=2,
    title="付款台账",
    title_en="Payments",
    row=PaymentRow,
    reads=(
        FundsDisbursed,
        PaymentDebitCorrected,
        PaymentCancelled,
        PaymentBounced,
        BounceReversed,
    ),
    keys=keys,
    evolve=evolve,
    shown="disbursement payee paid_fen paid_on bounced line tranche agreement debit voucher",
)
