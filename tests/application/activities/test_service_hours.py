"""Under pressure: two organisers at once, a team debarred meanwhile, a list with one error."""

from __future__ import annotations

from datetime import UTC, date, datetime
from threading import Barrier, Thread
from typing import Any

import pytest

from lixia_domain.aggregates.service_session.facts import HoursRecorded
from lixia_domain.aggregates.team import TEAM
from lixia_domain.aggregates.team import Why as TeamWhy
from lixia_domain.aggregates.volunteer_day import Why
from lixia_domain.application.activities import campaigns, sessions, teams, volunteers
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.programme import needs, projects
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import grounds

ON = date(2021, 6, 5)
PEOPLE = tuple(f"p:{n:032x}" for n in range(8))
MORNING = Span(start=540, minutes=60)


@pytest.fixture
def store() -> Any:
    with open_store("memory:", create=True, clock=lambda: datetime(2021, 6, 5, 2, tzinfo=UTC)) as s:
        yield s


def office(store: Store) -> By:
    return store.by("office-1", Role.PROGRAMME_OFFICE)


def opening(work: Work) -> None:
    for person in PEOPLE:
        volunteers.register.within(work, person=person, document="d", on=ON)
    campaigns.open_campaign.within(work, campaign_id="c", title="虚构", on=ON)
    campaigns.add_action.within(work, campaign_id="c", action="1", title="虚构", on=ON)
    scheduled: dict[str, Any] = {"action": "1", "title": "虚构", "place": "p", "day": ON}
    campaigns.schedule.within(work, campaign_id="c", activity="a", **scheduled, on=ON)
    for session in ("s0", "s1"):
        told: dict[str, Any] = {"day": ON, "span": MORNING, "on": ON}
        sessions.plan.within(
            work, session_id=session, title="虚构", team="t", place="p", activity="c/a", **told
        )
        sessions.hold.within(work, session_id=session, document="d", **told)


def test_of_two_organisers_at_once_one_gets_each_volunteers_hour(store: Store) -> None:
    store.ledger.transact(opening, by=office(store))
    barrier, refused = Barrier(2), []

    def organise(session: str) -> None:
        barrier.wait()
        for person in PEOPLE:
            try:
                sessions.record_hours(
                    store.ledger,
                    office(store),
                    session_id=session,
                    hours=((person, MORNING),),
                    on=ON,
                )
            except Rejection as refusal:
                refused.append(refusal.reason)

    threads = [Thread(target=organise, args=(session,)) for session in ("s0", "s1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    facts = [r.event for r in store.ledger.read(reads=(HoursRecorded,))]
    served = sorted(fact.person for fact in facts if isinstance(fact, HoursRecorded))
    assert served == sorted(PEOPLE)
    assert refused == [Why.OVERLAP] * len(PEOPLE)


def test_one_wrong_line_of_a_sign_in_sheet_records_none_of_it(store: Store) -> None:
    store.ledger.transact(opening, by=office(store))
    before = store.ledger.head()
    hours = ((PEOPLE[0], MORNING), (PEOPLE[1], Span(start=530, minutes=60)))
    with pytest.raises(Rejection):
        sessions.record_hours(store.ledger, office(store), session_id="s0", hours=hours, on=ON)
    assert store.ledger.head() == before
    sessions.record_hours(
        store.ledger, office(store), session_id="s0", hours=((PEOPLE[0], MORNING),), on=ON
    )
    sessions.record_hours(
        store.ledger, office(store), session_id="s0", hours=((PEOPLE[0], MORNING),), on=ON
    )
    assert store.ledger.head() == before + 2, "the same told twice adds nothing"


def draft(work: Work) -> None:
    line = projects.BudgetLine(line="物资", amount=Money(100))
    told: dict[str, Any] = {"title": "虚构", "domain": "d", "lines": (line,), "relief": False}

    do = grounds.within(work, ON)
    projects.draft.within(work, project_id="p1", needs=(grounds.need(do),), **told, on=ON)
    projects.approve.within(work, project_id="p1", minutes="m", on=ON)
    offer = projects.Offer(minimum=Money(1))
    projects.publish.within(work, project_id="p1", batch_id=grounds.batch(do), offer=offer, on=ON)
    teams.register.within(work, team_id="t1", name="虚构", lead=PEOPLE[0], on=ON)
    teams.verify.within(work, team_id="t1", document="d", on=ON)


def test_an_assignment_is_decided_again_when_the_team_is_debarred_meanwhile(store: Store) -> None:
    store.ledger.transact(draft, by=office(store))
    tries = []

    def assign(work: Work) -> None:
        projects.assign_team.within(work, project_id="p1", team="t1", agreement="a", on=ON)
        tries.append(work.load(TEAM, "t1"))
        if len(tries) == 1:
            teams.debar(store.ledger, office(store), team_id="t1", reason="r", document="d", on=ON)

    with pytest.raises(Rejection) as refusal:
        store.ledger.transact(assign, by=office(store))
    assert refusal.value.reason is TeamWhy.DEBARRED
    assert len(tries) == 1


def test_a_project_with_one_bad_need_is_not_drafted_at_all(store: Store) -> None:
    told: dict[str, Any] = {"summary": "s", "domain": "d", "place": "p", "person": PEOPLE[0]}
    for need in ("n1", "n2"):
        needs.put_forward(store.ledger, office(store), need_id=need, **told, on=ON)
    needs.verify(store.ledger, office(store), need_id="n1", document="d", on=ON)
    before = store.ledger.head()
    line = projects.BudgetLine(line="物资", amount=Money(100))
    plan: dict[str, Any] = {"title": "虚构", "domain": "d", "lines": (line,), "relief": False}
    with pytest.raises(Rejection):
        needs.plan(store.ledger, office(store), project_id="p1", needs=("n1", "n2"), **plan, on=ON)
    assert store.ledger.head() == before
