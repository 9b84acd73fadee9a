from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import Store, open_store


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of epoch keys: never the developer's own."""
    folder = tmp_path / "keys"
    monkeypatch.setenv("LIXIA_KEYS", str(folder))
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "lixia.db"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{place}", create=True) as store:
        store.make_vault()
        yield store
