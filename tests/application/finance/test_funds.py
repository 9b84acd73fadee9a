"""Funds: established once; what a public offering needs, and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.application.finance import funds
from lixia_domain.application.finance.disclosures import readiness

ON = date(2021, 3, 10)


def test_a_fund_that_is_established_again_gets_no_more_accounts(office: Any) -> None:
    head = office.ledger.head()
    told = {"name": "虚构示例", "foundation": "虚构示例", "purpose": "p", "agreement": "a"}
    funds.establish(office.ledger, office.by, fund_id="f1", **told, on=ON)
    assert office.ledger.head() == head


def test_before_the_charity_law_a_public_offering_needed_nothing(office: Any) -> None:
    assert readiness(office.ledger, fund_id="f1", on=date(2016, 8, 31)) == ()
    needs = readiness(office.ledger, fund_id="f1", on=date(2016, 9, 1))
    assert needs and not all(need.met for need in needs)
