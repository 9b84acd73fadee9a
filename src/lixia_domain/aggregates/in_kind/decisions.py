"""What may be done with a gift in kind: take in, issue, sell, write off, take back, receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.in_kind.facts import (
    Facts,
    InKindDelivered,
    InKindFound,
    InKindIssued,
    InKindReceipted,
    InKindReturned,
    InKindSaleReversed,
    InKindSold,
    InKindUnreceipted,
    InKindWrittenOff,
)
from lixia_domain.aggregates.in_kind.state import InKind, Parcel, Why, existing
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection


def deliver(
    goods: InKind | None,
    *,
    fund: str,
    donor: str,
    restriction: str,
    item: str,
    unit: str,
    quantity: int,
    value: Money,
    valued: Valued,
    document: str,
    document_hash: str,
    rule: str,
    on: date,
) -> Facts:
    """Take goods in (实物收讫), valued with evidence. The same told twice is ``()``."""
    _counted(quantity)
    if not document.strip() or not document_hash.strip():
        raise Rejection(Why.NO_EVIDENCE)
    told = InKindDelivered(
        fund=fund,
        donor=donor,
        restriction=restriction,
        item=item,
        unit=unit,
        quantity=quantity,
        value=positive(value),
        valued=valued,
        document=document,
        document_hash=document_hash,
        rule=rule,
        on=on,
    )
    if goods is None:
        return (told,)
    known = goods.delivered
    if known.repeats(told):
        return ()
    raise Rejection(Why.EXISTS, quantity=known.quantity, unit=known.unit, item=known.item)


def issue(
    goods: InKind | None, *, quantity: int, to: str, receiver: str, document: str, on: date
) -> Facts:
    """Issue goods to a project (发放). Goods that are for another one are refused."""
    goods = existing(goods)
    restriction = goods.delivered.restriction
    if restriction and to != restriction:
        raise Rejection(Why.ELSEWHERE, restriction=restriction, to=to)
    value = _worth(goods, quantity)
    return (
        InKindIssued(
            quantity=quantity, value=value, to=to, receiver=receiver, document=document, on=on
        ),
    )


def sell(
    goods: InKind | None,
    *,
    quantity: int,
    proceeds: Money,
    costs: Money,
    credit: str,
    gift: str,
    minutes: str,
    rule: str,
    on: date,
) -> Facts:
    """Sell goods that can't be used (变卖). What of it becomes money, the account decides."""
    value = _worth(existing(goods), quantity)
    return (
        InKindSold(
            quantity=quantity,
            value=value,
            proceeds=positive(proceeds),
            costs=costs,
            credit=credit,
            gift=gift,
            minutes=minutes,
            rule=rule,
            on=on,
        ),
    )


def undo_sale(goods: InKind | None, *, gift: str, reason: str, on: date) -> Facts:
    """Undo the sale that ``gift`` came of, whose money the bank took back (变卖冲正)."""
    sold = existing(goods).sales[gift]
    return (
        InKindSaleReversed(
            quantity=sold.quantity, value=sold.value, gift=gift, reason=reason, on=on
        ),
    )


def write_off(
    goods: InKind | None, *, quantity: int, reason: str, minutes: str, approver: str, on: date
) -> Facts:
    """Write off goods that are lost or spoilt (报损)."""
    value = _worth(existing(goods), quantity)
    return (
        InKindWrittenOff(
            quantity=quantity,
            value=value,
            reason=reason,
            minutes=minutes,
            approver=approver,
            on=on,
        ),
    )


def take_back(
    goods: InKind | None, *, quantity: int, issued: str, reason: str, document: str, on: date
) -> Facts:
    """Take goods that were issued by the paper ``issued`` back into stock (发放退回)."""
    goods = existing(goods)
    value = _out(goods, goods.issued, issued, quantity)
    return (
        InKindReturned(
            quantity=quantity, value=value, issued=issued, reason=reason, document=document, on=on
        ),
    )


def find(
    goods: InKind | None, *, quantity: int, written_off: str, reason: str, document: str, on: date
) -> Facts:
    """Take goods that were written off by minutes, and are there after all, back (报损找回)."""
    goods = existing(goods)
    value = _out(goods, goods.lost, written_off, quantity)
    return (
        InKindFound(
            quantity=quantity,
            value=value,
            written_off=written_off,
            reason=reason,
            document=document,
            on=on,
        ),
    )


def receipt(goods: InKind | None, *, receipt: str, on: date) -> Facts:
    """Note the receipt given for the whole delivery (开票), whatever became of the goods since.

    One stands at a time; the same told twice is ``()``.
    """
    goods = existing(goods)
    if goods.receipt is None:
        return (InKindReceipted(receipt=receipt, on=on),)
    if goods.receipt == receipt:
        return ()
    raise Rejection(Why.RECEIPTED, receipt=goods.receipt)


def unreceipt(goods: InKind | None, *, receipt: str, on: date) -> Facts:
    """Note that the delivery's receipt was reversed (红冲). Not receipted so: ``()``."""
    if existing(goods).receipt != receipt:
        return ()
    return (InKindUnreceipted(receipt=receipt, on=on),)


def _worth(goods: InKind, quantity: int) -> Money:
    """Return what the next ``quantity`` units are worth. Refuses more than is in store.

    What all units gone by then are worth, less what those gone before were: so all parts add up to
    the whole, to the fen, also where a sale was undone.
    """
    _counted(quantity)
    told = goods.delivered
    if quantity > goods.left:
        raise Rejection(Why.SHORT, left=goods.left, unit=told.unit, quantity=quantity)
    after = Money(told.value.fen * (goods.gone + quantity) // told.quantity)
    return max(ZERO, after - goods.worth)


def _out(goods: InKind, parcels: Mapping[str, Parcel], paper: str, quantity: int) -> Money:
    """Return what ``quantity`` of what went out by ``paper`` is worth; all of it, what is left."""
    _counted(quantity)
    out = parcels.get(paper, Parcel())
    if quantity > out.quantity:
        unit = goods.delivered.unit
        raise Rejection(Why.NOT_OUT, paper=paper, out=out.quantity, unit=unit, quantity=quantity)
    return Money(out.value.fen * quantity // out.quantity)


def _counted(quantity: int) -> None:
    if quantity <= 0:
        raise Rejection(Why.NO_QUANTITY, quantity=quantity)
