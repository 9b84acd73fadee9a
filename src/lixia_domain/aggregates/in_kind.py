"""In-kind gift (实物捐赠): goods, valued with evidence; never cash until they are sold.

The key is the delivery's id. What is left is counted in whole units; the value follows the units
exactly: whatever is issued, sold or written off, the parts add up to what was delivered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import field, frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words


@stored_as("in_kind.delivered", says=Words("实物收讫", "goods taken in"))
class InKindDelivered(Event):
    """实物收讫：捐赠人、限定用途、数量、价值与其依据。``document_hash`` 为依据的 SHA-256。"""

    fund: str
    donor: str
    restriction: str
    item: str
    unit: str
    quantity: int
    value: Money
    valued: Valued
    document: str
    document_hash: str
    rule: str


@stored_as("in_kind.issued", says=Words("实物发放", "goods issued"))
class InKindIssued(Event):
    """实物发放。``to`` 为项目，``receiver`` 为签收的团队或人员编号（不是姓名）。"""

    quantity: int
    value: Money
    to: str
    receiver: str
    document: str


@stored_as("in_kind.sold", says=Words("实物变卖", "goods sold"))
class InKindSold(Event):
    """实物变卖：售价减必要费用入账为捐赠资金，限定用途不变（慈善法 54）。"""

    quantity: int
    value: Money
    proceeds: Money
    costs: Money
    credit: str
    gift: str
    minutes: str
    rule: str


@stored_as("in_kind.sale_reversed", says=Words("变卖冲正", "sale of goods reversed"))
class InKindSaleReversed(Event):
    """变卖冲正：所得那笔到账冲正了，实物回到结存，另行处理。``gift`` 为原所得的编号。"""

    quantity: int
    value: Money
    gift: str
    reason: str


@stored_as("in_kind.written_off", says=Words("实物报损", "goods written off"))
class InKindWrittenOff(Event):
    """实物报损。"""

    quantity: int
    value: Money
    reason: str
    minutes: str
    approver: str


@stored_as("in_kind.receipted", says=Words("实物已开票", "goods receipted"))
class InKindReceipted(Event):
    """整批实物已开具捐赠票据。"""

    receipt: str


@stored_as("in_kind.unreceipted", says=Words("实物票据收回", "receipt for goods undone"))
class InKindUnreceipted(Event):
    """票据红冲，可另行开具。"""

    receipt: str


InKindEvent: TypeAlias = (
    InKindDelivered
    | InKindIssued
    | InKindSold
    | InKindSaleReversed
    | InKindWrittenOff
    | InKindReceipted
    | InKindUnreceipted
)
Facts: TypeAlias = tuple[InKindEvent, ...]


@frozen(kw_only=True)
class InKind:
    """A delivery as its decisions see it. None yet is ``None``."""

    delivered: InKindDelivered
    gone: int = 0
    worth: Money = ZERO
    """What the units that are gone were worth."""
    sales: Mapping[str, InKindSold] = field(factory=dict)
    """What was sold, by the id of the money that came of it."""
    receipt: str | None = None
    """The donation receipt that stands for the delivery."""

    @property
    def left(self) -> int:
        """Return how many units are in store."""
        return self.delivered.quantity - self.gone


def evolve(goods: InKind | None, event: InKindEvent) -> InKind:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, InKindDelivered):
        return InKind(delivered=event)
    assert goods is not None, "goods are delivered before they go anywhere"
    match event:
        case InKindSold(gift=gift):
            return replace(_less(goods, event), sales={**goods.sales, gift: event})
        case InKindIssued() | InKindWrittenOff():
            return _less(goods, event)
        case InKindSaleReversed(quantity=quantity, value=value, gift=gift):
            sales = {g: sold for g, sold in goods.sales.items() if g != gift}
            gone, worth = goods.gone - quantity, goods.worth - value
            return replace(goods, gone=gone, worth=worth, sales=sales)
        case InKindReceipted(receipt=receipt):
            return replace(goods, receipt=receipt)
        case InKindUnreceipted():
            return replace(goods, receipt=None)
        case _:
            assert_never(event)


def _less(goods: InKind, event: InKindIssued | InKindSold | InKindWrittenOff) -> InKind:
    gone, worth = goods.gone + event.quantity, goods.worth + event.value
    return replace(goods, gone=gone, worth=worth)


IN_KIND: Decider[InKind | None, InKindEvent] = Decider(
    "in_kind", None, evolve, get_args(InKindEvent)
)


class Why(Reason):
    """Every reason a gift in kind may refuse."""

    UNKNOWN = "in_kind.unknown", "没有这批实物", "there is no such delivery"
    EXISTS = (
        "in_kind.exists",
        "编号已用于 {quantity} {unit}“{item}”",
        "the id is that of {quantity} {unit} of “{item}”",
    )
    NO_EVIDENCE = (
        "in_kind.no_evidence",
        "实物须凭据或评估报告计价，请附文件",
        "goods are valued by a document, or an appraisal of their fair value: cite it",
    )
    NO_QUANTITY = (
        "in_kind.no_quantity",
        "数量须为正整数，收到 {quantity}",
        "a quantity is a whole number above zero, got {quantity}",
    )
    SHORT = (
        "in_kind.short",
        "库存 {left} {unit}，拟动用 {quantity}",
        "{left} {unit} in store, {quantity} asked for",
    )
    ELSEWHERE = (
        "in_kind.elsewhere",
        "这批实物限定用于 {restriction}，不能发给 {to}",
        "the goods are for {restriction}, not for {to}",
    )
    RECEIPTED = (
        "in_kind.receipted",
        "这批实物已开票 {receipt}，须先红冲",
        "the delivery has receipt {receipt}; reverse it first",
    )


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


def _counted(quantity: int) -> None:
    if quantity <= 0:
        raise Rejection(Why.NO_QUANTITY, quantity=quantity)


def existing(goods: InKind | None) -> InKind:
    """Return ``goods``. Refuses where there are none."""
    if goods is None:
        raise Rejection(Why.UNKNOWN)
    return goods
