"""``--dry-run`` writes nothing at all: no fact, view, key, seal or log, nowhere.

Every story that is walked by commands is walked here once more, each command tried before it is
carried out: all files, of the store's folder and of the user's configuration, are the same after.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest

from . import conftest, test_commands, test_member
from .conftest import Lixia, done
from .test_keepers import kept  # noqa: F401 - a fixture
from .test_persons import details  # noqa: F401 - a fixture
from .test_volunteering import served  # noqa: F401 - a fixture
from .test_votes import finish, voting  # noqa: F401 - a fixture

Snapshot = dict[str, tuple[int, int, int, str]]


def snapshot(*roots: Path) -> Snapshot:
    """Return mode, size, time and hash of every file, and the mode of every folder.

    A folder's own time is left out: SQLite puts its log's index there for a moment to read at all.
    """
    found: Snapshot = {}
    for root in roots:
        for path in sorted(root.rglob("*")):
            told = path.lstat()
            content = sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            at = told.st_mtime_ns if path.is_file() else 0
            found[str(path)] = (told.st_mode, told.st_size if content else 0, at, content)
    return found


class Tried:
    """Carries each command out after having tried it; keeps which were."""

    def __init__(self) -> None:
        self.real = conftest.main
        self.done: set[str] = set()

    def __call__(self, argv: Sequence[str]) -> int:
        """Run a command, as ``main`` does."""
        if "--dry-run" not in argv:
            self._try(argv)
        return self.real(argv)

    def _try(self, argv: Sequence[str]) -> None:
        told = [part for part in argv if part not in ("--json",)]
        places = [Path.cwd(), Path(os.environ["XDG_CONFIG_HOME"])]
        if "--store" in told:
            places.append(Path(told[told.index("--store") + 1].removeprefix("sqlite:///")).parent)
        before = snapshot(*places)
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = self.real([*told, "--dry-run"])
        after = snapshot(*places)
        changed = {path for path in before | after if before.get(path) != after.get(path)}
        assert not changed, (argv, changed)
        if code == 0:
            self.done.add(" ".join(argv[:2]))


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Tried]:
    trying = Tried()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(conftest, "main", trying)
    yield trying


def test_nothing_of_the_money(tried: Tried, lixia: Lixia, programme: Path) -> None:
    for _ in test_commands.walk(programme):
        pass
    assert len(tried.done) > 60


def test_nothing_of_people(tried: Tried, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("served")
    assert len(tried.done) > 15


def test_nothing_of_what_keepers_do(tried: Tried, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("kept")
    assert len(tried.done) > 8


def test_nothing_of_members(
    tried: Tried, lixia: Lixia, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lixia(*f"store init {test_member.CLOSING}".split()).code == 0
    for line in test_member.STORY[:7]:
        assert lixia(*line.split()).code == 0, line
    assert len(tried.done) >= 3


def test_nothing_of_votes_and_their_keys(tried: Tried, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("voting")
    lixia = request.getfixturevalue("lixia")
    finish(lixia)
    line = ["call", "destroy-key", "V1", "--witness", "w-1", "--on", "2021-04-18"]
    assert lixia(*line).code == 0
    assert {"call open-voting", "call destroy-key"} <= tried.done


def test_nothing_of_persons_and_what_is_imported(
    tried: Tried, lixia: Lixia, programme: Path
) -> None:
    Path("d.txt").write_text("name=示例姓名\n", "utf-8")
    Path("s.csv").write_text(
        "账号,交易流水号,交易日期,对方户名,贷方发生额,摘要\n"
        "6288,R1,2021-04-01,示例姓名,500.00,捐款\n",
        "utf-8",
    )
    done("vault", "init")
    done("bank", "import", "s.csv", "--keep-donors", "--on", "2021-04-02")
    done("run")
    assert {"bank import", "run"} <= tried.done


def test_where_a_log_was_left_by_a_crash_it_stays_as_it_is(
    tried: Tried, lixia: Lixia, programme: Path
) -> None:
    writer = sqlite3.connect(programme)
    writer.execute("SELECT count(*) FROM stored_events").fetchone()
    done("need", "raise", "N9", "--summary", "x", "--domain", "为老服务", "--place", "P",
         "--person", f"p:{'2' * 32}", "--on", "2021-04-02")  # fmt: skip
    assert programme.with_name("lixia.db-wal").stat().st_size
    done("need", "verify", "N9", "--document", "走访", "--on", "2021-04-02")
    writer.close()
    assert {"need raise", "need verify"} <= tried.done
