"""Our frontends keep the promises of every one."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest

from lixia_adapters.console.main import main
from lixia_domain.testing.contracts.frontend import FrontendContract, Show


class TestConsole(FrontendContract):
    @pytest.fixture
    def show(self) -> Show:
        def show(uri: str, view: str, key: str | None = None) -> dict[str, Any]:
            asked = ["view", view, "--store", uri, "--json"]
            out = StringIO()
            with redirect_stdout(out):
                assert main([*asked, *(["--key", key] if key is not None else [])]) == 0
            shown: dict[str, Any] = json.loads(out.getvalue())
            return shown

        return show
