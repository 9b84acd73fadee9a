"""Running specs from a program: pytest, in this process, with nothing of anybody's settings."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import evolve

from lixia_domain import written
from lixia_domain.application.bootstrap import open_store
from lixia_domain.recording.faults import Fault
from lixia_domain.specs.outcome import Outcome
from lixia_domain.specs.page import write
from lixia_domain.specs.plugin import Gathered

JUNIT = "junit.xml"

NO_OTHERS = "PYTEST_DISABLE_PLUGIN_AUTOLOAD"
"""Plugins that happen to be installed are none of the specs' affair, and take their time."""


class RunFailed(Fault):
    """pytest gave up before it had told of every scenario."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"规格没有跑完：{said}", f"the specs did not run to the end: {said}", said=said
        )


ENDED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
"""How pytest ends where it has told of every scenario."""


class NeedsXdist(Fault):
    """Several processes were asked for, and what starts them is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "同时执行（--jobs）需要 pytest-xdist：pip install pytest-xdist；不用 --jobs 则不需要",
            "several processes (--jobs) need pytest-xdist: pip install pytest-xdist; "
            "without --jobs nothing is needed",
        )


class _Keep:
    """Keeps what was gathered when the session ends."""

    def __init__(self) -> None:
        self.outcome: Outcome | None = None
        self.lost: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Take it over."""
        gathered = session.config.pluginmanager.get_plugin("lixia-gathered")
        assert isinstance(gathered, Gathered)
        self.outcome, self.lost = gathered.outcome(), gathered.lost


def run(
    files: Sequence[Path], *, uri: str | None = None, report: Path | None = None, jobs: int | None
) -> Outcome:
    """Run ``files``, history specs over the store at ``uri``; write the report into ``report``.

    The store is opened read-only; where it is a file, its hash before and after is told. Raises
    what opening the store raises, and ``NeedsXdist`` if there are to be several ``jobs`` and it
    is missing, before anything is run.
    """
    if jobs and jobs > 1 and find_spec("xdist") is None:
        raise NeedsXdist
    told: list[str] = []
    before = ""
    if uri:
        with open_store(uri, read_only=True) as store:
            told = [f"--lixia-store={uri}", f"--lixia-position={store.ledger.head()}"]
            place = store.place
        before = fingerprint(place)
    if report is not None:
        written.folder(report)
    if jobs and jobs > 1:
        told += ["-p", "xdist.plugin", "-n", str(jobs)]
    outcome = _pytest(files, told, None if report is None else report / JUNIT)
    if uri and outcome.store:  # rules alone look at no store
        found = {**outcome.store, "before": before, "after": fingerprint(place)}
        outcome = evolve(outcome, store=found)
    if report is not None:
        write(report, outcome)
    return outcome


def fingerprint(place: str) -> str:
    """Return the SHA-256 of the store's file; nothing where it is none."""
    path = Path(place)
    if not place or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pytest(files: Sequence[Path], told: Sequence[str], junit: Path | None) -> Outcome:
    keep, said = _Keep(), StringIO()
    with TemporaryDirectory() as folder, _alone(), redirect_stdout(said), redirect_stderr(said):
        settings = Path(folder) / "pytest.ini"
        written.text(settings, "[pytest]\njunit_suite_name = 规格\njunit_family = xunit2\n")
        made = Path(folder) / JUNIT
        root = os.path.commonpath([file.parent for file in files])
        code = pytest.main(
            [
                f"--config-file={settings}",
                f"--rootdir={root}",
                "--noconftest",
                "--import-mode=importlib",
                *("-p", "pytest_bdd.plugin"),
                *("-p", "lixia_domain.specs.plugin"),
                *("-p", "no:cacheprovider"),
                *("-p", "no:unraisableexception"),  # it collects garbage ten times at the end
                "--assert=plain",
                *("-W", "ignore"),
                *("--tb=short", "-q"),
                *("-o", "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=1"),
                *([] if junit is None else [f"--junitxml={made}"]),
                *told,
                *map(str, files),
            ],
            plugins=[keep],
        )
        if junit is not None and made.exists():
            written.data(junit, made.read_bytes())
    if keep.outcome is None or keep.lost or code not in ENDED:
        raise RunFailed("; ".join(keep.lost) or said.getvalue().strip()[-500:])
    return keep.outcome


@contextmanager
def _alone() -> Iterator[None]:
    """Let no plugin in that is not named, and nobody's options; leave no bytecode."""
    names = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", NO_OTHERS)
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    quiet, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    os.environ[NO_OTHERS] = "1"
    try:
        yield
    finally:
        del os.environ[NO_OTHERS]
        sys.dont_write_bytecode = quiet
        os.environ.update(kept)
