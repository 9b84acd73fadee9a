"""Of a credit that is taken back or must go back, what went back before is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.kernel.money import ZERO, Money

from .conftest import Desk

IN_TWO = (
    ToDesignation(designation="general", amount=Money(60)),
    ToDesignation(designation="p1", amount=Money(30)),
)
"""What a credit of 100 is for; the rest is held."""


@pytest.fixture
def booked(desk: Desk) -> Desk:
    """Of a credit in two parts and a held rest, the first part was returned."""
    desk.book("L1", IN_TWO)
    desk.do(
        credits.return_gift, gift="L1#1.1", amount=Money(60), basis="mistake", document="退款申请"
    )
    return desk


@pytest.mark.parametrize(
    ("use_case", "given"),
    [
        (credits.find_apportioned, {"document": "摊派认定书（虚构）"}),
        (credits.reverse_by_bank, {"reason": "银行串户冲正"}),
    ],
)
def test_only_what_is_still_there_goes_back(
    booked: Desk, use_case: Any, given: dict[str, Any]
) -> None:
    before = booked.held("p1")
    assert (booked.held("general"), booked.held("suspense")) == (ZERO, Money(10))
    head = booked.store.ledger.head()
    booked.do(use_case, credit_id="L1", **given)
    assert (booked.held("general"), booked.held("suspense")) == (ZERO, ZERO)
    assert booked.held("p1") == before - Money(30)
    moved = [
        fact.stream for fact in booked.store.ledger.read(head) if fact.stream.startswith("account-")
    ]
    assert moved == ["account-f1/p1", "account-f1/suspense"]


def test_an_apportioned_credit_of_which_all_went_back_is_found_so_and_moves_nothing(
    desk: Desk,
) -> None:
    desk.book("L1")
    desk.do(
        credits.return_gift, gift="L1#1.1", amount=Money(100), basis="mistake", document="退款申请"
    )
    head = desk.store.ledger.head()
    for _ in range(2):
        desk.do(credits.find_apportioned, credit_id="L1", document="摊派认定书（虚构）")
        [found] = desk.store.ledger.read(head)
        assert found.event.event_name == "bank_credit.apportionment_found"
