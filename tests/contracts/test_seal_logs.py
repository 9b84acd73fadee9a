"""Our seals keep the promises of every seal."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_adapters.seals import files, memory
from lixia_domain.audit.seal.seal_log import SealLog
from lixia_domain.testing.contracts.seal_log import SealLogContract


class TestMemory(SealLogContract):
    @pytest.fixture
    def log(self) -> SealLog:
        return memory.seal_log()


class TestFiles(SealLogContract):
    @pytest.fixture
    def log(self, tmp_path: Path) -> SealLog:
        return files.seal_log(str(tmp_path / "p.db"))

    def test_reading_makes_no_folder(self, log: SealLog, tmp_path: Path) -> None:
        self.test_a_new_one_is_empty(log)
        assert not list(tmp_path.iterdir())
