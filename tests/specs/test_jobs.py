"""Specs in several processes: the same results, in the same order, from one pass over the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.specs.conftest import Spec, Written

import lixia_domain.specs.run as runner
from lixia_domain.specs.outcome import Outcome, plain
from lixia_domain.specs.places import builtin, gather
from lixia_domain.specs.run import NeedsXdist, RunFailed, run

FILES = ["审计/不变量.feature", "审计/启动仪式.feature", "公开.feature", "账册.feature"]


def told(outcome: Outcome) -> list[object]:
    rows = [plain(result) for result in outcome.results]
    for row in rows:
        row.pop("seconds")
        for fact in row["facts"]:
            fact.pop("on")
    return rows


def test_several_processes_tell_what_one_does(demo: Path, tmp_path: Path) -> None:
    pytest.importorskip("xdist", reason="需要 pytest-xdist：pip install pytest-xdist")
    files = gather(builtin() / file for file in FILES)
    one = run(files, uri=f"sqlite:///{demo}", report=tmp_path / "1", jobs=None)
    two = run(files, uri=f"sqlite:///{demo}", report=tmp_path / "2", jobs=2)
    assert told(two) == told(one)
    assert len(one.results) > 30 and not one.count("failed")
    found = [json.loads((tmp_path / n / "cucumber.json").read_text("utf-8")) for n in ("1", "2")]
    assert [[len(f["elements"]) for f in features] for features in found] == [
        [len([r for r in one.results if r.file == file]) for file in dict.fromkeys(FILES)]
    ] * 2


def test_scenarios_about_a_history_go_into_one_process() -> None:
    pytest.importorskip("xdist", reason="需要 pytest-xdist：pip install pytest-xdist")
    from lixia_domain.specs.together import speaks_of_history

    assert [speaks_of_history(builtin() / file) for file in FILES] == [True, True, False, False]


def test_without_xdist_it_says_what_to_install(
    spec: Spec, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "find_spec", lambda name: None)
    file = written("# language: zh-CN", "功能: 一", "  场景: 一", "    那么 未记录任何事实")
    ran = spec("run", file, "--jobs", "2")
    assert ran.code == 2 and "pip install pytest-xdist" in ran.err
    assert spec("run", file, "--jobs", "1").code == 0
    with pytest.raises(NeedsXdist):
        run([file], jobs=2)


def test_a_scenario_that_ends_without_a_word_is_no_success(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where a process dies: its scenario has no result, and the rest must not pass for all.
    monkeypatch.setattr("lixia_domain.specs.watch.Watch.result", lambda *args: None)
    file = written(
        "# language: zh-CN",
        "功能: 一",
        "  场景: 一",
        "    假如 今天是 2021-03-10",
        '    那么 答复为"已确认"',
    )
    with pytest.raises(RunFailed, match=r"my\.feature::一"):
        run([file], jobs=None)
