"""A report tells what is short, and says nothing of it where nothing ever was."""

from __future__ import annotations

from lixia_domain.application.report.money import _lines
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.views.fund_statement import FundStatementRow


def told(*rows: FundStatementRow) -> dict[str, tuple[object, ...]]:
    return {said.zh: rest for said, *rest in _lines(rows) if isinstance(said, Words)}  # type: ignore[misc]


def test_what_is_short_and_what_of_it_is_left_stands_in_each_class() -> None:
    donated = FundStatementRow(fund="f", source="donated", short_fen=60, made_good_fen=25)
    government = FundStatementRow(fund="f", source="government")
    found = told(donated, government)
    assert list(found["加：短缺（银行追回了已用掉的款）"]) == [Money(60), Money(0)]
    assert list(found["其中短缺未弥补（由基金会弥补）"]) == [Money(35), Money(0)]


def test_nothing_is_said_of_shortfalls_that_never_were() -> None:
    assert not [
        said for said in told(FundStatementRow(fund="f", source="donated")) if "短缺" in said
    ]
