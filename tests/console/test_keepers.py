"""Foundation, plans, disclosures, rules, calendar and figures by commands, one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_adapters.console.commands.looking.kpi import value
from lixia_adapters.console.frame import tree
from lixia_adapters.demo.cast import credit_code
from lixia_domain.application.overview.kpi import Figure, Group, Unit

from .conftest import CODE, FOUNDATION, UNVERIFIED, Lixia, head

KEEPER = credit_code(981)
HASH, NEXT_HASH = "ab" * 32, "cd" * 32
GROUPS = {"foundation", "plan", "disclosure", "rules", "calendar", "kpi"}

STORY = (
    f"foundation register {KEEPER} 泉源基金会（虚构示例） --authority 民政厅 --document 证书 "
    "--on 2021-03-05",
    f"foundation rename {KEEPER} 泉源振兴基金会（虚构示例） --document 通知 --on 2021-03-06",
    f"foundation qualify {KEEPER} --for public_fundraising --certificate 证书二 --since 2020-01-01 "
    "--on 2021-03-06",
    f"foundation bank-account {KEEPER} --account token-1 --bank 示例银行 --purpose 收款 "
    "--on 2021-03-06",
    f"foundation appoint {KEEPER} --person acct-1 --office council --document 决议 --on 2021-03-06",
    f"foundation leave {KEEPER} --person acct-1 --office council --document 决议 --on 2021-03-07",
    f"foundation related {KEEPER} --party payee-1 --person acct-1 --tie supplier --document 申报 "
    "--on 2021-03-07",
    f"foundation unrelated {KEEPER} --party payee-1 --person acct-1 --tie supplier --document 说明 "
    "--on 2021-03-07",
    f"fund establish F2 --name 二号基金（虚构示例） --foundation {KEEPER} --purpose 公益 "
    "--agreement 协议2 --on 2021-03-07",
    f"fund management-rule F2 --permille 50 --document 办法 --sha256 {HASH} --on 2021-03-07",
    f"plan file L1 --foundation {KEEPER} --fund F2 --title 暖心（虚构示例） --purpose 助老 "
    "--begins 2021-03-17 --ends 2021-12-31 --goal 10000 --surplus 相近项目 --filing 备案1 "
    "--on 2021-03-07",
    "plan amend L1 --purpose 助残 --ends 2021-12-31 --goal 9000 --filing 备案2 --reason 变化 "
    "--on 2021-04-01",
    f"disclosure publish plan_progress L1 --period 2021-06-17 --address 公告1 --sha256 {HASH} "
    "--position 5 --on 2021-06-10",
    f"disclosure correct plan_progress L1 --period 2021-06-17 --corrects {HASH} "
    f"--sha256 {NEXT_HASH} --reason 漏列 --on 2021-06-11",
    "disclosure withdraw plan_progress L1 --period 2021-06-17 --reason 附件有误 --on 2021-06-12",
    f"disclosure publish plan_progress L1 --period 2021-06-17 --address 公告1 --sha256 {NEXT_HASH} "
    "--position 5 --on 2021-06-12",
    "plan end L1 --raised 8000 --document 报告 --on 2021-12-31",
    f"foundation end-qualification {KEEPER} --for public_fundraising --certificate 证书二 "
    "--until 2022-02-01 --document 公告 --on 2022-02-01",
    f"foundation report-year {KEEPER} 2021 --prior-income 100 --spending 69.99 --management 8 "
    f"--total 80 --document 年报 --sha256 {HASH} --on 2022-03-01",
    f"enterprise rename {CODE} 甲实业（虚构示例） --document 通知 --on 2022-03-01",
    f"enterprise debar {UNVERIFIED} --reason 失信 --document 公告 --on 2022-03-01",
    f"enterprise reinstate {UNVERIFIED} --document 决定 --on 2022-03-02",
    f"enterprise merge {UNVERIFIED} {CODE} --document 协议 --on 2022-03-03",
    f"enterprise annul-merger {UNVERIFIED} --reason 误登 --document 说明 --on 2022-03-03",
    f"enterprise merge {UNVERIFIED} {CODE} --document 协议 --on 2022-03-03",
    "fund terminate F2 --reason 期满 --document 决议 --on 2022-03-02",
    "fund resume F2 --reason 续签 --document 协议 --on 2022-03-02",
    "fund terminate F2 --reason 期满 --document 决议 --on 2022-03-03",
    "fund close F2 --report 清算报告 --on 2022-03-04",
)
READING = (
    "rules",
    "rules --on 2021-03-10",
    "calendar --from 2021-03-01 --to 2022-03-31",
    "kpi",
    f"foundation ratios {KEEPER} 2021",
    "foundation readiness --fund F1 --on 2016-08-31",
)


@pytest.fixture
def kept(lixia: Lixia, programme: Path) -> Path:
    for line in STORY:
        found = lixia(*line.split(), "--json")
        assert found.code == 0, (line, found.err)
        assert found.json["recorded"], line
    return programme


def test_the_whole_of_it_can_be_walked_by_commands(lixia: Lixia, kept: Path) -> None:
    before = head(kept)
    for line in READING:
        for more in ([], ["--json"], ["--lang", "en"]):
            assert lixia(*line.split(), *more).code == 0, line
    assert head(kept) == before
    walked = {tree.find(line.split())[0] for line in (*STORY, *READING)}
    elsewhere = {("foundation", "contact")}  # test_persons.py
    ours = {words for words in tree.TREE if words[0] in GROUPS} - elsewhere
    missing = sorted(" ".join(words) for words in ours - walked)
    assert not missing, f"add a line to STORY or READING for: {missing}"


def test_the_rules_of_a_day_are_those_in_force_on_it(lixia: Lixia) -> None:
    told = lixia("rules", "--on", "2021-03-10", "--json").json
    names = [one["rule"] for one in told["rules"]]
    assert len(names) == len(set(names)) > 40
    assert "personal_data.publication" not in names
    every = lixia("rules", "--json").json["rules"]
    assert len(every) > len(names)
    assert all(one["source"] and one["says"] for one in every)
    assert {one["sure"] for one in every} == {
        "read",
        "excerpt",
        "recalled",
        "inferred",
        "internal",
    }
    assert "慈善法（2016） 60" in lixia("rules", "--on", "2021-03-10").out


def test_the_calendar_tells_due_dates_states_and_rules(lixia: Lixia, kept: Path) -> None:
    told = lixia("calendar", "--from", "2021-03-01", "--to", "2022-03-31", "--json").json
    found = [(one["due"], one["matter"], one["subject"], one["state"]) for one in told["entries"]]
    assert found == [
        ("2021-06-17", "plan_progress", "L1", "done"),
        ("2021-06-30", "instalment", "C1", "overdue"),
        ("2021-09-17", "plan_progress", "L1", "overdue"),
        ("2021-12-17", "plan_progress", "L1", "overdue"),
        ("2022-03-31", "annual_filing", FOUNDATION, "overdue"),
        ("2022-03-31", "annual_filing", KEEPER, "done"),
        ("2022-03-31", "plan_in_full", "L1", "overdue"),
    ]
    assert told["position"] == head(kept)
    asked = ("calendar", "--from", "2021-03-01", "--to", "2022-03-31", "--json", "--foundation")
    own, others = lixia(*asked, KEEPER).json, lixia(*asked, credit_code(982)).json
    assert own["foundation"] == KEEPER
    assert [one["subject"] for one in own["entries"]] == ["L1", "L1", "L1", KEEPER, "L1"]
    assert others["entries"] == []
    assert lixia(*asked, "\x07").code != 0
    pending = ("pending", "--on", "2022-03-31", "--json", "--foundation")
    own, others = (lixia(*pending, code).json["pending"] for code in (KEEPER, credit_code(982)))
    assert "plan_progress/L1/2021-09-17" in [one["subject"] for one in own]
    assert not [one for one in others if one["process"] == "disclosing"]


@pytest.mark.parametrize(
    "line",
    [
        "calendar --from 2016-08-31",
        "calendar --from 2021-03-02 --to 2021-03-01",
        "calendar --from 2021-03-02 --to 9999-12-31",
        "calendar --from 9999-12-31",
        "rules --on 2021-02-30",
    ],
)
def test_days_that_make_no_calendar_are_refused(lixia: Lixia, programme: Path, line: str) -> None:
    found = lixia(*line.split(), "--json")
    assert found.code == 2
    assert found.error["sentence"].startswith("--")


def test_what_is_due_where_no_holidays_are_published_is_told_provisionally(
    lixia: Lixia, programme: Path
) -> None:
    line = f"claim P1 {CODE} 1 --due 2039-07-02 --id C9 --on 2021-03-05"  # a Saturday
    assert lixia(*line.split()).code == 0
    asked = ("--from", "2039-06-01", "--to", "2039-08-01")
    found = lixia("calendar", *asked, "--json").json["entries"]
    told = [(one["due"], one["provisional"]) for one in found if one["subject"] == "C9"]
    assert told == [("2039-07-04", True)]
    assert "2039-07-04（2039-07-02 顺延，暂按周末推算）" in lixia("calendar", *asked).out
    said = lixia("calendar", *asked, "--lang", "en").out
    assert "(from 2039-07-02; provisional: by weekends only)" in said
    (item,) = (
        one
        for one in lixia("pending", "--on", "2039-07-01", "--json").json["pending"]
        if one["subject"] == "C9#1"
    )
    assert (item["due"], item["state"], item["provisional"]) == ("2039-07-04", "due", True)
    said = lixia("pending", "--on", "2039-07-01", "--lang", "en").out
    assert "due 2039-07-04 (provisional: by weekends only)" in said


def test_the_tests_of_a_year_are_told_with_their_figures(lixia: Lixia, kept: Path) -> None:
    spending, management = lixia("foundation", "ratios", KEEPER, "2021", "--json").json["tests"]
    assert (spending["verdict"], spending["part_fen"], spending["whole_fen"]) == (
        "broken",
        6_999,
        10_000,
    )
    assert management["verdict"] == "met"
    assert "未达标" in lixia("foundation", "ratios", KEEPER, "2021").out
    told = lixia("foundation", "ratios", KEEPER, "2020").out
    assert "无法判断：没有 2020 年度报告" in told
    told = lixia("foundation", "ratios", KEEPER, "2003")
    assert told.code == 0 and "2003 年末尚无规定" in told.out
    told = lixia("foundation", "ratios", KEEPER, "2026", "--lang", "en").out
    assert "cannot be judged yet" in told


def test_what_a_public_offering_lacks_is_told_item_by_item(lixia: Lixia, programme: Path) -> None:
    found = lixia("foundation", "readiness", "--on", "2021-03-10", "--json")
    assert (found.code, found.json["ready"]) == (1, False)
    lacking = [one["code"] for one in found.json["checks"] if not one["met"]]
    assert lacking == ["qualification", "bank_account", "plan"]
    told = lixia("foundation", "readiness", "--on", "2021-03-10").out
    assert "条件不全" in told
    for line in STORY[:12]:
        assert lixia(*line.split()).code == 0
    ready = lixia("foundation", "readiness", "--fund", "F2", "--on", "2021-06-11")
    assert ready.code == 0
    assert "条件齐备" in ready.out


def test_each_figure_has_its_definition_and_says_up_to_where(lixia: Lixia, kept: Path) -> None:
    told = lixia("kpi", "--json").json
    assert {one["group"] for one in told["figures"]} == {group.value for group in Group}
    assert len({one["code"] for one in told["figures"]}) == len(told["figures"])
    by_code = {one["code"]: one for one in told["figures"]}
    assert (by_code["projects_claimed"]["part"], by_code["projects_claimed"]["whole"]) == (1, 1)
    assert by_code["disclosures"]["part"] == 1
    out = lixia("kpi").out
    for words in ("精准化", "常态化", "便利化", "品牌化", f"截至第 {told['position']} 条"):
        assert words in out
    for one in told["figures"]:
        assert one["says"] in out


@pytest.mark.parametrize(
    ("unit", "part", "whole", "zh", "en"),
    [
        (Unit.SHARE, 55, 123, "44.7 %", "44.7 %"),
        (Unit.SHARE, 1, 2000, "0.1 %", "0.1 %"),
        (Unit.SHARE, 0, 0, "—", "—"),
        (Unit.DAYS, 7, 2, "3.5 天", "3.5 days"),
        (Unit.COUNT, 1234, None, "1,234", "1,234"),
        (Unit.MINUTES, 90, None, "90 分钟", "90 min"),
    ],
)
def test_a_figure_is_rounded_only_where_it_is_read(
    unit: Unit, part: int, whole: int | None, zh: str, en: str
) -> None:
    said = value(Figure(Group.PRECISION, "x", "定义", "definition", unit, part, whole))
    assert (said.zh, said.en) == (zh, en)
