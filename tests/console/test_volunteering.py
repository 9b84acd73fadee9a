"""Needs, teams, volunteers and sessions by commands, from a need raised to a certificate shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_adapters.console.frame import tree

from .conftest import CODE, Lixia, head
from .test_commands import booked

GROUPS = {"need", "team", "volunteer", "session", "brand", "chain"}
RESIDENT, LEAD, ADULT, MINOR, GUARDIAN = (f"p:{c * 32}" for c in "12345")
HASH = "ab" * 32
MONEY = {"C5", "K5", "K5#1", "K5#1.1"}
"""What pays for the project: the chain of money has its tests elsewhere."""

STORY = (
    f"need raise M1 --summary 午餐无着落 --domain 为老服务 --place 泉畔社区 --person {RESIDENT} "
    "--on 2021-03-05",
    f"need raise M2 --summary 吃饭难 --domain 为老服务 --place 泉畔社区 --person {RESIDENT} "
    "--on 2021-03-05",
    f"need raise M3 --summary 修路 --domain 为老服务 --place 泉畔社区 --person {RESIDENT} "
    "--on 2021-03-05",
    "need merge M2 --into M1 --reason 同一需求 --on 2021-03-06",
    "need decline M3 --reason 不属本计划 --on 2021-03-06",
    "need verify M1 --document 走访一 --on 2021-03-06",
    "need plan P5 --title 送餐（虚构示例） --domain 为老服务 --need M1 --line 食材=3000 --relief "
    "--on 2021-03-07",
    "project approve P5 --minutes 纪要 --on 2021-03-08",
    "project publish P5 --batch B1 --minimum 1000 --on 2021-03-08",
    f"team register T5 春风志愿队（虚构示例） --lead {LEAD} --on 2021-03-08",
    "team verify T5 --document 标识证书 --on 2021-03-08",
    f"team agreement T5 P5 --agreement 协议五 --sha256 {HASH} --on 2021-03-08",
    "project team P5 --team T5 --agreement 协议五 --on 2021-03-08",
    f"claim P5 {CODE} 3000 --due 2021-06-30 --id C5 --on 2021-03-08",
    "project start P5 --on 2021-03-08",
    f"volunteer register {ADULT} --document 同意书一 --on 2021-03-08",
    f"volunteer register {MINOR} --document 同意书二 --adult-from 2027-01-01 --on 2021-03-08",
    f"volunteer guardian {MINOR} --guardian {GUARDIAN} --to service --to publication "
    "--document 监护人同意书 --on 2021-03-08",
    f"volunteer agree-publication {ADULT} --document 肖像同意书 --on 2021-03-08",
    f"volunteer insure {ADULT} --policy 保单一 --insurer 示例保险公司 --since 2021-03-01 "
    "--until 2021-12-31 --on 2021-03-08",
    "session plan S1 --title 送餐 --team T5 --place 社区食堂 --day 2021-03-20 --time 09:00-11:30 "
    "--project P5 --on 2021-03-09",
    "session plan S2 --title 巡河 --team T5 --place 河边 --day 2021-03-21 --time 09:00-10:00 "
    "--activity A1 --risk --on 2021-03-09",
    "session hold S1 --day 2021-03-20 --time 09:00-11:30 --document 签到表 --on 2021-03-20",
    "session hold S2 --day 2021-03-21 --time 09:00-10:00 --document 签到表 --on 2021-03-21",
    f"session record S1 --hours {ADULT}=09:00-11:30 --hours {MINOR}=09:00-10:00 "
    "--actor lead-1 --on 2021-03-21",
    f"session record S2 --hours {ADULT}=09:00-10:00 --actor lead-1 --on 2021-03-21",
    "session certify S1 --actor team-1 --on 2021-03-22",
    "session certify S2 --actor team-1 --on 2021-03-22",
    "session plan S3 --title 送餐 --team T5 --place 社区食堂 --day 2021-03-27 --time 09:00-11:30 "
    "--activity A1 --on 2021-03-22",
    "session cancel S3 --reason 停电 --document 社区通知 --on 2021-03-22",
    f"session publish S1 --medium 公众号 --sha256 {HASH} --shown {ADULT} --shown {MINOR} "
    "--redacted 2 --on 2021-03-22",
    f"volunteer issue-certificate {ADULT} --on 2021-03-23",
    f"session correct S1 {ADULT} --time 09:00-11:00 --reason 早退 --on 2021-03-24",
    f"session correct S1 {MINOR} --strike --reason 未到 --on 2021-03-24",
    f"volunteer withdraw-service {MINOR} --reason 监护人来电 --on 2021-03-24",
    f"volunteer withdraw-certificate {ADULT} --reason 时长有误 --on 2021-03-24",
    f"session take-down S1 --medium 公众号 --sha256 {HASH} --document 撤稿回执 --on 2021-03-24",
    f"volunteer withdraw-publication {ADULT} --reason 本人要求 --on 2021-03-24",
    "brand nominate B5 --name 泉畔食光（虚构示例） --team T5 --project P5 --reason 好评 "
    "--on 2021-03-25",
    "brand incubate B5 --plan 方案 --on 2021-03-25",
    "brand recognise B5 --title 区级品牌 --minutes 纪要 --on 2021-03-26",
    "brand retire B5 --reason 团队解散 --on 2021-03-27",
    "team debar T5 --reason 虚报时长 --document 决定 --on 2021-03-28",
)
READING = (
    f"volunteer certificate {ADULT}",
    "chain M2",
    "chain P5 --to forward",
    "chain service_session-S1 --to back",
    "view need_register",
    "view team_register",
    "view session_log",
    "view service_hours",
    "view brand_register",
)


@pytest.fixture
def served(lixia: Lixia, programme: Path) -> Path:
    for line in STORY:
        if line.startswith("project start"):
            booked(programme, "K5", 3000, "C5", "2021-03-08")
        before = head(programme)
        found = lixia(*line.split(), "--json")
        assert found.code == 0, (line, found.err)
        assert head(programme) == before + len(found.json["recorded"]) > before, line
    return programme


def test_the_whole_of_it_can_be_walked_by_commands(lixia: Lixia, served: Path) -> None:
    before = head(served)
    for line in READING:
        for more in ([], ["--json"], ["--lang", "en"]):
            assert lixia(*line.split(), *more).code == 0, line
    assert head(served) == before
    walked = {tree.find(line.split())[0] for line in (*STORY, *READING)}
    ours = {words for words in tree.TREE if words[0] in GROUPS}
    elsewhere = {("volunteer", "reference")}
    missing = sorted(" ".join(words) for words in ours - walked - elsewhere)
    assert not missing, f"add a line to STORY or READING for: {missing}"
    assert not walked & elsewhere


def test_a_certificate_says_when_it_has_to_be_issued_anew(lixia: Lixia, served: Path) -> None:
    told = lixia("volunteer", "certificate", ADULT, "--json").json
    assert (told["minutes"], told["issued_minutes"], told["stands"]) == (60, 210, False)
    assert [line["session"] for line in told["sessions"]] == ["S2"]
    assert "请重开" in lixia("volunteer", "certificate", ADULT).out
    certify = "session certify S1 --actor team-1 --on 2021-03-25"
    issue = f"volunteer issue-certificate {ADULT} --on 2021-03-26"
    for line in (certify, issue):
        assert lixia(*line.split()).code == 0
    told = lixia("volunteer", "certificate", ADULT, "--json").json
    assert (told["minutes"], told["certificate"], told["replaces"]) == (180, 2, None)
    assert told["stands"]
    assert "第 2 号" in lixia("volunteer", "certificate", ADULT).out
    told = lixia("volunteer", "certificate", MINOR)
    assert told.code == 0
    assert "尚未出具证明" in told.out
    assert lixia("volunteer", "certificate", RESIDENT).code == 1


def test_the_chain_is_walked_both_ways(lixia: Lixia, served: Path) -> None:
    def keys(*argv: str) -> list[tuple[str, str]]:
        told = lixia("chain", *argv, "--json").json
        links = [(link["kind"], link["key"]) for link in told["links"]]
        return [link for link in links if link[1] not in MONEY]

    whole = [("need", "M2"), ("need", "M1"), ("project", "P5"), ("session", "S1")]
    assert keys("M2") == keys("P5") == keys("S1") == whole
    assert keys("P5", "--to", "back") == whole[:3]
    assert keys("P5", "--to", "forward") == whole[2:]
    assert keys("M3") == [("need", "M3")]
    assert keys("S2") == [("session", "S2")]
    assert keys("pledge-C1", "--to", "back") == [
        ("need", "N1"),
        ("project", "P1"),
        ("claim", "C1"),
    ]
    found = lixia("chain", "无此编号", "--json")
    assert (found.code, found.error["code"]) == (1, "chain.unknown")
    assert "▶ 需求" in lixia("chain", "M2").out


def test_identities_become_references_and_are_shown_nowhere(
    lixia: Lixia, programme: Path, tmp_path: Path
) -> None:
    (tmp_path / "名单.txt").write_text("虚构甲 110\n\n虚构乙 111\n虚构甲110\n", "utf-8")
    found = lixia("volunteer", "reference", "名单.txt", "--json")
    told = found.json
    assert [row["line"] for row in told] == [1, 3, 4]
    assert told[0]["reference"] == told[2]["reference"] != told[1]["reference"]
    assert "虚构" not in found.out
    register = ["volunteer", "register", told[0]["reference"], "--document", "同意书"]
    assert lixia(*register).code == 0
    assert lixia("volunteer", "reference", "没有.txt").code == 2
    assert lixia("volunteer", "register", "虚构甲", "--document", "同意书").code == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("session record S1 --hours 九点", "REF=FROM-TO"),
        (f"session record S1 --hours {ADULT}=九点", "09:00-11:30"),
        (f"session correct S1 {ADULT} --reason r", "--strike"),
        (f"session correct S1 {ADULT} --reason r --strike --time 09:00-10:00", "--strike"),
        (f"session publish S1 --medium m --sha256 {HASH} --redacted 三", "不是整数"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_recorded(
    lixia: Lixia, programme: Path, line: str, words: str
) -> None:
    before = head(programme)
    found = lixia(*line.split())
    assert found.code == 2
    assert words in found.err
    assert head(programme) == before
