"""What may be done with a bank credit: book, hold, allocate, return, receipt, reverse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lixia_domain.aggregates.bank_credit.facts import (
    Allocation,
    BankCreditRecorded,
    Citation,
    CreditAllocated,
    CreditCitedBefore,
    CreditEvent,
    CreditHeld,
    CreditNoticeConflicted,
    CreditPutToReceivable,
    CreditReceipted,
    CreditRedirected,
    CreditReleased,
    CreditReturned,
    CreditReversed,
    CreditReversedByBank,
    CreditUnreceipted,
    Facts,
    Income,
    LegalDonorSettled,
    Notice,
    ReceivableArose,
    ReceivableCollected,
)
from lixia_domain.aggregates.bank_credit.state import (
    Credit,
    Why,
    allocation_of,
    existing,
    standing,
    uncited,
    unreceipted,
)
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection


def record(credit: Credit | None, *, fund: str, notice: Notice, document: str, on: date) -> Facts:
    """Record what the bank says (入账).

    The same notice again is ``()``. Another notice under the same key is refused: the fact
    recorded is ``CreditNoticeConflicted``, once per differing notice, and no money is booked.
    Nothing at all is recorded where the entry is on record in another fund.
    """
    positive(notice.amount)
    if credit is None:
        return (BankCreditRecorded(fund=fund, notice=notice, document=document, revision=1, on=on),)
    if credit.fund != fund:
        known = credit.notice
        raise Rejection(Why.CONFLICT, payer=known.payer, amount=known.amount)
    if any(notice.repeats(known) for known in (credit.notice, *credit.conflicts)):
        return ()
    return (CreditNoticeConflicted(notice=notice, document=document, on=on),)


def differs(credit: Credit | None, notice: Notice) -> bool:
    """Tell whether ``notice`` contradicts what is on record under its key."""
    return credit is not None and not credit.notice.repeats(notice)


def correct(
    credit: Credit | None, *, notice: Notice, document: str, reason: str, approver: str, on: date
) -> Facts:
    """Correct a register row (更正): the old credit is reversed and a new one recorded.

    Refused once a part was returned: the new credit would give that money out again.
    """
    credit = uncited(standing(credit))
    if credit.notice.repeats(notice):
        raise Rejection(Why.NOTHING_CHANGED)
    positive(notice.amount)
    return _anew(credit, notice, document, reason, approver, on)


def unallocate(
    credit: Credit | None, *, document: str, reason: str, approver: str, on: date
) -> Facts:
    """Undo what an entry that the bank told rightly was wrongly allocated to (撤销分配).

    All of it is recorded anew as it was told, to be held; whose gift it is is to be settled anew.
    """
    credit = uncited(standing(credit))
    if not any(part.amount > ZERO for part in credit.allocations):
        raise Rejection(Why.NOTHING_ALLOCATED)
    return _anew(credit, credit.notice, document, reason, approver, on)


def _anew(
    credit: Credit, notice: Notice, document: str, reason: str, approver: str, on: date
) -> Facts:
    """Reverse an entry and record it anew. Not with a receipt given, or a part that has left."""
    unreceipted(credit)
    if (gone := credit.returned + credit.put) > ZERO:
        raise Rejection(Why.PART_RETURNED, returned=gone)
    return (
        CreditReversed(revision=credit.revision, reason=reason, approver=approver, on=on),
        BankCreditRecorded(
            fund=credit.fund,
            notice=notice,
            document=document,
            revision=credit.revision + 1,
            on=on,
        ),
    )


def hand_over(credit: Credit | None, *, fund: str, minutes: str, approver: str, on: date) -> Facts:
    """Hand an entry that is held, all of it, over to another fund (转交): recorded anew there.

    Whose it is stays settled. What came of it already stays in its fund.
    """
    credit = uncited(_given_freely(standing(credit)))
    if credit.held != credit.notice.amount:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=credit.notice.amount)
    facts: list[CreditEvent] = [
        CreditReversed(revision=credit.revision, reason=minutes, approver=approver, on=on),
        BankCreditRecorded(
            fund=fund, notice=credit.notice, document=minutes, revision=credit.revision + 1, on=on
        ),
    ]
    if credit.donor is not None:
        facts.append(LegalDonorSettled(donor=credit.donor, document=minutes, on=on))
    return tuple(facts)


def receive(
    *,
    fund: str,
    notice: Notice,
    document: str,
    allocations: Sequence[Allocation],
    why_held: str,
    on: date,
    cites: tuple[Citation, ...] = (),
    meant: tuple[str, ...] = (),
    designations: tuple[str, ...] = (),
) -> Facts:
    """Record a new entry and dispose of all of it at once (入账并分配).

    ``cites``: what accounts took in by it before, as older code let them; then all of it is held.
    ``meant``, ``designations``: for which it came, of which what is held is told.
    """
    recorded = record(None, fund=fund, notice=notice, document=document, on=on)
    cited = (CreditCitedBefore(cites=cites, on=on),) if cites else ()
    assert not (cites and allocations), "what was taken in before is settled first"
    parts = _disposed(notice.amount, set(), allocations, why_held, on, (meant, designations))
    return (*recorded, *cited, *parts)


def dispose(
    credit: Credit | None,
    *,
    allocations: Sequence[Allocation],
    why_held: str,
    on: date,
    meant: tuple[str, ...] = (),
    designations: tuple[str, ...] = (),
) -> Facts:
    """Allocate what is open as told, and hold the rest (分配，余款暂收)."""
    credit = standing(credit)
    gifts = {part.gift for part in credit.allocations}
    return _disposed(credit.open, gifts, allocations, why_held, on, (meant, designations))


def _disposed(
    left: Money,
    gifts: set[str],
    allocations: Sequence[Allocation],
    why_held: str,
    on: date,
    came_for: tuple[tuple[str, ...], tuple[str, ...]],
) -> Facts:
    facts: list[CreditEvent] = []
    for allocation in allocations:
        assert allocation.gift not in gifts, "a credit's parts are numbered"
        if positive(allocation.amount) > left:
            raise Rejection(Why.NOTHING_OPEN, open=left, amount=allocation.amount)
        left = left - allocation.amount
        gifts.add(allocation.gift)
        facts.append(CreditAllocated(allocation=allocation, on=on))
    if left > ZERO:
        claims, designations = came_for
        facts.append(
            CreditHeld(
                amount=left, reason=why_held, claims=claims, designations=designations, on=on
            )
        )
    return tuple(facts)


def allocate(credit: Credit | None, *, allocation: Allocation, on: date) -> Facts:
    """Let an account take in a part of the credit (分配). Not where it was apportioned."""
    credit = _given_freely(standing(credit))
    assert all(part.gift != allocation.gift for part in credit.allocations), "parts are numbered"
    if positive(allocation.amount) > credit.open:
        raise Rejection(Why.NOTHING_OPEN, open=credit.open, amount=allocation.amount)
    return (CreditAllocated(allocation=allocation, on=on),)


def redirect(credit: Credit | None, *, gift: str, account: str, on: date) -> Facts:
    """Note that a gift now lies on another account (变更用途). There already: ``()``.

    Of a credit that was reversed, too: what was paid of it may have come back since.
    """
    credit = existing(credit)
    if not credit.reversed and allocation_of(credit, gift).account == account:
        return ()
    return (CreditRedirected(gift=gift, account=account, on=on),)


def hold(credit: Credit | None, *, reason: str, on: date) -> Facts:
    """Hold whatever is open (暂收). Nothing open: ``()``."""
    credit = standing(credit)
    if credit.open == ZERO:
        return ()
    return (CreditHeld(amount=credit.open, reason=reason, on=on),)


def release(credit: Credit | None, *, amount: Money, on: date) -> Facts:
    """Let held money go to be allocated (解除暂收)."""
    credit = uncited(standing(credit))
    if positive(amount) > credit.held:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=amount)
    return (CreditReleased(amount=amount, on=on),)


def return_held(
    credit: Credit | None, *, amount: Money, basis: str, document: str, on: date
) -> Facts:
    """Return held money to its payer (退回暂收款)."""
    credit = uncited(standing(credit))
    if positive(amount) > credit.held:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=amount)
    return (CreditReturned(gift=None, amount=amount, basis=basis, document=document, on=on),)


def return_gift(
    credit: Credit | None, *, gift: str, amount: Money, basis: str, document: str, on: date
) -> Facts:
    """Return a gift or a part of it (退还捐赠), once no receipt stands for it."""
    credit = standing(credit)
    part = allocation_of(credit, gift)
    if (receipt := credit.receipt_of(gift)) is not None:
        raise Rejection(Why.RECEIPTED, gift=gift, receipt=receipt)
    if positive(amount) > part.amount:
        raise Rejection(Why.NOTHING_OPEN, open=part.amount, amount=amount)
    return (CreditReturned(gift=gift, amount=amount, basis=basis, document=document, on=on),)


def receipt(credit: Credit | None, *, gift: str, receipt: str, on: date) -> Facts:
    """Note the receipt given for a donation (开票): one stands at a time."""
    credit = _given_freely(standing(credit))
    part = allocation_of(credit, gift)
    if part.kind is not Income.DONATION:
        raise Rejection(Why.NO_DONATION, gift=gift, kind=part.kind)
    if (known := credit.receipt_of(gift)) is not None:
        if known == receipt:
            return ()
        raise Rejection(Why.RECEIPTED, gift=gift, receipt=known)
    return (CreditReceipted(gift=gift, receipt=receipt, on=on),)


def unreceipt(credit: Credit | None, *, gift: str, receipt: str, on: date) -> Facts:
    """Note that a gift's receipt was reversed or voided (红冲). Not receipted so: ``()``."""
    if existing(credit).receipt_of(gift) != receipt:
        return ()
    return (CreditUnreceipted(gift=gift, receipt=receipt, on=on),)


def reverse_by_bank(credit: Credit | None, *, reason: str, on: date) -> Facts:
    """Note that the bank took the entry back, all of it (银行冲正).

    What of it had left again is owed by its payer, who had it back: a receivable. Nothing stands
    against what the bank says: not that it is spent, nor that a receipt was given for it.
    """
    credit = standing(credit)
    taken = CreditReversedByBank(revision=credit.revision, reason=reason, on=on)
    if (owed := credit.returned + credit.put) == ZERO:
        return (taken,)
    debtor = credit.notice.payer_ref or credit.notice.payer
    arose = ReceivableArose(fund=credit.fund, debtor=debtor, amount=owed, document=reason, on=on)
    return (taken, arose)


def put_to_receivable(credit: Credit | None, *, of: str, amount: Money, on: date) -> Facts:
    """Let held money make good what credit ``of`` left owing (清偿应收)."""
    credit = uncited(standing(credit))
    if positive(amount) > credit.held:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=amount)
    return (CreditPutToReceivable(of=of, amount=amount, on=on),)


def collect(credit: Credit | None, *, by_credit: str, amount: Money, on: date) -> Facts:
    """Note that a receivable was paid by another credit (收回应收), at most what is owed."""
    credit = existing(credit)
    if positive(amount) > credit.receivable:
        raise Rejection(Why.NOT_OWED, owed=credit.receivable, amount=amount)
    return (ReceivableCollected(fund=credit.fund, credit=by_credit, amount=amount, on=on),)


def _given_freely(credit: Credit) -> Credit:
    if credit.apportioned:
        raise Rejection(Why.APPORTIONED)
    return credit
