"""Money is released only under a seal that was written; following seals what is new, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lixia_domain.aggregates.batch import BATCH
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.seal import checkpoint
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.testing.examples import EXAMPLES

NOON = datetime(2021, 3, 10, 4, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    uri = f"sqlite:///{tmp_path}/x.db"
    key = tmp_path / "seal.key"
    key.write_bytes(b"k" * 32)
    key.chmod(0o600)
    with open_store(uri, create=True, clock=lambda: NOON, key=key) as opened:
        record(opened, "b1")
        yield opened


def record(store: Store, batch: str) -> None:
    by = store.by("office-1", Role.SYSTEM)
    store.ledger.transact(
        lambda work: work.record(BATCH, batch, [EXAMPLES["batch.planned"]]), by=by
    )


def sizes(store: Store) -> list[int]:
    return [checkpoint.read(note).size for note in store.seals.log.checkpoints()]


def no_key(store: Store) -> None:
    assert store.key is not None
    store.key.unlink()


def no_folder(store: Store) -> None:
    Path(store.seals.log.place).write_text("a file stands where the seal's folder should be")


def test_what_is_released_is_sealed_first(store: Store) -> None:
    store.seals.release(store.ledger.head())
    assert sizes(store) == [1]
    store.seals.release(store.ledger.head())
    assert sizes(store) == [1], "it was sealed before"


@pytest.mark.parametrize("broken", [no_key, no_folder])
def test_what_cannot_be_sealed_is_not_released_and_both_languages_say_why(
    store: Store, broken: Callable[[Store], None]
) -> None:
    broken(store)
    with pytest.raises(CannotSeal) as fault:
        store.seals.release(store.ledger.head())
    assert fault.value.zh and fault.value.en
    assert fault.value.__cause__ is not None


def test_following_tells_each_checkpoint_once_and_ends_when_it_is_told_to(store: Store) -> None:
    rounds = iter(("", "", "b2", "b3", ""))

    def until() -> bool:
        """Record what the round brings; the rounds over, end."""
        batch = next(rounds, None)
        if batch:
            record(store, batch)
        return batch is None

    told = [checkpoint.read(note).size for note in store.seals.follow(until, pause=0)]
    assert told == sizes(store) == [1, 2, 3]
    assert store.seals.verify(strict=False).sound
