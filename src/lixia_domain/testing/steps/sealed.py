"""Sentences about the seal: what was proven once can be checked for good."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lixia_domain import written
from lixia_domain.application.bootstrap import open_store
from lixia_domain.audit.seal import proof
from lixia_domain.audit.seal.findings import Severity
from lixia_domain.testing.steps.expect import expect
from lixia_domain.testing.steps.sentences import act, check
from lixia_domain.testing.steps.world import World


@act("封存账册，取得全部事实的回执")
def _(world: World) -> None:
    journal = world.ledger.journal
    world.store.seals.seal()
    receipt = world.store.seals.prove(journal.rows(0, journal.head()))
    world.told["回执"] = proof.render(receipt)


@check("回执仍可核验，账册与封存相符")
def _(world: World) -> None:
    seals = world.store.seals
    seals.seal()
    _, found = proof.check(world.told["回执"], seals.log.keys(), "回执")
    wrong = [one for one in (*found, *seals.verify().findings) if one.severity is Severity.ERROR]
    expect(
        not wrong,
        "；".join(one.sentence("zh") for one in wrong),
        "; ".join(one.sentence("en") for one in wrong),
    )


@act("账册存放在文件中")
def _(world: World, request: pytest.FixtureRequest) -> None:
    folder = TemporaryDirectory()
    place = Path(folder.name) / "store.db"
    key = place.with_name("seal.key")
    written.data(key, bytes(32), secret=True)
    world.store = open_store(f"sqlite:///{place}", create=True, clock=world.clock, key=key)
    request.addfinalizer(folder.cleanup)
    request.addfinalizer(lambda: world.store.close())


@act('账册另存备份"{name}"')
def _(world: World, name: str) -> None:
    with _shut(world) as place:
        written.data(place.with_name(name), place.read_bytes())


@act('账册换回备份"{name}"，封存照旧')
def _(world: World, name: str) -> None:
    with _shut(world) as place:
        for beside in place.parent.glob(f"{place.name}-*"):  # what the log had yet to write back
            beside.unlink()
        written.data(place, place.with_name(name).read_bytes())


@contextmanager
def _shut(world: World) -> Iterator[Path]:
    """Close the store for a while, as whoever copies its file does; the seal lies beside it."""
    world.store.close()
    yield Path(world.store.place)
    world.store = open_store(world.store.uri, clock=world.clock, key=world.store.key)
