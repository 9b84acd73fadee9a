"""What may be done where a promise needs a permission, is not kept, or wants no receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from lixia_domain.aggregates.pledge.facts import (
    DefaultWithdrawn,
    DonationReceiptWaived,
    Facts,
    PaymentDemanded,
    PledgeDefaulted,
    ReceiptWaiverWithdrawn,
    StateApprovalEvidenced,
)
from lixia_domain.aggregates.pledge.state import (
    STATE_PAPERS,
    Pledge,
    Why,
    existing,
    in_force,
    payable,
)
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import listed
from lixia_domain.rules.deadlines import Working, rolled

NOTHING_HELD: Mapping[str, Money] = MappingProxyType({})


def evidence_state_approval(
    pledge: Pledge | None, *, approval: str, filing: str, rule: str, on: date
) -> Facts:
    """Note a state-owned donor's approval and its filing (审批与备案). Noted before: ``()``.

    Source: 慈善法 43: both come before the donation.
    """
    pledge = in_force(pledge)
    if pledge.approved:
        return ()
    missing = [
        name
        for name, paper in zip(STATE_PAPERS, (approval, filing), strict=True)
        if not paper.strip()
    ]
    if missing:
        raise Rejection(Why.APPROVAL_MISSING, missing=listed(missing))
    who = pledge.enterprise
    return (
        StateApprovalEvidenced(enterprise=who, approval=approval, filing=filing, rule=rule, on=on),
    )


def require_state_approval(pledge: Pledge | None) -> None:
    """Refuse where approval and filing of a state-owned donor's pledge are not evidenced."""
    if not existing(pledge).approved:
        raise Rejection(Why.APPROVAL_MISSING, missing=listed(STATE_PAPERS))


def demand(
    pledge: Pledge | None,
    *,
    number: int,
    deadline: date,
    document: str,
    working: Working,
    on: date,
    held: Mapping[str, Money] = NOTHING_HELD,
) -> Facts:
    """Demand an overdue instalment in writing (催告). The same demand told twice is ``()``.

    ``held``: what is there for it already and waits to be allocated, by credit: whoever has paid in
    full is not dunned.

    Its due date is a civil-law period's end, so a holiday moves it; a demand for one instalment
    leaves those for others, and an earlier one for the same, running.
    """
    pledge = payable(pledge)
    missing = pledge.missing(number)
    if missing == ZERO:
        raise Rejection(Why.NOTHING_OWED, number=number)
    due = pledge.instalments[number - 1].due
    if on <= (last := rolled(due, working).day):
        raise Rejection(Why.NOT_OVERDUE, number=number, due=last)
    if deadline <= on:
        raise Rejection(Why.NO_TIME_LEFT, deadline=deadline)
    told = PaymentDemanded(
        enterprise=pledge.enterprise,
        number=number,
        due=due,
        amount=missing,
        deadline=deadline,
        document=document,
        on=on,
    )
    if any(demanded.repeats(told) for demanded in pledge.demands):
        return ()
    _not_there(pledge, number, held)
    return (told,)


def _not_there(pledge: Pledge, number: int, held: Mapping[str, Money]) -> None:
    """Refuse where what is held covers what is missing of an instalment: it is paid, not booked."""
    if (there := total(held.values())) >= pledge.missing(number):
        raise Rejection(Why.HELD, number=number, held=there, credits=listed(sorted(held)))


def default(
    pledge: Pledge | None,
    *,
    rule: str,
    working: Working,
    on: date,
    held: Mapping[str, Money] = NOTHING_HELD,
) -> Facts:
    """Note that a demanded instalment was not paid in time (违约). In default before: ``()``.

    What was demanded by a schedule that was amended since counts no more. The time that a demand
    gives ends on a working day.
    The pledge is not released: what is owed stays owed. What arrives later is held, for the slot
    may be another donor's by then.
    """
    pledge = in_force(pledge)
    if pledge.defaulted is not None:
        return ()
    if not pledge.demands:
        raise Rejection(Why.NOT_DEMANDED)
    unpaid = [one for one in pledge.demands if pledge.missing(one.number) != ZERO]
    if not unpaid:
        raise Rejection(Why.NOTHING_OWED, number=pledge.demands[-1].number)
    demanded = min(unpaid, key=lambda one: one.deadline)
    if on <= (last := rolled(demanded.deadline, working).day):
        raise Rejection(Why.DEADLINE_RUNNING, deadline=last)
    _not_there(pledge, demanded.number, held)
    return (
        PledgeDefaulted(
            enterprise=pledge.enterprise,
            owed=total(left for _, left in pledge.open),
            enforceable=pledge.enforceable,
            demand=demanded.document,
            rule=rule,
            on=on,
        ),
    )


def withdraw_default(pledge: Pledge | None, *, reason: str, document: str, on: date) -> Facts:
    """Take a default back that was found wrongly (撤销违约认定). Not in default: ``()``.

    The demands made before end with it: whoever is found in default anew is demanded anew.
    """
    pledge = in_force(pledge)
    if pledge.defaulted is None:
        return ()
    who = pledge.enterprise
    return (DefaultWithdrawn(enterprise=who, reason=reason, document=document, on=on),)


def waive_receipt(pledge: Pledge | None, *, document: str, on: date) -> Facts:
    """Note that the donor wants no receipt (放弃票据). Noted before: ``()``."""
    pledge = existing(pledge)
    if pledge.receipt_waived:
        return ()
    who = pledge.enterprise
    return (DonationReceiptWaived(enterprise=who, document=document, on=on),)


def withdraw_waiver(pledge: Pledge | None, *, reason: str, document: str, on: date) -> Facts:
    """Note that the donor wants its receipt after all (撤销放弃票据). Not waived: ``()``."""
    pledge = existing(pledge)
    if not pledge.receipt_waived:
        return ()
    who = pledge.enterprise
    return (ReceiptWaiverWithdrawn(enterprise=who, reason=reason, document=document, on=on),)
