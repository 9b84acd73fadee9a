"""What left the bank and nobody has booked is asked about until somebody says what it was."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from attrs import evolve as changed
from tests.specs.told import recorded

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.processes.debits import Left, evolve, wishes
from lixia_domain.testing import EXAMPLES

ON = date(2025, 3, 11)
TOLD: Event = cast(Event, changed(cast(Any, EXAMPLES["bank_debit.recorded"]), fund="F"))
CITED = dbt.BankDebitCited(cites="D1", amount=Money(1), on=ON)
RELEASED = dbt.BankDebitReleased(cites="D1", reason="r", document="d", on=ON)
FEE = dbt.BankDebitMatched(purpose=dbt.Purpose.FEE, cites="F/general", amount=Money(1), on=ON)
UNDONE = dbt.BankDebitUnmatched(
    purpose=dbt.Purpose.FEE, cites="F/general", reason="r", document="d", on=ON
)


def asked(*events: Event) -> list[str]:
    row: Left | None = None
    for each in recorded(*(("bank_debit-付1", event) for event in events)):
        row = evolve(row, each)
    assert row is not None
    return [f"{wish.subject} {wish.cause}" for wish in wishes(row, ON)]


def test_an_entry_is_asked_about_until_it_is_a_payment_a_return_a_fee_or_a_cost() -> None:
    assert asked(TOLD) == ["付1 bank_debit-付1@1"]
    assert asked(TOLD, FEE) == asked(TOLD, CITED) == asked(CITED) == asked(CITED, TOLD) == []
    assert len(asked(TOLD, FEE, UNDONE)) == len(asked(CITED, TOLD, RELEASED)) == 1
