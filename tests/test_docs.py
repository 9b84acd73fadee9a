"""What the documents say works, works: their Python runs, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .documents import blocks, name_of, run, unpack

TOP = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*TOP.glob("*.md"), *TOP.glob("docs/**/*.md")])
OF_A_DISTRIBUTION = {
    "adapters.md",  # its blocks are files of a distribution: tests/contracts/test_adapters_page.py
    "extensions.md",  # its blocks are parts of files of another: tests/test_outside.py
}
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")

LOOSE = [
    pytest.param(block, id=f"{path.relative_to(TOP)}-{number}")
    for path in DOCUMENTS
    if path.name not in OF_A_DISTRIBUTION
    for number, block in enumerate(blocks(path), 1)
    if name_of(block) is None
]
OF_FILES = [
    path
    for path in DOCUMENTS
    if path.name not in OF_A_DISTRIBUTION and any(map(name_of, blocks(path)))
]


@pytest.mark.parametrize("block", LOOSE)
def test_a_document_s_python_runs_and_runs_again(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        exec(compile(block, "document", "exec"), {"__name__": "document"})


@pytest.mark.parametrize("path", OF_FILES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_document_s_files_run_in_their_order(path: Path, tmp_path: Path) -> None:
    for name in unpack(path, tmp_path):
        run(tmp_path, name)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(TOP)))
def test_a_document_s_links_lead_to_files(path: Path) -> None:
    links = LINK.findall(path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []
