from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_adapters.vaults import memory, sqlite
from lixia_domain.application.vault import Vault
from lixia_domain.testing.contracts.vault import AT, VaultContract


class TestMemory(VaultContract):
    @pytest.fixture
    def vault(self) -> Vault:
        return memory.make("", "a" * 32, at=AT)


class TestSQLite(VaultContract):
    @pytest.fixture
    def vault(self, place: Path) -> Iterator[Vault]:
        vault = sqlite.make(str(place), "a" * 32, at=AT)
        yield vault
        vault.close()
