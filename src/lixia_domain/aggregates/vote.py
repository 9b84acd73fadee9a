"""Vote (投票): one stream per call and voter, so that the store itself lets each vote once.

The voter is a reference made under a key that belongs to this call alone and is destroyed after the
objection period: from then on nobody can tell whose vote it was.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("vote.cast", says=Words("投票", "vote cast"))
class VoteCast(Event):
    """投出一票；改投时 ``instead_of`` 是原来所投的作品。"""

    entry: str
    instead_of: str | None


VoteEvent: TypeAlias = VoteCast
Facts: TypeAlias = tuple[VoteEvent, ...]


@frozen
class Vote:
    """The vote that a voter has in a call. None cast yet is ``None``."""

    entry: str


def evolve(_: Vote | None, event: VoteEvent) -> Vote:
    """Remember one fact. Never refuses: it is already true."""
    return Vote(event.entry)


VOTE: Decider[Vote | None, VoteEvent] = Decider("vote", None, evolve, (VoteCast,))


class Why(Reason):
    """Every reason a vote may refuse."""

    CAST_ALREADY = (
        "vote.cast_already",
        "已投给作品 {entry}，本次征集不得改投",
        "the vote went to entry {entry} already; in this call it can't be changed",
    )


def cast(vote: Vote | None, *, entry: str, may_change: bool, on: date) -> Facts:
    """Cast the vote (投票). For the same entry again ``()``; for another, if it ``may_change``.

    That is as the call rules, or because the entry that it is for was taken back.
    """
    if vote is None:
        return (VoteCast(entry=entry, instead_of=None, on=on),)
    if vote.entry == entry:
        return ()
    if not may_change:
        raise Rejection(Why.CAST_ALREADY, entry=vote.entry)
    return (VoteCast(entry=entry, instead_of=vote.entry, on=on),)
