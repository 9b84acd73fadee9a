"""Use case of evidence that was wrongly accepted: it waits for its review again (撤销凭证审核)."""

from __future__ import annotations

from lixia_domain.aggregates.disbursement import expenses
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance.payable import hands_of
from lixia_domain.application.rights import eyes
from lixia_domain.application.scope import of_disbursement
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.vocabulary import DisbursementId, Document, InvoiceNumber, On, Reason
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


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
    paper = work.load(DISBURSEMENT, disbursement_id)
    hands = hands_of(work, disbursement_id)
    reviewers = set() if paper is None else {fact.reviewer for fact in paper.sound.values()}
    facts = expenses.reverse_acceptance(
        paper,
        invoice=invoice,
        reason=reason,
        document=document,
        reviewer=work.by.actor,
        on=on,
        lead=hands["lead"],
        eyes={**hands["eyes"], **eyes(work, reviewers)},
    )
    work.record(DISBURSEMENT, disbursement_id, facts)
