"""Registers of foundations, enterprises, plans, funds, papers and disclosures, fold by fold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from lixia_domain.aggregates import (
    batch,
    disclosure,
    donation_receipt,
    enterprise,
    fundraising_plan,
    invoice,
)
from lixia_domain.aggregates.disbursement.facts import FundsDisbursed, PaymentBounced
from lixia_domain.aggregates.foundation import facts as foundation
from lixia_domain.application.overview.calendar import DutyState, calendar
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.view import View
from lixia_domain.rules.deadlines import Matter
from lixia_domain.testing import EXAMPLES
from lixia_domain.testing.examples import keepers
from lixia_domain.views import VIEWS
from lixia_domain.views.batch_register import BATCH_REGISTER
from lixia_domain.views.disbursement_register import DISBURSEMENT_REGISTER
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.enterprise_register import ENTERPRISE_REGISTER
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER
from lixia_domain.views.fund_register import FUND_REGISTER, FundRow
from lixia_domain.views.invoice_register import INVOICE_REGISTER
from lixia_domain.views.payment_register import PAYMENT_REGISTER
from lixia_domain.views.plan_register import PLAN_REGISTER
from lixia_domain.views.receipt_register import RECEIPT_REGISTER
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
    assert (row.bank_accounts, row.officers, row.related_parties, row.years) == (1, 0, 0, "2021")
    assert row.management_cost_fen == 6_000_000
    assert (row.fundraising_since, row.fundraising_until) == (date(2017, 3, 1), date(2021, 12, 31))
    account = EXAMPLES["foundation.bank_account_registered"]
    again = folded(FOUNDATION_REGISTER, "k", *keepers.FOUNDATIONS, account)
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
    published, corrected, _ = keepers.DISCLOSURES
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
    request = evolve(EXAMPLES["disbursement.requested"], account="f1/p1")
    asked = folded(DISBURSEMENT_REGISTER, "d1", request)
    back = folded(PAYMENT_REGISTER, "d2", paid, EXAMPLES["disbursement.payment_bounced"])
    other = folded(PAYMENT_REGISTER, "d3", evolve(paid, payee="somebody else"))
    build.save(
        {
            PAYMENT_REGISTER.name: {"d1": payment, "d2": back, "d3": other},
            RELATED_PARTIES.name: {"t": folded(RELATED_PARTIES, "k", related)},
            FUND_REGISTER.name: {"f1": FundRow(fund="f1", foundation="k")},
            DISBURSEMENT_REGISTER.name: dict.fromkeys(("d1", "d2", "d3"), asked),
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
        (Matter.TRANSACTION, "d1", DutyState.OPEN)
    ]


def test_a_disbursement_is_followed_to_the_last_fen() -> None:
    asked, approved, paid = (
        EXAMPLES[f"disbursement.{name}"] for name in ("requested", "approved", "funds_disbursed")
    )
    assert isinstance(paid, FundsDisbursed)
    told = (asked, approved, paid)
    states = [folded(DISBURSEMENT_REGISTER, "d", *told[:n]).state for n in (1, 2, 3)]
    assert states == ["requested", "approved", "paid"]
    half = Money(paid.amount.fen // 2)
    accepted = evolve(EXAMPLES["disbursement.expense_accepted"], amount=half)
    back = evolve(EXAMPLES["disbursement.unspent_recovered"], amount=paid.amount - half)
    row = folded(DISBURSEMENT_REGISTER, "d", *told, accepted)
    assert (row.state, row.outstanding_fen) == ("paid", paid.amount.fen - half.fen)
    row = folded(DISBURSEMENT_REGISTER, "d", *told, accepted, back)
    assert (row.state, row.outstanding_fen, row.accepted_fen) == ("settled", 0, half.fen)
    gone = evolve(EXAMPLES["disbursement.recovery_reversed"], amount=back.amount)
    lost = evolve(EXAMPLES["disbursement.loss_written_off"], amount=back.amount)
    row = folded(DISBURSEMENT_REGISTER, "d", *told, accepted, back, gone)
    assert (row.state, row.outstanding_fen, row.recovered_fen) == ("paid", back.amount.fen, 0)
    row = folded(DISBURSEMENT_REGISTER, "d", *told, accepted, back, gone, lost)
    assert (row.state, row.lost_fen) == ("settled", back.amount.fen)


def test_a_disbursement_that_ends_before_its_money_is_spent_has_nothing_outstanding() -> None:
    asked, paid = EXAMPLES["disbursement.requested"], EXAMPLES["disbursement.funds_disbursed"]
    ends = {
        name: folded(DISBURSEMENT_REGISTER, "d", *before, EXAMPLES[f"disbursement.{event}"])
        for name, event, before in (
            ("refused", "refused", (asked,)),
            ("withdrawn", "withdrawn", (asked,)),
            ("bounced", "payment_bounced", (asked, paid)),
        )
    }
    assert [row.state for row in ends.values()] == list(ends)
    assert all(row.outstanding_fen == 0 and row.reason for row in ends.values())
    bounced, after_all = (
        EXAMPLES[f"disbursement.{name}"] for name in ("payment_bounced", "bounce_reversed")
    )
    row = folded(DISBURSEMENT_REGISTER, "d", asked, paid, bounced, after_all)
    assert (row.state, row.outstanding_fen) == ("paid", row.requested_fen)


def test_a_receipt_number_shows_what_it_was_used_for() -> None:
    names = ("issued", "issued_in_kind", "reversed", "voided")
    issued, goods, back, void = (EXAMPLES[f"donation_receipt.{name}"] for name in names)
    assert isinstance(issued, donation_receipt.DonationReceiptIssued)
    assert isinstance(goods, donation_receipt.DonationReceiptIssuedInKind)
    row = folded(RECEIPT_REGISTER, "c/0001", issued)
    assert (row.code, row.serial, row.state, row.cites) == ("c", "0001", "issued", issued.gift)
    row = folded(RECEIPT_REGISTER, "c/0001", issued, back)
    assert (row.state, row.receipted_fen, row.ended_on) == ("reversed", issued.amount.fen, back.on)
    row = folded(RECEIPT_REGISTER, "c/0002", goods)
    assert row.receipted_fen == goods.value.fen and row.item.startswith(goods.item)
    row = folded(RECEIPT_REGISTER, "c/0003", void)
    assert (row.state, row.receipted_fen, row.issued_on) == ("voided", 0, None)


def test_an_invoice_names_the_disbursement_it_was_used_for() -> None:
    used = EXAMPLES["invoice.used"]
    assert isinstance(used, invoice.InvoiceUsed)
    row = folded(INVOICE_REGISTER, "i", used)
    told = (row.disbursement, row.invoiced_fen, row.used_fen, row.shared_with)
    assert told == (used.disbursement, used.total.fen, used.amount.fen, "")
    row = folded(INVOICE_REGISTER, "i", used, *[EXAMPLES["invoice.shared"]] * 2)
    assert row.shared_with == "2021-A-001-d1-2、2021-A-001-d1-2"


def test_a_funds_row_says_how_it_stands() -> None:
    names = (
        *("proposed", "established", "committee_appointed", "management_rule_set"),
        *("period_closed", "terminating", "closed"),
    )
    told = [EXAMPLES[f"fund.{name}"] for name in names]
    states = [folded(FUND_REGISTER, "f", *told[: n + 1]).state for n in range(len(told))]
    assert states == ["proposed", *["established"] * 4, "terminating", "closed"]
    row = folded(FUND_REGISTER, "f", *told)
    assert row.members and row.permille and row.closed_through and row.ended_on


def test_a_batch_shows_what_was_announced_and_as_known_where() -> None:
    told = [EXAMPLES[f"batch.{name}"] for name in ("planned", "released", "pledges_announced")]
    assert isinstance(told[2], batch.PledgesAnnounced)
    before = folded(BATCH_REGISTER, "b", *told[:2])
    assert before.projects > 0
    assert (before.announced_on, before.announced_fen) == (None, None), "not announced is not 0"
    row = folded(BATCH_REGISTER, "b", *told)
    assert (row.basis, row.announced_fen) == (told[2].position, told[2].pledged.fen)
