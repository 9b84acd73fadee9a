"""A second reader comes to the same as the first, and a fault of the first is not hidden."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve

from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.formats import formats
from lixia_adapters.registers.recount import by_first, by_second
from lixia_adapters.registers.statement import Statement, read_statement

from .books import book


def sample(folder: Path, name: str) -> tuple[Path, Statement]:
    one = formats()[name]
    path = folder / "s.csv"
    path.write_text(one.sample, "utf-8")
    return path, read_statement(path, account=one.needs[0].split()[-1] if one.needs else "")


@pytest.mark.parametrize("name", formats())
def test_both_readers_come_to_the_same(name: str, tmp_path: Path) -> None:
    path, statement = sample(tmp_path, name)
    assert by_first(statement.amounts, statement.told) == by_second(path, statement.told)


def test_a_row_or_an_amount_that_the_first_one_lost_is_seen(tmp_path: Path) -> None:
    path, statement = sample(tmp_path, "bocom")
    [credit] = statement.credits
    seen = by_second(path, statement.told)
    assert by_first(evolve(statement, credits=()).amounts, statement.told) != seen
    less = evolve(credit, amount=credit.amount - credit.amount)
    assert by_first(evolve(statement, credits=(less,)).amounts, statement.told) != seen


def test_a_workbook_is_read_by_another_program(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("账号：", "0042"),
        ("流水号", "记账日期", "付款人", "金额（元）", "借贷标志"),
        ("T1", "2020-01-27", "虚构示例有限公司", 5.25, "贷"),
        ("T2", "2020-01-27", "示＊＊", 6, "借"),
    )
    statement = read_statement(path)
    assert by_first(statement.amounts, statement.told) == by_second(path, statement.told)
    assert by_second(path, statement.told).fen == 1125


def test_other_encodings_and_a_cell_over_two_lines(tmp_path: Path) -> None:
    text = '账号,流水号,日期,付款人,摘要,金额\r\n1,a,2020-01-27,示例公司,"两\r\n行",5\r\n'
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(text.encode(encoding))
        statement = read_statement(path)
        assert by_first(statement.amounts, statement.told) == by_second(path, statement.told)


def test_a_workbook_that_only_the_first_can_read_proves_nothing(tmp_path: Path) -> None:
    rows = (
        ("账号", "流水号", "记账日期", "付款人", "金额"),
        ("42", "T1", "2020-01-22", "示例", "5"),
    )
    path = book(tmp_path / "a.xlsx", *rows)
    statement = read_statement(path)
    with ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b"<font>", b'<font><color rgb="red"/>', 1)
    assert parts["xl/styles.xml"] != styles
    with ZipFile(path, "w") as packed:
        for one, content in parts.items():
            packed.writestr(one, content)
    assert read_statement(path) == statement
    with pytest.raises(BadFile) as caught:
        by_second(path, statement.told)
    assert "second reader" in caught.value.sentence("en")
