"""Decisions about an open call: from its notice to the awards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from lixia_domain.aggregates.open_call import facts
from lixia_domain.aggregates.open_call.facts import CallKind, EntryVotes, Facts, Revote, TieRule
from lixia_domain.aggregates.open_call.state import Call, CallStage, Why, standing
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


def open_call(
    call: Call | None,
    *,
    title: str,
    kind: CallKind,
    campaign: str | None,
    number: int,
    tie_rule: TieRule,
    revote: Revote,
    entries_until: date,
    objection_days: int,
    on: date,
) -> Facts:
    """Open a call (发布启事) that is to publish exactly ``number``. Told twice is ``()``."""
    told = facts.CallOpened(
        title=title,
        kind=kind,
        campaign=campaign,
        number=number,
        tie_rule=tie_rule,
        revote=revote,
        entries_until=entries_until,
        objection_days=objection_days,
        on=on,
    )
    if call is not None:
        if call.opened.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, title=call.opened.title)
    if min(number, objection_days) < 1:
        raise Rejection(Why.BAD_TERMS, number=number, days=objection_days)
    if entries_until < on:
        raise Rejection(Why.ENTRIES_OVER, until=entries_until)
    return (told,)


def taking_entries(call: Call | None, *, on: date) -> None:
    """Refuse an entry that comes too late."""
    call = standing(call, Words("投稿", "sending in entries"), CallStage.OPEN)
    if on > call.entries_until:
        raise Rejection(Why.ENTRIES_OVER, until=call.entries_until)


def screening(call: Call | None) -> None:
    """Refuse a screening, or that one is withdrawn, once the ballot stands."""
    standing(call, Words("初审", "screening"), CallStage.OPEN)


def withdrawing(call: Call | None) -> None:
    """Refuse a withdrawal once the ballot is frozen."""
    standing(
        call,
        Words("撤回作品", "taking an entry back"),
        CallStage.OPEN,
        CallStage.VOTING,
        CallStage.COUNTING,
    )


def open_voting(
    call: Call | None,
    *,
    entries: tuple[str, ...],
    until: date,
    key_mark: str,
    key_of: str | None,
    on: date,
) -> Facts:
    """Open the vote (开始投票) on ``entries``: all that were admitted, earlier submitted first.

    ``key_of`` is another call that has had the key already, if one has.
    """
    call = standing(call, Words("开始投票", "opening the vote"), CallStage.OPEN)
    if on <= call.entries_until:
        raise Rejection(Why.ENTRIES_RUN, until=call.entries_until)
    if until < on:
        raise Rejection(Why.VOTING_OVER, until=until)
    if call.key_mark not in (None, key_mark):  # votes of a ballot before still count
        raise Rejection(Why.OTHER_KEY, mark=key_mark)
    if key_of is not None:
        raise Rejection(Why.KEY_USED, mark=key_mark, call=key_of)
    _enough(call, len(entries))
    return (facts.VotingOpened(entries=entries, until=until, key_mark=key_mark, on=on),)


def taking_votes(call: Call | None, *, entries: Collection[str], key_mark: str, on: date) -> bool:
    """Refuse votes for ``entries`` that don't count; else tell whether a vote may be changed."""
    call = standing(call, Words("投票", "voting"), CallStage.VOTING)
    if call.voting_until is not None and on > call.voting_until:
        raise Rejection(Why.VOTING_OVER, until=call.voting_until)
    if call.voting_since is not None and on < call.voting_since:
        raise Rejection(Why.VOTING_NOT_OPEN, since=call.voting_since, on=on)
    if key_mark != call.key_mark:
        raise Rejection(Why.OTHER_KEY, mark=key_mark)
    for entry in entries:
        if entry not in call.ballot:
            raise Rejection(Why.NOT_ON_BALLOT, entry=entry)
    return call.opened.revote is Revote.REPLACES


def close_voting(call: Call | None, *, on: date) -> Facts:
    """Close the vote (投票截止) once its last day is over. From then on no vote is recorded."""
    call = standing(call, Words("截止投票", "closing the vote"), CallStage.VOTING)
    if call.voting_until is not None and on <= call.voting_until:
        raise Rejection(Why.VOTING_RUNS, until=call.voting_until)
    return (facts.VotingClosed(on=on),)


def counting(call: Call | None) -> tuple[str, ...]:
    """Return the entries of a ballot that may be frozen."""
    return standing(call, Words("封票", "freezing the tally"), CallStage.COUNTING).order


def freeze(
    call: Call | None,
    *,
    votes: Mapping[str, int],
    withdrawn: Collection[str],
    position: int,
    on: date,
) -> Facts:
    """Freeze the ballot (封票) by ``votes``, as the log has them up to ``position``, the close."""
    call = standing(call, Words("封票", "freezing the tally"), CallStage.COUNTING)
    tally = tuple(
        EntryVotes(entry=entry, votes=votes.get(entry, 0))
        for entry in call.order
        if entry not in withdrawn
    )
    return (
        facts.BallotFrozen(position=position, tally=tally, tie_rule=call.opened.tie_rule, on=on),
    )


def publish(
    call: Call | None, *, decided: tuple[str, ...], document: str, on: date
) -> tuple[facts.ResultsPublished]:
    """Publish exactly as many as the call has promised (公布), those with most votes.

    Where the last places are tied, the call's rule decides: the earlier entry by itself; jury or
    lot by naming who of the tied was ``decided`` on, with the ``document`` that says so.
    """
    call = standing(call, Words("公布结果", "publishing results"), CallStage.FROZEN)
    entries = elected(call, excluded=(), decided=decided, document=document)
    return (
        facts.ResultsPublished(
            entries=entries,
            decided=decided,
            document=document,
            objections_until=on + timedelta(days=call.opened.objection_days),
            on=on,
        ),
    )


def elected(
    call: Call, *, excluded: Collection[str], decided: tuple[str, ...], document: str
) -> tuple[str, ...]:
    """Return who the frozen tally elects of those not ``excluded``, most votes first."""
    number = call.number
    running = [each for each in call.tally if each.entry not in excluded]
    _enough(call, len(running))
    ranked = sorted(running, key=lambda each: -each.votes)  # stable: earlier entries first
    line = ranked[number - 1].votes
    safe = [each.entry for each in ranked if each.votes > line]
    tied = [each.entry for each in ranked if each.votes == line]
    seats = number - len(safe)
    return (*safe, *_winners(call.opened.tie_rule, tied, seats, decided, document))


def _winners(
    rule: TieRule, tied: Sequence[str], seats: int, decided: tuple[str, ...], document: str
) -> Sequence[str]:
    by_itself = len(tied) == seats or rule is TieRule.EARLIER
    strangers = [entry for entry in decided if by_itself or entry not in tied]
    if strangers:
        raise Rejection(Why.NOT_TIED, entries=listed(strangers))
    if by_itself:
        return tied[:seats]
    if len(set(decided)) != seats or len(decided) != seats:
        raise Rejection(
            Why.TIE_OPEN,
            entries=listed(tied),
            rule=rule,
            seats=seats,
            count=len(set(decided)),
        )
    if not document:
        raise Rejection(Why.NO_DOCUMENT)
    return [entry for entry in tied if entry in decided]


def with_results(call: Call | None) -> Call:
    """Return ``call`` if its results are out; else nothing can take them up."""
    return standing(call, Words("引用结果", "citing its results"), CallStage.PUBLISHED)


def grant(call: Call | None, *, entry: str, award: str, on: date) -> Facts:
    """Grant an award (授奖) once no objection can come or waits. The same told twice is ``()``."""
    call = _undisputed(call, Words("授奖", "granting an award"), on)
    if entry not in call.published:
        raise Rejection(Why.NOT_PUBLISHED, entry=entry)
    if (entry, award) in call.awards:
        return ()
    return (facts.AwardGranted(entry=entry, award=award, on=on),)


def withdraw_award(
    call: Call | None, *, entry: str, award: str, reason: str, minutes: str, on: date
) -> Facts:
    """Withdraw an award that was granted wrongly (撤销授奖). One that wasn't granted is refused."""
    call = standing(call, Words("撤销授奖", "withdrawing an award"), CallStage.PUBLISHED)
    if (entry, award) not in call.awards:
        raise Rejection(Why.NOT_GRANTED, entry=entry, award=award)
    return (facts.AwardWithdrawn(entry=entry, award=award, reason=reason, minutes=minutes, on=on),)


def destroy_key(call: Call | None, *, witness: str, on: date) -> Facts:
    """Note that the voter key is gone (销毁密钥), once no objection can come or waits.

    Of a cancelled call, at once. Told twice is ``()``.
    """
    if call is None or call.stage is not CallStage.CANCELLED:
        call = _undisputed(call, Words("销毁投票密钥", "destroying the voter key"), on)
    if call.key_destroyed or call.key_mark is None:
        return ()
    return (facts.VoterKeyDestroyed(key_mark=call.key_mark, witness=witness, on=on),)


def _undisputed(call: Call | None, act: Words, on: date) -> Call:
    call = standing(call, act, CallStage.PUBLISHED)
    if call.objections_until is not None and on <= call.objections_until:
        raise Rejection(Why.OBJECTIONS_RUN, until=call.objections_until, act=act)
    if pending := [number for number, each in call.objections.items() if each.pending]:
        raise Rejection(Why.OBJECTION_PENDING, objections=listed(pending), act=act)
    return call


def _enough(call: Call, count: int) -> None:
    if count < call.number:
        raise Rejection(Why.TOO_FEW, number=call.number, count=count)
