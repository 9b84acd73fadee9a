"""What mends a word of the books that the bank's own entries contradict: each by another person.

A closed month stays closed: whatever is mended is posted to the open one, and the months before
list what is open as it was known then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lixia_domain.aggregates import bank_debit
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as crediting
from lixia_domain.aggregates.bank_credit import findings as bank_credit
from lixia_domain.aggregates.bank_credit.facts import CreditAllocated, CreditReturned
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, BankDebitMatched, Purpose
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance import debited
from lixia_domain.application.finance.accounts import suspense_account
from lixia_domain.application.finance.booking import Booking
from lixia_domain.application.finance.uncharging import CHARGES, uncharge
from lixia_domain.application.finance.undoing import Undoing
from lixia_domain.application.finance.unpaying import lies_again
from lixia_domain.application.rights import eyes
from lixia_domain.application.scope import of_credit, of_debit, of_disbursement
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import among
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import (
    Amount,
    CreditId,
    DebitId,
    DisbursementId,
    Document,
    On,
)
from lixia_domain.kernel.vocabulary import Reason as ReasonText
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


class Why(Reason):
    """Why somebody may not mend it."""

    OWN_WORD = (
        "mending.own_word",
        "{who} 自己办理的，不得自己撤销：请另一名会计核对后办理",
        "{who} did it and can't undo it as well: let another accountant look, and do it",
    )


@use_case(
    says=Words("撤销付款流水的核对", "undo the match of a bank debit"),
    by=Role.ACCOUNTANT,
    scope=of_debit(),
)
def unmatch(
    work: Work, *, debit_id: DebitId, reason: ReasonText, document: Document, on: On
) -> None:
    """Undo what a debit was matched to: a payment, a return, a fee or a cost (撤销核对).

    The entry is open again, and listed so at the month's end; so is a payment or a return. A fee or
    cost was made of the entry itself, so it is reversed with it, in the open month. It is somebody
    else than who matched it.
    """
    debit = bank_debit.existing(work.load(BANK_DEBIT, debit_id))
    facts = bank_debit.unmatch(debit, reason=reason, document=document, on=on)
    _another(work, work.history(BANK_DEBIT, debit_id), BankDebitMatched)
    work.record(BANK_DEBIT, debit_id, facts)
    matched = debit.matched
    assert matched is not None, "what is matched to nothing can't be undone"
    if matched.purpose in CHARGES:
        uncharge(work, debit_id, matched.purpose, reason=reason, document=document, on=on)
    elif matched.purpose is Purpose.RETURN:
        undone = bank_credit.unpay_back(
            work.load(BANK_CREDIT, matched.cites),
            debit=debit_id,
            amount=matched.amount,
            document=document,
            on=on,
        )
        work.record(BANK_CREDIT, matched.cites, undone)


@use_case(
    says=Words("更正付款所引的流水", "correct which bank debit a payment cites"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def correct_debit(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    debit_id: DebitId,
    reason: ReasonText,
    document: Document,
    on: On,
) -> None:
    """Name the debit that really was a payment, in place of the one it cites (更正付款流水).

    The wrong one is free again, its match undone; the right one is held to all that it would have
    been held to at the payment. It is somebody else than who paid, and who released it.
    """
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    paid = disbursement.payment_of(paper)
    people = {one for one in (work.by.actor, paid.paid_by, paid.released_by) if one}
    facts = disbursement.correct_debit(
        paper,
        debit=debit_id,
        reason=reason,
        document=document,
        by=work.by.actor,
        on=on,
        eyes=eyes(work, people),
    )
    if not facts:
        return
    _let_go(work, disbursement_id, paid.debit, reason=reason, document=document, on=on)
    right = bank_debit.cite(
        work.load(BANK_DEBIT, debit_id),
        debit_id=debit_id,
        fund=split_key(paper.requested.account)[0],
        cites=disbursement_id,
        amount=paid.amount,
        approved=paper.approved_on,
        on=on,
    )
    debited.paid(work, debit_id, paper.requested.payee)
    work.record(BANK_DEBIT, debit_id, right)
    work.record(DISBURSEMENT, disbursement_id, facts)


def _let_go(
    work: Work, disbursement_id: str, debit: str, *, reason: str, document: str, on: date
) -> None:
    """Let a debit be no payment's any more: its match, if it has one, is undone."""
    facts = bank_debit.release(
        work.load(BANK_DEBIT, debit),
        debit_id=debit,
        cites=disbursement_id,
        reason=reason,
        document=document,
        on=on,
    )
    work.record(BANK_DEBIT, debit, facts)


@use_case(
    says=Words("撤销没有付出的付款", "cancel a payment that never left the bank"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def cancel_payment(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    reason: ReasonText,
    document: Document,
    on: On,
) -> None:
    """Take back what was paid in the books and never left the bank (撤销付款).

    The money lies on its gifts again, in the open month, reserved as it was: the tranche may be
    paid anew, by another entry, when all it rests on is looked at again; or it is withdrawn. Where
    some of it makes good what is short meanwhile, the approval falls. Refused where the bank has
    told of the payment, or anything is accounted for. It is somebody else than who paid, and who
    released it.
    """
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    payment = paper.payment
    hands = [] if payment is None else [payment.paid_by, payment.released_by]
    facts = disbursement.cancel_payment(
        paper,
        paper=disbursement_id,
        reason=reason,
        document=document,
        by=work.by.actor,
        on=on,
        eyes=eyes(work, {one for one in (work.by.actor, *hands) if one}),
    )
    paid = disbursement.payment_of(paper)
    debited.never_left(work, disbursement_id, paid)
    work.record(DISBURSEMENT, disbursement_id, facts)
    _let_go(work, disbursement_id, paid.debit, reason=reason, document=document, on=on)
    lies_again(work, disbursement_id, paid, reason=reason, document=document, on=on)


@use_case(
    says=Words("撤销没有付出的退款", "cancel a return that never left the bank"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def cancel_return(
    work: Work,
    *,
    credit_id: CreditId,
    amount: Amount,
    reason: ReasonText,
    document: Document,
    on: On,
) -> None:
    """Take back what was returned in the books and never left the bank (撤销退回).

    It is held again, in the open month, and allocated anew as what it is now: a gift gets its
    pledge settled and its receipt by that. What had been given for a claim is its donor's: it
    becomes a gift again, or goes back. A claim and pledge that a lawful return had cut stay cut:
    that the bank did not pay revives no promise, nor does it make anybody owe again what he had
    back by agreement, judgment or order. It is somebody else than who returned it.
    """
    credit = existing_credit(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.cancel_return(
        credit, amount=amount, reason=reason, document=document, on=on
    )
    _another(work, work.history(BANK_CREDIT, credit_id), CreditReturned)
    work.record(BANK_CREDIT, credit_id, facts)
    key = suspense_account(work, credit.fund, on)
    held = account.hold(work.load(ACCOUNT, key), credit=credit_id, amount=amount, on=on)
    work.record(ACCOUNT, key, held)


@use_case(
    says=Words("撤销到账的分配", "undo what a credit was allocated to"),
    by=Role.ACCOUNTANT,
    scope=of_credit(),
)
def unallocate(
    work: Work, *, credit_id: CreditId, reason: ReasonText, document: Document, on: On
) -> None:
    """Undo all that a credit, told rightly by the bank, was wrongly taken for (撤销分配).

    A gift to the wrong claim, interest on the wrong account, a recovery of the wrong payment: all
    is taken off by facts of its own kind, and held in the open month until it is allocated anew.
    What it was paid for stays known: it goes there, or where its payer's own document says.
    Refused, as a correction is, where it was receipted, returned, reserved, spent or frozen since.
    It is somebody else than who allocated it.
    """
    before = existing_credit(work.load(BANK_CREDIT, credit_id))
    actor = work.by.actor
    facts = crediting.unallocate(before, document=document, reason=reason, approver=actor, on=on)
    _another(work, work.history(BANK_CREDIT, credit_id), CreditAllocated)
    Undoing(work, credit_id, before, reason, actor, on).take_back()
    work.record(BANK_CREDIT, credit_id, facts)
    booking = Booking(work, before.fund, on)
    anew = existing_credit(work.load(BANK_CREDIT, credit_id))
    booking.dispose(credit_id, anew, (), anew.meant)
    booking.post()


def _another(work: Work, history: Iterable[Recorded], did: type[Event]) -> None:
    """Refuse whoever is one person with who did it last."""
    who = [recorded.actor for recorded in history if isinstance(recorded.event, did)][-1:]
    if among(work.by.actor, who, eyes(work, {work.by.actor, *who})):
        raise Rejection(Why.OWN_WORD, who=work.by.actor)
