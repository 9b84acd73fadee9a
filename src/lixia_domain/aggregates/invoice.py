"""Invoice (发票): one stream per code and number, so that no more than its total is ever used.

It is used as a whole, or shared out: each share after the first with a division slip (分割单) of
its own. What was disallowed stays used: another invoice has to be handed in.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import among, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("invoice.used", version=2, says=Words("发票使用", "invoice used"))
class InvoiceUsed(Event):
    """发票首次用于一笔拨付的报销：本次份额 ``amount``，价税合计 ``total``。"""

    disbursement: str
    seller: str
    invoice_date: date
    amount: Money
    total: Money
    file_hash: str


@stored_as("invoice.shared", says=Words("发票分割使用", "invoice shared"))
class InvoiceShared(Event):
    """发票的又一份用于一笔拨付的报销，凭分割单 ``slip``。"""

    disbursement: str
    amount: Money
    slip: str
    file_hash: str


InvoiceEvent: TypeAlias = InvoiceUsed | InvoiceShared
Facts: TypeAlias = tuple[InvoiceEvent, ...]


@frozen(kw_only=True)
class Invoice:
    """An invoice as its decisions see it. One never used is ``None``."""

    first: InvoiceUsed
    used: Money
    slips: tuple[str, ...] = ()


def evolve(invoice: Invoice | None, event: InvoiceEvent) -> Invoice:
    """Remember what it was used for. Never refuses: it is already true."""
    match event:
        case InvoiceUsed(amount=amount):
            return Invoice(first=event, used=amount)
        case InvoiceShared(amount=amount, slip=slip):
            assert invoice is not None, "an invoice is used before another share of it is"
            slips = (*invoice.slips, slip)
            return Invoice(first=invoice.first, used=invoice.used + amount, slips=slips)
        case _:
            assert_never(event)


INVOICE: Decider[Invoice | None, InvoiceEvent] = Decider(
    "invoice", None, evolve, get_args(InvoiceEvent), key=(upper,)
)


class Why(Reason):
    """Every reason an invoice may refuse."""

    USED = (
        "invoice.used",
        "发票已于 {on} 用于拨付 {disbursement}，不得重复报销；分割使用的，每份须附分割单",
        "the invoice was used on {on} for disbursement {disbursement}: once is all; a further "
        "share of it needs its division slip",
    )
    OTHERWISE = (
        "invoice.otherwise",
        "发票已按 {seller}、{dated} 开具、价税合计 {total} 登记，本次所述不同；请核对票面",
        "the invoice is on record as {seller}'s of {dated} over {total}; this says otherwise: look "
        "at the invoice",
    )
    SLIP_USED = (
        "invoice.slip_used",
        "分割单 {slip} 已用过，每份须有各自的分割单",
        "division slip {slip} was used: each share has its own",
    )
    EXCEEDS_TOTAL = (
        "invoice.exceeds_total",
        "发票价税合计 {total}，已用 {used}，本次 {amount} 超出；请核对份额",
        "the invoice is over {total}, {used} of it is used, {amount} more exceeds it: look at the "
        "shares again",
    )


def use(
    invoice: Invoice | None,
    *,
    disbursement: str,
    seller: str,
    invoice_date: date,
    amount: Money,
    total: Money | None,
    slip: str,
    file_hash: str,
    on: date,
) -> Facts:
    """Use an invoice, or a share of it, as evidence (报销).

    ``total`` is what it is over, ``amount`` if that isn't said. Each share after the first has its
    ``slip`` (分割单), and all together are no more than the total.
    """
    positive(amount)
    if invoice is None:
        whole = amount if total is None else total
        if amount > whole:
            raise Rejection(Why.EXCEEDS_TOTAL, total=whole, used=Money(0), amount=amount)
        return (
            InvoiceUsed(
                disbursement=disbursement,
                seller=seller,
                invoice_date=invoice_date,
                amount=amount,
                total=whole,
                file_hash=file_hash,
                on=on,
            ),
        )
    first = invoice.first
    if not slip:
        raise Rejection(Why.USED, disbursement=first.disbursement, on=first.on)
    said = (invoice_date, first.total if total is None else total)
    if said != (first.invoice_date, first.total) or not among(seller, (first.seller,)):
        raise Rejection(
            Why.OTHERWISE, seller=first.seller, dated=first.invoice_date, total=first.total
        )
    if among(slip, invoice.slips):
        raise Rejection(Why.SLIP_USED, slip=slip)
    if invoice.used + amount > first.total:
        raise Rejection(Why.EXCEEDS_TOTAL, total=first.total, used=invoice.used, amount=amount)
    return (
        InvoiceShared(
            disbursement=disbursement, amount=amount, slip=slip, file_hash=file_hash, on=on
        ),
    )
