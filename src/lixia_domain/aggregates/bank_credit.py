"""Bank credit (到账): one entry of a bank statement or donation register, and where it went.

The key is the entry's own: bank account, value date, bank reference, entry number; where a
document has no references, the document and its row. So the store itself counts an entry once.
After each use case: allocated + held + returned = what the bank said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import evolve as replace
from attrs import frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Reason, Rejection


@frozen(kw_only=True)
class Notice:
    """What a bank notice or register row says.

    ``payer`` is an organisation's name, or a person's masked form with ``payer_ref`` (HMAC).
    ``remark`` is scrubbed of persons. ``account`` is where the money arrived.
    """

    account: str
    value_date: date
    payer: str
    payer_ref: str | None
    amount: Money
    remark: str


@frozen(kw_only=True)
class Allocation:
    """A part of a credit that became a gift on an account."""

    gift: str
    account: str
    claim: str | None
    instalment: int | None
    amount: Money


@stored_as("bank_credit.recorded")
class BankCreditRecorded(Event):
    """银行到账。``document`` 为凭证出处（文件、表、行）；``revision`` 自 1 起，更正一次加一。"""

    fund: str
    notice: Notice
    document: str
    revision: int


@stored_as("bank_credit.notice_conflicted")
class CreditNoticeConflicted(Event):
    """同一笔到账又来了内容不同的通知：拒绝入账并留痕。"""

    notice: Notice
    document: str


@stored_as("bank_credit.allocated")
class CreditAllocated(Event):
    """到账分配为捐赠。"""

    allocation: Allocation


@stored_as("bank_credit.held")
class CreditHeld(Event):
    """部分或全部待定，记入暂收。"""

    amount: Money
    reason: str


@stored_as("bank_credit.released")
class CreditReleased(Event):
    """待定款项解除暂收，用于分配。"""

    amount: Money


@stored_as("bank_credit.returned")
class CreditReturned(Event):
    """原路退回付款人。``gift`` 为空时退的是暂收款。"""

    gift: str | None
    amount: Money
    basis: str
    document: str


@stored_as("bank_credit.redirected")
class CreditRedirected(Event):
    """一份捐赠依法变更用途，转到另一账户。"""

    gift: str
    account: str


@stored_as("bank_credit.receipted")
class CreditReceipted(Event):
    """一份捐赠已开票。"""

    gift: str
    receipt: str


@stored_as("bank_credit.unreceipted")
class CreditUnreceipted(Event):
    """票据已红冲或作废。"""

    gift: str
    receipt: str


@stored_as("bank_credit.reversed")
class CreditReversed(Event):
    """登记更正而冲正：引用所冲的版次，附理由与批准人。"""

    revision: int
    reason: str
    approver: str


@stored_as("bank_credit.reversed_by_bank")
class CreditReversedByBank(Event):
    """银行自行冲正。"""

    revision: int
    reason: str


CreditEvent: TypeAlias = (
    BankCreditRecorded
    | CreditNoticeConflicted
    | CreditAllocated
    | CreditHeld
    | CreditReleased
    | CreditReturned
    | CreditRedirected
    | CreditReceipted
    | CreditUnreceipted
    | CreditReversed
    | CreditReversedByBank
)
Facts: TypeAlias = tuple[CreditEvent, ...]


@frozen(kw_only=True)
class Credit:
    """A credit as its decisions see it. None known under the key is ``None``."""

    fund: str
    notice: Notice
    revision: int
    allocations: tuple[Allocation, ...] = ()
    receipts: tuple[tuple[str, str], ...] = ()
    """Gift and the receipt given for it."""
    held: Money = ZERO
    returned: Money = ZERO
    reversed: bool = False
    conflicts: tuple[Notice, ...] = ()

    @property
    def open(self) -> Money:
        """Return what is neither allocated, held nor returned yet."""
        if self.reversed:
            return ZERO
        allocated = total(part.amount for part in self.allocations)
        return self.notice.amount - allocated - self.held - self.returned

    def receipt_of(self, gift: str) -> str | None:
        """Return the receipt that stands for ``gift``, if one does."""
        return next((receipt for g, receipt in self.receipts if g == gift), None)


def evolve(credit: Credit | None, event: CreditEvent) -> Credit:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, BankCreditRecorded):
        return Credit(fund=event.fund, notice=event.notice, revision=event.revision)
    assert credit is not None, "a credit's history opens with BankCreditRecorded"
    match event:
        case CreditNoticeConflicted(notice=notice):
            return replace(credit, conflicts=(*credit.conflicts, notice))
        case CreditAllocated(allocation=allocation):
            return replace(credit, allocations=(*credit.allocations, allocation))
        case CreditHeld(amount=amount):
            return replace(credit, held=credit.held + amount)
        case CreditReleased(amount=amount):
            return replace(credit, held=credit.held - amount)
        case CreditReturned(gift=gift, amount=amount):
            returned = credit.returned + amount
            if gift is None:
                return replace(credit, held=credit.held - amount, returned=returned)
            left = tuple(
                replace(part, amount=part.amount - amount) if part.gift == gift else part
                for part in credit.allocations
            )
            return replace(credit, allocations=left, returned=returned)
        case CreditRedirected(gift=gift, account=account):
            moved = tuple(
                replace(part, account=account) if part.gift == gift else part
                for part in credit.allocations
            )
            return replace(credit, allocations=moved)
        case CreditReceipted(gift=gift, receipt=receipt):
            return replace(credit, receipts=(*credit.receipts, (gift, receipt)))
        case CreditUnreceipted(gift=gift):
            return replace(credit, receipts=tuple(r for r in credit.receipts if r[0] != gift))
        case CreditReversed() | CreditReversedByBank():
            return replace(credit, allocations=(), held=ZERO, reversed=True)
        case _:
            assert_never(event)


BANK_CREDIT: Decider[Credit | None, CreditEvent] = Decider(
    "bank_credit", None, evolve, get_args(CreditEvent)
)


class Why(Reason):
    """Every reason a bank credit may refuse."""

    UNKNOWN = "bank_credit.unknown", "没有这笔到账", "there is no such credit"
    CONFLICT = (
        "bank_credit.conflict",
        "同一笔到账已按 {payer} {amount} 入账，来件内容不同",
        "the entry is on record as {payer} {amount}; this notice says otherwise",
    )
    REVERSED = "bank_credit.reversed", "到账已冲正", "the credit was reversed"
    NOTHING_OPEN = (
        "bank_credit.nothing_open",
        "可分配 {open}，拟分配 {amount}",
        "{open} open, {amount} asked for",
    )
    NOT_HELD = (
        "bank_credit.not_held",
        "暂收 {held}，拟动用 {amount}",
        "{held} held, {amount} asked for",
    )
    UNKNOWN_GIFT = (
        "bank_credit.unknown_gift",
        "这笔到账没有分出捐赠 {gift}",
        "gift {gift} is no part of this credit",
    )
    RECEIPTED = (
        "bank_credit.receipted",
        "捐赠 {gift} 已开票 {receipt}，须先红冲",
        "gift {gift} has receipt {receipt}; reverse it first",
    )
    GIFT_REUSED = (
        "bank_credit.gift_reused",
        "捐赠编号 {gift} 已用于这笔到账的另一部分",
        "gift id {gift} is that of another part of this credit",
    )
    PART_RETURNED = (
        "bank_credit.part_returned",
        "已退回 {returned}，不能再更正这笔到账",
        "{returned} of the credit went back: it can't be corrected any more",
    )
    NOTHING_CHANGED = (
        "bank_credit.nothing_changed",
        "更正内容与原登记相同",
        "the correction says what is on record",
    )


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
    if credit.notice == notice or notice in credit.conflicts:
        return ()
    return (CreditNoticeConflicted(notice=notice, document=document, on=on),)


def differs(credit: Credit | None, notice: Notice) -> bool:
    """Tell whether ``notice`` contradicts what is on record under its key."""
    return credit is not None and credit.notice != notice


def correct(
    credit: Credit | None, *, notice: Notice, document: str, reason: str, approver: str, on: date
) -> Facts:
    """Correct a register row (更正): the old credit is reversed and a new one recorded.

    Refused once a part was returned: the new credit would give that money out again.
    """
    credit = _standing(credit)
    if credit.notice == notice:
        raise Rejection(Why.NOTHING_CHANGED)
    positive(notice.amount)
    _unreceipted(credit)
    if credit.returned > ZERO:
        raise Rejection(Why.PART_RETURNED, returned=credit.returned)
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


def receive(
    *,
    fund: str,
    notice: Notice,
    document: str,
    allocations: Sequence[Allocation],
    why_held: str,
    on: date,
) -> Facts:
    """Record a new entry and dispose of all of it at once (入账并分配)."""
    recorded = record(None, fund=fund, notice=notice, document=document, on=on)
    return (*recorded, *_disposed(notice.amount, set(), allocations, why_held, on))


def dispose(
    credit: Credit | None, *, allocations: Sequence[Allocation], why_held: str, on: date
) -> Facts:
    """Allocate what is open as told, and hold the rest (分配，余款暂收)."""
    credit = _standing(credit)
    gifts = {part.gift for part in credit.allocations}
    return _disposed(credit.open, gifts, allocations, why_held, on)


def _disposed(
    left: Money, gifts: set[str], allocations: Sequence[Allocation], why_held: str, on: date
) -> Facts:
    facts: list[CreditEvent] = []
    for allocation in allocations:
        if allocation.gift in gifts:
            raise Rejection(Why.GIFT_REUSED, gift=allocation.gift)
        if positive(allocation.amount) > left:
            raise Rejection(Why.NOTHING_OPEN, open=left, amount=allocation.amount)
        left = left - allocation.amount
        gifts.add(allocation.gift)
        facts.append(CreditAllocated(allocation=allocation, on=on))
    if left > ZERO:
        facts.append(CreditHeld(amount=left, reason=why_held, on=on))
    return tuple(facts)


def allocate(credit: Credit | None, *, allocation: Allocation, on: date) -> Facts:
    """Make a part of the credit a gift (分配)."""
    credit = _standing(credit)
    if any(part.gift == allocation.gift for part in credit.allocations):
        raise Rejection(Why.GIFT_REUSED, gift=allocation.gift)
    if positive(allocation.amount) > credit.open:
        raise Rejection(Why.NOTHING_OPEN, open=credit.open, amount=allocation.amount)
    return (CreditAllocated(allocation=allocation, on=on),)


def redirect(credit: Credit | None, *, gift: str, account: str, on: date) -> Facts:
    """Note that a gift now lies on another account (变更用途). There already: ``()``."""
    credit = _standing(credit)
    if allocation_of(credit, gift).account == account:
        return ()
    return (CreditRedirected(gift=gift, account=account, on=on),)


def hold(credit: Credit | None, *, reason: str, on: date) -> Facts:
    """Hold whatever is open (暂收). Nothing open: ``()``."""
    credit = _standing(credit)
    if credit.open == ZERO:
        return ()
    return (CreditHeld(amount=credit.open, reason=reason, on=on),)


def release(credit: Credit | None, *, amount: Money, on: date) -> Facts:
    """Let held money go to be allocated (解除暂收)."""
    credit = _standing(credit)
    if positive(amount) > credit.held:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=amount)
    return (CreditReleased(amount=amount, on=on),)


def return_held(
    credit: Credit | None, *, amount: Money, basis: str, document: str, on: date
) -> Facts:
    """Return held money to its payer (退回暂收款)."""
    credit = _standing(credit)
    if positive(amount) > credit.held:
        raise Rejection(Why.NOT_HELD, held=credit.held, amount=amount)
    return (CreditReturned(gift=None, amount=amount, basis=basis, document=document, on=on),)


def return_gift(
    credit: Credit | None, *, gift: str, amount: Money, basis: str, document: str, on: date
) -> Facts:
    """Return a gift or a part of it (退还捐赠), once no receipt stands for it."""
    credit = _standing(credit)
    part = allocation_of(credit, gift)
    if (receipt := credit.receipt_of(gift)) is not None:
        raise Rejection(Why.RECEIPTED, gift=gift, receipt=receipt)
    if positive(amount) > part.amount:
        raise Rejection(Why.NOTHING_OPEN, open=part.amount, amount=amount)
    return (CreditReturned(gift=gift, amount=amount, basis=basis, document=document, on=on),)


def receipt(credit: Credit | None, *, gift: str, receipt: str, on: date) -> Facts:
    """Note the receipt given for a gift (开票): one stands at a time."""
    credit = _standing(credit)
    allocation_of(credit, gift)
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
    """Note that the bank took the entry back (银行冲正)."""
    credit = _standing(credit)
    _unreceipted(credit)
    return (CreditReversedByBank(revision=credit.revision, reason=reason, on=on),)


def allocation_of(credit: Credit, gift: str) -> Allocation:
    """Return the allocation that made ``gift``. Refuses where there is none."""
    for part in credit.allocations:
        if part.gift == gift:
            return part
    raise Rejection(Why.UNKNOWN_GIFT, gift=gift)


def existing(credit: Credit | None) -> Credit:
    """Return ``credit``. Refuses where there is none."""
    if credit is None:
        raise Rejection(Why.UNKNOWN)
    return credit


def _standing(credit: Credit | None) -> Credit:
    credit = existing(credit)
    if credit.reversed:
        raise Rejection(Why.REVERSED)
    return credit


def _unreceipted(credit: Credit) -> None:
    for gift, receipt in credit.receipts:
        raise Rejection(Why.RECEIPTED, gift=gift, receipt=receipt)
