from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.bank_statement import BANK_STATEMENT, Statement, Why
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.testing import given

ON = date(2022, 3, 2)
SAID: dict[str, Any] = {"fund": "f", "account": "01", "document": "d", "document_hash": "h"}


def month(period: str, opening: int, credited: int, debited: int, closing: int) -> Statement:
    return Statement(
        period=period,
        opening=Money(opening),
        credited=Money(credited),
        debited=Money(debited),
        closing=Money(closing),
    )


FIRST = month("2021-12", 0, 100, 30, 70)
NEXT = month("2022-01", 70, 5, 0, 75)


def imported(*statements: Statement) -> Any:
    facts = [stm.StatementImported(statement=told, on=ON, **SAID) for told in statements]
    return given(BANK_STATEMENT, *facts)


def when(at: Any, told: Statement, carried_in: int = 0) -> Any:
    carried = Money(carried_in)
    return at.when(stm.import_statement, statement=told, carried_in=carried, on=ON, **SAID)


def test_months_follow_each_other_and_open_with_what_the_last_closed_with() -> None:
    when(imported(), FIRST).then(stm.StatementImported(statement=FIRST, on=ON, **SAID))
    when(imported(FIRST), FIRST).ignored()
    when(imported(FIRST), NEXT).then(stm.StatementImported(statement=NEXT, on=ON, **SAID))
    when(imported(FIRST, NEXT), month("2021-12", 0, 1, 0, 1)).refused(Why.EXISTS)
    when(imported(FIRST), month("2022-02", 70, 0, 0, 70)).refused(Why.GAP, next="2022-01")
    when(imported(FIRST), month("2022-01", 71, 0, 0, 71)).refused(Why.OPENING_DIFFERS)


@pytest.mark.parametrize(("opening", "carried_in"), [(7, 0), (0, 7), (7, 8), (-7, 0)])
def test_the_first_statement_opens_with_what_was_carried_in(opening: int, carried_in: int) -> None:
    told = month("2021-12", opening, 0, 0, opening)
    when(imported(), told, carried_in).refused(
        Why.OPENING_UNEXPLAINED, opening=Money(opening), carried_in=Money(carried_in)
    )
    when(imported(), told, opening).then(stm.StatementImported(statement=told, on=ON, **SAID))


def test_a_later_statement_opens_with_the_last_closing_whatever_was_carried_in() -> None:
    when(imported(FIRST), NEXT, 9).then(stm.StatementImported(statement=NEXT, on=ON, **SAID))


def test_nothing_is_carried_in_once_a_statement_is_on_record() -> None:
    imported().when(carry_in).ignored()
    imported(FIRST).when(carry_in).refused(Why.BEGUN, last="2021-12")


def carry_in(statements: stm.Statements | None) -> tuple[stm.StatementEvent, ...]:
    stm.not_begun(statements)
    return ()


def test_a_statement_adds_up_and_its_month_is_over() -> None:
    when(imported(), month("2021-12", 0, 100, 30, 71)).refused(Why.DOES_NOT_ADD_UP)
    when(imported(), month("2022-03", 0, 0, 0, 0)).refused(Why.PERIOD_AHEAD)
    with pytest.raises(BadDate):
        when(imported(), month("三月", 0, 0, 0, 0))


def reconcile(at: Any, book: int, *items: Item, period: str = "2021-12") -> Any:
    return at.when(
        stm.reconcile,
        period=period,
        book=Money(book),
        items=items,
        position=7,
        reviewer="r",
        on=ON,
    )


def item(side: Side, fen: int) -> Item:
    return Item(side=side, cites="c", amount=Money(fen))


def done(book: int, *items: Item) -> stm.BankReconciled:
    return stm.BankReconciled(
        period="2021-12",
        book=Money(book),
        bank=Money(70),
        items=items,
        position=7,
        reviewer="r",
        on=ON,
    )


def test_book_and_bank_agree_but_for_the_items_listed() -> None:
    listed = (item(Side.BOOK_IN, 9), item(Side.BANK_IN, 2))
    reconcile(imported(FIRST), 77, *listed).then(done(77, *listed))
    reconcile(imported(FIRST), 78, *listed).refused(Why.UNBALANCED, gap=Money(1))
    reconcile(imported(FIRST), 70, period="2022-01").refused(Why.NOT_IMPORTED)
    reconcile(imported(), 0).refused(Why.NOT_IMPORTED, period="2021-12")
    at = given(BANK_STATEMENT, *imported(FIRST).facts, done(70))
    reconcile(at, 70).ignored()
    reconcile(at, 77, *listed).refused(Why.RECONCILED_OTHERWISE, book=Money(70))
    after = given(BANK_STATEMENT, *at.facts, *imported(NEXT).facts).state
    assert after is not None and after.reconciled.keys() == {"2021-12"}


def settled(known: stm.Statements | None, *, period: str) -> tuple[stm.BankReconciled]:
    return (stm.reconciled(known, period=period),)


def test_only_a_reconciled_month_says_how_book_and_bank_agree() -> None:
    at = given(BANK_STATEMENT, *imported(FIRST).facts, done(70))
    at.when(settled, period="2021-12").then(done(70))
    at.when(settled, period="2022-01").refused(Why.NOT_RECONCILED, period="2022-01")
    imported(FIRST).when(settled, period="2021-12").refused(Why.NOT_RECONCILED)
    imported().when(settled, period="2021-12").refused(Why.NOT_RECONCILED)


ITEMS = st.lists(st.builds(item, st.sampled_from(Side), st.integers(1, 10_000)), max_size=8)


@hypothesis.settings(deadline=None, max_examples=80)
@hypothesis.given(ITEMS, st.integers(-3, 3))
def test_a_single_fen_is_seen(items: list[Item], off: int) -> None:
    signs = {Side.BOOK_IN: 1, Side.BANK_OUT: 1, Side.BOOK_OUT: -1, Side.BANK_IN: -1}
    signs |= {Side.RECEIVABLE: 1, Side.SHORTFALL: 1}
    book = 70 + sum(signs[i.side] * i.amount.fen for i in items) + off
    told = reconcile(imported(FIRST), book, *items)
    if off:
        told.refused(Why.UNBALANCED, gap=Money(off))
    else:
        told.then(done(book, *items))


def test_the_month_after_december_is_next_years() -> None:
    assert (stm.following("2021-12"), stm.following("2021-01")) == ("2022-01", "2021-02")
