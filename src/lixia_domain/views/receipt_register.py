"""Donation receipts (捐赠票据): each number that was used, for what, and whether it stands."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import donation_receipt as rct
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import DonorColumn, ReasonColumn


class ReceiptRow(Row, frozen=True):
    """A number. ``receipted_fen`` is what was issued over.

    ``cites`` is the gift of money, or the delivery of goods, that ``item`` then tells; of a red
    receipt, the one that it reverses.
    """

    code: Annotated[str, column("票据代码", "code")]
    serial: Annotated[str, column("号码", "number")]
    state: Annotated[str, column("状态", "state", codes=rct.ReceiptStage)] = (
        rct.ReceiptStage.VOIDED.value
    )
    donor: DonorColumn = ""
    cites: Annotated[str, column("对应", "cites")] = ""
    item: Annotated[str, column("品名", "item")] = ""
    receipted_fen: Annotated[int, column("票面金额", "receipted")] = 0
    issued_on: Annotated[date | None, column("开具日", "issued")] = None
    ended_on: Annotated[date | None, column("红冲作废日", "ended")] = None
    reason: ReasonColumn = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return code and number."""
    return (recorded.key,)


def evolve(row: ReceiptRow | None, recorded: Recorded) -> ReceiptRow:
    """Bring a number's row up to date."""
    code, serial = split_key(recorded.key)
    row = row or ReceiptRow(code=code, serial=serial)
    event = cast(rct.ReceiptEvent, recorded.event)
    match event:
        case rct.DonationReceiptIssued(gift=gift, donor=donor, amount=amount, on=on):
            row = replace(row, state=rct.ReceiptStage.ISSUED.value, donor=donor, cites=gift)
            return replace(row, receipted_fen=amount.fen, issued_on=on)
        case (
            rct.DonationReceiptIssuedInKind(
                delivery=delivery, donor=donor, value=value, on=on
            ) as told
        ):
            row = replace(row, state=rct.ReceiptStage.ISSUED.value, donor=donor, cites=delivery)
            item = f"{told.item} {told.quantity} {told.unit}"
            return replace(row, item=item, receipted_fen=value.fen, issued_on=on)
        case rct.DonationReceiptReversed(reason=reason, on=on):
            return replace(row, state=rct.ReceiptStage.REVERSED.value, ended_on=on, reason=reason)
        case rct.DonationReceiptRedIssued(reverses=reverses, reason=reason, on=on):
            row = replace(row, state=rct.ReceiptStage.RED.value, cites=reverses)
            return replace(row, issued_on=on, reason=reason)
        case rct.DonationReceiptVoided(reason=reason, on=on):
            return replace(row, ended_on=on, reason=reason)
        case _:
            assert_never(event)


RECEIPT_REGISTER: View[ReceiptRow] = View(
    name="receipt_register",
    version=2,
    title="捐赠票据",
    title_en="Donation receipts",
    row=ReceiptRow,
    reads=rct.DONATION_RECEIPT.events,
    keys=keys,
    evolve=evolve,
    shown="code serial state donor receipted_fen issued_on item cites ended_on reason",
)
