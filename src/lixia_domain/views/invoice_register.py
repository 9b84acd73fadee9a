"""Invoices (发票): each that was handed in as evidence, for which disbursements."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.invoice import InvoiceShared, InvoiceUsed
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import DisbursementColumn


class InvoiceRow(Row, frozen=True):
    """An invoice, used as a whole or in shares: what became of them is the disbursement's to tell.

    ``disbursement``, ``document_hash`` and ``used_on`` are the first share's; ``shared_with`` are
    the disbursements of the others.
    """

    invoice: Annotated[str, column("发票", "invoice")]
    disbursement: DisbursementColumn
    seller: Annotated[str, column("销售方", "seller")]
    invoice_date: Annotated[date, column("开票日期", "dated")]
    invoiced_fen: Annotated[int, column("发票金额", "invoiced")]
    used_fen: Annotated[int, column("已报销", "used")]
    document_hash: Annotated[str, column("文本散列", "hash")]
    used_on: Annotated[date, column("报销日", "handed in")]
    shared_with: Annotated[str, column("分割用于", "shared with")] = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the invoice."""
    return (recorded.key,)


def evolve(row: InvoiceRow | None, recorded: Recorded) -> InvoiceRow:
    """Bring the invoice's row up to date."""
    event = recorded.event
    if isinstance(event, InvoiceShared):
        assert row is not None, "an invoice is used before another share of it is"
        return replace(
            row,
            used_fen=row.used_fen + event.amount.fen,
            shared_with="、".join(filter(None, (row.shared_with, event.disbursement))),
        )
    assert isinstance(event, InvoiceUsed)
    return InvoiceRow(
        invoice=recorded.key,
        disbursement=event.disbursement,
        seller=event.seller,
        invoice_date=event.invoice_date,
        invoiced_fen=event.total.fen,
        used_fen=event.amount.fen,
        document_hash=event.file_hash,
        used_on=event.on,
    )


INVOICE_REGISTER: View[InvoiceRow] = View(
    name="invoice_register",
    version=2,
    title="发票",
    title_en="Invoices",
    row=InvoiceRow,
    reads=(InvoiceUsed, InvoiceShared),
    keys=keys,
    evolve=evolve,
    shown="invoice disbursement invoiced_fen used_fen shared_with seller invoice_date used_on",
)
