"""Sessions are judged by their day: whose the project was, if it ran, if the team might."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.refusals import Why as ProjectWhy
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.service_session.state import Why
from lixia_domain.aggregates.subject.facts import PersonKind
from lixia_domain.aggregates.subject.state import Why as SubjectWhy
from lixia_domain.aggregates.team import (
    TEAM,
    TeamDebarred,
    TeamRegistered,
    TeamReinstated,
    TeamVerified,
)
from lixia_domain.aggregates.team import Why as TeamWhy
from lixia_domain.aggregates.volunteer.facts import CertificateIssued
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.application.activities import serving, sessions, volunteers
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.persons import subjects
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples.persons import NAME

BEGUN, DAY, ENDED = date(2021, 11, 8), date(2021, 11, 9), date(2021, 11, 10)
TODAY = date(2021, 11, 30)
MORNING = Span(start=540, minutes=60)
A, B = f"p:{'a' * 32}", f"p:{'b' * 32}"


@pytest.fixture
def store() -> Iterator[Store]:
    clock = lambda: datetime(2021, 11, 30, 4, tzinfo=UTC)  # noqa: E731
    with open_store("memory:", create=True, clock=clock) as opened:
        opened.ledger.transact(_opening, by=opened.by("office-1", Role.PROGRAMME_OFFICE))
        yield opened


def _opening(work: Work) -> None:
    """A project of team T1 that ran from BEGUN to ENDED; T9 was debarred then, T8 let in again."""
    planned = prj.ProjectDrafted(
        title="t", domain="d", needs=("n",), lines=(), relief=False, on=BEGUN - timedelta(days=3)
    )
    assigned = prj.TeamAssigned(team="T1", agreement="a", on=BEGUN - timedelta(days=2))
    accepted = prj.ProjectAccepted(minutes="m", on=ENDED)
    started = prj.ProjectStarted(received=ZERO, on=BEGUN)
    work.record(PROJECT, "P1", (planned, assigned, started, accepted))
    team = (
        TeamRegistered(name="n", lead=A, on=BEGUN - timedelta(days=1)),
        TeamVerified(document="d", on=BEGUN),
        TeamDebarred(reason="r", document="d", on=ENDED),
    )
    work.record(TEAM, "T9", team)
    again = TeamReinstated(document="d", on=ENDED + timedelta(days=1))
    work.record(TEAM, "T8", (*team, again))


def refused(why: Reason, store: Store, what: Any) -> None:
    with pytest.raises(Rejection) as refusal:
        store.ledger.transact(what, by=store.by("office-1", Role.PROGRAMME_OFFICE))
    assert refusal.value.reason is why


def do(store: Store, use_case: UseCase[..., Any], who: str = "office-1", **told: Any) -> None:
    role = Role.PROGRAMME_OFFICE
    use_case(store.ledger, store.by(who, role), **{"on": TODAY, **told})


def held(store: Store, session: str, day: date = DAY) -> None:
    told = {"session_id": session, "day": day, "span": MORNING}
    do(store, sessions.plan, **told, title="t", team="T1", place="x", project_id="P1")
    do(store, sessions.hold, **told, document="d")


@pytest.mark.parametrize("day", [BEGUN, DAY, ENDED])
def test_a_project_runs_from_its_first_day_to_its_last(store: Store, day: date) -> None:
    held(store, "s1", day)


@pytest.mark.parametrize("day", [BEGUN - timedelta(days=1), ENDED + timedelta(days=1)])
def test_before_and_after_it_does_not(store: Store, day: date) -> None:
    with pytest.raises(Rejection) as refusal:
        held(store, "s1", day)
    assert refusal.value.reason is ProjectWhy.WRONG_STAGE


def test_before_there_was_a_project_there_was_no_session(store: Store) -> None:
    long_ago = BEGUN - timedelta(days=9)
    refused(ProjectWhy.UNKNOWN, store, lambda w: serving.may_be_planned(w, "P1", "T1", long_ago))
    refused(ProjectWhy.UNKNOWN, store, lambda w: serving.may_be_planned(w, "P2", "T1", DAY))
    refused(Why.OTHER_TEAM, store, lambda w: serving.may_be_planned(w, "P1", "T2", DAY))


def test_a_team_may_serve_once_verified_until_it_is_debarred(store: Store) -> None:
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    store.ledger.transact(lambda work: serving.team_able(work, "T8", BEGUN, on=DAY), by=by)
    store.ledger.transact(lambda work: serving.team_able(work, "nobody", BEGUN, on=DAY), by=by)
    for day, why in (
        (BEGUN - timedelta(days=2), TeamWhy.UNKNOWN),
        (BEGUN - timedelta(days=1), TeamWhy.NOT_VERIFIED),
        (ENDED, TeamWhy.DEBARRED),
    ):
        refused(why, store, lambda work, day=day: serving.team_able(work, "T8", day, on=BEGUN))
    refused(TeamWhy.DEBARRED, store, lambda work: serving.team_able(work, "T8", DAY, on=ENDED))


def test_a_team_that_is_debarred_now_does_not_serve_by_an_earlier_date(store: Store) -> None:
    for on in (DAY, TODAY):
        refused(TeamWhy.DEBARRED, store, lambda w, on=on: serving.team_able(w, "T9", DAY, on=on))


def test_what_is_told_twice_adds_nothing(store: Store) -> None:
    held(store, "s1")
    head = store.ledger.head()
    held(store, "s1")
    do(store, sessions.certify_hours, "team-1", session_id="s1")
    cancel = {"session_id": "s1", "reason": "r", "document": "d"}
    do(store, sessions.cancel, **cancel)
    do(store, sessions.cancel, **cancel)
    assert store.ledger.head() == head + 1


def _hours(store: Store) -> None:
    for person in (A, B):
        do(store, volunteers.register, person=person, document="d", on=BEGUN)
    held(store, "s1")
    hours = tuple((person, MORNING) for person in (A, B))
    do(store, sessions.record_hours, session_id="s1", hours=hours)


def test_hours_of_whom_data_are_at_rest_wait_while_others_are_certified(store: Store) -> None:
    _hours(store)
    kept = {"person": A, "kind": PersonKind.VOLUNTEER, "details": (NAME,), "document": "d"}
    do(store, subjects.register, **kept)
    do(store, subjects.restrict, person=A, reason="r", document="d")
    do(store, sessions.certify_hours, "team-1", session_id="s1")
    rows = {row["key"]: row for row in store.show("service_hours")["rows"]}
    assert [rows[one]["certified_minutes"] for one in (A, B)] == [0, 60]
    with pytest.raises(Rejection) as refusal:
        do(store, sessions.certify_hours, "team-1", session_id="s1")
    assert refusal.value.reason is SubjectWhy.RESTRICTED


def test_a_certificate_is_of_what_stands_certified_in_the_log(store: Store) -> None:
    _hours(store)
    do(store, sessions.certify_hours, "team-1", session_id="s1")
    do(store, volunteers.issue_certificate, person=A)
    correct = {"session_id": "s1", "person": A, "reason": "r"}
    do(store, sessions.correct_hours, **correct, span=Span(start=540, minutes=30))
    with pytest.raises(Rejection):
        do(store, volunteers.issue_certificate, person=A)
    do(store, sessions.correct_hours, **correct, span=None)
    with pytest.raises(Rejection):
        do(store, volunteers.issue_certificate, person=A)
    do(store, volunteers.withdraw_certificate, person=A, reason="r")
    issued = [
        recorded.event
        for recorded in store.ledger.history(VOLUNTEER.stream(A))
        if isinstance(recorded.event, CertificateIssued)
    ]
    assert [(one.minutes, one.sessions) for one in issued] == [(60, 1)]


def test_a_request_of_older_code_for_a_certificate_is_known_again(store: Store) -> None:
    _hours(store)
    do(store, sessions.certify_hours, "team-1", session_id="s1")
    by = store.by("office-1", Role.PROGRAMME_OFFICE, command="k1")
    volunteers.issue_certificate(store.ledger, by, person=A, on=TODAY)
    head = store.ledger.head()
    again = store.by("office-1", Role.PROGRAMME_OFFICE, command="k1")
    volunteers.issue_certificate(store.ledger, again, person=A, on=TODAY)
    assert store.ledger.head() == head
    assert volunteers.issue_certificate.formerly is not None
    told = store.ledger.transact(
        lambda work: list(volunteers.issue_certificate.formerly(work, {"person": A})),  # type: ignore[misc]
        by=store.by("office-1", Role.PROGRAMME_OFFICE),
    )
    assert [(one["minutes"], one["sessions"]) for one in told] == [(60, 1)]
