"""Code that is broken on purpose, in a copy, so that the test is seen that minds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import lixia_adapters
import lixia_domain

PACKAGES = [Path(str(package.__file__)).parent for package in (lixia_domain, lixia_adapters)]
CHECKOUT = Path(__file__).parents[1]
ASSERTED = re.compile(
    r"^FAILED (\S+::\w+).* - (AssertionError|assert |Failed: DID NOT RAISE)", re.M
)
"""A test that fails since what it asserts does not hold; not one that crashes on its way there."""
SAID = re.compile(
    r"^(?:FAILED|ERROR) (\S+::\w+).* - (?:lixia_domain\.testing\.\S+\.)?NotSo: ", re.M
)
"""A scenario of which a sentence is not so, or in which something was refused unexpectedly."""


def copy_of_the_code(folder: Path) -> Path:
    """Copy the code, to be broken, into ``folder``."""
    for package in PACKAGES:  # with bytecode, which stays good for what is not broken
        shutil.copytree(package, folder / package.name)
    return folder


@contextmanager
def broken(folder: Path, file: str, was: str, instead: str) -> Iterator[None]:
    """Have ``instead`` stand in a ``file`` of the copy where ``was`` stands, once."""
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(was) == 1, f"{file} says it otherwise by now: break it there"
    path.write_text(text.replace(was, instead), "utf-8")
    try:
        yield
    finally:
        path.write_text(text, "utf-8")


def run(
    code: Path, *tests: str, told: Mapping[str, str] | None = None, plugins: Sequence[str] = ()
) -> tuple[int, str]:
    """Run tests with the code that stands in ``code``; return exit code and what was said.

    ``told``: what the tests find in their environment. No plugin is loaded but ``plugins``.
    """
    quiet = ("-x", "-q", "--color=no", "-p", "no:cacheprovider")
    loaded = [word for plugin in plugins for word in ("-p", plugin)]
    own = f"--basetemp={code / 'temporary'}"
    nodes = [f"tests/{test}" for test in tests]
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", *quiet, *loaded, own, *nodes],
        env={
            **os.environ,
            **(told or {}),
            "PYTHONPATH": str(code),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # they load slowly
            "PYTHONUTF8": "1",
            "COLUMNS": "500",  # the summary is cut to the screen
        },
        cwd=CHECKOUT,
        capture_output=True,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout + ran.stderr
