"""What accounts took in by a credit beyond what the bank brought, as older code let them.

No code does so any more. The facts stay; each that goes beyond is reversed by one that cites it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account import undoing as account
from lixia_domain.aggregates.account.facts import IncomeKind
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import CreditAllocated, Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, uncited
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement import recoveries
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.in_kind import decisions as in_kind
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.cited import taken_off
from lixia_domain.application.finance.taking_back import make_room
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import canonical_key, kept
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import CreditId, FundId, Minutes, On
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work

CITING = (
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.SaleProceedsReceived,
    acc.OtherIncomeReceived,
    acc.RecoveryReceived,
)
"""By what older code let an account take in what no credit's stream knew of."""
Came: TypeAlias = (
    acc.AppropriationReceived
    | acc.InterestCredited
    | acc.SaleProceedsReceived
    | acc.OtherIncomeReceived
    | acc.RecoveryReceived
)
KINDS: dict[type[acc.InterestCredited | acc.SaleProceedsReceived], IncomeKind] = {
    acc.InterestCredited: IncomeKind.INTEREST,
    acc.SaleProceedsReceived: IncomeKind.SALE,
}


class Why(Reason):
    """Why nothing is taken off."""

    NOTHING_BEYOND = (
        "excess.nothing_beyond",
        "基金 {fund} 的各专户没有超出到账 {credit} 的引用，无须冲回",
        "no account of fund {fund} took in anything beyond credit {credit}: nothing to take off",
    )


@use_case(
    says=Words("冲回超出到账的引用", "take off what was taken in beyond a credit"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def take_off(
    work: Work,
    *,
    credit_id: CreditId,
    fund_id: FundId,
    minutes: Minutes,
    on: On,
) -> int:
    """Take off a fund's accounts what they took in by a credit beyond it (冲回); return how many.

    In the log's order each use that the credit covers whole stays; the others are reversed, the
    last first. Of a credit that is not on record nothing stays: book it first if it did arrive.
    What was spent of it is short from then on.
    """
    known = work.load(BANK_CREDIT, credit_id)
    if known is not None:
        uncited(known)
    room = ZERO if known is None or known.reversed else known.open
    beyond: list[Recorded] = []
    for recorded, amount in _uncovered(work, credit_id):
        if amount <= room:
            room = room - amount
        elif kept(split_key(recorded.key)[0]) == kept(fund_id):
            beyond.append(recorded)
    if not beyond:
        raise Rejection(Why.NOTHING_BEYOND, fund=fund_id, credit=credit_id)
    for recorded in reversed(beyond):
        _reverse(work, recorded, minutes, on)
    return len(beyond)


def _uncovered(work: Work, credit_id: str) -> Iterator[tuple[Recorded, Money]]:
    """Yield what cites a credit, is no part of it and was not reversed, in the log's order."""
    parts = Counter[tuple[str, str, Money]]()
    for recorded in work.history(BANK_CREDIT, credit_id):
        if isinstance(recorded.event, CreditAllocated):
            part = recorded.event.allocation
            gift = "" if part.kind in (Income.RECOVERY, Income.SPONSORSHIP) else part.gift
            parts[part.account, gift, part.amount] += 1
    gone = taken_off(work)
    found = [recorded for cls in CITING for recorded in work.facts(cls)]
    for recorded in sorted(found, key=lambda each: each.position):
        event = recorded.event
        assert isinstance(event, Came)
        if canonical_key(event.credit, BANK_CREDIT.key) != canonical_key(
            credit_id, BANK_CREDIT.key
        ):
            continue
        amount = shared(event.shares) if isinstance(event, acc.RecoveryReceived) else event.amount
        part_of = (recorded.key, getattr(event, "gift", ""), amount)
        if parts[part_of] > 0:
            parts[part_of] -= 1
        elif _cited(recorded) not in gone:
            yield recorded, amount


def _cited(recorded: Recorded) -> str:
    return f"{recorded.stream}@{recorded.version}"


def _reverse(work: Work, recorded: Recorded, minutes: str, on: date) -> None:
    event = recorded.event
    if isinstance(event, acc.RecoveryReceived):
        _recovery(work, recorded, event, minutes, on)
        return
    assert isinstance(event, Came) and not isinstance(event, acc.RecoveryReceived)
    if isinstance(event, acc.OtherIncomeReceived):
        kind, gift = IncomeKind.SPONSORSHIP, ""
    else:
        gift = event.gift
        kind = (
            IncomeKind(event.kind.value)
            if isinstance(event, acc.AppropriationReceived)
            else KINDS[type(event)]
        )
        _room(work, recorded.key, gift, event.amount, event.credit, minutes, on)
    facts = account.reverse_income(
        work.load(ACCOUNT, recorded.key),
        kind=kind,
        gift=gift,
        credit=event.credit,
        amount=event.amount,
        cites=_cited(recorded),
        reason=minutes,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, recorded.key, facts)
    if isinstance(event, acc.SaleProceedsReceived):
        undone = in_kind.undo_sale(
            work.load(IN_KIND, event.item), gift=event.gift, reason=minutes, on=on
        )
        work.record(IN_KIND, event.item, undone)


def _recovery(
    work: Work, recorded: Recorded, event: acc.RecoveryReceived, minutes: str, on: date
) -> None:
    paper = event.disbursement
    undone = recoveries.undo_one(
        work.load(DISBURSEMENT, paper),
        credit=event.credit,
        shares=event.shares,
        reason=minutes,
        on=on,
    )
    asked = disbursement.existing(work.load(DISBURSEMENT, paper)).requested
    work.record(DISBURSEMENT, paper, undone)
    for share in event.shares:
        _room(work, recorded.key, share.gift, share.amount, event.credit, minutes, on)
    facts = account.reverse_recovery(
        work.load(ACCOUNT, recorded.key),
        disbursement=paper,
        shares=event.shares,
        credit=event.credit,
        cites=_cited(recorded),
        reason=minutes,
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, recorded.key, facts)
    held = project.commit_what_is_left(
        work.load(PROJECT, asked.project),
        line=asked.line,
        amount=shared(event.shares),
        disbursement=paper,
        on=on,
    )
    work.record(PROJECT, asked.project, held)


def _room(
    work: Work, key: str, gift: str, amount: Money, credit: str, minutes: str, on: date
) -> None:
    known = existing_account(work.load(ACCOUNT, key)).gifts.get(gift)
    make_room(
        work,
        key,
        gift=gift,
        donor="" if known is None else known.donor,
        amount=amount,
        credit=credit,
        reason=minutes,
        on=on,
    )
