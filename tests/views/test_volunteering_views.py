"""What the views of needs, teams and hours say is what their streams know."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_adapters.views import memory
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.aggregates.team import TEAM
from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.aggregates.volunteer_day import VOLUNTEER_DAY
from lixia_domain.application.activities import sessions, teams, volunteers
from lixia_domain.application.programme import needs
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.read_models import Build
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import grounds
from lixia_domain.views.brand_register import BRAND_REGISTER
from lixia_domain.views.need_register import NEED_REGISTER
from lixia_domain.views.service_hours import SERVICE_HOURS
from lixia_domain.views.session_log import SESSION_LOG, STRETCHES
from lixia_domain.views.team_register import TEAM_REGISTER

VIEWS = (NEED_REGISTER, TEAM_REGISTER, SESSION_LOG, SERVICE_HOURS, BRAND_REGISTER)
ON = date(2021, 6, 5)
AT = datetime(2021, 6, 5, 2, tzinfo=UTC)
PEOPLE = tuple(f"p:{c * 32}" for c in "abc")
WHOLE = Span(start=0, minutes=20)


def by(actor: str) -> By:
    return By(actor=actor, role=Role.TEAM, at=AT)


def opening(work: Work) -> None:
    grounds.activity(grounds.within(work, ON), "a")
    for person in PEOPLE:
        volunteers.register.within(work, person=person, document="d", on=ON)
    for n, session in enumerate(("s0", "s1", "s2")):
        told: dict[str, Any] = {"day": ON, "span": WHOLE, "on": ON}
        sessions.plan.within(
            work,
            session_id=session,
            title="虚构",
            team=f"t{n % 2}",
            place="p",
            activity="a",
            **told,
        )
        sessions.hold.within(work, session_id=session, document="d", **told)


def act(ledger: Ledger, name: str, a: int, b: int, n: int) -> None:
    session, person, need = f"s{a}", PEOPLE[b], f"n{a}"
    span = Span(start=n, minutes=1 + (a + n) % 8)
    office = by("office-1")
    match name:
        case "record":
            sessions.record_hours(
                ledger, office, session_id=session, hours=((person, span),), on=ON
            )
        case "correct":
            sessions.correct_hours(
                ledger,
                office,
                session_id=session,
                person=person,
                span=span if n % 3 else None,
                reason="r",
                on=ON,
            )
        case "certify":
            sessions.certify_hours(ledger, by("team-1"), session_id=session, on=ON)
        case "consent" if n % 2:
            volunteers.agree_to_publish(ledger, office, person=person, document="d", on=ON)
        case "consent":
            volunteers.withdraw_publication(ledger, office, person=person, reason="r", on=ON)
        case "need" if n % 3 == 0:
            told = {"summary": "s", "domain": "d", "place": "p", "person": person}
            needs.put_forward(ledger, office, need_id=need, **told, on=ON)
        case "need" if n % 3 == 1:
            needs.verify(ledger, office, need_id=need, document="d", on=ON)
        case "need":
            needs.merge(ledger, office, need_id=need, into=f"n{b}", reason="r", on=ON)
        case _:
            team = f"t{a}"
            [
                lambda: teams.register(ledger, office, team_id=team, name="n", lead=person, on=ON),
                lambda: teams.verify(ledger, office, team_id=team, document="d", on=ON),
                lambda: teams.debar(ledger, office, team_id=team, reason="r", document="d", on=ON),
            ][n % 3]()


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("record", "record", "correct", "certify", "consent", "need", "team")),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 12),
    ),
    max_size=50,
)


def states(ledger: Ledger, decider: Any) -> dict[str, Any]:
    keys = {r.key for r in ledger.read() if isinstance(r.event, decider.events)}
    return {
        key: decider.fold([r.event for r in ledger.history(decider.stream(key))]) for key in keys
    }


def rows(build: Build, view: Any) -> dict[str, Any]:
    return dict(build.rows(view))


def served_in(build: Build, session: str) -> dict[str, int]:
    """Return the certified minutes of a session, by volunteer."""
    return {
        row.volunteer: row.minutes
        for row in rows(build, STRETCHES).values()
        if row.session == session and row.certified
    }


@settings(max_examples=60, deadline=None)
@given(acts=ACTS, cut=st.integers(0, 50))
def test_views_say_what_the_streams_know_and_no_minute_counts_twice(
    acts: list[tuple[str, int, int, int]], cut: int
) -> None:
    ledger = Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})
    ledger.transact(opening, by=by("office-1"))
    kept = memory.read_models()
    for done, (name, a, b, n) in enumerate(acts):
        if done == cut:
            up_to_date(ledger, kept, VIEWS)
        with suppress(Rejection):
            act(ledger, name, a, b, n)
    build = up_to_date(ledger, kept, VIEWS)
    anew = up_to_date(ledger, memory.read_models(), VIEWS)
    for view in VIEWS:
        assert rows(build, view) == rows(anew, view)

    recorded, certified = Counter[str](), Counter[str]()
    log = rows(build, SESSION_LOG)
    for key, session in states(ledger, SERVICE_SESSION).items():
        sure = {p: h.span.minutes for p, h in session.hours.items() if h.certified}
        assert log[key].volunteers == len(session.hours)
        assert log[key].certified_minutes == sum(sure.values())
        assert served_in(build, key) == sure
        waiting = len(sure) < len(session.hours)
        assert (log[key].state == "waiting") is waiting
        recorded.update({p: h.span.minutes for p, h in session.hours.items()})
        certified.update(sure)
    hours = rows(build, SERVICE_HOURS)
    for person, volunteer in states(ledger, VOLUNTEER).items():
        row = hours[person]
        assert (row.recorded_minutes, row.certified_minutes) == (
            recorded[person],
            certified[person],
        )
        assert row.publication is volunteer.shows.standing
    for key, day in states(ledger, VOLUNTEER_DAY).items():
        taken = [m for span in day.booked.values() for m in range(span.start, span.end)]
        assert len(taken) == len(set(taken)) == recorded[key.partition("/")[0]]

    register = rows(build, NEED_REGISTER)
    assert {k: r.stage for k, r in register.items()} == {
        k: need.stage for k, need in states(ledger, NEED).items()
    }
    for key, team in states(ledger, TEAM).items():
        row = rows(build, TEAM_REGISTER)[key]
        assert (row.name, row.debarred_on is not None) == (team.name, team.debarred is not None)
        assert (row.state == "verified") is (team.verified and team.debarred is None)
    assert "p:" not in str(rows(build, NEED_REGISTER)), "who raised a need is nobody's to see"


def test_consents_and_insurance_show_in_the_row_of_hours() -> None:
    ledger = Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})
    who, office = f"p:{'d' * 32}", by("office-1")
    volunteers.register(
        ledger, office, person=who, document="d", adult_from=date(2030, 1, 1), on=ON
    )
    volunteers.guardian_consents(
        ledger,
        office,
        person=who,
        guardian=PEOPLE[0],
        scope=(ConsentScope.SERVICE, ConsentScope.PUBLICATION),
        document="d",
        on=ON,
    )
    volunteers.insure(
        ledger, office, person=who, policy="p", insurer="i", since=ON, until=ON, on=ON
    )
    row = rows(up_to_date(ledger, memory.read_models(), VIEWS), SERVICE_HOURS)[who]
    assert (row.guardian_consented, row.guardian_publication) == (True, True)
    assert (row.publication, row.insured_until) == (False, ON)
    assert (row.certificate, row.certificate_stands) == (None, False)
    assert "2030" not in str(row), "no birthday"
