"""A text made to do harm is refused, naming its line; what only looks odd is read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from lixia_adapters.registers import sheet
from lixia_adapters.registers.sheet import BadFile, open_sheets

HOSTILE: Mapping[str, tuple[Callable[[], str], str]] = {
    "a line without end": (lambda: "a,b\n" + "," * 3_000_000, "第 2 行.*不像表格"),
    "lines without end": (lambda: "a,b\n" * 500_000, "第 300001 行.*请拆分"),
    "cells without end": (lambda: ("," * 99_999 + "\n") * 50, "第 41 行.*请拆分"),
    "a quotation mark never closed": (lambda: 'a,b\n"' + "x\n" * 300_000, "引号"),
    "a cell of a hundred thousand lines, again and again": (
        lambda: "a,b\n" + ('"' + "\n" * 90_000 + '",b\n') * 9,
        "请拆分",
    ),
    "marks piled up on one letter": (lambda: "a,b\na" + "\u0315\u0300" * 15_000 + ",b", "附加符号"),
}
HARMLESS: Mapping[str, Callable[[], str]] = {
    "a hundred thousand blanks before a letter": lambda: "a,b\n" + " " * 90_000 + "x,y",
    "the same behind one": lambda: "a;b\n1" + " " * 90_000 + ";y",
    "blanks behind each quotation mark": lambda: "a,b\n" + '"a"   ,"b"\n' * 20_000,
    "quotation marks in hundreds": lambda: "a,b\n" + '="' + '""' * 40_000 + ",b",
    "every letter with some marks": lambda: "a,b\n" + ("e" + "\u0301" * 30) * 1_000 + ",b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_its_line(tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    (tmp_path / "a.csv").write_text(make(), "utf-8", newline="")
    with pytest.raises(BadFile, match=words):
        open_sheets(tmp_path / "a.csv")


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_odd_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text(HARMLESS[name](), "utf-8", newline="")
    [found] = open_sheets(tmp_path / "a.csv")
    assert len(found.rows[0]) == 2


def test_a_file_larger_than_any_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "LARGEST_FILE", 2**20)
    (tmp_path / "a.csv").write_bytes(b"a,b\n" * 2**18 + b"x")
    with pytest.raises(BadFile, match="1 MB"):
        open_sheets(tmp_path / "a.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_what_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(BadFile, match="不是普通文件"):
            open_sheets(path)


@pytest.mark.parametrize(
    "name", ["a b.csv", "账 单?#%.csv", "-rf.csv", "a\nb.csv", "长" * 80 + ".csv"]
)
def test_a_file_may_be_called_anything(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a,b\n1,2", "utf-8")
    assert open_sheets(tmp_path / name)[0].rows == [["a", "b"], ["1", "2"]]


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(BadFile, match="无法读取"):
        open_sheets(Path("a\0b.csv"))


def test_lines_are_told_where_cells_run_over_several(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n1,"x\ny"\n2,3\n', "utf-8", newline="")
    [found] = open_sheets(tmp_path / "a.csv")
    assert [found.line(index) for index in range(3)] == [1, 2, 4]
