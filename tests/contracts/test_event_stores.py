"""Our stores keep the promises of every event store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.stores import memory, sqlite
from lixia_domain.testing.contracts.event_store import EventStoreContract, SharedEventStoreContract
from lixia_domain.testing.contracts.store_module import StoreModuleContract

Open = Callable[[], Any]


@pytest.fixture
def open_file(tmp_path: Path) -> Iterator[Callable[[str], Any]]:
    """Open a SQLite log by its file's name."""
    factories = []

    def opener(name: str) -> Any:
        factory = sqlite.Factory({"SQLITE_DBNAME": name, "ORIGINATOR_ID_TYPE": "text"})
        factories.append(factory)
        return factory.application_recorder()

    yield opener
    for factory in factories:
        factory.close()


class TestMemory(EventStoreContract):
    @pytest.fixture
    def open_log(self) -> Open:
        return lambda: memory.Factory({}).application_recorder()


class TestSqlite(EventStoreContract):
    @pytest.fixture
    def open_log(self, open_file: Callable[[str], Any], tmp_path: Path) -> Open:
        numbers = count()
        return lambda: open_file(str(tmp_path / f"{next(numbers)}.db"))


class TestSqliteWithoutAFile(EventStoreContract):
    @pytest.fixture
    def open_log(self, open_file: Callable[[str], Any]) -> Open:
        return lambda: open_file(":memory:")


class TestSqliteShared(SharedEventStoreContract):
    @pytest.fixture
    def open_shared(self, open_file: Callable[[str], Any], tmp_path: Path) -> Open:
        return lambda: open_file(str(tmp_path / "store.db"))


class TestSqliteModule(StoreModuleContract):
    @pytest.fixture
    def module(self) -> Any:
        return sqlite

    @pytest.fixture
    def uri(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/store.db"
