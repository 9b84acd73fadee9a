"""Use cases of calls that fall short (征集不足): more time, taken up again, fewer, or cancelled."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import entry
from lixia_domain.aggregates.entry import ENTRY, EntryStage, EntrySubmitted
from lixia_domain.aggregates.open_call import shortfalls
from lixia_domain.aggregates.open_call.facts import Facts
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Call, CallStage
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.vocabulary import CallId, HeadCount, Minutes, On, Reason, Until
from lixia_domain.recording.work import Work


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("延长投稿期", "extend the time for entries"),
    by=Role.PROGRAMME_OFFICE,
)
def extend_entries(
    known: Call | None,
    *,
    call_id: CallId,
    until: Annotated[Until, Words("投稿延至", "entries until")],
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> Facts:
    """Take entries for longer (投稿延期)."""
    return shortfalls.extend_entries(known, until=until, reason=reason, minutes=minutes, on=on)


@use_case(says=Words("重新征集", "reopen a call"), by=Role.PROGRAMME_OFFICE)
def reopen(
    work: Work,
    *,
    call_id: CallId,
    entries_until: Annotated[Until, Words("投稿截止", "entries until")],
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> None:
    """Take entries again for a call that falls short (重新征集); votes that were cast stay cast."""
    known = work.load(OPEN_CALL, call_id)
    facts = shortfalls.reopen(
        known,
        electable=_electable(work, call_id, known),
        entries_until=entries_until,
        reason=reason,
        minutes=minutes,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case(says=Words("减少公布件数", "publish fewer than promised"), by=Role.PROGRAMME_OFFICE)
def reduce_number(
    work: Work,
    *,
    call_id: CallId,
    number: Annotated[HeadCount, Words("公布数量", "how many are published")],
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> None:
    """Publish fewer of a call that falls short (减少公布件数)."""
    known = work.load(OPEN_CALL, call_id)
    facts = shortfalls.reduce_number(
        known,
        electable=_electable(work, call_id, known),
        number=number,
        reason=reason,
        minutes=minutes,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case(says=Words("取消征集", "cancel a call"), by=Role.PROGRAMME_OFFICE)
def cancel(work: Work, *, call_id: CallId, reason: Reason, minutes: Minutes, on: On) -> None:
    """Cancel a call (取消征集), from its ballot on only if it falls short. Then its key may go."""
    known = work.load(OPEN_CALL, call_id)
    facts = shortfalls.cancel(
        known, electable=_electable(work, call_id, known), reason=reason, minutes=minutes, on=on
    )
    work.record(OPEN_CALL, call_id, facts)


def _electable(work: Work, call_id: str, known: Call | None) -> tuple[str, ...]:
    """Return the entries that can still be published: of the ballot, before it of all sent in."""
    if known is None or known.stage is not CallStage.OPEN:
        ballot = shortfalls.running(known)
        work.prefetch(ENTRY, ballot)
        return tuple(key for key in ballot if not entry.withdrawn(work.load(ENTRY, key)))
    opening = f"{join_key(call_id)}/"
    keys = [one.key for one in work.facts(EntrySubmitted) if one.key.startswith(opening)]
    work.prefetch(ENTRY, keys)
    out = (EntryStage.REJECTED, EntryStage.WITHDRAWN)
    sent_in = {key: work.load(ENTRY, key) for key in keys}
    return tuple(key for key, one in sent_in.items() if one is not None and one.stage not in out)
