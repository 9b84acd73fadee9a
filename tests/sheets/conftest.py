"""The console on real stores and real files, and the demo as it stood on the day of its launch."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lixia_adapters.console.main import main
from lixia_adapters.demo.launch import launch
from lixia_adapters.demo.place import open_stage
from lixia_adapters.demo.stage import FIRST_DAY, Stage, opening
from lixia_domain.application.clock import ToldClock


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Lixia = Callable[..., Ran]


def ran(*argv: str) -> Ran:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(argv)
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture
def lixia(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Lixia:
    """Run ``lixia`` in an empty directory, speaking Chinese."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIXIA_LANG", "zh")
    monkeypatch.setenv("LIXIA_KEYS", str(tmp_path / "keys"))
    for name in ("LIXIA_STORE", "LIXIA_ACTOR", "LIXIA_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return ran


@pytest.fixture(scope="session")
def launched(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo's store as it stood when the programme was launched: its address. Only read it."""
    uri = f"sqlite:///{tmp_path_factory.mktemp('launched') / 'lixia.db'}"
    clock = ToldClock(opening(FIRST_DAY))
    store = open_stage(uri, replace=False, clock=clock)
    launch(Stage(store, clock, 1))
    store.close()
    return uri
