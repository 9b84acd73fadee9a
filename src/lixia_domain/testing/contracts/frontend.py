"""What every frontend promises of the views it shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import credits, funds
from lixia_domain.application.finance.credits import ToDesignation
from lixia_domain.application.programme import projects
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing import grounds
from lixia_domain.views import VIEWS

Show: TypeAlias = Callable[..., dict[str, Any]]
"""``show(uri, view, key=None)``: what the frontend answers, read as JSON."""

ON = date(2021, 3, 10)


def _programme(work: Work) -> None:
    do = grounds.within(work, ON)
    told = {
        "name": "虚构示例",
        "foundation": grounds.keeper(do),
        "purpose": "p",
        "agreement": "a",
    }
    funds.establish.within(work, fund_id="基金", **told, on=ON)
    for key in ("项目甲", "项目乙"):
        projects.draft.within(
            work,
            project_id=key,
            title=f"{key}（虚构示例）",
            domain="助残济困",
            needs=(grounds.need(do),),
            lines=(BudgetLine(line="服务", amount=Money(1_000_01)),),
            relief=False,
            on=ON,
        )


def _gift(work: Work) -> None:
    notice = Notice(
        account="收款户01",
        value_date=ON,
        payer="王**",
        payer_ref=None,
        amount=Money(7_01),
        remark="",
    )
    credits.book.within(
        work,
        credit_id="k1",
        fund_id="基金",
        notice=notice,
        document="d",
        wishes=(ToDesignation(designation="general"),),
        on=ON,
    )


class FrontendContract:
    """Give the fixture ``show``; see ``Show``."""

    @pytest.fixture
    def uri(self, tmp_path: Path) -> Iterator[str]:
        """Return the address of a store in which a programme has begun (虚构示例)."""
        uri = f"sqlite:///{tmp_path}/contract.db"
        _record(uri, _programme, create=True)
        yield uri

    @pytest.mark.parametrize("view", [view.name for view in VIEWS])
    def test_a_view_is_shown_as_it_is(self, show: Show, uri: str, view: str) -> None:
        """Its name, version, position and rows: each row's key first, then its columns."""
        with open_store(uri) as store:
            expected = json.loads(json.dumps(store.show(view)))
        shown = show(uri, view)
        assert shown == expected
        assert list(shown) == ["view", "version", "position", "rows"]
        for row, other in zip(shown["rows"], expected["rows"], strict=True):
            assert list(row) == list(other)

    def test_one_row_is_shown_alone(self, show: Show, uri: str) -> None:
        """With the same position and the same columns as among all."""
        everything, one = show(uri, "project_register"), show(uri, "project_register", "项目乙")
        (row,) = one["rows"]
        assert row["key"] == "项目乙"
        assert row in everything["rows"] and len(everything["rows"]) == 2
        assert {**one, "rows": 0} == {**everything, "rows": 0}

    @pytest.mark.parametrize("view", [view.name for view in VIEWS])
    def test_amounts_are_whole_fen(self, show: Show, uri: str, view: str) -> None:
        """Nothing that a frontend shows was ever a binary fraction."""
        for row in show(uri, view)["rows"]:
            assert not [column for column, value in row.items() if isinstance(value, float)]
            for column, value in row.items():
                assert not column.endswith("_fen") or value is None or type(value) is int
            assert not [column for column in row if column.startswith("_")]

    def test_showing_records_nothing(self, show: Show, uri: str) -> None:
        """However often, and whatever is shown."""
        before = _log(uri)
        for view in VIEWS:
            show(uri, view.name)
        show(uri, "project_register", "项目甲")
        assert _log(uri) == before

    def test_what_was_recorded_since_is_shown(self, show: Show, uri: str) -> None:
        """Reading a view brings it up to date first."""
        before = show(uri, "account_ledger")
        _record(uri, _gift)
        after = show(uri, "account_ledger")
        assert before["rows"] == []
        assert [row["in_fen"] for row in after["rows"]] == [7_01]
        assert before["position"] < after["position"] == len(_log(uri))


def _record(uri: str, what: Callable[[Work], None], *, create: bool = False) -> None:
    clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)  # noqa: E731
    with open_store(uri, create=create, clock=clock) as store:
        store.ledger.transact(what, by=store.by("contract", Role.SYSTEM))


def _log(uri: str) -> list[Any]:
    with open_store(uri) as store:
        return list(store.ledger.journal.rows(0, store.ledger.head()))
