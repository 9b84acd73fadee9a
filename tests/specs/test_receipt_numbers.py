"""Numbers that are given out are used by their fund, in order, or accounted for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates import donation_receipt as don
from lixia_domain.aggregates import receipt_book as books
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import ZERO
from lixia_domain.specs.history.receipt_numbers import ReceiptNumbers
from lixia_domain.testing import EXAMPLES

ON = date(2021, 4, 3)
AT = datetime(2021, 4, 3, 2, tzinfo=UTC)
CREDITED = EXAMPLES["bank_credit.recorded"]
assert isinstance(CREDITED, BankCreditRecorded)
IN_KIND = EXAMPLES["donation_receipt.issued_in_kind"]
assert isinstance(IN_KIND, don.DonationReceiptIssuedInKind)


def gave(first: str, last: str, fund: str = "f1") -> tuple[str, Event]:
    told = {"first": first, "last": last, "fund": fund, "document": "领用单"}
    return "receipt_book-C", books.ReceiptNumbersAllotted(**told, on=ON)


def back(first: str, last: str, fund: str = "f1") -> tuple[str, Event]:
    told = {"first": first, "last": last, "fund": fund, "document": "缴回单"}
    return "receipt_book-C", books.ReceiptNumbersHandedBack(**told, on=ON)


def void(number: str) -> tuple[str, Event]:
    return f"donation_receipt-C/{number}", don.DonationReceiptVoided(reason="污损", on=ON)


def issued(number: str, fund: str) -> list[tuple[str, Event]]:
    credit = f"K{number}"
    told = don.DonationReceiptIssued(
        credit=credit, gift=f"{credit}#1.1", donor="D", amount=ZERO, rule="r", on=ON
    )
    return [
        (f"bank_credit-{credit}", evolve(CREDITED, fund=fund)),
        (f"donation_receipt-C/{number}", told),
    ]


def goods(number: str, fund: str) -> list[tuple[str, Event]]:
    taken = EXAMPLES["in_kind.delivered"]
    return [
        (f"in_kind-{number}", evolve(taken, fund=fund)),  # type: ignore[call-arg]
        (f"donation_receipt-C/{number}", evolve(IN_KIND, delivery=number)),
    ]


def found(*facts: tuple[str, Event]) -> list[str]:
    check = ReceiptNumbers()
    for position, (stream, event) in enumerate(facts, 1):
        check.take(Recorded(position, stream, 1, event, AT, "acct-1", "receipt_keeper"))
    check.end()
    return [wrong.zh for wrong in check.wrongs]


def test_numbers_used_up_in_order_from_the_first_are_sound() -> None:
    assert found(gave("01", "09"), void("01"), void("02"), *issued("03", "f1")) == []
    assert found(gave("01", "09"), *issued("01", "f1"), *goods("02", "f1")) == []


def test_a_gap_below_a_funds_last_number_is_found_and_beyond_it_is_none() -> None:
    assert found(gave("01", "09"), void("03")) == ["票据代码 C 跳号 2 个：1–2"]
    assert found(gave("01", "09"), void("01"), void("03")) == ["票据代码 C 跳号 1 个：2"]
    assert found(gave("01", "40", "f2"), gave("41", "90"), void("01"), void("41")) == []


def test_what_was_handed_back_is_no_gap_and_not_to_be_used() -> None:
    used = (void("01"), void("02"))
    assert found(gave("01", "09"), *used, back("03", "05"), void("06")) == []
    assert found(gave("01", "09"), *used, back("03", "05"), void("03")) == [
        "票据 C/03 的号码没有领用给基金 （任一基金）"
    ]
    again = gave("03", "05", "f2")
    assert found(gave("01", "09"), *used, back("03", "05"), again, *issued("03", "f2")) == []


@pytest.mark.parametrize("number", ["10", "1", "A1"])
def test_a_number_that_nobody_was_given_is_found(number: str) -> None:
    wrong = [f"票据 C/{number} 的号码没有领用给基金 （任一基金）"]
    assert found(gave("01", "09"), void("01"), void(number)) == wrong
    assert found(void(number), gave("01", "09"), void("01")) == [], "it was used before"


@pytest.mark.parametrize("use", [issued, goods])
def test_a_number_of_another_fund_is_found(use: object) -> None:
    told = use("01", "f2")  # type: ignore[operator]
    assert found(gave("01", "09"), *told) == ["票据 C/01 的号码没有领用给基金 f2"]


def test_old_numbers_have_no_gap_but_for_what_was_given_out_since() -> None:
    old = (void("01"), void("02"), void("30"))
    assert found(*old, gave("03", "29")) == []
    assert found(*old, gave("04", "28")) == ["票据代码 C 跳号 2 个：3、29"]
    assert found(*old[:2], gave("50", "90")) == []
