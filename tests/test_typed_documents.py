"""The Python of documents is clean to checkers as it stands, copied into an application."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .documents import blocks, name_of, unpack

TOP = Path(__file__).resolve().parent.parent
PAGES = {
    "README.md": "readme.py",
    "docs/history.md": "history.py",
    "docs/developers.md": None,
}
"""Documents for application developers; each with the file that a block without a name becomes."""
STRICT = """
[tool.mypy]
strict = true
[tool.basedpyright]
typeCheckingMode = "strict"
"""
CHECKERS = {
    "mypy": ["mypy", "--python-executable", sys.executable, "."],
    "pyright": ["basedpyright", "--pythonpath", sys.executable],
}


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("application")
    (folder / "pyproject.toml").write_text(STRICT)
    for page, file in PAGES.items():
        unpack(TOP / page, folder)
        loose = [block for block in blocks(TOP / page) if name_of(block) is None]
        assert len(loose) == (file is not None), page
        if file is not None:
            (folder / file).write_text(loose[0], "utf-8")
    return folder


def checked(checker: str, folder: Path) -> tuple[int, str]:
    ran = subprocess.run(
        [sys.executable, "-m", *CHECKERS[checker]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize("checker", CHECKERS)
def test_what_documents_say_is_typed_as_strictly_as_a_checker_asks(
    checker: str, application: Path
) -> None:
    assert len(list(application.glob("*.py"))) > 10
    code, said = checked(checker, application)
    assert code == 0, said


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_checker_finds_a_wrong_argument_in_a_document(checker: str, application: Path) -> None:
    wrong = application / "wrong.py"
    right = (application / "shown.py").read_text("utf-8")
    assert right.count("limit=2") == 1
    wrong.write_text(right.replace("limit=2", "limit='2'"), "utf-8")
    try:
        code, said = checked(checker, application)
    finally:
        wrong.unlink()
    assert code == 1 and "wrong.py" in said and "limit" in said
