"""What all tests share: a configuration directory, and the situations' tags as markers."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest

_CONFIG = tempfile.mkdtemp(prefix="lixia-config-")


def pytest_configure(config: pytest.Config) -> None:
    # Paying seals, and sealing makes a key: nobody's own configuration is touched, not even by
    # processes that tests start.
    os.environ["XDG_CONFIG_HOME"] = _CONFIG
    os.environ.pop("LIXIA_CONFIG", None)
    for number in range(1, 46):
        config.addinivalue_line("markers", f"S{number:02d}: situation {number} of the domain")


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_CONFIG, ignore_errors=True)
