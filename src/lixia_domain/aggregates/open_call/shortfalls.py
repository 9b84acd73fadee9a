"""What becomes of a call that can't publish as many as it promised: each way by minutes.

The time for entries is extended, the call is reopened, fewer are published, or it is cancelled.
None of them is open to a call that can keep its word, save more time for entries.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lixia_domain.aggregates.open_call import facts
from lixia_domain.aggregates.open_call.facts import Facts
from lixia_domain.aggregates.open_call.state import Call, CallStage, Why, standing
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words


def extend_entries(call: Call | None, *, until: date, reason: str, minutes: str, on: date) -> Facts:
    """Take entries for longer (投稿延期), also where the time for them is over."""
    call = standing(call, Words("投稿延期", "extending the time for entries"), CallStage.OPEN)
    _later(until, max(call.entries_until, on))
    return (facts.EntriesExtended(until=until, reason=reason, minutes=minutes, on=on),)


def reopen(
    call: Call | None,
    *,
    electable: Collection[str],
    entries_until: date,
    reason: str,
    minutes: str,
    on: date,
) -> Facts:
    """Take entries again (重新征集): a new ballot follows. Votes that were cast stay cast."""
    act = Words("重新征集", "reopening")
    call = standing(call, act, CallStage.VOTING, CallStage.COUNTING, CallStage.FROZEN)
    _short(call, electable, act)
    _later(entries_until, on)
    return (facts.CallReopened(entries_until=entries_until, reason=reason, minutes=minutes, on=on),)


def reduce_number(
    call: Call | None,
    *,
    electable: Collection[str],
    number: int,
    reason: str,
    minutes: str,
    on: date,
) -> Facts:
    """Publish fewer than the call has promised (减少公布件数)."""
    act = Words("减少公布件数", "publishing fewer")
    call = standing(call, act, *(stage for stage in CallStage if stage is not CallStage.CANCELLED))
    if call.stage is CallStage.OPEN and on <= call.entries_until:
        raise Rejection(Why.ENTRIES_RUN, until=call.entries_until)
    _short(call, electable, act)
    most = min(len(electable), call.number - 1)
    if not 1 <= number <= most:
        raise Rejection(Why.NOT_FEWER, number=number, most=most)
    return (facts.NumberReduced(number=number, reason=reason, minutes=minutes, on=on),)


def cancel(
    call: Call | None, *, electable: Collection[str], reason: str, minutes: str, on: date
) -> Facts:
    """Cancel a call (取消征集). Cancelled before: ``()``.

    One that takes entries still may always be cancelled, and from its ballot on only if it falls
    short.
    """
    if call is not None and call.stage is CallStage.CANCELLED:
        return ()
    act = Words("取消征集", "cancelling")
    call = standing(call, act, *CallStage)
    if call.stage is not CallStage.OPEN:
        _short(call, electable, act)
    return (facts.CallCancelled(removed=call.published, reason=reason, minutes=minutes, on=on),)


def running(call: Call | None) -> tuple[str, ...]:
    """Return the entries on the ballot that no objection has taken out, or is about to."""
    if call is None:
        return ()
    out = call.excluded | {each.raised.entry for each in call.objections.values() if each.upheld}
    return tuple(entry for entry in call.order if entry not in out)


def _short(call: Call, electable: Collection[str], act: Words) -> None:
    """Refuse ``act`` where the call can publish what it promised.

    An upheld objection to the results as a whole may take out any entry.
    """
    if any(each.upheld and each.raised.entry is None for each in call.objections.values()):
        return
    if len(electable) >= call.number:
        raise Rejection(Why.REACHABLE, count=len(electable), number=call.number, act=act)


def _later(until: date, now: date) -> None:
    if until <= now:
        raise Rejection(Why.NOT_LATER, until=until, now=now)
