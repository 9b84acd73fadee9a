"""How the model says what the right answer is: done, or refused on one of some grounds."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import Any, TypeAlias

from attrs import define, field


class Group(Enum):
    """Grounds on which a command is refused, wider than the reasons that people are told."""

    RIGHTS = "whoever acts may not"
    PERSONS = "one person stands twice where two must"
    UNKNOWN = "there is no such thing"
    STAGE = "it is not, or no longer, at that point"
    TWICE = "the id or number is used"
    AMOUNT = "more than there is, or nothing"
    CLOSED = "the month, the fund or the period is closed"
    FROZEN = "frozen or suspended"
    EARLIER = "what came before is not accounted for"
    SHORT = "something is short on the account"
    CONSENT = "no consent, approval or basis"
    FUND = "another fund's"
    KIND = "money of another kind"
    OTHER = "another one's: project, team, agreement, payer"
    RECEIPT = "a receipt stands for it"
    DATES = "dates that do not fit"
    CLOCK = "the clock is further behind than it may be"


CODES: dict[str, Group] = {
    "debited.other_payee": Group.OTHER,
    "debited.before_return": Group.DATES,
    "debited.no_fee": Group.AMOUNT,
    **dict.fromkeys(
        (
            "disbursement.same_person",
            "payee.same_person",
            "disbursement.own_spending",
            "mending.own_word",
            "open_call.own_objection",
            "disbursement.own_review",
            "disbursement.related",
            "service_session.same_actor",
        ),
        Group.PERSONS,
    ),
    **dict.fromkeys(
        (
            "account.unknown_gift",
            "bank_statement.not_imported",
            "payee.not_on_record",
            "bank_credit.unknown_gift",
            "disbursement.unknown_invoice",
            "disbursement.not_accepted",
            "disbursement.not_disallowed",
            "project.unknown_claim",
            "project.unknown_line",
            "project.unknown_change",
            "account.no_match",
            "donation_receipt.not_issued",
            "open_call.not_on_ballot",
            "service_session.no_hours",
        ),
        Group.UNKNOWN,
    ),
    **dict.fromkeys(
        (
            "disbursement.wrong_stage",
            "debited.left",
            "disbursement.not_released",
            "project.wrong_stage",
            "project.surplus_moved",
            "project.has_team",
            "project.no_team",
            "project.not_suspended",
            "project.review_failed",
            "project.below_minimum",
            "project.tranches_open",
            "project.money_awaited",
            "project.old_tranche_open",
            "project.all_received",
            "pledge.released",
            "pledge.defaulted",
            "pledge.nothing_owed",
            "pledge.held",
            "pledge.not_demanded",
            "bank_credit.reversed",
            "bank_statement.not_reconciled",
            "bank_credit.apportioned",
            "account.not_frozen",
            "fund.not_terminating",
            "fund.is_terminating",
            "fund.still_holds",
            "credits.nothing_due",
            "enterprise.not_verified",
            "team.debarred",
            "team.not_verified",
            "open_call.wrong_stage",
            "open_call.too_few",
            "service_session.not_held",
            "entry.withdrawn",
            "open_call.tie_open",
            "volunteer.of_age",
            "bank_credit.nothing_changed",
            "bank_credit.nothing_allocated",
            "bank_debit.not_matched",
            "in_kind.receipted",
            "team.terms_too_late",
            "bank_credit.donor_allocated",
            "fund.unsettled",
            "fund.is_owed",
        ),
        Group.STAGE,
    ),
    **dict.fromkeys(
        (
            "bank_credit.conflict",
            "bank_statement.exists",
            "bank_statement.reconciled_otherwise",
            "bank_debit.conflict",
            "bank_debit.matched",
            "bank_debit.cited",
            "bank_debit.cites_other",
            "disbursement.exists",
            "disbursement.tranche_twice",
            "disbursement.invoice_twice",
            "invoice.used",
            "invoice.otherwise",
            "invoice.slip_used",
            "donation_receipt.used",
            "project.claim_reused",
            "project.change_reused",
            "project.suspended_otherwise",
            "project.exists",
            "pledge.exists",
            "pledge.agreed_otherwise",
            "account.cost_charged",
            "account.match_otherwise",
            "in_kind.exists",
            "bank_credit.donor_settled",
            "command.key_reused",
            "project.same_agreement",
            "project.agreement_elsewhere",
            "project.waits_elsewhere",
            "fund.period_closed",
            "vote.cast_already",
            "open_call.exists",
            "entry.exists",
            "entry.screened",
            "volunteer.exists",
            "subject.exists",
            "volunteer_day.overlap",
            "service_session.exists",
            "service_session.held_otherwise",
            "service_session.recorded_otherwise",
            "team.agreement_reused",
        ),
        Group.TWICE,
    ),
    **dict.fromkeys(
        (
            "account.insufficient",
            "bank_statement.does_not_add_up",
            "bank_statement.opening_differs",
            "bank_statement.opening_unexplained",
            "bank_statement.unbalanced",
            "account.not_short",
            "account.sale_of_nothing",
            "account.match_capped",
            "amount.not_positive",
            "bank_credit.nothing_open",
            "bank_credit.nothing_agreed",
            "bank_credit.not_held",
            "bank_credit.not_owed",
            "bank_credit.not_returned",
            "bank_debit.amount_differs",
            "disbursement.evidence_exceeds",
            "disbursement.exceeds_outstanding",
            "disbursement.recovered_since",
            "invoice.exceeds_total",
            "in_kind.short",
            "in_kind.no_quantity",
            "pledge.instalments_uneven",
            "pledge.exceeds_instalment",
            "pledge.below_paid",
            "project.exceeds_remainder",
            "project.not_less",
            "project.cuts_claimed",
            "project.cuts_committed",
            "project.line_exhausted",
            "project.minimum_above_budget",
            "use_change.more_than_given",
        ),
        Group.AMOUNT,
    ),
    **dict.fromkeys(("account.period_closed", "fund.is_closed"), Group.CLOSED),
    **dict.fromkeys(("account.frozen", "account.gift_frozen", "project.suspended"), Group.FROZEN),
    "account.short": Group.SHORT,
    **dict.fromkeys(
        (
            "disbursement.earlier_owed",
            "disbursement.earlier_outstanding",
            "disbursement.accounted_for",
        ),
        Group.EARLIER,
    ),
    **dict.fromkeys(
        (
            "account.no_basis",
            "account.no_minutes",
            "pledge.no_consent",
            "pledge.gift_unconsented",
            "pledge.approval_missing",
            "pledge.evidence_missing",
            "use_change.beyond",
            "team.no_minutes",
            "volunteer.no_guardian",
            "volunteer.minor_at_risk",
            "volunteer.not_insured",
            "fund.unproven",
            "credits.donor_unsettled",
            "credits.state_unclaimed",
            "bank_credit.meant",
            "bank_credit.agreed_use",
        ),
        Group.CONSENT,
    ),
    **dict.fromkeys(
        ("bank_credit.other_fund", "bank_debit.other_fund", "fund.other_foundation"), Group.FUND
    ),
    **dict.fromkeys(
        (
            "account.sources_mixed",
            "account.only_suspense",
            "bank_credit.not_donated",
            "bank_credit.not_income",
            "bank_credit.no_donation",
            "use_change.no_donor",
        ),
        Group.KIND,
    ),
    **dict.fromkeys(
        (
            "pledge.other_project",
            "payee.another_account",
            "account.other_donor",
            "credits.other_payer",
            "project.other_team",
            "in_kind.elsewhere",
            "service_session.other_team",
            "open_call.key_used",
            "open_call.other_key",
        ),
        Group.OTHER,
    ),
    **dict.fromkeys(("project.change_into_itself",), Group.OTHER),
    **dict.fromkeys(("bank_credit.receipted", "bank_credit.part_returned"), Group.RECEIPT),
    **dict.fromkeys(
        (
            "stream.dates_run_backwards",
            "stream.not_begun",
            "account.expired",
            "bank_statement.gap",
            "bank_statement.period_ahead",
            "account.match_expired",
            "pledge.not_overdue",
            "disbursement.invoice_date",
            "pledge.no_time_left",
            "pledge.deadline_running",
            "pledge.instalments_unordered",
            "fund.period_ahead",
            "service_session.not_yet",
            "volunteer.not_yet",
            "service_session.outside",
            "open_call.objections_run",
            "open_call.entries_over",
            "open_call.entries_run",
            "open_call.voting_over",
            "open_call.voting_runs",
            "bank_debit.before_approval",
        ),
        Group.DATES,
    ),
}
"""On which grounds each reason refuses. One that is not here, and no ``rights.``, is a fault."""


@define
class Grounds:
    """What speaks against a command: all of it, for nobody says what is looked at first."""

    found: set[Group] = field(factory=set)
    perhaps: set[Group] = field(factory=set)
    """What may be refused as well, and need not be."""
    lacking: set[str] = field(factory=set)
    """Situations by which it should be refused, and the code does not do so yet."""

    def not_yet(self, holds: bool, group: Group, situation: str) -> bool:
        """Note what the code does not refuse yet: it may, and if it doesn't, that is counted."""
        if not holds:
            self.perhaps.add(group)
            self.lacking.add(situation)
        return holds

    def unless(self, holds: bool, group: Group) -> bool:
        """Note ``group`` if what must hold does not; return whether it does."""
        if not holds:
            self.found.add(group)
        return holds


Answer: TypeAlias = Generator[None, Any, None]
"""States all grounds, then yields; sent on, with what the use case gave, only if it was done."""
