from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
from attrs import evolve
from hypothesis import strategies as st

from lixia_domain.aggregates.bank_credit import decisions as credit
from lixia_domain.aggregates.bank_credit.agreed import Agreed
from lixia_domain.aggregates.bank_credit.facts import (
    Allocation,
    BankCreditRecorded,
    CreditAllocated,
    CreditHeld,
    CreditNoticeConflicted,
    CreditReceipted,
    CreditRedirected,
    CreditReleased,
    CreditReturned,
    CreditReversed,
    CreditReversedByBank,
    CreditUnreceipted,
    LegalDonorSettled,
    Notice,
)
from lixia_domain.aggregates.bank_credit.state import (
    BANK_CREDIT,
    Credit,
    Why,
    allocation_of,
    unmeant,
)
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON = date(2021, 4, 15)
NOTICE = Notice(
    account="01",
    value_date=ON,
    payer="甲（虚构）",
    payer_ref=None,
    amount=Money.yuan(100),
    remark="第一期",
)
OTHER = evolve(NOTICE, amount=Money.yuan(101))
RECORDED = BankCreditRecorded(fund="f", notice=NOTICE, document="d/1", revision=1, on=ON)


def part(gift: str, yuan: int) -> Allocation:
    return Allocation(gift=gift, account="f/p", claim="c", instalment=1, amount=Money.yuan(yuan))


GIVEN = CreditAllocated(allocation=part("g1", 60), on=ON)
HELD = CreditHeld(amount=Money.yuan(40), reason="超出应付", on=ON)
RECEIPTED = CreditReceipted(gift="g1", receipt="r1", on=ON)
REVERSED = CreditReversed(revision=1, reason="登记有误", approver="acct-2", on=ON)


def test_a_notice_is_recorded() -> None:
    told = given(BANK_CREDIT).when(credit.record, fund="f", notice=NOTICE, document="d/1", on=ON)
    told.then(RECORDED)


def test_the_same_notice_again_is_ignored() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN, HELD).when(
        credit.record, fund="f", notice=NOTICE, document="d/2", on=ON
    )
    told.ignored()


def test_another_notice_of_the_same_entry_books_no_money_and_leaves_a_trace_once() -> None:
    conflict = CreditNoticeConflicted(notice=OTHER, document="d/2", on=ON)
    told = given(BANK_CREDIT, RECORDED).when(
        credit.record, fund="f", notice=OTHER, document="d/2", on=ON
    )
    told.then(conflict)
    after = given(BANK_CREDIT, RECORDED, conflict)
    assert after.state is not None
    assert after.state.open == NOTICE.amount
    after.when(credit.record, fund="f", notice=OTHER, document="d/3", on=ON).ignored()
    assert credit.differs(after.state, OTHER)
    assert not credit.differs(after.state, NOTICE)
    assert not credit.differs(None, NOTICE)


def test_the_same_entry_for_another_fund_is_refused() -> None:
    told = given(BANK_CREDIT, RECORDED).when(
        credit.record, fund="other", notice=NOTICE, document="d/2", on=ON
    )
    told.refused(Why.CONFLICT, payer=NOTICE.payer, amount=NOTICE.amount)


def test_a_notice_of_nothing_is_refused() -> None:
    told = given(BANK_CREDIT).when(
        credit.record, fund="f", notice=evolve(NOTICE, amount=ZERO), document="d", on=ON
    )
    told.refused(amounts.Why.NOT_POSITIVE)


CORRECTION: dict[str, Any] = {
    "document": "d/2",
    "reason": "登记有误",
    "approver": "acct-2",
    "on": ON,
}


def test_a_correction_reverses_and_records_anew() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN, HELD).when(
        credit.correct,
        notice=OTHER,
        **CORRECTION,
    )
    again = BankCreditRecorded(fund="f", notice=OTHER, document="d/2", revision=2, on=ON)
    told.then(REVERSED, again)
    after = given(BANK_CREDIT, RECORDED, GIVEN, HELD, REVERSED, again).state
    paid_for = Agreed(amount=Money.yuan(60), claims=("c",), designations=("p",))
    assert after == Credit(fund="f", notice=OTHER, revision=2, meant=("c",), agreed=(paid_for,))
    theirs = evolve(again, notice=evolve(OTHER, payer="乙（虚构）"))
    others = given(BANK_CREDIT, RECORDED, GIVEN, HELD, REVERSED, theirs).state
    assert others is not None and (others.agreed, others.meant) == ((), ())
    back = evolve(again, revision=3)
    found = given(BANK_CREDIT, RECORDED, GIVEN, HELD, REVERSED, theirs, REVERSED, back).state
    assert found is not None and (found.agreed, found.meant) == ((paid_for,), ("c",))
    less = evolve(again, notice=evolve(OTHER, amount=Money.yuan(10)))
    known = given(BANK_CREDIT, RECORDED, GIVEN, HELD, REVERSED, less, REVERSED, back).state
    assert known is not None and sum(part.amount.fen for part in known.agreed) == 60_00


def test_a_correction_that_says_the_same_is_refused() -> None:
    told = given(BANK_CREDIT, RECORDED).when(credit.correct, notice=NOTICE, **CORRECTION)
    told.refused(Why.NOTHING_CHANGED)


def test_what_was_told_rightly_and_allocated_wrongly_is_recorded_anew_as_it_was_told() -> None:
    again = BankCreditRecorded(fund="f", notice=NOTICE, document="d/2", revision=2, on=ON)
    given(BANK_CREDIT, RECORDED, GIVEN, HELD).when(credit.unallocate, **CORRECTION).then(
        REVERSED, again
    )
    for nothing in ((), (HELD,)):
        given(BANK_CREDIT, RECORDED, *nothing).when(credit.unallocate, **CORRECTION).refused(
            Why.NOTHING_ALLOCATED
        )
    given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED).when(credit.unallocate, **CORRECTION).refused(
        Why.RECEIPTED, receipt="r1"
    )


def test_a_receipted_credit_is_not_corrected_but_what_the_bank_takes_is_taken() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED)
    told.when(credit.correct, notice=OTHER, **CORRECTION).refused(Why.RECEIPTED, receipt="r1")
    taken = CreditReversedByBank(revision=1, reason="串户", on=ON)
    told.when(credit.reverse_by_bank, reason="串户", on=ON).then(taken)


def test_a_correction_does_not_give_out_again_what_was_returned() -> None:
    back = CreditReturned(gift=None, amount=Money.yuan(40), basis="mistake", document="退款", on=ON)
    told = given(BANK_CREDIT, RECORDED, HELD, back).when(
        credit.correct,
        notice=OTHER,
        **CORRECTION,
    )
    told.refused(Why.PART_RETURNED, returned=Money.yuan(40))


def test_allocating_is_recorded_up_to_what_is_open() -> None:
    told = given(BANK_CREDIT, RECORDED)
    told.when(credit.allocate, allocation=part("g1", 60), on=ON).then(GIVEN)
    after = given(BANK_CREDIT, RECORDED, GIVEN)
    after.when(credit.allocate, allocation=part("g2", 41), on=ON).refused(
        Why.NOTHING_OPEN, open=Money.yuan(40), amount=Money.yuan(41)
    )


def test_what_is_open_is_held_and_nothing_open_is_ignored() -> None:
    given(BANK_CREDIT, RECORDED, GIVEN).when(credit.hold, reason="超出应付", on=ON).then(HELD)
    given(BANK_CREDIT, RECORDED, GIVEN, HELD).when(credit.hold, reason="再", on=ON).ignored()


def test_held_money_is_released_or_returned_up_to_what_is_held() -> None:
    held = given(BANK_CREDIT, RECORDED, GIVEN, HELD)
    forty, more = Money.yuan(40), Money(40_01)
    held.when(credit.release, amount=forty, on=ON).then(CreditReleased(amount=forty, on=ON))
    held.when(credit.release, amount=more, on=ON).refused(Why.NOT_HELD, held=forty, amount=more)
    back: dict[str, Any] = {"basis": "mistake", "document": "退款", "on": ON}
    held.when(credit.return_held, amount=forty, **back).then(
        CreditReturned(gift=None, amount=forty, **back)
    )
    held.when(credit.return_held, amount=more, **back).refused(Why.NOT_HELD, held=forty)


BACK: dict[str, Any] = {"basis": "judgment", "document": "判决", "on": ON}


def test_a_gift_is_returned_in_part_and_no_more_than_is_left_of_it() -> None:
    first = CreditReturned(gift="g1", amount=Money.yuan(50), **BACK)
    told = given(BANK_CREDIT, RECORDED, GIVEN)
    told.when(credit.return_gift, gift="g1", amount=Money.yuan(50), **BACK).then(first)
    after = given(BANK_CREDIT, RECORDED, GIVEN, CreditAllocated(allocation=part("g2", 7), on=ON))
    after = given(BANK_CREDIT, *after.facts, first)
    after.when(credit.return_gift, gift="g1", amount=Money.yuan(11), **BACK).refused(
        Why.NOTHING_OPEN, open=Money.yuan(10)
    )
    assert after.state is not None
    assert allocation_of(after.state, "g2").amount == Money.yuan(7)


def test_a_receipted_gift_is_returned_only_after_its_receipt() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED)
    told.when(credit.return_gift, gift="g1", amount=Money(1), **BACK).refused(
        Why.RECEIPTED, gift="g1", receipt="r1"
    )
    gone = CreditUnreceipted(gift="g1", receipt="r1", on=ON)
    told.when(credit.unreceipt, gift="g1", receipt="r1", on=ON).then(gone)
    after = given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED, gone)
    after.when(credit.return_gift, gift="g1", amount=Money(1), **BACK).then(
        CreditReturned(gift="g1", amount=Money(1), **BACK)
    )


def test_one_receipt_stands_for_a_gift_at_a_time() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN)
    told.when(credit.receipt, gift="g1", receipt="r1", on=ON).then(RECEIPTED)
    after = given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED)
    after.when(credit.receipt, gift="g1", receipt="r1", on=ON).ignored()
    after.when(credit.receipt, gift="g1", receipt="r2", on=ON).refused(Why.RECEIPTED, receipt="r1")


def test_a_receipt_that_does_not_stand_is_not_taken_off() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN, RECEIPTED)
    told.when(credit.unreceipt, gift="g1", receipt="r9", on=ON).ignored()
    told.when(credit.unreceipt, gift="g9", receipt="r1", on=ON).ignored()


def test_a_gift_that_is_no_part_of_the_credit_is_refused() -> None:
    told = given(BANK_CREDIT, RECORDED, GIVEN)
    told.when(credit.receipt, gift="g9", receipt="r1", on=ON).refused(Why.UNKNOWN_GIFT, gift="g9")


def test_the_bank_takes_the_entry_back_and_nothing_is_done_with_it_after() -> None:
    gone = CreditReversedByBank(revision=1, reason="串户", on=ON)
    told = given(BANK_CREDIT, RECORDED, GIVEN)
    told.when(credit.reverse_by_bank, reason="串户", on=ON).then(gone)
    after = given(BANK_CREDIT, RECORDED, GIVEN, gone)
    assert after.state is not None
    assert after.state.open == ZERO
    after.when(credit.hold, reason="待定", on=ON).refused(Why.REVERSED)
    after.when(credit.record, fund="f", notice=NOTICE, document="d/1", on=ON).ignored()


def test_what_was_never_recorded_is_refused() -> None:
    given(BANK_CREDIT).when(credit.hold, reason="待定", on=ON).refused(Why.UNKNOWN)


def test_a_new_credit_is_recorded_allocated_and_its_rest_held_at_once() -> None:
    facts = credit.receive(
        fund="f",
        notice=NOTICE,
        document="d/1",
        allocations=(part("g1", 60),),
        why_held="超出应付",
        on=ON,
    )
    assert facts == (RECORDED, GIVEN, HELD)


def test_disposing_of_more_than_is_open_is_refused() -> None:
    told = given(BANK_CREDIT, RECORDED)
    whole = (part("g1", 60), part("g2", 40))
    told.when(credit.dispose, allocations=whole, why_held="", on=ON).then(
        GIVEN, CreditAllocated(allocation=whole[1], on=ON)
    )
    told.when(
        credit.dispose, allocations=(part("g1", 60), part("g2", 41)), why_held="", on=ON
    ).refused(Why.NOTHING_OPEN, open=Money.yuan(40), amount=Money.yuan(41))


def test_a_gift_that_moved_is_known_to_lie_elsewhere() -> None:
    two = CreditAllocated(allocation=part("g2", 40), on=ON)
    moved = CreditRedirected(gift="g1", account="f/q", on=ON)
    told = given(BANK_CREDIT, RECORDED, GIVEN, two)
    told.when(credit.redirect, gift="g1", account="f/q", on=ON).then(moved)
    told.when(credit.redirect, gift="g1", account="f/p", on=ON).ignored()
    after = given(BANK_CREDIT, RECORDED, GIVEN, two, moved).state
    assert after is not None
    assert [known.account for known in after.allocations] == ["f/q", "f/p"]


def test_a_gift_whose_credit_was_reversed_may_lie_elsewhere_since() -> None:
    """What was paid of it came back, and goes on from there."""
    moved = CreditRedirected(gift="g1", account="f/q", on=ON)
    told = given(BANK_CREDIT, RECORDED, GIVEN, HELD, REVERSED)
    told.when(credit.redirect, gift="g1", account="f/q", on=ON).then(moved)
    given(BANK_CREDIT).when(credit.redirect, gift="g1", account="f/q", on=ON).refused(Why.UNKNOWN)


OVER: dict[str, Any] = {"fund": "f2", "minutes": "纪要", "approver": "a", "on": ON}


def test_what_is_held_whole_is_handed_over_with_its_donor() -> None:
    whole = CreditHeld(amount=NOTICE.amount, reason="用途待定", on=ON)
    gone = CreditReversed(revision=1, reason="纪要", approver="a", on=ON)
    anew = BankCreditRecorded(fund="f2", notice=NOTICE, document="纪要", revision=2, on=ON)
    told = given(BANK_CREDIT, RECORDED, whole)
    told.when(credit.hand_over, **OVER).then(gone, anew)
    settled = LegalDonorSettled(donor="d", document="代付说明", on=ON)
    given(BANK_CREDIT, RECORDED, whole, settled).when(credit.hand_over, **OVER).then(
        gone, anew, LegalDonorSettled(donor="d", document="纪要", on=ON)
    )
    given(BANK_CREDIT, RECORDED, GIVEN, HELD).when(credit.hand_over, **OVER).refused(
        Why.NOT_HELD, held=HELD.amount, amount=NOTICE.amount
    )


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["allocate", "hold", "release", "return_held", "return", "correct"]),
        st.integers(0, 3),
        st.integers(-1, 70),
    ),
    max_size=25,
)


@hypothesis.settings(deadline=None, max_examples=150)
@hypothesis.given(STEPS)
def test_no_sequence_of_decisions_gives_out_more_than_the_bank_said(
    steps: list[tuple[str, int, int]],
) -> None:
    state, sent_back = BANK_CREDIT.fold([RECORDED]), ZERO
    for number, (what, which, yuan) in enumerate(steps):
        gift, amount = f"g{which}", Money.yuan(yuan)
        try:
            match what:
                case "allocate":
                    new = f"g{len(state.allocations) if state is not None else 0}"
                    facts = credit.allocate(state, allocation=part(new, yuan), on=ON)
                case "hold":
                    facts = credit.hold(state, reason="待定", on=ON)
                case "release":
                    facts = credit.release(state, amount=amount, on=ON)
                case "return_held":
                    facts = credit.return_held(state, amount=amount, **BACK)
                case "return":
                    facts = credit.return_gift(state, gift=gift, amount=amount, **BACK)
                case _:
                    notice = evolve(NOTICE, remark=f"第 {number} 次更正")
                    facts = credit.correct(state, notice=notice, **CORRECTION)
        except Rejection:
            continue
        state = BANK_CREDIT.fold(facts, state)
        sent_back += total(fact.amount for fact in facts if isinstance(fact, CreditReturned))
        assert state is not None
        allocated = total(p.amount for p in state.allocations)
        assert min(allocated, state.held, state.returned, state.open) >= ZERO
        assert allocated + state.held + state.returned + state.open == NOTICE.amount
        assert allocated + state.held + sent_back <= NOTICE.amount


def test_what_came_for_a_claim_is_a_gift_or_goes_back() -> None:
    def free(state: Credit | None) -> tuple[()]:
        assert state is not None
        unmeant(state)
        return ()

    given(BANK_CREDIT, RECORDED, HELD).when(free).ignored()
    given(BANK_CREDIT, RECORDED, evolve(HELD, claims=("c",))).when(free).refused(
        Why.MEANT, claim="c"
    )
