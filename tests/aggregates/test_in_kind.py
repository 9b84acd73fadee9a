from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
from hypothesis import strategies as st

from lixia_domain.aggregates.in_kind import decisions as kind
from lixia_domain.aggregates.in_kind import facts as kind_facts
from lixia_domain.aggregates.in_kind.facts import (
    InKindEvent,
    InKindReceipted,
    InKindUnreceipted,
)
from lixia_domain.aggregates.in_kind.state import IN_KIND, Why
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON = date(2021, 4, 15)
TOLD: dict[str, Any] = {
    "fund": "f",
    "donor": "e",
    "restriction": "p",
    "item": "米（虚构）",
    "unit": "袋",
    "quantity": 3,
    "value": Money(100),
    "valued": Valued.DOCUMENT,
    "document": "发票",
    "document_hash": "h",
    "rule": "r",
    "on": ON,
}
DELIVERED = kind_facts.InKindDelivered(**TOLD)
ISSUE: dict[str, Any] = {"to": "p", "receiver": "t", "document": "领用单", "on": ON}
SALE: dict[str, Any] = {
    "proceeds": Money(50),
    "costs": Money(5),
    "credit": "c",
    "gift": "g",
    "minutes": "m",
    "rule": "r",
    "on": ON,
}
LOSS: dict[str, Any] = {"reason": "受潮", "minutes": "m", "approver": "a", "on": ON}


def test_goods_are_taken_in_once_and_with_evidence() -> None:
    given(IN_KIND).when(kind.deliver, **TOLD).then(DELIVERED)
    given(IN_KIND, DELIVERED).when(kind.deliver, **TOLD).ignored()
    given(IN_KIND, DELIVERED).when(kind.deliver, **{**TOLD, "quantity": 4}).refused(
        Why.EXISTS, quantity=3
    )
    for missing in ("document", "document_hash"):
        given(IN_KIND).when(kind.deliver, **{**TOLD, missing: " "}).refused(Why.NO_EVIDENCE)
    given(IN_KIND).when(kind.deliver, **{**TOLD, "quantity": 0}).refused(Why.NO_QUANTITY)


def test_a_delivery_has_one_receipt_at_a_time() -> None:
    noted, freed = InKindReceipted(receipt="b/1", on=ON), InKindUnreceipted(receipt="b/1", on=ON)
    given(IN_KIND, DELIVERED).when(kind.receipt, receipt="b/1", on=ON).then(noted)
    held = given(IN_KIND, DELIVERED, noted)
    held.when(kind.receipt, receipt="b/1", on=ON).ignored()
    held.when(kind.receipt, receipt="b/2", on=ON).refused(Why.RECEIPTED, receipt="b/1")
    held.when(kind.unreceipt, receipt="b/2", on=ON).ignored()
    held.when(kind.unreceipt, receipt="b/1", on=ON).then(freed)
    again = given(IN_KIND, DELIVERED, noted, freed)
    again.when(kind.receipt, receipt="b/2", on=ON).then(InKindReceipted(receipt="b/2", on=ON))
    given(IN_KIND).when(kind.receipt, receipt="b/1", on=ON).refused(Why.UNKNOWN)


def test_goods_go_out_up_to_what_is_in_store_and_where_they_are_for() -> None:
    at = given(IN_KIND, DELIVERED)
    issued = kind_facts.InKindIssued(quantity=1, value=Money(33), **ISSUE)
    at.when(kind.issue, quantity=1, **ISSUE).then(issued)
    at.when(kind.issue, quantity=4, **ISSUE).refused(Why.SHORT, left=3, quantity=4)
    at.when(kind.issue, quantity=1, **{**ISSUE, "to": "q"}).refused(Why.ELSEWHERE, to="q")
    anywhere = given(IN_KIND, kind_facts.InKindDelivered(**{**TOLD, "restriction": ""}))
    anywhere.when(kind.issue, quantity=1, **{**ISSUE, "to": "q"}).then(
        kind_facts.InKindIssued(quantity=1, value=Money(33), **{**ISSUE, "to": "q"})
    )
    at.when(kind.sell, quantity=3, **SALE).then(
        kind_facts.InKindSold(quantity=3, value=Money(100), **SALE)
    )
    at.when(kind.write_off, quantity=2, **LOSS).then(
        kind_facts.InKindWrittenOff(quantity=2, value=Money(66), **LOSS)
    )
    given(IN_KIND).when(kind.issue, quantity=1, **ISSUE).refused(Why.UNKNOWN)


def test_a_sale_that_was_undone_leaves_the_goods_in_store_at_their_worth() -> None:
    sold = kind_facts.InKindSold(quantity=2, value=Money(66), **SALE)
    undone = kind_facts.InKindSaleReversed(
        quantity=2, value=Money(66), gift="g", reason="银行错账", on=ON
    )
    at = given(IN_KIND, DELIVERED, sold)
    at.when(kind.undo_sale, gift="g", reason="银行错账", on=ON).then(undone)
    after = given(IN_KIND, DELIVERED, sold, undone)
    assert after.state == given(IN_KIND, DELIVERED).state
    after.when(kind.sell, quantity=3, **SALE).then(
        kind_facts.InKindSold(quantity=3, value=Money(100), **SALE)
    )


def test_what_was_issued_or_written_off_comes_back_by_its_paper_and_never_more() -> None:
    back: dict[str, Any] = {"reason": "误登", "document": "退库单", "on": ON}
    issued = kind_facts.InKindIssued(quantity=2, value=Money(66), **ISSUE)
    lost = kind_facts.InKindWrittenOff(quantity=1, value=Money(34), **LOSS)
    out = given(IN_KIND, DELIVERED, issued, lost)
    one = kind_facts.InKindReturned(quantity=1, value=Money(33), issued="领用单", **back)
    out.when(kind.take_back, quantity=1, issued="领用单", **back).then(one)
    found = kind_facts.InKindFound(quantity=1, value=Money(34), written_off="m", **back)
    out.when(kind.find, quantity=1, written_off="m", **back).then(found)
    half = given(IN_KIND, DELIVERED, issued, lost, one)
    half.when(kind.take_back, quantity=2, issued="领用单", **back).refused(Why.NOT_OUT, out=1)
    half.when(kind.take_back, quantity=1, issued="别的", **back).refused(Why.NOT_OUT, out=0)
    half.when(kind.find, quantity=0, written_off="m", **back).refused(Why.NO_QUANTITY)
    again = given(IN_KIND, DELIVERED, issued, lost, one, found)
    again.when(kind.issue, quantity=2, **ISSUE).then(
        kind_facts.InKindIssued(quantity=2, value=Money(67), **ISSUE)
    )


OUT = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), max_size=12)


@hypothesis.settings(deadline=None, max_examples=120)
@hypothesis.given(st.integers(1, 30), st.integers(1, 10_000), OUT)
def test_whatever_goes_out_the_parts_add_up_to_what_was_delivered(
    quantity: int, fen: int, out: list[tuple[int, int]]
) -> None:
    state = IN_KIND.fold(
        [kind_facts.InKindDelivered(**{**TOLD, "quantity": quantity, "value": Money(fen)})]
    )
    worth, count = ZERO, 0
    for what, much in [*out, (0, quantity)]:
        if state is not None and what == 0 and much == quantity:
            much = state.left or 1
        facts: tuple[InKindEvent, ...]
        try:
            if what == 0:
                facts = kind.issue(state, quantity=much, **ISSUE)
            elif what == 1:
                facts = kind.sell(state, quantity=much, **{**SALE, "gift": f"g{count}"})
            elif what == 3:
                if state is None or not state.sales:
                    continue
                facts = kind.undo_sale(state, gift=min(state.sales), reason="错账", on=ON)
            elif what == 4:
                facts = kind.take_back(
                    state, quantity=much, issued="领用单", reason="误登", document="d", on=ON
                )
            else:
                facts = kind.write_off(state, quantity=much, **LOSS)
        except Rejection:
            continue
        state = IN_KIND.fold(facts, state)
        for fact in facts:
            assert not isinstance(fact, kind_facts.InKindDelivered)
            assert fact.value >= ZERO
            back = kind_facts.InKindSaleReversed | kind_facts.InKindReturned
            sign = -1 if isinstance(fact, back) else 1
            worth += Money(sign * fact.value.fen)
            count += sign * fact.quantity
        assert state is not None and state.left == quantity - count >= 0
    assert (worth, count) == (Money(fen), quantity)
