"""Goods are taken in from firms and from persons, for one project or for whatever is needed."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.aggregates.in_kind.facts import InKindDelivered
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


def test_what_was_issued_or_written_off_wrongly_comes_back(desk: Desk) -> None:
    desk.do(goods.deliver, **delivery())
    sw: dict[str, Any] = {"delivery_id": "sw-1"}
    issued = {"quantity": 6, "project_id": "p1", "receiver": "t1", "document": "领用单"}
    desk.do(goods.issue, **sw, **issued)
    desk.do(goods.write_off, **sw, quantity=4, reason="受潮", minutes="纪要")
    back: dict[str, Any] = {**sw, "reason": "误登", "document": "退库单"}
    desk.do(goods.take_back, **back, quantity=6, issued="领用单")
    desk.do(goods.find, **back, quantity=4, written_off="纪要")
    again = desk.refused(goods.take_back, **back, quantity=1, issued="领用单")
    assert again == "in_kind.not_out"
    desk.do(goods.issue, **sw, **{**issued, "quantity": 10})
