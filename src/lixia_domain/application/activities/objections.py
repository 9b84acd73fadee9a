"""Use cases of objections to the results of an open call: raise, decide, correct (异议与更正)."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.open_call import objections as open_call
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.application.activities.entries import entry_key
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def raise_objection(
    work: Work,
    *,
    call_id: str,
    objection: str,
    entry_id: str | None,
    objector: str | None,
    grounds: str,
    document: str,
    on: date,
) -> None:
    """Object to the published results, or to one entry (提出异议), within the time for it.

    ``objector`` is a person's reference, or ``None`` where nobody is named.
    """
    facts = open_call.raise_objection(
        work.load(OPEN_CALL, call_id),
        objection=objection,
        entry=None if entry_id is None else entry_key(call_id, entry_id),
        objector=objector,
        grounds=grounds,
        document=document,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def decide(
    work: Work,
    *,
    call_id: str,
    objection: str,
    upheld: bool,
    decided_by: str,
    reason: str,
    minutes: str,
    on: date,
) -> None:
    """Decide on an objection (裁定异议). ``decided_by`` is an account id."""
    facts = open_call.decide_objection(
        work.load(OPEN_CALL, call_id),
        objection=objection,
        upheld=upheld,
        decided_by=decided_by,
        reason=reason,
        minutes=minutes,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)


@use_case
def correct(
    work: Work,
    *,
    call_id: str,
    objection: str,
    excluded: tuple[str, ...] = (),
    decided: tuple[str, ...] = (),
    document: str = "",
    on: date,
) -> None:
    """Correct the results by an upheld objection (更正结果); they are published anew.

    ``excluded`` are the numbers of the entries that lose their place; who moves up, the frozen
    tally says. ``decided`` and ``document`` as in ``calls.publish``.
    """
    facts = open_call.correct_results(
        work.load(OPEN_CALL, call_id),
        objection=objection,
        excluded=tuple(entry_key(call_id, entry_id) for entry_id in excluded),
        decided=tuple(entry_key(call_id, entry_id) for entry_id in decided),
        document=document,
        on=on,
    )
    work.record(OPEN_CALL, call_id, facts)
