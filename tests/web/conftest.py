"""The demo's store served to a client, who is whoever a header says (虚构示例)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from litestar.testing import TestClient

from lixia_adapters.web.app import application
from lixia_adapters.web.callers import Trusting
from lixia_domain.application.bootstrap import Store, open_store

Looking: TypeAlias = tuple[Store, TestClient[Any]]
NAMES = ("testserver.local", "testserver", "localhost")


@pytest.fixture
def store(demo_copy: Callable[[], Path]) -> Iterator[Store]:
    """Return the demo's store, opened."""
    with open_store(f"sqlite:///{demo_copy()}") as opened:
        yield opened


@pytest.fixture(scope="module")
def looking(demo_copy: Callable[[], Path]) -> Iterator[Looking]:
    """Return a store that nobody writes to, and a client of it, for all tests of a module."""
    with (
        open_store(f"sqlite:///{demo_copy()}") as opened,
        TestClient(application(opened, Trusting(), NAMES)) as asked,
    ):
        yield opened, asked


@pytest.fixture
def client(store: Store) -> Iterator[TestClient[Any]]:
    """Return a client of the application that serves the store."""
    with TestClient(application(store, Trusting(), NAMES)) as asked:
        yield asked
