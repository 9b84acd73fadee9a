"""Who asks, approves, pays and releases are four people, and none of them is paid (不相容岗位)."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from lixia_domain.aggregates.disbursement import decisions as paper
from lixia_domain.aggregates.disbursement import expenses, losses
from lixia_domain.aggregates.disbursement.facts import (
    DisbursementApproved,
    DisbursementEvent,
    DisbursementRequested,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    FundsDisbursed,
    LossWrittenOff,
)
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Why
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.testing import given

ON = date(2021, 5, 12)
WHOLE = Money(100)
SHARES = (GiftShare(gift="a", source=SourceClass.DONATED, amount=WHOLE),)
LINE: dict[str, Any] = {"payee_account": "tok", "agreement": "协议", "tranche": 1, "line": "助餐"}
FORM: dict[str, Any] = {
    **LINE,
    "project": "p",
    "account": "f/p",
    "team": "t",
    "amount": WHOLE,
    "purpose": "餐费",
}
CHECK: dict[str, Any] = {
    "rule": "four_eyes@2016",
    "minutes": "纪要",
    "conflicts_checked": (),
    "shares": SHARES,
    "position": 9,
}
BILL: dict[str, Any] = {
    "invoice": "i1",
    "invoice_date": ON,
    "seller": "店（虚构）",
    "file_hash": "ab",
    "amount": WHOLE,
}
FOUR = ("asker", "approver", "teller", "releaser")
PARTS = (*FOUR, "shop")


def requested(who: str = "asker", payee: str = "shop") -> DisbursementRequested:
    return DisbursementRequested(**FORM, requester=who, payee=payee, on=ON)


def approved(who: str = "approver") -> DisbursementApproved:
    return DisbursementApproved(**CHECK, approver=who, on=ON)


def paid(payer: str | None = "teller", released_by: str | None = "releaser") -> FundsDisbursed:
    return FundsDisbursed(
        **LINE,
        debit="b1",
        voucher="记-1",
        payee="shop",
        amount=WHOLE,
        shares=SHARES,
        paid_by=payer,
        released_by=released_by,
        on=ON,
    )


EVIDENCED = ExpenseEvidenced(**BILL, line="助餐", on=ON)
APPROVING: dict[str, Any] = {**CHECK, "related": (), "earlier": {}, "open_tranches": 0, "on": ON}


def paying(*history: DisbursementEvent, **told: Any) -> Any:
    words = {"debit": "b1", "voucher": "记-1", "paid_by": "teller", "released_by": "releaser"}
    return given(DISBURSEMENT, *history).when(paper.pay, **{**words, **told}, on=ON)


def test_four_people_pay_and_the_payment_names_who_paid_and_who_released() -> None:
    paying(requested(), approved()).then(paid())
    paying(requested(), approved(), two_keys=True).then(paid())


def test_the_second_key_is_told_where_there_are_two() -> None:
    paying(requested(), approved(), released_by=None, two_keys=True).refused(Why.NOT_RELEASED)
    paying(requested(), approved(), released_by=None).then(paid(released_by=None))


@pytest.mark.parametrize("pair", [*combinations(PARTS, 2)], ids="-".join)
def test_no_two_parts_of_a_payment_are_one_persons(pair: tuple[str, str]) -> None:
    """By two accounts of one person, by one account, by one account spelled otherwise."""
    first, second = pair
    eyes = {who: f"person of {who}" for who in PARTS} | {second: f"person of {first}"}
    paying(requested(), approved(), eyes=eyes).refused(Why.SAME_PERSON)
    for one in (first, first.upper()):
        who = {part: one if part == second else part for part in PARTS}
        facts = (requested(who["asker"], who["shop"]), approved(who["approver"]))
        told = paying(*facts, paid_by=who["teller"], released_by=who["releaser"])
        told.refused(Why.SAME_PERSON)


def test_a_request_for_oneself_is_refused_by_whatever_account() -> None:
    form = {**FORM, "requester": "asker", "payee": "shop", "on": ON}
    alike = {"asker": "p:1", "shop": "p:1"}
    given(DISBURSEMENT).when(paper.request, **form, eyes=alike).refused(Why.SAME_PERSON)
    given(DISBURSEMENT).when(paper.request, **form).then(requested())


@pytest.mark.parametrize("other", ["asker", "shop"])
def test_an_approval_by_another_account_of_who_asks_or_is_paid_is_refused(other: str) -> None:
    told = given(DISBURSEMENT, requested()).when(
        paper.approve, **APPROVING, approver="approver", eyes={"approver": "p:1", other: "p:1"}
    )
    told.refused(Why.SAME_PERSON)


@pytest.mark.parametrize("who", ["asker", "approver"])
def test_who_is_related_by_whatever_account_neither_asks_nor_approves(who: str) -> None:
    words = {**APPROVING, "related": ("cousin",)}
    told = given(DISBURSEMENT, requested()).when(
        paper.approve, **words, approver="approver", eyes={who: "p:1", "cousin": "p:1"}
    )
    told.refused(Why.RELATED, who=who)


JUDGED: dict[str, DisbursementEvent] = {
    "accept": ExpenseAccepted(invoice="i1", amount=WHOLE, reviewer="judge", on=ON),
    "disallow": ExpenseDisallowed(
        invoice="i1", amount=WHOLE, reviewer="judge", reason="无关", on=ON
    ),
    "write_off": LossWrittenOff(amount=Money(1), minutes="纪要", approver="judge", on=ON),
}


def judging(act: str, *, payment: FundsDisbursed, lead: str = "", eyes: Any = None) -> Any:
    own: dict[str, Any] = {"lead": lead, "eyes": eyes or {}, "on": ON}
    history = (requested(), approved(), payment)
    shown = given(DISBURSEMENT, *history, EVIDENCED)
    match act:
        case "accept":
            return shown.when(expenses.accept_expense, invoice="i1", reviewer="judge", **own)
        case "disallow":
            words = {"invoice": "i1", "reviewer": "judge", "reason": "无关"}
            return shown.when(expenses.disallow_expense, **words, **own)
        case _:
            lost = {"amount": Money(1), "minutes": "纪要", "approver": "judge"}
            return given(DISBURSEMENT, *history).when(losses.write_off, **lost, **own)


@pytest.mark.parametrize("act", JUDGED)
def test_what_was_spent_is_judged_by_another_person(act: str) -> None:
    judging(act, payment=paid(), lead="lead").then(JUDGED[act])
    judging(act, payment=paid(payer=None), eyes={"judge": "p:1"}).then(JUDGED[act])
    for own in ("asker", "teller", "shop", "lead"):
        alike = {"judge": "p:1", own: "p:1"}
        told = judging(act, payment=paid(), lead="lead", eyes=alike)
        told.refused(Why.OWN_SPENDING, who="judge")
