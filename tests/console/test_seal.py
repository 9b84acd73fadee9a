"""Sealing, witnessing, proving and verifying, as people and other programs meet them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from lixia_adapters.console.frame import tree

from .conftest import Lixia, Ran, head
from .test_commands import AUDIT, booked

DRAFT = "project draft P9 --title 九（虚构示例） --domain 助残济困 --need N1 --line a=1"
PAY = "disburse pay D1 --debit 付1 --voucher 记1 --actor cashier-1 --on 2021-04-03"
LIXIA = (sys.executable, "-m", "lixia_adapters.console.main")


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An auditor and an office of one's own, with nothing configured yet."""
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def sealed(lixia: Lixia, programme: Path, config: Path) -> Path:
    booked(programme, "K1", 6000, "C1", "2021-04-01")
    assert lixia("seal").code == 0
    return programme


def codes(found: Ran) -> list[str]:
    return [one["code"] for one in found.json["findings"]]


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(statement).rowcount


def test_a_seal_makes_a_key_and_says_where(lixia: Lixia, programme: Path, config: Path) -> None:
    found = lixia("seal")
    assert found.code == 0
    assert str(config / "seal.key") in found.out and "另存一份" in found.out
    assert (config / "seal.key").stat().st_mode & 0o777 == 0o600
    again = lixia("seal", "--json").json
    assert (again["key_made"], again["sealed_now"], again["size"]) == (False, 0, head(programme))
    shown = lixia("seal", "show", "--json").json
    assert (shown["size"], shown["unsealed"]) == (head(programme), 0)
    assert shown["key"] == again["key"] and re.fullmatch("[^+ ]+[+][0-9a-f]{8}[+].+", shown["key"])
    assert "已封存" in lixia("seal", "show").out
    assert "leaves sealed" in lixia("seal", "show", "--lang", "en").out


def test_the_whole_of_it_can_be_walked_by_commands(
    lixia: Lixia, sealed: Path, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    walked = []

    def at(place: Path, *argv: str, code: int = 0) -> Ran:
        monkeypatch.setenv("LIXIA_CONFIG", str(place))
        walked.append(tree.find(argv)[0])
        found = lixia(*argv)
        assert found.code == code, (argv, found.out, found.err)
        return found

    office, auditor = config, tmp_path / "auditor"
    at(office, "seal")
    log = at(office, "seal", "show", "--json").json["key"]
    w1 = at(auditor, "witness", "key", "--name", "audit.example/w1", "--json").json["vkey"]
    at(office, "witness", "ask", "--witness", "audit.example/w1", "-o", "request")
    refused = at(auditor, "witness", "sign", "request", "--json", code=1)
    assert refused.error["code"] == "witness_refuses"
    at(auditor, "witness", "sign", "request", "--vkey", log, "-o", "answer")
    refused = at(office, "witness", "add", "answer", "--json", code=1)
    assert refused.error["code"] == "foreign"
    at(office, "witness", "add", "answer", "--vkey", w1)

    told = at(office, "verify", "--strict", "--json").json
    assert (told["sound"], told["findings"]) == (True, [])
    assert told["witnesses"] == ["audit.example/w1"]
    assert told["witnessed"] == told["signed"] == told["sealed"] == told["events"] == head(sealed)
    outsider = tmp_path / "nobody"
    told = at(outsider, "verify", "--json").json
    assert [one["code"] for one in told["findings"]] == ["key.from_seal"]
    told = at(
        auditor, "verify", "--vkey", log, "--vkey", w1, "--checkpoint", "answer", "--json"
    ).json
    assert told["sound"] and not told["findings"]

    for name, argv in {
        "credit": ("--credit", "K1"),
        "stream": ("--stream", "project-P1", "--version", "2"),
        "position": ("--position", "3"),
    }.items():
        at(office, "prove", *argv, "-o", name)
        monkeypatch.setenv("LIXIA_STORE", "sqlite:///nowhere.db")
        told = at(outsider, "verify", "--proof", name, "--vkey", log, "--vkey", w1)
        assert "回执成立" in told.out and "✗" not in told.out
        assert (
            "the receipt holds"
            in lixia("verify", "--proof", name, "--vkey", log, "--lang", "en").out
        )
        monkeypatch.delenv("LIXIA_STORE")
    receipt = json.loads(Path("credit").read_text("utf-8"))
    assert [one["name"] for one in receipt["events"]] == [
        "bank_credit.recorded",
        "account.donation_received",
    ]
    assert any("amount = 6,000.00 元" in line for line in receipt["zh"])
    assert "    notice.amount = 6,000.00 元" in receipt["zh"], "also within what the bank has said"
    assert not any('"fen"' in line for line in (*receipt["zh"], *receipt["en"]))
    assert any("amount = CNY 6,000.00" in line for line in receipt["en"])
    assert set(walked) == {words for words in tree.TREE if words[0] in AUDIT}


def test_two_checkpoints_are_laid_side_by_side_with_the_store_and_without(
    lixia: Lixia, sealed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def signed() -> str:
        return str(lixia("seal", "show", "--json").json["checkpoint"])

    Path("a").write_text(signed(), "utf-8")
    old = lixia("seal", "show", "--json").json["size"]
    for reference in ("K2", "K3"):
        booked(sealed, reference, 10, None, "2021-04-02")
        assert lixia("seal").code == 0
        Path(reference).write_text(signed(), "utf-8")
    new = lixia("seal", "show", "--json").json["size"]
    log = lixia("seal", "show", "--json").json["key"]
    found = lixia("verify", "--checkpoint", "a", "--checkpoint", "K2", "--json").json
    assert [(one["file"], one["fits"]) for one in found["checkpoints"]] == [("a", 1), ("K2", 1)]
    assert f"✓ 文件 a 中 {old} 条的检查点与本账库相符" in lixia("verify", "--checkpoint", "a").out

    assert lixia("witness", "ask", "--old", str(old), "-o", "proof").code == 0
    assert lixia("witness", "ask", "--old", str(old), "--size", str(old + 1)).code == 1
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "nobody"))
    monkeypatch.setenv("LIXIA_STORE", "sqlite:///nowhere.db")
    line = ["verify", "--proof", "proof", "--checkpoint", "a"]
    assert lixia(*line, "--json").error["code"] == "no_key"
    line += ["--vkey", log]
    assert f"✓ {new} 条的检查点是 {old} 条（文件 a）的延续" in lixia(*line).out
    assert f"{new} leaves goes on from that of {old}" in lixia(*line, "--lang", "en").out
    assert lixia(*line[:3], "--json").error["code"] == "usage"
    assert lixia("verify", "--proof", "proof", "--checkpoint", "K2", "--vkey", log).code == 1
    hashes = Path("proof").read_text("utf-8").split("\n")
    Path("proof").write_text("\n".join([hashes[0], hashes[2], hashes[1], *hashes[3:]]), "utf-8")
    found = lixia(*line, "--json")
    assert (found.code, codes(found)) == (1, ["checkpoint.inconsistent"])
    assert "✗ [checkpoint.inconsistent] 不能证明" in lixia(*line).out
    assert lixia("verify", "--checkpoint", "a", "--proof", "a", "--json").error["code"] == "usage"


def test_a_quorum_of_witnesses_can_be_asked_for(lixia: Lixia, sealed: Path, config: Path) -> None:
    log = lixia("seal", "show", "--json").json["key"]
    keys = []
    for name in ("w1", "w2", "w3"):
        key = ("--key", f"{name}.key")
        keys.append(lixia("witness", "key", "--name", name, *key, "--json").json["vkey"])
        lixia("witness", "ask", "-o", "request")
        lixia("witness", "sign", "request", "--vkey", log, *key, "-o", f"by-{name}")
    line = ["verify", "--witnesses", "2", "--json"]
    assert codes(lixia(*line)) == ["witness.too_few"]
    assert lixia("witness", "add", "by-w1", "--vkey", keys[0]).code == 0
    found = lixia(*line)
    assert (found.code, codes(found)) == (1, ["witness.too_few"])
    told = lixia("verify", "--witnesses", "2").out
    assert "须有 2 个见证人签署，所知签署过的有 1 个（w1）" in told and "串通" in told
    assert lixia("witness", "add", "by-w3", "--vkey", keys[2]).code == 0
    found = lixia(*line, "--strict")
    assert (found.code, found.json["findings"]) == (0, [])
    assert (found.json["witnesses"], found.json["witnessed"]) == (["w1", "w3"], head(sealed))
    booked(sealed, "K2", 10, None, "2021-04-02")
    lixia("seal")
    assert codes(lixia(*line)) == ["witness.behind"] and lixia(*line).code == 0
    assert lixia(*line, "--strict").code == 1
    for wrong in ("0", "x", "-1"):
        assert lixia("verify", f"--witnesses={wrong}", "--json").code == 2


@pytest.mark.parametrize("line", ["seal show", "verify", "prove --position 3", "witness ask"])
def test_reading_records_nothing(lixia: Lixia, sealed: Path, line: str) -> None:
    before = sealed.read_bytes(), sorted(Path(f"{sealed}.seal").iterdir())
    for more in ([], ["--json"], ["--lang", "en"]):
        assert lixia(*line.split(), *more).code == 0
    assert before == (sealed.read_bytes(), sorted(Path(f"{sealed}.seal").iterdir()))


def test_what_contradicts_the_seal_is_exit_1_and_explained(lixia: Lixia, sealed: Path) -> None:
    sql(
        sealed,
        "UPDATE stored_events SET state = CAST(replace(state, '600000', '500000') AS BLOB) "
        "WHERE topic = 'account.donation_received'",
    )
    found = lixia("verify", "--json")
    assert (found.code, found.json["sound"]) == (1, False)
    (told,) = [one for one in found.json["findings"] if one["severity"] == "error"]
    assert told["code"] == "event.changed" and told["where"] == "account-F1/P1@2"
    zh, en = lixia("verify").out, lixia("verify", "--lang", "en").out
    assert "✗ [event.changed] 流 account-F1/P1 第 2 版" in zh and "何人何时所改" in zh
    assert "was changed after it was sealed" not in zh and "Who did it" in en


def test_a_seal_that_was_taken_away_is_missed_by_whoever_knows_the_key(
    lixia: Lixia, sealed: Path, config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = lixia("seal", "show", "--json").json["key"]
    shutil.rmtree(f"{sealed}.seal")
    found = lixia("verify", "--json")
    assert (found.code, codes(found)) == (1, ["witness.none", "seal.gone"])
    assert "封存目录被移走" in lixia("verify").out
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "nobody"))
    found = lixia("verify", "--json")
    assert (found.code, codes(found)) == (0, ["witness.none", "seal.none"])
    assert codes(lixia("verify", "--vkey", key, "--json")) == ["witness.none", "seal.gone"]
    monkeypatch.setenv("LIXIA_CONFIG", str(config))
    assert lixia("seal").code == 0
    assert codes(lixia("verify", "--json")) == ["witness.none"]


def test_an_event_that_cannot_be_read_any_more_is_named_all_the_same(
    lixia: Lixia, sealed: Path
) -> None:
    """Were it the last one, too, on which the next decision would build."""
    sql(
        sealed,
        "UPDATE stored_events SET state = CAST('{' AS BLOB) "
        "WHERE rowid = (SELECT max(rowid) FROM stored_events)",
    )
    found = lixia("verify", "--json")
    assert found.code == 1 and "event.changed" in codes(found)
    told = lixia(*DRAFT.split(), "--json")
    assert (told.code, told.error["code"]) == (1, "corrupt_event")


def test_unwitnessed_is_a_warning_and_a_tail_is_only_said(lixia: Lixia, sealed: Path) -> None:
    assert codes(lixia("verify", "--json")) == ["witness.none"]
    assert lixia("verify", "--strict").code == 0
    booked(sealed, "K2", 10, None, "2021-04-02")
    found = lixia("verify", "--json")
    assert found.code == 0 and "seal.tail" in codes(found)
    assert "尚未封存" in lixia("verify").out
    assert lixia("verify", "--strict").code == 1


def test_money_is_released_only_when_sealed(
    lixia: Lixia, sealed: Path, config: Path, tmp_path: Path
) -> None:
    for line in (
        "fund committee F1 --member m1 --member m2 --document 任命1 --on 2021-03-05",
        "project team P1 --team T1 --agreement 一 --on 2021-04-02",
        "project start P1 --on 2021-04-02",
        "disburse request D1 --project P1 --line 食材 --tranche 1 --amount 100 --payee p "
        "--payee-account t --purpose u --actor lead-1 --on 2021-04-02",
        "disburse approve D1 --minutes 纪要 --checked lead-1 --actor approver-1 --on 2021-04-02",
    ):
        assert lixia(*line.split()).code == 0, line
    pay = [*PAY.split(), "--json"]
    before, kept = head(sealed), lixia("seal", "show", "--json").json
    assert lixia(*pay, "--dry-run").code == 0
    assert lixia("seal", "show", "--json").json == kept, "trying it out seals nothing"

    shutil.move(config / "seal.key", tmp_path / "elsewhere.key")
    (config / "seal.key").write_bytes(b"x" * 32)
    for mode in (0o644, 0o600):  # one that others may read; then, another's
        (config / "seal.key").chmod(mode)
        found = lixia(*pay)
        assert (found.code, found.error["code"]) == (1, "cannot_seal")
        assert "须先封存才能放款" in found.error["sentence"]
        assert head(sealed) == before
    (config / "seal.key").unlink()
    shutil.move(tmp_path / "elsewhere.key", config / "seal.key")
    assert lixia(*pay).code == 0
    shown = lixia("seal", "show", "--json").json
    after = head(sealed)
    assert after > before
    assert (shown["size"], shown["signed"]) == (after, after), "the payment with what it rests on"


@pytest.mark.parametrize(
    ("line", "exit_code", "code"),
    [
        ("verify --vkey nonsense", 1, "bad_note"),
        ("verify --checkpoint nowhere", 2, "no_file"),
        ("verify --checkpoint broken", 1, "bad_note"),
        ("verify --proof broken", 1, "bad_receipt"),
        ("verify --proof nowhere", 2, "no_file"),
        ("verify --store sqlite:///none.db", 2, "store_missing"),
        ("seal --key nowhere", 1, "no_key"),
        ("seal --key broken", 1, "no_key"),
        ("prove --position 9999", 1, "not_found"),
        ("prove --credit none", 1, "not_found"),
        ("prove", 2, "usage"),
        ("prove --stream project-P1", 2, "usage"),
        ("prove --credit K1 --position 1", 2, "usage"),
        ("witness add broken", 1, "bad_note"),
        ("witness sign broken", 1, "bad_note"),
        ("witness ask --old x", 2, "usage"),
        ("witness ask --old 99999", 1, "nothing_to_witness"),
        ("witness key", 2, "missing_option"),
        ("seal shew", 2, "usage"),
    ],
)
def test_what_is_wrong_is_named(
    lixia: Lixia, sealed: Path, line: str, exit_code: int, code: str
) -> None:
    booked(sealed, "K3", 10, None, "2021-04-02")
    Path("broken").write_text("nonsense\n", "utf-8")
    found = lixia(*line.split(), "--json")
    assert (found.code, found.error["code"]) == (exit_code, code), found.err


def test_the_seal_of_a_demo_is_signed_by_a_key_beside_it(lixia: Lixia, config: Path) -> None:
    assert lixia("demo", "--json").code == 0
    assert Path("lixia-demo.db.demo-key").exists() and not config.exists()
    assert lixia("seal", "--store", "sqlite:///lixia-demo.db").code == 0
    assert lixia("verify", "--strict", "--store", "sqlite:///lixia-demo.db").code == 0
    assert not config.exists()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_following_goes_on_until_interrupted(lixia: Lixia, sealed: Path, tmp_path: Path) -> None:
    following = subprocess.Popen(
        [*LIXIA, "seal", "--follow"],
        cwd=tmp_path,
        env=os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        booked(sealed, "K9", 10, None, "2021-04-02")
        deadline = time.monotonic() + 30
        while lixia("seal", "show", "--json").json["size"] < head(sealed):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert following.stderr is not None and "已封存" in following.stderr.readline()
        following.send_signal(signal.SIGINT)
        out, err = following.communicate(timeout=30)
    finally:
        following.kill()
        following.wait()
    assert following.returncode == 0
    assert "已封存" in out and "Traceback" not in err
