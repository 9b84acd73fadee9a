from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.stores import memory, sqlite

Opener = Callable[..., Any]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Opener]:
    """Open ``store.db`` of this test anew, with the environment given, and return its recorder."""
    factories = []

    def opener(**env: str) -> Any:
        name = env.pop("SQLITE_DBNAME", str(tmp_path / "store.db"))
        factory = sqlite.Factory({"SQLITE_DBNAME": name, "ORIGINATOR_ID_TYPE": "text", **env})
        factories.append(factory)
        return factory.application_recorder()

    yield opener
    for factory in factories:
        factory.close()


@pytest.fixture(params=["sqlite", "sqlite in memory", "memory"])
def recorder(request: pytest.FixtureRequest, open_store: Opener) -> Any:
    match request.param:
        case "sqlite":
            return open_store()
        case "sqlite in memory":
            return open_store(SQLITE_DBNAME=":memory:")
        case _:
            return memory.Factory({}).application_recorder()
