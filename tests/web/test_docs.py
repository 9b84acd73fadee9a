"""What docs/api.md says to type works as it stands there, on the demo, from beginning to end."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .test_events import served

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
CURL = [line.strip() for line in PAGE.read_text("utf-8").splitlines() if " curl " in f" {line}"]

__all__ = ["served"]


def test_every_line_of_the_page_is_answered(served: tuple[str, Any], tmp_path: Path) -> None:
    address, _ = served
    assert len(CURL) >= 10
    for line in CURL:
        asked = shlex.split(line.replace("http://localhost:8068", address))
        ran = subprocess.run([*asked, "-f"], cwd=tmp_path, capture_output=True, text=True)
        assert ran.returncode == 0, (line, ran.stderr)
        if "/metrics" not in line and " -o " not in line:
            json.loads(ran.stdout)
    assert (tmp_path / "projects.csv").read_bytes().count(b"\r\n") > 100


if not CURL:  # pragma: no cover
    pytest.fail("the page has no lines to try")
