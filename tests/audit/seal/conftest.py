"""A sealed store to attack, a witness, and the tools that attackers use: raw SQL and raw bytes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import define

from lixia_adapters.seals import keys
from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.sealing import StoredEvents
from lixia_domain.audit.seal import checkpoint, witness
from lixia_domain.audit.seal.note import KeyKind, Note, SigningKey, VerifierKey
from lixia_domain.audit.seal.verify import ALL, Evidence, Outside, Verified, verify
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By

ON = date(2021, 3, 10)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))


def at_work() -> datetime:
    """Tell the hour at which all of it is recorded."""
    return BY.at


WITNESS = SigningKey("witness.example/w1", KeyKind.WITNESS, b"w" * 32)
AT = 1_615_341_600


def record(store: Store, first: int, count: int) -> None:
    """Record ``count`` enterprises of three facts each, told in turns as they would come."""
    numbers = range(first, first + count)
    for step in range(3):
        for number in numbers:
            key = f"E{number:04d}"

            def act(work: Any, key: str = key, step: int = step) -> None:
                state = work.load(ENTERPRISE, key)
                facts = (
                    enterprise.register(
                        state, name=f"示例{key}（虚构示例）", ownership=Ownership.PRIVATE, on=ON
                    )
                    if step == 0
                    else enterprise.verify(state, document=f"执照{key}", on=ON)
                    if step == 1
                    else enterprise.rename(state, name=f"更名{key}", document="通知", on=ON)
                )
                work.record(ENTERPRISE, key, facts)

            store.ledger.transact(act, by=BY)


@define
class Place:
    """A store with its seal, and what is known of it elsewhere."""

    path: Path
    key: Path
    log: VerifierKey
    kept: list[Outside]
    """What the witness keeps."""

    @property
    def memory(self) -> Path:
        """What the key remembers; the forger does not reach it, as little as the key."""
        return self.key.with_name(f"{self.key.name}.signed")

    def open(self, *, read_only: bool = False) -> Store:
        return open_store(
            f"sqlite:///{self.path}", read_only=read_only, key=self.key, clock=at_work
        )

    def seal(self) -> Note:
        with self.open() as store:
            note = store.seals.seal()
        assert note is not None
        return note

    def verify(self, using: Evidence = ALL, **options: Any) -> Verified:
        options = {"keys": (self.log, WITNESS.public), "outside": self.kept} | options
        with self.open(read_only=True) as store:
            journal = store.ledger.journal
            source = StoredEvents(journal)
            return verify(source, store.seals.log, using=using, **options)

    def codes(self, using: Evidence = ALL, **options: Any) -> list[str]:
        found = self.verify(using, **options).findings
        return [one.code for one in found if one.severity.value == "error"]

    def sql(self, *statements: str, values: tuple[Any, ...] = ()) -> None:
        with closing(sqlite3.connect(self.path)) as db, db:
            for statement in statements:
                assert db.execute(statement, values).rowcount, "an attack that does nothing"
        self.settle()

    def settle(self) -> None:
        """Bring all that was written into the one file."""
        with closing(sqlite3.connect(self.path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, folder: Path) -> Place:
        """Return a copy in another folder, with a copy of the key and of what it remembers."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / self.path.name
        shutil.copy(self.path, path)
        shutil.copytree(f"{self.path}.seal", f"{path}.seal")
        key = folder / self.key.name
        shutil.copy(self.key, key)
        shutil.copy(self.memory, folder / self.memory.name)
        return Place(path, key, self.log, list(self.kept))


def cosigned(note: Note, key: SigningKey = WITNESS, at: int = AT) -> Note:
    return note.adding((key.sign(note.text, at),))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A store that was sealed twice: after 60 events, and after 120; the witness signed both."""
    folder = tmp_path_factory.mktemp("sealed")
    path, key = folder / "p.db", folder / "seal.key"
    keys.seed(key, make=True)
    with open_store(f"sqlite:///{path}", create=True, key=key, clock=at_work) as store:
        origin = checkpoint.origin(store.ledger.journal.about())
        place = Place(path, key, keys.signing_key(origin, "", key).public, [])
        record(store, 0, 20)
    first = place.seal()
    place.settle()
    place.copy(folder / "early")
    with place.open() as store:
        record(store, 100, 20)
    second = place.seal()
    place.kept = [Outside(where="w1", note=cosigned(one)) for one in (first, second)]
    with place.open() as store:
        witness.add(store.seals.log, cosigned(second), (WITNESS.public,))
    place.settle()
    return place


@pytest.fixture
def sealed(built: Place, tmp_path: Path) -> Place:
    """A copy to attack."""
    return built.copy(tmp_path / "here")


@pytest.fixture
def early(built: Place) -> Path:
    """The folder of the copy that was made after 60 events."""
    return built.path.parent / "early"


@pytest.fixture
def in_memory() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=at_work) as store:
        yield store


Attack = Callable[[Place, Path], None]
