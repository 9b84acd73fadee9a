"""Invoices (发票): each that was handed in as evidence, for which disbursement."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.invoice import InvoiceUsed
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.columns import DisbursementColumn


class InvoiceRow(Row, frozen=True):
    """An invoice, used once for good: what became of it is the disbursement's to tell."""

    invoice: Annotated[str, column("发票", "invoice")]
    disbursement: DisbursementColumn
    seller: Annotated[str, column("销售方", "seller")]
    invoice_date: Annotated[date, column("开票日期", "dated")]
    invoiced_fen: Annotated[int, column("发票金额", "invoiced")]
    document_hash: Annotated[str, column("文本散列", "hash")]
    used_on: Annotated[date, column("报销日", "handed in")]


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
    shown="invoice disbursement invoiced_fen seller invoice_date used_on",
)
