"""Votes at the console: one by one, from a file, counted anew, and made nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_domain.aggregates.open_call.facts import VoterKeyDestroyed
from lixia_domain.application.bootstrap import open_store

from .conftest import Lixia, head, keys_of

HASH, AUTHOR = "ab" * 32, "p:" + "ab" * 16
VOTERS = ("13800000001", "13800000002", "13800000003")
OPENING = (
    "call open V1 --title 文明条文 --kind rules --publish 1 --entries-until 2021-03-31 "
    "--on 2021-03-10",
    # Sent in against the order of their numbers: the earlier wins a tie, not the smaller.
    *(
        f"entry submit V1 {number} --title 条文 --author {AUTHOR} --document d --sha256 {HASH} "
        "--on 2021-03-20"
        for number in (3, 2, 1)
    ),
    "entry screen V1 --entry 1 --entry 2 --entry 3 --admit yes --on 2021-03-21",
    "call open-voting V1 --until 2021-04-09 --on 2021-04-01",
)


@pytest.fixture(autouse=True)
def own_keys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies of one store are one store: each test has its own keys."""
    monkeypatch.setenv("LIXIA_KEYS", str(tmp_path_factory.mktemp("keys")))


@pytest.fixture
def voting(lixia: Lixia, programme: Path) -> Path:
    """A store in which the vote of a call is open."""
    for line in OPENING:
        assert lixia(*line.split()).code == 0, line
    return programme


def write(name: str, *rows: tuple[str, str]) -> None:
    lines = ["voter,entry", *(",".join(row) for row in rows)]
    Path(name).write_text("\n".join(lines) + "\n", "utf-8-sig")


def test_a_file_of_votes_is_cast_once(lixia: Lixia, voting: Path) -> None:
    write("票.csv", *((voter, "2") for voter in VOTERS), (VOTERS[0], "2"))
    told = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02", "--json").json
    assert (told["new"], told["changed"], told["known"], told["recorded"]) == (3, 0, 1, 3)
    before = head(voting)
    told = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-03", "--json").json
    assert (told["new"], told["known"], head(voting)) == (0, 4, before)
    row = lixia("view", "vote_tally", "--key", "V1/2", "--json").json["rows"][0]
    assert row["votes"] == 3


@pytest.mark.parametrize(
    "rows, line, why",
    [
        (((VOTERS[0], "1"), (VOTERS[1], "9")), 3, "选票上没有作品"),
        (((VOTERS[0], "1"), (VOTERS[1], "2"), (VOTERS[0], "2")), 4, "不得改投"),
        (((VOTERS[0], "1"), (VOTERS[1], "")), 3, "缺投票人或作品"),
    ],
)
def test_a_file_with_a_vote_that_does_not_count_is_refused_whole_naming_its_line(
    lixia: Lixia, voting: Path, rows: tuple[tuple[str, str], ...], line: int, why: str
) -> None:
    write("票.csv", *rows)
    before = head(voting)
    found = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02", "--json")
    assert (found.code, found.error["code"]) == (1, "bad_file")
    assert f"第 {line} 行" in found.error["sentence"]
    assert why in found.error["sentence"]
    assert not any(voter in found.err for voter in VOTERS), "a voter is named to nobody"
    assert head(voting) == before


def test_a_file_of_something_else_is_refused(lixia: Lixia, voting: Path) -> None:
    Path("票.csv").write_text("谁,什么\n1,2\n", "utf-8")
    found = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02", "--json")
    assert (found.code, found.error["code"]) == (1, "bad_file")
    Path("票.csv").write_bytes(b"\xff\xff\xff\x00")
    found = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02")
    assert "UTF-8" in found.err


def test_headings_may_stand_in_chinese_and_as_a_spreadsheet_saves_them(
    lixia: Lixia, voting: Path
) -> None:
    Path("票.csv").write_bytes(f"投票人,作品\r\n{VOTERS[0]},1\r\n".encode("gb18030"))
    found = lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02", "--json")
    assert (found.code, found.json["new"]) == (0, 1)


def test_the_store_knows_no_voter(lixia: Lixia, voting: Path) -> None:
    lixia("vote", "cast", "V1", "1", "--voter", VOTERS[0], "--on", "2021-04-02")
    assert lixia("view", "vote_tally").code == 0
    files = [path for path in voting.parent.rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert not any(VOTERS[0].encode() in path.read_bytes() for path in files)


def test_without_its_key_no_vote_is_taken(lixia: Lixia, voting: Path) -> None:
    [key] = keys_of(voting)["voters"]
    kept = key.read_bytes()
    key.unlink()
    line = ["vote", "cast", "V1", "1", "--voter", VOTERS[0], "--on", "2021-04-02", "--json"]
    found = lixia(*line)
    assert (found.code, found.error["code"]) == (1, "bad_key_file")
    key.write_bytes(bytes(32))
    key.chmod(0o600)
    assert lixia(*line).error["code"] == "open_call.other_key"
    key.write_bytes(kept)
    assert lixia(*line).code == 0


def finish(lixia: Lixia) -> None:
    for line in (
        "call close-voting V1 --on 2021-04-10",
        "call freeze V1 --on 2021-04-10",
        "call publish V1 --on 2021-04-10",
    ):
        assert lixia(*line.split()).code == 0, line


def test_a_tie_goes_to_the_entry_sent_in_earlier(lixia: Lixia, voting: Path) -> None:
    finish(lixia)
    rows = lixia("view", "vote_tally", "--json").json["rows"]
    assert {row["entry"]: row["rank"] for row in rows} == {"1": None, "2": None, "3": 1}


def test_the_frozen_tally_stands_a_recount(
    lixia: Lixia, voting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lixia("call", "recount", "V1", "--json").error["code"] == "not_frozen"
    write("票.csv", (VOTERS[0], "1"), (VOTERS[1], "1"), (VOTERS[2], "3"))
    assert lixia("vote", "import", "V1", "票.csv", "--on", "2021-04-02").code == 0
    finish(lixia)
    told = lixia("call", "recount", "V1", "--json")
    assert (told.code, told.json["votes"], told.json["differences"]) == (0, 3, [])
    counted = {"V1/1": 1, "V1/3": 1}
    monkeypatch.setattr("lixia_domain.application.activities.calls.recount", lambda *_: counted)
    wrong = lixia("call", "recount", "V1", "--json")
    assert wrong.code == 1
    assert wrong.json["differences"] == [{"entry": "V1/1", "frozen": 2, "counted": 1}]
    assert "V1/1" in lixia("call", "recount", "V1").out


def test_authors_become_references_that_an_entry_takes(lixia: Lixia, voting: Path) -> None:
    Path("作者.txt").write_text("虚构甲 110\n虚构乙 111\n", "utf-8")
    found = lixia("entry", "reference", "作者.txt", "--json")
    first, second = [row["reference"] for row in found.json]
    assert first != second
    assert "虚构" not in found.out + lixia("entry", "reference", "作者.txt").out
    other = lixia("volunteer", "reference", "作者.txt", "--json").json
    assert first != other[0]["reference"], "who serves and who wrote are told apart"
    opening = "call open V2 --title 故事 --kind story --publish 1 --entries-until 2021-04-30"
    lixia(*opening.split(), "--on", "2021-04-01")
    submit = f"entry submit V2 1 --title 故事 --author {first} --author {second} --document d"
    told = lixia(*submit.split(), "--sha256", HASH, "--on", "2021-04-01", "--json")
    assert [fact["event"] for fact in told.json["recorded"]] == ["entry.submitted"]
    assert lixia("entry", "reference", "没有.txt").code == 2


def test_the_results_are_corrected_at_the_console(lixia: Lixia, voting: Path) -> None:
    finish(lixia)
    say = "call object V1 Y1 --entry 3 --grounds 抄袭 --document 异议书 --on 2021-04-12"
    assert lixia(*say.split()).code == 0
    row = lixia("view", "call_board", "--json").json["rows"][0]
    assert (row["objections"], row["objections_open"]) == (1, 1)
    line = ["call", "correct", "V1", "Y1", "--exclude", "3", "--on", "2021-04-12", "--json"]
    assert lixia(*line).error["code"] == "open_call.objection_not_upheld"
    ruling = "call decide-objection V1 Y1 --ruling upheld --decided-by jury-1 --reason 属实"
    assert lixia(*ruling.split(), "--minutes", "纪要", "--on", "2021-04-12").code == 0
    assert lixia(*line).code == 0
    rows = lixia("view", "vote_tally", "--json").json["rows"]
    assert {row["entry"]: row["rank"] for row in rows} == {"1": None, "2": 1, "3": None}
    row = lixia("view", "call_board", "--json").json["rows"][0]
    assert (row["published"], row["corrections"], row["objections_open"]) == (1, 1, 0)


def test_the_key_is_destroyed_only_when_nobody_may_object(lixia: Lixia, voting: Path) -> None:
    finish(lixia)
    line = ["call", "destroy-key", "V1", "--witness", "w-1", "--json", "--on"]
    early = lixia(*line, "2021-04-17")
    assert early.error["code"] == "open_call.objections_run"
    assert len(keys_of(voting)["voters"]) == 1
    assert lixia(*line, "2021-04-18", "--dry-run").code == 0
    assert len(keys_of(voting)["voters"]) == 1
    assert lixia(*line, "2021-04-18").code == 0
    assert not keys_of(voting)["voters"]
    with open_store(f"sqlite:///{voting}") as store:
        assert len(list(store.ledger.read(reads=(VoterKeyDestroyed,)))) == 1
    assert lixia(*line, "2021-04-19").json["recorded"] == []
