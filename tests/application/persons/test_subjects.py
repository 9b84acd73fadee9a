"""A natural person's gift is booked, whatever became of the person's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from lixia_domain.aggregates.subject.facts import AskedBy, PersonKind
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.persons import subjects
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By, Work
from lixia_domain.testing.examples.persons import NAME, PHONE

ON = date(2021, 11, 8)
DONOR = f"p:{'7' * 32}"
HELD = "subject.retention_held"


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 11, 8, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        yield opened


def by(store: Store) -> By:
    return store.by("acct-1", Role.ACCOUNTANT)


def donates(store: Store) -> list[str]:
    """Let the person give; return what is recorded of the person."""
    head = store.ledger.head()

    def steps(work: Work) -> None:
        subjects.donated(work, DONOR, details=(NAME,), document="到账回单", on=ON)

    store.ledger.transact(steps, by=by(store))
    return [fact.event.event_name for fact in store.ledger.read(head)]


def registered(store: Store, kind: PersonKind = PersonKind.VOLUNTEER) -> None:
    told = {"person": DONOR, "kind": kind, "details": (NAME, PHONE), "document": "同意书"}
    subjects.register(store.ledger, by(store), **told, on=ON)


def test_who_gives_for_the_first_time_is_registered_and_held_with_the_vouchers(
    store: Store,
) -> None:
    assert donates(store) == ["subject.registered", HELD]
    assert donates(store) == [], "the same year's vouchers hold the data already"


def test_who_is_known_as_something_else_is_a_donor_too(store: Store) -> None:
    registered(store)
    assert donates(store) == ["subject.part_taken", HELD]


def test_once_a_hold_was_released_the_years_vouchers_hold_no_more(store: Store) -> None:
    donates(store)
    told = {"person": DONOR, "hold_id": "accounting-2021", "document": "更正说明"}
    subjects.release(store.ledger, by(store), **told, mistaken=True, on=ON)
    assert donates(store) == []


def test_of_restricted_data_only_the_hold_is_recorded(store: Store) -> None:
    registered(store)
    told = {"person": DONOR, "reason": "本人要求", "document": "申请"}
    subjects.restrict(store.ledger, by(store), **told, on=ON)
    assert donates(store) == [HELD]
    assert donates(store) == []


def test_of_erased_data_nothing_is_recorded(store: Store) -> None:
    registered(store)
    told = {"person": DONOR, "reason": "本人要求", "document": "申请"}
    subjects.order_erasure(
        store.ledger, by(store), **told, asked_by=AskedBy.SUBJECT, linkable=False, on=ON
    )
    assert donates(store) == []
    known = store.ledger.load(SUBJECT, SUBJECT.stream(DONOR)).state
    assert known is not None and not known.holds
