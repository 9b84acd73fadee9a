"""A store that is closed, or that belongs to the parent of a fork, says so whatever it is asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.vaults.sqlite import SQLiteVault
from lixia_domain import Role, Store, open_store
from lixia_domain.application.activities import teams
from lixia_domain.application.programme import claims
from lixia_domain.kernel.money import Money
from lixia_domain.recording.faults import Fault, OpenedBeforeFork, StoreClosed
from lixia_domain.recording.work import Work
from lixia_domain.views.team_register import TEAM_REGISTER

ON = date(2021, 3, 10)

ASKED: dict[str, Callable[[Store, Any], object]] = {
    "by": lambda store, _: store.by("office-1", Role.AUDITOR),
    "today": lambda store, _: store.today(),
    "views": lambda store, _: store.views(),
    "show": lambda store, _: store.show("claim_board"),
    "known_by": lambda store, _: store.known_by(1),
    "rebuild": lambda store, _: store.rebuild(),
    "runner": lambda store, _: store.runner,
    "vault": lambda store, _: store.vault,
    "make_vault": lambda store, _: store.make_vault(),
    "seals": lambda store, _: store.seals,
    "read_models": lambda store, _: store.read_models,
    "with": lambda store, _: store.__enter__(),
    "head": lambda store, _: store.ledger.head(),
    "read": lambda store, _: list(store.ledger.read()),
    "history": lambda store, _: store.ledger.history("project-P-1"),
    "settle": lambda store, _: store.ledger.settle("历下区"),
    "journal": lambda store, _: store.ledger.journal.about(),
    "look": lambda store, by: store.ledger.transact(_nothing, by=by),
    "use case": lambda store, by: claims.claim(
        store.ledger,
        by,
        claim_id="C-1",
        project_id="P-1",
        enterprise_code="91000000DEM0000019",
        fund_id="F1",
        amount=Money(1),
        instalments=(),
        on=ON,
    ),
}


def _nothing(work: Work) -> None:
    """Look at nothing, record nothing."""


def uri(scheme: str, tmp_path: Path) -> str:
    return "memory:" if scheme == "memory" else f"sqlite:///{tmp_path / 'x.db'}"


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("used", [False, True], ids=["fresh", "used"])
@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
def test_a_closed_store_says_so_whatever_it_is_asked(
    scheme: str, used: bool, asked: str, tmp_path: Path
) -> None:
    store = open_store(uri(scheme, tmp_path), create=True)
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    if used:
        store.show("claim_board")
        assert store.runner is store.runner
        assert store.seals is store.seals
    store.close()
    store.close()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreClosed) as fault:
        ASKED[asked](store, by)
    assert fault.value.code == "store_closed"
    assert fault.value.facts == {"place": "历下区"}
    assert sorted(tmp_path.iterdir()) == before


def got(store: Store) -> dict[str, Callable[[], object]]:
    """Return what was got of an open store, each still to be asked for something."""
    build, runner, seals, vault = store.views(), store.runner, store.seals, store.make_vault()
    rows, facts, follow = build.rows(TEAM_REGISTER), store.ledger.read(), store.follow(0, idle=0)
    assert next(rows)[0] and next(facts).position == next(follow).position == 1
    return {
        "position": build.position,
        "mark": build.mark,
        "load": lambda: build.load(TEAM_REGISTER, "T-1"),
        "rows": lambda: list(build.rows(TEAM_REGISTER)),
        "more rows": lambda: list(rows),
        "reading": lambda: build.reading().__enter__(),
        "more facts": lambda: list(facts),
        "follow": lambda: [fact.position for fact in follow],
        "runner": runner.run,
        "seals": seals.seal,
        "vault": lambda: vault.held() if isinstance(vault, SQLiteVault) else store.vault,
    }


def with_facts(place: str) -> Store:
    """Return a store with two teams: one row and one fact are got, and one is still to come."""
    store = open_store(place, create=True)
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    for number in (1, 2):
        teams.register(
            store.ledger,
            by,
            team_id=f"T-{number}",
            name="虚构示例团队",
            lead=f"p:{number:032x}",
            on=store.today(),
        )
    return store


@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
def test_what_was_got_of_a_store_before_it_was_closed_says_so_too(
    scheme: str, tmp_path: Path
) -> None:
    store = with_facts(uri(scheme, tmp_path))
    asked = got(store)
    store.close()
    assert asked.pop("follow")() == []  # it has come to its end
    for name, ask in asked.items():
        with pytest.raises(StoreClosed):
            pytest.fail(f"{name}: {ask()}")


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        open_store(uri("sqlite", tmp_path))
    assert fault.value.code == "store_missing"
    for lang in ("zh", "en"):
        said = fault.value.sentence(lang)
        assert "create=True" in said and "lixia store init" in said and "x.db" in said


FORKED = """
import os, sys
from lixia_domain import Fault, Role, open_store
place = sys.argv[1]
with open_store(place, create=True) as store:
    store.show("claim_board")
    by = store.by("office-1", Role.PROGRAMME_OFFICE)
    child = os.fork()
    if not child:
        for asked in (store.today, store.ledger.head, lambda: store.show("claim_board"),
                      lambda: store.ledger.transact(lambda work: None, by=by)):
            try:
                asked()
            except Fault as fault:
                print(fault.code, flush=True)
        store.close()
        with open_store(place) as own:
            own.ledger.settle("历下区")
            print(own.ledger.head(), flush=True)
        sys.exit()
    _, status = os.waitpid(child, 0)
    print("child", status, flush=True)
    print("parent", store.show("claim_board")["position"], store.ledger.journal.check())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_child_is_told_that_the_store_is_its_parents_and_opens_its_own(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", FORKED, uri("sqlite", tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\n") == [
        *["opened_before_fork"] * 4,
        "0",
        "child 0",
        "parent 0 []",
        "",
    ]
    assert told.stderr == ""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.parametrize("scheme", ["memory", "sqlite"])
def test_what_was_got_before_a_fork_says_in_the_child_that_it_is_the_parents(
    scheme: str, tmp_path: Path
) -> None:
    with with_facts(uri(scheme, tmp_path)) as store:
        asked = got(store)
        inner, outer = os.pipe()
        child = os.fork()
        if not child:  # nothing of pytest's may run in it
            for name, ask in asked.items():
                try:
                    answered = f"{name}: {ask()!r}"
                except OpenedBeforeFork:
                    continue
                except BaseException as other:
                    answered = f"{name}: {other!r}"
                os.write(outer, f"{answered}\n".encode())
            os._exit(0)
        os.close(outer)
        _, status = os.waitpid(child, 0)
        with os.fdopen(inner) as told:
            assert (status, told.read()) == (0, "")
        assert [key for key, _ in store.views().rows(TEAM_REGISTER)] == ["T-1", "T-2"]
        assert list(asked["follow"]()) == [2]  # type: ignore[call-overload] # it is a list
        assert store.ledger.journal.check() == []
