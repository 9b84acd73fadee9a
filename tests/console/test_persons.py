"""Personal data at the console: taken from files and pipes, kept sealed, shown to few, erased."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_adapters.console.frame import tree
from lixia_domain.application.bootstrap import open_store

from .conftest import CODE, Lixia, head

ME, CHILD, PARENT, LEAD = (f"p:{number * 32}" for number in "1234")
NAME, PHONE = "示例某甲（虚构）", "00000000001"
ON = "--on 2021-11-08"


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "epochs"
    monkeypatch.setenv("LIXIA_KEYS", str(folder))
    return folder


@pytest.fixture
def details(tmp_path: Path) -> Path:
    file = tmp_path / "details.txt"
    file.write_text(f"姓名={NAME}\nphone＝{PHONE}\n\n", "utf-8")
    return file


@pytest.fixture
def kept(lixia: Lixia, programme: Path, details: Path) -> Iterator[Path]:
    """A store with a vault and somebody in it."""
    assert lixia("vault", "init").code == 0
    line = f"person register {ME} --kind volunteer --details {details} --document 同意书 {ON}"
    found = lixia(*line.split())
    assert found.code == 0, found
    yield programme


def test_every_command_records_what_it_says(
    lixia: Lixia, kept: Path, details: Path, tmp_path: Path
) -> None:
    given = f"--details {details}"
    story = (
        f"person change {ME} {given} --document 更正申请 {ON}",
        f"person guardianship {ME} --adult-from 2003-05-01 --document 户口簿 {ON}",
        f"person hold {ME} h1 --ground agreement --until 2021-12-31 --document 协议 {ON}",
        f"person release {ME} h1 --document 解除函 {ON}",
        f"person hold {ME} h2 --ground accounting --document 回单 {ON}",
        f"person release {ME} h2 --mistaken --document 说明 {ON}",
        f"person restrict {ME} --reason 本人要求 --document 申请 {ON}",
        f"person lift {ME} --reason 撤回 --document 说明 {ON}",
        f"volunteer register {CHILD} --document 同意书 --adult-from 2030-01-01 {given} "
        f"--guardian {PARENT} {ON}",
        f"volunteer guardian {CHILD} --guardian {PARENT} --to service --document 同意书 {given} "
        f"{ON}",
        f"team register t1 示例队（虚构） --lead {LEAD} {given} --notice 告知书 {ON}",
        f"need raise N9 --summary 示例需求 --domain 为老服务 --place 社区 --person {ME} {given} "
        f"{ON}",
        f"enterprise contact {CODE} p:{'5' * 32} {given} --document 告知书 {ON}",
        f"vault show {ME} --purpose 通知 --role team {ON}",
        f"erase {ME} --reason 不再参加 --document 申请 {ON} --dry-run",
        f"erase {ME} --reason 不再参加 --document 申请 {ON}",
        f"erase {ME} --reason 不再参加 --document 申请 {ON}",
        f"vault sweep {ON}",
        "vault status",
        "vault check",
        f"vault backup {tmp_path / 'copy'}",
        "vault rotate",
        "vault status --lang en --json",
    )
    for line in story:
        found = lixia(*line.split())
        assert found.code == 0, (line, found)
        if not line.startswith("vault show"):
            assert NAME not in found.out + found.err and PHONE not in found.out + found.err
    walked = {tree.find(line.split())[0] for line in story} | {
        ("person", "register"),
        ("vault", "init"),
    }
    assert {w for w in tree.TREE if w[0] in {"person", "vault", "erase"}} <= walked
    for file in (path for path in kept.parent.iterdir() if path.name.startswith(kept.name)):
        raw = file.read_bytes()
        assert NAME.encode() not in raw and PHONE.encode() not in raw, file


def test_details_shown_are_on_record_and_shown_to_few(lixia: Lixia, kept: Path) -> None:
    before = head(kept)
    found = lixia("vault", "show", ME, "--purpose", "通知", "--field", "phone", "--json")
    assert found.json["details"] == {"phone": PHONE}
    assert head(kept) == before + 1 == found.json["position"]
    assert lixia("view", "data_access", "--json").json["rows"][0]["purpose"] == "通知"
    refused = lixia("vault", "show", ME, "--purpose", "x", "--role", "enterprise", "--json")
    assert (refused.code, refused.error["code"]) == (1, "subject.not_for_role")
    dry = lixia("vault", "show", ME, "--purpose", "x", "--dry-run")
    assert dry.code == 2
    assert head(kept) == before + 1


def test_while_held_it_is_restricted_instead(lixia: Lixia, kept: Path) -> None:
    hold = f"person hold {ME} h --ground accounting --document 回单 {ON}"
    assert lixia(*hold.split()).code == 0
    found = lixia(*f"erase {ME} --reason 要求 --document 申请 {ON} --json".split())
    assert (found.code, found.error["code"]) == (1, "subject.held")
    assert "2051-12-31" in found.error["sentence"]
    rows = lixia("view", "subject_register", "--json").json["rows"]
    assert [row["state"] for row in rows] == ["restricted"]


def test_after_an_erasure_the_status_says_by_when_the_key_must_change(
    lixia: Lixia, kept: Path
) -> None:
    done = lixia(*f"erase {ME} --reason 要求 --document 申请 {ON} --json".split()).json
    assert [fact["event"] for fact in done["recorded"]] == [
        "subject.erasure_ordered",
        "subject.erased",
    ]
    told = lixia("vault", "status", "--json").json
    assert told["rotate_by"] == done["rotate_by"] is not None
    assert not told["rotate_overdue"]
    with open_store(f"sqlite:///{kept}") as store:
        store.vault.db.execute(
            "UPDATE vault SET value = '2021-01-01' WHERE key = 'destroyed_since'"
        )
    late = lixia("vault", "status")
    assert late.code == 1 and "已逾期" in late.out
    assert lixia("vault", "rotate", "--json").json["epoch"] == 2
    assert lixia("vault", "status", "--json").json["rotate_by"] is None


def test_a_dry_run_leaves_no_key_behind(lixia: Lixia, kept: Path, details: Path) -> None:
    line = f"person register {PARENT} --kind guardian --details {details} --document 书 {ON}"
    assert lixia(*line.split(), "--dry-run").code == 0
    assert lixia("vault", "status", "--json").json["keys"] == 1


@pytest.mark.parametrize(
    ("told", "line"),
    [("姓名", 1), ("姓名=甲\n爱好=棋", 2), ("姓名=", 1), ("姓名=甲\nname=乙", 2)],
)
def test_bad_details_are_refused_by_line_and_never_repeated(
    lixia: Lixia, kept: Path, tmp_path: Path, told: str, line: int
) -> None:
    file = tmp_path / "bad.txt"
    file.write_text(told, "utf-8")
    for lang, said in (("zh", f"第 {line} 行"), ("en", f"line {line}")):
        found = lixia(
            *f"person change {ME} --details {file} --document 书 --lang {lang} --json".split()
        )
        assert (found.code, found.error["code"]) == (2, "bad_details")
        assert said in found.error["sentence"]
        assert "棋" not in found.err and "甲" not in found.err


def test_details_come_through_a_pipe(
    lixia: Lixia, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("email=nobody@example.org"))
    assert lixia(*f"person change {ME} --details - --document 书 {ON}".split()).code == 0
    rows = lixia("view", "subject_register", "--json").json["rows"]
    assert rows[0]["fields"] == "name、phone、email"
    assert "姓名、电话、邮箱" in lixia("view", "subject_register").out
    assert "name、phone、email" in lixia("view", "subject_register", "--lang", "en").out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_vault_or_its_key_it_says_what_to_do(
    lixia: Lixia, kept: Path, keys: Path, lang: str
) -> None:
    show = ("vault", "show", ME, "--purpose", "x", "--json", "--lang", lang)
    again = lixia("vault", "init", "--json", "--lang", lang)
    assert (again.code, again.error["code"]) == (1, "vault_there")
    [key] = keys.iterdir()
    key.rename(keys / "away")
    lost = lixia(*show)
    assert (lost.code, lost.error["code"]) == (1, "epoch_key_missing")
    assert "LIXIA_KEYS" in lost.error["sentence"]
    (keys / "away").rename(key)
    key.write_bytes(b"x" * 32)
    assert lixia(*show).error["code"] == "wrong_epoch_key"
    Path(f"{kept}.vault").unlink()
    none = lixia(*show)
    assert (none.code, none.error["code"]) == (2, "vault_missing")
    assert "lixia vault init" in none.error["sentence"]


def test_references_come_from_the_vault_and_who_had_one_keeps_it(
    lixia: Lixia, programme: Path, tmp_path: Path, details: Path
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("示例某甲 1\n示例某乙 2\n", "utf-8")

    def told() -> list[str]:
        found = lixia("volunteer", "reference", str(names), "--json")
        assert found.code == 0, found
        return [row["reference"] for row in found.json]

    computed = told()
    assert lixia(*f"volunteer register {computed[0]} --document 书 {ON}".split()).code == 0
    assert lixia("vault", "init").code == 0
    now = told()
    assert now[0] == computed[0] and now[1] != computed[1]
    assert told() == now
    line = f"person register {now[0]} --kind volunteer --details {details} --document 书 {ON}"
    assert lixia(*line.split()).code == 0
    assert lixia(*f"erase {now[0]} --reason 要求 --document 申请 {ON}".split()).code == 0
    rows = lixia("view", "subject_register", "--json").json["rows"]
    assert [row["linkable"] for row in rows] == [True]
    assert told()[0] not in now


def test_an_import_seals_the_names_of_natural_persons_and_holds_them(
    lixia: Lixia, programme: Path, tmp_path: Path
) -> None:
    assert lixia("vault", "init").code == 0
    file = tmp_path / "statement.csv"
    file.write_text(
        "账号,日期,对方户名,金额,摘要,流水号\n"
        "A1,2021-04-01,王示例,100.00,捐款,R1\nA1,2021-04-01,王示例,50.00,捐款,R2\n"
        "A1,2021-04-02,示例贸易有限公司,200.00,捐款,R3\n",
        "utf-8",
    )
    line = f"bank import {file} --keep-donors --on 2021-04-03 --json"
    found = lixia(*line.split())
    assert found.code == 0, found
    rows = lixia("view", "subject_register", "--json").json["rows"]
    assert [(row["kinds"], row["fields"]) for row in rows] == [("donor", "name")]
    holds = lixia("view", "retention_holds", "--json").json["rows"]
    assert [row["until"] for row in holds] == ["2051-12-31"]
    assert "王示例" not in json.dumps(lixia("view", "bank_book", "--json").json, ensure_ascii=False)
    at = head(programme)
    assert lixia(*line.split()).json["known"] == 3
    assert head(programme) == at
    shown = lixia(
        *f"vault show {rows[0]['person']} --purpose 开票 --role accountant --json".split()
    )
    assert shown.json["details"] == {"name": "王示例"}
