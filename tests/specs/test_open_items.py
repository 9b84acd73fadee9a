"""What only book or bank has is not open for long, or it is said why (S71, an internal rule)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import attrs
import pytest

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Item, Proof, Side
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.open_items import OpenItems
from lixia_domain.specs.history.past import Run, go_through

from .test_bank_months import AT, Told, came, paid, went

DAY, CLOSING = date(2025, 1, 21), date(2025, 2, 6)
PAYMENT = Item(side=Side.BOOK_OUT, cites="disbursement/D", amount=Money(300))
FEE = Item(side=Side.BANK_OUT, cites="debit/b", amount=Money(300))
CREDIT = Item(side=Side.BANK_IN, cites="credit/k", amount=Money(300))
BACK = Item(side=Side.BOOK_OUT, cites="return/k", amount=Money(300), reason="重汇")
ENTRIES = (
    *paid(300, DAY),
    went(300, DAY),
    came(300, DAY, DAY),
    ("bank_credit-k", bc.CreditReturned(gift=None, amount=ZERO, basis="b", document="d", on=DAY)),
)


def closed(item: Item, period: str, on: date = CLOSING) -> Told:
    proof = Proof(book=ZERO, bank=ZERO, items=(item,), statements=(), position=1)
    return "fund-F1", fnd.PeriodClosed(period=period, proof=proof, on=on)


def reconciled(item: Item, period: str) -> Told:
    told = stm.BankReconciled(
        period=period,
        book=ZERO,
        bank=ZERO,
        items=(item,),
        position=1,
        reviewer="r",
        on=CLOSING,
    )
    return "bank_statement-F1/6222", told


def wrongs(*told: Told) -> Sequence[str]:
    run = Run(WHOLE, [OpenItems])
    go_through(
        [
            Recorded(position, stream, 1, event, AT, "a", "system")
            for position, (stream, event) in enumerate((*ENTRIES, *told), 1)
        ],
        [run],
    )
    return [wrong.zh for wrong in cast(Any, run.folds[OpenItems]).wrongs]


@pytest.mark.parametrize("item", [PAYMENT, FEE, CREDIT, BACK], ids=lambda item: item.cites)
def test_what_is_open_for_more_than_sixty_days_is_found(item: Item) -> None:
    assert "已 69 日" in wrongs(closed(item, "2025-03"))[0]
    assert "已 69 日" in wrongs(reconciled(item, "2025-03"))[0]
    assert not wrongs(closed(item, "2025-02")) or item is PAYMENT


def test_a_payment_open_for_more_than_ten_days_has_its_reason() -> None:
    assert "已 38 日未达，没有注明原因" in wrongs(closed(PAYMENT, "2025-02"))[0]
    assert not wrongs(closed(attrs.evolve(PAYMENT, reason="重汇"), "2025-02"))
    assert not wrongs(closed(PAYMENT, "2025-01")), "ten days are not more than ten"


def test_what_was_listed_before_the_rule_is_not_judged_by_it() -> None:
    assert not wrongs(closed(PAYMENT, "2025-03", on=date(2024, 6, 30)))


def test_what_cites_nothing_that_is_there_has_no_age() -> None:
    assert not wrongs(closed(attrs.evolve(PAYMENT, cites="disbursement/X"), "2025-03"))
