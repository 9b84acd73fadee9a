"""A demo store to look at, and ``lixia spec`` as a person runs it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lixia_adapters.console.main import main


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
def demo(demo_copy: Callable[[], Path]) -> Path:
    """A store with the demo in it. Only read it."""
    return demo_copy()


@pytest.fixture(scope="session")
def shipped(once: Callable[[str, Callable[[Path], object]], Path], demo: Path) -> Path:
    """A folder with the report ``r`` of all that ships, run over ``x.db``, a copy of the demo."""

    def run(folder: Path) -> None:
        store = shutil.copy(demo, folder / "x.db")
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            argv = ("--builtin", "--store", f"sqlite:///{store}", "--report", str(folder / "r"))
            code = main(["spec", "run", *argv, "--lang", "zh"])
        assert (code, err.getvalue()) == (0, ""), out.getvalue()

    return once("shipped", run)


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
