"""A report says of the seal what it bears out, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_domain.aggregates.batch import BATCH
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.report.evidence import seal_of
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.examples import EXAMPLES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/x.db", create=True) as opened:
        record(opened, "b1")
        yield opened


def record(store: Store, batch: str) -> None:
    by = store.by("office-1", Role.SYSTEM)
    store.ledger.transact(
        lambda work: work.record(BATCH, batch, [EXAMPLES["batch.planned"]]), by=by
    )


def damage(store: Store, file: str) -> None:
    """Write something over a file of the seal that nobody who seals would leave behind."""
    text = "damaged\n\N{EM DASH} nobody AAAA\n\n"
    (Path(store.seals.log.place) / file).write_text(text, "utf-8")


def test_of_a_store_that_was_never_sealed_there_is_nothing_to_say(store: Store) -> None:
    assert seal_of(store, None) is None


def test_the_first_checkpoint_that_covers_the_facts_is_told_else_the_last(store: Store) -> None:
    store.seals.seal()
    first = seal_of(store, None)
    assert first is not None
    assert (first.size, first.facts, first.witnesses, first.wrongs) == (1, 1, (), ())
    record(store, "b2")
    behind = seal_of(store, None)
    assert behind is not None
    assert (behind.size, behind.facts, behind.root) == (1, 2, first.root)
    store.seals.seal()
    then, now = seal_of(store, 1), seal_of(store, 2)
    assert then is not None and now is not None
    assert (then.size, then.root) == (1, first.root)
    assert (now.size, now.facts) == (2, 2) and now.root != first.root


@pytest.mark.parametrize(
    ("file", "told"), [("state", True), ("leaves", True), ("checkpoints", False)]
)
def test_of_a_damaged_seal_it_is_said_what_is_wrong(store: Store, file: str, told: bool) -> None:
    store.seals.seal()
    damage(store, file)
    seal = seal_of(store, None)
    assert seal is not None and seal.wrongs
    assert all(wrong.zh and wrong.en for wrong in seal.wrongs)
    assert (bool(seal.root), seal.size) == (told, int(told))
