"""Specs as an auditor runs them: from a file, over a store, without Python."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.specs.conftest import Spec, Written

import lixia_domain.specs.run as runner
from lixia_adapters.demo.cast import credit_code
from lixia_domain import Ownership, Role, open_store
from lixia_domain.application.programme import enterprises
from lixia_domain.specs.run import run

HEAD = ("# language: zh-CN", "功能: 我的检查")


def uri(path: Path) -> str:
    return f"sqlite:///{path}"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_written_by_hand_runs_over_a_store(spec: Spec, written: Written, demo: Path) -> None:
    file = written(
        *HEAD,
        "  场景: 认领",
        "    假如 历史截至 2021-12-31",
        "    那么 “P-001” 的认领总额为45,000.00元",
        "    而且 每个专户的拨付不超过到账",
    )
    ran = spec("run", file, "--store", uri(demo))
    assert ran.code == 0
    assert "通过 1，不通过 0，未执行 0" in ran.out
    assert "停在第" in ran.out and "指纹" in ran.out
    assert "名册已于 2021-01-11 由 admin-1 关闭" in ran.out


def test_a_store_is_the_same_to_the_byte_after_specs_have_read_it(
    shipped: Path, demo: Path
) -> None:
    before = digest(demo)
    assert digest(shipped / "x.db") == before
    assert not [path.name for path in shipped.iterdir() if ".views" in path.name]
    told = json.loads((shipped / "r" / "result.json").read_text("utf-8"))["store"]
    assert told["before"] == told["after"] == before
    page = (shipped / "r" / "规格报告.html").read_text("utf-8")
    assert told["roster"].startswith("名册已于 2021-01-11 由 admin-1 关闭")
    for said in (
        told["roster"],
        told["fingerprint"],
        before,
        "全部通过",
        "不变量 12",
        "account.funds_paid_out",
    ):
        assert said in page
    assert "http" not in page.replace("http-equiv", "")
    suite = ElementTree.parse(shipped / "r" / "junit.xml").getroot()[0]
    cucumber = json.loads((shipped / "r" / "cucumber.json").read_text("utf-8"))
    scenarios = sum(len(feature["elements"]) for feature in cucumber)
    assert int(suite.attrib["tests"]) == scenarios > 100


UNTRUE = [
    ('"P-001"的认领总额为 45,000.01 元', "项目 P-001 的认领总额为 45,000.00 元"),
    ('"P-999"的认领总额为 1.00 元', "账册中没有项目“P-999”，相近的有：P-099"),
    ('"P-001"的欠款为 1.00 元', "没有“欠款”这一数字，可用：预算、认领总额"),
    ('"project.claime"事实共 1 条', "没有“project.claime”这一事实，可用：project.claimed"),
    ('流"project-P-999"的事实依次为：\n  | 事实 |', "账册中没有流“project-P-999”"),
    ("下列项目的预算为：", "这句话后面要有表格"),
    ("每个专户的拨付不超过到帐", "相近的有：每个专户的拨付不超过到账"),
]


def test_what_does_not_hold_is_told_with_file_and_line(
    spec: Spec, written: Written, demo: Path
) -> None:
    for number, (step, _) in enumerate(UNTRUE):
        lines = ("  场景: 一", "    假如 全部历史", f"    那么 {step}")
        written(*HEAD, *lines, name=f"no-{number}.feature")
    ran = spec("run", ".", "--store", uri(demo))
    assert ran.code == 1 and f"不通过 {len(UNTRUE)}，" in ran.out
    for number, (_, said) in enumerate(UNTRUE):
        told = [one for one in ran.out.splitlines() if f"no-{number}.feature 第 5 行：" in one]
        assert any(said in one for one in told), (said, ran.out)


def test_a_store_of_another_district_is_refused(
    spec: Spec, written: Written, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.db"
    open_store(uri(theirs), create=True, district="市中区").close()
    written(*HEAD, "  场景: 一", '    假如 历史属于"历下区"', "    那么 每笔认领都与认捐相等")
    ran = spec("run", "my.feature", "--store", uri(theirs))
    assert ran.code == 1
    assert "my.feature 第 4 行：这是“市中区”的账库，不是“历下区”的" in ran.out


def test_a_moment_beyond_the_log_or_two_moments_are_refused(
    spec: Spec, written: Written, demo: Path
) -> None:
    written(
        *HEAD,
        "  场景: 一",
        "    假如 历史截至第 99999999 条",
        "    那么 每笔认领都与认捐相等",
        "  场景: 二",
        "    假如 历史截至 2021-03-10",
        "    而且 历史截至 2021-12-31",
        "    那么 每笔认领都与认捐相等",
    )
    ran = spec("run", "my.feature", "--store", uri(demo))
    assert ran.code == 1
    assert "my.feature 第 4 行：账册只记到第" in ran.out
    assert "my.feature 第 8 行：“历史截至 2021-12-31”与第 7 行" in ran.out


def test_history_specs_without_a_store_are_not_run_and_do_not_pass(
    spec: Spec, written: Written
) -> None:
    written(*HEAD, "  场景: 一", "    假如 全部历史", "    那么 每笔认领都与认捐相等")
    ran = spec("run", "my.feature")
    assert ran.code == 2
    assert "请加 --store" in ran.out and "未执行 1" in ran.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("run",), "缺少规格文件"),
        (("run", "nix.feature"), "nix.feature 处没有规格文件"),
        (("run", "--builtin", "--store", "sqlite:///nix.db"), "nix.db 处没有账库"),
    ],
)
def test_wrong_usage_exits_2_and_says_what_to_do(
    spec: Spec, argv: tuple[str, ...], said: str
) -> None:
    ran = spec(*argv)
    assert ran.code in (1, 2) and said in ran.err


def test_a_run_stays_on_the_position_at_which_it_began(
    spec: Spec, written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = tmp_path / "busy.db"
    with open_store(uri(busy), create=True) as store:

        def register(number: int) -> None:
            enterprises.register(
                store.ledger,
                store.by("office-1", Role.PROGRAMME_OFFICE),
                code=credit_code(number),
                name="示例企业（虚构示例）",
                ownership=Ownership.PRIVATE,
                on=store.today(),
            )

        register(901)
        through = runner._pytest

        def while_others_write(*args: object) -> object:
            register(902)
            return through(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(runner, "_pytest", while_others_write)
        file = written(
            *HEAD, "  场景: 一", "    假如 全部历史", '    那么 "enterprise.registered"事实共 1 条'
        )
        outcome = run([file], uri=uri(busy), jobs=None)
        assert [result.outcome for result in outcome.results] == ["passed"]
        assert outcome.store["position"] == "1"


def test_pytest_alone_runs_a_feature_file_without_any_module(
    written: Written, demo: Path, tmp_path: Path
) -> None:
    file = written(*HEAD, "  场景: 一", "    假如 全部历史", "    那么 每笔认领都与认捐相等")
    options = ("-p", "lixia_domain.specs.plugin", "-p", "no:cacheprovider", "-q")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *options, f"--lixia-store={uri(demo)}", file],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout
    assert "1 passed" in ran.stdout


def test_every_sentence_is_listed_with_an_example(spec: Spec) -> None:
    found = spec("steps", "--json").json
    assert len(found) > 100
    assert not [row["sentence"] for row in found if not row["example"]]
    assert {row["family"] for row in found} == {"规则", "历史"}
    assert "历史截至 〔日期〕" in spec("steps", "--find", "历史截至").out


def test_specs_are_listed_with_rule_and_tags(spec: Spec) -> None:
    rows = spec("list", "--json").json
    assert {"file", "line", "feature", "rule", "scenario", "tags"} <= rows[0].keys()
    assert any("S05" in row["tags"] for row in rows)
