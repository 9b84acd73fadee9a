"""Use cases of donation receipts: issue, reverse, void. A number is used once, for good."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from lixia_domain.aggregates import donation_receipt, receipt_book
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, allocation_of
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.donation_receipt import (
    DONATION_RECEIPT,
    DonationReceiptIssued,
    DonationReceiptIssuedInKind,
)
from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.in_kind import decisions as in_kind
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.in_kind.state import existing as existing_goods
from lixia_domain.aggregates.member.state import MEMBER
from lixia_domain.aggregates.pledge import state as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK
from lixia_domain.application.donors import successor_of
from lixia_domain.application.rights import eyes, roster
from lixia_domain.application.scope import keeper_of, of_blank, of_delivery, of_part, of_receipt
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import join_key, split_key, split_stream
from lixia_domain.kernel.keys import party, upper
from lixia_domain.kernel.vocabulary import (
    DeliveryId,
    GiftId,
    On,
    Reason,
    ReceiptCode,
    ReceiptNumber,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import RECEIPT
from lixia_domain.rules.property import IN_KIND_VALUE


def receipt_key(work: Work, code: str, number: str) -> str:
    """Return the key of a receipt: its code and number (票据代码、号码), as the store spells it."""
    return split_stream(work.stream(DONATION_RECEIPT, join_key(code, number)))[1]


def _others_blanks(work: Work, code: str) -> bool:
    """Tell whether others have issued under ``code``, and the foundation of who acts nothing.

    Where numbers of the code are allotted, whose they are is known. Else, to whom blanks were
    handed out is on no record; whose receipts bear the code is.
    """
    if work.load(RECEIPT_BOOK, code):
        return False
    member = work.load(MEMBER, work.by.actor)
    if not roster(work).closed or member is None:
        return False
    held = member.now(Role.RECEIPT_KEEPER, on=work.today)
    own = {party(one.stands_for) for one in held}
    others = False
    for key in _issued_under(work, code):
        spelled, number = split_key(key)
        whose = of_receipt.resolve(work, {"code": spelled, "number": number}).foundation
        if whose is not None and party(whose) in own:
            return False
        others = True
    return others


def _issued_under(work: Work, code: str) -> Iterator[str]:
    """Yield the keys of receipts that bear ``code``, however it was spelled."""
    for cls in (DonationReceiptIssued, DonationReceiptIssuedInKind):
        for recorded in work.facts(cls):
            if upper(split_key(recorded.key)[0]) == code:
                yield recorded.key


def _held(work: Work, key: str, fund_id: str) -> None:
    """Refuse a blank number that was not given to the fund, once numbers of its code are."""
    if work.load(DONATION_RECEIPT, key) is None:
        code, number = split_key(key)
        receipt_book.held_by(work.load(RECEIPT_BOOK, upper(code)), number=number, fund=fund_id)


def _apart_from_seal(work: Work, foundation_code: str | None, on: date) -> None:
    """Refuse whoever keeps the seals ``on`` of the foundation whose receipts these are."""
    keeper = work.load(FOUNDATION, foundation_code) if foundation_code else None
    holders = {term.person for term in keeper.terms} if keeper is not None else set()
    foundation.apart_from_seal(
        keeper, who=work.by.actor, on=on, eyes=eyes(work, holders | {work.by.actor})
    )


@use_case(
    says=Words("开具捐赠票据", "issue a donation receipt"),
    by=Role.RECEIPT_KEEPER,
    scope=of_part(),
)
def issue(work: Work, *, code: ReceiptCode, number: ReceiptNumber, gift: GiftId, on: On) -> str:
    """Issue a receipt over a gift (开票), made out to the legal donor; return the receipt's key.

    A donor that was merged since is its successor; receipts given before stay as they are.
    Only money that arrived and was allocated can be receipted, each gift once (慈善法 38).
    """
    key, credit_id = receipt_key(work, code, number), credit_of(gift)
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    _apart_from_seal(work, keeper_of(work, credit.fund), on)
    _held(work, key, credit.fund)
    part = allocation_of(credit, gift)
    donor = credit.donor or credit.notice.payer_ref or credit.notice.payer
    if part.claim is not None:
        pledged = pledge.existing(work.load(PLEDGE, part.claim)).pledged
        donor = successor_of(work, pledged.enterprise)
    noted = bank_credit.receipt(credit, gift=gift, receipt=key, on=on)
    work.record(BANK_CREDIT, credit_id, noted)
    issued = donation_receipt.issue(
        work.load(DONATION_RECEIPT, key),
        credit=credit_id,
        gift=gift,
        donor=donor,
        amount=part.amount,
        rule=in_force(EDITIONS, RECEIPT, on).version,
        on=on,
    )
    work.record(DONATION_RECEIPT, key, issued)
    return key


@use_case(
    says=Words("开具实物捐赠票据", "issue a receipt for goods"),
    by=Role.RECEIPT_KEEPER,
    scope=of_delivery(),
)
def issue_in_kind(
    work: Work, *, code: ReceiptCode, number: ReceiptNumber, delivery_id: DeliveryId, on: On
) -> str:
    """Issue a receipt for goods (实物开票) at what they were valued; return the receipt's key.

    Over the whole delivery, as it was taken in: by its document, else at fair value (慈善法 38).
    """
    key = receipt_key(work, code, number)
    goods = existing_goods(work.load(IN_KIND, delivery_id))
    _apart_from_seal(work, keeper_of(work, goods.delivered.fund), on)
    _held(work, key, goods.delivered.fund)
    noted = in_kind.receipt(goods, receipt=key, on=on)
    work.record(IN_KIND, delivery_id, noted)
    told = goods.delivered
    issued = donation_receipt.issue_in_kind(
        work.load(DONATION_RECEIPT, key),
        delivery=delivery_id,
        donor=successor_of(work, told.donor),
        item=told.item,
        unit=told.unit,
        quantity=told.quantity,
        value=told.value,
        valued=told.valued,
        document=told.document,
        rule=in_force(EDITIONS, IN_KIND_VALUE, on).version,
        on=on,
    )
    work.record(DONATION_RECEIPT, key, issued)
    return key


@use_case(
    says=Words("红冲捐赠票据", "reverse a donation receipt"),
    by=Role.RECEIPT_KEEPER,
    scope=of_receipt,
)
def reverse(
    work: Work,
    *,
    code: ReceiptCode,
    number: ReceiptNumber,
    reason: Reason,
    on: On,
    red_number: Annotated[
        ReceiptNumber | None, Words("红字电子票据的号码", "number of the red electronic receipt")
    ] = None,
    red_code: Annotated[
        ReceiptCode | None, Words("其代码（不同的）", "its code, if it is another")
    ] = None,
) -> None:
    """Reverse a receipt (红冲): its gift or delivery may be receipted under another number.

    An electronic one is reversed by a red receipt, whose number is its own, and used up by it.
    """
    key = receipt_key(work, code, number)
    issued = donation_receipt.issued(work.load(DONATION_RECEIPT, key))
    whose = of_receipt.resolve(work, {"code": code, "number": number})
    _apart_from_seal(work, whose.foundation, on)
    facts = donation_receipt.reverse(
        work.load(DONATION_RECEIPT, key),
        reason=reason,
        approver=work.by.actor,
        on=on,
        red_code=red_code,
        red_number=red_number,
    )
    work.record(DONATION_RECEIPT, key, facts)
    if red_number is not None:
        red = receipt_key(work, red_code or code, red_number)
        _held(work, red, _fund_of(work, issued))
        told = donation_receipt.issue_red(
            work.load(DONATION_RECEIPT, red), reverses=key, reason=reason, on=on
        )
        work.record(DONATION_RECEIPT, red, told)
    if isinstance(issued, DonationReceiptIssuedInKind):
        freed = in_kind.unreceipt(work.load(IN_KIND, issued.delivery), receipt=key, on=on)
        work.record(IN_KIND, issued.delivery, freed)
        return
    noted = bank_credit.unreceipt(
        work.load(BANK_CREDIT, issued.credit), gift=issued.gift, receipt=key, on=on
    )
    work.record(BANK_CREDIT, issued.credit, noted)


def _fund_of(work: Work, issued: donation_receipt.Issued) -> str:
    if isinstance(issued, DonationReceiptIssuedInKind):
        return existing_goods(work.load(IN_KIND, issued.delivery)).delivered.fund
    return existing_credit(work.load(BANK_CREDIT, issued.credit)).fund


@use_case(
    says=Words("作废捐赠票据", "void a blank donation receipt"),
    by=Role.RECEIPT_KEEPER,
    scope=of_blank,
)
def void(work: Work, *, code: ReceiptCode, number: ReceiptNumber, reason: Reason, on: On) -> None:
    """Void a blank receipt (作废), so that the sequence has no silent gap.

    Those of a fund are its foundation's to void. Where numbers of the code are allotted to none:
    blanks of one under which others have issued, and one's own foundation nothing, are theirs.
    """
    key = receipt_key(work, code, number)
    if work.load(DONATION_RECEIPT, key) is None:
        receipt_book.fund_of(work.load(RECEIPT_BOOK, code), number=number)
    facts = donation_receipt.void(
        work.load(DONATION_RECEIPT, key),
        code=code,
        others=_others_blanks(work, code),
        reason=reason,
        on=on,
    )
    work.record(DONATION_RECEIPT, key, facts)
