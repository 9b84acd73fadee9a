"""Use cases of money that arrives: book it, hold it, allocate it, return it, correct it.

Whatever happens, every fen that the bank says arrived lies in exactly one place: on an account as
a gift, in suspense, or returned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from lixia_domain.aggregates import account, bank_credit, donation_receipt, pledge, project
from lixia_domain.aggregates.account import ACCOUNT, GENERAL
from lixia_domain.aggregates.bank_credit import BANK_CREDIT, Allocation, Notice
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT
from lixia_domain.aggregates.pledge import PLEDGE
from lixia_domain.aggregates.project import PROJECT, Stage
from lixia_domain.application.accounts import posting_account, suspense_account
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.ledger import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import REFUND

OPEN = tuple(stage for stage in Stage if stage not in (Stage.CANCELLED, Stage.CLOSED))
"""Stages in which a project takes money; what arrives later is held (DOMAIN situation 14)."""


class Why(Reason):
    """What is refused before the aggregates' own rules are asked."""

    NOTHING_DUE = (
        "credits.nothing_due",
        "认领 {claim} 的这一期已付清，款项请另行指示用途或退回",
        "claim {claim} is short of nothing there: direct the money elsewhere, or return it",
    )


NEW, KNOWN, CONFLICTED, CORRECTED = "new", "known", "conflicted", "corrected"


@frozen(kw_only=True)
class ToClaim:
    """Put money towards a claim's instalment: the earliest open one, if none is numbered.

    At most what the instalment is short of; ``amount`` of ``None`` is whatever is there. More than
    is there is refused.
    """

    claim: str
    instalment: int | None = None
    amount: Money | None = None


@frozen(kw_only=True)
class ToDesignation:
    """Put money to a designation (a project, or ``general``) without a pledge behind it."""

    designation: str
    amount: Money | None = None


Wish = ToClaim | ToDesignation


@use_case
def book(
    work: Work,
    *,
    credit_id: str,
    fund_id: str,
    notice: Notice,
    document: str,
    wishes: Sequence[Wish],
    on: date,
) -> str:
    """Book what the bank says arrived; allocate it as wished, hold the rest in suspense.

    Returns ``new``, ``known`` (nothing recorded) or ``conflicted``: the same entry with other
    content, of which only the conflict is recorded.
    """
    before = work.load(BANK_CREDIT, credit_id)
    facts = bank_credit.record(before, fund=fund_id, notice=notice, document=document, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    if before is not None:
        return CONFLICTED if bank_credit.differs(before, notice) else KNOWN
    _route(work, credit_id, fund_id, wishes, on)
    return NEW


@use_case
def correct(
    work: Work,
    *,
    credit_id: str,
    notice: Notice,
    document: str,
    wishes: Sequence[Wish],
    reason: str,
    approver: str,
    on: date,
) -> str:
    """Correct a register row: reverse what was booked, book what it says now (冲正并重记).

    Refused where the money has been receipted, reserved or spent since.
    """
    before = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.correct(
        before, notice=notice, document=document, reason=reason, approver=approver, on=on
    )
    _take_back(work, credit_id, before, reason=reason, approver=approver, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    _route(work, credit_id, before.fund, wishes, on)
    return CORRECTED


@use_case
def reverse_by_bank(work: Work, *, credit_id: str, reason: str, on: date) -> None:
    """Note that the bank took an entry back, and take it off the accounts (银行冲正)."""
    before = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.reverse_by_bank(before, reason=reason, on=on)
    _take_back(work, credit_id, before, reason=reason, approver=work.by.actor, on=on)
    work.record(BANK_CREDIT, credit_id, facts)


@use_case
def allocate(work: Work, *, credit_id: str, wishes: Sequence[Wish], on: date) -> list[str]:
    """Allocate held money as directed (分配暂收款); return the ids of the gifts made."""
    credit = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    gifts: list[str] = []
    for wish in wishes:
        held = bank_credit.existing(work.load(BANK_CREDIT, credit_id)).held
        _takes_money(work, wish)
        amount = _wanted(work, wish, held)
        released = bank_credit.release(work.load(BANK_CREDIT, credit_id), amount=amount, on=on)
        work.record(BANK_CREDIT, credit_id, released)
        gift = _give(work, credit_id, credit.fund, wish, amount, on)
        _clear(work, credit_id, credit.fund, amount, to=gift, on=on)
        gifts.append(gift)
    return gifts


@use_case
def return_held(
    work: Work, *, credit_id: str, amount: Money, basis: str, document: str, on: date
) -> None:
    """Return held money to its payer (退回暂收款)."""
    credit = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    facts = bank_credit.return_held(credit, amount=amount, basis=basis, document=document, on=on)
    work.record(BANK_CREDIT, credit_id, facts)
    _clear(work, credit_id, credit.fund, amount, to="returned", on=on)


@use_case
def return_gift(
    work: Work, *, gift: str, amount: Money, basis: str, document: str, on: date
) -> None:
    """Return a gift or a part of it to its donor (退还捐赠); its receipt is reversed with it.

    ``basis``: ``agreement``, ``judgment``, ``order`` or ``mistake``, by ``document``. At most what
    is neither spent nor reserved.
    """
    credit_id = gift.rpartition("#")[0]
    part = bank_credit.allocation_of(bank_credit.existing(work.load(BANK_CREDIT, credit_id)), gift)
    returned = account.return_donation(
        work.load(ACCOUNT, part.account),
        gift=gift,
        amount=amount,
        basis=basis,
        document=document,
        rule=in_force(EDITIONS, REFUND, on).version,
        on=on,
    )
    work.record(ACCOUNT, part.account, returned)
    _reverse_receipt(work, credit_id, gift, reason=f"退还捐赠：{document}", on=on)
    facts = bank_credit.return_gift(
        work.load(BANK_CREDIT, credit_id),
        gift=gift,
        amount=amount,
        basis=basis,
        document=document,
        on=on,
    )
    work.record(BANK_CREDIT, credit_id, facts)
    _unsettle(work, part, amount, reason=basis, on=on)


def _route(work: Work, credit_id: str, fund_id: str, wishes: Sequence[Wish], on: date) -> None:
    """Allocate a fresh credit as wished, as far as it and the instalments reach; hold the rest."""
    for wish in wishes:
        left = bank_credit.existing(work.load(BANK_CREDIT, credit_id)).open
        amount = _wanted(work, wish, left)
        if amount > ZERO:
            _give(work, credit_id, fund_id, wish, amount, on)
    reason = _why_held(work, wishes)
    held = bank_credit.hold(work.load(BANK_CREDIT, credit_id), reason=reason, on=on)
    work.record(BANK_CREDIT, credit_id, held)
    for fact in held:
        if isinstance(fact, bank_credit.CreditHeld):
            key = suspense_account(work, fund_id, on)
            suspended = account.hold(
                work.load(ACCOUNT, key), credit=credit_id, amount=fact.amount, on=on
            )
            work.record(ACCOUNT, key, suspended)


def _wanted(work: Work, wish: Wish, left: Money) -> Money:
    amount = left if wish.amount is None else wish.amount
    if _ended(work, wish):
        return ZERO
    if isinstance(wish, ToDesignation):
        return amount
    promise = work.load(PLEDGE, wish.claim)
    if promise is None or promise.released is not None:
        return ZERO
    return min(amount, promise.missing(wish.instalment))


def _ended(work: Work, wish: Wish) -> bool:
    """Tell whether the project that the money is for was cancelled or closed: then it waits."""
    found = _project_of(work, wish)
    return found is not None and found.stage not in OPEN


def _takes_money(work: Work, wish: Wish) -> None:
    """Refuse where money can't be directed to: a pledge released or paid, an ended project."""
    if isinstance(wish, ToClaim):
        promise = pledge.in_force(work.load(PLEDGE, wish.claim))
        if promise.missing(wish.instalment) == ZERO:
            raise Rejection(Why.NOTHING_DUE, claim=wish.claim)
    found = _project_of(work, wish)
    if found is not None and found.stage not in OPEN:
        raise Rejection(project.Why.WRONG_STAGE, stage=found.stage, act="接收捐赠")


def _project_of(work: Work, wish: Wish) -> project.Project | None:
    if isinstance(wish, ToDesignation):
        return None if wish.designation == GENERAL else work.load(PROJECT, wish.designation)
    promise = work.load(PLEDGE, wish.claim)
    return None if promise is None else work.load(PROJECT, promise.pledged.project)


def _why_held(work: Work, wishes: Sequence[Wish]) -> str:
    if not wishes:
        return "用途待定"
    return "项目已取消或结项" if any(_ended(work, wish) for wish in wishes) else "超出应付"


def _give(work: Work, credit_id: str, fund_id: str, wish: Wish, amount: Money, on: date) -> str:
    """Make ``amount`` of a credit a gift; return the gift's id."""
    credit = bank_credit.existing(work.load(BANK_CREDIT, credit_id))
    notice = credit.notice
    gift = f"{credit_id}#{credit.revision}.{len(credit.allocations) + 1}"
    donor = payer = notice.payer_ref or notice.payer
    claim, number, designation = None, None, ""
    if isinstance(wish, ToClaim):
        promise = pledge.in_force(work.load(PLEDGE, wish.claim))
        claim, number = wish.claim, wish.instalment or promise.open[0][0]
        donor, designation = promise.pledged.enterprise, promise.pledged.project
        settled = pledge.settle(
            promise, number=number, amount=amount, credit=credit_id, gift=gift, on=on
        )
        work.record(PLEDGE, wish.claim, settled)
    else:
        designation = wish.designation
    key = posting_account(work, fund_id, designation, on)
    received = account.receive_donation(
        work.load(ACCOUNT, key),
        gift=gift,
        credit=credit_id,
        claim=claim,
        legal_donor=donor,
        payer=payer,
        restriction="" if designation == GENERAL else designation,
        amount=amount,
        on=on,
    )
    work.record(ACCOUNT, key, received)
    allocation = Allocation(gift=gift, account=key, claim=claim, instalment=number, amount=amount)
    work.record(BANK_CREDIT, credit_id, bank_credit.allocate(credit, allocation=allocation, on=on))
    return gift


def _take_back(
    work: Work,
    credit_id: str,
    before: bank_credit.Credit,
    *,
    reason: str,
    approver: str,
    on: date,
) -> None:
    """Take all that a credit became off the accounts and pledges again."""
    for part in before.allocations:
        if part.amount == ZERO:
            continue
        reversed_ = account.reverse_donation(
            work.load(ACCOUNT, part.account),
            gift=part.gift,
            amount=part.amount,
            cites=f"{BANK_CREDIT.stream(credit_id)} 第 {before.revision} 版",
            reason=reason,
            approver=approver,
            on=on,
        )
        work.record(ACCOUNT, part.account, reversed_)
        _unsettle(work, part, part.amount, reason=reason, on=on)
    if before.held > ZERO:
        _clear(work, credit_id, before.fund, before.held, to="reversed", on=on)


def _clear(work: Work, credit_id: str, fund_id: str, amount: Money, *, to: str, on: date) -> None:
    key = suspense_account(work, fund_id, on)
    facts = account.clear(work.load(ACCOUNT, key), credit=credit_id, amount=amount, to=to, on=on)
    work.record(ACCOUNT, key, facts)


def _unsettle(work: Work, part: Allocation, amount: Money, *, reason: str, on: date) -> None:
    if part.claim is not None and part.instalment is not None:
        facts = pledge.unsettle(
            work.load(PLEDGE, part.claim),
            number=part.instalment,
            amount=amount,
            gift=part.gift,
            reason=reason,
            on=on,
        )
        work.record(PLEDGE, part.claim, facts)


def _reverse_receipt(work: Work, credit_id: str, gift: str, *, reason: str, on: date) -> None:
    number = bank_credit.existing(work.load(BANK_CREDIT, credit_id)).receipt_of(gift)
    if number is None:
        return
    facts = donation_receipt.reverse(
        work.load(DONATION_RECEIPT, number), reason=reason, approver=work.by.actor, on=on
    )
    work.record(DONATION_RECEIPT, number, facts)
    noted = bank_credit.unreceipt(
        work.load(BANK_CREDIT, credit_id), gift=gift, receipt=number, on=on
    )
    work.record(BANK_CREDIT, credit_id, noted)
