"""Use cases of evidence that was wrongly reviewed: it waits for its review again (撤销凭证审核)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from lixia_domain.aggregates.disbursement import expenses
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance.payable import hands_of
from lixia_domain.application.rights import eyes
from lixia_domain.application.scope import of_disbursement
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.vocabulary import DisbursementId, Document, InvoiceNumber, On, Reason
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


class Reviewing(TypedDict):
    """Who reviews anew: what a decision must know of persons."""

    reviewer: str
    lead: str
    eyes: Mapping[str, str]


@use_case(
    says=Words("撤销凭证审核", "reverse the acceptance of evidence"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def reverse(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    invoice: InvoiceNumber,
    reason: Reason,
    document: Document,
    on: On,
) -> None:
    """Reverse an acceptance: the invoice is to be accepted or disallowed by a review of its own.

    By another accountant than accepted it, who is no party to the spending either.
    """
    facts = expenses.reverse_acceptance(
        work.load(DISBURSEMENT, disbursement_id),
        invoice=invoice,
        reason=reason,
        document=document,
        on=on,
        **_reviewing(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


@use_case(
    says=Words("撤销不予认可", "reverse the disallowance of evidence"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def reverse_disallowance(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    invoice: InvoiceNumber,
    reason: Reason,
    document: Document,
    on: On,
) -> None:
    """Reverse a disallowance: the invoice is reviewed anew, and its amount is not owed back.

    By another accountant than disallowed it, who is no party to the spending either. What has come
    back since, or was written off, is undone first.
    """
    facts = expenses.reverse_disallowance(
        work.load(DISBURSEMENT, disbursement_id),
        invoice=invoice,
        reason=reason,
        document=document,
        on=on,
        **_reviewing(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


def _reviewing(work: Work, disbursement_id: str) -> Reviewing:
    """Return who reviews now, who leads the team that was paid, and which accounts are whose."""
    paper, hands = work.load(DISBURSEMENT, disbursement_id), hands_of(work, disbursement_id)
    before: set[str] = set()
    if paper is not None:
        before |= {accepted.reviewer for accepted in paper.sound.values()}
        before |= {disallowed.reviewer for disallowed in paper.disallowed.values()}
    known = {**hands["eyes"], **eyes(work, before)}
    return {"reviewer": work.by.actor, "lead": hands["lead"], "eyes": known}
