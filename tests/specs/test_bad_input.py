"""What an auditor may get wrong, and what it is told: the place, the slip, in its language."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from tests.specs.conftest import Spec, Written

from lixia_adapters.console.main import main

HEAD = ("# language: zh-CN", "功能: 我的检查", "  场景: 一")
GOOD = (*HEAD, "    假如 历史截至 2021-12-31", '    那么 "P-001"的认领总额为 45,000.00 元')
FRESH = '    假如 项目"甲"已发布，预算'


def instead(line: int, text: str) -> tuple[str, ...]:
    return (*GOOD[: line - 1], text, *GOOD[line:])


CANNOT_HOLD = [
    (
        instead(5, '    那么 "P-0001"的认领总额为 45,000.00 元'),
        5,
        "账册中没有项目“P-0001”，相近的有：P-001",
        "the books have no project 'P-0001'; near: P-001",
    ),
    (
        instead(5, '    那么 "P-001"的认领总额为 45,000.01 元'),
        5,
        "项目 P-001 的认领总额为 45,000.00 元，不是 45,000.01 元（截至 2021-12-31",
        "claimed of project P-001 is 45,000.00 yuan, not 45,000.01 yuan (as of 2021-12-31",
    ),
    (
        instead(5, '    那么 "P-001"处于发步阶段'),
        5,
        "没有“发步”这一阶段，可用：起草",
        "there is no stage '发步'; known: 起草",
    ),
    (
        instead(4, "    假如 历史截至 2021-02-30"),
        4,
        "“2021-02-30”：日历上没有这一天",
        "'2021-02-30': no such day",
    ),
    (
        instead(4, '    假如 历史属于"市中区"'),
        4,
        "这是“历下区”的账库，不是“市中区”的",
        "this is the store of '历下区', not of '市中区'",
    ),
    (
        (*GOOD[:4], "    而且 历史截至 2021-03-10", GOOD[4]),
        5,
        "“历史截至 2021-03-10”与第 4 行“历史截至 2021-12-31”矛盾",
        "contradicts line 4",
    ),
    (
        (*GOOD[:3], '    假如 历史属于"历下区"', '    而且 历史属于"市中区"', GOOD[4]),
        5,
        '与第 4 行“历史属于"历下区"”矛盾',
        "contradicts line 4",
    ),
    (
        (*GOOD[:4], "    而且 专项基金已设立", GOOD[4]),
        5,
        "“专项基金已设立”与第 4 行“历史截至 2021-12-31”不能在一个场景里",
        "one speaks of a history, the other of a fresh model",
    ),
    (
        (*HEAD, f"{FRESH} 1.00 元", f"{FRESH} 2.00 元", "    那么 未记录任何事实"),
        5,
        "矛盾",
        "contradicts line 4",
    ),
    (
        (
            *HEAD,
            "    假如 今天是 2021-03-10",
            "    而且 今天是 2021-01-10",
            "    那么 没有待办事项",
        ),
        5,
        "前面已到 2021-03-10，日期不能倒退到 2021-01-10",
        "it is 2021-03-10 already",
    ),
    (
        (
            *HEAD,
            "    假如 全部历史",
            "    那么 下列项目的预算为：",
            "      | 项木 | 金额 |",
            "      | P | 1 元 |",
        ),
        5,
        "表格没有“项目”这一栏",
        "the table has no column '项目'",
    ),
    (
        (*HEAD, "    假如 全部历史", "    那么 全部都对"),
        5,
        "没有“那么 全部都对”这句话",
        "there is no sentence",
    ),
]


@pytest.fixture(scope="module")
def told(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is told of files that can't hold, each a file ``n-<number>``: in zh, en and as JSON."""
    folder = tmp_path_factory.mktemp("cannot")
    for number, (lines, *_) in enumerate(CANNOT_HOLD):
        (folder / f"n-{number}.feature").write_text("\n".join(lines) + "\n", "utf-8")
    found = {}
    for name, more in {"zh": ("--lang", "zh"), "en": ("--lang", "en"), "json": ("--json",)}.items():
        out = StringIO()
        with redirect_stdout(out):
            argv = ["spec", "run", str(folder), "--store", f"sqlite:///{demo}", *more]
            assert main(argv) == 1
        found[name] = out.getvalue()
    return found


@pytest.mark.parametrize("number", range(len(CANNOT_HOLD)))
def test_what_cannot_hold_is_told_with_its_line_in_both_languages(
    told: dict[str, str], number: int
) -> None:
    _, line, zh, en = CANNOT_HOLD[number]
    name = f"n-{number}.feature"
    chinese = [one for one in told["zh"].splitlines() if f"{name} 第 {line} 行：" in one]
    assert any(zh in one for one in chinese), told["zh"]
    english = [one for one in told["en"].splitlines() if f"{name}:{line}: " in one]
    assert any(en in one for one in english), told["en"]
    [result] = [
        one for one in json.loads(told["json"])["results"] if Path(one["file"]).name == name
    ]
    assert result["outcome"] == "failed"
    assert zh in result["why"] and en in result["why_en"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "big5"])
def test_a_file_in_another_encoding_is_not_run(
    spec: Spec, written: Written, demo: Path, encoding: str
) -> None:
    text = "\n".join(GOOD) if encoding != "big5" else "功能: 檢查\n  場景: 一\n"
    path = written(text, encoding=encoding)
    ran = spec("run", "my.feature", "--store", f"sqlite:///{demo}")
    assert ran.code == 2
    assert "my.feature 第 1 行：" in ran.out and ("编码" in ran.out or "BOM" in ran.out)
    if encoding == "big5":  # what we can't read we don't convert
        before = path.read_bytes()
        spec("lint", "--fix", "my.feature")
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ((), 1, "文件是空的"),
        (instead(4, "    假入 历史截至 2021-12-31"), 4, "“假入”不是关键字"),
        (instead(5, '    那末 "P-001"的认领总额为 45,000.00 元'), 5, "应为“那么”"),
        (instead(2, "功熊: 我的检查"), 2, "是否想写“功能”"),
        (instead(3, "  场境: 一"), 4, "不在任何场景里"),
        (instead(3, "  场景：一"), 3, "全角冒号"),
    ],
)
def test_a_typo_in_a_keyword_is_named_and_nothing_is_run(
    spec: Spec, written: Written, lines: tuple[str, ...], line: int, said: str
) -> None:
    written(*lines)
    ran = spec("run", "my.feature")
    assert ran.code == 2
    assert any(f"my.feature 第 {line} 行：" in one and said in one for one in ran.out.splitlines())


AMOUNTS = [
    "45000元",
    "4.5万元",
    "4.5万",
    "￥45,000.00",
    "人民币45,000元",
    "４５０００元",
    "肆万伍仟元整",
]


def test_an_amount_may_be_written_as_people_write_it(
    spec: Spec, written: Written, demo: Path
) -> None:
    scenarios = (
        (f"  场景: {form}", GOOD[3], f'    那么 "P-001"的认领总额为 {form}') for form in AMOUNTS
    )
    written(*HEAD[:2], *(line for scenario in scenarios for line in scenario))
    ran = spec("run", "my.feature", "--store", f"sqlite:///{demo}")
    assert ran.code == 0 and f"通过 {len(AMOUNTS)}，" in ran.out


def test_tabs_are_no_obstacle(spec: Spec, written: Written, demo: Path) -> None:
    written(*(line.replace("    ", "\t\t") for line in GOOD))
    assert spec("run", "my.feature", "--store", f"sqlite:///{demo}").code == 0
    ran = spec("lint", "my.feature")
    assert ran.code == 1 and "my.feature 第 4 行：行首是制表符" in ran.out


def test_what_does_not_apply_or_has_no_store_says_so_in_english(
    spec: Spec, written: Written, demo: Path
) -> None:
    written(*HEAD, '    假如 本规格只适用于记有流"nix-1"的账库', "    那么 每笔认领都与认捐相等")
    ran = spec("run", "my.feature", "--store", f"sqlite:///{demo}", "--lang", "en")
    assert "not applicable: the store has no stream 'nix-1'" in ran.out and ran.code == 2
    assert "no store was named" in spec("run", "my.feature", "--lang", "en").out
