"""Views that are kept are held against the log: whatever row anybody changed is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application import kept_views
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.past.kept import KeptOtherwise, kept_otherwise
from lixia_domain.audit.past.moment import WHOLE
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.read_models import Build, ViewsUnavailable
from lixia_domain.testing.contracts.forger.views import ViewsForgerContract
from lixia_domain.testing.examples import EXAMPLES
from lixia_domain.views import by_name

VIEW = "project_register"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/x.db", create=True) as opened:
        record(opened, "b1")
        opened.views()
        yield opened


def record(store: Store, batch: str) -> None:
    store.ledger.transact(
        lambda work: work.record(BATCH, batch, [EXAMPLES["batch.planned"]]),
        by=store.by("office-1", Role.SYSTEM),
    )


def sql(store: Store, *statements: str) -> None:
    with closing(sqlite3.connect(f"{store.place}.views")) as db, db:
        for one in statements:
            db.execute(one)


def table_of_rows(store: Store) -> tuple[str, str]:
    """The first table of a view that has a row, and the view's name."""
    with closing(sqlite3.connect(f"{store.place}.views")) as db:
        views = db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
        for (name,) in sorted(views):
            if db.execute(f"SELECT 1 FROM {name}").fetchone():
                return f"{name}_1", name
    raise AssertionError("no view has a row")


def text_column(store: Store, table: str) -> str:
    with closing(sqlite3.connect(f"{store.place}.views")) as db:
        told = db.execute(f"PRAGMA table_info({table})").fetchall()
    return next(name for _, name, kind, *_ in told if kind == "TEXT" and name != "key")


def test_nothing_is_found_of_what_nobody_touched(store: Store) -> None:
    found = kept_views.check(store)
    assert (found.position, found.form, found.otherwise) == (1, (), ())
    assert found.rows > 0 and kept_views.there(store)
    assert kept_views.check(store, known=store.replay(WHOLE)) == found
    record(store, "b2")
    stale = store.known_by(1)
    assert kept_views.check(store, known=stale).position == 2, "made anew: something was recorded"


CHANGES: dict[str, tuple[str, str, str]] = {
    "changed": ("UPDATE {table} SET {column} = 'x'", "存为", "is kept as"),
    "gone": ("DELETE FROM {table}", "缺", "is not kept"),
    "put in": (
        "CREATE TEMP TABLE t AS SELECT * FROM {table} LIMIT 1",
        "没有事实",
        "no fact is behind",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_row_that_was_changed_is_named(store: Store, name: str) -> None:
    change, zh, en = CHANGES[name]
    table, view = table_of_rows(store)
    column = text_column(store, table)
    more = [
        "UPDATE t SET key = 'a' || key",
        f"INSERT INTO {table} SELECT * FROM t",
        "UPDATE t SET key = '万' || key",
        f"INSERT INTO {table} SELECT * FROM t",
    ]
    sql(store, change.format(table=table, column=column), *(more if name == "put in" else ()))
    found = kept_views.check(store).otherwise
    assert {one.view for one in found} == {view}
    for one in found:
        assert zh in one.sentence("zh") and en in one.sentence("en")
        assert one.key in one.sentence("zh") and one.columns


def test_what_only_a_fold_notes_is_said_without_a_column() -> None:
    class Noted:
        __struct_fields__ = ("_noted",)

    one = KeptOtherwise(view=VIEW, key="P-1", kept=Noted(), due=Noted())
    assert "内部记录" in one.sentence("zh") and "notes" in one.sentence("en")
    assert not one.columns


def test_what_else_is_in_the_file_is_found(store: Store) -> None:
    table, view = table_of_rows(store)
    sql(
        store,
        f"CREATE TRIGGER t AFTER INSERT ON {table} BEGIN SELECT 1; END",
        f"DROP VIEW {view}",
        f"CREATE VIEW {view} AS SELECT * FROM {table} WHERE 0",
        "DROP VIEW need_register",
    )
    found = kept_views.check(store)
    assert len(found.form) == 3 and not found.otherwise
    assert all(zh != en for zh, en in found.form)


def test_a_build_under_way_beside_is_no_finding(store: Store) -> None:
    store.read_models.begin((by_name(VIEW),), store="another")
    assert kept_views.check(store).form == ()


def test_a_row_that_can_t_be_read_is_told(store: Store) -> None:
    table, view = table_of_rows(store)
    sql(store, f"INSERT INTO {table} SELECT * FROM {table}".replace("INSERT", "INSERT OR REPLACE"))
    with closing(sqlite3.connect(f"{store.place}.views")) as db, db:
        columns = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")]
        row = db.execute(f"SELECT * FROM {table}").fetchone()
        marks = ", ".join("?" * len(columns))
        db.execute(f"INSERT INTO {table} VALUES ({marks})", (b"\xff", *row[1:]))
    with pytest.raises(ViewsUnavailable) as told:
        kept_views.check(store)
    assert view in told.value.sentence("zh") and view in told.value.sentence("en")


def test_the_row_that_people_see_is_given_with_its_position(store: Store) -> None:
    _, view = table_of_rows(store)
    key = store.show(view)["rows"][0]["key"]
    assert kept_views.row(store, by_name(view), key)[0] == 1
    assert kept_views.row(store, by_name(view), key)[1] is not None
    assert kept_views.row(store, by_name(view), "nobody") == (1, None)


def test_rebuilding_tells_the_old_rows_and_the_new_ones(store: Store) -> None:
    table, view = table_of_rows(store)
    sql(store, f"UPDATE {table} SET {text_column(store, table)} = 'x'")
    record(store, "b2")
    told: list[KeptOtherwise] = []

    def replaced(old: Build, new: Build) -> None:
        assert old.position() == new.position() == 2
        told.extend(kept_otherwise(old, new, new.models))

    store.rebuild(replaced=replaced)
    assert [one.view for one in told] == [view]
    assert not kept_views.check(store).otherwise


def beside(store: Store, part: str, *statements: str) -> None:
    with closing(sqlite3.connect(f"{store.place}.{part}")) as db, db:
        for one in statements:
            db.execute(one)


def raised(store: Store) -> None:
    """Let something be pending: a need that waits to be verified, and a firm."""
    for stream, key, name in (
        (ENTERPRISE, "91370102MA3CAAAA10", "enterprise.registered"),
        (FUND, "F-1", "fund.established"),
    ):
        store.ledger.transact(
            lambda work, to=stream, key=key, name=name: work.record(to, key, [EXAMPLES[name]]),
            by=store.by("office-1", Role.SYSTEM),
        )


class TestSqlite(ViewsForgerContract):
    beside: ClassVar[dict[str, Callable[[Store], None]]] = {
        "a trigger on rows": lambda store: sql(
            store,
            f"CREATE TRIGGER t AFTER INSERT ON {table_of_rows(store)[0]} BEGIN SELECT 1; END",
        ),
        "a trigger on the list of builds": lambda store: sql(
            store, "CREATE TRIGGER t AFTER UPDATE ON builds BEGIN SELECT 1; END"
        ),
        "a view of its name that shows other rows": lambda store: sql(
            store,
            "DROP VIEW need_register",
            f"CREATE VIEW need_register AS SELECT * FROM {table_of_rows(store)[0]}",
        ),
        "a view gone": lambda store: sql(store, "DROP VIEW need_register"),
        "another table": lambda store: sql(store, "CREATE TABLE more (a)"),
        "an index": lambda store: sql(store, "CREATE INDEX i ON builds (store)"),
        "a column": lambda store: sql(store, "ALTER TABLE builds ADD COLUMN more TEXT"),
        "a list of builds that can't be written": lambda store: sql(
            store,
            "ALTER TABLE builds RENAME TO hidden",
            "CREATE VIEW builds AS SELECT * FROM hidden",
        ),
        "a trigger on what is pending": lambda store: beside(
            store,
            "pending",
            "CREATE TRIGGER t AFTER INSERT ON firms_1 BEGIN DELETE FROM firms_1; END",
        ),
        "another table beside what is pending": lambda store: beside(
            store, "pending", "CREATE TABLE more (a)"
        ),
    }

    @pytest.fixture
    def shown(self, store: Store) -> Store:
        raised(store)
        return store


class TestMemory(ViewsForgerContract):
    @pytest.fixture
    def shown(self) -> Iterator[Store]:
        with open_store("memory:", create=True) as opened:
            record(opened, "b1")
            raised(opened)
            opened.views()
            yield opened


def test_what_is_pending_is_compared_once_somebody_has_asked_for_it(store: Store) -> None:
    raised(store)
    before = kept_views.check(store)
    store.runner.pending(date(2021, 6, 1))
    store.runner.run()
    found = kept_views.check(store)
    assert (found.form, found.otherwise) == ((), ()) and found.rows > before.rows
    beside(store, "pending", "DELETE FROM firms_1")
    beside(store, "processes", "CREATE TABLE more (a)")
    found = kept_views.check(store)
    assert [(one.view, one.kept) for one in found.otherwise] == [("firms", None)]
    assert "more" in found.form[0][1]


def test_rebuilding_makes_what_is_pending_anew_and_names_what_was_kept_otherwise(
    store: Store,
) -> None:
    raised(store)
    store.runner.pending(date(2021, 6, 1))
    beside(store, "pending", "DELETE FROM firms_1")
    _, otherwise = kept_views.rebuild(store)
    assert [one.view for one in otherwise] == ["firms"]
    assert not kept_views.check(store).otherwise


def test_rebuilding_leaves_nothing_that_others_put_into_the_file(store: Store) -> None:
    table, _ = table_of_rows(store)
    sql(
        store,
        f"CREATE TRIGGER a AFTER UPDATE ON builds BEGIN DELETE FROM {table}; END",
        "CREATE TRIGGER b AFTER INSERT ON builds BEGIN DELETE FROM nowhere; END",
        "CREATE INDEX c ON builds (store)",
        'CREATE TABLE "sqlites ""own""" (a)',
        "CREATE VIEW d AS SELECT * FROM builds",
    )
    assert len(kept_views.check(store).form) == 5
    kept_views.rebuild(store)
    found = kept_views.check(store)
    assert (found.form, found.otherwise) == ((), ())


def test_what_sqlite_notes_for_itself_is_no_finding(store: Store) -> None:
    sql(store, "ANALYZE")
    assert kept_views.check(store).form == ()


def test_a_store_that_shows_nothing_yet_has_nothing_to_compare(tmp_path: Path) -> None:
    told: Callable[..., None] = pytest.fail
    with open_store(f"sqlite:///{tmp_path}/y.db", create=True) as opened:
        assert not kept_views.there(opened)
        opened.rebuild(replaced=told)
