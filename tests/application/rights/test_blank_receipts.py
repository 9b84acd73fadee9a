"""A blank receipt is voided by the keeper of the foundation that issues under its code."""

from __future__ import annotations

from typing import Any

from lixia_domain.application.finance import receipt_books, receipts
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


def allotted(district: District) -> None:
    """Let numbers of one code be given to a fund of each foundation."""
    issued(district)
    given = {"code": "37010121", "document": "财政票据领用单"}
    district.do(receipt_books.allot, "rcpt-1", first="0001", last="0050", fund_id="f1", **given)
    told = {**given, "first": "0051", "last": "0100", "fund_id": "f2", "role": Role.RECEIPT_KEEPER}
    assert district.refused(receipt_books.allot, "rcpt-1", **told) == "rights.not_theirs"
    district.do(receipt_books.allot, "rcpt-9", **told)


def test_a_funds_blanks_are_voided_by_its_own_foundations_keeper_only(district: District) -> None:
    district.do(receipts.void, "rcpt-1", **blank("0002", "37010122"))
    allotted(district)
    for who, theirs, own in (("rcpt-1", "0051", "0050"), ("rcpt-9", "0002", "0052")):
        told = {"role": Role.RECEIPT_KEEPER, **blank(theirs)}
        assert district.refused(receipts.void, who, **told) == "rights.not_theirs"
        district.do(receipts.void, who, Role.RECEIPT_KEEPER, **blank(own, " ３７０１０１２１ "))
    told = {"role": Role.RECEIPT_KEEPER, **blank("0101")}
    assert district.refused(receipts.void, "rcpt-1", **told) == "receipt_book.nobodys"


def test_numbers_that_one_fund_has_used_are_not_given_to_another(district: District) -> None:
    issued(district)
    told = {"code": "37010121", "first": "0001", "last": "0050", "document": "财政票据领用单"}
    theirs = {**told, "fund_id": "f2", "role": Role.RECEIPT_KEEPER}
    assert (
        district.refused(receipt_books.allot, "rcpt-9", **theirs) == "receipt_book.used_by_others"
    )
    district.do(receipt_books.allot, "rcpt-1", **told, fund_id="f1")


def test_what_was_voided_before_numbers_were_given_out_is_void_still(district: District) -> None:
    issued(district)
    district.do(receipts.void, "rcpt-1", **blank("0099"))
    told = {"code": "37010121", "first": "0001", "last": "0050", "document": "财政票据领用单"}
    district.do(receipt_books.allot, "rcpt-1", **told, fund_id="f1")
    head = district.head
    district.do(receipts.void, "rcpt-1", **blank("0099"))
    assert district.head == head
