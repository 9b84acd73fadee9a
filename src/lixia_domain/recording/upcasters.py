"""How events of past versions become events of today, one version at a time.

A function here takes the stored data of one version and returns the data of the next. It may only
say what was true when the old version was written: a default is a claim about the past.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Data: TypeAlias = dict[str, Any]


def project_published_2(data: Data) -> Data:
    """Version 1 knew no waiting list: nobody could be waitlisted under such a publication."""
    return {**data, "waitlist": False}


def account_appropriation_received_2(data: Data) -> Data:
    """Version 1 knew no match: all government money came by appropriation."""
    return {"kind": "appropriation", **data}


def account_period_closed_2(data: Data) -> Data:
    """Version 1 knew no other income: no account held any."""
    return {**data, "other": {"fen": 0}}


def account_frozen_2(data: Data) -> Data:
    """Version 1 did not say whose freeze it is: only its reason tells."""
    return {**data, "by": None}


def account_unfrozen_2(data: Data) -> Data:
    """Version 1 knew one freeze at a time: unfreezing lifted it."""
    return {**data, "lifts": []}


def account_unfrozen_3(data: Data) -> Data:
    """Version 2 named the freezes that it lifted by their reasons, which was all there was."""
    return {**data, "lifts": [{"by": None, "reason": why} for why in data["lifts"]]}


def account_surplus_moved_out_2(data: Data) -> Data:
    """Version 1 named no document: a donor's answer stands in its own stream, minutes nowhere."""
    return {**data, "document": ""}


def fund_period_closed_2(data: Data) -> Data:
    """Version 1 did not say how book and bank agreed."""
    return {**data, "proof": None}


def fund_period_closed_3(data: Data) -> Data:
    """Version 2 listed items by entry and amount alone."""
    proof = data["proof"]
    return data if proof is None else {**data, "proof": _described(proof)}


def bank_statement_reconciled_2(data: Data) -> Data:
    """Version 1 listed items by entry and amount alone."""
    return _described(data)


def _described(data: Data) -> Data:
    nothing = {"party": "", "dated": None, "reason": ""}
    return {**data, "items": [{**item, **nothing} for item in data["items"]]}


def bank_debit_recorded_2(data: Data) -> Data:
    """Version 1 did not say to which account it went."""
    return {**data, "outgoing": {**data["outgoing"], "payee_account": ""}}


def bank_credit_allocated_2(data: Data) -> Data:
    """Version 1 allocated donations only; all else was booked beside the bank's entries."""
    return {**data, "allocation": {**data["allocation"], "kind": "donation"}}


def bank_credit_held_2(data: Data) -> Data:
    """Version 1 did not say for which claims the money had come."""
    return {**data, "claims": []}


def bank_credit_held_3(data: Data) -> Data:
    """Version 2 named no use that is no claim: a project that could not take the money in."""
    return {**data, "designations": []}


def disbursement_funds_disbursed_2(data: Data) -> Data:
    """Version 1 did not say who paid and who released it: the envelope has the former."""
    return {**data, "paid_by": None, "released_by": None}


def team_grant_agreement_signed_2(data: Data) -> Data:
    """Version 1 knew no agreement by which tranches may be open at a time."""
    return {**data, "open_tranches": 0, "minutes": ""}


def invoice_used_2(data: Data) -> Data:
    """Version 1 knew no shares: an invoice was used once, for what it was used for."""
    return {**data, "total": data["amount"]}


def member_role_granted_2(data: Data) -> Data:
    """Version 1 knew no terms: whatever was granted was held until it was revoked."""
    return {**data, "until": None}


def volunteer_certificate_issued_2(data: Data) -> Data:
    """Version 1 told totals only: which stretches they were of, nobody had to say."""
    return {**data, "stretches": None}


UPCASTERS: Mapping[tuple[str, int], Callable[[Data], Data]] = {
    ("project.published", 1): project_published_2,
    ("account.appropriation_received", 1): account_appropriation_received_2,
    ("account.period_closed", 1): account_period_closed_2,
    ("account.frozen", 1): account_frozen_2,
    ("account.unfrozen", 1): account_unfrozen_2,
    ("account.unfrozen", 2): account_unfrozen_3,
    ("account.surplus_moved_out", 1): account_surplus_moved_out_2,
    ("fund.period_closed", 1): fund_period_closed_2,
    ("fund.period_closed", 2): fund_period_closed_3,
    ("bank_statement.reconciled", 1): bank_statement_reconciled_2,
    ("bank_debit.recorded", 1): bank_debit_recorded_2,
    ("bank_credit.allocated", 1): bank_credit_allocated_2,
    ("bank_credit.held", 1): bank_credit_held_2,
    ("bank_credit.held", 2): bank_credit_held_3,
    ("disbursement.funds_disbursed", 1): disbursement_funds_disbursed_2,
    ("invoice.used", 1): invoice_used_2,
    ("member.role_granted", 1): member_role_granted_2,
    ("volunteer.certificate_issued", 1): volunteer_certificate_issued_2,
    ("team.grant_agreement_signed", 1): team_grant_agreement_signed_2,
}
"""From (stored name, version) to the function that brings its data one version on."""
