"""Goods are taken in from firms and from persons, for one project or for whatever is needed."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.aggregates.in_kind import InKindDelivered
from lixia_domain.application.finance import goods
from lixia_domain.kernel.gifts import Valued
from lixia_domain.kernel.money import Money

from .conftest import CODE, Desk

PERSON = f"p:{'1' * 32}"


def delivery(**told: Any) -> dict[str, Any]:
    return {
        "delivery_id": "sw-1",
        "fund_id": "f1",
        "donor": CODE,
        "project_id": None,
        "item": "大米（虚构示例）",
        "unit": "袋",
        "quantity": 10,
        "value": Money(1_000),
        "valued": Valued.DOCUMENT,
        "document": "发票（虚构）",
        "document_hash": "0" * 64,
        **told,
    }


@pytest.mark.parametrize(("donor", "kept"), [(CODE, CODE), (PERSON.upper(), PERSON)])
@pytest.mark.parametrize(("project", "restriction"), [(None, ""), ("p1", "p1")])
def test_goods_are_kept_as_their_donors_and_for_what_they_were_given(
    desk: Desk, donor: str, kept: str, project: str | None, restriction: str
) -> None:
    desk.do(goods.deliver, **delivery(donor=donor, project_id=project))
    [fact] = desk.store.ledger.read(reads=(InKindDelivered,))
    assert isinstance(fact.event, InKindDelivered)
    assert (fact.event.donor, fact.event.restriction) == (kept, restriction)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"donor": "王小明"}, "donor.unknown_form"),
        ({"donor": f"{CODE[:-1]}0"}, "donor.unknown_form"),
        ({"project_id": "p9"}, "project.unknown"),
        ({"fund_id": "f9"}, "fund.unknown"),
    ],
)
def test_goods_of_nobody_known_or_for_nothing_known_are_refused(
    desk: Desk, told: dict[str, Any], reason: str
) -> None:
    assert desk.refused(goods.deliver, **delivery(**told)) == reason
