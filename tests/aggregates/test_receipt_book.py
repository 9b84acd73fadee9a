"""Numbers are given to one fund at a time, and handed back only blank."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import receipt_book as book
from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK, Why
from lixia_domain.testing import given

ON = date(2021, 4, 3)
PAPER = {"document": "领用单", "on": ON}


def numbers(first: str, last: str, fund: str = "f1") -> dict[str, Any]:
    return {"first": first, "last": last, "fund": fund}


def allotted(first: str, last: str, fund: str = "f1") -> book.ReceiptNumbersAllotted:
    return book.ReceiptNumbersAllotted(**numbers(first, last, fund), document="领用单", on=ON)


def back(first: str, last: str) -> book.ReceiptNumbersHandedBack:
    return book.ReceiptNumbersHandedBack(**numbers(first, last), document="领用单", on=ON)


HUNDRED = allotted("001", "100")
WHOLE = numbers("001", "100")


def test_numbers_are_given_to_a_fund_once() -> None:
    given(RECEIPT_BOOK).when(book.allot, **WHOLE, **PAPER).then(HUNDRED)
    given(RECEIPT_BOOK, HUNDRED).when(book.allot, **WHOLE, **PAPER).ignored()
    next_ones = numbers("101", "101", "f2")
    given(RECEIPT_BOOK, HUNDRED).when(book.allot, **next_ones, **PAPER).then(
        allotted("101", "101", "f2")
    )


@pytest.mark.parametrize("fund", ["f1", "f2"])
@pytest.mark.parametrize(("first", "last"), [("100", "100"), ("000", "001"), ("020", "030")])
def test_numbers_that_somebody_holds_are_not_given_again(first: str, last: str, fund: str) -> None:
    told = numbers(first, last, fund)
    given(RECEIPT_BOOK, HUNDRED).when(book.allot, **told, **PAPER).refused(Why.OVERLAPS, fund="f1")


@pytest.mark.parametrize(
    ("first", "last"), [("2", "1"), ("01", "2"), ("A1", "A2"), ("1", "x"), ("", ""), ("١", "٢")]
)
def test_what_is_no_range_is_refused(first: str, last: str) -> None:
    told = {"first": first, "last": last}
    given(RECEIPT_BOOK).when(book.allot, **told, fund="f1", **PAPER).refused(Why.BAD_RANGE, **told)


def test_a_slip_of_the_pen_gives_nobody_a_million_numbers() -> None:
    most = numbers("0000001", "1000000", "f1")
    [fact] = book.allot(None, **most, **PAPER)
    assert (fact.first, fact.last) == ("0000001", "1000000")
    for last in ("1000001", "9999999"):
        told = {"first": "0000001", "last": last}
        given(RECEIPT_BOOK).when(book.allot, **told, fund="f1", **PAPER).refused(
            Why.BAD_RANGE, **told
        )


def test_blank_numbers_are_handed_back_and_may_be_given_anew() -> None:
    rest = given(RECEIPT_BOOK, HUNDRED, back("041", "050"))
    rest.when(book.allot, **numbers("041", "050", "f2"), **PAPER).then(allotted("041", "050", "f2"))
    rest.when(book.allot, **numbers("040", "040", "f2"), **PAPER).refused(Why.OVERLAPS, fund="f1")
    rest.when(book.hand_back, **numbers("051", "100"), **PAPER).then(back("051", "100"))
    rest.when(book.hand_back, **numbers("040", "051"), **PAPER).refused(
        Why.NOT_HELD, **numbers("040", "051")
    )


@pytest.mark.parametrize(
    "told", [numbers("001", "101"), numbers("001", "002", "f2"), numbers("1", "2")]
)
def test_what_a_fund_does_not_hold_is_not_handed_back(told: dict[str, Any]) -> None:
    given(RECEIPT_BOOK, HUNDRED).when(book.hand_back, **told, **PAPER).refused(Why.NOT_HELD, **told)
    given(RECEIPT_BOOK).when(book.hand_back, **told, **PAPER).refused(Why.NOT_HELD, **told)


def state(*facts: book.BookEvent) -> book.Book | None:
    known = None
    for fact in facts:
        known = book.evolve(known, fact)
    return known


def test_until_numbers_are_given_out_any_may_be_used() -> None:
    for nothing in (None, state(HUNDRED, back("001", "100"))):
        book.held_by(nothing, number="7", fund="f1")
        assert book.fund_of(nothing, number="7") is None


def test_a_number_is_used_as_it_was_given_and_by_whom_it_was_given_to() -> None:
    told = HUNDRED, allotted("101", "200", "f2"), back("050", "060")
    known = state(*told)
    book.held_by(known, number="049", fund="f1")
    assert (book.fund_of(known, number="061"), book.fund_of(known, number="101")) == ("f1", "f2")
    for number, fund in (("49", "f1"), ("049", "f2"), ("055", "f1"), ("201", "f2"), ("00A", "f1")):
        given(RECEIPT_BOOK, *told).when(book.held_by, number=number, fund=fund).refused(
            Why.NOT_ALLOTTED, number=number, fund=fund
        )
    given(RECEIPT_BOOK, *told).when(book.fund_of, number="055").refused(Why.NOBODYS, number="055")


def test_used_numbers_go_to_the_fund_that_used_them_and_back_to_nobody() -> None:
    used = (("007", "f1"), ("008", ""), ("0009", "f2"), ("101", "f2"))
    book.only_of(used, **WHOLE)
    book.blank(used, **numbers("009", "100"))
    given(RECEIPT_BOOK).when(
        lambda _, **told: book.only_of(used, **told), **numbers("007", "008", "f2")
    ).refused(Why.USED_BY_OTHERS, number="007", fund="f1")
    given(RECEIPT_BOOK).when(
        lambda _, **told: book.blank(used, **told), **numbers("008", "100")
    ).refused(Why.USED, number="008")
