"""Use cases of open calls (征集评选): notice, vote, freezing, results, awards; and a recount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

from lixia_domain.aggregates import entry
from lixia_domain.aggregates.entry import ENTRY, EntryScreened
from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.facts import (
    CallKind,
    Facts,
    Revote,
    TieRule,
    VotingClosed,
    VotingOpened,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Call
from lixia_domain.aggregates.vote import VoteCast
from lixia_domain.application.activities.entries import entry_key
from lixia_domain.application.standing import OpenCampaign
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.vocabulary import (
    AccountId,
    CallId,
    DocumentIfAny,
    EntryId,
    HeadCount,
    KeyMark,
    Minutes,
    On,
    Reason,
    Title,
    Until,
)
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work

WITNESSES = (Role.AUDITOR, Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)
"""Before whom a voter key may be destroyed."""


@decides(OPEN_CALL, "call_id", says=Words("发布征集启事", "open a call"), by=Role.PROGRAMME_OFFICE)
def open_the_call(
    known: Call | None,
    *,
    call_id: CallId,
    title: Title,
    kind: Annotated[CallKind, Words("征集类别", "what is sent in")],
    number: Annotated[HeadCount, Words("公布数量", "how many are published")],
    tie_rule: Annotated[TieRule, Words("票数相同时", "on equal votes")],
    revote: Annotated[Revote, Words("改投", "on a second vote")],
    entries_until: Annotated[Until, Words("投稿截止", "entries until")],
    objection_days: Annotated[HeadCount, Words("异议期（天）", "days for objections")],
    campaign_id: OpenCampaign | None = None,
    on: On,
) -> Facts:
    """Open a call that is to publish exactly ``number`` entries (发布启事)."""
    return open_call.open_call(
        known,
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


def _entries_once_told(work: Work, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what older code had to be told of a ballot: its entries, in order or by number."""
    for recorded in work.history(OPEN_CALL, given["call_id"]):
        match recorded.event:
            case VotingOpened(entries=entries):
                numbers = tuple(split_key(key)[-1] for key in entries)
                yield {"entry_ids": numbers}
                yield {"entry_ids": tuple(sorted(numbers))}
            case _:
                pass


@use_case(
    says=Words("开始投票", "open a vote"), by=Role.PROGRAMME_OFFICE, formerly=_entries_once_told
)
def open_voting(
    work: Work,
    *,
    call_id: CallId,
    until: Annotated[Until, Words("投票截止", "voting until")],
    key_mark: KeyMark,
    on: On,
) -> None:
    """Open the vote on all admitted entries (开始投票), in the order in which they were sent in.

    That is by the date of each submission, and on one day by the log. ``key_mark`` tells the key
    under which voters' references are made from any other key; it is this call's alone.
    """
    first = {key: work.history(ENTRY, key)[0] for key in _admitted(work, call_id)}
    sent_in = {key: (sent.event.on, sent.position) for key, sent in first.items()}
    facts = open_call.open_voting(
        work.load(OPEN_CALL, call_id),
        entries=tuple(sorted(sent_in, key=sent_in.__getitem__)),
        until=until,
        key_mark=key_mark,
        key_of=_other_call(work, call_id, key_mark),
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


def _admitted(work: Work, call_id: str) -> list[str]:
    """Return the entries of a call that passed screening and were not taken back."""
    opening = f"{join_key(call_id)}/"
    keys = dict.fromkeys(
        recorded.key for recorded in work.facts(EntryScreened) if recorded.key.startswith(opening)
    )
    work.prefetch(ENTRY, keys)
    return [key for key in keys if entry.is_admitted(work.load(ENTRY, key))]


def _other_call(work: Work, call_id: str, key_mark: str) -> str | None:
    """Return another call whose vote was opened under a key, if there is one."""
    own = work.stream(OPEN_CALL, call_id)
    for recorded in work.facts(VotingOpened):
        match recorded.event:
            case VotingOpened(key_mark=mark) if mark == key_mark and recorded.stream != own:
                return recorded.key
            case _:
                pass
    return None


@decides(OPEN_CALL, "call_id", says=Words("投票截止", "close a vote"), by=Role.PROGRAMME_OFFICE)
def close_voting(
    known: Call | None,
    *,
    call_id: CallId,
    on: On,
) -> Facts:
    """Close the vote (投票截止)."""
    return open_call.close_voting(known, on=on)


@use_case(
    says=Words("封票", "freeze a ballot"),
    by=(Role.PROGRAMME_OFFICE, Role.SYSTEM),
)
def freeze(work: Work, *, call_id: CallId, on: On) -> None:
    """Freeze the ballot (封票) by the votes in the log, up to where voting was closed."""
    call = work.load(OPEN_CALL, call_id)
    ballot = open_call.counting(call)
    work.prefetch(ENTRY, ballot)
    withdrawn = {key for key in ballot if entry.withdrawn(work.load(ENTRY, key))}
    history = work.history(OPEN_CALL, call_id)
    [*_, closed] = [fact.position for fact in history if isinstance(fact.event, VotingClosed)]
    votes = _counted(work.facts_up_to(closed, VoteCast), call_id)
    facts = open_call.freeze(call, votes=votes, withdrawn=withdrawn, position=closed, on=on)
    work.record(OPEN_CALL, call_id, facts)


@use_case(says=Words("公布结果", "publish results"), by=Role.PROGRAMME_OFFICE)
def publish(
    work: Work,
    *,
    call_id: CallId,
    decided: Annotated[
        tuple[EntryId, ...], Words("评审或抽签选出的作品", "entries chosen by jury or lot")
    ] = (),
    document: DocumentIfAny = "",
    on: On,
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


@decides(OPEN_CALL, "call_id", says=Words("授奖", "grant an award"), by=Role.PROGRAMME_OFFICE)
def grant(
    known: Call | None,
    *,
    call_id: CallId,
    entry_id: EntryId,
    award: Annotated[Title, Words("奖项", "the award")],
    on: On,
) -> Facts:
    """Grant a published entry an award (授奖), after the period for objections."""
    return open_call.grant(known, entry=entry_key(call_id, entry_id), award=award, on=on)


@decides(
    OPEN_CALL, "call_id", says=Words("撤销授奖", "withdraw an award"), by=Role.PROGRAMME_OFFICE
)
def withdraw_award(
    known: Call | None,
    *,
    call_id: CallId,
    entry_id: EntryId,
    award: Annotated[Title, Words("奖项", "the award")],
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> Facts:
    """Withdraw an award that was granted wrongly (撤销授奖), by minutes."""
    entry = entry_key(call_id, entry_id)
    return open_call.withdraw_award(
        known, entry=entry, award=award, reason=reason, minutes=minutes, on=on
    )


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("销毁投票密钥", "note that a voter key was destroyed"),
    by=Role.PROGRAMME_OFFICE,
)
def destroy_key(
    known: Call | None,
    *,
    call_id: CallId,
    witness: Annotated[AccountId, Beside(WITNESSES), Words("见证人", "who witnessed it")],
    on: On,
) -> Facts:
    """Note that the voter key was destroyed (销毁密钥) before ``witness``."""
    return open_call.destroy_key(known, witness=witness, on=on)


def recount(ledger: Ledger, call_id: str, position: int) -> dict[str, int]:
    """Count a call's votes anew from the log up to ``position``: what the frozen tally must say."""
    votes = _counted(ledger.read(0, position, (VoteCast,)), call_id)
    return {entry: count for entry, count in sorted(votes.items()) if count}


def _counted(cast: Iterable[Recorded], call_id: str) -> Mapping[str, int]:
    """Return what the votes of a call come to by entry, each voter's last."""
    votes: Counter[str] = Counter()
    opening = f"vote-{join_key(call_id)}/"
    for recorded in cast:
        vote = recorded.event
        if recorded.stream.startswith(opening) and isinstance(vote, VoteCast):
            votes[vote.entry] += 1
            if vote.instead_of is not None:
                votes[vote.instead_of] -= 1
    return votes
