"""What the built-in specs find in stores that earlier code let go wrong in time and papers."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.overview.calendar import calendar
from lixia_domain.application.report.compose import compose
from lixia_domain.rules.deadlines import later
from lixia_domain.rules.holidays import is_working
from lixia_domain.specs.history.dated import (
    InvoicesInTime,
    OfficersNotPaid,
    TimeGoesOn,
    YearsFit,
)
from lixia_domain.specs.history.disclosed import DisclosedInTime, PlansInTime
from lixia_domain.specs.history.dunned import DemandsInTime, NobodyDunned
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Run, go_through

from .figures import address
from .test_kept_stores import KEPT, name_of, restored

FOUND: dict[tuple[str, type[Check]], tuple[int, str]] = {
    ("time_t1/1", DemandsInTime): (2, "重新催告|另行商定"),
    ("time_t2/1", PlansInTime): (3, "请"),
    ("time_t2/3", DisclosedInTime): (4, "重新公开"),
    ("time_t7/1", DemandsInTime): (1, "另行商定"),
    ("time_t7/4", NobodyDunned): (2, "撤回催告"),
    ("time_t9/2", OfficersNotPaid): (1, "收回"),
    ("time_t9/7", DisclosedInTime): (1, "重新公开"),
    ("time_t11/1", DisclosedInTime): (1, "重新公开"),
    ("time_t14/2", InvoicesInTime): (1, "核对"),
    ("time_t18/1", NobodyDunned): (2, "撤回催告"),
    ("time_t18/6", PlansInTime): (1, "另行备案"),
    ("time_t22/1", TimeGoesOn): (8, "校准时钟"),
}
"""How often a check finds something in a store, and what it says to do."""
CHECKS = (
    DemandsInTime,
    NobodyDunned,
    DisclosedInTime,
    PlansInTime,
    OfficersNotPaid,
    InvoicesInTime,
    YearsFit,
    TimeGoesOn,
)
ARCHIVES = [one for one in KEPT if name_of(one).startswith("time_")]


@pytest.mark.parametrize("archive", ARCHIVES, ids=name_of)
def test_what_went_wrong_is_found_and_nothing_else(archive: Path, tmp_path: Path) -> None:
    for folder in restored(archive, tmp_path):
        store = f"{name_of(archive)}/{folder.name}"
        run = Run(WHOLE, CHECKS)
        with open_store(address(folder), read_only=True) as opened:
            go_through(opened.ledger.read(), [run])
        run.end()
        for kind in CHECKS:
            check = run.folds[kind]
            assert isinstance(check, Check)
            count, remedy = FOUND.get((store, kind), (0, ""))
            said = [wrong.zh for wrong in check.wrongs]
            assert len(said) == count, (store, kind.__name__, said)
            assert all(re.search(remedy, one) for one in said), said


OF_TIME = [one for one in KEPT if name_of(one)[0] == "t"]


@pytest.mark.parametrize("archive", OF_TIME, ids=name_of)
def test_no_reader_dies_of_what_stands_there(archive: Path, tmp_path: Path) -> None:
    for folder in restored(archive, tmp_path):
        with open_store(address(folder)) as store:
            for on in (date.min, date(2021, 12, 31), date(2027, 1, 4), date.max):
                store.runner.pending(on)
                span = {"since": on, "until": later(on, 400), "today": store.today()}
                calendar(store.views(), working=is_working, **span)
            told = {"at": None, "working": is_working, "checks": lambda _: (), "seal": None}
            for fund in store.show("fund_register")["rows"]:
                compose(store, fund_id=fund["key"], as_of=date(2026, 12, 31), **told)
