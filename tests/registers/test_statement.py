"""A statement's credits are read with their references, debits apart from them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lixia_adapters.registers.entries import Reader
from lixia_adapters.registers.statement import BadFile, ColumnMapping, read_statement
from lixia_domain.application.finance.bank_rows import EntryKind
from lixia_domain.kernel.ids import split_key

from .books import book

HEADER = "账号,交易流水号,序号,交易日期,对方户名,借方发生额,贷方发生额,币种,摘要"
CREDIT = '0042,T1,1,2020-01-27,虚构示例有限公司,,"1,000.50",人民币,武汉'
DEBIT = "0042,T2,1,20200128 09:30:00,示＊＊,20,0.00,CNY,"


def csv_file(folder: Path, *lines: str) -> Path:
    path = folder / "statement.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_credits_and_debits_are_told_apart(tmp_path: Path) -> None:
    statement = read_statement(csv_file(tmp_path, HEADER, CREDIT, DEBIT, "合计,,,,,20,1000.5,,"))
    (credit,), (debit,) = statement.rows, statement.debits
    assert (credit.account, credit.reference, credit.serial) == ("0042", "T1", "1")
    assert (credit.value_date, credit.amount.fen) == (date(2020, 1, 27), 100050)
    assert (credit.payer, credit.remark, credit.row) == ("虚构示例有限公司", "武汉", 2)
    assert (debit.reference, debit.amount.fen) == ("T2", 2000)
    assert debit.value_date == date(2020, 1, 28)


def test_the_account_may_stand_above_the_header(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("账号：", "0042"),
        ("流水号", "记账日期", "付款人", "金额（元）", "借贷标志"),
        ("T1", "2020-01-27", "虚构示例有限公司", 5, "贷"),
        ("T2", "2020-01-27", "示＊＊", 6, "借"),
    )
    statement = read_statement(path)
    assert [(row.account, row.amount.fen) for row in statement.credits] == [("0042", 500)]
    assert [row.amount.fen for row in statement.debits] == [600]


def test_a_signed_amount_tells_credits_from_debits(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "账号;流水号;交易日期;付款人;金额", "1;a;2020-01-27;示;-5", "1;b;2020-01-27;示;5"
    )
    statement = read_statement(path)
    assert [row.reference for row in statement.debits] == ["a"]
    assert [row.reference for row in statement.credits] == ["b"]


def test_columns_are_named_by_header_or_letter(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "甲,乙,丙,丁,戊", "0042,T1,2020-01-27,虚构示例有限公司,5")
    toml = tmp_path / "columns.toml"
    toml.write_text(
        'account = "甲"\nreference = "B"\nvalue_date = "丙"\npayer = "D"\namount = "戊"\n',
        encoding="utf-8",
    )
    (row,) = read_statement(path, ColumnMapping.load(toml)).rows
    assert (row.account, row.reference, row.entry_no, row.amount.fen) == ("0042", "T1", "", 500)


@pytest.mark.parametrize(
    ("header", "line", "column", "words"),
    [
        (HEADER, CREDIT.replace("人民币", "USD"), "H", "不是人民币"),
        (HEADER, CREDIT.replace("人民币", ""), "H", "不是人民币"),
        (HEADER, CREDIT.replace("0042", ""), "A", "账号为空"),
        (HEADER, CREDIT.replace("2020-01-27", "2020-02-30"), "D", "没有这一天"),
        (HEADER, CREDIT.replace("1,000.50", "1,000.505"), "G", "多于两位"),
        (HEADER, CREDIT.replace("1,000.50", ""), "G", "没有金额"),
        (HEADER, CREDIT.replace("1,000.50", "-5"), "G", "冲正"),
        (HEADER, DEBIT.replace("0.00", "5"), "G", "借方和贷方都有金额"),
        (
            HEADER.replace("借方发生额", "借贷标志"),
            CREDIT.replace("公司,,", "公司,?,"),
            "F",
            "贷/借",
        ),
    ],
)
def test_a_faulty_entry_is_refused_by_its_place(
    tmp_path: Path, header: str, line: str, column: str, words: str
) -> None:
    with pytest.raises(BadFile, match=words) as refusal:
        read_statement(csv_file(tmp_path, header, line))
    assert (refusal.value.row, refusal.value.column) == (2, column)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (
            HEADER.replace("对方户名", "谁"),
            "payer（对方户名）；见到的表头：账号、交易流水号.*谁.*--mapping",
        ),
        (HEADER.replace("账号", "帐"), "--account"),
        (HEADER.replace("摘要", "对方户名"), "出现多次.*payer"),
    ],
)
def test_an_unmatched_field_is_named(tmp_path: Path, header: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read_statement(csv_file(tmp_path, header, CREDIT))


def test_an_account_number_excel_has_spoilt_is_refused(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("账号", "流水号", "交易日期", "付款人", "金额"),
        (6222021234567890123, "T1", "2020-01-27", "虚构示例有限公司", 5),
    )
    with pytest.raises(BadFile, match="15 位") as refusal:
        read_statement(path)
    assert (refusal.value.row, refusal.value.column) == (2, "A")


def test_pages_with_subtotals_and_the_header_again_are_read_on(tmp_path: Path) -> None:
    page = (HEADER, CREDIT, "本页小计,,,,,,1000.5,,", HEADER, DEBIT, "合计,,,,,20,1000.5,,")
    statement = read_statement(csv_file(tmp_path, *page))
    assert (len(statement.credits), len(statement.debits)) == (1, 1)
    assert [(one.row, str(one.reason)) for one in statement.told.left_out] == [
        (3, "foot"),
        (4, "header"),
        (6, "foot"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("payer = ", "TOML"),
        ('payer = "B"', "value_date"),
        ('who = "B"', "who"),
        ("payer = 2", "payer"),
    ],
)
def test_a_faulty_mapping_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "columns.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=words) as refusal:
        ColumnMapping.load(path)
    assert refusal.value.file == "columns.toml"
    with pytest.raises(BadFile, match="无法读取"):
        ColumnMapping.load(tmp_path / "none.toml")


def test_a_full_width_slash_in_a_reference_parts_nothing_and_is_the_other_ones_twin(
    tmp_path: Path,
) -> None:
    reader = Reader("f1", b"0" * 32, {})
    header = "账号,交易流水号,序号,交易日期,对方户名,借方发生额,贷方发生额,币种,摘要"
    line = "0042,{reference},1,2020-01-27,虚构示例有限公司,,5,人民币,武汉"

    def keys(*references: str) -> list[str]:
        lines = (line.format(reference=one) for one in references)
        document = reader.read(csv_file(tmp_path, header, *lines), kind=EntryKind.STATEMENT)
        return [entry.credit_id for entry in document.entries]

    [key] = keys("t/1")
    assert split_key(key) == ("42", "2020-01-27", "T/1", "1")
    assert [keys(other) for other in ("T／1", "ｔ/1", "t/1\u200b")] == [[key]] * 3


@pytest.mark.parametrize("lost", ["5.00", "1,000.50", "2020-01-27"])
def test_an_entry_that_ran_into_the_header_is_not_lost(lost: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, f'{HEADER},"{lost}"', CREDIT)
    with pytest.raises(BadFile) as caught:
        read_statement(path)
    assert (caught.value.row, caught.value.column) == (1, "J")
    assert "run into it" in caught.value.sentence("en")
