"""The management book (管理账): the statutory one, and beside it what is promised and reserved.

A pledge is a receivable from the day it is made. When its money arrives the receivable goes and
the money's own transaction stays what it is in the statutory book: so the two books differ by what
is here, and by nothing else. A promised match (财政配套约定) is a ceiling, no claim: it is in no
book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge
from lixia_domain.audit.books.chart import Account, Subject, account_for
from lixia_domain.audit.books.entries import Payee, Posting
from lixia_domain.audit.books.rules import Memory, Postings, Rule, both
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared


def owed(pledge: Pledge | None) -> tuple[int, int]:
    """Return what is still to come of a pledge in fen: in good order, and in default.

    A released pledge is owed nothing of; one in default is owed all that is missing.
    """
    if pledge is None or pledge.released is not None:
        return 0, 0
    missing = sum(left.fen for _, left in pledge.open)
    return (0, missing) if pledge.defaulted is not None else (missing, 0)


def _promise(memory: Memory, recorded: Recorded, event: Any) -> Postings:
    before = memory.pledges.get(recorded.key)
    after = PLEDGE.evolve(before, event)
    assert after is not None
    memory.pledges[recorded.key] = after
    told = after.pledged
    line = Account(Subject.PLEDGES, told.fund, told.project)
    sound, doubtful = (now - then for now, then in zip(owed(after), owed(before), strict=True))
    postings = (
        Posting(line, sound),
        Posting(line._replace(subject=Subject.DEFAULTED), doubtful),
        Posting(line._replace(subject=Subject.PLEDGED), -sound - doubtful),
    )
    return tuple(posting for posting in postings if posting.fen)


def _reserved(memory: Memory, recorded: Recorded, event: acc.FundsReserved) -> Postings:
    return _set_apart(recorded, shared(event.shares).fen)


def _released(
    memory: Memory,
    recorded: Recorded,
    event: acc.ReservationReleased | acc.FundsPaidOut,
) -> Postings:
    return _set_apart(recorded, -shared(event.shares).fen)


def _set_apart(recorded: Recorded, fen: int) -> Postings:
    offset = account_for(Subject.RESERVE_OFFSET, recorded.key)
    return both(offset, account_for(Subject.RESERVED, recorded.key), fen)


PROMISES: Mapping[type[Event], str] = {
    plg.DonationPledged: "认捐",
    plg.InstalmentSettled: "认捐到账冲抵",
    plg.InstalmentUnsettled: "认捐恢复未付",
    plg.PledgeAmended: "认捐调整",
    plg.HardshipExitEvidenced: "困难退出",
    plg.PledgeReleased: "认捐解除",
    plg.PledgeDefaulted: "认捐违约",
    plg.DefaultWithdrawn: "违约认定撤销",
}

MANAGEMENT: Mapping[type[Event], Rule] = {
    **{cls: Rule(title, Payee.DONOR, _promise) for cls, title in PROMISES.items()},
    acc.FundsReserved: Rule("预留拨款", Payee.OURSELVES, _reserved),
    acc.ReservationReleased: Rule("预留解除", Payee.OURSELVES, _released),
    acc.FundsPaidOut: Rule("拨付", Payee.TEAM, _released),
}
"""What this book takes in beside the statutory one."""
