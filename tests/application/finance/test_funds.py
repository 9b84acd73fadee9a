"""Funds: established once; what a public offering needs, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.disclosures import readiness
from lixia_domain.testing import grounds
from lixia_domain.testing.examples import EXAMPLES

ON = date(2021, 3, 10)


def test_a_fund_that_is_established_again_gets_no_more_accounts(office: Any) -> None:
    head = office.ledger.head()
    told = {"name": "虚构示例", "foundation": grounds.KEEPER, "purpose": "p", "agreement": "a"}
    funds.establish(office.ledger, office.by, fund_id="f1", **told, on=ON)
    assert office.ledger.head() == head


def test_before_the_charity_law_a_public_offering_needed_nothing(office: Any) -> None:
    assert readiness(office.ledger, fund_id="f1", on=date(2016, 8, 31)) == ()
    needs = readiness(office.ledger, fund_id="f1", on=date(2016, 9, 1))
    assert needs and not all(need.met for need in needs)


@pytest.mark.parametrize(("fund", "met"), [("f1", True), ("f2", False)])
def test_a_plan_allows_the_offering_of_the_fund_that_it_was_filed_for(
    office: Any, fund: str, met: bool
) -> None:
    plan = evolve(EXAMPLES["fundraising_plan.filed"], fund="f1", on=date(2021, 2, 1))
    office.look(lambda work: work.record(FUNDRAISING_PLAN, "plan-1", [plan]))
    found = {check.code: check.met for check in readiness(office.ledger, fund_id=fund, on=ON)}
    assert found == {
        "agreement": True,
        "foundation": True,
        "qualification": False,
        "bank_account": False,
        "plan": met,
    }
