"""One person, one age, one guardian, wherever it is met; and who corrects what is at rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.aggregates.subject.facts import AskedBy, PersonKind
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.aggregates.subject.state import Why as SubjectWhy
from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.application.activities import calls, entries, volunteers
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.persons import guardians, subjects
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.examples.persons import NAME

ON, OF_AGE = date(2021, 11, 8), date(2030, 1, 1)
CHILD, PARENT, OTHER, PUPIL = (f"p:{c * 32}" for c in "4567")
SERVICE = (ConsentScope.SERVICE,)


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 11, 8, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        yield opened


def do(store: Store, use_case: Any, role: Role = Role.PROGRAMME_OFFICE, **told: Any) -> None:
    if "document" in {one.name for one in use_case.gate.arguments}:
        told = {"document": "同意书", **told}
    use_case(store.ledger, store.by("acct-1", role), **told, on=ON)


def refused(why: Reason, store: Store, use_case: Any, **told: Any) -> None:
    with pytest.raises(Rejection) as refusal:
        do(store, use_case, **told)
    assert refusal.value.reason is why


def kept(store: Store, person: str = CHILD, **told: Any) -> None:
    child = {"guardian": PARENT, "adult_from": OF_AGE}
    do(
        store,
        subjects.register,
        person=person,
        kind=PersonKind.AUTHOR,
        details=(NAME,),
        **(told or child),
    )


def submit(store: Store, author: str = CHILD, entry: str = "1", **told: Any) -> None:
    entries.submit(
        store.ledger,
        store.by("acct-1", Role.PROGRAMME_OFFICE),
        call_id="C1",
        entry_id=entry,
        title="t",
        authors=(author,),
        document="d",
        document_hash="0" * 64,
        **told,
        on=ON,
    )


@pytest.fixture
def called(store: Store) -> Store:
    calls.open_the_call(
        store.ledger,
        store.by("acct-1", Role.PROGRAMME_OFFICE),
        call_id="C1",
        title="t",
        kind=CallKind.RULES,
        number=1,
        tie_rule=TieRule.EARLIER,
        revote=Revote.REFUSED,
        entries_until=date(2021, 12, 1),
        objection_days=5,
        on=ON,
    )
    return store


def test_an_age_on_record_need_not_be_told_and_may_not_be_told_otherwise(store: Store) -> None:
    kept(store)
    other = {"person": CHILD, "adult_from": date(2020, 1, 1)}
    refused(SubjectWhy.EXISTS, store, volunteers.register, **other)
    do(store, volunteers.register, person=CHILD)
    do(store, volunteers.register, person=CHILD)
    told = {"person": CHILD, "scope": SERVICE}
    refused(SubjectWhy.EXISTS, store, volunteers.guardian_consents, **told, guardian=OTHER)
    do(store, volunteers.guardian_consents, **told, guardian=PARENT)


def test_a_minor_volunteer_of_whom_nothing_is_kept_has_one_age_and_one_guardian(
    called: Store,
) -> None:
    do(called, volunteers.register, person=CHILD, adult_from=OF_AGE)
    with pytest.raises(Rejection) as refusal:
        submit(called)
    assert refusal.value.reason is SubjectWhy.NO_GUARDIAN
    consent = {"person": CHILD, "scope": SERVICE}
    do(called, volunteers.guardian_consents, **consent, guardian=PARENT)
    submit(called)
    kept(called, guardian=None)
    found = called.ledger.transact(
        lambda work: work.load(SUBJECT, CHILD), by=called.by("a1", Role.TEAM)
    )
    assert found is not None
    assert (found.guardian, found.adult_from) == (PARENT, OF_AGE)


def test_minors_guard_nobody_and_not_themselves(store: Store) -> None:
    do(store, volunteers.register, person=PUPIL, adult_from=OF_AGE)
    do(store, volunteers.register, person=CHILD, adult_from=OF_AGE)
    consent = {"person": CHILD, "scope": SERVICE}
    do_it = volunteers.guardian_consents
    refused(guardians.Why.MINOR, store, do_it, **consent, guardian=PUPIL)
    refused(SubjectWhy.OWN_GUARDIAN, store, do_it, **consent, guardian=CHILD)
    told = {"person": OTHER, "kind": PersonKind.AUTHOR, "details": (NAME,), "adult_from": OF_AGE}
    refused(guardians.Why.MINOR, store, subjects.register, **told, guardian=PUPIL)
    kept(store)
    refused(guardians.Why.MINOR, store, guardians.note, person=CHILD, guardian=PUPIL)


def test_a_childs_guardian_is_told_with_its_details_or_before(called: Store) -> None:
    with pytest.raises(Rejection) as refusal:
        submit(called, adult_from={CHILD: OF_AGE}, guardians={CHILD: PARENT})
    assert refusal.value.reason is SubjectWhy.NO_DETAILS
    kept(called)
    submit(called)
    submit(called, entry="2", adult_from={CHILD: OF_AGE}, guardians={CHILD: PARENT})


def test_a_grown_author_needs_no_guardian(called: Store) -> None:
    submit(called, adult_from={CHILD: date(2020, 1, 1)})


def test_what_is_at_rest_is_corrected_by_an_auditor_and_nothing_else_is(store: Store) -> None:
    kept(store)
    note = {"person": CHILD, "adult_from": date(2029, 1, 1)}
    with pytest.raises(Rejection) as refusal:
        do(store, guardians.note, Role.AUDITOR, **note)
    assert refusal.value.reason is SubjectWhy.NOT_RESTRICTED
    with pytest.raises(Rejection) as refusal:
        do(store, guardians.note, Role.AUDITOR, **{**note, "person": OTHER})
    assert refusal.value.reason is SubjectWhy.NOT_RESTRICTED
    do(store, subjects.restrict, person=CHILD, reason="本人要求")
    refused(SubjectWhy.RESTRICTED, store, guardians.note, **note)
    do(store, guardians.note, Role.AUDITOR, **note)
    refused(SubjectWhy.UNKNOWN, store, guardians.note, person=OTHER)


def test_of_an_erased_person_nothing_is_noted_and_hours_are_an_auditors(store: Store) -> None:
    kept(store)
    told = {"person": CHILD, "reason": "r", "asked_by": AskedBy.SUBJECT, "linkable": False}
    do(store, subjects.order_erasure, **told)
    with pytest.raises(Rejection) as refusal:
        do(store, guardians.note, Role.AUDITOR, person=CHILD, guardian=OTHER)
    assert refusal.value.reason is SubjectWhy.ERASED
