"""Evidence of what was spent: handed in, accepted or disallowed, an acceptance reversed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from lixia_domain.aggregates.disbursement.decisions import of_others, standing
from lixia_domain.aggregates.disbursement.facts import (
    AcceptanceReversed,
    DisallowanceReversed,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    Facts,
)
from lixia_domain.aggregates.disbursement.state import Disbursement, DisbursementStage, Why
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.keys import NOBODY_KNOWN, among
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words

F = TypeVar("F")


def evidence(
    disbursement: Disbursement | None,
    *,
    agreed: date,
    invoice: str,
    invoice_date: date,
    seller: str,
    file_hash: str,
    amount: Money,
    on: date,
) -> Facts:
    """Hand in evidence of what was spent (报销凭证), up to what is still to be accounted for.

    What was disallowed is to come back: no other invoice takes its place. An invoice is of the time
    between the agreement, ``agreed`` on that day, and its being handed in.
    """
    disbursement = standing(
        disbursement, Words("提交凭证", "handing in evidence"), DisbursementStage.PAID
    )
    if among(invoice, (*disbursement.pending, *disbursement.reviewed)):
        raise Rejection(Why.INVOICE_TWICE, invoice=invoice)
    if not agreed <= invoice_date <= on:
        raise Rejection(Why.INVOICE_DATE, invoice=invoice_date, first=agreed, last=on)
    left = disbursement.unaccounted - disbursement.owed_back
    if positive(amount) > left:
        raise Rejection(Why.EVIDENCE_EXCEEDS, left=left, amount=amount)
    return (
        ExpenseEvidenced(
            invoice=invoice,
            invoice_date=invoice_date,
            seller=seller,
            file_hash=file_hash,
            line=disbursement.requested.line,
            amount=amount,
            on=on,
        ),
    )


def accept_expense(
    disbursement: Disbursement | None,
    *,
    invoice: str,
    reviewer: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Accept a piece of evidence (认可凭证). ``lead`` is who leads the team that was paid."""
    invoice, amount = _pending(disbursement, invoice, reviewer, lead, eyes)
    return (ExpenseAccepted(invoice=invoice, amount=amount, reviewer=reviewer, on=on),)


def disallow_expense(
    disbursement: Disbursement | None,
    *,
    invoice: str,
    reviewer: str,
    reason: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Disallow a piece of evidence (不予认可): its amount is to come back."""
    invoice, amount = _pending(disbursement, invoice, reviewer, lead, eyes)
    return (
        ExpenseDisallowed(invoice=invoice, amount=amount, reviewer=reviewer, reason=reason, on=on),
    )


def reverse_acceptance(
    disbursement: Disbursement | None,
    *,
    invoice: str,
    reason: str,
    document: str,
    reviewer: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Reverse the acceptance of an invoice (撤销认可): it is to be accepted or disallowed anew.

    By another ``reviewer`` than accepted it, on a ``document`` that shows the error.
    """
    act = Words("撤销凭证审核", "reversing an acceptance")
    paid = _reviewed_anew(disbursement, act, reviewer, lead, eyes)
    accepted = _of_invoice(paid.sound, invoice)
    if accepted is None:
        raise Rejection(Why.NOT_ACCEPTED, invoice=invoice)
    _of_another(invoice, reviewer, accepted.reviewer, eyes)
    return (
        AcceptanceReversed(
            invoice=accepted.invoice,
            amount=accepted.amount,
            reviewer=reviewer,
            reason=reason,
            document=document,
            on=on,
        ),
    )


def reverse_disallowance(
    disbursement: Disbursement | None,
    *,
    invoice: str,
    reason: str,
    document: str,
    reviewer: str,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Reverse the disallowance of an invoice (撤销不予认可): it is reviewed anew, not owed back.

    By another ``reviewer`` than disallowed it, on a ``document`` that shows the error; not where
    its amount has come back or was written off since. Where the payment it was disallowed of was
    cancelled, nothing of it is owed: there must be room for it in the payment that was made.
    """
    act = Words("撤销不予认可", "reversing a disallowance")
    paid = _reviewed_anew(disbursement, act, reviewer, lead, eyes)
    found = _of_invoice(paid.disallowed, invoice)
    if found is None:
        raise Rejection(Why.NOT_DISALLOWED, invoice=invoice)
    _of_another(invoice, reviewer, found.reviewer, eyes)
    if found.owed > paid.owed_back:
        raise Rejection(
            Why.RECOVERED_SINCE, invoice=found.invoice, owed=found.owed, left=paid.owed_back
        )
    left = paid.unaccounted - paid.owed_back + found.owed
    if found.amount > left:
        raise Rejection(Why.EVIDENCE_EXCEEDS, left=left, amount=found.amount)
    return (
        DisallowanceReversed(
            invoice=found.invoice,
            amount=found.amount,
            owed=found.owed,
            reviewer=reviewer,
            reason=reason,
            document=document,
            on=on,
        ),
    )


def _of_invoice(reviewed: Mapping[str, F], invoice: str) -> F | None:
    return next((fact for key, fact in reviewed.items() if among(invoice, (key,))), None)


def _reviewed_anew(
    disbursement: Disbursement | None,
    act: Words,
    reviewer: str,
    lead: str,
    eyes: Mapping[str, str],
) -> Disbursement:
    """Return what was paid, where ``reviewer`` may look again at how its evidence was reviewed."""
    paid = standing(disbursement, act, DisbursementStage.PAID, DisbursementStage.SETTLED)
    of_others(paid, reviewer, lead, eyes)
    return paid


def _of_another(invoice: str, who: str, reviewer: str, eyes: Mapping[str, str]) -> None:
    """Refuse whoever reviewed an invoice and would reverse that as well."""
    if among(who, (reviewer,), eyes):
        raise Rejection(Why.OWN_REVIEW, who=who, invoice=invoice)


def _pending(
    disbursement: Disbursement | None,
    invoice: str,
    reviewer: str,
    lead: str,
    eyes: Mapping[str, str],
) -> tuple[str, Money]:
    """Return a piece of evidence that waits for review: its number as it was handed in, its sum."""
    paid = standing(disbursement, Words("审核凭证", "judging evidence"), DisbursementStage.PAID)
    for number, amount in of_others(paid, reviewer, lead, eyes).pending.items():
        if among(invoice, (number,)):
            return number, amount
    raise Rejection(Why.UNKNOWN_INVOICE, invoice=invoice)
