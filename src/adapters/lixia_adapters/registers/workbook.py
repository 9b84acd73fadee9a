"""Workbooks of strangers: read by a process of its own, which may fail without harm.

That process counts all parts with a parser (``workbook_parts``) before the reader opens any, has
limits of memory and time (``workbook_process``), and passes rows back. Whatever comes of a file,
here it is rows, or a ``BadFile``.
"""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

import python_calamine  # its place is told to the process; it opens nothing here

import lixia_adapters
from lixia_adapters.registers import workbook_process
from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.workbook_parts import letters
from lixia_domain.kernel.system_errors import words_of
from lixia_domain.kernel.words import Words

PATIENCE, PATIENCE_PER_MEGABYTE = 20.0, 6.0
"""Seconds by the clock, after which a process that stands still is ended."""

_CALAMINE = python_calamine.__file__
_START = (
    "import sys; sys.path += sys.argv[1:3]; "
    "from lixia_adapters.registers.workbook_process import main; main()"
)
_SPLIT = "请删去不用的行列，或拆分成几个文件", "delete what is not needed, or split the file"
_FAULTS = {
    "area": (
        "有单元格远离表格（范围到 {column} 列第 {row} 行）；请删除多余的单元格",
        "stray cells stretch the sheet to {column}{row}; delete them",
    ),
    "cells": (f"单元格过多；{_SPLIT[0]}", f"too many cells; {_SPLIT[1]}"),
    "text": (f"文字过多；{_SPLIT[0]}", f"too much text; {_SPLIT[1]}"),
    "unpacked": ("解压后过大，请拆分成几个文件", "it unpacks to too much; split it into several"),
    "parts": (
        "工作簿里的部件过多，请把数据另存为新的 .xlsx",
        "the workbook has too many parts; save its data as a new .xlsx",
    ),
    "doctype": (
        "工作簿的 XML 含有文档类型声明，Excel 和 WPS 不会写；文件可能被人动过，请另取",
        "its XML has a document type, which no spreadsheet program writes: get the file anew",
    ),
    "form": (
        "工作簿的 XML 写法异常，不同的程序会读出不同的数；"
        "请用 Excel 或 WPS 打开，核对后另存为 .xlsx",
        "its XML is written in a form that programs read differently; open it in Excel or WPS, "
        "check it, and save it as .xlsx",
    ),
    "order": (
        "单元格重复或次序混乱；请用 Excel 或 WPS 打开，核对后另存为 .xlsx",
        "this cell stands twice or out of order; open it in Excel or WPS, check it, and save it "
        "as .xlsx",
    ),
    "token": (
        "工作簿的 XML 里有过长的内容，请用 Excel 或 WPS 打开后另存为 .xlsx",
        "something in its XML is too long; open it in Excel or WPS and save it as .xlsx",
    ),
    "cell": (
        "单元格里的文字超过 32767 个字，请缩短",
        "this cell has more than 32767 characters; shorten it",
    ),
    "marks": (
        "单元格里的文字叠加了过多的附加符号，请重新录入",
        "more marks are piled up on one letter of this cell than any script has; type it anew",
    ),
    "error": (
        "公式结果是错误值（如 #REF!），请改正公式",
        "the formula's value is an error (such as #REF!); correct the formula",
    ),
    "formula": (
        "公式没有计算结果，请用 Excel 或 WPS 打开并保存一次",
        "the formula has no value; open the workbook in Excel or WPS and save it once",
    ),
    "memory": (f"读取它所需的内存超过上限；{_SPLIT[0]}", f"it takes too much memory; {_SPLIT[1]}"),
    "time": (
        f"读取它所需的时间超过上限；{_SPLIT[0]}；不大的文件请用 Excel 或 WPS 另存后再试",
        f"it takes too long to read; {_SPLIT[1]}, or save a small one anew in Excel or WPS",
    ),
}


def visible_sheets(
    file: str, content: bytes, *, by: str = "calamine"
) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield name and cells, from A1 on, of every visible worksheet that holds anything.

    ``by`` which reader: ``calamine``, or ``openpyxl``, whose blank cells are ``None``.

    Raises ``BadFile`` for what is no .xlsx, what takes more memory or time than is allowed, and
    for error values, formulas without a value and stray cells in any worksheet, hidden ones
    included: others may be calculated from them.
    """
    name, rows = "", list[list[Any]]()
    for kind, *told in _answers(file, content, by):
        if kind == "rows":
            more, moments = told
            for row, column in moments:
                more[row][column] = workbook_process.moment(more[row][column])
            rows += more
        else:
            if rows:
                yield name, rows
            rows = []
            if kind == "fault":
                raise fault(file, *told)
            name = told[0] if told else ""


def not_a_workbook(file: str) -> BadFile:
    """Return the refusal of something that is no .xlsx, whatever it is called."""
    return BadFile(
        file,
        "不是可读的 .xlsx 工作簿，或已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx",
        "not a readable .xlsx workbook, or damaged; open it in Excel or WPS and save it as .xlsx",
    )


def letter(index: int) -> str:
    """Return the letters of the column at ``index``, which counts from 0."""
    return letters(index + 1)


def index_of(letters: str) -> int:
    """Return the index, counted from 0, of the column called ``letters``."""
    index = 0
    for one in letters:
        index = index * 26 + ord(one) - 64
    return index - 1


def fault(file: str, code: str, sheet: str, row: int, column: str) -> BadFile:
    """Return the refusal that a code of the reading process stands for."""
    if code not in _FAULTS:
        return not_a_workbook(file)
    zh, en = (told.format(row=row, column=column) for told in _FAULTS[code])
    placed = code != "area"  # which says where in its own words
    return BadFile(
        file, zh, en, sheet=sheet, row=row if placed else 0, column=column if placed else ""
    )


def _answers(file: str, content: bytes, by: str) -> Iterator[tuple[Any, ...]]:
    """Yield what the process answers, up to its last word. Raises ``BadFile`` where it has none."""
    late = False

    def end() -> None:
        nonlocal late
        late = True
        child.kill()

    with _started(file, by, len(content)) as child:
        patience = Timer(PATIENCE + PATIENCE_PER_MEGABYTE * len(content) / 2**20, end)
        patience.daemon = True
        patience.start()
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            with suppress(BrokenPipeError):  # it has ended already: how, its code tells
                child.stdin.write(content)
                child.stdin.close()
            while (answer := _answer(child.stdout)) is not None:
                yield answer
                if answer[0] in ("done", "fault"):
                    return
            raise _died(file, child.wait(), late=late)
        finally:
            patience.cancel()
            child.kill()


def _answer(out: IO[bytes]) -> tuple[Any, ...] | None:
    """Return the next answer, ``None`` where there is no whole one."""
    length = int.from_bytes(out.read(4), "big")
    told = out.read(length) if 0 < length <= workbook_process.LARGEST_ANSWER else b""
    return marshal.loads(told) if told and len(told) == length else None  # our own program's words


def _started(file: str, by: str, size: int) -> subprocess.Popen[bytes]:
    """Start the process: by this Python itself, with no site, path or settings but what it needs.

    Nothing of a caller's program is run again in it, and nothing is forked.
    """
    places = [str(Path(one).parents[1]) for one in (lixia_adapters.__file__, _CALAMINE)]
    try:
        if not sys.executable or getattr(sys, "frozen", False):
            raise FileNotFoundError(2, "no Python interpreter")
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c", _START, *places, by, str(size)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=os.path.abspath(os.sep),
        )
    except OSError as error:
        raise _not_started(file, words_of(error)) from None


def _died(file: str, code: int, *, late: bool) -> BadFile:
    """Return why a process ended before its last word."""
    ended = signal.Signals(-code).name if code < 0 else ""
    if late or ended in ("SIGPROF", "SIGXCPU"):
        return fault(file, "time", "", 0, "")
    if ended in ("SIGABRT", "SIGKILL"):  # native code gets no memory; the system has none left
        return fault(file, "memory", "", 0, "")
    return (
        not_a_workbook(file)
        if code < 0
        else _not_started(file, Words(f"退出码 {code}", f"exit {code}"))
    )


def _not_started(file: str, why: Words) -> BadFile:
    return BadFile(
        file,
        f"读取工作簿的子进程没有运行起来（{why.zh}）；请确认 Python 可以启动，或把文件另存为 CSV",
        f"the process that reads workbooks did not run ({why.en}); see that Python can be started "
        "from this program, or save the file as CSV",
    )
