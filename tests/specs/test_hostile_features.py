"""A feature file that would take hours, or that pytest can't be told of, is refused in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lixia_domain.specs import places
from lixia_domain.specs.lint import MOST_PROBLEMS, lint
from lixia_domain.specs.places import NoFeatures, OddPlace, TooManyFeatures, gather
from lixia_domain.specs.run import run

HEAD = "# language: zh-CN\n功能: 我的检查\n"
STEPS = "    假如 历史截至 2021-12-31\n    那么 每个专户的拨付不超过到账\n"
ROW = "      | 2021-12-31 |\n"
OUTLINE = "  场景大纲: 第 {} 个\n    假如 历史截至 <日>\n    例子:\n      | 日 |\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "#" * 2**20, 1),
        (HEAD + "\n" * 20_001, 20_000),
        (HEAD + "  # " + "长" * 1_000 + "\n", 3),
        (HEAD + OUTLINE.format(1) + ROW * 1_001, 3),
        (HEAD + OUTLINE.format(1) + ROW * 600 + OUTLINE.format(2) + ROW * 600, 607),
        (HEAD + "".join(f"  场景: 第 {n} 个\n{STEPS}" for n in range(1_001)), 3003),
        (
            HEAD
            + OUTLINE.format(1).replace("    例子", "    当 <日>\n" * 99 + "    例子")
            + ROW * 900,
            3,
        ),
        (HEAD + "  场景: 一\n    假如 历史截至 2021-12-31\n" + "      | a |\n" * 1_001, 4),
        (
            HEAD
            + OUTLINE.format(1).replace("<日>", "<日>" * 300)
            + "      | "
            + "9" * 900
            + " |\n",
            4,
        ),
    ],
)
def test_more_than_anybody_means_to_run_is_refused_by_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "a.feature"
    path.write_text(text, "utf-8")
    found = [problem for problem in lint(path) if problem.code == "too_much"]
    assert [(problem.line, problem.fatal) for problem in found] == [(line, True)]
    assert "请拆分" in found[0].sentence()


def test_no_more_problems_are_told_than_a_person_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.feature"
    steps = "".join(f"    假如 没有第 {n} 句这样的话\n" for n in range(500))
    path.write_text(f"{HEAD}  场景: 一\n{steps}", "utf-8")
    assert len(lint(path)) == MOST_PROBLEMS


@pytest.mark.parametrize("name", ["规格[1]", "a::b", "a\nb", "$HOME"])
@pytest.mark.parametrize("within", [False, True])
def test_a_name_that_pytest_takes_for_another_is_refused(
    tmp_path: Path, name: str, within: bool
) -> None:
    path = tmp_path / name / "a.feature" if within else tmp_path / f"{name}.feature"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{HEAD}  场景: 一\n{STEPS}", "utf-8")
    with pytest.raises(OddPlace, match="请改名"):
        gather([path])


@pytest.mark.parametrize("name", ["-x", "a b", "规格 (1)", "50%", "a#b?c", "--rootdir=x", "~"])
def test_any_other_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / f"{name}.feature"
    path.parent.mkdir()
    path.write_text(f'{HEAD}  场景: 一\n    假如 专户"F"已设立\n', "utf-8")
    outcome = run(gather([path.parent]), jobs=None)
    assert [result.scenario for result in outcome.results] == ["一"]


def test_what_is_no_feature_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "folder.feature").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.feature")
    for place in (tmp_path, tmp_path / "a.txt", tmp_path / "none.feature"):
        with pytest.raises(NoFeatures):
            gather([place])


def test_a_folder_of_everything_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.feature").touch()
    with pytest.raises(TooManyFeatures, match="超过 3 个"):
        gather([tmp_path])
