"""Receipt book (票据领用): which numbers of a receipt code were allotted to which fund.

One stream per code. A code of which nothing is on record is used as before numbers were allotted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words


@stored_as("receipt_book.allotted", says=Words("票据号段领用", "receipt numbers allotted"))
class ReceiptNumbersAllotted(Event):
    """号段领用：``first`` 至 ``last`` 的号码归基金 ``fund`` 使用。"""

    first: str
    last: str
    fund: str
    document: str


@stored_as("receipt_book.handed_back", says=Words("空白票据缴回", "blank receipts handed back"))
class ReceiptNumbersHandedBack(Event):
    """没有用过的号码缴回，或号段登记有误的更正。"""

    first: str
    last: str
    fund: str
    document: str


BookEvent: TypeAlias = ReceiptNumbersAllotted | ReceiptNumbersHandedBack
Facts: TypeAlias = tuple[BookEvent, ...]


@frozen(kw_only=True)
class Range:
    """Numbers on end, all written with as many digits, that a fund holds."""

    first: int
    last: int
    digits: int
    fund: str

    def holds(self, number: str) -> bool:
        """Tell whether ``number`` is one of these, as they are written."""
        return len(number) == self.digits and is_number(number) and self.has(int(number))

    def has(self, number: int) -> bool:
        """Tell whether the number of this value is one of these."""
        return self.first <= number <= self.last


Book: TypeAlias = tuple[Range, ...]
"""What is allotted of a code, as its decisions see it; of which nothing ever was, ``None``."""


def is_number(number: str) -> bool:
    """Tell whether ``number`` is of digits only, as ranges count them."""
    return number.isascii() and number.isdecimal()


def evolve(book: Book | None, event: BookEvent) -> Book:
    """Remember what is allotted now. Never refuses: it is already true."""
    first, last = int(event.first), int(event.last)
    match event:
        case ReceiptNumbersAllotted(fund=fund):
            told = Range(first=first, last=last, digits=len(event.first), fund=fund)
            return (*(book or ()), told)
        case ReceiptNumbersHandedBack():
            return tuple(rest for one in book or () for rest in _without(one, first, last))
        case _:
            assert_never(event)


def _without(one: Range, first: int, last: int) -> Book:
    """Return what is left of a range without ``first`` to ``last``."""
    if last < one.first or one.last < first:
        return (one,)
    parts = replace(one, last=first - 1), replace(one, first=last + 1)
    return tuple(part for part in parts if part.first <= part.last)


RECEIPT_BOOK: Decider[Book | None, BookEvent] = Decider(
    "receipt_book", None, evolve, get_args(BookEvent), key=(upper,)
)


class Why(Reason):
    """Every reason about which numbers are whose."""

    BAD_RANGE = (
        "receipt_book.bad_range",
        "号段须为同样位数的数字，起号不大于止号，一次不超过一百万号：收到 {first} 至 {last}",
        "a range is of numbers with as many digits, the first not above the last, and not of more "
        "than a million at a time: got {first} to {last}",
    )
    OVERLAPS = (
        "receipt_book.overlaps",
        "其中有号码已由基金 {fund} 领用：请核对领用单；登记有误的，先办理缴回，再重新登记",
        "some of these numbers are allotted to fund {fund}: compare the document; if that was "
        "recorded wrongly, hand them back first, then record anew",
    )
    USED_BY_OTHERS = (
        "receipt_book.used_by_others",
        "号码 {number} 已由基金 {fund} 开票，不能领用给另一基金：请核对领用单上的号段",
        "number {number} is a receipt of fund {fund}, and can't be allotted to another: compare "
        "the range with the document",
    )
    USED = (
        "receipt_book.used",
        "号码 {number} 已经使用：只能缴回没有用过的号码，请核对号段",
        "number {number} has been used: only blank ones are handed back; compare the range",
    )
    NOT_HELD = (
        "receipt_book.not_held",
        "基金 {fund} 没有领用 {first} 至 {last} 的全部号码：请核对号段后缴回",
        "fund {fund} does not hold all numbers from {first} to {last}: compare, then hand back",
    )
    NOT_ALLOTTED = (
        "receipt_book.not_allotted",
        "票据号码 {number} 没有领用给基金 {fund}：请用本基金领用的号码，或先凭领用单登记号段",
        "receipt number {number} is not allotted to fund {fund}: use one that is, or record first, "
        "on the document, which numbers the fund was given",
    )
    NOBODYS = (
        "receipt_book.nobodys",
        "票据号码 {number} 不在已领用的号段内，不必作废：请核对号码，或先凭领用单登记号段",
        "receipt number {number} is within no allotted range, and needs no voiding: compare it, or "
        "record first, on the document, to which fund it was given",
    )


AT_A_TIME = 1_000_000
"""More numbers than any fund is given at a time: a slip of the pen."""
Used: TypeAlias = Collection[tuple[str, str]]
"""Numbers of the code that are used up, each with the fund that used it, empty if unknown."""


def allot(book: Book | None, *, first: str, last: str, fund: str, document: str, on: date) -> Facts:
    """Note that a fund was given these numbers (领用). The same told twice is ``()``."""
    told = _range(first, last, fund)
    for one in book or ():
        if one == told:
            return ()
        if one.first <= told.last and told.first <= one.last:
            raise Rejection(Why.OVERLAPS, fund=one.fund)
    return (ReceiptNumbersAllotted(first=first, last=last, fund=fund, document=document, on=on),)


def hand_back(
    book: Book | None, *, first: str, last: str, fund: str, document: str, on: date
) -> Facts:
    """Note that a fund holds these numbers no longer (缴回). They lie within one of its ranges."""
    told = _range(first, last, fund)
    if not any(
        (one.fund, one.digits) == (fund, told.digits) and one.has(told.first) and one.has(told.last)
        for one in book or ()
    ):
        raise Rejection(Why.NOT_HELD, fund=fund, first=first, last=last)
    return (ReceiptNumbersHandedBack(first=first, last=last, fund=fund, document=document, on=on),)


def only_of(used: Used, *, first: str, last: str, fund: str) -> None:
    """Refuse numbers from ``first`` to ``last`` that another than ``fund`` has used."""
    for number, by in _within(used, _range(first, last, fund)):
        if by not in {"", fund}:
            raise Rejection(Why.USED_BY_OTHERS, number=number, fund=by)


def blank(used: Used, *, first: str, last: str, fund: str) -> None:
    """Refuse numbers from ``first`` to ``last`` that are used up."""
    for number, _ in _within(used, _range(first, last, fund)):
        raise Rejection(Why.USED, number=number)


def _within(used: Used, told: Range) -> list[tuple[str, str]]:
    return sorted((number, by) for number, by in used if told.holds(number))


def fund_of(book: Book | None, *, number: str) -> str | None:
    """Return the fund that was given ``number``; ``None`` where nothing of the code is allotted.

    Refuses a number that nobody was given.
    """
    if not book:
        return None
    for one in book:
        if one.holds(number):
            return one.fund
    raise Rejection(Why.NOBODYS, number=number)


def held_by(book: Book | None, *, number: str, fund: str) -> None:
    """Refuse a ``number`` that was not given to ``fund``, once numbers of its code are."""
    if book and not any(one.fund == fund and one.holds(number) for one in book):
        raise Rejection(Why.NOT_ALLOTTED, number=number, fund=fund)


def _range(first: str, last: str, fund: str) -> Range:
    if (
        not (is_number(first) and is_number(last))
        or len(first) != len(last)
        or not 0 <= int(last) - int(first) < AT_A_TIME
    ):
        raise Rejection(Why.BAD_RANGE, first=first, last=last)
    return Range(first=int(first), last=int(last), digits=len(first), fund=fund)
