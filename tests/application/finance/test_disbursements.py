"""A request that comes to nothing gives back exactly what had been set aside for it."""

from __future__ import annotations

import pytest

from lixia_domain.application.finance import disbursements

from .conftest import Desk

WITHDRAWN = "disbursement.withdrawn"


@pytest.mark.parametrize(
    ("approved", "facts"),
    [
        (False, [WITHDRAWN]),
        (True, [WITHDRAWN, "account.reservation_released", "project.budget_line_released"]),
    ],
)
def test_a_request_that_is_withdrawn_frees_what_was_reserved_and_nothing_else(
    desk: Desk, approved: bool, facts: list[str]
) -> None:
    desk.request("d1")
    if approved:
        desk.approve("d1")
    head, held = desk.store.ledger.head(), desk.held("p1")
    desk.do(disbursements.withdraw, "req-1", disbursement_id="d1", reason="改由他处采购")
    assert [fact.event.event_name for fact in desk.store.ledger.read(head)] == facts
    assert desk.held("p1") == held
    desk.request("d2")
    desk.approve("d2")
