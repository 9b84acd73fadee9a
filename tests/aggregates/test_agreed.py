"""What was paid for a named use stays so: by which rule it is used, returned, found again."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from lixia_domain.aggregates.bank_credit import agreed, facts
from lixia_domain.aggregates.bank_credit.agreed import Agreed
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, Credit
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON = date(2025, 4, 15)
NOTICE = Notice(
    account="01", value_date=ON, payer="甲（虚构）", payer_ref=None, amount=Money(100), remark=""
)
RECORDED = facts.BankCreditRecorded(fund="f", notice=NOTICE, document="d", revision=1, on=ON)
GIFT = Allocation(gift="g", account="f/p", claim=None, instalment=None, amount=Money(60))
P, Q = (Agreed(amount=Money(30), designations=(each,)) for each in "pq")
R = Agreed(amount=Money(30), claims=("R1",))
TAKEN_BACK = (
    facts.CreditReversed(revision=1, reason="有误", approver="a", on=ON),
    evolve(RECORDED, revision=2),
)


def state(*history: facts.CreditEvent) -> Credit:
    found = given(BANK_CREDIT, RECORDED, *history).state
    assert found is not None
    return found


def held(fen: int, *designations: str) -> facts.CreditHeld:
    return facts.CreditHeld(amount=Money(fen), reason="待定", designations=designations, on=ON)


def taken_in(**changed: object) -> facts.CreditAllocated:
    return facts.CreditAllocated(allocation=evolve(GIFT, **changed), on=ON)


def test_what_was_a_gift_and_is_taken_back_is_for_its_use_the_rest_for_none() -> None:
    after = state(taken_in(), held(40), *TAKEN_BACK, held(100))
    assert after.agreed == (Agreed(amount=Money(60), designations=("p",)),)


@pytest.mark.parametrize("kind", [Income.INTEREST, Income.DONATION])
def test_interest_and_unrestricted_gifts_have_no_use_to_keep(kind: Income) -> None:
    account = "f/p" if kind is Income.INTEREST else "f/general"
    assert state(taken_in(kind=kind, account=account), *TAKEN_BACK).agreed == ()


def test_what_was_held_for_a_use_is_told_of_what_nothing_else_was_told_of() -> None:
    after = state(taken_in(), *TAKEN_BACK, held(100, "q"))
    assert [(part.amount.fen, part.designations) for part in after.agreed] == [
        (60, ("p",)),
        (40, ("q",)),
    ]


def test_a_smaller_entry_of_the_same_payer_keeps_no_more_than_there_is() -> None:
    less = evolve(TAKEN_BACK[1], notice=evolve(NOTICE, amount=Money(50)))
    assert [part.amount.fen for part in state(taken_in(), TAKEN_BACK[0], less).agreed] == [50]


@pytest.mark.parametrize(
    ("before", "now", "one"),
    [
        ((None, "甲（虚构）"), ("A", "甲(虚构)"), True),
        (("A", "甲"), ("A", "甲公司"), True),
        (("A", "甲"), ("B", "甲"), False),
        ((None, "甲"), (None, "乙"), False),
    ],
)
def test_one_payer_is_one_code_or_else_one_name(
    before: tuple[str | None, str], now: tuple[str | None, str], one: bool
) -> None:
    notices = (evolve(NOTICE, payer_ref=ref, payer=name) for ref, name in (before, now))
    assert agreed.one_payer(*notices) is one


def test_a_use_takes_what_was_paid_for_it_then_what_nobody_named_then_the_rest() -> None:
    def left(fen: int) -> list[int]:
        stays, goes = agreed.used((Q, P), Money(fen), there=Money(100), fits=is_p)
        assert sum(part.amount.fen for part in (*stays, *goes)) == 60
        return [part.amount.fen for part in stays]

    def is_p(part: Agreed) -> bool:
        return "p" in part.designations

    assert left(10) == [20, 30]
    assert left(70) == [30]
    assert left(80) == [20]
    assert agreed.room((Q, P), Money(100), is_p) == Money(70)
    assert agreed.room((Q, P), Money(20), is_p) == ZERO


def test_what_nobody_named_goes_back_first_and_what_comes_again_is_as_it_was() -> None:
    back = facts.CreditReturned(gift=None, amount=Money(60), basis="b", document="d", on=ON)
    after = state(taken_in(), *TAKEN_BACK, held(100), back)
    assert after.agreed == (Agreed(amount=Money(40), designations=("p",)),)
    assert [part.amount.fen for part in after.returns] == [40, 20]
    again = facts.CreditReturnCancelled(amount=Money(30), reason="r", document="d", on=ON)
    after = state(taken_in(), *TAKEN_BACK, held(100), back, again, held(30))
    assert sum(part.amount.fen for part in after.agreed) == 60
    assert [part.amount.fen for part in after.returns] == [30]


def test_all_of_what_was_named_goes_back_where_nothing_else_is_left() -> None:
    back = facts.CreditReturned(gift=None, amount=Money(100), basis="b", document="d", on=ON)
    after = state(held(100, "p"), back)
    assert after.agreed == ()
    assert [(part.amount.fen, part.designations) for part in after.returns] == [(100, ("p",))]


def test_a_payer_directs_what_was_for_other_uses_and_all_of_it_to_unrestricted() -> None:
    assert agreed.directed((P, Q), Money(10), "q") == (
        Q,
        evolve(P, amount=Money(20)),
        evolve(Q, amount=Money(10)),
    )
    assert agreed.directed((P,), Money(30), "general") == ()
    (none,) = agreed.directed((P,), Money(30), "other")
    assert not none.gift
    assert agreed.directed((evolve(P, gift=False),), Money(30), "p") == (P,)
    assert agreed.elsewhere((P, Q, R), "q") == (P, R)


def test_what_came_for_a_claim_is_no_other_income_on_its_project() -> None:
    fits = agreed.no_gift_for("p")
    assert [fits(each) for each in (P, Q, R)] == [False, False, False]
    owed = evolve(P, gift=False)
    assert [fits(owed), agreed.is_for(owed, "p")] == [True, False]
    assert fits(Agreed(amount=Money(1), designations=("other",), gift=False))
    gift = agreed.a_gift_for(evolve(GIFT, claim="R1"))
    assert [gift(each) for each in (P, Q, R)] == [True, False, True]
    assert agreed.nothing(P) is False


def test_what_made_good_what_was_owed_was_named_for_nothing_or_for_that() -> None:
    put = facts.CreditPutToReceivable(of="X", amount=Money(30), on=ON)
    directed = facts.CreditDirected(to="other", amount=Money(20), donor="甲", document="d", on=ON)
    after = state(held(100, "p"), directed, put)
    assert after.no_gift
    assert [(part.amount.fen, part.uses) for part in after.agreed] == [(70, "p")]
    assert state(held(100), put).agreed == ()
    assert R.uses == "R1"
