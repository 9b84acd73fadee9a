"""A browser that opens a page of ours, and says what it made of it."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

_AROUND = """<!doctype html><meta charset="utf-8"><script>
let ran = 0;
window.boom = () => ran++;
window.onload = () => {
  const found = [...frames[0].document.querySelectorAll("*")].map(one => [
    one.localName,
    Object.fromEntries([...one.attributes].map(each => [each.name, each.value])),
    [...one.childNodes].every(node => node.nodeType === 3) ? one.textContent : null]);
  const told = document.createElement("pre");
  told.id = "told";
  const bytes = unescape(encodeURIComponent(JSON.stringify([ran, found])));
  told.textContent = "told:" + btoa(bytes) + ":";
  document.body.replaceChildren(told);
};
</script><body><iframe srcdoc="PAGE"></iframe></body>"""
_TOLD = re.compile(r"told:([A-Za-z0-9+/=]+):")

Element = tuple[str, dict[str, str], str | None]
"""A tag, its attributes, and its text where it holds nothing else."""


def opened(page: str, folder: Path) -> tuple[int, list[Element]]:
    """Open ``page``; return how often one of its scripts ran, and all its elements.

    It lies in a frame, whose parent looks into it; what it is not to do (``parent.boom()``) is
    counted there. The test is skipped where there is no browser.
    """
    from base64 import b64decode

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed: sudo apt-get install chromium")
    around = folder / "around.html"
    around.write_text(_AROUND.replace("PAGE", html.escape(page)), "utf-8")
    done = subprocess.run(
        [
            program,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"),
            f"--user-data-dir={folder / 'profile'}",
            *("--virtual-time-budget=600000", "--dump-dom", around.as_uri()),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=1_200,
    )
    told = _TOLD.search(done.stdout)
    assert told is not None, done.stdout[-1_000:] + done.stderr[-1_000:]
    ran, found = json.loads(b64decode(told[1]))
    return ran, [(name, attributes, text) for name, attributes, text in found]
