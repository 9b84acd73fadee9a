"""What the documents say works, works: their Python runs, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*TOP.glob("*.md"), *TOP.glob("docs/**/*.md")])
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
OF_FILES = {
    "adapters.md",  # its blocks are files of a distribution: tests/contracts/test_adapters_page.py
    "extensions.md",  # its blocks are parts of files of another: tests/test_outside.py
}
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")

BLOCKS = [
    pytest.param(block, id=f"{path.relative_to(TOP)}-{number}")
    for path in DOCUMENTS
    if path.name not in OF_FILES
    for number, block in enumerate(BLOCK.findall(path.read_text("utf-8")), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_document_s_python_runs(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "document", "exec"), {"__name__": "document"})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_a_document_s_links_lead_to_files(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
