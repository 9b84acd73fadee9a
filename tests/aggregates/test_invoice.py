from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates import invoice
from lixia_domain.aggregates.invoice import INVOICE, Why
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given

ON = date(2021, 8, 20)
SAID: dict[str, Any] = {
    "seller": "示例（虚构）",
    "invoice_date": ON,
    "amount": Money(1),
    "file_hash": "h",
    "on": ON,
}


def test_an_invoice_is_used_once_by_whomever() -> None:
    used = invoice.InvoiceUsed(disbursement="d1", **SAID)
    given(INVOICE).when(invoice.use, disbursement="d1", **SAID).then(used)
    for paper in ("d1", "d2"):
        given(INVOICE, used).when(invoice.use, disbursement=paper, **SAID).refused(
            Why.USED, disbursement="d1", on=ON
        )
