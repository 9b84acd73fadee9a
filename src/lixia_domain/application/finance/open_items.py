"""Why an item is open that only book or bank has (未达账项): all that is asked of a person."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.kernel.dates import period_of, year_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.book import OPEN_ITEMS


class Why(Reason):
    """What is refused of a list of open items."""

    FALSE_CREDIT = (
        "banking.false_credit",
        "账面记了到账 {credit} {amount}，而 {period} 以前银行没有这笔收款；"
        "账面已收、银行未收不成立，请冲正或更正后再调节、结账",
        "the books took in {amount} by credit {credit}, which the bank did not bring by {period}: "
        "there is no such item, reverse or correct it first",
    )
    NO_SUCH_ITEM = (
        "banking.no_such_item",
        "{period} 没有编号为 {entry} 的未达账项，无从说明原因",
        "nothing called {entry} is open at the end of {period}, so there is no reason to give",
    )
    NO_REASON = (
        "banking.no_reason",
        "付款 {entry} {amount} 至 {period} 月末已 {days} 日未达，请注明原因",
        "payment {entry} over {amount} is open for {days} days at the end of {period}: "
        "say why the bank has not paid it",
    )


def entry_of(item: Item) -> str:
    """Return what an item is called: the number of the credit, debit or disbursement."""
    return "/".join(split_key(item.cites)[1:])


def explained(
    items: Iterable[Item], reasons: Iterable[tuple[str, str]], *, period: str
) -> tuple[Item, ...]:
    """Return ``items``, each with the reason that is given for its entry; refuse one of no item."""
    told = {upper(entry): reason for entry, reason in reasons}
    found = tuple(evolve(item, reason=told.get(upper(entry_of(item)), "")) for item in items)
    for entry in told.keys() - {upper(entry_of(item)) for item in found}:
        raise Rejection(Why.NO_SUCH_ITEM, period=period, entry=entry)
    return found


def sound(work: Work, items: Iterable[Item], *, period: str, on: date) -> None:
    """Refuse a list with what can't be open, or what has to be explained and is not (S71)."""
    payment_days = _payment_days(on)
    for item in items:
        if item.side is Side.BOOK_IN:
            _not_false(work, item, period)
        elif item.side is Side.BOOK_OUT and item.dated is not None and not item.reason:
            days = (_last_day(period) - item.dated).days
            if days > payment_days:
                told = {"entry": entry_of(item), "amount": item.amount}
                raise Rejection(Why.NO_REASON, **told, days=days, period=period)


def _not_false(work: Work, item: Item, period: str) -> None:
    """Refuse what the books took in by a credit that the bank had not brought by ``period``.

    What the bank brought and the books still have otherwise, as a correction of a later month makes
    it, is an item like others.
    """
    credit_id = split_key(item.cites)[-1]
    known = work.load(BANK_CREDIT, credit_id)
    if known is None or period_of(known.notice.value_date) > period:
        told = {"credit": credit_id, "amount": item.amount}
        raise Rejection(Why.FALSE_CREDIT, **told, period=period)


def _payment_days(on: date) -> float:
    """Return for how many days a payment may be open without a reason, on ``on``."""
    figures: Mapping[str, int] = next(
        (each.figures for each in EDITIONS if each.rule == OPEN_ITEMS and each.covers(on)), {}
    )
    return figures.get("payment_days", float("inf"))


def _last_day(period: str) -> date:
    year, month = year_of(period), int(period[-2:])
    return date(year, month, monthrange(year, month)[1])
