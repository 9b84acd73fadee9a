"""Several use cases in one commit: all or nothing, once for a command, anew on what others won."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from lixia_domain import By, Rejection, Role, Several, Store, Unfit, open_store
from lixia_domain.aggregates.command import Why
from lixia_domain.application.activities import teams

ON = date(2021, 3, 10)
LEAD = f"p:{'1' * 32}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'x.db'}", create=True) as opened:
        yield opened


def office(store: Store, command: str | None = None) -> By:
    return store.by("office-1", Role.PROGRAMME_OFFICE, command=command)


def register(several: Several, name: str) -> None:
    several.do(teams.register, team_id=name, name=name, lead=LEAD, on=ON)


def verify(several: Several, name: str) -> None:
    several.do(teams.verify, team_id=name, document="papers", on=ON)


def one_team(several: Several) -> list[str]:
    register(several, "T1")
    verify(several, "T1")
    return ["T1"]


def recorded(store: Store) -> list[tuple[str, str]]:
    return [
        (fact.stream, fact.event.event_name)
        for fact in store.ledger.read()
        if not fact.stream.startswith(("subject-", "command-"))
    ]


ONE_TEAM = [("team-T1", "team.registered"), ("team-T1", "team.verified")]


def test_all_is_recorded_in_one_commit(store: Store) -> None:
    assert store.commit(one_team, by=office(store)) == ["T1"]
    assert recorded(store) == ONE_TEAM
    assert len({fact.correlation for fact in store.ledger.read()}) == 1


def test_steps_are_handed_nothing_to_record_with(store: Store) -> None:
    def steps(several: Several) -> list[str]:
        return [name for name in dir(several) if not name.startswith("_")]

    assert store.commit(steps, by=office(store)) == ["do"]


def test_where_one_is_refused_nothing_is_recorded(store: Store) -> None:
    def steps(several: Several) -> None:
        register(several, "T1")
        verify(several, "T2")

    with pytest.raises(Rejection) as refusal:
        store.commit(steps, by=office(store))
    assert refusal.value.code == "team.unknown"
    assert store.ledger.head() == 0


def test_each_passes_the_gate(store: Store) -> None:
    def steps(several: Several) -> None:
        register(several, "T1")
        several.do(teams.verify, team_id="T1", document=None, on=ON)  # type: ignore[arg-type] # so

    with pytest.raises(Unfit):
        store.commit(steps, by=office(store))
    with pytest.raises(Unfit):
        store.commit(one_team, by="office-1")  # type: ignore[arg-type] # nobody is that
    assert store.ledger.head() == 0


def test_a_command_is_carried_out_once_and_gives_what_it_gave(store: Store) -> None:
    def never(several: Several) -> list[str]:
        raise AssertionError

    message = {"team": "T1", "on": ON}
    for steps in (one_team, never):
        assert store.commit(steps, by=office(store, "m-1"), asked=message) == ["T1"]
    assert recorded(store) == ONE_TEAM


@pytest.mark.parametrize("other", [None, {"team": "T2"}])
def test_another_request_under_the_same_key_is_refused(store: Store, other: object) -> None:
    store.commit(one_team, by=office(store, "m-1"), asked={"team": "T1"})
    with pytest.raises(Rejection) as refusal:
        store.commit(one_team, by=office(store, "m-1"), asked=other)
    assert refusal.value.reason is Why.KEY_REUSED


def test_who_lost_a_race_decides_anew_on_what_won(store: Store, tmp_path: Path) -> None:
    tried: list[str] = []

    def steps(several: Several) -> str:
        tried.append("T1")
        register(several, "T1")
        if len(tried) == 1:
            with open_store(f"sqlite:///{tmp_path / 'x.db'}") as others:
                others.commit(lambda other: register(other, "T1"), by=office(others))
        verify(several, "T1")
        return "verified"

    assert store.commit(steps, by=office(store)) == "verified"
    assert tried == ["T1", "T1"]
    assert recorded(store) == ONE_TEAM
    assert store.ledger.journal.check() == []
