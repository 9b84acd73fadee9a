"""Invoices (发票): each that was handed in as evidence, for which disbursement."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.invoice import InvoiceUsed
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View


class InvoiceRow(Row, frozen=True):
    """An invoice, used once for good: what became of it is the disbursement's to tell."""

    invoice: str
    disbursement: str
    seller: str
    invoice_date: date
    invoiced_fen: int
    document_hash: str
    used_on: date


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the invoice."""
    return (recorded.key,)


def evolve(_: InvoiceRow | None, recorded: Recorded) -> InvoiceRow:
    """Return the invoice's row."""
    event = recorded.event
    assert isinstance(event, InvoiceUsed)
    return InvoiceRow(
        invoice=recorded.key,
        disbursement=event.disbursement,
        seller=event.seller,
        invoice_date=event.invoice_date,
        invoiced_fen=event.amount.fen,
        document_hash=event.file_hash,
        used_on=event.on,
    )


INVOICE_REGISTER: View[InvoiceRow] = View(
    name="invoice_register",
    version=1,
    title="发票",
    title_en="Invoices",
    row=InvoiceRow,
    reads=(InvoiceUsed,),
    keys=keys,
    evolve=evolve,
)
