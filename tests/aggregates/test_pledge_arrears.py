from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import hypothesis
from attrs import evolve
from hypothesis import strategies as st

from lixia_domain.aggregates.pledge import arrears
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge import facts as pledge_facts
from lixia_domain.aggregates.pledge.facts import Instalment, PledgeEvent
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge, Why
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given
from lixia_domain.testing.given import Given

ON, DUE, LATE, END, AFTER = (date(2021, month, 1) for month in (3, 4, 5, 6, 7))
PAPER = {"document": "催告函"}


def pledged(*facts: PledgeEvent) -> Given[Any, PledgeEvent]:
    told = pledge_facts.DonationPledged(
        project="p",
        enterprise="e",
        fund="f",
        amount=Money(100),
        instalments=(
            Instalment(due=DUE, amount=Money(60)),
            Instalment(due=END, amount=Money(40)),
        ),
        relief=True,
        on=ON,
    )
    return given(PLEDGE, told, *facts)


def paid(number: int, fen: int, on: date = LATE) -> pledge_facts.InstalmentSettled:
    return pledge_facts.InstalmentSettled(
        enterprise="e", number=number, amount=Money(fen), credit="c", gift="g", on=on
    )


DEMANDED = pledge_facts.PaymentDemanded(
    enterprise="e", number=1, due=DUE, amount=Money(60), deadline=END, on=LATE, **PAPER
)
DEFAULTED = pledge_facts.PledgeDefaulted(
    enterprise="e", owed=Money(100), enforceable=False, demand="催告函", rule="r", on=AFTER
)
APPROVED = pledge_facts.StateApprovalEvidenced(
    enterprise="e", approval="a", filing="b", rule="r", on=ON
)


def test_approval_needs_both_papers_and_is_noted_once() -> None:
    told: dict[str, Any] = {"rule": "r", "on": ON}
    approve = arrears.evidence_state_approval
    pledged().when(approve, approval="a", filing="b", **told).then(APPROVED)
    pledged(APPROVED).when(approve, approval="x", filing="y", **told).ignored()
    for papers in ({"approval": " ", "filing": "b"}, {"approval": "a", "filing": ""}):
        pledged().when(approve, **papers, **told).refused(Why.APPROVAL_MISSING)
    arrears.require_state_approval(pledged(APPROVED).state)
    pledged().when(_require).refused(Why.APPROVAL_MISSING, missing="审批文件、备案文件")


def _require(state: Any) -> tuple[()]:
    arrears.require_state_approval(state)
    return ()


def always(_: date) -> bool:
    return True


def ask_on_working_days(known: Pledge | None, **told: Any) -> Any:
    return arrears.demand(known, working=always, **told)


def default_on_working_days(known: Pledge | None, **told: Any) -> Any:
    return arrears.default(known, working=always, **told)


def test_a_demand_is_for_what_is_overdue_and_gives_time() -> None:
    ask = ask_on_working_days
    pledged().when(ask, number=1, deadline=END, on=LATE, **PAPER).then(DEMANDED)
    pledged(DEMANDED).when(ask, number=1, deadline=END, on=LATE, **PAPER).ignored()
    again = pledged(DEMANDED).when(ask, number=1, deadline=AFTER, on=END, **PAPER)
    assert not isinstance(again.answer, Rejection) and len(again.answer) == 1
    pledged().when(ask, number=1, deadline=END, on=DUE, **PAPER).refused(Why.NOT_OVERDUE, due=DUE)
    pledged().when(ask, number=1, deadline=LATE, on=LATE, **PAPER).refused(Why.NO_TIME_LEFT)
    pledged().when(ask, number=9, deadline=END, on=LATE, **PAPER).refused(Why.NOTHING_OWED)


def test_who_has_paid_is_neither_dunned_nor_in_default_though_the_money_is_only_held() -> None:
    ask, default = ask_on_working_days, default_on_working_days
    told: dict[str, Any] = {"number": 1, "deadline": END, "on": LATE, **PAPER}
    there = {"L2": Money(20), "L1": Money(40)}
    pledged().when(ask, **told, held=there).refused(Why.HELD, held=Money(60), credits="L1、L2")
    pledged().when(ask, **told, held={"L1": Money(59)}).then(DEMANDED)
    pledged(DEMANDED).when(ask, **told, held=there).ignored()
    over = pledged(DEMANDED)
    over.when(default, rule="r", on=AFTER, held=there).refused(Why.HELD, number=1)
    over.when(default, rule="r", on=AFTER, held={"L1": Money(59)}).then(DEFAULTED)
    pledged(DEMANDED, DEFAULTED).when(default, rule="r", on=AFTER, held=there).ignored()


def amended(first: date, second: date) -> pledge_facts.PledgeAmended:
    parts = (
        Instalment(due=first, amount=Money(60)),
        Instalment(due=second, amount=Money(40)),
    )
    return pledge_facts.PledgeAmended(
        enterprise="e", amount=Money(100), instalments=parts, reason="r", on=LATE
    )


def test_a_demand_ends_with_the_instalment_that_it_was_made_for() -> None:
    default = default_on_working_days
    moved = pledged(DEMANDED, amended(END - timedelta(1), END))
    moved.when(default, rule="r", on=AFTER).refused(Why.NOT_DEMANDED)
    other = pledged(DEMANDED, amended(DUE, AFTER))
    other.when(default, rule="r", on=AFTER).then(DEFAULTED)


def test_a_second_demand_leaves_the_first_running() -> None:
    default = default_on_working_days
    for second in (evolve(DEMANDED, number=2), DEMANDED):
        later = evolve(second, deadline=AFTER + timedelta(30), document="二", on=END)
        pledged(DEMANDED, later).when(default, rule="r", on=AFTER).then(DEFAULTED)


def test_an_instalment_and_a_demand_end_on_a_working_day() -> None:
    def off(on: date) -> bool:
        return on not in (DUE, DUE + timedelta(1), END)

    asked = {"number": 1, "deadline": AFTER, "working": off, **PAPER}
    second, rolled = DUE + timedelta(2), END + timedelta(1)
    pledged().when(arrears.demand, on=second, **asked).refused(Why.NOT_OVERDUE, due=second)
    told = pledged().when(arrears.demand, on=second + timedelta(1), **asked).answer
    assert isinstance(told, tuple)
    pledged(DEMANDED).when(arrears.default, rule="r", working=off, on=rolled).refused(
        Why.DEADLINE_RUNNING, deadline=rolled
    )


def test_default_follows_demand_and_deadline_and_keeps_what_is_owed() -> None:
    default = default_on_working_days
    pledged().when(default, rule="r", on=AFTER).refused(Why.NOT_DEMANDED)
    pledged(DEMANDED).when(default, rule="r", on=END).refused(Why.DEADLINE_RUNNING, deadline=END)
    pledged(DEMANDED).when(default, rule="r", on=AFTER).then(DEFAULTED)
    pledged(DEMANDED, DEFAULTED).when(default, rule="r", on=AFTER).ignored()
    pledged(DEMANDED, paid(1, 60)).when(default, rule="r", on=AFTER).refused(
        Why.NOTHING_OWED, number=1
    )


def test_a_pledge_in_default_takes_no_money_and_no_amendment() -> None:
    told = pledged(DEMANDED, DEFAULTED)
    told.when(pledge.settle, number=1, amount=Money(1), credit="c", gift="g", on=AFTER).refused(
        Why.DEFAULTED
    )
    assert told.state.released is None, "the claim in law stays"


def test_a_default_is_taken_back_with_the_demands_before_it() -> None:
    words = {"reason": "误寄", "document": "d2"}
    back = pledge_facts.DefaultWithdrawn(enterprise="e", **words, on=AFTER)
    told = pledged(DEMANDED, DEFAULTED)
    told.when(arrears.withdraw_default, **words, on=AFTER).then(back)
    pledged(DEMANDED).when(arrears.withdraw_default, **words, on=AFTER).ignored()
    stands = pledged(DEMANDED, DEFAULTED, back)
    assert (stands.state.defaulted, stands.state.demands) == (None, ())
    stands.when(default_on_working_days, rule="r", on=AFTER).refused(Why.NOT_DEMANDED)
    gone = pledge_facts.PledgeReleased(enterprise="e", reason="协商", on=AFTER)
    pledged(DEMANDED, DEFAULTED, gone).when(arrears.withdraw_default, **words, on=AFTER).refused(
        Why.RELEASED, reason="协商"
    )


def test_a_receipt_is_waived_once() -> None:
    waived = pledge_facts.DonationReceiptWaived(enterprise="e", document="d", on=ON)
    pledged().when(arrears.waive_receipt, document="d", on=ON).then(waived)
    pledged(waived).when(arrears.waive_receipt, document="e", on=ON).ignored()
    assert pledged(waived).state.receipt_waived


@hypothesis.settings(deadline=None, max_examples=60)
@hypothesis.given(st.integers(0, 59), st.integers(0, 40))
def test_what_is_owed_and_what_has_come_make_up_the_promise(first: int, second: int) -> None:
    facts = [paid(n, fen) for n, fen in ((1, first), (2, second)) if fen]
    told = pledged(*facts, DEMANDED)
    (fact,) = arrears.default(told.state, rule="r", working=always, on=AFTER)
    assert isinstance(fact, pledge_facts.PledgeDefaulted)
    assert fact.owed + total(told.state.settled) == Money(100)
    assert fact.owed > ZERO


def test_a_waiver_is_taken_back_and_noted_again() -> None:
    waived = pledge_facts.DonationReceiptWaived(enterprise="e", document="d", on=ON)
    words = {"reason": "误登", "document": "d2"}
    back = pledge_facts.ReceiptWaiverWithdrawn(enterprise="e", **words, on=ON)
    pledged(waived).when(arrears.withdraw_waiver, **words, on=ON).then(back)
    pledged(waived, back).when(arrears.withdraw_waiver, **words, on=ON).ignored()
    pledged(waived, back).when(arrears.waive_receipt, document="d", on=ON).then(waived)
