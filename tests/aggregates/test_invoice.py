from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import invoice
from lixia_domain.aggregates.invoice import INVOICE, Why
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON = date(2021, 8, 20)
PAPER: dict[str, Any] = {"seller": "示例（虚构）", "invoice_date": ON, "file_hash": "h", "on": ON}
WHOLE: dict[str, Any] = {**PAPER, "amount": Money(100), "total": None, "slip": ""}
FIRST: dict[str, Any] = {**PAPER, "amount": Money(60), "total": Money(100), "slip": ""}
FURTHER: dict[str, Any] = {**FIRST, "amount": Money(30), "slip": "分割单一"}
USED = invoice.InvoiceUsed(disbursement="d1", amount=Money(60), total=Money(100), **PAPER)
SHARED = invoice.InvoiceShared(
    disbursement="d2", amount=Money(30), slip="分割单一", file_hash="h", on=ON
)


def test_an_invoice_is_used_once_by_whomever() -> None:
    used = invoice.InvoiceUsed(disbursement="d1", amount=Money(100), total=Money(100), **PAPER)
    given(INVOICE).when(invoice.use, disbursement="d1", **WHOLE).then(used)
    for paper in ("d1", "d2"):
        given(INVOICE, used).when(invoice.use, disbursement=paper, **WHOLE).refused(
            Why.USED, disbursement="d1", on=ON
        )
    given(INVOICE, used).when(
        invoice.use, disbursement="d2", **{**WHOLE, "amount": Money(1), "slip": "分割单"}
    ).refused(Why.EXCEEDS_TOTAL, total=Money(100), used=Money(100), amount=Money(1))


def test_further_shares_go_by_slips_of_their_own_up_to_the_total() -> None:
    given(INVOICE).when(invoice.use, disbursement="d1", **FIRST).then(USED)
    at = given(INVOICE, USED)
    at.when(invoice.use, disbursement="d2", **FURTHER).then(SHARED)
    at.when(invoice.use, disbursement="d2", **{**FURTHER, "total": None}).then(SHARED)
    at.when(invoice.use, disbursement="d2", **{**FURTHER, "slip": ""}).refused(
        Why.USED, disbursement="d1", on=ON
    )
    then = given(INVOICE, USED, SHARED)
    for spelled in ("分割单一", " 分割单一"):
        again = then.when(invoice.use, disbursement="d3", **{**FURTHER, "slip": spelled})
        again.refused(Why.SLIP_USED, slip=spelled)
    rest = {**FURTHER, "slip": "分割单二", "amount": Money(11)}
    then.when(invoice.use, disbursement="d3", **rest).refused(
        Why.EXCEEDS_TOTAL, total=Money(100), used=Money(90), amount=Money(11)
    )
    last = {**rest, "amount": Money(10)}
    then.when(invoice.use, disbursement="d3", **last).then(
        invoice.InvoiceShared(
            disbursement="d3", amount=Money(10), slip="分割单二", file_hash="h", on=ON
        )
    )


@pytest.mark.parametrize(
    "other",
    [
        {"seller": "别家（虚构）"},
        {"invoice_date": date(2021, 8, 19)},
        {"total": Money(200)},
    ],
)
def test_a_share_of_what_is_another_invoice_is_refused(other: dict[str, Any]) -> None:
    given(INVOICE, USED).when(invoice.use, disbursement="d2", **{**FURTHER, **other}).refused(
        Why.OTHERWISE, seller="示例（虚构）", dated=ON, total=Money(100)
    )


def test_no_share_is_more_than_the_whole_or_nothing() -> None:
    less = given(INVOICE).when(invoice.use, disbursement="d1", **{**FIRST, "total": Money(59)})
    less.refused(Why.EXCEEDS_TOTAL, total=Money(59), used=ZERO, amount=Money(60))
    nothing = given(INVOICE, USED).when(
        invoice.use, disbursement="d2", **{**FURTHER, "amount": ZERO}
    )
    nothing.refused(amounts.Why.NOT_POSITIVE)
