"""The demo's projects, firms and claims go out as sheets, and into an empty store again."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.demo import cast, keeper, roster
from lixia_adapters.demo.place import open_stage
from lixia_adapters.demo.stage import FIRST_DAY, LAUNCH, Stage, opening
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.recording.read_models import shown
from lixia_domain.views import by_name

from .conftest import Lixia

SHEETS = ("batches", "needs", "projects", "enterprises", "claims")
VIEWS = ("project_register", "enterprise_register", "enterprise_roll", "claim_board")
NOT_IN_A_SHEET = {"N-124", "N-125"}
"""One was merged into another, one declined: no sheet says so."""


@pytest.fixture
def empty(tmp_path: Path) -> str:
    """A store with a fund, of a district whose roster is closed, and nothing of the programme."""
    uri = f"sqlite:///{tmp_path / 'again.db'}"
    clock = ToldClock(opening(FIRST_DAY))
    store = open_stage(uri, replace=False, clock=clock)
    stage = Stage(store, clock, 1)
    stage.go_through(chain(roster.closing(), keeper.before()))
    stage.go_to(LAUNCH)
    store.close()
    return uri


def rows(uri: str, view: str) -> dict[str, Any]:
    store = open_store(uri, read_only=True)
    try:
        build = store.views()
        with build.reading():
            return {key: shown(row) for key, row in build.rows(by_name(view))}
    finally:
        store.close()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_empty_store_takes_the_sheets_in_and_shows_the_same(
    lixia: Lixia, launched: str, empty: str, suffix: str
) -> None:
    for kind in SHEETS:
        out = lixia("sheet", "export", kind, f"{kind}.{suffix}", "--store", launched, "--json")
        assert out.code == 0, out
        read = lixia("sheet", "import", kind, f"{kind}.{suffix}", "--store", empty, "--json")
        assert read.code == 0, (kind, read)
        assert (read.json["new"], read.json["refused"]) == (out.json["rows"], 0)
    for view in VIEWS:
        assert rows(empty, view) == rows(launched, view), view
    needs, again = rows(launched, "need_register"), rows(empty, "need_register")
    assert {n: row for n, row in needs.items() if n not in NOT_IN_A_SHEET} == {
        n: row for n, row in again.items() if n not in NOT_IN_A_SHEET
    }
    assert len(rows(empty, "project_register")) == cast.PROJECTS == 123

    head = lixia("sheet", "import", "projects", f"projects.{suffix}", "--store", empty)
    assert head.code == 0
    assert "项目目录 123 行：新增 0，已有 123。\n已记录 0 条事实。" in head.out


def test_what_a_store_has_written_out_adds_nothing_to_it(lixia: Lixia, launched: str) -> None:
    before = lixia("store", "info", "--store", launched, "--json").json
    for kind in SHEETS:
        lixia("sheet", "export", kind, f"{kind}.xlsx", "--store", launched)
        told = lixia(
            *("sheet", "import", kind, f"{kind}.xlsx", "--store", launched, "--dry-run", "--json")
        )
        assert (told.json["refused"], told.json["new"]) == (0, 0), told
    assert lixia("store", "info", "--store", launched, "--json").json == before


def test_a_claim_that_waits_is_told_to_be_in_no_sheet(lixia: Lixia) -> None:
    keeper, firm = cast.credit_code(903, kind="53"), cast.credit_code(902)
    for line in (
        "store init --open",
        f"foundation register {keeper} 基金会（虚构示例） --authority 民政厅 --document 证书",
        f"fund establish F --name 基金（虚构示例） --foundation {keeper} --purpose 公益 "
        "--agreement 协议",
        f"need raise N --summary 助学 --domain 助学 --place 社区 --person p:{'1' * 32}",
        "need verify N --document 走访",
        "batch plan B --title B",
        "project draft P --title 助学（虚构示例） --domain 助学 --need N --line 书=100",
        "project approve P --minutes 纪要",
        "project publish P --batch B --minimum 50 --waitlist",
        f"enterprise register {firm} 乙企业（虚构示例）",
        f"enterprise verify {firm} --document 执照",
        f"claim P {firm} 100 --due 2027-06-30 --id C2",
        f"claim P {firm} 100 --due 2027-06-30 --id C3",
    ):
        done = lixia(*line.split())
        assert done.code == 0, (line, done)
    out = lixia("sheet", "export", "claims", "c.xlsx", "--json").json
    assert (out["rows"], out["left_out"]) == (1, 1)
    assert "候补中的认领尚无分期，1 项不在表内" in lixia("sheet", "export", "claims", "c.xlsx").out
