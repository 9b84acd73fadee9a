"""What people have read in the views before they act, where a command must be told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from attrs import evolve

from lixia_domain.application.activities.calls import tally
from lixia_domain.application.activities.certificates import certificate
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.finance.book_and_bank import stands
from lixia_domain.application.finance.closing import prove
from lixia_domain.application.finance.open_items import entry_of
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY, SummaryScope
from lixia_domain.views.vote_tally import VOTE_TALLY

REASON = "银行处理中"

Read: TypeAlias = Callable[[Store, Mapping[str, Any]], Mapping[str, Any]]


def proving(store: Store, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return that the views add up before a month is closed."""
    found = prove(store.ledger, given["fund_id"], given["period"])
    return {"proof": evolve(found, items=tuple(map(explained, found.items)))}


def explained(item: Item) -> Item:
    """Return an item with a reason, if it is a payment that the bank has not made."""
    return evolve(item, reason=REASON) if item.side is Side.BOOK_OUT else item


def reconciling(store: Store, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return why the bank has not made what the books have."""
    told = (store.ledger, given["fund_id"], given["period"], given["bank_account"])
    late = {entry_of(each) for each in stands(*told).items if each.side is Side.BOOK_OUT}
    return {"reasons": tuple((entry, REASON) for entry in sorted(late))}


def counting(store: Store, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what each entry has got."""
    position, votes = tally(store.views(), VOTE_TALLY, given["call_id"])
    return {"position": position, "votes": votes}


def certifying(store: Store, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what of somebody is certified."""
    found = certificate(store, given["person"])
    if found is None:
        return {"minutes": 0, "sessions": 0, "position": store.ledger.head()}
    return {
        "minutes": found.minutes,
        "sessions": len(found.lines),
        "position": found.position,
    }


def announcing(store: Store, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what has been pledged so far."""
    build = store.views()
    with build.reading() as position:
        row = build.load(PROGRAMME_SUMMARY, SummaryScope.ALL.value)
    names = ("domains", "projects", "projects_claimed", "enterprises")
    told = {name: 0 if row is None else getattr(row, name) for name in names}
    pledged = Money(0 if row is None else row.pledged_fen)
    return {**told, "pledged": pledged, "position": position}


READ: dict[str, Read] = {
    "banking.reconcile": reconciling,
    "calls.freeze": counting,
    "closing.close_period": proving,
    "projects.announce": announcing,
    "volunteers.issue_certificate": certifying,
}
"""By use case; what it does not take any more is not told to it."""
