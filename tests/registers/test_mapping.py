"""A mapping says in either language what no header says, and all that is wrong with it at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.mapping import ColumnMapping
from lixia_adapters.registers.recount import by_first, by_second
from lixia_adapters.registers.statement import Reason, read_statement

DOCS = Path(__file__).resolve().parents[2] / "docs" / "bank-import.md"
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
ROWS = (
    "日期,业务编号,付款单位,状态,备注,数",
    "31/12/2024,N1,示例商贸有限公司,完成,捐款,1.5",
    "30/12/2024,N2,示例商贸有限公司,待付,捐款,2",
)


def loaded(folder: Path, text: str) -> ColumnMapping:
    path = folder / "columns.toml"
    path.write_text(text, "utf-8")
    return ColumnMapping.load(path)


@pytest.mark.parametrize("text", EXAMPLES, ids=["zh", "en"])
def test_what_the_docs_show_does_what_they_say(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text("\n".join(ROWS), "utf-8")
    found = read_statement(path, loaded(tmp_path, text))
    [row] = found.credits
    assert (str(row.value_date), row.account) == ("2024-12-31", "6288000000005021")
    assert row.amount.fen == 15_000_00
    [left] = found.told.left_out
    assert (left.reason, left.amount.fen) == (Reason.MAPPED, 20_000_00)
    assert by_second(path, found.told) == by_first(found.amounts, found.told)


@pytest.mark.parametrize(
    ("date", "cell", "fen"), [("30/12/2024", "未定", 0), ("", "2", 20_000_00), ("", "", 0)]
)
def test_a_row_that_is_skipped_is_counted_as_it_stands(
    tmp_path: Path, date: str, cell: str, fen: int
) -> None:
    """With no amount that can be read, or without a date: both readers still agree."""
    path = tmp_path / "s.csv"
    last = f"{date},N2,示例商贸有限公司,待付,捐款,{cell}"
    path.write_text("\n".join((*ROWS[:2], last)), "utf-8")
    found = read_statement(path, loaded(tmp_path, EXAMPLES[0]))
    assert [one.amount.fen for one in found.told.left_out] == [fen]
    assert by_second(path, found.told) == by_first(found.amounts, found.told)


def test_the_holder_is_never_its_own_donor(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("\n".join(ROWS).replace("示例商贸有限公司", "示例公益基金会"), "utf-8")
    with pytest.raises(BadFile, match="本方户名"):
        read_statement(path, loaded(tmp_path, EXAMPLES[0]))


def test_all_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    wrong = 'who = "A"\nunit = "两"\ndates = "late"\nskip = [1]\naccount = { is = "1" }\n'
    with pytest.raises(BadFile) as refused:
        loaded(tmp_path, wrong)
    for name in ("unit", "dates", "skip", "account"):
        assert name in refused.value.sentence("en")
    with pytest.raises(BadFile) as refused:
        loaded(tmp_path, 'who = "A"\n')
    for name in ("who", "value_date", "payer", "amount"):
        assert name in refused.value.sentence("en")
