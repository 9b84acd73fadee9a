"""``lixia bank import``: real registers to the fen, and files that are refused whole."""

from __future__ import annotations

import csv
import sqlite3
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lixia_domain.aggregates.bank_debit import BankDebitRecorded
from lixia_domain.application.bootstrap import open_store

from .conftest import FOUNDATION, REGISTERED, done, head, keys_of, ran

SHARED = Path(__file__).resolve().parents[3] / "shared/data/registers"
REGISTERS = {
    "2020-01-25": (60, 348_223_211),
    "2020-01-27": (1_995, 15_396_731_614),
    "2020-01-28": (4_164, 5_367_252_838),
    "2020-01-29": (6_661, 8_051_659_300),
    "2020-01-31": (5_161, 11_961_252_590),
}
PERSON = "欧阳示例"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{tmp_path / 'x.db'}")
    monkeypatch.chdir(tmp_path)
    done("store", "init", "--open")
    done(*REGISTERED)
    done(
        *("fund", "establish", "F1", "--name", "应急基金（虚构示例）", "--foundation", FOUNDATION),
        *("--purpose", "应急", "--agreement", "A1"),
    )
    return tmp_path


def register(path: Path, day: int, rows: Sequence[tuple[int, str, str, Any, str]]) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["", f"捐款信息（虚构示例，截至1月{day}日24：00）"])
    sheet.append(["", "", "", "", "单位：元"])
    sheet.append(["序号", "捐赠日期", "捐赠(单位/姓名）", "捐赠金额（元）", "备注"])
    for row in rows:
        sheet.append(row)
    sheet.append(["合计", "", "", sum(row[3] for row in rows), ""])
    workbook.save(path)
    return path


FIRST = [
    (1, "2020.01.25", "示例商贸有限公司", 1000.5, ""),
    (2, "2020.01.25", PERSON, 0.16, "联系电话13800138000"),
    (3, "2020.01.25", "示例慈善会", 300, ""),
    (4, "2020.01.25", "匿名", 20, ""),
]


def imported(*argv: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = done("bank", "import", *map(str, argv), "--json").json
    assert found["rows"] == sum(found[k] for k in ("new", "known", "corrected", "refused"))
    return found


def facts() -> int:
    return head(Path("x.db"))


def counts(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[name] for name in ("rows", "new", "known", "corrected", "held", "refused"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real registers are not beside this repository")
def test_real_registers_are_booked_to_the_fen_and_once(book: Path) -> None:
    for day, (rows, fen) in REGISTERS.items():
        found = imported(SHARED / f"register-{day}.xlsx")
        assert (found["rows"], found["new"], found["total_fen"]) == (rows, rows, fen)
        assert found["stated_total_fen"] == fen
    again = imported(SHARED / "register-2020-01-27-republished.xlsx")
    assert counts(again) == (1_995, 0, 1_995, 0, 0, 0)
    for day, (rows, _) in REGISTERS.items():
        assert counts(imported(SHARED / f"register-{day}.xlsx")) == (rows, 0, rows, 0, 0, 0)
    statement = done("view", "fund_statement", "--json").json["rows"]
    assert sum(row["balance_fen"] for row in statement) == sum(f for _, f in REGISTERS.values())


def test_natural_persons_and_their_numbers_reach_no_event(book: Path) -> None:
    found = imported(register(book / "r.xlsx", 25, FIRST))
    assert counts(found) == (4, 4, 0, 0, 2, 0)
    with sqlite3.connect(book / "x.db") as db:
        stored = b"".join(
            bytes(state) for (state,) in db.execute("SELECT state FROM stored_events")
        )
    for secret in (PERSON, "13800138000"):
        assert secret.encode() not in stored
    assert "欧＊＊".encode() in stored
    [key] = keys_of(book / "x.db")["pseudonyms"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not list(book.glob("*.key")), "a copy of the folder must not have it"


def test_a_later_day_that_repeats_earlier_rows_adds_only_what_is_new(book: Path) -> None:
    imported(register(book / "r25.xlsx", 25, FIRST))
    more = [(n + 1, *row[1:]) for n, row in enumerate(FIRST)]
    more += [(5, "2020.01.26", "示例实业有限公司", 70, ""), (6, "2020.01.26", "示例商会", 8, "")]
    found = imported(register(book / "r26.xlsx", 26, more))
    assert counts(found) == (6, 2, 4, 0, 0, 0)
    assert found["total_fen"] == 139_866


def test_a_changed_row_is_booked_only_where_corrections_are_accepted(book: Path) -> None:
    imported(register(book / "r.xlsx", 25, FIRST))
    changed = [*FIRST[:2], (3, "2020.01.25", "示例慈善会", 333, ""), FIRST[3]]
    path = register(book / "r.xlsx", 25, changed)
    before = facts()
    told = imported(path)
    assert (counts(told), facts()) == ((4, 0, 3, 1, 0, 0), before)
    assert "--accept-corrections" in told["findings"][0]["sentence"]
    assert counts(imported(path, "--accept-corrections")) == (4, 0, 3, 1, 0, 0)
    assert counts(imported(path)) == (4, 0, 4, 0, 0, 0)
    (donated,) = [
        row
        for row in done("view", "fund_statement", "--json").json["rows"]
        if row["source"] == "donated"
    ]
    assert donated["balance_fen"] == 100_050 + 33_300


def test_a_dry_run_says_the_same_and_records_nothing(book: Path) -> None:
    path, before = register(book / "r.xlsx", 25, FIRST), facts()
    told = imported(path, "--dry-run")
    assert (counts(told), told["booked"], facts()) == ((4, 4, 0, 0, 2, 0), False, before)


def test_a_register_whose_total_is_wrong_is_refused_whole(book: Path) -> None:
    path = register(book / "r.xlsx", 25, FIRST)
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["D8"] = 1320.67
    workbook.save(path)
    before = facts()
    found = ran("bank", "import", str(path), "--json")
    assert (found.code, found.out, facts()) == (1, "", before)
    assert found.error["code"] == "bad_file"
    assert "第 8 行 D 列" in found.error["sentence"]
    assert "0.01" in found.error["sentence"]


def test_a_workbook_that_is_no_register_is_refused(book: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.save(book / "empty.xlsx")
    (book / "letter.xlsx").write_text("不是工作簿", "utf-8")
    before = facts()
    for name, code in (("empty.xlsx", 1), ("letter.xlsx", 1), ("missing.xlsx", 2)):
        found = ran("bank", "import", name, "--kind", "register")
        assert (found.code, name in found.err, "Traceback" in found.err) == (code, True, False)
    assert facts() == before


COLUMNS = ("账号", "流水号", "笔号", "记账日期", "对方户名", "贷方发生额", "附言")
SLIP = ("4000123", "R1", "1", "2021-04-01", "示例商贸有限公司", "500.00", "")
OTHER = ("4000123", "R2", "1", "2021-04-02", "示例实业有限公司", "70.00", "")


def statement(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((COLUMNS, *rows))
    return path


def test_a_statement_is_booked_into_suspense_and_known_again(book: Path) -> None:
    path = statement(book / "s.csv", SLIP, OTHER)
    assert counts(imported(path)) == (2, 2, 0, 0, 2, 0)
    assert counts(imported(path)) == (2, 0, 2, 0, 0, 0)


BOTH = (*COLUMNS[:5], "借方发生额", *COLUMNS[5:])
CAME = (*SLIP[:5], "", *SLIP[5:])
FEE = ("4000123", "R3", "1", "2021-04-02", "示例银行股份有限公司", "12.50", "", "手续费")
PAID = ("4000123", "R4", "1", "2021-04-02", PERSON, "30.00", "", f"付{PERSON}13800138000")


def test_what_left_is_recorded_once_and_persons_stand_by_reference(book: Path) -> None:
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((BOTH, CAME, FEE, PAID))
    before = facts()
    told = imported(book / "s.csv", "--dry-run")
    assert facts() == before
    found = imported(book / "s.csv")
    gone = {"rows": 2, "new": 2, "known": 0, "refused": 0, "total_fen": 4_250}
    assert told["debits"] == found["debits"] == gone
    assert counts(found) == (1, 1, 0, 0, 1, 0)
    journal = done("view", "bank_book", "--json").json["rows"]
    out = {row["entry"]: (row["party"], row["out_fen"]) for row in journal if row["out_fen"]}
    fee, paid = "4000123/2021-04-02/R3/1", "4000123/2021-04-02/R4/1"
    assert out[fee] == ("示例银行股份有限公司", 1_250)
    assert out[paid][0].startswith("p:") and out[paid][1] == 3_000
    with sqlite3.connect(book / "x.db") as db:
        stored = b"".join(bytes(s) for (s,) in db.execute("SELECT state FROM stored_events"))
    assert PERSON.encode() not in stored and b"13800138000" not in stored
    before = facts()
    assert imported(book / "s.csv")["debits"] == {**gone, "new": 0, "known": 2}
    assert facts() == before
    shown = done("bank", "import", str(book / "s.csv")).out
    assert "付款流水：此前已登记" in shown and "没有新的到账" in shown


def test_a_statement_of_debits_alone_says_what_it_recorded(book: Path) -> None:
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((BOTH, FEE))
    assert "登记付款流水 1 笔" in done("bank", "import", str(book / "s.csv")).out
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((BOTH, (*FEE[:5], "12.51", *FEE[6:])))
    before = facts()
    found = ran("bank", "import", str(book / "s.csv"), "--json")
    assert (found.code, facts()) == (1, before)
    assert found.json["findings"][0]["code"] == "bank_debit.conflict"
    assert "有 1 行被拒绝" in ran("bank", "import", str(book / "s.csv")).out


def test_a_changed_statement_row_is_an_alarm_that_books_nothing(book: Path) -> None:
    imported(statement(book / "s.csv", SLIP))
    path = statement(book / "s.csv", (*SLIP[:5], "501.00", ""), OTHER)
    for _ in range(2):
        found = ran("bank", "import", str(path), "--json")
        assert found.code == 1
        assert (found.json["refused"], found.json["new"], found.json["booked"]) == (1, 1, False)
        assert found.json["findings"][0]["code"] == "bank_import.changed"
    conflicts = done("history", "bank_credit-4000123/2021-04-01/R1/1", "--json").out
    assert conflicts.count("bank_credit.notice_conflicted") == 1
    held = done("view", "fund_statement", "--json").json["rows"]
    assert [row["balance_fen"] for row in held] == [50_000]


def test_a_remark_that_names_a_claim_settles_it(programme: Path, tmp_path: Path) -> None:
    firm, slip = "甲企业（虚构示例）", ("4000123", "R8", "1", "2021-04-01")
    path = statement(tmp_path / "s.csv", (*slip, firm, "1.00", "认领C1"))
    assert counts(imported(path)) == (1, 1, 0, 0, 0, 0)
    (after,) = done("view", "claim_board", "--key", "C1", "--json").json["rows"]
    assert after["settled_fen"] == 100


def test_money_of_another_payer_for_a_claim_waits(programme: Path, tmp_path: Path) -> None:
    slip = ("4000123", "R8", "1", "2021-04-01", "丙企业（虚构示例）", "1.00", "认领C1")
    assert counts(imported(statement(tmp_path / "s.csv", slip))) == (1, 1, 0, 0, 1, 0)


NUMBER = "6222 0208 0000 1234"


def test_the_account_that_money_went_to_is_the_token_that_was_made_of_its_number(
    book: Path,
) -> None:
    columns = (*BOTH, "对方账号")
    rows = ((*FEE, NUMBER.replace(" ", "")), (*PAID, "6222****1234"))
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((columns, *rows))
    imported(book / "s.csv")
    (book / "numbers").write_text(f"{NUMBER}\n", encoding="utf-8")
    [made] = done("disburse", "token", "numbers", "--json").json
    told = [
        one.event.outgoing.payee_account
        for one in debits(book)
        if one.event.event_name == "bank_debit.recorded"
    ]
    assert told == [made["reference"], ""]
    with sqlite3.connect(book / "x.db") as db:
        stored = b"".join(bytes(s) for (s,) in db.execute("SELECT state FROM stored_events"))
    assert NUMBER.replace(" ", "").encode() not in stored


def test_a_dry_run_shows_the_rows_as_they_would_be_booked(book: Path) -> None:
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((BOTH, CAME, PAID))
    told = done("bank", "import", "s.csv", "--dry-run", "--lang", "zh").out
    assert "将这样入账" in told and "-30.00" in told
    assert "账户 4000123" in told
    assert PERSON not in told and "13800138000" not in told


def test_whoever_imports_is_told_of_a_key_beside_the_store(book: Path) -> None:
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((BOTH, CAME))
    assert imported(book / "s.csv")["key_beside_store"] is False
    [away] = keys_of(book / "x.db")["pseudonyms"]
    away.rename(book / "x.db.key")
    assert imported(book / "s.csv")["key_beside_store"] is True
    assert "lixia store move-keys" in done("bank", "import", "s.csv").out


SPELLINGS = (
    NUMBER,
    NUMBER.replace(" ", ""),
    NUMBER.replace(" ", "-"),
    f"00{NUMBER.replace(' ', '')}",  # of which a spreadsheet loses the zeros
    "".join(chr(ord(one) + 0xFEE0) for one in NUMBER.replace(" ", "")),
    NUMBER.replace(" ", "\u3000"),
)


def test_an_account_has_one_token_however_statement_or_payee_spell_it(book: Path) -> None:
    rows = [
        ("4000123", f"K{at}", "1", "2021-04-02", "丙团队（虚构示例）", f"{at}.00", "", "", spelt)
        for at, spelt in enumerate(SPELLINGS, 1)
    ]
    with (book / "s.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(((*BOTH, "对方账号"), *rows))
    imported(book / "s.csv")
    (book / "numbers").write_text("".join(f"{one}\n" for one in SPELLINGS), encoding="utf-8")
    made = done("disburse", "token", "numbers", "--json").json
    told = [one.event.outgoing.payee_account for one in debits(book)]
    assert len(told) == len(made) == len(SPELLINGS)
    assert {one["reference"] for one in made} == set(told)
    assert len(set(told)) == 1 and told[0].startswith("a:")


def debits(book: Path) -> list[Any]:
    with open_store(f"sqlite:///{book / 'x.db'}", read_only=True) as store:
        return list(store.ledger.read(reads=(BankDebitRecorded,)))
