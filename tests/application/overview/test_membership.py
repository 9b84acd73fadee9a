"""Who held what on a day is replayed from the log; the table is what the declarations say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from attrs import define

from lixia_domain import Role
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.overview.membership import (
    CLOSED,
    OPEN,
    STREAM,
    closing,
    membership,
    said,
)
from lixia_domain.application.overview.who_may import CHAPTERS, Reach, acts, chapter_named
from lixia_domain.application.persons import members
from lixia_domain.audit.past.moment import Moment
from lixia_domain.kernel.roles import ROLES
from lixia_domain.recording.faults import CorruptEvent, NewerVersion

KEEPER = "53000000DEM0000017"
PERSONS = [f"p:{number:032x}" for number in range(1, 5)]


@define
class Clock:
    at: datetime = datetime(2021, 3, 1, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Iterator[Store]:
    with open_store("memory:", create=True, clock=clock) as opened:
        yield opened


def close(store: Store) -> None:
    members.close(
        store.ledger,
        store.by("acct-1", Role.ADMINISTRATOR),
        administrators=(
            Administrator(account="admin-1", person=PERSONS[0], foundation=""),
            Administrator(account="admin-2", person=PERSONS[1], foundation=KEEPER),
        ),
        document="任命书",
        on=store.today(),
    )


def appoint(store: Store, account: str, person: str) -> None:
    by = store.by("admin-2", Role.ADMINISTRATOR)
    on, document = store.today(), "任命"
    members.admit(store.ledger, by, account=account, person=person, document=document, on=on)
    members.grant(
        store.ledger,
        by,
        account=account,
        member_role=Role.APPROVER,
        stands_for=KEEPER,
        document=document,
        on=on,
    )


def approvers(store: Store, moment: Moment | None = None) -> list[str]:
    return [
        one.account
        for one in membership(store.ledger, store.today(), moment).holders((Role.APPROVER,))
    ]


def test_an_open_roster_is_said_to_be_open(store: Store) -> None:
    assert closing(store.ledger) is None
    assert said(None) == OPEN
    assert membership(store.ledger, store.today()).closed is None


def test_a_closed_one_says_when_by_whom_and_on_what(store: Store) -> None:
    close(store)
    closed = closing(store.ledger)
    assert closed is not None
    for words in said(closed):
        assert all(part in words for part in ("2021-03-01", "acct-1", "任命书"))


SPOILT = {
    "a date that is none": ('"on":"2021', '"on":"2O21', CorruptEvent),
    "a version to come": ('"version":1', '"version":9', NewerVersion),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_closing_that_cannot_be_read_is_named_by_its_place(tmp_path: Path, spoilt: str) -> None:
    was, now, fault = SPOILT[spoilt]
    with open_store(f"sqlite:///{tmp_path}/x.db", create=True, clock=Clock()) as opened:
        close(opened)
    change = "UPDATE stored_events SET state = CAST(replace(state, ?, ?) AS BLOB) WHERE topic = ?"
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute(change, (was, now, CLOSED))
    db.close()
    with open_store(f"sqlite:///{tmp_path}/x.db") as opened, pytest.raises(fault, match=STREAM):
        closing(opened.ledger)


def test_before_it_was_closed_it_was_open(store: Store, clock: Clock) -> None:
    close(store)
    clock.at += timedelta(days=10)
    appoint(store, "acct-2", PERSONS[2])
    assert closing(store.ledger, Moment(position=0)) is None
    assert closing(store.ledger, Moment(on=date(2021, 2, 28))) is None
    assert closing(store.ledger, Moment(on=date(2021, 3, 1))) is not None


def test_who_holds_a_role_is_told_for_each_day(store: Store, clock: Clock) -> None:
    close(store)
    clock.at += timedelta(days=10)
    appoint(store, "acct-2", PERSONS[2])
    granted = store.ledger.head()
    clock.at += timedelta(days=10)
    appoint(store, "acct-3", PERSONS[3])
    by = store.by("admin-2", Role.ADMINISTRATOR)
    members.suspend(store.ledger, by, account="acct-2", reason="休假", on=store.today())
    assert approvers(store) == ["acct-3"]
    assert approvers(store, Moment(on=date(2021, 3, 10))) == []
    assert approvers(store, Moment(on=date(2021, 3, 11))) == ["acct-2"]
    assert approvers(store, Moment(position=granted)) == ["acct-2"]
    assert approvers(store, Moment(on=date(2021, 3, 21))) == ["acct-3"]
    members.leave(store.ledger, by, account="acct-3", document="离职", on=store.today())
    assert approvers(store) == []
    found = membership(store.ledger, store.today())
    assert [one.until for one in found.roles if one.account == "acct-3"] == [store.today()]


def test_an_auditor_is_told_for_the_days_of_the_term_only(store: Store, clock: Clock) -> None:
    close(store)
    until = date(2021, 3, 15)

    def auditors(moment: Moment | None = None) -> list[str]:
        found = membership(store.ledger, store.today(), moment)
        return [one.account for one in found.holders((Role.AUDITOR,))]

    told = {"account": "audit-1", "document": "业务约定书", "on": store.today()}
    by = store.by("admin-1", Role.ADMINISTRATOR)
    members.admit(store.ledger, by, person=PERSONS[2], **told)
    members.grant(store.ledger, by, member_role=Role.AUDITOR, until=until, **told)
    granted = store.ledger.head()
    clock.at += timedelta(days=14)
    assert auditors() == ["audit-1"]
    clock.at += timedelta(days=1)
    assert auditors() == []
    assert auditors(Moment(on=until)) == ["audit-1"]
    assert auditors(Moment(on=until + timedelta(days=1))) == []
    assert auditors(Moment(position=granted)) == ["audit-1"], "on the day it was recorded"


def test_a_suspended_administrator_is_none_for_the_time_being(store: Store) -> None:
    close(store)
    by = store.by("admin-1", Role.ADMINISTRATOR)
    members.admit(
        store.ledger, by, account="admin-3", person=PERSONS[2], document="d", on=store.today()
    )
    members.grant(
        store.ledger,
        by,
        account="admin-3",
        member_role=Role.ADMINISTRATOR,
        document="d",
        on=store.today(),
    )
    members.suspend(store.ledger, by, account="admin-2", reason="休假", on=store.today())
    held = membership(store.ledger, store.today()).holders((Role.ADMINISTRATOR,))
    assert [one.account for one in held] == ["admin-1", "admin-3"]


def test_the_table_has_every_use_case_and_reaches_nowhere_else() -> None:
    declared = {use_case.name: set(use_case.by) for _, use_case in use_cases()}
    found = list(acts())
    assert len(found) == len(declared)
    for act in found:
        reached = {role for role in ROLES if act.reach(role) is not Reach.NONE}
        assert reached == declared[act.name], act.name
        assert act.chapter in CHAPTERS


OWN = {
    "disbursements.approve": {Role.APPROVER: Reach.OWN},
    "disbursements.request": {Role.TEAM: Reach.OWN, Role.PROGRAMME_OFFICE: Reach.ALL},
    "claims.claim": {Role.PROGRAMME_OFFICE: Reach.ALL, Role.ENTERPRISE: Reach.OWN},
    "projects.approve": {Role.PROGRAMME_OFFICE: Reach.ALL},
    "members.seat": {Role.APPROVER: Reach.ALL, Role.PROGRAMME_OFFICE: Reach.ALL},
}


@pytest.mark.parametrize("name", OWN)
def test_whose_business_each_may_do(name: str) -> None:
    [act] = (act for act in acts() if act.name == name)
    assert {role: act.reach(role) for role in act.by} == OWN[name]


def test_a_chapter_from_outside_is_called_by_its_distribution() -> None:
    assert chapter_named("finance").en == "Money"
    assert chapter_named("firm_visits").zh == "firm_visits"
