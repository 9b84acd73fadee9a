"""Staff are warned where a text that they type may name a person; it is recorded all the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from lixia_adapters.console.main import main

KEEPER = "53000000DEM0000017"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{tmp_path / 's.db'}")

    def ran(*arguments: str) -> str:
        with redirect_stdout(StringIO()) as out:
            assert main([*arguments, "--lang", "zh"]) == 0, out.getvalue()
        return out.getvalue()

    ran("store", "init", "--open")
    ran(
        *("foundation", "register", KEEPER, "基金会（虚构示例）", "--authority", "民政厅"),
        *("--document", "登记证书", "--on", "2020-01-01"),
    )
    return ran


def fund(purpose: str) -> tuple[str, ...]:
    return (
        *("fund", "establish", "F", "--name", "基金（虚构示例）", "--foundation", KEEPER),
        *("--purpose", purpose, "--agreement", "协议", "--on", "2020-01-02"),
    )


@pytest.mark.parametrize("secret", ["资助王小明上学", "联系13800138000", "为历山路36号院7号楼而设"])
def test_who_may_be_named_is_warned_about_and_not_repeated(run: Run, secret: str) -> None:
    dry = run(*fund(secret), "--dry-run")
    assert "提示：“" in dry and "可能有个人信息" in dry
    said = run(*fund(secret))
    assert "可能有个人信息" in said
    assert secret not in said


def test_programs_are_told_which_argument(run: Run) -> None:
    assert json.loads(run(*fund("资助王小明上学"), "--json"))["personal"] == ["purpose"]


def test_what_names_nobody_is_not_warned_about(run: Run) -> None:
    assert "personal" not in json.loads(run(*fund("救助困境儿童"), "--json"))
