"""A workbook made to do harm is refused in its own words, and takes little memory and time."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from lixia_adapters.registers import workbook, workbook_parts, workbook_process
from lixia_adapters.registers.sheet import BadFile, open_sheets

from .hostile_books import HARMLESS, HOSTILE, packed, parts, sheet

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_and_said_why(tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    with pytest.raises(BadFile, match=words) as refusal:
        open_sheets(path)
    assert refusal.value.file == "a.xlsx"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_odd_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(HARMLESS[name]())
    [found] = open_sheets(path)
    assert found.rows == [[1.0, 2.0]]


@POSIX
def test_memory_is_bounded_where_no_count_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of strings that unpacks to little, told often: only the limit holds it."""
    make, _ = HOSTILE["counts that lie"]
    with pytest.raises(BadFile, match="内存"):
        list(workbook.visible_sheets("a.xlsx", make()))


@POSIX
def test_a_process_that_stands_still_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "PATIENCE", 0.3)
    monkeypatch.setattr(workbook, "_START", "import time; time.sleep(60)")
    with pytest.raises(BadFile, match="时间"):
        list(workbook.visible_sheets("a.xlsx", packed(parts(sheet()))))


@POSIX
@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import os; os.abort()", "内存"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "内存"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGPROF)", "时间"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "工作簿"),
        ("raise SystemExit(3)", "exit 3"),
        ("import sys; sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')", "exit 0"),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\1\\0half')", "exit 0"),
    ],
)
def test_a_process_that_dies_is_told_of(
    monkeypatch: pytest.MonkeyPatch, program: str, words: str
) -> None:
    monkeypatch.setattr(workbook, "_START", program)
    with pytest.raises(BadFile, match=words):
        list(workbook.visible_sheets("a.xlsx", packed(parts(sheet()))))


@pytest.mark.parametrize("interpreter", ["", "/nowhere/python"])
def test_a_python_that_cannot_be_started_is_named(
    monkeypatch: pytest.MonkeyPatch, interpreter: str
) -> None:
    monkeypatch.setattr(sys, "executable", interpreter)
    with pytest.raises(BadFile, match="子进程没有运行起来"):
        list(workbook.visible_sheets("a.xlsx", packed(parts(sheet()))))


def test_a_callers_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    """No fork, no import of the caller's program: it reads in threads, and from its own folder."""
    (tmp_path / "a.xlsx").write_bytes(packed(parts(sheet())))
    (tmp_path / "struct.py").write_text("raise SystemExit('taken from the folder')", "utf-8")
    script = tmp_path / "reads.py"
    script.write_text(
        "import struct_of_callers_own if False else sys\n".replace(
            "import struct_of_callers_own if False else sys", "import sys, threading"
        )
        + "from pathlib import Path\n"
        "sys.path.remove(str(Path(__file__).parent))\n"
        "from lixia_adapters.registers.sheet import open_sheets\n"
        "print('begun')\n"
        "read = lambda: print(open_sheets(Path('a.xlsx'))[0].rows)\n"
        "threads = [threading.Thread(target=read) for _ in range(3)]\n"
        "[one.start() for one in threads], [one.join() for one in threads]\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert sorted(done.stdout.split("\n")) == [
        "",
        "[[1.0, 2.0]]",
        "[[1.0, 2.0]]",
        "[[1.0, 2.0]]",
        "begun",
    ]


def test_reading_leaves_no_process_and_no_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    rows = workbook.visible_sheets("a.xlsx", packed(parts(sheet())))
    next(rows)
    rows.close()  # type: ignore[attr-defined] # it is a generator
    list(workbook.visible_sheets("a.xlsx", packed(parts(sheet()))))
    assert threading.active_count() == before


@pytest.mark.parametrize(
    "form",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c s="0" r="A1"><v>1</v></c><c r="C1"><f>1+1</f><v>2</v></c></row>',
        "<row><c><v>1</v></c><c/><c><f>1+1</f><v>2</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='C1'><v>2</v></c></row>",
        '<row r="1">\n<c r="A1"><v>1</v></c>\n<c r="C1"><f>1+1</f>\n<v>2</v>\n</c>\n</row>',
    ],
)
def test_every_form_of_a_table_is_read_alike(form: str) -> None:
    [(name, rows)] = workbook.visible_sheets("a.xlsx", packed(parts(sheet(form))))
    assert (name, rows) == ("流水", [[1.0, "", 2.0]])


@pytest.mark.parametrize(
    "form",
    [
        '<c r="B3"><v>1<!-- x -->2</v></c>',
        '<c r="B3"><v>1<?x y?>2</v></c>',
        '<c r="B3"><v><![CDATA[12]]></v></c>',
        '<c r="B3"><v>1&#50;3</v></c>',
        '<c s="0" r="B3"><v>1&#50;3</v></c>',
        '<c r="B3"><v>1</v><v>2</v></c>',
        '<c r="B3"><v>1</v><is><t>2</t></is></c>',
        '<c r="B3"><v>1</v></c><c r="B3"><v>2</v></c>',
        '<c r="B3"><v>1</v></c><c r="A3"><v>2</v></c>',
        '<c r="B3"><v>1</v></c><c r="B2"><v>2</v></c>',
    ],
)
def test_what_programs_read_differently_is_refused(form: str) -> None:
    """Excel shows 12 or 123 where the reader behind us finds 1: nobody would see it."""
    content = packed(parts(sheet(f'<row r="3">{form}</row>')))
    with pytest.raises(BadFile, match="核对后另存"):
        list(workbook.visible_sheets("a.xlsx", content))


def test_an_entity_in_a_text_is_read() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>1</f><v>a&amp;b</v></c>'
        '<c r="B1" t="inlineStr"><is><t>c&lt;&#20013;</t></is></c></row>'
    )
    assert list(workbook.visible_sheets("a.xlsx", packed(parts(sheet(rows))))) == [
        ("流水", [["a&b", "c<中"]])
    ]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B3"><f>1/0</f></c>',
        '<c r="B3"><f>1/0</f><v></v></c>',
        '<c r="B3"><f>1/0</f><v/></c>',
        '<c s="0" r="B3"><f>1/0</f></c>',
        '<c r="B3" t="e"><v>#DIV/0!</v></c>',
        '<c s="0" t="e" r="B3"><v>#DIV/0!</v></c>',
        "<c r='B3' t='e'><v>#DIV/0!</v></c>",
        '<c r="B3" t = "e"><v>#DIV/0!</v></c>',
    ],
)
def test_a_formula_without_a_value_is_found_in_every_form(cell: str) -> None:
    content = packed(parts(sheet(f'<row r="3">{cell}</row>')))
    with pytest.raises(BadFile) as refusal:
        list(workbook.visible_sheets("a.xlsx", content))
    assert (refusal.value.sheet, refusal.value.row, refusal.value.column) == ("流水", 3, "B")


def test_dates_and_times_arrive_as_they_were(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2024-05-01T09:30")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append([at, time(9, 30), timedelta(days=2), True, 1.5])
    book.save(tmp_path / "a.xlsx")
    [row] = open_sheets(tmp_path / "a.xlsx")[0].rows
    assert [type(cell) for cell in row] == [datetime, time, timedelta, bool, float]
    assert row[0] == at


def test_caps_leave_room_for_honest_files() -> None:
    """200,000 rows of ten columns, and one sheet of styled blanks beside."""
    assert workbook_parts.MOST_CELLS > 200_001 * 10
    assert workbook_process.LARGEST_ANSWER > 200_000 * 10 * 25
