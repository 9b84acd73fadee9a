"""A fund's books beside the bank's entries: every item found by hand, in one small story."""

from __future__ import annotations

from datetime import date

import attrs

from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.views.account_ledger import AccountLedgerRow
from lixia_domain.views.bank_book import CREDIT, DEBIT, BankRow
from lixia_domain.views.bank_statements import Comparison, compare
from lixia_domain.views.payment_register import PaymentRow

MAY, JUNE = date(2021, 5, 10), date(2021, 6, 10)


def booked(kind: str, came: int = 0, went: int = 0, **cited: str) -> AccountLedgerRow:
    cites = dict.fromkeys(("gift", "credit", "disbursement")) | cited
    return AccountLedgerRow(
        account="f1/p1",
        position=1,
        on=MAY,
        kind=f"account.{kind}",
        in_fen=came,
        out_fen=went,
        **({"fund": "f1", "designation": "p1", "period": "2021-05"} | cites),  # type: ignore[arg-type]
    )


def banked(entry: str, came: int = 0, went: int = 0, **more: object) -> BankRow:
    side = DEBIT if went else CREDIT
    told = {"side": side, "entry": entry, "fund": "f1", "value_date": MAY} | more
    return BankRow(in_fen=came, out_fen=went, **told)  # type: ignore[arg-type]


def found(ledger: list[AccountLedgerRow], bank: list[BankRow]) -> Comparison:
    told = compare("f1", "2021-05", ledger, bank)
    assert told.balanced
    plain = tuple(attrs.evolve(each, party="", dated=None) for each in told.items)
    return attrs.evolve(told, items=plain)


def item(side: Side, cites: str, fen: int) -> Item:
    return Item(side=side, cites=cites, amount=Money(fen))


def test_what_both_have_is_no_item() -> None:
    ledger = [
        booked("donation_received", 600, credit="k1", gift="k1#1"),
        booked("donation_received", 400, gift="k1#2"),
        booked("funds_paid_out", went=300, disbursement="d1"),
        booked("bank_fee_charged", went=7, against="b1"),
        booked("management_cost_charged", went=11, against="b2"),
        booked("donation_returned", went=50, gift="k1#1"),
        booked("suspense_cleared", went=20, credit="k2", against="returned"),
        booked("suspense_held", 20, credit="k2"),
    ]
    bank = [
        banked("k1", 1000),
        banked("k2", 20),
        banked("o1", went=300, purpose=Purpose.DISBURSEMENT, cites="d1"),
        banked("o2", went=50, purpose=Purpose.RETURN, cites="k1"),
        banked("o3", went=20, purpose=Purpose.RETURN, cites="k2"),
        banked("b1", went=7),
        banked("b2", went=11),
    ]
    told = found(ledger, bank)
    assert (told.book, told.bank, told.items) == (Money(632), Money(632), ())


def test_each_side_is_asked_what_the_other_lacks() -> None:
    told = found(
        [
            booked("donation_received", 600, credit="k1"),
            booked("funds_paid_out", went=300, disbursement="d1"),
        ],
        [banked("k1", 1000), banked("k3", 5), banked("b1", went=7)],
    )
    assert told.items == (
        item(Side.BANK_IN, "credit/k1", 400),
        item(Side.BANK_IN, "credit/k3", 5),
        item(Side.BANK_OUT, "debit/b1", 7),
        item(Side.BOOK_OUT, "disbursement/d1", 300),
    )
    assert (told.book, told.bank) == (Money(300), Money(998))


def test_two_errors_that_cancel_each_other_are_two_items() -> None:
    told = found([booked("donation_received", 70, credit="k1")], [banked("k2", 70)])
    assert told.book == told.bank
    assert told.items == (
        item(Side.BOOK_IN, "credit/k1", 70),
        item(Side.BANK_IN, "credit/k2", 70),
    )


def test_what_is_posted_or_dated_later_or_is_another_funds_is_left_out() -> None:
    told = found(
        [
            booked("donation_received", 1, credit="k1", period="2021-06"),
            booked("donation_received", 2, credit="k1", fund="f2"),
        ],
        [banked("k1", 4, value_date=JUNE), banked("k1", 8, fund="f2")],
    )
    assert (told.book, told.bank, told.items) == (Money(0), Money(0), ())


def test_an_entry_that_the_bank_took_back_counts_until_it_did() -> None:
    told = found([], [banked("k1", 16, reversed_on=MAY), banked("k2", 32, reversed_on=JUNE)])
    assert told.items == (item(Side.BANK_IN, "credit/k2", 32),)


def test_each_item_tells_from_or_to_whom_it_is_and_since_when() -> None:
    told = compare(
        "f1",
        "2021-05",
        [
            booked("donation_received", 9, credit="k0"),
            booked("donation_received", 3, credit="k4"),
            booked("funds_paid_out", went=300, disbursement="d1"),
            booked("funds_paid_out", went=40, disbursement="d2"),
            booked("suspense_cleared", went=20, credit="k1", against="returned"),
            booked("donation_returned", went=8, gift="k9#1.1"),
            booked("shortfall_arose", 5, gift="k3#1.1"),
        ],
        [
            banked("k1", 1000, party="甲"),
            banked("k2", 16, party="乙", reversed_on=JUNE),
            banked("k4", 3, party="丙", reversed_on=date(2021, 5, 31)),
            banked("b1", went=7, party="银行"),
        ],
        [PaymentRow(disbursement="d1", payee="丁", paid_on=MAY)],
    )
    assert {each.cites: (each.party, each.dated) for each in told.items} == {
        "credit/k0": ("", MAY),
        "credit/k1": ("甲", MAY),
        "credit/k2": ("乙", MAY),
        "credit/k4": ("丙", date(2021, 5, 31)),
        "debit/b1": ("银行", MAY),
        "disbursement/d1": ("丁", MAY),
        "disbursement/d2": ("", MAY),
        "return/k1": ("甲", MAY),
        "return/k9": ("", MAY),
        "shortfall/k3#1.1": ("", MAY),
    }
