"""``lixia`` as a process of its own: exit codes, pipes, signals, the environment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

LIXIA = (sys.executable, "-m", "lixia_adapters.console.main")


def run(*argv: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("LIXIA")} | environment
    return subprocess.run(
        [*LIXIA, *argv], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8"
    )


def test_exit_codes_are_fine_refused_and_misused(programme: Path, tmp_path: Path) -> None:
    fine = run("project", "show", "P1", "--json", cwd=tmp_path)
    assert (fine.returncode, fine.stderr) == (0, "")
    assert json.loads(fine.stdout)["project"] == "P1"
    assert run("project", "show", "P9", cwd=tmp_path).returncode == 1
    assert run("project", "shew", "P9", cwd=tmp_path).returncode == 2


def test_the_environment_names_the_store(programme: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "empty"
    elsewhere.mkdir()
    uri = f"sqlite:///{programme}"
    told = run("store", "info", "--json", cwd=elsewhere, LIXIA_STORE=uri)
    assert json.loads(told.stdout)["store"] == uri
    assert run("store", "info", cwd=elsewhere).returncode == 2
    assert not list(elsewhere.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="the shell's pipes")
def test_a_reader_who_has_enough_is_no_error(programme: Path, tmp_path: Path) -> None:
    line = " ".join(LIXIA)
    told = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line} view project_register --json | head -c 1"],
        cwd=tmp_path,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, b"{", b"")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interrupt_ends_it_without_a_traceback(tmp_path: Path) -> None:
    env = os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    demo = subprocess.Popen(
        [*LIXIA, "demo", "--json"],
        cwd=tmp_path,
        env=env,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / "lixia-demo.db").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    demo.send_signal(signal.SIGINT)
    out, err = demo.communicate(timeout=30)
    assert (demo.returncode, out, err.strip()) == (130, "", "已中断。")
    again = run("demo", "--json", cwd=tmp_path)
    assert again.returncode == 0
