"""Use cases of open calls (征集评选): notice, vote, freezing, results, awards; and a recount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates import entry
from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.facts import Kind, Revote, TieRule, VotingClosed
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.vote import VoteCast
from lixia_domain.application.activities.entries import entry_key
from lixia_domain.application.use_case import seeing, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.read_models import Build
from lixia_domain.recording.work import Work


@use_case
def open_the_call(
    work: Work,
    *,
    call_id: str,
    title: str,
    kind: Kind,
    number: int,
    tie_rule: TieRule,
    revote: Revote,
    entries_until: date,
    objection_days: int,
    campaign_id: str | None = None,
    on: date,
) -> None:
    """Open a call that is to publish exactly ``number`` entries (发布启事)."""
    facts = open_call.open_call(
        work.load(OPEN_CALL, call_id),
        title=title,
        kind=kind,
        campaign=campaign_id,
        number=number,
        tie_rule=tie_rule,
        revote=revote,
        entries_until=entries_until,
        objection_days=objection_days,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def open_voting(
    work: Work, *, call_id: str, entry_ids: tuple[str, ...], until: date, key_mark: str, on: date
) -> None:
    """Open the vote on admitted entries (开始投票), in the order in which they were sent in.

    ``key_mark`` tells the key under which voters' references are made from any other key.
    """
    keys = [entry_key(call_id, entry_id) for entry_id in entry_ids]
    work.prefetch(ENTRY, keys)
    for key in keys:
        entry.admitted(work.load(ENTRY, key), key=key)
    sent_in = {key: work.ledger.history(ENTRY.stream(key))[0].position for key in keys}
    facts = open_call.open_voting(
        work.load(OPEN_CALL, call_id),
        entries=tuple(sorted(sent_in, key=sent_in.__getitem__)),
        until=until,
        key_mark=key_mark,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def close_voting(work: Work, *, call_id: str, on: date) -> None:
    """Close the vote (投票截止)."""
    facts = open_call.close_voting(work.load(OPEN_CALL, call_id), on=on)
    work.record(OPEN_CALL, call_id, facts)


@seeing("votes", "position")
def freeze(work: Work, *, call_id: str, votes: Mapping[str, int], position: int, on: date) -> None:
    """Freeze the ballot (封票) by ``votes``, as ``tally`` gives them with their ``position``."""
    call = work.load(OPEN_CALL, call_id)
    ballot = open_call.counting(call)
    work.prefetch(ENTRY, ballot)
    withdrawn = {key for key in ballot if entry.withdrawn(work.load(ENTRY, key))}
    history = work.ledger.history(OPEN_CALL.stream(call_id))
    [closed_at] = [fact.position for fact in history if isinstance(fact.event, VotingClosed)]
    facts = open_call.freeze(
        call, votes=votes, withdrawn=withdrawn, position=position, closed_at=closed_at, on=on
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def publish(
    work: Work, *, call_id: str, decided: tuple[str, ...] = (), document: str = "", on: date
) -> list[str]:
    """Publish the results (公布); return the published entries' keys, most votes first.

    ``decided`` are the numbers of the tied entries that jury or lot have chosen.
    """
    facts = open_call.publish(
        work.load(OPEN_CALL, call_id),
        decided=tuple(entry_key(call_id, entry_id) for entry_id in decided),
        document=document,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)
    return list(facts[0].entries)


@use_case
def grant(work: Work, *, call_id: str, entry_id: str, award: str, on: date) -> None:
    """Grant a published entry an award (授奖), after the period for objections."""
    facts = open_call.grant(
        work.load(OPEN_CALL, call_id), entry=entry_key(call_id, entry_id), award=award, on=on
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def destroy_key(work: Work, *, call_id: str, witness: str, on: date) -> None:
    """Note that the voter key was destroyed (销毁密钥) before ``witness``."""
    facts = open_call.destroy_key(work.load(OPEN_CALL, call_id), witness=witness, on=on)
    work.record(OPEN_CALL, call_id, facts)


def tally(build: Build, view: ReadModel, call_id: str) -> tuple[int, dict[str, int]]:
    """Return the position that ``view`` (vote_tally) has read, and a call's votes by entry."""
    with build.reading() as position:
        rows = build.rows(view, prefix=f"{join_key(call_id)}/")
        return position, {key: row.votes for key, row in rows}


def recount(ledger: Ledger, call_id: str, position: int) -> dict[str, int]:
    """Count a call's votes anew from the log up to ``position``: what the frozen tally must say."""
    votes: Counter[str] = Counter()
    opening = f"vote-{join_key(call_id)}/"
    for recorded in ledger.read(0, position, (VoteCast,)):
        cast = recorded.event
        if recorded.stream.startswith(opening) and isinstance(cast, VoteCast):
            votes[cast.entry] += 1
            if cast.instead_of is not None:
                votes[cast.instead_of] -= 1
    return {entry: count for entry, count in sorted(votes.items()) if count}
