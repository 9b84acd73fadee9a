"""Our frontends keep the promises of every one."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import pytest
from litestar.testing import TestClient

from lixia_adapters.console.main import main
from lixia_adapters.web.app import application
from lixia_adapters.web.callers import Trusting
from lixia_domain.application.bootstrap import open_store
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


class TestWeb(FrontendContract):
    @pytest.fixture
    def show(self) -> Show:
        def show(uri: str, view: str, key: str | None = None) -> dict[str, Any]:
            asked = f"/api/views/{view}" + ("" if key is None else f"/{key}")
            with open_store(uri) as store:
                served = application(store, Trusting(), ("testserver.local",))
                with TestClient(served) as client:
                    answer = client.get(asked, headers={"lixia-account": "auditor-1"})
            assert answer.status_code == 200, answer.text
            shown: dict[str, Any] = answer.json()
            return shown

        return show
