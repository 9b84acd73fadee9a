"""A real terminal without a person: tmux, which tells what its screen shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WIDE = 600
"""Columns: no text of a test is wrapped by the terminal."""


class Tmux:
    """A server of our own, with one pane."""

    def __init__(self, place: Path) -> None:
        self._socket = str(place / "tmux")
        self._env = {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONUTF8": "1",
        }

    def __call__(self, *told: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, "-f", os.devnull, *told],
            env=self._env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.stdout

    def start(self, *command: str, lines: int) -> None:
        """Run ``command`` in a pane that keeps so many lines."""
        kept = ("set", "-g", "history-limit", str(lines))
        # A window is called after what runs in it, sooner or later: then its name says nothing.
        kept += (";", "set", "-g", "automatic-rename", "off")
        room = ("-x", str(WIDE), "-y", "50")
        self("start-server", ";", *kept, ";", "new-session", "-d", *room, *command)

    def wait_for(self, file: Path, seconds: int) -> None:
        """Wait until the program in the pane has written ``file``."""
        until = time.monotonic() + seconds
        while not file.exists():
            assert time.monotonic() < until, self("capture-pane", "-p", "-S", "-200")
            time.sleep(0.1)

    def state(self) -> str:
        """Return what a program could have changed of the pane."""
        return self(
            "display", "-p",
            "#{alternate_on} #{cursor_flag} #{insert_flag} #{origin_flag} #{wrap_flag} "
            "#{mouse_any_flag} #{keypad_flag} #{scroll_region_upper} #{scroll_region_lower} "
            "#{window_bell_flag} #{pane_title} #{window_name} #{buffer_size}",
        )  # fmt: skip


@contextmanager
def terminal(place: Path) -> Iterator[Tmux]:
    """Yield a terminal; skip the test where there is none."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: sudo apt-get install tmux")
    tmux = Tmux(place)
    try:
        yield tmux
    finally:
        tmux("kill-server")
