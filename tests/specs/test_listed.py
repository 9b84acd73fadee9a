"""What is listed as open is what the facts leave open: nothing made up, nothing left out (S71)."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Item, Proof, Side
from lixia_domain.specs.history import listed
from lixia_domain.specs.history.listed import ListedIsOpen
from lixia_domain.testing import EXAMPLES

from .test_bank_months import (
    APRIL,
    FIRST,
    MARCH,
    ON_ACCOUNT,
    OTHER,
    came,
    cancelled,
    cleared,
    held,
    matched,
    paid,
    shares,
    unmatched,
    went,
)
from .told import Told, wrongs

ASKED = dis.DisbursementRequested(
    project="P1",
    account="F1/P1",
    line="l",
    tranche=1,
    amount=Money(300),
    payee="p",
    payee_account="t",
    team="t",
    agreement="a",
    purpose="u",
    requester="r",
    on=MARCH,
)
PAYMENT = Item(side=Side.BOOK_OUT, cites="disbursement/D", amount=Money(300), party="p")
FEE = Item(side=Side.BANK_OUT, cites="debit/f", amount=Money(7), party="p")
HISTORY: tuple[Told, ...] = (
    came(1_000, MARCH, MARCH),
    held(1_000, MARCH),
    ("disbursement-D", ASKED),
    *paid(300, MARCH),
    went(7, MARCH, key="f"),
)
"""1,000 came, 300 were paid and not debited, 7 were debited and not booked."""


def reconciled(
    *items: Item, book: int = 700, account: str = FIRST, position: int = 6, period: str = "2021-03"
) -> Told:
    told = stm.BankReconciled(
        period=period,
        book=Money(book),
        bank=ZERO,
        items=items,
        position=position,
        reviewer="r",
        on=APRIL,
    )
    return f"bank_statement-F1/{account}", told


def closed(*items: Item) -> Told:
    proof = Proof(book=ZERO, bank=ZERO, items=items, statements=(), position=6)
    return "fund-F1", fnd.PeriodClosed(period="2021-03", proof=proof, on=APRIL)


def found(*told: Told) -> list[str]:
    return [*wrongs(ListedIsOpen, *HISTORY, *told)]


def test_what_is_open_is_listed() -> None:
    assert not found(reconciled(PAYMENT, FEE))
    assert not found(closed(PAYMENT, FEE))
    assert not found(("fund-F1", fnd.PeriodClosed(period="2021-03", proof=None, on=APRIL)))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ((PAYMENT,), "DEBIT/F（银行已付，企业未付）0.00 元，按事实为 0.07 元"),
        ((FEE,), "DISBURSEMENT/D（企业已付，银行未付）0.00 元，按事实为 3.00 元"),
        ((PAYMENT, FEE, FEE), "DEBIT/F（银行已付，企业未付）0.14 元，按事实为 0.07 元"),
        (
            (PAYMENT, FEE, attrs.evolve(PAYMENT, cites="disbursement/X")),
            "DISBURSEMENT/X（企业已付，银行未付）3.00 元，按事实为 0.00 元",
        ),
        ((attrs.evolve(PAYMENT, party="q"), FEE), "的对方“q”，按事实为“p”"),
        ((PAYMENT, attrs.evolve(FEE, party="q")), "的对方“q”，按事实为“p”"),
    ],
)
def test_what_is_made_up_or_left_out_is_found(items: tuple[Item, ...], said: str) -> None:
    for told in (reconciled(*items), closed(*items)):
        assert any(said in one for one in found(told)), found(told)


def test_the_book_of_a_bank_account_is_added_up_anew() -> None:
    assert found(reconciled(PAYMENT, FEE, book=701)) == [
        "F1/6222 2021-03：所载账面 7.01 元，流水合计 7.00 元"
    ]


def test_each_bank_account_has_its_own() -> None:
    other = (
        came(50, MARCH, MARCH, key="o", account=OTHER),
        held(50, MARCH, "o"),
        went(300, APRIL, account=OTHER),
        matched(300, Purpose.DISBURSEMENT, "D", APRIL),
    )
    assert not found(*other, reconciled(PAYMENT, book=-250, account=OTHER, position=10))
    assert not found(*other, reconciled(FEE, book=1_000, position=10))
    assert found(*other, reconciled(PAYMENT, FEE, book=1_000, position=10))


def test_what_came_after_the_position_looked_at_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = held(5, MARCH, "k")
    assert not found(later, reconciled(PAYMENT, FEE))
    assert found(later, reconciled(PAYMENT, FEE, position=7))
    monkeypatch.setattr(listed, "PREPARED_BEFORE", 0)
    assert found(later, reconciled(PAYMENT, FEE)), "a list is not prepared that long before"


def test_what_the_bank_took_back_is_owed_or_short() -> None:
    gone = ("bank_credit-k", bc.CreditReversedByBank(revision=1, reason="r", on=APRIL))
    owed = Item(side=Side.RECEIVABLE, cites="credit/k", amount=Money(1_000))
    told = reconciled(owed, PAYMENT, FEE, position=7, period="2021-04")
    assert not found(gone, told)
    arose = acc.ShortfallArose(
        gift="k#1.1",
        source=SourceClass.DONATED,
        donor="d",
        credit="k",
        amount=Money(30),
        reason="r",
        period="2021-04",
        on=APRIL,
    )
    short = Item(side=Side.SHORTFALL, cites="shortfall/k#1.1", amount=Money(30))
    told = reconciled(owed, short, PAYMENT, FEE, book=730, position=8, period="2021-04")
    assert not found(gone, (ON_ACCOUNT, arose), told)


def test_money_that_goes_back_or_pays_what_is_owed_is_open_by_its_credit() -> None:
    back = Item(side=Side.BOOK_OUT, cites="return/k", amount=Money(20))
    put = Item(side=Side.BANK_IN, cites="credit/o", amount=Money(4))
    told = (
        cleared(20, MARCH, "returned"),
        came(4, MARCH, MARCH, key="o"),
        cleared(4, MARCH, "receivable/o"),
    )
    assert not found(
        *told,
        reconciled(
            back,
            attrs.evolve(put, amount=Money(8)),
            PAYMENT,
            FEE,
            book=676,
            position=9,
        ),
    )


def test_a_fee_is_the_banks_own_entry() -> None:
    fee = acc.BankFeeCharged(debit="F", shares=shares(7), period="2021-03", on=MARCH)
    unknown = acc.BankFeeCharged(debit="x", shares=shares(1), period="2021-03", on=MARCH)
    told = (
        (ON_ACCOUNT, fee),
        matched(7, Purpose.FEE, "F1/P1", MARCH, "f"),
        (ON_ACCOUNT, unknown),
    )
    open_ = Item(side=Side.BOOK_OUT, cites="debit/x", amount=Money(1))
    assert not found(*told, reconciled(PAYMENT, open_, book=692, position=9))


def test_a_payment_that_was_cancelled_is_open_no_more_from_then_on() -> None:
    told = cancelled(300, APRIL)
    assert not found(*told, reconciled(PAYMENT, FEE, position=8))
    april = reconciled(FEE, book=1_000, position=8, period="2021-04")
    assert not found(*told, april)


def test_a_fee_that_was_reversed_leaves_the_banks_entry_open() -> None:
    fee = acc.BankFeeCharged(debit="r", shares=shares(7), period="2021-03", on=MARCH)
    example: Any = EXAMPLES["account.bank_fee_reversed"]
    back = attrs.evolve(example, debit="r", shares=shares(7), period="2021-04", on=APRIL)
    told = (
        went(7, MARCH, key="r"),
        (ON_ACCOUNT, fee),
        matched(7, Purpose.FEE, "F1/P1", MARCH, "r"),
        unmatched("F1/P1", APRIL, "r"),
        (ON_ACCOUNT, back),
    )
    open_ = Item(side=Side.BANK_OUT, cites="debit/r", amount=Money(7))
    assert not found(*told, reconciled(PAYMENT, FEE, book=693, position=11))
    april = reconciled(PAYMENT, FEE, open_, book=700, position=11, period="2021-04")
    assert not found(*told, april)


def test_what_is_of_a_later_month_or_only_reserved_is_not_asked_for() -> None:
    reserved = acc.FundsReserved(disbursement="E", shares=shares(3), on=APRIL)
    assert not found(
        held(5, date(2021, 4, 3), "n"),
        came(5, date(2021, 4, 3), APRIL, key="n"),
        went(1, date(2021, 4, 3), key="z"),
        (ON_ACCOUNT, reserved),
        reconciled(PAYMENT, FEE, position=10),
    )


def test_what_is_mended_is_open_as_it_is_from_then_on() -> None:
    back = Item(side=Side.BOOK_OUT, cites="return/k", amount=Money(20))
    sent = Item(side=Side.BANK_OUT, cites="debit/r", amount=Money(20))
    went_back = (
        cleared(20, MARCH, "returned"),
        went(20, MARCH, key="r"),
        matched(20, Purpose.RETURN, "k", MARCH, "r"),
    )
    assert not found(*went_back, reconciled(PAYMENT, FEE, book=680, position=9))
    undone = dbt.BankDebitUnmatched(
        purpose=Purpose.RETURN, cites="k", reason="r", document="d", on=APRIL
    )
    free_again = (*went_back, ("bank_debit-r", undone))
    told = reconciled(PAYMENT, FEE, back, sent, book=680, position=10)
    assert not found(*free_again, told)
    cancelled = bc.CreditReturnCancelled(amount=Money(20), reason="r", document="d", on=APRIL)
    mended = (*free_again, ("bank_credit-k", cancelled), held(20, APRIL))
    for period, book, items in (("2021-03", 680, (back, sent)), ("2021-04", 700, (sent,))):
        told = reconciled(PAYMENT, FEE, *items, book=book, position=12, period=period)
        assert not found(*mended, told)
