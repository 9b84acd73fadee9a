"""A subscription hands out each fact once and in order, waits for more, and ends when told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Timer
from time import monotonic

import pytest

from lixia_domain import Fault, Role, Store, open_store
from lixia_domain.aggregates.fund.facts import FundEstablished
from lixia_domain.aggregates.team import TeamRegistered
from lixia_domain.application.activities import teams
from lixia_domain.application.finance import funds
from lixia_domain.recording import subscription
from lixia_domain.recording.subscription import AheadOfLog, Subscription
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
LEAD = f"p:{'1' * 32}"


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    uri = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'x.db'}"
    with open_store(uri, create=True) as opened:
        yield opened


def team(store: Store, *names: str) -> None:
    for name in names:
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        teams.register(store.ledger, by, team_id=name, name=name, lead=LEAD, on=ON)


def fund(store: Store, name: str) -> None:
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    keeper = grounds.keeper(grounds.told(store.ledger, by, ON))
    told = {"fund_id": name, "name": name, "foundation": keeper, "purpose": "p", "agreement": "a"}
    funds.establish(store.ledger, by, on=ON, **told)


def streams(facts: Subscription, count: int | None = None) -> list[str]:
    return (
        [fact.stream for fact in facts]
        if count is None
        else [next(facts).stream for _ in range(count)]
    )


def test_what_is_there_comes_first_then_what_is_recorded(store: Store) -> None:
    team(store, "T1", "T2")
    with store.follow() as facts, ThreadPoolExecutor() as pool:
        assert streams(facts, 2) == ["team-T1", "team-T2"]
        waiting = pool.submit(streams, facts, 2)
        team(store, "T3", "T4")
        assert waiting.result(10) == ["team-T3", "team-T4"]
        assert facts.position == store.ledger.head() == 4
    assert list(facts) == []


def test_it_goes_on_from_a_position(store: Store) -> None:
    team(store, "T1", "T2", "T3")
    first = next(store.follow())
    assert streams(store.follow(first.position, idle=0)) == ["team-T2", "team-T3"]
    assert streams(store.follow(3, idle=0)) == []


def test_only_what_is_read_is_handed_out_and_the_position_moves_on(store: Store) -> None:
    team(store, "T1")
    fund(store, "F1")
    team(store, "T2")
    facts = store.follow(reads=[FundEstablished], idle=0)
    assert [type(fact.event) for fact in facts] == [FundEstablished]
    assert facts.position == store.ledger.head()
    assert streams(store.follow(reads=[FundEstablished, TeamRegistered], idle=0)) == [
        *("team-T1", "fund-F1", "team-T2"),
    ]


def test_a_long_log_comes_page_by_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription, "PAGE", 2)
    names = [f"T{number}" for number in range(5)]
    team(store, *names)
    fund(store, "F1")
    facts = store.follow(reads=[TeamRegistered], idle=0)
    assert streams(facts) == [f"team-{name}" for name in names]
    assert facts.position == store.ledger.head()
    assert streams(store.follow(reads=[FundEstablished], idle=0)) == ["fund-F1"]


def test_it_ends_when_nothing_comes_for_a_while(store: Store) -> None:
    team(store, "T1")
    began = monotonic()
    later = Timer(0.2, team, (store, "T2"))
    later.start()
    assert streams(store.follow(idle=0.6)) == ["team-T1", "team-T2"]
    later.join()
    assert 0.75 < monotonic() - began < 10


def test_another_thread_stops_it(store: Store) -> None:
    facts = store.follow()
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(list, facts)
        facts.stop()
        assert waiting.result(10) == []


def test_it_ends_when_the_store_is_closed(store: Store) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(list, store.follow())
        store.close()
        assert waiting.result(10) == []
    with pytest.raises(Fault) as fault:
        store.follow()
    assert fault.value.code == "store_closed"


def test_a_position_behind_the_end_of_the_log_is_told(store: Store) -> None:
    team(store, "T1")
    with pytest.raises(AheadOfLog) as fault:
        store.follow(2)
    assert fault.value.facts == {"position": 2, "head": 1}


def test_what_an_older_copy_of_the_store_lost_is_told(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path / 'x.db'}"
    with open_store(uri, create=True) as store:
        team(store, "T1", "T2")
        facts = store.follow(idle=0)
        assert len(streams(facts, 2)) == 2
        store.ledger.journal.datastore.writer.execute(  # type: ignore[attr-defined] # of SQLite
            "DELETE FROM stored_events WHERE rowid > 1"
        )
        with pytest.raises(AheadOfLog):
            next(facts)


RECORDING = """
import sys
from datetime import date
from lixia_domain import Role, open_store
from lixia_domain.application.activities import teams
on, LEAD = date(2021, 3, 10), f"p:{'1' * 32}"
with open_store(sys.argv[1]) as store:
    for number in range(20):
        by = store.by("office-1", Role.PROGRAMME_OFFICE)
        name = f"{sys.argv[2]}{number}"
        teams.register(store.ledger, by, team_id=name, name=name, lead=LEAD, on=on)
"""


def test_what_other_processes_record_comes_too(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path / 'x.db'}"
    with open_store(uri, create=True) as store, store.follow(idle=30) as facts:
        others = [
            subprocess.Popen([sys.executable, "-c", RECORDING, uri, name]) for name in ("A", "B")
        ]
        found = [next(facts) for _ in range(40)]
        assert [other.wait(30) for other in others] == [0, 0]
        assert [fact.position for fact in found] == list(range(1, 41))
        assert {fact.stream for fact in found} == {
            f"team-{name}{number}" for name in "AB" for number in range(20)
        }
        assert list(store.follow(40, idle=0)) == []
