"""Of each project the report tells what is of the fund, and nothing that is of another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.report.content import Cell, Table
from lixia_domain.application.report.projects import accounts
from lixia_domain.application.report.source import Source
from lixia_domain.audit.past.moment import Moment
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

LATER = datetime(2022, 2, 1, tzinfo=UTC)
TRANCHE = Money.yuan(20_000)


def told(work: Work) -> None:
    pledged = EXAMPLES["pledge.donation_pledged"]
    work.record(FUND, story.FUND, [EXAMPLES["fund.proposed"], EXAMPLES["fund.established"]])
    work.record(PROJECT, story.PROJECT, [EXAMPLES["project.drafted"]])
    work.record(PLEDGE, "ours", [pledged])
    work.record(PLEDGE, "released", [pledged, EXAMPLES["pledge.released"]])
    work.record(PLEDGE, "another fund's", [evolve(pledged, fund="f2")])
    asked, approved = EXAMPLES["disbursement.requested"], EXAMPLES["disbursement.approved"]
    public = evolve(asked, account=f"{story.FUND}/government")
    paid = (approved, EXAMPLES["disbursement.funds_disbursed"])
    bounced = (*paid, EXAMPLES["disbursement.payment_bounced"])
    after_all = (*bounced, EXAMPLES["disbursement.bounce_reversed"])
    work.record(DISBURSEMENT, "asked for", [public])
    for number, facts in enumerate((paid, bounced, after_all), 1):
        work.record(DISBURSEMENT, f"public {number}", [public, *facts])
        work.record(DISBURSEMENT, f"donated {number}", [asked, *facts])


@pytest.fixture
def fund() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=lambda: LATER) as opened:
        opened.ledger.transact(told, by=opened.by("acct-1", Role.SYSTEM))
        yield opened


def row(store: Store) -> dict[str, Cell]:
    [table] = accounts(Source.read(store, story.FUND, Moment())).blocks
    assert isinstance(table, Table)
    [found] = table.rows
    return dict(zip((column.name for column in table.columns), found, strict=True))


def test_what_is_pledged_to_another_fund_or_no_more_is_not_counted(fund: Store) -> None:
    assert row(fund)["pledged"] == story.BUDGET


def test_what_the_government_paid_is_told_without_what_came_back_for_good(fund: Store) -> None:
    assert row(fund)["government"] == TRANCHE + TRANCHE, "the bounce of one was the bank's mistake"
    assert row(fund)["balance"] == ZERO
