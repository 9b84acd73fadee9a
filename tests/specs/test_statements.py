"""Invariant 11: at every close and every reconciled statement, book = bank ± the items listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Item, Proof, Side
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Run, go_through
from lixia_domain.specs.history.statements import StatementsMeetBooks

ON, AT = date(2021, 4, 2), datetime(2021, 4, 2, tzinfo=UTC)
ACCOUNT, BANK, FUND = "account-F1/P1", "bank_statement-F1/6222", "fund-F1"


def received(fen: int, period: str = "2021-03") -> acc.OtherIncomeReceived:
    return acc.OtherIncomeReceived(
        credit="c", payer="p", document="d", amount=Money(fen), period=period, on=ON
    )


def stated(period: str, opening: int, credited: int, closing: int) -> stm.StatementImported:
    told = Statement(
        period=period,
        opening=Money(opening),
        credited=Money(credited),
        debited=ZERO,
        closing=Money(closing),
    )
    return stm.StatementImported(
        fund="F1", account="6222", statement=told, document="d", document_hash="0" * 64, on=ON
    )


LISTED = Item(side=Side.BOOK_IN, cites="x", amount=Money(50))

RECONCILED = stm.BankReconciled(
    period="2021-03",
    book=Money(1_050),
    bank=Money(1_000),
    items=(LISTED,),
    position=2,
    reviewer="r",
    on=ON,
)

PROOF = Proof(
    book=Money(1_050), bank=Money(1_000), items=(LISTED,), statements=("6222",), position=5
)
CLOSED = fnd.PeriodClosed(period="2021-03", proof=PROOF, on=ON)

SOUND: Sequence[tuple[str, Event]] = (
    (ACCOUNT, received(1_000)),
    (ACCOUNT, received(50)),
    (BANK, stated("2021-03", 0, 1_000, 1_000)),
    (ACCOUNT, received(7, "2021-04")),  # it belongs to another month
    (BANK, RECONCILED),
    (FUND, CLOSED),
    (BANK, stated("2021-04", 1_000, 7, 1_007)),
)


def wrongs(told: Sequence[tuple[str, Event]]) -> list[str]:
    run = Run(WHOLE, [StatementsMeetBooks])
    facts = [
        Recorded(position, stream, 1, event, AT, "a", "system")
        for position, (stream, event) in enumerate(told, 1)
    ]
    go_through(facts, [run])
    run.end()
    (check,) = run.folds.values()
    assert isinstance(check, StatementsMeetBooks)
    return [wrong.zh for wrong in check.wrongs]


def with_fact(place: int, stream: str, event: Event) -> list[tuple[str, Event]]:
    return [*SOUND[:place], (stream, event), *SOUND[place:]]


def instead(place: int, event: Event) -> list[tuple[str, Event]]:
    return [*SOUND[:place], (SOUND[place][0], event), *SOUND[place + 1 :]]


def closing(**told: Any) -> fnd.PeriodClosed:
    return attrs.evolve(CLOSED, proof=attrs.evolve(PROOF, **told))


def other(event: Any, **told: Any) -> Any:
    return attrs.evolve(event, **told)


def test_a_month_that_was_reconciled_and_closed_holds() -> None:
    assert not wrongs(SOUND)


def test_a_closing_of_old_that_tells_no_proof_is_not_held_to_it() -> None:
    assert not wrongs(instead(5, other(CLOSED, proof=None)))


def test_what_is_posted_after_the_position_looked_at_is_not_in_its_book() -> None:
    # It came before either was recorded, but after both were prepared.
    assert not wrongs(with_fact(5, ACCOUNT, received(5)))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (instead(4, other(RECONCILED, items=())), "银行加减未达账项 10.00 元，账面 10.50 元"),
        (
            instead(4, other(RECONCILED, items=(other(LISTED, amount=Money(51)),))),
            "银行加减未达账项 10.51 元，账面 10.50 元",
        ),
        (
            instead(4, other(RECONCILED, bank=Money(999))),
            "所据银行余额 9.99 元，对账单为 10.00 元",
        ),
        (with_fact(4, ACCOUNT, received(1)), "所载账面 10.50 元，流水合计 10.51 元"),
        (instead(5, closing(items=())), "银行加减未达账项 10.00 元，账面 10.50 元"),
        (instead(5, closing(book=Money(1_051), bank=Money(1_001))), "流水合计 10.50 元"),
        (instead(5, closing(position=1)), "流水合计 10.00 元"),
        ([*SOUND[:4], SOUND[5]], "结账至 2021-03，而 2021-03 的对账单尚未调节"),
        (instead(6, stated("2021-05", 1_000, 7, 1_007)), "不相接"),
        (instead(6, stated("2021-04", 999, 7, 1_006)), "不相接"),
        (instead(6, stated("2021-04", 1_000, 7, 1_008)), "自身合计不符"),
        ([*SOUND[:2], *SOUND[3:]], "对账单为 无"),
    ],
)
def test_what_does_not_meet_is_found_out(told: Sequence[tuple[str, Event]], said: str) -> None:
    found = wrongs(told)
    assert any(said in one for one in found), found
