"""How money that comes back goes to what had made it good meanwhile (弥补款归位).

A payment was made of a gift, the bank took the gift back, and the fund's unrestricted money made
good what was short. What the payee gives back later is no money of that gift's donor any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account import shortfalls
from lixia_domain.aggregates.account.guards import existing, gift_of
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.application.donors import donor_of
from lixia_domain.application.finance.freezes import own_freeze
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass, credit_of, shared
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import GENERAL, kept
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import USE_CHANGE


def give_back(work: Work, key: str, shares: Iterable[GiftShare], on: date) -> None:
    """Move what came back of ``shares`` to the unrestricted money, as far as that made it good.

    Not off an account that is frozen, nor onto one: then it waits where it came back to, until the
    freeze is lifted. What came back to the unrestricted money itself lies where it belongs.
    """
    general = join_key(split_key(key)[0], GENERAL)
    for share in () if kept(key) == kept(general) else shares:
        lent = _lent(work, key, general, share.gift)
        here = shortfalls.unreserved(work.load(ACCOUNT, key), gift=share.gift)
        amount = min(share.amount, lent, here)
        if amount > ZERO and not _frozen(work, key, general, share.gift):
            _move(work, key, general, share.gift, amount, on)


def give_back_what_waited(work: Work, key: str, on: date) -> None:
    """Move on what waited where it came back to, for account ``key`` was frozen.

    It is an account that was made good, or the unrestricted money's own.
    """
    general = join_key(split_key(key)[0], GENERAL)
    puts = (each.event for each in work.history(ACCOUNT, general))
    lent = [(put.of, put.gift) for put in puts if isinstance(put, acc.PutToShortfall)]
    for of, gift in dict.fromkeys(lent):
        if kept(key) in (kept(of), kept(general)):
            due = _lent(work, of, general, gift)
            give_back(work, of, (GiftShare(gift=gift, source=SourceClass.DONATED, amount=due),), on)


def _lent(work: Work, key: str, general: str, gift: str) -> Money:
    """Return what unrestricted money made good of a gift on an account and has not got back."""
    credit = existing_credit(work.load(BANK_CREDIT, credit_of(gift)))
    if any(part.gift == gift for part in credit.allocations):
        return ZERO  # it is its donor's as ever
    here = [each.event for each in work.history(ACCOUNT, key)]
    there = [each.event for each in work.history(ACCOUNT, general)]
    lent = sum(_made_good(event, gift) for event in here)
    back = sum(_gone_back(event, gift) for event in here)
    again = sum(_out_again(event, gift) for event in there)
    return Money(lent - max(0, back - again))


def _made_good(event: Event, gift: str) -> int:
    if not isinstance(event, acc.ShortfallMadeGood) or event.gift != gift:
        return 0
    return event.amount.fen if event.remedy is acc.Remedy.UNRESTRICTED else 0


def _gone_back(event: Event, gift: str) -> int:
    if not isinstance(event, acc.SurplusMovedOut) or event.share.gift != gift:
        return 0
    return event.share.amount.fen if event.basis == acc.MADE_GOOD else 0


def _out_again(event: Event, gift: str) -> int:
    if not isinstance(event, acc.RecoveryReversed):
        return 0
    return shared(share for share in event.shares if share.gift == gift).fen


def _minutes(work: Work, key: str, gift: str) -> str:
    """Return the minutes by which unrestricted money made a gift good last."""
    facts = [each.event for each in work.history(ACCOUNT, key)]
    return [
        event.document
        for event in facts
        if isinstance(event, acc.ShortfallMadeGood) and _made_good(event, gift)
    ][-1]


def _frozen(work: Work, key: str, general: str, gift: str) -> bool:
    here, there = existing(work.load(ACCOUNT, key)), existing(work.load(ACCOUNT, general))
    others = here.frozen_beside(own_freeze(work, key))
    return bool(others) or gift_of(here, gift).frozen or there.frozen is not None


def _move(work: Work, key: str, general: str, gift: str, amount: Money, on: date) -> None:
    out = account.move_out(
        work.load(ACCOUNT, key),
        gift=gift,
        amount=amount,
        to=general,
        basis=acc.MADE_GOOD,
        document=_minutes(work, key, gift),
        rule=in_force(EDITIONS, USE_CHANGE, on).version,
        on=on,
        own_freeze=own_freeze(work, key),
    )
    work.record(ACCOUNT, key, out)
    share = GiftShare(gift=gift, source=SourceClass.DONATED, amount=amount)
    back = account.move_in(
        work.load(ACCOUNT, general),
        share=share,
        origin=key,
        legal_donor=donor_of(work, gift),
        on=on,
    )
    work.record(ACCOUNT, general, back)
    credit = work.load(BANK_CREDIT, credit_of(gift))
    redirected = bank_credit.redirect(credit, gift=gift, account=general, on=on)
    work.record(BANK_CREDIT, credit_of(gift), redirected)
    good = shortfalls.put_recovered(
        work.load(ACCOUNT, general),
        key=general,
        shares=(share,),
        credit=credit_of(gift),
        approver=work.by.actor,
        on=on,
    )
    work.record(ACCOUNT, general, good)
