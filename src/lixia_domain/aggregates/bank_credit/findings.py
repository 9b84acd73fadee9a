"""What is found out about a credit: whose gift it is, that it was no gift, that it left again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lixia_domain.aggregates.bank_credit import agreed
from lixia_domain.aggregates.bank_credit.facts import (
    Allocation,
    ApportionmentFound,
    CitationsSettled,
    CreditAllocated,
    CreditDirected,
    CreditEvent,
    CreditHeld,
    CreditReleased,
    CreditReturnCancelled,
    CreditReturnPaid,
    CreditReturnUnpaid,
    Facts,
    Income,
    LegalDonorSettled,
)
from lixia_domain.aggregates.bank_credit.state import Credit, Why, existing, standing, uncited
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection


def settle_donor(credit: Credit | None, *, donor: str, document: str, on: date) -> Facts:
    """Settle whose gift it is where another one paid (代付). The same told twice is ``()``.

    Not once a part is allocated: the account has it as the gift of whoever it was then.

    ``donor`` is a credit code or a person's reference; ``document`` the payer's declaration.
    """
    credit = standing(credit)
    if credit.donor == donor:
        return ()
    if credit.donor is not None:
        raise Rejection(Why.DONOR_SETTLED, donor=credit.donor)
    for part in credit.allocations:
        if part.kind is Income.DONATION and part.amount > ZERO:
            raise Rejection(Why.DONOR_ALLOCATED, gift=part.gift)
    _documented(document)
    return (LegalDonorSettled(donor=donor, document=document, on=on),)


def find_apportioned(credit: Credit | None, *, document: str, rule: str, on: date) -> Facts:
    """Note that the money was apportioned (摊派): it can only be returned. Again: ``()``.

    Source: 慈善法 32.
    """
    credit = standing(credit)
    if credit.apportioned:
        return ()
    _documented(document)
    return (ApportionmentFound(document=document, rule=rule, on=on),)


def direct(credit: Credit | None, *, to: str, amount: Money, document: str, on: date) -> Facts:
    """Note that its payer says in writing what held money is for (书面指示), another use than told.

    Of its legal donor, where that was settled. At most what was paid for other uses: what nobody
    named a use of needs no direction. What is directed is held as before, for the new use.
    """
    credit = uncited(standing(credit))
    _documented(document)
    there = total(part.amount for part in agreed.elsewhere(credit.agreed, to))
    if positive(amount) > there:
        raise Rejection(Why.NOTHING_AGREED, to=to, there=there, amount=amount)
    donor = credit.donor or credit.notice.payer_ref or credit.notice.payer
    return (CreditDirected(to=to, amount=amount, donor=donor, document=document, on=on),)


def pay_back(credit: Credit | None, *, debit: str, amount: Money, on: date) -> Facts:
    """Note that the bank paid out what had been returned (退款付出), each return once."""
    credit = existing(credit)
    waiting = credit.returned - credit.paid_back
    if positive(amount) > waiting:
        raise Rejection(Why.NOT_RETURNED, returned=waiting, amount=amount)
    return (CreditReturnPaid(debit=debit, amount=amount, on=on),)


def unpay_back(
    credit: Credit | None, *, debit: str, amount: Money, document: str, on: date
) -> Facts:
    """Note that a debit was not the money that had been returned (撤销退款核对)."""
    existing(credit)
    return (CreditReturnUnpaid(debit=debit, amount=amount, document=document, on=on),)


def cancel_return(
    credit: Credit | None, *, amount: Money, reason: str, document: str, on: date
) -> Facts:
    """Note that what was returned never left the bank (撤销退回): it is held again.

    At most what no debit was matched to, the latest returns first. What had been a gift or income
    is neither any more: it is allocated anew, to whatever it is now. What had been given for a
    claim is still the donor's: it becomes a gift, or goes back.
    """
    credit = standing(credit)
    waiting = credit.returned - credit.paid_back
    if positive(amount) > waiting:
        raise Rejection(Why.NOT_RETURNED, returned=waiting, amount=amount)
    _, last = agreed.latest(credit.returns, amount)
    promised = [part for part in last if part.claims]
    claims = tuple(dict.fromkeys(claim for part in promised for claim in part.claims))
    designations = tuple(dict.fromkeys(use for part in promised for use in part.designations))
    return (
        CreditReturnCancelled(amount=amount, reason=reason, document=document, on=on),
        CreditHeld(amount=amount, reason=reason, claims=claims, designations=designations, on=on),
    )


def settle_citations(
    credit: Credit | None, *, taken_off: Collection[str], document: str, on: date
) -> Facts:
    """Make what accounts took in by a credit before it was on record its uses (核对引用).

    In the log's order, each whole, as far as the credit goes and its fund is theirs. What goes
    beyond was never at the bank: the fact says how much that is. A fact that was ``taken_off``
    again uses nothing: what it cited stays held.
    """
    credit = standing(credit)
    if not credit.cited:
        raise Rejection(Why.NOT_CITED)
    _documented(document)
    facts: list[CreditEvent] = []
    held, left, taken = credit.held, ZERO, set[str]()
    for each in credit.cited:
        if each.fact in taken_off:
            continue
        ours = kept(split_key(each.account)[0]) == kept(credit.fund)
        if each.amount > held or each.gift in taken or not ours:
            left = left + each.amount
            continue
        held = held - each.amount
        taken.add(each.gift)
        part = Allocation(
            gift=each.gift,
            account=each.account,
            claim=None,
            instalment=None,
            amount=each.amount,
            kind=each.kind,
        )
        facts.append(CreditReleased(amount=each.amount, on=on))
        facts.append(CreditAllocated(allocation=part, on=on))
    return (*facts, CitationsSettled(document=document, left=left, on=on))


def _documented(document: str) -> None:
    if not document.strip():
        raise Rejection(Why.NO_DOCUMENT)
