"""Invoice (发票): one stream per code and number, so that each is used once, whoever hands it in.

An invoice that was disallowed stays used: another one has to be handed in.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("invoice.used", says=Words("发票使用", "invoice used"))
class InvoiceUsed(Event):
    """发票已用于一笔拨付的报销，不得再用。"""

    disbursement: str
    seller: str
    invoice_date: date
    amount: Money
    file_hash: str


InvoiceEvent: TypeAlias = InvoiceUsed
Facts: TypeAlias = tuple[InvoiceEvent, ...]


def evolve(_: InvoiceUsed | None, event: InvoiceUsed) -> InvoiceUsed:
    """Remember what it was used for. Never refuses: it is already true."""
    return event


INVOICE: Decider[InvoiceUsed | None, InvoiceEvent] = Decider(
    "invoice", None, evolve, (InvoiceUsed,), key=(upper,)
)


class Why(Reason):
    """Every reason an invoice may refuse."""

    USED = (
        "invoice.used",
        "发票已于 {on} 用于拨付 {disbursement}，不得重复报销",
        "the invoice was used on {on} for disbursement {disbursement}: once is all",
    )


def use(
    used: InvoiceUsed | None,
    *,
    disbursement: str,
    seller: str,
    invoice_date: date,
    amount: Money,
    file_hash: str,
    on: date,
) -> Facts:
    """Use an invoice as evidence (报销). Used before, for whatever: refused."""
    if used is not None:
        raise Rejection(Why.USED, disbursement=used.disbursement, on=used.on)
    return (
        InvoiceUsed(
            disbursement=disbursement,
            seller=seller,
            invoice_date=invoice_date,
            amount=positive(amount),
            file_hash=file_hash,
            on=on,
        ),
    )
