"""Several use cases in one commit: all or nothing, once for a command, anew on what others won."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from lixia_domain import By, Money, Rejection, Role, Several, Store, Unfit, open_store
from lixia_domain.aggregates.command import Why
from lixia_domain.application.activities import teams
from lixia_domain.application.several import CommitOver, NotCarriedOut
from lixia_domain.application.use_case import NotPlain

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


def test_when_the_function_has_returned_nothing_takes_part_any_more(store: Store) -> None:
    kept: list[Several] = []
    store.commit(kept.append, by=office(store))
    with pytest.raises(CommitOver):
        register(kept[0], "T1")

    def broken(several: Several) -> None:
        kept.append(several)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.commit(broken, by=office(store))
    with pytest.raises(CommitOver):
        register(kept[1], "T1")
    assert store.ledger.head() == 0


async def asynchronous(several: Several) -> None:
    register(several, "T1")


def generator(several: Several) -> Iterator[None]:
    yield register(several, "T1")


async def both(several: Several) -> AsyncIterator[None]:
    yield register(several, "T1")


def lazy(several: Several) -> Iterator[None]:
    register(several, "T1")
    return map(partial(verify, several), ["T1"])


@pytest.mark.parametrize("command", [None, "once"])
@pytest.mark.parametrize("steps", [asynchronous, generator, both, lazy])
@pytest.mark.filterwarnings("error")
def test_what_would_only_be_done_later_is_refused(
    store: Store, steps: Callable[[Several], object], command: str | None
) -> None:
    with pytest.raises(NotCarriedOut) as stopped:
        store.commit(steps, by=office(store, command))
    assert stopped.value.facts["kind"] in stopped.value.sentence("zh")
    assert store.ledger.head() == 0


HARDLY_JSON = {
    "a tuple": (1, 2),
    "one within": [{"a": (1, 2)}],
    "a date": ON,
    "an amount": Money(1),
    "keys that are no text": {1: 2},
    "not a number": float("nan"),
    "half a letter": "\ud800",
    "an object": object(),
    "endless": [],
}
HARDLY_JSON["endless"].append(HARDLY_JSON["endless"])  # type: ignore[attr-defined] # it is a list


@pytest.mark.parametrize("outcome", HARDLY_JSON.values(), ids=HARDLY_JSON)
def test_an_outcome_that_would_be_another_one_the_second_time_is_refused(
    store: Store, outcome: object
) -> None:
    def steps(several: Several) -> object:
        register(several, "T1")
        return outcome

    with pytest.raises(NotPlain):
        store.commit(steps, by=office(store, "m-1"))
    assert store.ledger.head() == 0
    assert store.commit(steps, by=office(store)) is outcome, "without a key it is never told again"


@pytest.mark.parametrize("outcome", [None, "甲", 7, True, [1, "a", None], {"a": [1.5]}, Role.TEAM])
def test_any_other_is_the_very_same_the_second_time(store: Store, outcome: object) -> None:
    first, again = (
        store.commit(lambda several: outcome, by=office(store, "m-1")) for _ in range(2)
    )
    assert first == again == outcome
    assert type(first) is type(again)


@pytest.mark.parametrize("asked", [object(), {1, "a"}, "\ud800", {"a": print}])
def test_what_is_asked_must_be_plain_too(store: Store, asked: object) -> None:
    with pytest.raises(NotPlain):
        store.commit(one_team, by=office(store, "m-1"), asked=asked)
    assert store.ledger.head() == 0
