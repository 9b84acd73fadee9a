"""Donation receipt (公益事业捐赠票据): one stream per code and number, so each is used once.

A receipt is over money that arrived, or over one delivery of goods at what they were valued.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("donation_receipt.issued", says=Words("开具捐赠票据", "donation receipt issued"))
class DonationReceiptIssued(Event):
    """开具票据：只对实际到账的金额（慈善法 38），注明所据规则版本。"""

    credit: str
    gift: str
    donor: str
    amount: Money
    rule: str


@stored_as(
    "donation_receipt.issued_in_kind", says=Words("开具实物捐赠票据", "receipt in kind issued")
)
class DonationReceiptIssuedInKind(Event):
    """就实物开具票据：载明品名、数量与价值，价值依凭据，没有凭据的依公允价值（慈善法 38）。"""

    delivery: str
    donor: str
    item: str
    unit: str
    quantity: int
    value: Money
    valued: Valued
    document: str
    rule: str


@stored_as("donation_receipt.reversed", says=Words("票据红冲", "donation receipt reversed"))
class DonationReceiptReversed(Event):
    """红冲。"""

    reason: str
    approver: str


@stored_as("donation_receipt.voided", says=Words("空白票据作废", "blank receipt voided"))
class DonationReceiptVoided(Event):
    """空白票据作废，号码不再使用。"""

    reason: str


@stored_as("donation_receipt.red_issued", says=Words("红字票据开具", "red receipt issued"))
class DonationReceiptRedIssued(Event):
    """开具红字电子票据，号码自成一号；``reverses`` 为被红冲的票据。"""

    reverses: str
    reason: str


Issued: TypeAlias = DonationReceiptIssued | DonationReceiptIssuedInKind
ReceiptEvent: TypeAlias = (
    Issued | DonationReceiptReversed | DonationReceiptVoided | DonationReceiptRedIssued
)
Facts: TypeAlias = tuple[ReceiptEvent, ...]


class ReceiptStage(Worded):
    """What became of a receipt number."""

    ISSUED = "issued", "已开具"
    REVERSED = "reversed", "已红冲"
    VOIDED = "voided", "已作废"
    RED = "red", "红字票据", "a red receipt"


@frozen(kw_only=True)
class Receipt:
    """A receipt as its decisions see it. A number never used is ``None``."""

    stage: ReceiptStage
    issued: Issued | None = None


def evolve(receipt: Receipt | None, event: ReceiptEvent) -> Receipt:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case DonationReceiptIssued() | DonationReceiptIssuedInKind():
            return Receipt(stage=ReceiptStage.ISSUED, issued=event)
        case DonationReceiptVoided():
            return Receipt(stage=ReceiptStage.VOIDED)
        case DonationReceiptRedIssued():
            return Receipt(stage=ReceiptStage.RED)
        case DonationReceiptReversed():
            assert receipt is not None, "a receipt is issued before it is reversed"
            return replace(receipt, stage=ReceiptStage.REVERSED)
        case _:
            assert_never(event)


DONATION_RECEIPT: Decider[Receipt | None, ReceiptEvent] = Decider(
    "donation_receipt", None, evolve, get_args(ReceiptEvent), key=(upper,)
)


class Why(Reason):
    """Every reason a donation receipt may refuse."""

    USED = (
        "donation_receipt.used",
        "票据号码已使用（{stage}），不得重用",
        "the receipt number has been used ({stage})",
    )
    NO_RED_NUMBER = (
        "donation_receipt.no_red_number",
        "红字电子票据须写明号码",
        "a red electronic receipt has a number: say which",
    )
    OTHERS_BLANKS = (
        "donation_receipt.others_blanks",
        "票据代码 {code} 由其他基金会使用，本基金会没有用它开过票，不得作废其空白票据："
        "请核对代码，或由该基金会的票据管理人办理",
        "receipts of code {code} are another foundation's, and yours has issued none: compare the "
        "code, or let that foundation's receipt keeper void them",
    )
    NOT_ISSUED = "donation_receipt.not_issued", "票据未开具", "the receipt was never issued"


def issue(
    receipt: Receipt | None,
    *,
    credit: str,
    gift: str,
    donor: str,
    amount: Money,
    rule: str,
    on: date,
) -> Facts:
    """Issue a receipt for money that arrived (开票). The same told twice is ``()``."""
    return _issue(
        receipt,
        DonationReceiptIssued(
            credit=credit, gift=gift, donor=donor, amount=positive(amount), rule=rule, on=on
        ),
    )


def issue_in_kind(
    receipt: Receipt | None,
    *,
    delivery: str,
    donor: str,
    item: str,
    unit: str,
    quantity: int,
    value: Money,
    valued: Valued,
    document: str,
    rule: str,
    on: date,
) -> Facts:
    """Issue a receipt for goods that were taken in (实物开票). The same told twice is ``()``."""
    return _issue(
        receipt,
        DonationReceiptIssuedInKind(
            delivery=delivery,
            donor=donor,
            item=item,
            unit=unit,
            quantity=quantity,
            value=value,
            valued=valued,
            document=document,
            rule=rule,
            on=on,
        ),
    )


def _issue(receipt: Receipt | None, told: Issued) -> Facts:
    if receipt is None:
        return (told,)
    known = receipt.issued
    if receipt.stage is ReceiptStage.ISSUED and known is not None and known.repeats(told):
        return ()
    raise Rejection(Why.USED, stage=receipt.stage)


def reverse(
    receipt: Receipt | None,
    *,
    reason: str,
    approver: str,
    on: date,
    red_code: str | None = None,
    red_number: str | None = None,
) -> Facts:
    """Reverse an issued receipt (红冲). The number stays used. A red receipt is named in full."""
    issued(receipt)
    if red_code is not None and red_number is None:
        raise Rejection(Why.NO_RED_NUMBER)
    return (DonationReceiptReversed(reason=reason, approver=approver, on=on),)


def issue_red(receipt: Receipt | None, *, reverses: str, reason: str, on: date) -> Facts:
    """Issue the red receipt (红字电子票据) that reverses another, under a number of its own."""
    if receipt is not None:
        raise Rejection(Why.USED, stage=receipt.stage)
    return (DonationReceiptRedIssued(reverses=reverses, reason=reason, on=on),)


def void(
    receipt: Receipt | None, *, code: str, reason: str, on: date, others: bool = False
) -> Facts:
    """Void a blank number (作废), so that the sequence has no silent gap. Void before: ``()``.

    ``others``: whether the numbers of ``code`` are another foundation's.
    """
    if others:
        raise Rejection(Why.OTHERS_BLANKS, code=code)
    if receipt is None:
        return (DonationReceiptVoided(reason=reason, on=on),)
    if receipt.stage is ReceiptStage.VOIDED:
        return ()
    raise Rejection(Why.USED, stage=receipt.stage)


def issued(receipt: Receipt | None) -> Issued:
    """Return what was issued under the number. Refuses if none stands."""
    if receipt is None or receipt.stage is not ReceiptStage.ISSUED or receipt.issued is None:
        raise Rejection(Why.NOT_ISSUED)
    return receipt.issued
