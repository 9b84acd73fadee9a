from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import donation_receipt as receipt
from lixia_domain.aggregates.donation_receipt import (
    DONATION_RECEIPT,
    DonationReceiptIssued,
    DonationReceiptIssuedInKind,
    DonationReceiptRedIssued,
    DonationReceiptReversed,
    DonationReceiptVoided,
    ReceiptEvent,
    ReceiptStage,
    Why,
)
from lixia_domain.kernel import amounts
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON = date(2021, 4, 15)
CONTENT = {"credit": "c1", "gift": "c1#1", "donor": "甲（虚构）", "rule": "donation.receipt@2016"}
AMOUNT = Money(22_500_01)
ISSUED = DonationReceiptIssued(**CONTENT, amount=AMOUNT, on=ON)
REVERSED = DonationReceiptReversed(reason="退款", approver="acct-2", on=ON)
GOODS: dict[str, Any] = {
    "delivery": "w1",
    "donor": "e1",
    "item": "大米（虚构）",
    "unit": "袋",
    "quantity": 3,
    "value": Money(100_00),
    "valued": Valued.FAIR_VALUE,
    "document": "评估报告",
    "rule": "donation.in_kind_value@2016",
}
IN_KIND = DonationReceiptIssuedInKind(**GOODS, on=ON)
VOIDED = DonationReceiptVoided(reason="打印错位", on=ON)
RED = DonationReceiptRedIssued(reverses="c/1", reason="退款", on=ON)


def test_issuing_is_recorded() -> None:
    told = given(DONATION_RECEIPT).when(receipt.issue, **CONTENT, amount=AMOUNT, on=ON)
    told.then(ISSUED)


def test_issuing_the_same_again_is_ignored() -> None:
    told = given(DONATION_RECEIPT, ISSUED).when(receipt.issue, **CONTENT, amount=AMOUNT, on=ON)
    told.ignored()


@pytest.mark.parametrize(
    ("history", "stage"),
    [
        ((ISSUED,), ReceiptStage.ISSUED),
        ((ISSUED, REVERSED), ReceiptStage.REVERSED),
        ((VOIDED,), ReceiptStage.VOIDED),
        ((RED,), ReceiptStage.RED),
    ],
)
def test_a_number_is_used_once_for_good(
    history: tuple[ReceiptEvent, ...], stage: ReceiptStage
) -> None:
    told = given(DONATION_RECEIPT, *history).when(
        receipt.issue, **CONTENT, amount=AMOUNT + Money(1), on=ON
    )
    told.refused(Why.USED, stage=stage)


def test_goods_are_receipted_under_a_number_of_their_own() -> None:
    given(DONATION_RECEIPT).when(receipt.issue_in_kind, **GOODS, on=ON).then(IN_KIND)
    told = given(DONATION_RECEIPT, IN_KIND)
    told.when(receipt.issue_in_kind, **GOODS, on=ON).ignored()
    told.when(receipt.issue_in_kind, **{**GOODS, "quantity": 4}, on=ON).refused(Why.USED)
    told.when(receipt.issue, **CONTENT, amount=AMOUNT, on=ON).refused(Why.USED)
    told.when(receipt.reverse, reason="退款", approver="acct-2", on=ON).then(REVERSED)
    assert receipt.issued(told.state) == IN_KIND


def test_a_reversed_receipt_is_not_issued_again_even_with_the_same_content() -> None:
    told = given(DONATION_RECEIPT, ISSUED, REVERSED).when(
        receipt.issue, **CONTENT, amount=AMOUNT, on=ON
    )
    told.refused(Why.USED, stage=ReceiptStage.REVERSED)


def test_a_receipt_over_nothing_is_refused() -> None:
    told = given(DONATION_RECEIPT).when(receipt.issue, **CONTENT, amount=ZERO, on=ON)
    told.refused(amounts.Why.NOT_POSITIVE)


def test_reversing_is_recorded() -> None:
    told = given(DONATION_RECEIPT, ISSUED).when(
        receipt.reverse, reason="退款", approver="acct-2", on=ON
    )
    told.then(REVERSED)


@pytest.mark.parametrize("history", [(), (VOIDED,), (ISSUED, REVERSED)])
def test_reversing_what_does_not_stand_is_refused(history: tuple[ReceiptEvent, ...]) -> None:
    told = given(DONATION_RECEIPT, *history).when(
        receipt.reverse, reason="退款", approver="acct-2", on=ON
    )
    told.refused(Why.NOT_ISSUED)


def test_voiding_a_blank_is_recorded_once() -> None:
    given(DONATION_RECEIPT).when(receipt.void, code="3701", reason="打印错位", on=ON).then(VOIDED)
    given(DONATION_RECEIPT, VOIDED).when(
        receipt.void, code="3701", reason="又一次", on=ON
    ).ignored()


def test_blanks_of_anothers_code_are_not_voided() -> None:
    told = given(DONATION_RECEIPT).when(
        receipt.void, code="3701", reason="打印错位", others=True, on=ON
    )
    told.refused(Why.OTHERS_BLANKS, code="3701")


def test_voiding_an_issued_receipt_is_refused() -> None:
    told = given(DONATION_RECEIPT, ISSUED).when(receipt.void, code="3701", reason="打印错位", on=ON)
    told.refused(Why.USED, stage=ReceiptStage.ISSUED)


def test_a_red_receipt_uses_up_a_number_of_its_own() -> None:
    said = {"reverses": "c/1", "reason": "退款", "on": ON}
    given(DONATION_RECEIPT).when(receipt.issue_red, **said).then(RED)
    for history in ((ISSUED,), (ISSUED, REVERSED), (VOIDED,), (RED,)):
        at = given(DONATION_RECEIPT, *history)
        assert at.state is not None
        at.when(receipt.issue_red, **said).refused(Why.USED, stage=at.state.stage)
    given(DONATION_RECEIPT, RED).when(receipt.void, code="3701", reason="x", on=ON).refused(
        Why.USED, stage=ReceiptStage.RED
    )


def test_a_red_receipt_is_named_by_its_number() -> None:
    said = {"reason": "退款", "approver": "acct-2", "on": ON}
    at = given(DONATION_RECEIPT, ISSUED)
    at.when(receipt.reverse, **said, red_code="c").refused(Why.NO_RED_NUMBER)
    at.when(receipt.reverse, **said, red_code="c", red_number="2").then(REVERSED)
    at.when(receipt.reverse, **said, red_number="2").then(REVERSED)
