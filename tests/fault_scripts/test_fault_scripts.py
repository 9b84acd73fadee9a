"""Each script that showed how something went wrong is told today what is right."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .money import MONEY
from .people import PEOPLE
from .runner import Chapter
from .time_and_papers import TIME

CHAPTERS = {chapter.folder: chapter for chapter in (MONEY, PEOPLE, TIME)}
COUNTS = {"money": 32, "people": 15, "time": 14}


def _cases() -> Iterator[object]:
    for chapter in CHAPTERS.values():
        for name, answer in chapter.answers.items():
            awaits = pytest.mark.xfail(run=False, reason=f"awaits {answer.awaits}")
            yield pytest.param(chapter, name, marks=[awaits] if answer.awaits else [], id=name)


@pytest.fixture(scope="module")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Chapter], Path]:
    """Find the folder with a chapter's scripts as they are played, and their office."""
    made: dict[str, Path] = {}

    def found(chapter: Chapter) -> Path:
        if chapter.scripts is None:
            pytest.skip(f"there is no folder {chapter.folder} of scripts beside this repository")
        if chapter.folder not in made:
            made[chapter.folder] = tmp_path_factory.mktemp(chapter.folder)
            chapter.set_up(made[chapter.folder])
        return made[chapter.folder]

    return found


@pytest.mark.parametrize(("chapter", "name"), list(_cases()))
def test_a_script_is_told_what_is_right(
    folder_of: Callable[[Chapter], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    chapter: Chapter,
    name: str,
) -> None:
    folder = folder_of(chapter)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [name])
    chapter.play(name, folder)
    told = capfd.readouterr().out
    lacks = chapter.answers[name].lacks(told, chapter.never)
    assert not lacks, "\n".join((*lacks, told))


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)
def test_every_script_has_its_answer(chapter: Chapter) -> None:
    assert len(chapter.answers) == COUNTS[chapter.folder]
    if chapter.scripts is None:
        pytest.skip(f"there is no folder {chapter.folder} of scripts beside this repository")
    ours = {module.stem for module in chapter.office}
    theirs = {script.stem for script in chapter.scripts.glob("*.py")}
    assert theirs - ours == set(chapter.answers)


@pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=CHAPTERS)
def test_each_answer_says_what_is_right_and_of_which_situation(chapter: Chapter) -> None:
    known = {f"S{number:02d}" for number in range(1, 97)}
    for name, answer in chapter.answers.items():
        assert answer.of and known.issuperset(answer.of), name
        assert answer.says or answer.awaits, name
