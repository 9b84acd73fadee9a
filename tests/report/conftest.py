"""A demo store, and the report on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.demo import cast
from lixia_domain import open_store
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.compose import compose
from lixia_domain.application.report.content import Document
from lixia_domain.rules.holidays import is_working

from .recomputing import DATES, exported

AS_OF = date(2022, 3, 31)

Compose = Callable[..., Document]


@pytest.fixture(scope="package")
def demo(demo_copy: Callable[[], Path]) -> Path:
    """A store with the demo in it. Only read it."""
    return demo_copy()


@pytest.fixture(scope="package")
def store(demo: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{demo}", read_only=True) as opened:
        yield opened


def report(store: Store, **told: Any) -> Document:
    asked: dict[str, Any] = {
        "fund_id": cast.FUND,
        "as_of": AS_OF,
        "at": None,
        "working": is_working,
        "checks": lambda moment: (),
        "seal": None,
    }
    return compose(store, **asked | told)


@pytest.fixture(scope="package")
def document(store: Store) -> Document:
    return report(store)


@pytest.fixture(scope="package")
def sql(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with exported(store, tmp_path_factory.mktemp("facts")) as db:
        yield db


@pytest.fixture(scope="package", params=DATES, ids=str)
def dated(store: Store, request: pytest.FixtureRequest) -> Document:
    return report(store, as_of=request.param)
