"""``lixia reconcile``: the bank's file against the books, and SQL against the folds."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from .conftest import FOUNDATION, REGISTERED, Lixia, Ran, done, head, keys_of, ran
from .test_bank_import import SHARED

HEADER = ("账号", "流水号", "笔号", "记账日期", "对方户名", "收入", "支出", "附言", "币种")
CAME = (
    ("4000123", "R1", "1", "2021-04-01", "示例商贸有限公司", "500.00", "", "", "CNY"),
    ("4000123", "R2", "1", "2021-04-02", "示例实业有限公司", "70.00", "", "", "CNY"),
)
WENT = (("4000123", "P1", "1", "2021-04-09", "某银行", "", "1.00", "手续费", "CNY"),)
FEE = "4000123/2021-04-09/P1/1"


def file(path: Path, *rows: Sequence[str]) -> str:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows((HEADER, *rows))
    return str(path)


@pytest.fixture
def books(lixia: Lixia, tmp_path: Path) -> Path:
    """A store with a statement imported, and its fee charged."""
    done("store", "init", "--open")
    done(*REGISTERED)
    done(
        *("fund", "establish", "F1", "--name", "基金（虚构示例）", "--foundation", FOUNDATION),
        *("--purpose", "公益", "--agreement", "A1", "--on", "2021-03-01"),
    )
    done("bank", "import", file(tmp_path / "s.csv", *CAME, *WENT), "--on", "2021-04-10")
    done("bank", "allocate", "4000123/2021-04-01/R1/1", "--to", "general", "--on", "2021-04-10")
    done("bank", "fee", FEE, "--to", "general", "--on", "2021-04-10")
    return tmp_path


def verdicts(found: Ran) -> list[tuple[str, str, int | None, int | None]]:
    return [
        (
            one["verdict"],
            (one["bank"] or one["book"])["entry"],
            one["bank"] and one["bank"]["fen"],
            one["book"] and one["book"]["fen"],
        )
        for one in found.json["entries"]
        if one["verdict"] != "matched"
    ]


def compared(*files: str) -> Ran:
    return ran("reconcile", *(part for name in files for part in ("--statement", name)), "--json")


def test_book_and_bank_agree_and_nothing_is_recorded(books: Path) -> None:
    facts = head(Path("lixia.db"))
    [key] = keys_of(Path("lixia.db"))["pseudonyms"]
    key.unlink()  # references of persons: comparing needs none, and makes none
    found = compared("s.csv")
    assert (found.code, verdicts(found)) == (0, [])
    assert found.json["counts"]["matched"] == 3
    assert (found.json["first"], found.json["last"]) == ("2021-04-01", "2021-04-30")
    assert found.json["bank_fen"] == found.json["book_fen"] == {"credit": 57_000, "debit": 100}
    shown = done("reconcile", "--statement", "s.csv")
    assert "相符：3 笔" in shown.out and "570.00" in shown.out
    assert "In agreement: 3" in done("reconcile", "--statement", "s.csv", "--lang", "en").out
    assert head(Path("lixia.db")) == facts
    assert not key.exists()


def test_what_only_one_side_has_and_what_differs_is_told(books: Path) -> None:
    other = ("4000123", "R9", "1", "2021-04-20", "示例商会", "8.00", "", "", "CNY")
    told = file(books / "b.csv", (*CAME[0][:5], "500.01", *CAME[0][6:]), other, *WENT)
    found = compared(told)
    assert found.code == 1
    assert verdicts(found) == [
        ("differing", "4000123/2021-04-01/R1/1", 50_001, 50_000),
        ("only_book", "4000123/2021-04-02/R2/1", None, 7_000),
        ("only_bank", "4000123/2021-04-20/R9/1", 800, None),
    ]
    shown = ran("reconcile", "--statement", told)
    assert shown.code == 1
    for said in ("编号相同，内容不同", "账上有，银行没有", "银行有，账上没有", "500.01"):
        assert said in shown.out


def test_a_debit_on_record_that_nothing_was_made_of_is_told(books: Path) -> None:
    more = ("4000123", "P2", "1", "2021-04-12", "某银行", "", "2.00", "", "CNY")
    told = file(books / "m.csv", *CAME, *WENT, more)
    done("bank", "import", told, "--on", "2021-04-13")
    found = compared(told)
    assert (found.code, verdicts(found)) == (
        1,
        [("unbooked", "4000123/2021-04-12/P2/1", 200, 200)],
    )


def test_a_payment_is_found_by_amount_where_the_books_name_another_entry(
    lixia: Lixia, programme: Path
) -> None:
    from .test_commands import booked

    booked(programme, "K1", 6000, "C1", "2021-04-01")
    for line in (
        "project team P1 --team T1 --agreement 一 --on 2021-04-02",
        "project start P1 --on 2021-04-02",
        "disburse request D1 --project P1 --line 食材 --tranche 1 --amount 3000 --payee p "
        "--payee-account t --purpose u --actor lead-1 --on 2021-04-03",
        "disburse approve D1 --minutes m --checked c --actor approver-1 --on 2021-04-04",
        "disburse pay D1 --debit 付1 --voucher 记1 --actor cashier-1 --on 2021-04-05",
    ):
        done(*line.split())
    rows = [
        ("A", reference, "1", day, "某社", "", amount, "", "CNY")
        for reference, day, amount in (("X1", "2021-04-07", "3000.00"), ("X2", "2021-04-08", "1"))
    ]
    came = ("A", "K1", "1", "2021-04-01", "甲企业（虚构示例）", "6000.00", "", "", "CNY")
    one = compared(file(programme.parent / "one.csv", came, *rows))
    assert [told[:2] for told in verdicts(one)] == [
        ("matched_by_amount", "A/2021-04-01/K1/1"),
        ("matched_by_amount", "A/2021-04-07/X1/1"),
        ("only_bank", "A/2021-04-08/X2/1"),
    ]
    # Where two could be it, none is taken: that is for a person to say.
    twice = (*rows[0][:1], "X3", *rows[0][2:])
    two = compared(file(programme.parent / "two.csv", came, rows[0], twice))
    assert [told[0] for told in verdicts(two)] == [
        "matched_by_amount",
        "only_book",
        "only_bank",
        "only_bank",
    ]


def test_only_the_days_of_the_statement_are_compared(books: Path) -> None:
    april_first = file(books / "a.csv", CAME[0])
    assert [v[0] for v in verdicts(compared(april_first))] == ["only_book", "only_book"]
    span = ("--from", "2021-04-01", "--to", "2021-04-01")
    assert done("reconcile", "--statement", april_first, *span).code == 0
    beyond = ran("reconcile", "--statement", "s.csv", *span, "--json")
    assert (beyond.code, beyond.error["code"]) == (1, "out_of_period")
    assert "第 3 行" in beyond.error["sentence"]


def test_several_statements_make_one_if_their_days_do_not_overlap(books: Path) -> None:
    parts = [file(books / f"{n}.csv", row) for n, row in enumerate((*CAME, *WENT))]
    assert compared(*parts).code == 0
    overlapping = compared(file(books / "x.csv", *CAME), file(books / "y.csv", CAME[1], *WENT))
    assert (overlapping.code, overlapping.error["code"]) == (1, "overlap")
    for said in ("x.csv", "y.csv", "4000123", "2021-04-02"):
        assert said in overlapping.error["sentence"]


def test_another_currency_an_empty_file_and_no_file_are_told(books: Path) -> None:
    dollars = compared(file(books / "d.csv", (*CAME[0][:-1], "USD"), CAME[1]))
    assert (dollars.code, dollars.error["code"]) == (1, "bad_file")
    assert "人民币" in dollars.error["sentence"] and "2" in dollars.error["sentence"]
    empty = compared(file(books / "e.csv"))
    assert (empty.code, empty.error["code"]) in ((1, "empty_statement"), (1, "bad_file"))
    nowhere = compared(str(books / "none.csv"))
    assert nowhere.code == 2 and "none.csv" in nowhere.error["sentence"]
    for argv in (
        (),
        ("--statement", "s.csv", "--figures"),
        ("--statement", "s.csv", "--parquet=x"),
    ):
        assert ran("reconcile", *argv, "--json").error["code"] == "usage"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real registers are not beside this repository")
def test_real_registers_agree_with_what_was_booked_of_them(books: Path) -> None:
    name = str(SHARED / "register-2020-01-27.xlsx")
    done("bank", "import", name, "--on", "2021-04-30")
    found = compared(name)
    assert (found.code, found.json["counts"]["matched"]) == (0, 1_995)
    assert found.json["bank_fen"] == {"credit": 15_396_731_614, "debit": 0}


@pytest.mark.parametrize("store", ["demo", "walked", "undone"])
def test_folds_and_duckdb_agree_to_the_fen(store: str, request: pytest.FixtureRequest) -> None:
    at = ("--store", f"sqlite:///{request.getfixturevalue(store)}")
    found = done("reconcile", "--figures", *at, "--json").json
    assert found["agree"] and all(f["folded"] == f["queried"] for f in found["figures"])
    views = {figure["view"] for figure in found["figures"]}
    assert {"programme_summary", "fund_statement", "claim_board", "bank_book"} <= views
    shown = done("reconcile", "--figures", *at).out
    assert "逐分相符" in shown and "programme_summary" in shown
    if store == "walked":
        columns = {(f["view"], f["column"]) for f in found["figures"] if f["folded"]}
        whole = {(f["view"], f["column"]) for f in found["figures"]}
        assert views >= {"in_kind_register", "payment_register", "account_ledger"}
        assert len(columns) > 0.75 * len(whole), "figures of nothing prove nothing"


def test_one_fen_in_the_facts_that_a_view_has_not_is_found(
    walked: Path, lixia: Lixia, tmp_path: Path
) -> None:
    """The views keep what they have read: change a stored amount, and SQL comes to another sum."""
    path = tmp_path / "x.db"
    path.write_bytes(walked.read_bytes())
    at = ("--store", f"sqlite:///{path}")
    done("reconcile", "--figures", *at)
    with closing(sqlite3.connect(path)) as db, db:
        changed = db.execute(
            "UPDATE stored_events SET state = replace(state, '\"fen\":2000', '\"fen\":2001') "
            "WHERE topic = 'account.appropriation_received'"
        )
        assert changed.rowcount == 1
    found = ran("reconcile", "--figures", *at, "--json")
    wrong = {
        (f["view"], f["column"]): (f["folded"], f["queried"])
        for f in found.json["figures"]
        if f["folded"] != f["queried"]
    }
    assert found.code == 1 and not found.json["agree"]
    assert wrong[("programme_summary", "government_received_fen")] == (2_000, 2_001)
    assert {view for view, _ in wrong} == {"programme_summary", "fund_statement", "account_ledger"}
    shown = ran("reconcile", "--figures", *at)
    assert "20.01" in shown.out and "不符的数字" in shown.out


def test_an_export_of_another_store_or_time_is_refused(walked: Path, tmp_path: Path) -> None:
    at, out = ("--store", f"sqlite:///{walked}"), str(tmp_path / "facts.parquet")
    done("export", "parquet", *at, "-o", out)
    assert done("reconcile", "--figures", "--parquet", out, *at).code == 0
    done("export", "parquet", *at, "-o", out, "--as-known-at", "9")
    old = ran("reconcile", "--figures", "--parquet", out, *at, "--json")
    Path(out).write_text("no Parquet")
    foreign = ran("reconcile", "--figures", "--parquet", out, *at, "--json")
    missing = ran("reconcile", "--figures", "--parquet", f"{out}x", *at, "--json")
    assert (missing.code, missing.error["code"]) == (2, "no_file")
    for found in (old, foreign):
        assert (found.code, found.error["code"]) == (1, "not_our_export"), found
