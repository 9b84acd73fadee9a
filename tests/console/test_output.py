"""What comes out: JSON to rely on, files for other programs, tables a person can read."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from io import StringIO
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.console.commands.looking.history import called, value
from lixia_adapters.console.frame import groups, tree, usage
from lixia_adapters.console.frame.answer import Branch, Table, yuan
from lixia_adapters.console.frame.groups import FIELD_NAMES
from lixia_adapters.console.frame.layout import plain, tree_lines
from lixia_adapters.console.frame.screen import bar, draw
from lixia_adapters.console.frame.width import longest, pad, wrapped
from lixia_adapters.printers.terminal import width
from lixia_domain.kernel.words import Spoken
from lixia_domain.testing import EXAMPLES
from lixia_domain.views import VIEWS

from .conftest import CODE, Lixia

HEADERS = re.compile("历下区|账号|交易流水号|交易日期|对方户名|贷方发生额|摘要")
"""The district's name, and headers of a bank's statement: data, whatever is spoken."""
TEXTS = st.text(st.sampled_from("ab 1，。（）公益项目"), max_size=60)


def test_views_are_listed_without_any_store(lixia: Lixia, tmp_path: Path) -> None:
    listed = lixia("view", "--list", "--json").json
    assert [view["name"] for view in listed] == [model.name for model in VIEWS]
    assert all(view.keys() == {"name", "version", "title"} for view in listed)
    assert {view["title"] for view in listed} >= {"总览", "爱心榜"}
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", [model.name for model in VIEWS])
def test_a_view_is_the_same_bytes_each_time(lixia: Lixia, programme: Path, name: str) -> None:
    found = lixia("view", name, "--json")
    view = found.json
    assert view.keys() == {"view", "version", "position", "rows"}
    keys = [row["key"] for row in view["rows"]]
    assert keys == sorted(keys)
    for row in view["rows"]:
        assert all(isinstance(row[f], int | None) for f in row if f.endswith("_fen"))
    assert lixia("view", name, "--json").out == found.out
    assert lixia("rebuild").code == 0
    assert lixia("view", name, "--json").out == found.out


def test_one_row_can_be_asked_for(lixia: Lixia, programme: Path) -> None:
    view = lixia("view", "claim_board", "--key", "C1", "--json").json
    assert [row["key"] for row in view["rows"]] == ["C1"]
    told = lixia("view", "claim_board", "--key", "C1").out
    assert "6,000.00" in told
    assert CODE in told


@pytest.mark.parametrize("name", [model.name for model in VIEWS])
def test_every_table_says_up_to_which_position(lixia: Lixia, programme: Path, name: str) -> None:
    position = lixia("view", name, "--json").json["position"]
    assert f"截至第 {position} 条" in lixia("view", name).out.splitlines()[-1]
    assert f"as of position {position}" in lixia("view", name, "--lang", "en").out.splitlines()[-1]


def test_csv_bears_whole_fen_and_every_column(lixia: Lixia, programme: Path) -> None:
    view = lixia("view", "project_register", "--json").json
    [head, *rows] = csv.reader(StringIO(lixia("view", "project_register", "--csv").out, newline=""))
    assert head == list(view["rows"][0])
    assert rows[0][head.index("budget_fen")] == "1000000"
    told = lixia("view", "project_register", "--csv", "--out", "名录.csv")
    assert told.code == 0
    assert Path("名录.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,")


def test_no_text_becomes_a_spreadsheets_formula(lixia: Lixia, programme: Path) -> None:
    title = "=1+1"
    line = [
        "project",
        "draft",
        "P8",
        "--domain",
        "医疗健康",
        "--need",
        "N1",
        "--line",
        "a=1",
        "--on",
        "2021-03-05",
        "--title",
    ]
    assert lixia(*line, title).code == 0
    head, *rows = csv.reader(StringIO(lixia("view", "project_register", "--csv").out, newline=""))
    assert rows[-1][head.index("title")] == "'=1+1"
    openpyxl = pytest.importorskip("openpyxl")
    assert lixia("view", "project_register", "--xlsx").code == 0
    sheet = openpyxl.load_workbook("project_register.xlsx").active
    cell = sheet.cell(3, 1 + head.index("title"))
    assert (cell.value, cell.data_type) == (title, "s")


def test_xlsx_bears_yuan_to_the_fen_and_the_position(lixia: Lixia, programme: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    told = lixia("view", "claim_board", "--xlsx", "--out", "认领.xlsx", "--json").json
    assert told == {"file": "认领.xlsx", "rows": 1}
    rows = list(openpyxl.load_workbook("认领.xlsx").active.iter_rows(values_only=True))
    assert Decimal(str(rows[1][rows[0].index("认领额")])) == Decimal("6000.00")
    assert str(rows[-1][0]).startswith("截至第")


def test_a_file_that_cannot_be_written_is_told(lixia: Lixia, programme: Path) -> None:
    found = lixia("view", "claim_board", "--csv", "--out", "无此目录/x.csv")
    assert found.code == 1
    assert "无此目录" in found.err


def test_history_tells_every_fact_in_full(lixia: Lixia, programme: Path) -> None:
    told = lixia("history", "project-P1", "--json").json
    assert [fact["version"] for fact in told["events"]] == [1, 2, 3, 4, 5]
    assert told["events"][3]["data"]["amount"] == {"fen": 600_000}
    told = lixia("history", "project-P1").out
    assert re.search(r"金额 +6,000\.00 元", told)
    assert re.search(r"预算 +食材  6,000\.00 元； 人工  4,000\.00 元", told)
    assert re.search(r"扶贫济困 +否", told)
    told = lixia("history", "project-P1", "--lang", "en").out
    assert re.search(r"budget lines +食材  6,000\.00 yuan; 人工  4,000\.00 yuan", told)
    assert re.search(r"relief +no", told)


def test_every_field_of_a_fact_has_words_in_both_languages() -> None:
    for event in EXAMPLES.values():
        for field in attrs.fields(type(event)):
            if field.name != "on":
                zh, en = (called(event.event_name, field.name, lang) for lang in ("zh", "en"))
                assert zh != en and any("一" <= sign <= "鿿" for sign in zh), (
                    f"{event.event_name}.{field.name}: say in {FIELD_NAMES.name} what it is called"
                )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_no_fact_a_code_or_a_python_word_is_shown(lang: str) -> None:
    for event in EXAMPLES.values():
        for field in attrs.fields(type(event)):
            given = getattr(event, field.name)
            shown = value(given, lang)
            assert shown not in ("True", "False", "None"), (event.event_name, field.name)
            if isinstance(given, Spoken):
                assert shown == (given.zh if lang == "zh" else given.en)


@given(st.integers(-(10**15), 10**15))
def test_an_amount_in_yuan_reads_back_to_the_fen(fen: int) -> None:
    text = yuan(fen)
    assert int(Decimal(text.replace(",", "")) * 100) == fen
    assert re.fullmatch(r"-?\d{1,3}(,\d{3})*\.\d{2}", text)


@given(TEXTS, st.integers(4, 40))
def test_wrapped_text_keeps_every_character_and_its_width(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    longest = max((width(word) for word in re.findall(r"[ab1]+", text)), default=0)
    assert all(width(line) <= max(columns, longest) for line in lines)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_plain_columns_stand_under_each_other(rows: list[tuple[str, str]]) -> None:
    cells = [[a.strip() or "x", b.strip() or "y"] for a, b in rows]
    lines = list(plain(Table("t", ["甲", "乙"], cells, frozenset({1}))))[1:]
    assert len({width(line) for line in lines}) == 1
    assert all(line.endswith(row[1]) for line, row in zip(lines[1:], cells, strict=True))


@given(
    st.lists(st.tuples(TEXTS, TEXTS, st.integers(0, 10**6)), min_size=1, max_size=5),
    st.integers(20, 60),
)
def test_a_plain_table_is_folded_to_what_is_wanted_if_it_then_fits(
    rows: list[tuple[str, str, int]], columns: int
) -> None:
    cells = [[a.strip() or "x", b.strip() or "y", str(figure)] for a, b, figure in rows]
    table = Table("t", ["甲", "乙", "数"], cells, frozenset({2}))
    lines = list(plain(table, columns))[1:]
    least = [max(16, *(longest(row[at]) for row in cells)) for at in (0, 1)]
    figures = max(len(row[2]) for row in cells)
    if sum(least) + max(figures, 2) + 4 <= columns:
        assert max(map(width, lines)) <= columns
    else:
        assert max(map(width, lines)) <= columns or lines == list(plain(table))[1:]
    flat = "".join("".join(lines).split())
    for row in cells:
        assert row[2] in flat
    assert sorted(flat) == sorted("".join("".join(map("".join, [table.heads, *cells])).split()))


def test_padding_counts_a_chinese_character_as_two() -> None:
    assert pad("公益", 6) == "公益  "
    assert pad("公益", 6, right=True) == "  公益"
    assert width("e\u0301") == 1


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_drawn_table_keeps_to_the_screen_and_its_figures_whole(columns: int) -> None:
    out = StringIO()
    table = Table(
        "名录 [bold]",
        ["编号", "名称", "金额"],
        [["P1", "很长的项目名称" * 8 + "（虚构示例）", "2,475,000.00"], ["P2", "短", "0.00"]],
        frozenset({2}),
        "截至第 9 条",
    )
    draw(table, out, columns)
    lines = out.getvalue().splitlines()
    assert all(width(line) <= columns for line in lines)
    assert "名录 [bold]" in lines[0]
    assert "2,475,000.00" in out.getvalue()
    assert "截至第 9 条" in lines[-1]


@pytest.mark.parametrize("columns", [72, 80, 120])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_help_page_fits_the_screen(lang: str, columns: int) -> None:
    for words in [*tree.TREE, *((group,) for group in groups.GROUPS), ()]:
        if words in tree.TREE:
            lines = [*usage.command_page(words, tree.TREE[words].described(), lang, columns)]
        else:
            lines = [*usage.top_page(words, lang, columns)]
        assert lines[0].startswith(("用法：lixia", "Usage: lixia"))
        assert {"--store", "--lang", "--json"} <= set(" ".join(lines).split())
        for line in lines:
            assert width(line) <= columns or len(line.split()) == 1, line


def test_help_is_an_answer(lixia: Lixia) -> None:
    for words in ("claim", "store", "disburse pay", ""):
        found = lixia(*words.split(), "--help", "--lang", "en")
        assert (found.code, found.err) == (0, "")
        assert found.out.startswith("Usage: lixia")


def test_a_bar_tells_how_far_it_has_got_and_goes() -> None:
    class Screen(StringIO):
        def isatty(self) -> bool:
            return True

    err = Screen()
    with bar(err, "重建视图") as step:
        step(5, 10)
        step(10, 10)
    assert "重建视图" in err.getvalue()
    assert "10/10" in err.getvalue()


def test_every_command_is_described_in_two_languages() -> None:
    for words, entry in tree.TREE.items():
        options = usage.options_of(entry.described())
        for said in (entry.says, *(option.says for option in options)):
            assert re.search("[\u4e00-\u9fff]", said.zh), words
            assert not re.search("[\u4e00-\u9fff]", HEADERS.sub("", said.en)), words


def test_the_version_is_told(lixia: Lixia) -> None:
    assert re.fullmatch(r"lixia \d+\.\d+\.\d+\n", lixia("--version").out)


def test_nothing_asked_is_answered_with_the_commands(lixia: Lixia) -> None:
    assert (lixia().code, lixia().out.startswith("用法")) == (0, True)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_drawn_tree_keeps_to_the_screen_and_loses_nothing(columns: int) -> None:
    branch = Branch("根 10.00", (Branch("甲 [1] 4.00", (Branch("长" * 60),)), Branch("乙 6.00")))
    lines = list(tree_lines(branch, columns))
    assert all(width(line) <= columns for line in lines)
    drawn = "".join(char for char in "".join(lines) if char not in "│├└─ ")
    plainly = "".join(char for line in tree_lines(branch) for char in line if char not in "│├└─ ")
    assert drawn == plainly
    assert list(tree_lines(branch))[1:3] == ["├─ 甲 [1] 4.00", f"│  └─ {'长' * 60}"]


def test_the_first_page_lists_every_command_once() -> None:
    page = "\n".join(usage.top_page((), "zh", 80))
    for word in dict.fromkeys(words[0] for words in tree.TREE):
        assert len(re.findall(rf"^  {re.escape(word)}\s", page, re.MULTILINE)) == 1, word
    placed = [word for _, members in groups.SECTIONS for word in members]
    assert len(placed) == len(set(placed))
    assert set(placed) <= {words[0] for words in tree.TREE}


def test_a_view_is_found_by_its_title_in_either_language(lixia: Lixia, programme: Path) -> None:
    by_name = lixia("view", "project_register")
    for typed in ("项目名录", "Project register", "PROJECT  REGISTER"):
        assert lixia("view", typed) == by_name
    assert lixia("diff", "--view", "认领情况", "--from", "1", "--to", "2").code == 0
    titles = [said for view in VIEWS for said in {view.title, view.title_en.casefold(), view.name}]
    assert len(titles) == len(set(titles)), "a title that is two views' names neither"


@pytest.mark.parametrize(
    ("typed", "near"),
    [("项目名", "project_register"), ("projct_register", "project_register"), ("claims", "claim_")],
)
def test_a_view_misspelt_names_the_nearest(lixia: Lixia, typed: str, near: str) -> None:
    for lang in ("zh", "en"):
        found = lixia("view", typed, "--lang", lang)
        assert found.code == 2 and near in found.err
        assert ("（" in found.err) is (lang == "zh")


def test_a_view_that_is_not_named_lists_all(lixia: Lixia) -> None:
    assert lixia("view").out == lixia("view", "--list").out
