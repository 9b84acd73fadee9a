"""A payment of old that cites no entry of the bank may be one other entry's, of its amount."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attrs import evolve

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.disbursement.facts import FundsDisbursed
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.banked import OneDebitAPayment
from lixia_domain.testing import EXAMPLES

ON = date(2021, 4, 3)
AT = datetime(2021, 4, 3, 2, tzinfo=UTC)
PAID = EXAMPLES["disbursement.funds_disbursed"]
OUT = EXAMPLES["bank_debit.recorded"]
assert isinstance(PAID, FundsDisbursed)
assert isinstance(OUT, dbt.BankDebitRecorded)


def paid(paper: str, debit: str) -> tuple[str, Event]:
    return f"disbursement-{paper}", evolve(PAID, debit=debit, amount=Money(5))


def told(debit: str, fen: int = 5) -> tuple[str, Event]:
    return f"bank_debit-{debit}", evolve(OUT, outgoing=evolve(OUT.outgoing, amount=Money(fen)))


def matched(debit: str, paper: str) -> tuple[str, Event]:
    purpose = dbt.Purpose.DISBURSEMENT
    fact = dbt.BankDebitMatched(purpose=purpose, cites=paper, amount=Money(5), on=ON)
    return f"bank_debit-{debit}", fact


def found(*facts: tuple[str, Event]) -> int:
    check = OneDebitAPayment()
    for position, (stream, event) in enumerate(facts, 1):
        check.take(Recorded(position, stream, 1, event, AT, "acct-1", "accountant"))
    check.end()
    return len(check.wrongs)


OLD = paid("d1", "见附件")


def test_one_entry_of_its_amount_is_its_own() -> None:
    assert found(OLD, told("X"), matched("X", "d1")) == 0


def test_an_entry_of_another_amount_is_not() -> None:
    assert found(OLD, told("X", 6), matched("X", "d1")) == 1


def test_two_entries_are_one_too_many() -> None:
    both = (told("X"), told("Y"), matched("X", "d1"), matched("Y", "d1"))
    assert found(OLD, *both) == 2


def test_where_the_bank_told_the_entry_that_it_cites_no_other_is() -> None:
    assert found(paid("d1", "A"), told("a"), told("X"), matched("X", "d1")) == 1


def test_what_another_payment_cites_is_not_its_own() -> None:
    assert found(OLD, told("X"), matched("X", "d1"), paid("d2", "X")) == 1


def test_what_is_matched_to_no_payment_is_found() -> None:
    assert found(told("X"), matched("X", "d9")) == 1


def test_what_went_to_another_account_than_was_approved_is_found() -> None:
    here, there = (f"a:{each * 32}" for each in "12")
    asked = paid("d1", "X")[1]
    assert isinstance(asked, FundsDisbursed)

    def went(approved: str, told_: str) -> int:
        out = evolve(OUT, outgoing=evolve(OUT.outgoing, amount=Money(5), payee_account=told_))
        payment = "disbursement-d1", evolve(asked, payee_account=approved)
        return found(payment, ("bank_debit-X", out), matched("X", "d1"))

    assert went(here, there) == 1
    assert [went(*pair) for pair in ((here, here), (here, ""), ("token-1", there))] == [0, 0, 0]
