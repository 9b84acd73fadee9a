"""Use cases of votes (投票): one at a time, or as a voting platform hands them over."""

from __future__ import annotations

from typing import Annotated

from attrs import frozen

from lixia_domain.aggregates import entry, vote
from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.vote import VOTE
from lixia_domain.application.activities.entries import entry_key
from lixia_domain.application.use_case import Role, Words, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.vocabulary import (
    CallId,
    EntryId,
    KeyMark,
    On,
    VoterRef,
)
from lixia_domain.recording.work import Work


@frozen
class Ballot:
    """One vote as it comes in: a voter's reference under the call's own key, and an entry."""

    voter: VoterRef
    entry_id: EntryId


@use_case(says=Words("投票", "cast a vote"), by=Role.PROGRAMME_OFFICE)
def cast(
    work: Work,
    *,
    call_id: CallId,
    entry_id: EntryId,
    voter: VoterRef,
    key_mark: KeyMark,
    on: On,
) -> str:
    """Cast one vote (投票); return ``cast``, ``changed``, or ``known`` if it was cast before.

    ``voter`` is a reference under the call's own key, which ``key_mark`` tells from other keys.
    """
    counts = cast_all.within(
        work, call_id=call_id, ballots=(Ballot(voter, entry_id),), key_mark=key_mark, on=on
    )
    return ("cast", "changed", "known")[counts.index(1)]


@use_case(says=Words("批量投票", "cast votes handed over by a platform"), by=Role.PROGRAMME_OFFICE)
def cast_all(
    work: Work,
    *,
    call_id: CallId,
    ballots: Annotated[tuple[Ballot, ...], Words("选票", "ballots")],
    key_mark: KeyMark,
    on: On,
) -> list[int]:
    """Cast votes, all or none; return how many were new, changed and known already.

    Who voted for an entry that was taken back since may vote again, whatever the call's rule.
    Raises ``Rejection`` for the first vote that does not count.
    """
    entries = {ballot.entry_id: entry_key(call_id, ballot.entry_id) for ballot in ballots}
    may_change = open_call.taking_votes(
        work.load(OPEN_CALL, call_id), entries=entries.values(), key_mark=key_mark, on=on
    )
    work.prefetch(ENTRY, entries.values())
    for key in entries.values():
        entry.chosen(work.load(ENTRY, key), key=key)
    keys = [join_key(call_id, reference(ballot.voter)) for ballot in ballots]
    work.prefetch(VOTE, keys)
    new = changed = 0
    for key, ballot in zip(keys, ballots, strict=True):
        known, chosen = work.load(VOTE, key), entries[ballot.entry_id]
        free = may_change or (known is not None and entry.withdrawn(work.load(ENTRY, known.entry)))
        facts = vote.cast(known, entry=chosen, may_change=free, on=on)
        work.record(VOTE, key, facts)
        for fact in facts:
            new += fact.instead_of is None
            changed += fact.instead_of is not None
    return [new, changed, len(ballots) - new - changed]
