"""A demo store to look at, and ``lixia spec`` as a person runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lixia_adapters.console.main import main
from lixia_adapters.demo import play


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Spec = Callable[..., Ran]
Written = Callable[..., Path]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo in it. Only read it."""
    path = tmp_path_factory.mktemp("demo") / "x.db"
    play(f"sqlite:///{path}").store.close()
    return path


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Spec:
    """Run ``lixia spec`` in an empty directory, speaking Chinese."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("LIXIA_STORE", raising=False)

    def ran(*argv: str | Path) -> Ran:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main(["spec", *map(str, argv)])
        return Ran(code, out.getvalue(), err.getvalue())

    return ran


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a feature file as an auditor would."""

    def write(*lines: str, name: str = "my.feature", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
        return path

    return write
