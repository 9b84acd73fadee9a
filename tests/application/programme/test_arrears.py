"""A default frees the slot once, by what had not arrived; the debt stays."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from lixia_domain.application.programme import arrears

DEADLINE, AFTER = date(2021, 4, 20), date(2021, 4, 21)


def demanded(office: Any) -> Any:
    """Demand the first instalment of the office's claim, and let its time run out."""

    def at(day: date) -> None:
        office.store.clock = lambda: datetime(day.year, day.month, day.day, 4, tzinfo=UTC)

    at(date(2021, 4, 5))
    told = {"number": 1, "deadline": DEADLINE, "document": "催告函（虚构）"}
    arrears.demand(office.ledger, office.by, claim_id="c1", **told, on=date(2021, 4, 5))
    at(AFTER)
    return office


def defaulted(office: Any) -> list[str]:
    head = office.ledger.head()
    arrears.default(office.ledger, office.by, claim_id="c1", on=AFTER)
    return [fact.event.event_name for fact in office.ledger.read(head)]


def test_with_a_default_the_slot_is_free_and_told_again_nothing_happens(office: Any) -> None:
    demanded(office)
    assert defaulted(office) == ["pledge.defaulted", "project.claim_released"]
    assert defaulted(office) == []


def test_with_a_default_what_had_arrived_stays_claimed(office: Any, row: Any) -> None:
    office.take([row(1, 40, payer="甲企业（虚构示例）", designation="c1")])
    assert defaulted(demanded(office)) == ["pledge.defaulted", "project.claim_reduced"]
