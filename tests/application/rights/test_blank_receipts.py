"""A blank receipt is voided by the keeper of the foundation that issues under its code."""

from __future__ import annotations

from typing import Any

from lixia_domain.application.finance import receipts
from lixia_domain.kernel.roles import Role

from .conftest import OTHER_KEEPER, District


def blank(number: str, code: str = "37010121") -> dict[str, Any]:
    return {"code": code, "number": number, "reason": "污损"}


def issued(district: District) -> None:
    """Let the first foundation have issued a receipt, and the second have a keeper as well."""
    (part,) = [
        fact.event.allocation.gift  # type: ignore[attr-defined] # of an allocation
        for fact in district.store.ledger.history("bank_credit-L0")
        if fact.event.event_name == "bank_credit.allocated"
    ]
    district.do(receipts.issue, "rcpt-1", code="37010121", number="0001", gift=part)
    district.admit("rcpt-9", Role.RECEIPT_KEEPER, OTHER_KEEPER)


def test_blanks_of_a_code_that_another_foundation_issues_under_are_not_voided(
    district: District,
) -> None:
    issued(district)
    keeper = {"role": Role.RECEIPT_KEEPER}
    for code in ("37010121", " ３７０１０１２１ "):
        told = {**keeper, **blank("0002", code)}
        assert district.refused(receipts.void, "rcpt-9", **told) == "donation_receipt.others_blanks"
    district.do(receipts.void, "rcpt-1", **blank("0002"))


def test_of_a_code_that_nobody_has_issued_under_nothing_is_known(district: District) -> None:
    issued(district)
    district.do(receipts.void, "rcpt-9", Role.RECEIPT_KEEPER, **blank("0001", "37010122"))


def test_in_an_open_store_whoever_voids_is_taken_at_their_word(open_district: District) -> None:
    open_district.do(receipts.void, "anybody", Role.RECEIPT_KEEPER, **blank("0002"))
