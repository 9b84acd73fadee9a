"""Sheets as offices have them: real workbooks and CSV, read strictly; each fault by its cell."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from lixia_adapters.demo.cast import credit_code
from lixia_adapters.sheets.columns import columns
from lixia_adapters.sheets.kinds import KINDS, kind_named

from .conftest import Lixia

MIDNIGHT = datetime.fromisoformat("2021-03-01")
FIRM, OTHER = credit_code(901), credit_code(902)
HEADS = (
    "统一社会信用代码",
    "企业名称",
    "所有制",
    "登记企业：业务日期",
    "核验企业的营业执照：所见证照",
)
ROW = (FIRM, "甲企业（虚构示例）", "民营", date(2021, 3, 1), "执照（虚构示例）")


def book(path: str, *rows: tuple[Any, ...], change: Callable[[Any], Any] = lambda b: None) -> str:
    made = Workbook()
    made.active.title = "爱心企业"
    for row in rows:
        made.active.append(row)
    change(made)
    made.save(path)
    return path


def text(path: str, *rows: tuple[Any, ...], encoding: str = "utf-8-sig", comma: str = ",") -> str:
    with Path(path).open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=comma).writerows(rows)
    return path


@pytest.fixture
def open_store(lixia: Lixia) -> Lixia:
    """A console whose store is there, empty, its roster open."""
    assert lixia("store", "init", "--open").code == 0
    return lixia


def sent(lixia: Lixia, file: str, *more: str, kind: str = "enterprises") -> Any:
    found = lixia("sheet", "import", kind, file, "--json", *more)
    assert found.out, found
    return found.json


def cells(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(one["cell"], one["code"]) for one in told["wrong"]]


def test_the_kinds_are_named_in_help_as_they_are() -> None:
    from lixia_adapters.console.commands.beginning import sheet

    assert tuple(kind.name for kind in KINDS) == sheet.KINDS


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_headings_are_told_apart_in_both_languages(kind: Any) -> None:
    every = columns(kind)
    assert len({column.words.zh for column in every}) == len(every)
    assert len({column.words.en.casefold() for column in every}) == len(every)
    assert kind_named(kind.says.zh) is kind_named(kind.says.en) is kind_named(kind.name) is kind


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_says_what_each_cell_accepts(lixia: Lixia, lang: str) -> None:
    made = lixia("sheet", "template", "enterprises", "t.xlsx", "--lang", lang)
    assert made.code == 0, made
    opened = load_workbook("t.xlsx")
    sheet, explained = opened.worksheets
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
    ours = [[c.words.zh for c in columns(k)] for k in KINDS if k.name == "enterprises"]
    assert ours[0] in heads and len(heads[0]) == len(heads[1]) == len(ours[0])
    ownership = ours[0].index("所有制")
    assert (heads[0][ownership] == "所有制") is (lang == "zh")
    assert all(cell.comment for cell in sheet[1])
    listed = [check for check in sheet.data_validations.dataValidation if check.type == "list"]
    assert [check.formula1 for check in listed] == [
        '"民营,国有,外资"' if lang == "zh" else '"private,state-owned,foreign"'
    ]
    assert str(listed[0].sqref).startswith("C3:C")
    assert sheet.column_dimensions["A"].number_format == "@"
    assert explained.title == {"zh": "说明", "en": "Explanation"}[lang]
    told = {row[0] for row in explained.iter_rows(values_only=True) if row[0]}
    assert {head for head in heads[0]} <= told


def test_the_same_template_is_the_same_file(lixia: Lixia) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        lixia("sheet", "template", "claims", name)
    assert Path("a.xlsx").read_bytes() == Path("b.xlsx").read_bytes()


def test_a_template_never_replaces_a_file(lixia: Lixia) -> None:
    Path("t.xlsx").write_text("已填写")
    made = lixia("sheet", "template", "claims", "t.xlsx")
    assert made.code == 2 and "未作改动" in made.err
    assert Path("t.xlsx").read_text() == "已填写"


def filed(name: str) -> str:
    rows = (HEADS, (*ROW[:3], "2021-03-01", ROW[4]))
    match name:
        case "workbook":
            return book("s.xlsx", HEADS, ROW)
        case "times at midnight":
            return book("s.xlsx", HEADS, (*ROW[:3], MIDNIGHT, ROW[4]))
        case "utf-8 with mark":
            return text("s.csv", *rows)
        case "utf-8":
            return text("s.csv", *rows, encoding="utf-8")
        case "gb18030":
            return text("s.csv", *rows, encoding="gb18030")
        case "semicolons":
            return text("s.csv", *rows, comma=";")
        case "other order, other language, other case":
            heads = ("THE ENTERPRISE'S NAME", "Whose it is", "unified social credit code")
            return text("s.csv", heads, (ROW[1], "Private", FIRM.lower()))
        case _:
            return book("s.xlsx", (), HEADS, (), ROW)


@pytest.mark.parametrize(
    "name",
    [
        *("workbook", "times at midnight", "utf-8 with mark", "utf-8", "gb18030", "semicolons"),
        *("other order, other language, other case", "blank rows between"),
    ],
)
def test_what_offices_save_is_read(open_store: Lixia, name: str) -> None:
    told = sent(open_store, filed(name))
    assert (told["new"], told["refused"], told["recorded"]) == (1, 0, True), told
    [row] = open_store("view", "enterprise_register", "--json").json["rows"]
    assert (row["enterprise"], row["name"], row["ownership"]) == (FIRM, ROW[1], "private")


def test_everything_that_is_wrong_is_told_at_once_by_its_cell(open_store: Lixia) -> None:
    file = book(
        "s.xlsx",
        HEADS,
        ROW,
        ("91000000000000000X", None, "私有", "2021-02-30", None),
        (913701020000000001, True, "民营", MIDNIGHT.replace(hour=9, minute=30), "执照\n副本"),
        (OTHER, "乙", "国有", date(2121, 3, 1), date(2021, 3, 2)),
    )
    told = sent(open_store, file)
    assert cells(told) == [
        ("B3", "gate.missing"),
        ("C3", "rows.unreadable"),
        ("D3", "rows.unreadable"),
        ("A4", "rows.unreadable"),
        ("B4", "rows.unreadable"),
        ("D4", "rows.unreadable"),
        ("E4", "gate.unprintable"),
        ("D5", "gate.date_out_of_range"),
        ("E5", "rows.unreadable"),
    ]
    assert told["recorded"] is False and told["facts"] == 0
    assert open_store("store", "info", "--json").json["position"] == 0
    for lang, part in (("zh", "限于"), ("en", "is none of")):
        shown = open_store("sheet", "import", "enterprises", file, "--lang", lang)
        assert shown.code == 1
        assert "C3" in shown.out and ("限定" if lang == "zh" else part) in shown.out


def test_a_row_that_says_otherwise_is_refused_by_its_cells(open_store: Lixia) -> None:
    sent(open_store, book("s.xlsx", HEADS, ROW))
    changed = (FIRM, "甲企业二部（虚构示例）", "国有", date(2021, 3, 2), ROW[4])
    told = sent(open_store, book("s.xlsx", HEADS, changed))
    assert cells(told) == [(cell, "rows.said_otherwise") for cell in ("B2", "C2", "D2")]
    assert told["facts"] == 0


def test_whoever_imports_is_told_of_a_key_beside_the_store(open_store: Lixia) -> None:
    file = book("s.xlsx", HEADS, ROW)
    assert sent(open_store, file)["key_beside_store"] is False
    [store] = Path().glob("*.db")
    Path(f"{store}.key").write_bytes(b"k" * 32)
    assert sent(open_store, file)["key_beside_store"] is True
    assert "lixia store move-keys" in open_store("sheet", "import", "enterprises", file).out


def test_a_row_may_be_filled_in_further_and_sent_again(open_store: Lixia) -> None:
    sent(open_store, book("s.xlsx", HEADS, ROW[:3]))
    told = sent(open_store, book("s.xlsx", HEADS, (*ROW[:3], None, ROW[4]), (OTHER, "乙", "外资")))
    assert (told["new"], told["known"]) == (2, 0)
    told = sent(open_store, "s.xlsx")
    assert (told["new"], told["known"], told["facts"]) == (0, 2, 0)


def surprising(change: str) -> Callable[[Any], Any]:
    def changed(made: Workbook) -> None:
        sheet = made.active
        match change:
            case "B2 是公式":
                sheet["B2"] = '="甲"&"企业"'
            case "A2:B2 是合并单元格":
                sheet.merge_cells("A2:B2")
            case "2 行被隐藏":
                sheet.row_dimensions[2].hidden = True
            case "E 列被隐藏":
                sheet.column_dimensions["E"].hidden = True
            case "旧表 工作表被隐藏":
                other = made.create_sheet("旧表")
                other["A1"] = "x"
                other.sheet_state = "hidden"
            case "只应有一张":
                made.create_sheet("第二张")["A1"] = "x"
            case "G2 不在任何列标题之下":
                sheet["G2"] = "多出"
            case "不认识 F1 的列标题（是否为":
                sheet["F1"] = "核验企业的营业执照：业务日"
            case "缺少列：所有制":
                sheet["C1"] = None
                sheet["C2"] = None
            case _:
                sheet["F1"] = "企业名称"

    return changed


@pytest.mark.parametrize(
    "said",
    [
        *("B2 是公式", "A2:B2 是合并单元格", "2 行被隐藏", "E 列被隐藏", "旧表 工作表被隐藏"),
        *("只应有一张", "G2 不在任何列标题之下", "不认识 F1 的列标题（是否为", "缺少列：所有制"),
        "F1 的标题重复",
    ],
)
def test_a_sheet_in_which_more_counts_than_its_cells_is_refused_by_place(
    open_store: Lixia, said: str
) -> None:
    # A formula without a value is refused before that; this one has none to begin with.
    file = book("s.xlsx", HEADS, ROW, change=surprising(said))
    refused = open_store("sheet", "import", "enterprises", file)
    assert refused.code == 1
    place = said if said != "B2 是公式" else "B 列"
    assert place in refused.err, refused
    assert open_store("store", "info", "--json").json["position"] == 0


def test_a_formula_is_refused_though_it_has_a_value(open_store: Lixia, tmp_path: Path) -> None:
    """As Excel saves it: the cell reader would take the value and say nothing."""
    from zipfile import ZipFile

    book("f.xlsx", HEADS, (FIRM, 12345, *ROW[2:]))
    with ZipFile("f.xlsx") as read, ZipFile("g.xlsx", "w") as written:
        for name in read.namelist():
            body = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = body.replace(b"<v>12345</v>", b"<f>12344+1</f><v>12345</v>")
            written.writestr(name, body)
    refused = open_store("sheet", "import", "enterprises", "g.xlsx")
    assert refused.code == 1 and "B2 是公式" in refused.err, refused


def test_good_rows_are_recorded_and_the_others_can_be_corrected_and_sent_again(
    open_store: Lixia,
) -> None:
    def as_text(made: Workbook) -> None:
        made.active["E3"].data_type = "s"

    rows = (ROW, (OTHER, "乙企业（虚构示例）", "私有", date(2021, 3, 1), "=执照"))
    told = sent(open_store, book("s.xlsx", HEADS, *rows, change=as_text), "--partial")
    assert (told["new"], told["refused"], told["recorded"], told["facts"]) == (1, 1, True, 4)
    rest = Path(told["rest"])
    assert rest.name == "s.退回.xlsx"
    assert stat.S_IMODE(rest.stat().st_mode) == 0o600
    opened = load_workbook(rest)
    sheet = opened.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEADS, "退回原因"]
    assert sheet["F3"].value.startswith("所有制：")
    assert (sheet["A3"].value, sheet["E3"].value, sheet["E3"].data_type) == (OTHER, "=执照", "s")
    sheet["C3"].value = "民营"
    opened.save("corrected.xlsx")
    told = sent(open_store, "corrected.xlsx")
    assert (told["new"], told["refused"]) == (1, 0)
    assert any("退回原因" in said for said in told["passed_over"])

    again = open_store("sheet", "import", "enterprises", "s.xlsx", "--partial")
    assert again.code == 2 and "未作改动" in again.err, again


def test_refused_cells_go_back_as_what_they_were(open_store: Lixia) -> None:
    """Whatever a cell was refused for, it is refused for again: nothing was made to fit."""
    moment = MIDNIGHT.replace(hour=9, minute=30)
    rows = (
        (FIRM, True, "民营", moment, "⟨U+202E⟩"),
        (913701020000000001, moment.time(), "外资", 44256.0, "_x0041_\t乙"),
        (OTHER, 0.1, "私有", "2021-02-30", date(2021, 3, 2)),
    )
    told = sent(open_store, book("s.xlsx", HEADS, *rows), "--partial")
    assert (told["new"], told["refused"]) == (0, 3)
    again = sent(open_store, told["rest"])
    moved = [(f"{cell[0]}{int(cell[1:]) + 1}", code) for cell, code in cells(told)]
    assert cells(again) == moved
    assert {"B3", "D3", "E3", "A4", "B4"} <= {cell for cell, _ in moved}
    kept = list(load_workbook(told["rest"]).worksheets[0].iter_rows(min_row=3, values_only=True))
    assert [row[1:4] for row in kept] == [row[1:4] for row in rows]
    told = sent(open_store, "s.xlsx", "--partial", "--rest", "r.csv")
    assert stat.S_IMODE(Path("r.csv").stat().st_mode) == 0o600


def test_rows_in_order_leave_no_file_of_refused_ones(open_store: Lixia) -> None:
    told = sent(open_store, book("s.xlsx", HEADS, ROW), "--partial", "--rest", "r.csv")
    assert (told["new"], told["rest"]) == (1, None)
    assert not Path("r.csv").exists()
    sent(open_store, text("t.csv", HEADS, ("x", "", "")), "--partial", "--rest", "r.csv")
    assert Path("r.csv").read_text("utf-8-sig").splitlines()[2].startswith("x,,,")


def test_a_dry_run_shows_the_rows_and_writes_nothing_at_all(open_store: Lixia) -> None:
    file = book("s.xlsx", HEADS, ROW, (FIRM, "乙", "国有"))
    before = sorted(Path().iterdir()), Path("lixia.db").read_bytes()
    shown = open_store("sheet", "import", "enterprises", file, "--dry-run", "--partial")
    assert shown.code == 1
    assert "甲企业（虚构示例）" in shown.out and "未记录任何内容" in shown.out
    assert "民营" in shown.out and "private" not in shown.out
    told = sent(open_store, file, "--dry-run")
    assert [row["fate"] for row in told["plan"]] == ["新增", "退回"]
    assert told["plan"][0]["cells"]["统一社会信用代码"] == FIRM
    assert (sorted(Path().iterdir()), Path("lixia.db").read_bytes()) == before


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("import firms s.xlsx", 2, "batches"),
        ("import enterprises s.xlsx --command K", 2, "请求编号"),
        ("import enterprises s.xlsx --rest r.xlsx", 2, "--partial"),
        ("import enterprises none.xlsx", 2, "none.xlsx"),
        ("template enterprises t.ods", 2, ".xlsx"),
        ("export enterprises t", 2, ".csv"),
    ],
)
def test_a_line_that_makes_no_sense_is_told_so(
    open_store: Lixia, line: str, code: int, said: str
) -> None:
    book("s.xlsx", HEADS, ROW)
    found = open_store("sheet", *line.split())
    assert found.code == code and said in found.err, found


def test_the_kinds_and_their_columns_are_listed(lixia: Lixia) -> None:
    assert [one["kind"] for one in lixia("sheet", "kinds", "--json").json] == [
        kind.name for kind in KINDS
    ]
    told = lixia("sheet", "kinds", "服务时长", "--json").json
    assert [one["column"] for one in told][:2] == ["session_id", "person"]
    assert "09:00-11:30" in lixia("sheet", "kinds", "hours", "--lang", "en").out


@pytest.fixture
def roster(lixia: Lixia) -> Iterator[Lixia]:
    """A console whose roster is closed: who is no member may do nothing."""
    keeper = f"admin-2@{credit_code(903, kind='53')}"
    made = lixia(
        *("store", "init", "--administrator", "admin-1", "--administrator", keeper),
        *("--document", "任命书（虚构示例）"),
    )
    assert made.code == 0, made
    yield lixia


def test_who_sends_a_sheet_needs_the_rights_of_what_its_rows_ask_for(roster: Lixia) -> None:
    file = book("s.xlsx", HEADS, ROW)
    refused = roster("sheet", "import", "enterprises", file, "--actor", "stranger")
    assert refused.code == 1 and "不是成员" in refused.err, refused


def test_the_sample_in_the_document_is_read_as_it_says(lixia: Lixia) -> None:
    from lixia_adapters.sheets import reading

    page = (Path(__file__).resolve().parents[2] / "docs" / "sheets.md").read_text("utf-8")
    sample = page.split("```csv\n")[1].split("```")[0]
    Path("s.csv").write_text(sample, "utf-8")
    [kind] = [kind for kind in KINDS if kind.name == "claims"]
    [(line, cells)] = reading.read(Path("s.csv"), kind).rows
    assert line == 2 and cells["instalments.2.amount"] == "25,000.00"
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert listed == {kind.name for kind in KINDS}
