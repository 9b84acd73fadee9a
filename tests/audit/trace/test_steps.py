"""Every figure of every view is the sum of the events behind it, to the fen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.names import Unknown, columns, whole
from lixia_domain.audit.trace.steps import Trace, trace
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.view import ReadModel, Rollup, with_sources
from lixia_domain.recording.faults import Fault
from lixia_domain.views import VIEWS, by_name

COUNTED = 3
"""Of how many rows of a view every column is traced; money is traced in all rows."""


@pytest.mark.parametrize("model", VIEWS, ids=lambda model: model.name)
def test_every_figure_is_the_sum_of_its_events(year: Store, model: ReadModel) -> None:
    for number, (key, row) in enumerate(year.views().rows(model)):
        for column in columns(model):
            if not column.endswith("_fen") and number >= COUNTED:
                continue
            figure = getattr(row, column)
            found = trace(year.ledger, model, key, column)
            assert found.figure == figure, (key, column)
            assert found.ends, (key, column)
            if whole(figure) is None and any(step.amount is None for step in found.steps):
                assert found.steps[-1].after == figure
                continue
            if isinstance(figure, str):  # what a rollup's row is called: it is added up of nothing
                assert isinstance(model, Rollup)
                assert not found.steps
                continue
            assert sum(step.amount or 0 for step in found.steps) == (figure or 0), (key, column)
            assert all(step.amount for step in found.steps)


def test_the_events_are_named_by_place_date_and_actor(year: Store) -> None:
    found = trace(year.ledger, by_name("fund_statement"), "F-WMSJ/donated", "reversed_fen")
    [step] = found.steps
    [recorded] = [r for r in year.ledger.read() if r.position == step.position]
    assert (step.event, step.on) == ("account.donation_reversed", recorded.event.on)
    assert (step.actor, step.role) == (recorded.actor, recorded.role)
    assert (step.amount, step.running, found.position) == (2_250_000, 2_250_000, year.ledger.head())


def test_a_total_is_traced_through_the_rows_it_adds_up(year: Store) -> None:
    found = trace(year.ledger, by_name("programme_summary"), "领域/助残济困", "disbursed_fen")
    assert {step.via for step in found.steps if step.via} >= {("project_register", "P-019")}
    parts = 0
    for _, key in {step.via for step in found.steps if step.via}:
        parts += trace(year.ledger, by_name("project_register"), key, "disbursed_fen").figure
    assert parts == found.figure
    counted = trace(year.ledger, by_name("programme_summary"), "全部", "domains")
    assert [step.running for step in counted.steps] == list(range(1, 9))


@pytest.mark.parametrize("name", ["fund_statement", "programme_summary", "project_register"])
def test_a_figure_of_the_past_is_traced_as_of_then(year: Store, name: str) -> None:
    model = by_name(name)
    for moment in (
        Moment(on=parse_date("2021-07-31")),
        Moment(position=1200),
        Moment(on=parse_date("2021-04-30"), position=1500),
    ):
        rows = year.replay(moment, (model,))
        for key, row in list(rows.rows(model))[:5]:
            for column in ("received_fen", "disbursed_fen", "paid_out_fen", "balance_fen"):
                if column in columns(model):
                    found = trace(year.ledger, model, key, column, moment)
                    assert (found.figure, found.ends) == (getattr(row, column), True)
                    assert found.position == rows.position()


def test_a_sum_that_does_not_end_in_the_figure_is_told(year: Store) -> None:
    found = trace(year.ledger, by_name("fund_statement"), "F-WMSJ/donated", "balance_fen")
    assert found.ends
    assert not evolve(found, figure=found.figure + 1).ends
    assert not evolve(found, steps=found.steps[:-1]).ends
    assert not evolve(found, steps=()).ends


def test_what_is_not_there_is_refused_with_what_comes_nearest(year: Store) -> None:
    with pytest.raises(Unknown) as wrong:
        trace(year.ledger, by_name("fund_statement"), "F-WMSJ/donatd", "balance_fen")
    assert wrong.value.near[0] == "F-WMSJ/donated"
    with pytest.raises(Unknown) as wrong:
        trace(year.ledger, by_name("fund_statement"), "F-WMSJ/donated", "balance")
    assert wrong.value.near == ("balance_fen",)
    with pytest.raises(Unknown):
        trace(year.ledger, by_name("programme_summary"), "领域/没有", "projects")
    with pytest.raises(Unknown, match="_claims"):
        trace(year.ledger, by_name("project_register"), "P-001", "_claims")


def anew(path: Path, model: ReadModel, key: str, column: str, moment: Moment) -> Trace:
    """Trace in a store that was opened for it, and so remembers nothing."""
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        return trace(store.ledger, model, key, column, moment)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_remembered_and_brought_forward_is_what_is_read_anew(
    year: Store, played: Path, data: st.DataObject
) -> None:
    model = data.draw(st.sampled_from([model for model in VIEWS if list(year.views().rows(model))]))
    key = data.draw(st.sampled_from([key for key, _ in year.views().rows(model)]))
    column = data.draw(st.sampled_from(columns(model)))
    on = data.draw(st.sampled_from([None, parse_date("2021-07-31"), parse_date("2021-12-31")]))
    head = year.ledger.head()
    for position in (*data.draw(st.lists(st.integers(1, head), max_size=3)), head, head):
        moment = Moment(on=on, position=position)
        try:
            found = trace(year.ledger, model, key, column, moment)
        except Fault as fault:
            with pytest.raises(type(fault)):
                anew(played, model, key, column, moment)
        else:
            assert found == anew(played, model, key, column, moment)
            assert found.ends


def test_a_log_that_is_not_the_one_remembered_is_read_anew(copied: Store, tmp_path: Path) -> None:
    ledger, statement = copied.ledger, by_name("fund_statement")
    before = trace(ledger, statement, "F-WMSJ/donated", "balance_fen")
    tenth, last = before.steps[9].position, before.steps[-1].position
    with closing(sqlite3.connect(tmp_path / "copy.db")) as db, db:
        db.execute("DELETE FROM stored_events WHERE rowid >= ?", (last,))
    shorter = trace(ledger, statement, "F-WMSJ/donated", "balance_fen")
    assert (shorter.position, shorter.steps) == (last - 1, before.steps[:-1])
    with closing(sqlite3.connect(tmp_path / "copy.db")) as db, db:
        db.execute("DELETE FROM stored_events WHERE rowid >= ?", (tenth,))
        db.executemany(  # another history, as long as the one before
            "INSERT INTO stored_events SELECT ?, 'elsewhere-1', ?, topic, state "
            "FROM stored_events WHERE rowid = 1",
            [(position, position) for position in range(tenth, last)],
        )
    other = trace(ledger, statement, "F-WMSJ/donated", "balance_fen")
    assert (other.position, other.steps) == (shorter.position, before.steps[:9])


def test_a_reading_that_was_broken_off_is_not_remembered(copied: Store) -> None:
    ledger, statement = copied.ledger, by_name("fund_statement")
    with open_store(copied.uri, read_only=True) as store:
        read = trace(store.ledger, statement, "F-WMSJ/donated", "balance_fen")
    half = Moment(position=read.steps[len(read.steps) // 2].position)
    assert trace(ledger, statement, "F-WMSJ/donated", "balance_fen", half).steps

    def stop(reached: int, goal: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trace(ledger, statement, "F-WMSJ/donated", "balance_fen", progress=stop)
    assert trace(ledger, statement, "F-WMSJ/donated", "balance_fen") == read


@pytest.mark.parametrize("model", VIEWS, ids=lambda model: model.name)
def test_a_part_adds_to_no_column_but_those_it_names(year: Store, model: ReadModel) -> None:
    rows = year.replay(Moment(), (model,))
    for rollup in with_sources((model,)):
        for part in rollup.parts if isinstance(rollup, Rollup) else ():
            told = {name for _, row in rows.rows(part.of) for name in part.adds(row)}
            kept = {*columns(rollup), *rollup.row.__struct_fields__}  # some nobody is shown
            assert told <= set(part.columns) <= kept
            assert told, f"{rollup.name}: {part.of.name} gives nothing"
