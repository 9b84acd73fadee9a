"""A console on a real SQLite store: ``lixia`` runs commands, ``programme`` has something in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lixia_adapters.console.main import main
from lixia_adapters.demo import play
from lixia_adapters.demo.cast import credit_code

CODE, OTHER, UNVERIFIED = (credit_code(number) for number in (901, 902, 903))


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


Lixia = Callable[..., Ran]


def ran(*argv: str) -> Ran:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(argv)
    return Ran(code, out.getvalue(), err.getvalue())


def done(*argv: str) -> Ran:
    found = ran(*argv)
    assert found.code == 0, found
    return found


OPENING = (
    "store init",
    "fund establish F1 --name 公益基金（虚构示例） --foundation 基金会（虚构示例） "
    "--purpose 公益 --agreement 协议1 --on 2021-03-01",
    "project draft P1 --title 助餐（虚构示例） --domain 为老服务 --need N1 "
    "--line 食材=6000 --line 人工=4000 --on 2021-03-02",
    "project approve P1 --minutes 纪要1 --on 2021-03-02",
    "project publish P1 --batch B1 --minimum 5000 --on 2021-03-03",
    f"enterprise register {CODE} 甲企业（虚构示例） --on 2021-03-03",
    f"enterprise verify {CODE} --document 执照 --on 2021-03-03",
    f"enterprise register {UNVERIFIED} 丙企业（虚构示例） --on 2021-03-03",
    f"claim P1 {CODE} 6000 --due 2021-06-30 --id C1 --on 2021-03-04",
)


@pytest.fixture
def lixia(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Lixia]:
    """Run ``lixia`` in an empty directory, speaking Chinese, the environment saying nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    for name in ("LIXIA_STORE", "LIXIA_ACTOR", "LIXIA_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    yield ran


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which one enterprise has claimed one project."""
    path = tmp_path_factory.mktemp("opened") / "lixia.db"
    for line in OPENING:
        done(*line.split(), "--store", f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def walked(opened: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which everything has happened that commands can do to money. Only read it."""
    from .test_commands import walk

    path = tmp_path_factory.mktemp("walked") / "lixia.db"
    shutil.copy(opened, path)
    for _ in walk(path, "--store", f"sqlite:///{path}"):
        pass
    return path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo in it. Only read it."""
    path = tmp_path_factory.mktemp("demo") / "x.db"
    play(f"sqlite:///{path}").store.close()
    return path


@pytest.fixture
def programme(lixia: Lixia, opened: Path, tmp_path: Path) -> Path:
    """A copy of that store, where ``lixia`` finds it without being told."""
    path = tmp_path / "lixia.db"
    shutil.copy(opened, path)
    return path


def head(path: Path) -> int:
    """How many facts a store has, asked of SQLite alone."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as db:
        (found,) = db.execute("SELECT count(*) FROM stored_events").fetchone()
    return int(found)
