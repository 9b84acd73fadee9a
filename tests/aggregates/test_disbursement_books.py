"""No sequence of decisions loses sight of a fen that was paid."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.aggregates.disbursement import expenses, losses, recoveries
from lixia_domain.aggregates.disbursement.facts import (
    DisbursementEvent,
    ExpenseAccepted,
    ExpenseDisallowed,
    FundsDisbursed,
    LossWrittenOff,
    UnspentRecovered,
)
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement, DisbursementStage
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import EXAMPLES

ON = date(2021, 5, 12)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["evidence", "evidence", "accept", "disallow", "recover", "write_off"]),
        st.integers(0, 4),
        st.integers(0, 40),
    ),
    max_size=40,
)


def paid_from(gifts: list[int]) -> Disbursement | None:
    shares = tuple(
        GiftShare(gift=f"g{n}", source=SourceClass.DONATED, amount=Money(fen))
        for n, fen in enumerate(gifts)
    )
    example = EXAMPLES["disbursement.funds_disbursed"]
    assert isinstance(example, FundsDisbursed)
    words: dict[str, Any] = {
        name: getattr(example, name)
        for name in ("debit", "voucher", "payee", "payee_account", "agreement", "tranche", "line")
    } | {"paid_by": None, "released_by": None}
    paid = FundsDisbursed(amount=Money(sum(gifts)), shares=shares, on=ON, **words)
    return DISBURSEMENT.fold(
        (EXAMPLES["disbursement.requested"], EXAMPLES["disbursement.approved"], paid)  # type: ignore[arg-type]
    )


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.data())
def test_however_the_money_comes_back_every_gift_gets_back_exactly_what_it_paid(
    gifts: list[int], data: st.DataObject
) -> None:
    state, came = paid_from(gifts), Counter[str]()
    while state is not None and state.stage is DisbursementStage.PAID:
        amount = Money(data.draw(st.integers(1, min(2, state.outstanding.fen))))
        (fact,) = recoveries.recover(state, amount=amount, credit="c", on=ON)
        assert isinstance(fact, UnspentRecovered)
        came.update({share.gift: share.amount.fen for share in fact.shares})
        assert all(came[f"g{n}"] <= fen for n, fen in enumerate(gifts))
        state = DISBURSEMENT.fold((fact,), state)
    assert [came[f"g{n}"] for n in range(len(gifts))] == gifts


@settings(deadline=None, max_examples=250)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), STEPS)
def test_paid_is_accepted_recovered_lost_or_still_outstanding_and_gifts_get_back_their_own(
    gifts: list[int], steps: list[tuple[str, int, int]]
) -> None:
    state = paid_from(gifts)
    sums: Counter[str] = Counter()
    came: Counter[str] = Counter()
    owed = 0
    for what, which, fen in steps:
        invoice, amount = f"i{which}", Money(fen)
        facts: tuple[DisbursementEvent, ...]
        try:
            match what:
                case "evidence":
                    facts = expenses.evidence(
                        state,
                        agreed=ON,
                        invoice=invoice,
                        invoice_date=ON,
                        seller="店",
                        file_hash="ab",
                        amount=amount,
                        on=ON,
                    )
                case "accept":
                    facts = expenses.accept_expense(state, invoice=invoice, reviewer="eve", on=ON)
                case "disallow":
                    facts = expenses.disallow_expense(
                        state, invoice=invoice, reviewer="eve", reason="无关", on=ON
                    )
                case "recover":
                    facts = recoveries.recover(state, amount=amount, credit="c", on=ON)
                case _:
                    facts = losses.write_off(
                        state, amount=amount, minutes="纪要", approver="bob", on=ON
                    )
        except Rejection:
            continue
        state = DISBURSEMENT.fold(facts, state)
        for fact in facts:
            match fact:
                case ExpenseAccepted():
                    sums["accepted"] += fact.amount.fen
                case ExpenseDisallowed():
                    owed += fact.amount.fen
                case UnspentRecovered(shares=back):
                    sums["back"] += fact.amount.fen
                    came.update({share.gift: share.amount.fen for share in back})
                    owed = max(0, owed - fact.amount.fen)
                    assert sum(share.amount.fen for share in back) == fact.amount.fen
                case LossWrittenOff():
                    sums["lost"] += fact.amount.fen
                    owed = max(0, owed - fact.amount.fen)
                case _:
                    pass
        assert state is not None
        outstanding = sum(gifts) - sum(sums.values())
        pending = sum(amount.fen for amount in state.pending.values())
        assert state.outstanding.fen == outstanding
        assert state.owed_back.fen == owed
        assert 0 <= pending + owed <= outstanding
        assert state.unaccounted >= ZERO
        assert (state.stage is DisbursementStage.SETTLED) == (outstanding == 0)
        for number, fen in enumerate(gifts):
            assert came[f"g{number}"] <= fen
