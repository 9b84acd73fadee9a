"""The demo's year (虚构示例): launch, money, work, and its books closed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import Store, open_store


@pytest.fixture(scope="session")
def played(demo_copy: Callable[[], Path]) -> Path:
    return demo_copy()


@pytest.fixture(scope="session")
def year(played: Path) -> Iterator[Store]:
    """The store, to be read only."""
    with open_store(f"sqlite:///{played}") as store:
        yield store


@pytest.fixture
def copied(played: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store that may be written to."""
    path = tmp_path / "copy.db"
    shutil.copy(played, path)
    with open_store(f"sqlite:///{path}") as store:
        yield store
