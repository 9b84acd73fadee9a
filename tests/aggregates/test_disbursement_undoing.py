"""What came back by a credit that the bank took back is out again, and owed again."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from lixia_domain.aggregates.disbursement import decisions as paper
from lixia_domain.aggregates.disbursement import recoveries
from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    DisbursementEvent,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    FundsDisbursed,
    PaymentBounced,
    PaymentCancelled,
    RecoveryReversed,
    UnspentRecovered,
)
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, DisbursementStage, Why
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import EXAMPLES, given

ON = date(2021, 5, 12)
WORDS: dict[str, Any] = {
    "debit": "b",
    "voucher": "v",
    "payee": "payee",
    "payee_account": "t",
    "agreement": "a",
    "tranche": 1,
    "line": "助餐",
}


def share(gift: str, fen: int) -> GiftShare:
    return GiftShare(gift=gift, source=SourceClass.DONATED, amount=Money(fen))


def asked() -> tuple[DisbursementEvent, ...]:
    names = ("disbursement.requested", "disbursement.approved")
    return tuple(EXAMPLES[name] for name in names)  # type: ignore[misc] # they are this stream's


def paid(*shares: GiftShare) -> tuple[DisbursementEvent, ...]:
    amount = Money(sum(s.amount.fen for s in shares))
    return (
        *asked(),
        FundsDisbursed(
            amount=amount, shares=shares, on=ON, paid_by=None, released_by=None, **WORDS
        ),
    )


PAID = paid(share("a", 67), share("b", 33))
PAYMENT: Any = PAID[-1]
SHOWN = ExpenseEvidenced(
    invoice="i", invoice_date=ON, seller="店", file_hash="h", line="助餐", amount=Money(30), on=ON
)
NO = ExpenseDisallowed(invoice="i", amount=Money(30), reviewer="eve", reason="无关", on=ON)
BACK = UnspentRecovered(
    credit="c", amount=Money(100), shares=(share("a", 67), share("b", 33)), on=ON
)
GONE = RecoveryReversed(credit="c", amount=Money(100), shares=BACK.shares, reason="银行错账", on=ON)
UNDO: dict[str, Any] = {"credit": "c", "reason": "银行错账", "on": ON}


def test_a_settled_tranche_is_open_again_with_what_was_owed() -> None:
    at = given(DISBURSEMENT, *PAID, SHOWN, NO, BACK)
    assert at.state is not None and at.state.stage is DisbursementStage.SETTLED
    at.when(recoveries.undo_recovery, **UNDO).then(GONE)
    after = given(DISBURSEMENT, *at.facts, GONE)
    assert after.state == given(DISBURSEMENT, *PAID, SHOWN, NO).state
    assert after.state is not None and after.state.owed_back == Money(30)


def test_nothing_came_back_by_another_credit() -> None:
    at = given(DISBURSEMENT, *PAID, BACK)
    at.when(recoveries.undo_recovery, **{**UNDO, "credit": "x"}).ignored()
    given(DISBURSEMENT, *at.facts, GONE).when(recoveries.undo_recovery, **UNDO).ignored()
    given(DISBURSEMENT).when(recoveries.undo_recovery, **UNDO).refused(Why.UNKNOWN)


def test_a_payment_whose_bounce_was_undone_is_paid_again() -> None:
    bounced = PaymentBounced(credit="c", reason="户名不符", on=ON)
    undone = BounceReversed(credit="c", reason="银行错账", on=ON)
    at = given(DISBURSEMENT, *PAID, SHOWN, NO, bounced)
    assert at.state is not None and (at.state.stage, at.state.owed_back) == (
        DisbursementStage.ENDED,
        ZERO,
    )
    at.when(recoveries.undo_recovery, **UNDO).then(undone)
    after = given(DISBURSEMENT, *at.facts, undone)
    assert after.state == given(DISBURSEMENT, *PAID, SHOWN, NO).state


CANCEL: dict[str, Any] = {"reason": "拒收", "document": "银行答复", "on": ON}
CANCELLED = PaymentCancelled(debit="b", amount=Money(100), **CANCEL)


def cancel(at: Any, by: str = "eve", **told: Any) -> Any:
    return at.when(paper.cancel_payment, paper="d1", by=by, **CANCEL, **told)


def test_what_never_left_the_bank_is_approved_and_paid_anew() -> None:
    at = given(DISBURSEMENT, *PAID)
    cancel(at).then(CANCELLED)
    after = given(DISBURSEMENT, *PAID, CANCELLED)
    approved = given(DISBURSEMENT, *asked()).state
    assert approved is not None and after.state == attrs.evolve(approved, shares=PAYMENT.shares)
    cancel(after).refused(Why.WRONG_STAGE)
    told = {"debit": "b2", "voucher": "v2", "paid_by": "cash", "released_by": None, "on": ON}
    assert after.when(paper.pay, **told).answer
    cancel(given(DISBURSEMENT)).refused(Why.UNKNOWN)
    cancel(given(DISBURSEMENT, *asked())).refused(Why.WRONG_STAGE)


def test_who_paid_or_released_does_not_say_that_it_never_left() -> None:
    paid_so = attrs.evolve(PAYMENT, paid_by="cash", released_by="chief")
    at = given(DISBURSEMENT, *asked(), paid_so)
    for who in ("cash", "chief", "CASH"):
        cancel(at, who).refused(Why.SAME_PERSON)
    cancel(at, "cash-2", eyes={"cash-2": "p", "cash": "p"}).refused(Why.SAME_PERSON)
    cancel(at).then(CANCELLED)


def test_what_is_accounted_for_did_leave_but_nobody_owes_what_never_came() -> None:
    cancel(given(DISBURSEMENT, *PAID, SHOWN)).refused(
        Why.ACCOUNTED_FOR, disbursement="d1", amount=Money(30)
    )
    accepted = ExpenseAccepted(invoice="i", amount=Money(30), reviewer="eve", on=ON)
    cancel(given(DISBURSEMENT, *PAID, SHOWN, accepted)).refused(Why.ACCOUNTED_FOR)
    part = attrs.evolve(BACK, amount=Money(10), shares=(share("a", 10),))
    cancel(given(DISBURSEMENT, *PAID, part)).refused(Why.ACCOUNTED_FOR)
    owed = given(DISBURSEMENT, *PAID, SHOWN, NO)
    cancel(owed).then(CANCELLED)
    after = given(DISBURSEMENT, *owed.facts, CANCELLED).state
    assert after is not None and (after.owed_back, after.unrecovered) == (ZERO, ())


@settings(deadline=None, max_examples=100)
@drawn(
    st.lists(st.integers(1, 9), min_size=1, max_size=5),
    st.lists(st.tuples(st.sampled_from("cd"), st.integers(1, 6)), max_size=6),
)
def test_undoing_one_credit_leaves_what_came_by_the_other(
    gifts: list[int], backs: list[tuple[str, int]]
) -> None:
    history = paid(*(share(f"g{n}", fen) for n, fen in enumerate(gifts)))
    state, kept = DISBURSEMENT.fold(history), ZERO
    for credit, fen in backs:
        if state is None or state.stage is not DisbursementStage.PAID:
            break
        amount = Money(min(fen, state.outstanding.fen))
        facts = recoveries.recover(state, amount=amount, credit=credit, on=ON)
        state = DISBURSEMENT.fold(facts, state)
        kept = kept + amount if credit == "d" else kept
    undone = recoveries.undo_recovery(state, **UNDO)
    state = DISBURSEMENT.fold(undone, state)
    assert state is not None and state.recovered == kept
    assert sum(s.amount.fen for s in state.unrecovered) == sum(gifts) - kept.fen
    assert all(s.amount.fen <= gifts[int(s.gift[1:])] for s in state.unrecovered)
    assert state.outstanding == Money(sum(gifts)) - kept
