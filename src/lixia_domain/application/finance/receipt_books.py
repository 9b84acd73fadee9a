"""Use cases of receipt books: which numbers a fund was given, and handed back (票据领用、缴回)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypeAlias

from lixia_domain.aggregates import receipt_book
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.donation_receipt import (
    DONATION_RECEIPT,
    DonationReceiptIssued,
    DonationReceiptIssuedInKind,
    DonationReceiptReversed,
)
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.in_kind.state import existing as existing_goods
from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK
from lixia_domain.application.scope import of_fund
from lixia_domain.application.standing import StandingFund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.vocabulary import Document, FundId, On, ReceiptCode, ReceiptNumber
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work

First: TypeAlias = Annotated[ReceiptNumber, Words("起号", "first number")]
Last: TypeAlias = Annotated[ReceiptNumber, Words("止号", "last number")]

NUMBERED = tuple(cls for cls in DONATION_RECEIPT.events if cls is not DonationReceiptReversed)
"""The facts that use a number up; a reversal is of a number in use."""


@use_case(
    says=Words("登记票据领用", "record that receipt numbers were allotted"),
    by=(Role.RECEIPT_KEEPER, Role.ACCOUNTANT),
    scope=of_fund(),
)
def allot(
    work: Work,
    *,
    code: ReceiptCode,
    first: First,
    last: Last,
    fund_id: StandingFund,
    document: Document,
    on: On,
) -> None:
    """Record which numbers of a receipt code a fund was given (领用).

    From the first such record on, receipts of that code bear numbers of their fund only. Numbers
    used before may be among them if the fund itself used them.
    """
    receipt_book.only_of(tuple(_used(work, code)), first=first, last=last, fund=fund_id)
    facts = receipt_book.allot(
        work.load(RECEIPT_BOOK, code),
        first=first,
        last=last,
        fund=fund_id,
        document=document,
        on=on,
    )
    work.record(RECEIPT_BOOK, code, facts)


@use_case(
    says=Words("登记空白票据缴回", "record that blank receipts were handed back"),
    by=(Role.RECEIPT_KEEPER, Role.ACCOUNTANT),
    scope=of_fund(),
)
def hand_back(
    work: Work,
    *,
    code: ReceiptCode,
    first: First,
    last: Last,
    fund_id: FundId,
    document: Document,
    on: On,
) -> None:
    """Record that a fund handed blank numbers back (缴回), or was never given them."""
    facts = receipt_book.hand_back(
        work.load(RECEIPT_BOOK, code),
        first=first,
        last=last,
        fund=fund_id,
        document=document,
        on=on,
    )
    receipt_book.blank(tuple(_used(work, code)), first=first, last=last, fund=fund_id)
    work.record(RECEIPT_BOOK, code, facts)


def _used(work: Work, code: str) -> Iterator[tuple[str, str]]:
    """Yield the numbers of ``code`` that are used up, and by which fund, empty if by none."""
    for cls in NUMBERED:
        for recorded in work.facts(cls):
            spelled, number = split_key(recorded.key)
            if upper(spelled) == code:
                yield upper(number), _fund(work, recorded)


def _fund(work: Work, recorded: Recorded) -> str:
    match recorded.event:
        case DonationReceiptIssued(credit=credit):
            return existing_credit(work.load(BANK_CREDIT, credit)).fund
        case DonationReceiptIssuedInKind(delivery=delivery):
            return existing_goods(work.load(IN_KIND, delivery)).delivered.fund
        case _:
            return ""
