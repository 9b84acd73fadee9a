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

from lixia_domain import Role, Store, open_store
from lixia_domain.application.programme import claims
from lixia_domain.kernel.money import Money
from lixia_domain.recording.faults import Fault, StoreClosed
from lixia_domain.recording.work import Work

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


def test_what_was_got_of_a_store_before_it_was_closed_answers_with_a_fault(tmp_path: Path) -> None:
    store = open_store(uri("sqlite", tmp_path), create=True)
    build, runner, seals, vault = store.views(), store.runner, store.seals, store.make_vault()
    store.close()
    for asked in (build.position, runner.run, seals.seal, lambda: vault.held()):
        with pytest.raises(Fault):
            asked()


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
