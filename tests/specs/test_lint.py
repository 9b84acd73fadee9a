"""Slips that people make in feature files: found, named, and put right where that is certain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.specs.conftest import Spec, Written

from lixia_domain.specs.fix import fix
from lixia_domain.specs.lint import lint
from lixia_domain.specs.places import builtin, gather
from lixia_domain.specs.words import find
from lixia_domain.testing.steps.sentences import SENTENCES

GOOD = (
    "# language: zh-CN",
    "功能: 我的检查",
    "  规则: 一",
    "    场景: 第一",
    "      假如 历史截至 2021-12-31",
    "      那么 每个专户的拨付不超过到账",
)


def codes(path: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in lint(path)]


def with_line(number: int, *lines: str) -> tuple[str, ...]:
    return (*GOOD[: number - 1], *lines, *GOOD[number:])


def test_nothing_is_wrong_with_what_ships_or_with_a_good_file(written: Written) -> None:
    assert not [problem.sentence() for file in gather([builtin()]) for problem in lint(file)]
    assert not codes(written(*GOOD))


@pytest.mark.parametrize(
    ("lines", "line", "code"),
    [
        (GOOD[1:], 1, "language"),
        (with_line(2, "功能：我的检查"), 2, "wide_colon"),
        (with_line(4, "    场景 ：第一"), 4, "wide_colon"),
        (with_line(4, "    情景: 第一"), 4, "keyword"),
        (with_line(5, "      如果 历史截至 2021-12-31"), 5, "keyword"),
        (with_line(6, "      Then 每个专户的拨付不超过到账"), 6, "keyword"),
        (with_line(6, "\t\t那么 每个专户的拨付不超过到账"), 6, "tab"),
    ],
)
def test_a_slip_is_named_by_its_line_and_put_right(
    written: Written, lines: tuple[str, ...], line: int, code: str
) -> None:
    path = written(*lines)
    assert (line, code) in codes(path)
    assert fix(path)
    assert not codes(path)
    assert [text.split() for text in path.read_text("utf-8").splitlines()] == [
        text.split() for text in GOOD
    ]
    assert not fix(path), "twice is once"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_another_encoding_is_named_and_converted(written: Written, encoding: str) -> None:
    path = written(*GOOD, encoding=encoding)
    assert codes(path) == [(1, "encoding")]
    assert fix(path)
    assert path.read_text("utf-8") == "\n".join(GOOD) + "\n"


def test_what_is_no_text_is_left_alone(spec: Spec, tmp_path: Path) -> None:
    path = tmp_path / "x.feature"
    path.write_bytes(data := b"\xff\x00\x81\xff\xff")
    ran = spec("lint", "--fix", path)
    assert ran.code == 1 and "编码无法识别" in ran.out
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("lines", "line", "code", "said"),
    [
        (with_line(6, "      那么 每个专户的拨付不超过到帐"), 6, "unknown_step", "不超过到账"),
        (with_line(6, "      当 每个专户的拨付不超过到账"), 6, "wrong_place", "应放在“那么”之后"),
        (with_line(5, GOOD[4], "      而且 历史截至 2020-12-31"), 6, "contradiction", "第 5 行"),
        (with_line(5, GOOD[4], "      而且 专项基金已设立"), 6, "two_families", "不能在一个场景里"),
        (with_line(5, "      假说 历史截至 2021-12-31"), 5, "hidden", "是否想写 假设"),
        (with_line(6, GOOD[5], "      还有 每笔认领都与认捐相等"), 7, "syntax", "读不懂"),
        ((*GOOD, *GOOD[3:]), 7, "same_name", "都叫“第一”"),
        (GOOD[:3], 2, "empty", "没有任何场景"),
        (with_line(5, "      假如 历史截至 <日>"), 5, "parameter", "不在例子的表头里"),
        (
            with_line(6, "      那么 持有“审批员”身份的账号为：", "        | 账号 |"),
            6,
            "unknown_word",
            "审批人",
        ),
        (
            with_line(6, '      那么 "pledge.donated"由下列账号办理：', "        | 账号 | 条数 |"),
            6,
            "unknown_word",
            "pledge.",
        ),
        (
            with_line(6, "      那么 逾期的认捐恰为：", "        | 认捐 | 期数 |"),
            6,
            "unknown_word",
            "期次",
        ),
        (
            with_line(6, '      那么 流"x"的事实依次为：', "        | 名称 |", "        | a.b |"),
            6,
            "unknown_word",
            "事实",
        ),
        (
            (
                *GOOD[:4],
                '      假如 项目"甲"已发布，预算 1.00 元',
                '      而且 项目"甲"已发布，预算 2.00 元',
                "      那么 未记录任何事实",
            ),
            6,
            "contradiction",
            "矛盾",
        ),
    ],
)
def test_what_only_the_author_can_put_right_is_named(
    written: Written, lines: tuple[str, ...], line: int, code: str, said: str
) -> None:
    path = written(*lines)
    found = {(problem.line, problem.code): problem for problem in lint(path)}
    assert (line, code) in found
    problem = found[line, code]
    assert f"第 {line} 行" in problem.sentence() and f":{line}: " in problem.sentence("en")
    assert said in problem.sentence()


def test_a_file_that_cannot_be_read_as_meant_is_not_run_at_all(
    spec: Spec, written: Written
) -> None:
    written(*with_line(4, "    场景：第一"))
    ran = spec("run", "my.feature")
    assert ran.code == 2
    assert "my.feature 第 4 行：“场景”后面是全角冒号" in ran.out


def test_the_console_speaks_english_on_demand(spec: Spec, written: Written) -> None:
    written(*with_line(4, "    场景：第一"))
    ran = spec("lint", "my.feature", "--lang", "en")
    assert ran.code == 1 and "my.feature:4: a full-width colon follows" in ran.out
    rows = spec("lint", "my.feature", "--json").json
    assert rows[0]["line"] == 4 and rows[0]["code"] == "wide_colon"


def test_whatever_a_sentence_leaves_open_without_quotes_says_what_it_takes() -> None:
    """An amount, a date, a month, a number; or one of certain words, which ``spec steps`` lists."""
    find("")  # so that all are declared
    open_words = {
        (one.text, name)
        for one in SENTENCES
        for name in re.findall(r"(?<!\")\{(\w+)\}(?!\")", one.text)
        if name not in one.accepts
    }
    assert {name for _, name in open_words} <= {"unit"}, "what goods are counted in, anybody names"
