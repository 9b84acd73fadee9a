"""What all tests share: the situations' tags as markers."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    for number in range(1, 46):
        config.addinivalue_line("markers", f"S{number:02d}: situation {number} of the domain")
