"""Registers of foundations, enterprises, plans, payments and disclosures, fold by fold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from lixia_domain.aggregates import disclosure, enterprise, foundation, fundraising_plan
from lixia_domain.aggregates.disbursement import FundsDisbursed, PaymentBounced
from lixia_domain.application.calendar import State, calendar
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.view import View
from lixia_domain.rules.deadlines import Matter
from lixia_domain.testing import EXAMPLES
from lixia_domain.testing.examples import keepers
from lixia_domain.views import VIEWS
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.enterprise_register import ENTERPRISE_REGISTER
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER
from lixia_domain.views.payment_register import PAYMENT_REGISTER
from lixia_domain.views.plan_register import PLAN_REGISTER
from lixia_domain.views.related_parties import RELATED_PARTIES

AT = datetime(2021, 3, 10, 2, tzinfo=UTC)
YEAR = EXAMPLES["foundation.year_reported"]


def folded(view: View[Any], key: str, *events: Event) -> Any:
    row = None
    for position, event in enumerate(events, 1):
        assert isinstance(event, view.reads)
        told = Recorded(position, f"x-{key}", position, event, AT, "acct-1", "foundation")
        for at in view.keys(told):
            row = view.evolve(row if at else None, told)
    return row


def test_a_foundations_row_counts_what_stands() -> None:
    row = folded(FOUNDATION_REGISTER, "k", *keepers.FOUNDATIONS)
    assert row.names.count("；") == 1
    assert row.name == "示例乡村振兴基金会（虚构）"
    assert (row.bank_accounts, row.officers, row.related_parties, row.years) == (1, 0, 1, "2021")
    assert row.management_cost_fen == 6_000_000
    assert (row.fundraising_since, row.fundraising_until) == (date(2017, 3, 1), None)
    again = folded(FOUNDATION_REGISTER, "k", *keepers.FOUNDATIONS, keepers.FOUNDATIONS[3])
    assert again.bank_accounts == 1, "an account told again is one account"


def test_a_foundations_amounts_are_those_of_its_newest_year() -> None:
    assert isinstance(YEAR, foundation.FoundationYearReported)
    older = evolve(YEAR, year=2020, management_cost=Money(1))
    row = folded(FOUNDATION_REGISTER, "k", *keepers.FOUNDATIONS, older)
    assert (row.years, row.management_cost_fen) == ("2020、2021", 6_000_000)
    newer = evolve(YEAR, year=2022, management_cost=Money(1))
    row = folded(FOUNDATION_REGISTER, "k", *keepers.FOUNDATIONS, newer)
    assert (row.years, row.management_cost_fen) == ("2021、2022", 1)


def test_a_tax_qualification_is_no_leave_to_raise_money() -> None:
    public = EXAMPLES["foundation.qualification_recorded"]
    assert isinstance(public, foundation.QualificationRecorded)
    until = date(2023, 12, 31)
    tax = evolve(public, qualification=foundation.Qualification.TAX_DEDUCTION, until=until)
    row = folded(FOUNDATION_REGISTER, "k", keepers.FOUNDATIONS[0], tax)
    assert (row.fundraising_since, row.tax_until) == (None, until)


def test_an_enterprises_state_is_what_stands_now() -> None:
    told = (EXAMPLES["enterprise.registered"], EXAMPLES["enterprise.verified"])
    states = [
        folded(ENTERPRISE_REGISTER, "e", *told[:1]).state,
        folded(ENTERPRISE_REGISTER, "e", *told).state,
        folded(ENTERPRISE_REGISTER, "e", *told, EXAMPLES["enterprise.debarred"]).state,
    ]
    assert states == ["registered", "verified", "debarred"]
    back = (*told, EXAMPLES["enterprise.debarred"], EXAMPLES["enterprise.reinstated"])
    assert folded(ENTERPRISE_REGISTER, "e", *back).debarred_reason is None
    row = folded(ENTERPRISE_REGISTER, "e", *back, EXAMPLES["enterprise.merged"])
    assert isinstance(EXAMPLES["enterprise.merged"], enterprise.EnterpriseMerged)
    assert (row.state, row.successor) == ("merged", EXAMPLES["enterprise.merged"].successor)


def test_a_plan_is_shown_as_it_was_filed_last() -> None:
    filed, amended, ended = keepers.PLANS
    assert isinstance(amended, fundraising_plan.PlanAmended)
    row = folded(PLAN_REGISTER, "p", filed, amended)
    assert (row.filing, row.amendments, row.raised_fen) == (amended.filing, 1, None)
    row = folded(PLAN_REGISTER, "p", filed, amended, ended)
    assert (row.state, row.raised_fen) == ("ended", 247_500_000)


def test_a_disclosure_shows_what_stands_there_now() -> None:
    published, corrected = keepers.DISCLOSURES
    assert isinstance(corrected, disclosure.DisclosureCorrected)
    row = folded(DISCLOSURE_LOG, "d", published, corrected)
    assert (row.content_hash, row.basis, row.corrections) == (corrected.content_hash, 1077, 1)


def test_a_payment_that_came_back_says_so() -> None:
    paid, bounced = (
        EXAMPLES["disbursement.funds_disbursed"],
        EXAMPLES["disbursement.payment_bounced"],
    )
    assert isinstance(paid, FundsDisbursed)
    assert isinstance(bounced, PaymentBounced)
    assert not folded(PAYMENT_REGISTER, "d", paid).bounced
    row = folded(PAYMENT_REGISTER, "d", paid, bounced)
    assert (row.bounced, row.paid_fen) == (True, paid.amount.fen)


def test_only_a_payment_that_stands_to_a_related_party_is_due_to_be_published() -> None:
    from lixia_adapters.views import memory

    paid = EXAMPLES["disbursement.funds_disbursed"]
    tie = EXAMPLES["foundation.related_party_declared"]
    assert isinstance(paid, FundsDisbursed)
    assert isinstance(tie, foundation.RelatedPartyDeclared)
    related = evolve(tie, party=paid.payee)
    build = memory.read_models().begin(VIEWS, store="s")
    payment = folded(PAYMENT_REGISTER, "d1", paid)
    back = folded(PAYMENT_REGISTER, "d2", paid, EXAMPLES["disbursement.payment_bounced"])
    other = folded(PAYMENT_REGISTER, "d3", evolve(paid, payee="somebody else"))
    build.save(
        {
            PAYMENT_REGISTER.name: {"d1": payment, "d2": back, "d3": other},
            RELATED_PARTIES.name: {"t": folded(RELATED_PARTIES, "k", related)},
        },
        0,
        1,
    )
    found = calendar(
        build,
        today=paid.on,
        since=date(2021, 1, 1),
        until=date(2021, 12, 31),
        working=lambda _: True,
    )
    assert [(e.duty.matter, e.duty.subject, e.state) for e in found.entries] == [
        (Matter.TRANSACTION, "d1", State.OPEN)
    ]
