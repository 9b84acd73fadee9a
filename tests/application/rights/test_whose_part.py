"""Whose a part of a credit is, is told by the credit it is cut from, ``#`` in its id or not."""

from __future__ import annotations

import pytest

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.finance import credits, receipts
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.overview.chain import LinkKind, walk
from lixia_domain.application.programme import claims
from lixia_domain.audit.trace.flow import FlowKind
from lixia_domain.audit.trace.follow import follow
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.gifts import gift_of
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.texts import Key
from lixia_domain.recording.work import Work

from .conftest import KEEPER, MORNING, OTHER_KEEPER, PAPER, District, person

OWN, OTHERS = "T1", "T1#1"
"""The second is what a bank calls another transaction; both begin alike."""


def booked(district: District, credit_id: str, who: str, fund_id: str, project: str) -> str:
    notice = Notice(
        account=f"account of {fund_id}",
        value_date=business_date(MORNING),
        payer=person(fund_id),
        payer_ref=None,
        amount=Money(10),
        remark="",
    )
    district.do(
        credits.book,
        who,
        credit_id=credit_id,
        fund_id=fund_id,
        notice=notice,
        document="回单",
        wishes=(ToDesignation(designation=project),),
    )
    return gift_of(credit_id, 1, 1)


@pytest.fixture
def gifts(district: District) -> tuple[str, str]:
    """One gift to each foundation."""
    return (
        booked(district, OWN, "acct-1", "f1", "p1"),
        booked(district, OTHERS, "acct-9", "f2", "p2"),
    )


def test_every_use_case_that_names_a_credit_or_a_part_of_one_asks_for_its_keeper(
    district: District, gifts: tuple[str, str]
) -> None:
    keepers = {OWN: KEEPER, OTHERS: OTHER_KEEPER}
    whole = [(credit, keeper) for credit, keeper in keepers.items()]
    parts = [(gift, keepers[credit]) for gift, credit in zip(gifts, keepers, strict=True)]
    tried = []
    for _, act in use_cases():
        for argument in act.gate.arguments:
            form = argument.shape.form
            if not isinstance(form, Key) or form.category != "bank_credit":
                continue
            if argument.name != act.scope.argument:
                continue
            for key, keeper in parts if form.ends else whole:

                def whose(work: Work) -> str | None:
                    return act.scope.resolve(work, {argument.name: key}).foundation  # noqa: B023

                found = district.store.ledger.transact(whose, by=district.by("acct-1"))
                assert found == keeper, (act.name, key)
            tried.append(act.name)
    assert {"receipts.issue", "credits.return_gift", "credits.allocate"} < {*tried}


def test_nobody_acts_on_a_gift_of_another_foundation(
    district: District, gifts: tuple[str, str]
) -> None:
    own, others = gifts
    receipt = {"code": "A1", "number": "00000001"}
    back = {"amount": Money(10), "basis": "agreement", "document": PAPER}
    answer = {"to": "p1", "amount": Money(10), "agreed": True, "document": PAPER}
    for act, who, told in (
        (receipts.issue, "rcpt-1", receipt),
        (credits.return_gift, "acct-1", back),
        (credits.return_income, "acct-1", back),
        (claims.answer_use_change, "acct-1", answer),
    ):
        assert district.refused(act, who, gift=others, **told) == "rights.not_theirs"
    district.do(receipts.issue, "rcpt-1", gift=own, **receipt)
    district.do(credits.return_gift, "acct-9", gift=others, **back)


def test_a_gift_is_found_wherever_it_is_asked_for(
    district: District, gifts: tuple[str, str]
) -> None:
    for credit, gift, project in zip((OWN, OTHERS), gifts, ("p1", "p2"), strict=True):
        for key in (credit, gift, f"bank_credit-{credit}"):
            found = walk(district.store, key)
            assert found is not None
            assert {k.key for k in found.links if k.kind is LinkKind.PROJECT} == {project}
            assert found.asked == {(LinkKind.GIFT, gift)}
        followed = follow(district.store.ledger, FlowKind.GIFT, gift)
        assert followed.to.key == gift
