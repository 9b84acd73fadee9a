"""A fund's books beside the bank's entries: every item found from facts, by hand, in small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, Outgoing, Purpose
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import open_items
from lixia_domain.application.finance.book_and_bank import BookAndBank, Standing, reading, stands
from lixia_domain.application.use_case import Role
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.kernel.rejection import Rejection

MAY, JUNE = date(2021, 5, 10), date(2021, 6, 10)
FIRST, SECOND = "6222", "6333"
BOOKS = "f1/p1"


class Bank:
    """A store of facts that are written down as they stand."""

    def __init__(self, store: Store) -> None:
        self.store, self.by = store, store.by("a", Role.ACCOUNTANT)
        self.write(ACCOUNT, BOOKS, acc.AccountOpened(fund="f1", designation="p1", on=MAY))

    def write(self, decider: Any, key: str, *facts: Event) -> None:
        self.store.ledger.transact(lambda work: work.record(decider, key, facts), by=self.by)

    def came(self, key: str, fen: int, on: date = MAY, account: str = FIRST) -> None:
        notice = bc.Notice(
            account=account, value_date=on, payer="甲", payer_ref=None, amount=Money(fen), remark=""
        )
        told = bc.BankCreditRecorded(fund="f1", notice=notice, document="d", revision=1, on=on)
        self.write(BANK_CREDIT, key, told)

    def went(self, key: str, fen: int, on: date = MAY, account: str = FIRST) -> None:
        out = Outgoing(account=account, value_date=on, payee="乙", amount=Money(fen), remark="")
        self.write(
            BANK_DEBIT, key, dbt.BankDebitRecorded(fund="f1", outgoing=out, document="d", on=on)
        )

    def matched(self, key: str, purpose: Purpose, cites: str) -> None:
        told = dbt.BankDebitMatched(purpose=purpose, cites=cites, amount=Money(1), on=JUNE)
        self.write(BANK_DEBIT, key, told)

    def book(self, kind: type[Any], **told: Any) -> None:
        on = told.pop("on", MAY)
        self.write(ACCOUNT, BOOKS, kind(**told, period=period_of(on), on=on))

    def given(self, fen: int, credit: str, on: date = MAY) -> None:
        self.book(
            acc.DonationReceived,
            gift=f"{credit}#1.1",
            credit=credit,
            claim=None,
            legal_donor="甲",
            payer="甲",
            restriction="p1",
            amount=Money(fen),
            on=on,
        )

    def paid(self, paper: str, on: date = MAY, **fen: int) -> None:
        shares = tuple(
            GiftShare(gift=f"{credit}#1.1", source=SourceClass.DONATED, amount=Money(each))
            for credit, each in fen.items()
        )
        self.book(acc.FundsPaidOut, disbursement=paper, shares=shares, on=on)

    def all(self, period: str = "2021-05") -> Standing:
        found = BookAndBank(reading(self.store.ledger), "f1", period).of_all()
        assert found.balanced
        return found

    def of(self, account: str, period: str = "2021-05") -> Standing:
        found = stands(self.store.ledger, "f1", period, account)
        assert found.balanced
        return found


@pytest.fixture
def bank() -> Iterator[Bank]:
    with open_store("memory:", create=True) as store:
        yield Bank(store)


def told(found: Standing) -> list[tuple[Side, str, int, str, date | None]]:
    return [(i.side, i.cites, i.amount.fen, i.party, i.dated) for i in found.items]


def test_what_both_have_is_no_item(bank: Bank) -> None:
    bank.came("K1", 1000)
    bank.given(1000, "K1")
    bank.paid("d1", K1=300)
    bank.went("O1", 300)
    bank.matched("O1", Purpose.DISBURSEMENT, "d1")
    bank.went("B1", 7)
    fee = (GiftShare(gift="K1#1.1", source=SourceClass.DONATED, amount=Money(7)),)
    bank.book(acc.BankFeeCharged, debit="b1", shares=fee)
    bank.matched("B1", Purpose.FEE, BOOKS)
    bank.book(
        acc.DonationReturned,
        gift="K1#1.1",
        amount=Money(50),
        basis="b",
        document="d",
        rule="r",
    )
    bank.went("O2", 50)
    bank.matched("O2", Purpose.RETURN, "k1")
    found = bank.all()
    assert (found.book, found.bank, found.items) == (Money(643), Money(643), ())


def test_each_side_is_asked_what_the_other_lacks(bank: Bank) -> None:
    bank.came("K1", 1000)
    bank.came("K3", 5)
    bank.came("K4", 9, on=JUNE)
    bank.given(600, "K1")
    bank.paid("d1", K1=300)
    bank.paid("d2", K1=1, on=JUNE)
    bank.went("B1", 7)
    bank.went("B2", 7, on=JUNE)
    assert told(bank.all()) == [
        (Side.BANK_IN, "credit/K1", 400, "甲", MAY),
        (Side.BANK_IN, "credit/K3", 5, "甲", MAY),
        (Side.BANK_OUT, "debit/B1", 7, "乙", MAY),
        (Side.BOOK_OUT, "disbursement/d1", 300, "", MAY),
    ]


def test_two_errors_that_cancel_each_other_are_two_items(bank: Bank) -> None:
    bank.given(70, "K1")
    bank.came("K2", 70)
    found = bank.all()
    assert found.book == found.bank
    assert told(found) == [
        (Side.BOOK_IN, "credit/K1", 70, "", MAY),
        (Side.BANK_IN, "credit/K2", 70, "甲", MAY),
    ]


def test_an_entry_that_the_bank_took_back_counts_until_it_did(bank: Bank) -> None:
    bank.came("K1", 16)
    bank.given(16, "K1")
    bank.write(BANK_CREDIT, "K1", bc.CreditReversedByBank(revision=1, reason="r", on=JUNE))
    assert not bank.all().items
    assert told(bank.all("2021-06")) == [(Side.RECEIVABLE, "credit/K1", 16, "甲", JUNE)]
    bank.book(
        acc.ShortfallArose,
        gift="K1#1.1",
        source=SourceClass.DONATED,
        donor="甲",
        credit="K1",
        amount=Money(16),
        reason="r",
        on=JUNE,
    )
    assert (Side.SHORTFALL, "shortfall/K1#1.1", 16, "", JUNE) in told(bank.all("2021-06"))


def test_money_that_went_back_is_open_until_its_debit_is_matched(bank: Bank) -> None:
    bank.came("K1", 20)
    bank.book(acc.SuspenseHeld, credit="K1", amount=Money(20))
    bank.book(acc.SuspenseCleared, credit="K1", amount=Money(20), to="returned")
    assert told(bank.all()) == [(Side.BOOK_OUT, "return/K1", 20, "甲", MAY)]
    bank.came("K2", 3)
    bank.book(acc.SuspenseHeld, credit="K2", amount=Money(3))
    bank.book(acc.SuspenseCleared, credit="K2", amount=Money(3), to="receivable/K1")
    assert told(bank.all())[0] == (Side.BANK_IN, "credit/K1", 3, "甲", MAY)


def test_what_is_mended_is_open_from_then_on_and_no_closed_month_changes(bank: Bank) -> None:
    bank.came("K1", 20)
    bank.book(acc.SuspenseHeld, credit="K1", amount=Money(20))
    bank.book(acc.SuspenseCleared, credit="K1", amount=Money(20), to="returned")
    bank.went("O1", 20)
    bank.matched("O1", Purpose.RETURN, "K1")
    assert not bank.all().items
    paper = {"reason": "r", "document": "d", "on": JUNE}
    undone = dbt.BankDebitUnmatched(purpose=Purpose.RETURN, cites="K1", **paper)
    bank.write(BANK_DEBIT, "O1", undone)
    sent = (Side.BANK_OUT, "debit/O1", 20, "乙", MAY)
    assert told(bank.all()) == [sent, (Side.BOOK_OUT, "return/K1", 20, "甲", MAY)]
    cancelled = bc.CreditReturnCancelled(amount=Money(20), **paper)
    bank.write(BANK_CREDIT, "K1", cancelled)
    bank.book(acc.SuspenseHeld, credit="K1", amount=Money(20), on=JUNE)
    assert told(bank.all("2021-06")) == [sent]
    assert len(bank.all().items) == 2
    bank.matched("O1", Purpose.RETURN, "K1")
    assert told(bank.all()) == []


def test_each_bank_account_has_its_own_book_and_items(bank: Bank) -> None:
    bank.came("K1", 1000)
    bank.came("K2", 300, account=SECOND)
    bank.given(1000, "K1")
    bank.given(300, "K2")
    bank.paid("d1", K1=90, K2=10)
    assert told(bank.of(FIRST)) == [(Side.BOOK_OUT, "disbursement/d1", 100, "", MAY)]
    assert (bank.of(FIRST).book, bank.of(SECOND).book) == (Money(900), Money(300))
    bank.went("O1", 100, account=SECOND, on=JUNE)
    bank.matched("O1", Purpose.DISBURSEMENT, "d1")
    assert not bank.of(FIRST).items, "the bank says that the other account paid"
    assert told(bank.of(SECOND)) == [(Side.BOOK_OUT, "disbursement/d1", 100, "", MAY)]
    assert not bank.of(SECOND, "2021-06").items


def test_what_no_entry_of_the_bank_stands_for_is_on_whichever_account_is_looked_at(
    bank: Bank,
) -> None:
    bank.given(70, "K9")
    for account in (FIRST, SECOND):
        assert told(bank.of(account)) == [(Side.BOOK_IN, "credit/K9", 70, "", MAY)]


DAY = date(2025, 1, 21)
PAYMENT = Item(side=Side.BOOK_OUT, cites="disbursement/d1", amount=Money(1), dated=DAY)
FEE = Item(side=Side.BANK_OUT, cites="debit/b1", amount=Money(1), dated=DAY)


def test_a_reason_is_given_for_what_is_open_and_nothing_else() -> None:
    (found,) = open_items.explained([PAYMENT], [("D1", "在途")], period="2025-01")
    assert found.reason == "在途"
    with pytest.raises(Rejection) as refusal:
        open_items.explained([PAYMENT], [("d2", "在途")], period="2025-01")
    assert refusal.value.reason is open_items.Why.NO_SUCH_ITEM


def test_a_payment_open_for_more_than_ten_days_needs_a_reason_once_the_rule_is_in_force(
    bank: Bank,
) -> None:
    work = reading(bank.store.ledger)
    with pytest.raises(Rejection) as refusal:
        open_items.sound(work, [PAYMENT], period="2025-02", on=date(2025, 3, 2))
    assert refusal.value.reason is open_items.Why.NO_REASON
    open_items.sound(work, [FEE, PAYMENT], period="2025-01", on=date(2025, 2, 2))
    open_items.sound(work, [PAYMENT], period="2025-02", on=date(2024, 6, 30))


def test_what_the_bank_did_not_bring_is_no_item(bank: Bank) -> None:
    bank.came("K1", 7, on=JUNE)
    work = reading(bank.store.ledger)
    for credit in ("K1", "K9"):
        item = Item(side=Side.BOOK_IN, cites=f"credit/{credit}", amount=Money(1))
        with pytest.raises(Rejection) as refusal:
            open_items.sound(work, [item], period="2021-05", on=JUNE)
        assert refusal.value.reason is open_items.Why.FALSE_CREDIT
    brought = Item(side=Side.BOOK_IN, cites="credit/K1", amount=Money(1))
    open_items.sound(work, [brought], period="2021-06", on=JUNE)
