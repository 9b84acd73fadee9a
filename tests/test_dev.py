"""`dev.py`: when an environment is made anew, and how its commands answer."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "dev.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_script", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


dev = _load()
Need = dev.Need


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "a clone 示例"
    root.mkdir()
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (root / "constraints.txt").write_text("attrs==26.1.0\n", encoding="utf-8")
    return root


def _finish(root: Path) -> None:
    lixia = dev.tool(root / ".venv", "lixia")
    lixia.write_text("", encoding="utf-8")


@pytest.fixture
def finished(clone: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dev, "install", _finish)
    dev.prepare(clone)
    return clone


def test_a_fresh_clone_needs_a_build(clone: Path) -> None:
    assert dev.diagnose(clone) is Need.BUILD


def test_a_finished_environment_needs_nothing_and_is_left_alone(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installs: list[Path] = []
    monkeypatch.setattr(dev, "install", installs.append)
    dev.prepare(finished)
    assert (dev.diagnose(finished), installs) == (Need.NOTHING, [])


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_file_changes_the_stamp_and_asks_for_an_update(finished: Path, name: str) -> None:
    before = dev.stamp(finished)
    with (finished / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert dev.stamp(finished) != before
    assert dev.diagnose(finished) is Need.UPDATE
    dev.prepare(finished)
    assert dev.diagnose(finished) is Need.NOTHING


@pytest.mark.parametrize("stop", [KeyboardInterrupt, dev.SetupError])
def test_an_interrupted_install_is_built_again_from_the_start(
    clone: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def breaks_off(root: Path) -> None:
        _finish(root)
        (root / ".venv" / "debris").write_text("", encoding="utf-8")
        raise stop

    monkeypatch.setattr(dev, "install", breaks_off)
    with pytest.raises(stop):
        dev.prepare(clone)
    assert dev.diagnose(clone) is Need.BUILD

    monkeypatch.setattr(dev, "install", _finish)
    dev.prepare(clone)
    assert dev.diagnose(clone) is Need.NOTHING
    assert not (clone / ".venv" / "debris").exists()


def test_an_interrupted_update_is_built_again_from_the_start(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (finished / "constraints.txt").write_text("attrs==26.1.1\n", encoding="utf-8")

    def breaks_off(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "install", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        dev.prepare(finished)
    (finished / "constraints.txt").write_text("attrs==26.1.0\n", encoding="utf-8")
    assert dev.diagnose(finished) is Need.BUILD


@pytest.mark.parametrize("missing", ["python", "lixia"])
def test_a_finished_environment_that_lost_a_program_is_built_again(
    finished: Path, missing: str
) -> None:
    dev.tool(finished / ".venv", missing).unlink()
    assert dev.diagnose(finished) is Need.BUILD


def test_a_moved_clone_is_built_again(finished: Path) -> None:
    moved = finished.rename(finished.with_name("elsewhere"))
    assert dev.diagnose(moved) is Need.BUILD


def test_an_environment_made_by_hand_is_kept_if_it_is_of_this_python(finished: Path) -> None:
    venv = finished / ".venv"
    (venv / dev.STAMP).unlink()
    assert dev.diagnose(finished) is Need.UPDATE
    (venv / "pyvenv.cfg").write_text("version = 3.9.18\n", encoding="utf-8")
    assert dev.diagnose(finished) is Need.BUILD


def test_programs_are_found_where_each_system_keeps_them() -> None:
    venv = Path("v")
    assert dev.tool(venv, "lixia", windows=True) == venv / "Scripts" / "lixia.exe"
    assert dev.tool(venv, "lixia", windows=False) == venv / "bin" / "lixia"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for uv is a shell script")
def test_a_failing_uv_gives_pip_its_try_and_a_failing_pip_says_what_to_do(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    programs = clone / "programs"
    programs.mkdir()
    uv, python = programs / "uv", dev.tool(clone / ".venv", "python")
    python.parent.mkdir(parents=True)
    uv.write_text("#!/bin/sh\necho uv knows no mirror\nexit 1\n", encoding="utf-8")
    python.write_text(
        '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho pip: no route to host\nexit 1\n', encoding="utf-8"
    )
    uv.chmod(0o755)
    python.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    with pytest.raises(dev.SetupError, match=r"(?s)检查网络.*HTTPS_PROXY.*PIP_INDEX_URL"):
        dev.install(clone)
    told = capfd.readouterr().err
    assert told.index("uv knows no mirror") < told.index("pip: no route to host")


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command_in_two_languages(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(argv) == 0
    told = capsys.readouterr().out
    for word in (*dev.COMMANDS, *dev.STEPS, "用法", "Usage", "运行测试", "run the tests"):
        assert word in told


@pytest.mark.parametrize(
    ("argv", "word", "offered"), [(["dmeo"], "dmeo", "demo"), (["check", "mypi"], "mypi", "mypy")]
)
def test_an_unknown_word_exits_2_and_touches_nothing(
    argv: list[str],
    word: str,
    offered: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepared: list[Path] = []
    monkeypatch.setattr(dev, "prepare", prepared.append)
    assert dev.main(argv) == 2
    told = capsys.readouterr().err
    assert "不认识" in told and f"Unknown: '{word}'" in told and offered in told
    assert prepared == []


@pytest.mark.parametrize(
    ("failure", "code", "told"),
    [
        (dev.SetupError("what next"), 1, "what next"),
        (PermissionError(13, "Permission denied", ".venv"), 1, "'.venv'"),
        (KeyboardInterrupt(), 130, "run it again"),
    ],
)
def test_trouble_while_preparing_is_told_without_a_traceback(
    failure: BaseException,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(root: Path) -> None:
        raise failure

    monkeypatch.setattr(dev, "prepare", fails)
    assert dev.main(["test"]) == code
    assert told in capsys.readouterr().err


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_every_check_runs_and_is_reported_whatever_failed_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = {
        "first": [_python("raise SystemExit(3)"), _python("open('ran on', 'w')")],
        "second": [_python("")],
    }
    assert dev.check(steps, cwd=tmp_path) == 1
    rows = [line.split()[:2] for line in capsys.readouterr().out.strip().splitlines()]
    assert rows[1:] == [["first", "failed"], ["second", "ok"]]
    assert (tmp_path / "ran on").exists()


def test_checks_that_all_pass_exit_0(tmp_path: Path) -> None:
    assert dev.check({"only": [_python("")]}, cwd=tmp_path) == 0


def test_the_table_shows_step_result_and_seconds() -> None:
    shown = dev.table([dev.Result("ruff", True, 0.14), dev.Result("coverage", False, 12.5)])
    assert [line.split() for line in shown.splitlines()[1:]] == [
        ["ruff", "ok", "0.1", "s"],
        ["coverage", "failed", "12.5", "s"],
    ]


def test_the_coverage_gate_measures_the_folders_that_exist(clone: Path) -> None:
    (clone / "tests" / "rules").mkdir(parents=True)
    erase, measure, report = dev.checks(clone)["coverage"]
    assert [word for word in measure if word.startswith("tests")] == ["tests/rules"]
    assert (erase[-1], report[-1]) == ("erase", "report")
    assert tuple(dev.checks(clone)) == dev.STEPS


def test_pins_are_names_and_versions_of_other_projects() -> None:
    pins = (SCRIPT.parent / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [pin.partition("==")[0].lower() for pin in pins]
    assert all(pin.count("==") == 1 and pin == pin.strip() for pin in pins)
    assert not {"lixia-domain", "pip", "setuptools"} & set(names)
    assert len(set(names)) == len(names) > 0


def test_the_script_answers_from_any_folder_without_stdin(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "nonsense"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "CI": "true", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Unknown: 'nonsense'" in done.stderr
