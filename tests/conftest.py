"""What all tests share: a configuration directory, the situations' tags, and a demo's store."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("busy"), max_examples=20, derandomize=True)
settings.load_profile("busy")

_CONFIG = tempfile.mkdtemp(prefix="lixia-config-")

Once = Callable[[str, Callable[[Path], object]], Path]


def pytest_configure(config: pytest.Config) -> None:
    # Paying seals, and sealing makes a key: nobody's own configuration is touched, not even by
    # processes that tests start.
    os.environ["XDG_CONFIG_HOME"] = _CONFIG
    os.environ.pop("LIXIA_CONFIG", None)
    os.environ["LIXIA_LANG"] = "zh"  # whatever the machine speaks
    for number in range(1, 97):
        config.addinivalue_line("markers", f"S{number:02d}: situation {number} of the domain")


@pytest.fixture(autouse=True)
def nobody_knows_a_key_from_another_test() -> Iterator[None]:
    """Forget keys that were seen, and what a key signed: copies of one store are one log each."""
    yield
    for kept in ("known-keys", "seal.key.signed"):
        Path(_CONFIG, "lixia", kept).unlink(missing_ok=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_CONFIG, ignore_errors=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    # Thousands of tests stay to the end: the collector need not walk them again and again.
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Once:
    """Have a folder made by the first process that asks for it; nobody may write there after."""
    root = tmp_path_factory.getbasetemp()
    # A run within a test inherits a worker's environment and is none: its folder lies with those of
    # every other run, of whatever code.
    if hasattr(pytestconfig, "workerinput"):
        root = root.parent  # the workers' own folders lie in one

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, ready = root / name, root / f"{name}.ready"
        with FileLock(root / f"{name}.lock"):
            if not ready.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                ready.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def demo_copy(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Copy the demo's store, with what lies beside it, into a folder of its own."""
    from lixia_adapters.demo import play

    def copied() -> Path:
        master = once("demo", lambda folder: play(f"sqlite:///{folder / 'x.db'}").store.close())
        folder = tmp_path_factory.mktemp("demo")
        shutil.copytree(master, folder, dirs_exist_ok=True)
        return folder / "x.db"

    return copied


@pytest.fixture(scope="session", autouse=True)
def _no_width() -> Iterator[None]:
    """A terminal's width is no test's, unless it says one; the summary at the end has it again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        yield
