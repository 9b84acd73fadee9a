"""Rows, their position, and whatever may come between them."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from attrs import evolve

from lixia_adapters.views import memory, sqlite
from lixia_adapters.views.columns import Shape
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, with_sources
from lixia_domain.recording.follower import Overtaken, catch_up
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import Projector, log_mark, up_to_date
from lixia_domain.recording.read_models import (
    Build,
    Changes,
    Discarded,
    ReadModels,
    ViewsUnavailable,
    signature,
)
from lixia_domain.views import VIEWS, by_name
from lixia_domain.views.claim_board import ClaimRow
from lixia_domain.views.programme_summary import DOMAINS, PROGRAMME_SUMMARY
from lixia_domain.views.project_register import PROJECT_REGISTER, ProjectRow
from lixia_domain.views.session_log import STRETCHES

Play = Callable[[Ledger, Any], None]
Contents = Callable[[Build], dict[str, Any]]
Reopen = Callable[[Path], Ledger]

RUN = """
import os, sys
from pathlib import Path
from lixia_adapters.views import columns, sqlite
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.views import VIEWS
path, page, rows_until_death = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
encode, left = columns.Shape.encode, [rows_until_death]
def counted(self, key, row):
    left[0] -= 1
    if left[0] == 0:
        os._exit(9)
    return encode(self, key, row)
columns.Shape.encode = counted
ledger = Ledger(
    {"PERSISTENCE_MODULE": "lixia_adapters.stores.sqlite", "SQLITE_DBNAME": path}
)
up_to_date(ledger, sqlite.read_models(path), VIEWS, page=page)
"""


def run(store: Path, *, page: int, rows_until_death: int = 0) -> subprocess.Popen[bytes]:
    args = [sys.executable, "-c", RUN, str(store), str(page), str(rows_until_death)]
    return subprocess.Popen(args)


def test_sources_come_before_the_rollups_that_add_them_up_and_once() -> None:
    names = [model.name for model in with_sources(VIEWS)]
    assert len(names) == len(set(names))
    assert set(names) - {view.name for view in VIEWS} == {
        *(DOMAINS.name, STRETCHES.name, "session", "volunteer"),
    }
    assert names.index("project_register") < names.index(DOMAINS.name)
    assert names.index(DOMAINS.name) < names.index(PROGRAMME_SUMMARY.name)


@pytest.mark.parametrize("rows", [1, 7])
def test_a_page_may_be_written_in_parts(
    story: Any, play: Play, ledger: Ledger, contents: Contents, rows: int
) -> None:
    play(ledger, story)
    whole = up_to_date(ledger, memory.read_models(), VIEWS)
    parts = memory.read_models().begin(VIEWS, store="")
    catch_up(ledger, Projector(VIEWS, parts, rows=rows), page=9)
    assert contents(parts) == contents(whole)


def test_a_build_may_stop_at_an_earlier_position(
    story: Any, play: Play, ledger: Ledger, contents: Contents
) -> None:
    play(ledger, story[:20])
    then = up_to_date(ledger, memory.read_models(), VIEWS)
    position = ledger.head()
    play(ledger, story[20:])
    as_known = memory.read_models().begin(VIEWS, store="")
    assert catch_up(ledger, Projector(VIEWS, as_known), upto=position) == position
    assert contents(as_known) == contents(then)


def test_one_view_alone_has_the_rows_it_has_among_all(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels
) -> None:
    play(ledger, story)
    everything = up_to_date(ledger, memory.read_models(), VIEWS)
    alone = up_to_date(ledger, read_models, [PROJECT_REGISTER])
    assert alone.models == (PROJECT_REGISTER,)
    assert list(alone.rows(PROJECT_REGISTER)) == list(everything.rows(PROJECT_REGISTER))
    with pytest.raises(ValueError, match="not made for these"):
        Projector(VIEWS, alone)


def test_rows_are_found_by_key_and_by_prefix(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels
) -> None:
    play(ledger, story)
    build, view = up_to_date(ledger, read_models, VIEWS), by_name("account_ledger")
    everything = list(build.rows(view))
    assert [key for key, _ in everything] == sorted(key for key, _ in everything)
    some = [pair for pair in everything if pair[0].startswith("f1/p1/")]
    assert some and list(build.rows(view, prefix="f1/p1/")) == some
    assert list(build.rows(view, key=some[0][0])) == some[:1]
    assert list(build.rows(view, key="f1/p1/")) == []
    assert build.load(view, some[0][0]) == some[0][1]
    assert build.load(view, "nothing") is None


def test_rows_and_position_stay_together_when_saving_fails(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels, contents: Contents
) -> None:
    play(ledger, story[:20])
    build = up_to_date(ledger, read_models, VIEWS)
    before, at = contents(build), build.position()
    row = ProjectRow(project="x")
    with pytest.raises(Overtaken):
        build.save({"project_register": {"x": row}}, at - 1, at + 1)
    if isinstance(build, sqlite.SqliteBuild):
        nobody: Any = None
        late: Changes = {
            "project_register": {"x": row},
            "claim_board": {"y": ClaimRow(claim=nobody)},
        }
        with pytest.raises(ViewsUnavailable, match="NOT NULL"):
            build.save(late, at, at + 1)
    assert (contents(build), build.position()) == (before, at)


@pytest.mark.parametrize("rows_until_death", [1, 12, 40])
def test_a_process_killed_while_saving_leaves_rows_that_fit_their_position(
    story: Any,
    play: Play,
    ledger: Ledger,
    contents: Contents,
    tmp_path: Path,
    rows_until_death: int,
) -> None:
    play(ledger, story)
    store = tmp_path / "store.db"
    assert run(store, page=25, rows_until_death=rows_until_death).wait() == 9
    place = sqlite.read_models(str(store))
    left = place.open(VIEWS, store=ledger.journal.about()["fingerprint"])
    asked = memory.read_models().begin(VIEWS, store="")
    catch_up(ledger, Projector(VIEWS, asked), upto=left.position())
    assert left.position() < ledger.head()
    assert contents(left) == contents(asked)
    finished = up_to_date(ledger, place, VIEWS)
    assert finished.number == left.number, "it goes on where it was"  # type: ignore[attr-defined]
    assert contents(finished) == contents(up_to_date(ledger, memory.read_models(), VIEWS))
    place.close()


def test_two_processes_on_one_build_count_each_fact_once(
    story: Any, play: Play, ledger: Ledger, contents: Contents, tmp_path: Path
) -> None:
    play(ledger, story)
    store = tmp_path / "store.db"
    racing = [run(store, page=4), run(store, page=5)]
    assert [process.wait() for process in racing] == [0, 0]
    place = sqlite.read_models(str(store))
    build = up_to_date(ledger, place, VIEWS)
    assert build.number == 1  # type: ignore[attr-defined]
    assert contents(build) == contents(up_to_date(ledger, memory.read_models(), VIEWS))
    place.close()


def test_who_is_overtaken_goes_on_from_where_the_other_is(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels, contents: Contents
) -> None:
    play(ledger, story)
    build = read_models.open(VIEWS, store="s")
    swift, slow = Projector(VIEWS, build), Projector(VIEWS, build)
    paces: list[int] = []

    class Late(Projector):
        def follow(self, page: Iterable[Recorded], after: int, position: int) -> None:
            if len(paces) < 3:
                paces.append(catch_up(ledger, swift, upto=min(position + 3, ledger.head())))
            super().follow(page, after, position)

    slow = Late(VIEWS, build)
    assert catch_up(ledger, slow, page=10) == ledger.head()
    assert len(paces) == 3
    assert contents(build) == contents(up_to_date(ledger, memory.read_models(), VIEWS))


def test_a_new_version_grows_beside_the_old_until_it_is_switched_in(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels
) -> None:
    play(ledger, story)
    old = up_to_date(ledger, read_models, [PROJECT_REGISTER])
    newer: View[Any] = evolve(PROJECT_REGISTER, version=PROJECT_REGISTER.version + 1)
    store = ledger.journal.about()["fingerprint"]
    new = read_models.open([newer], store=store)
    assert new.position() == 0
    catch_up(ledger, Projector([newer], new), upto=10)
    assert read_models.open([PROJECT_REGISTER], store=store).position() == ledger.head()
    assert list(old.rows(PROJECT_REGISTER))
    again = read_models.open([newer], store=store)
    assert again.position() == 10, "whoever comes next goes on with it"
    up_to_date(ledger, read_models, [newer])
    with pytest.raises(Discarded):
        old.position()
    with pytest.raises(Discarded):
        read_models.switch_in(old)
    assert read_models.open([newer], store=store).position() == ledger.head()
    assert read_models.open([PROJECT_REGISTER], store=store).position() == 0


def test_columns_that_changed_without_a_new_version_are_another_set() -> None:
    class Wider(Row, frozen=True):
        project: str
        more: str = ""

    register: View[Any] = PROJECT_REGISTER
    wider = evolve(register, row=Wider)
    assert signature([wider]) != signature([PROJECT_REGISTER])
    assert signature(VIEWS) == signature(reversed(VIEWS))


def test_a_projector_whose_build_was_replaced_moves_to_the_new_one(
    story: Any, play: Play, ledger: Ledger, read_models: ReadModels, contents: Contents
) -> None:
    play(ledger, story[:20])
    up_to_date(ledger, read_models, VIEWS)
    play(ledger, story[20:])
    begun: list[Build] = []

    def meanwhile(position: int, goal: int) -> None:
        if not begun:
            begun.append(up_to_date(ledger, read_models, VIEWS, rebuild=True))

    build = up_to_date(ledger, read_models, VIEWS, page=5, progress=meanwhile)
    assert contents(build) == contents(begun[0])
    assert build.position() == ledger.head()


def test_views_of_another_store_are_made_again(
    story: Any,
    play: Play,
    ledger: Ledger,
    reopen: Reopen,
    contents: Contents,
    tmp_path: Path,
) -> None:
    play(ledger, story)
    place = sqlite.read_models(str(tmp_path / "store.db"))
    up_to_date(ledger, place, VIEWS)
    with reopen(tmp_path / "other.db") as other:
        play(other, story[:30])
        build = up_to_date(other, place, VIEWS)
        assert contents(build) == contents(up_to_date(other, memory.read_models(), VIEWS))
    place.close()


@pytest.mark.parametrize("again", [0, 70])
def test_views_of_a_store_that_was_rolled_back_are_made_again(
    story: Any,
    play: Play,
    ledger: Ledger,
    reopen: Reopen,
    contents: Contents,
    tmp_path: Path,
    again: int,
) -> None:
    play(ledger, story[:20])
    ledger.close()
    shutil.copy(tmp_path / "store.db", tmp_path / "backup.db")
    place = sqlite.read_models(str(tmp_path / "store.db"))
    with reopen(tmp_path / "store.db") as later:
        play(later, story[20:40])
        up_to_date(later, place, VIEWS)
    with reopen(tmp_path / "backup.db") as restored:
        play(restored, [*reversed(story)][:again])  # as long again, but another history
        build = up_to_date(restored, place, VIEWS)
        assert build.position() == restored.head()
        assert contents(build) == contents(up_to_date(restored, memory.read_models(), VIEWS))
    place.close()


def test_the_mark_of_a_position_tells_one_fact_from_another(
    story: Any, play: Play, ledger: Ledger
) -> None:
    play(ledger, story[:10])
    marks = {log_mark(ledger, position) for position in range(1, ledger.head() + 1)}
    assert len(marks) == ledger.head()
    assert log_mark(ledger, ledger.head() + 1) == ""


def test_a_rebuild_records_nothing_and_leaves_every_row_as_it_was(
    story: Any, play: Play, ledger: Ledger, tmp_path: Path
) -> None:
    play(ledger, story)
    head, log = ledger.head(), list(ledger.journal.rows(0, ledger.head()))
    place = sqlite.read_models(str(tmp_path / "store.db"))
    up_to_date(ledger, place, VIEWS, page=10)
    before = tables(tmp_path)
    up_to_date(ledger, place, VIEWS, rebuild=True)
    assert tables(tmp_path) == before
    assert list(ledger.journal.rows(0, ledger.head())) == log
    assert ledger.head() == head
    place.close()


def tables(folder: Path) -> dict[str, Any]:
    """Read as any SQL tool would: by the views' plain names."""
    with sqlite3.connect(folder / "store.db.views") as db:
        found = {
            view.name: db.execute(f"SELECT * FROM {view.name} ORDER BY key").fetchall()
            for view in VIEWS
        }
        kept = db.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()
        tables_of_one_build = len(with_sources(VIEWS)) + len(["builds", "sqlite_sequence"])
        assert kept[0] == tables_of_one_build, "old builds are dropped"
    db.close()
    return found


def test_any_sql_tool_finds_plain_columns(
    story: Any, play: Play, ledger: Ledger, tmp_path: Path
) -> None:
    play(ledger, story)
    place = sqlite.read_models(str(tmp_path / "store.db"))
    up_to_date(ledger, place, VIEWS)
    place.close()
    db = sqlite3.connect(tmp_path / "store.db.views")
    found = db.execute(
        "SELECT key, budget_fen, relief, published_on, started_on, _waitlist, "
        "typeof(budget_fen), typeof(relief) FROM project_register WHERE domain = '助残济困'"
    ).fetchall()
    told = ("p1", 130, 1, "2021-03-10", None, '["c12"]', "integer", "integer")
    assert found == [told]
    db.close()


def test_a_row_of_what_no_column_can_hold_is_refused_by_name() -> None:
    class Loose(Row, frozen=True):
        name: str
        rate: float

    with pytest.raises(TypeError, match="float"):
        Shape(Loose)


def test_many_may_start_at_once_on_a_place_that_is_not_there_yet(tmp_path: Path) -> None:
    start = Barrier(6)

    def begin(_: int) -> int:
        start.wait()
        place = sqlite.read_models(str(tmp_path / "store.db"))
        try:
            return place.open(VIEWS, store="s").number
        finally:
            place.close()

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(begin, range(6))) == {1}


def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path: Path) -> None:
    path = tmp_path / "store.db.views"
    path.write_bytes(b"minutes of a meeting, no database at all" * 40)
    with pytest.raises(ViewsUnavailable, match=r"store\.db\.views") as refused:
        sqlite.read_models(str(tmp_path / "store.db"))
    assert "无法使用" in refused.value.sentence() and "ledger" in refused.value.sentence("en")
    assert path.read_bytes().startswith(b"minutes")
