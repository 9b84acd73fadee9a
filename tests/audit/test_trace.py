"""Every figure of every view is the sum of the events behind it, to the fen."""

from __future__ import annotations

import pytest
from attrs import evolve

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.moment import Moment
from lixia_domain.audit.names import Unknown, columns, whole
from lixia_domain.audit.trace import trace
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.view import ReadModel, Rollup
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
