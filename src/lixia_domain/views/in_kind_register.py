"""In-kind register (实物台账): goods given, what they are worth, where they went, what is left."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.in_kind import facts as knd
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import DonorColumn, FundColumn, VoucherColumn


class InKindRow(Row, frozen=True):
    """One delivery. ``value_fen`` is worth, never cash; the parts add up to it.

    ``net_fen`` alone is money: what goods were sold for, less costs. ``designation`` is the project
    that the goods are for, or empty. ``donor`` is a credit code or a person's reference.
    ``receipt`` is the one that stands for the delivery, or empty.
    """

    delivery: Annotated[str, column("实物编号", "delivery")]
    fund: FundColumn
    donor: DonorColumn
    designation: Annotated[str, column("用于项目", "for project")]
    item: Annotated[str, column("品名", "item")]
    unit: Annotated[str, column("单位", "unit")]
    valued: Annotated[str, column("计价依据", "valued by", codes=Valued)]
    document: VoucherColumn
    on: Annotated[date, column("交付日", "delivered")]
    quantity: Annotated[int, column("数量", "quantity")]
    value_fen: Annotated[int, column("价值", "worth")]
    left: Annotated[int, column("结存", "left")]
    left_fen: Annotated[int, column("结存价值", "worth left")]
    issued: Annotated[int, column("已发放", "issued")] = 0
    issued_fen: Annotated[int, column("发放价值", "worth issued")] = 0
    sold: Annotated[int, column("已变卖", "sold")] = 0
    sold_fen: Annotated[int, column("变卖原值", "worth sold")] = 0
    net_fen: Annotated[int, column("变卖所得", "net proceeds")] = 0
    written_off: Annotated[int, column("报损", "written off")] = 0
    written_off_fen: Annotated[int, column("报损价值", "worth written off")] = 0
    receipt: Annotated[str, column("票据", "receipt")] = ""
    _nets: tuple[tuple[str, int], ...] = ()
    """What came of each sale."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the delivery."""
    return (recorded.key,)


def evolve(row: InKindRow | None, recorded: Recorded) -> InKindRow | None:
    """Bring a delivery up to date."""
    event = recorded.event
    if isinstance(event, knd.InKindDelivered):
        return InKindRow(
            delivery=recorded.key,
            fund=event.fund,
            donor=event.donor,
            designation=event.restriction,
            item=event.item,
            unit=event.unit,
            valued=event.valued.value,
            document=event.document,
            on=event.on,
            quantity=event.quantity,
            value_fen=event.value.fen,
            left=event.quantity,
            left_fen=event.value.fen,
        )
    if row is None:
        return None
    match event:
        case knd.InKindReceipted(receipt=receipt):
            return replace(row, receipt=receipt)
        case knd.InKindUnreceipted():
            return replace(row, receipt="")
        case knd.InKindIssued(quantity=count, value=worth):
            return _issued(row, count, worth.fen)
        case knd.InKindReturned(quantity=count, value=worth):
            return _issued(row, -count, -worth.fen)
        case knd.InKindWrittenOff(quantity=count, value=worth):
            return _written_off(row, count, worth.fen)
        case knd.InKindFound(quantity=count, value=worth):
            return _written_off(row, -count, -worth.fen)
        case knd.InKindSold(quantity=count, value=worth, proceeds=proceeds, costs=costs, gift=gift):
            net = (proceeds - costs).fen
            return _sold(row, count, worth.fen, net, (*row._nets, (gift, net)))
        case _:
            assert isinstance(event, knd.InKindSaleReversed)
            net = dict(row._nets)[event.gift]
            left = tuple(pair for pair in row._nets if pair[0] != event.gift)
            return _sold(row, -event.quantity, -event.value.fen, -net, left)


def _issued(row: InKindRow, count: int, fen: int) -> InKindRow:
    row = _gone(row, count, fen)
    return replace(row, issued=row.issued + count, issued_fen=row.issued_fen + fen)


def _written_off(row: InKindRow, count: int, fen: int) -> InKindRow:
    row = _gone(row, count, fen)
    gone = row.written_off_fen + fen
    return replace(row, written_off=row.written_off + count, written_off_fen=gone)


def _sold(
    row: InKindRow, count: int, fen: int, net: int, nets: tuple[tuple[str, int], ...]
) -> InKindRow:
    row = _gone(row, count, fen)
    return replace(
        row,
        sold=row.sold + count,
        sold_fen=row.sold_fen + fen,
        net_fen=row.net_fen + net,
        _nets=nets,
    )


def _gone(row: InKindRow, count: int, fen: int) -> InKindRow:
    return replace(row, left=row.left - count, left_fen=row.left_fen - fen)


IN_KIND_REGISTER: View[InKindRow] = View(
    name="in_kind_register",
    version=2,
    title="实物台账",
    title_en="In-kind register",
    row=InKindRow,
    reads=IN_KIND.events,
    keys=keys,
    evolve=evolve,
    shown=(
        "delivery item quantity unit value_fen left issued sold written_off net_fen "
        "designation receipt"
    ),
)
