"""What decisions about a gift in kind need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.in_kind.facts import (
    InKindDelivered,
    InKindEvent,
    InKindFound,
    InKindIssued,
    InKindReceipted,
    InKindReturned,
    InKindSaleReversed,
    InKindSold,
    InKindUnreceipted,
    InKindWrittenOff,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Parcel:
    """What went out by one paper and has not come back."""

    quantity: int = 0
    value: Money = ZERO

    def more(self, quantity: int, value: Money) -> Parcel:
        """Return the parcel with so much added to it, or taken from it."""
        return Parcel(quantity=self.quantity + quantity, value=self.value + value)


@frozen(kw_only=True)
class InKind:
    """A delivery as its decisions see it. None yet is ``None``."""

    delivered: InKindDelivered
    gone: int = 0
    worth: Money = ZERO
    """What the units that are gone were worth."""
    sales: Mapping[str, InKindSold] = field(factory=dict)
    """What was sold, by the id of the money that came of it."""
    issued: Mapping[str, Parcel] = field(factory=dict)
    """What was issued, by the paper that says so."""
    lost: Mapping[str, Parcel] = field(factory=dict)
    """What was written off, by its minutes."""
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
            return replace(_gone(goods, event), sales={**goods.sales, gift: event})
        case InKindIssued(document=paper):
            return replace(_gone(goods, event), issued=_by(goods.issued, paper, event))
        case InKindWrittenOff(minutes=paper):
            return replace(_gone(goods, event), lost=_by(goods.lost, paper, event))
        case InKindReturned(issued=paper):
            return replace(_gone(goods, event, -1), issued=_by(goods.issued, paper, event, -1))
        case InKindFound(written_off=paper):
            return replace(_gone(goods, event, -1), lost=_by(goods.lost, paper, event, -1))
        case InKindSaleReversed(gift=gift):
            sales = {g: sold for g, sold in goods.sales.items() if g != gift}
            return replace(_gone(goods, event, -1), sales=sales)
        case InKindReceipted(receipt=receipt):
            return replace(goods, receipt=receipt)
        case InKindUnreceipted():
            return replace(goods, receipt=None)
        case _:
            assert_never(event)


Moved: TypeAlias = (
    InKindIssued | InKindSold | InKindWrittenOff | InKindSaleReversed | InKindReturned | InKindFound
)


def _gone(goods: InKind, event: Moved, way: int = 1) -> InKind:
    gone, worth = goods.gone + way * event.quantity, goods.worth + event.value * way
    return replace(goods, gone=gone, worth=worth)


def _by(
    parcels: Mapping[str, Parcel], paper: str, event: Moved, way: int = 1
) -> Mapping[str, Parcel]:
    parcel = parcels.get(paper, Parcel())
    return {**parcels, paper: parcel.more(way * event.quantity, event.value * way)}


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
    NOT_OUT = (
        "in_kind.not_out",
        "凭“{paper}”出库而尚未退回的有 {out} {unit}，不能退回 {quantity}",
        "{out} {unit} went out by “{paper}” and are not back yet: {quantity} can't come back",
    )
    RECEIPTED = (
        "in_kind.receipted",
        "这批实物已开票 {receipt}，须先红冲",
        "the delivery has receipt {receipt}; reverse it first",
    )


def existing(goods: InKind | None) -> InKind:
    """Return ``goods``. Refuses where there are none."""
    if goods is None:
        raise Rejection(Why.UNKNOWN)
    return goods
