"""Our places for read models keep the promises of every one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lixia_adapters.views import memory, sqlite
from lixia_domain.recording.read_models import ReadModels
from lixia_domain.testing.contracts.read_models import (
    LastingReadModelsContract,
    ReadModelsContract,
)


class TestMemory(ReadModelsContract):
    @pytest.fixture
    def read_models(self) -> ReadModels:
        return memory.read_models()


class TestSqlite(ReadModelsContract):
    @pytest.fixture
    def read_models(self, tmp_path: Path) -> Iterator[ReadModels]:
        place = sqlite.read_models(str(tmp_path / "store.db"))
        yield place
        place.close()


class TestSqliteLasting(LastingReadModelsContract):
    @pytest.fixture
    def reopen(self, tmp_path: Path) -> Callable[[], ReadModels]:
        return lambda: sqlite.read_models(str(tmp_path / "store.db"))
