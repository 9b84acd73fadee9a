"""Decisions about objections to the published results (异议), and what they correct."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from lixia_domain.aggregates.open_call import facts
from lixia_domain.aggregates.open_call.decisions import elected
from lixia_domain.aggregates.open_call.facts import Facts
from lixia_domain.aggregates.open_call.state import Call, CallStage, Objection, Why, standing
from lixia_domain.kernel.keys import NOBODY_KNOWN, among, as_known
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


def raise_objection(
    call: Call | None,
    *,
    objection: str,
    entry: str | None,
    objector: str | None,
    grounds: str,
    document: str,
    on: date,
) -> Facts:
    """Object to the published results (提出异议) while they are open to it. Told twice is ``()``.

    ``entry``: one that was voted on; ``None`` is the results as a whole. ``objector``: a person's
    reference; ``None`` is somebody who didn't say.
    """
    call = standing(call, Words("提出异议", "objecting"), CallStage.PUBLISHED)
    objection = as_known(objection, call.objections)
    told = facts.ObjectionRaised(
        objection=objection,
        entry=entry,
        objector=None if objector is None else reference(objector),
        grounds=grounds,
        document=document,
        on=on,
    )
    if (known := call.objections.get(objection)) is not None:
        if known.raised.repeats(told):
            return ()
        raise Rejection(Why.OBJECTION_REUSED, objection=objection)
    if call.objections_until is not None and on > call.objections_until:
        raise Rejection(Why.OBJECTIONS_OVER, until=call.objections_until)
    if entry is not None and entry not in call.ballot:
        raise Rejection(Why.NOT_ON_BALLOT, entry=entry)
    return (told,)


def decide_objection(
    call: Call | None,
    *,
    objection: str,
    upheld: bool,
    decided_by: str,
    reason: str,
    minutes: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Decide on an objection (裁定异议), another than who objected. The same told twice is ``()``.

    ``upheld``: the results are to be corrected, and nothing is awarded before they are. One against
    an entry that a correction took out already is settled by that.
    """
    call = standing(call, Words("裁定异议", "deciding on an objection"), CallStage.PUBLISHED)
    known = _objection(call, objection)
    told = facts.ObjectionDecided(
        objection=known.raised.objection,
        upheld=upheld,
        decided_by=decided_by,
        reason=reason,
        minutes=minutes,
        on=on,
    )
    if known.decided is not None:
        if known.decided.repeats(told):
            return ()
        by = known.decided.decided_by
        raise Rejection(Why.DECIDED_OTHERWISE, objection=objection, by=by)
    papers = (
        (Words("裁定人", "who decided"), decided_by),
        (Words("理由", "why"), reason),
        (Words("纪要", "minutes"), minutes),
    )
    missing = [name for name, paper in papers if not paper.strip()]
    if missing:
        raise Rejection(Why.DECISION_UNFOUNDED, missing=listed(missing))
    if known.raised.objector and among(decided_by, (known.raised.objector,), eyes):
        raise Rejection(Why.OWN_OBJECTION, who=decided_by, objection=objection)
    before = next((one for one in _corrections(call) if known.raised.entry in one.excluded), None)
    if not upheld or before is None:
        return (told,)
    return (told, _settled(told.objection, before.objection, minutes, on))


def reopen_decision(
    call: Call | None, *, objection: str, reason: str, minutes: str, on: date
) -> Facts:
    """Take back a decision that nothing followed from yet (撤销裁定). Not decided: ``()``.

    The objection waits for a decision again, also where the time for objections is over.
    """
    call = standing(call, Words("撤销裁定", "reopening a decision"), CallStage.PUBLISHED)
    known = _objection(call, objection)
    if known.decided is None:
        return ()
    if known.corrected is not None or known.settled is not None:
        raise Rejection(Why.DECISION_USED, objection=objection)
    if call.awards:
        raise Rejection(Why.AWARDED, count=len(call.awards))
    return (
        facts.DecisionReopened(
            objection=known.raised.objection,
            upheld=known.decided.upheld,
            reason=reason,
            minutes=minutes,
            on=on,
        ),
    )


def settle_objection(
    call: Call | None, *, objection: str, by: str, minutes: str, on: date
) -> Facts:
    """Find that the correction ``by`` another objection answers this one too. Told twice ``()``."""
    call = standing(call, Words("了结异议", "settling an objection"), CallStage.PUBLISHED)
    known, other = _objection(call, objection), _objection(call, by)
    told = _settled(known.raised.objection, other.raised.objection, minutes, on)
    if known.settled is not None and known.settled.repeats(told):
        return ()
    if known.settled is not None or known.corrected is not None:
        answered = known.raised.objection if known.settled is None else known.settled.by
        raise Rejection(Why.SETTLED_OTHERWISE, objection=objection, by=answered)
    if not known.upheld:
        raise Rejection(Why.NOT_UPHELD, objection=objection)
    if other.corrected is None:
        raise Rejection(Why.NOT_ANSWERED, objection=objection, by=by)
    return (told,)


def correct_results(
    call: Call | None,
    *,
    objection: str,
    excluded: tuple[str, ...],
    decided: tuple[str, ...],
    document: str,
    on: date,
) -> Facts:
    """Correct the results (更正结果) by an objection that was upheld. Told twice is ``()``.

    It settles every other upheld objection to an entry that it takes out as well.
    Nobody picks who moves up: the frozen tally does, without the ``excluded``; ``decided`` and
    ``document`` as in ``publish``. The corrected results are open to objections anew.
    """
    call = standing(call, Words("更正结果", "correcting the results"), CallStage.PUBLISHED)
    known = _objection(call, objection)
    before = known.corrected
    if known.settled is not None:
        before = call.objections[known.settled.by].corrected
    if before is not None:
        if (before.excluded, before.decided, before.document) == (excluded, decided, document):
            return ()
        raise Rejection(Why.CORRECTED_OTHERWISE, objection=objection)
    if known.decided is None or not known.decided.upheld:
        raise Rejection(Why.NOT_UPHELD, objection=objection)
    for entry in excluded:
        if entry not in call.ballot:
            raise Rejection(Why.NOT_ON_BALLOT, entry=entry)
    entries = elected(
        call, excluded=call.excluded | set(excluded), decided=decided, document=document
    )
    again = bool(decided or set(excluded) - call.excluded)  # another lot, or one less to move up
    if entries == call.published and not again:
        raise Rejection(Why.NOTHING_CORRECTED)
    return (
        facts.ResultsCorrected(
            objection=known.raised.objection,
            entries=entries,
            removed=tuple(entry for entry in call.published if entry not in entries),
            excluded=excluded,
            decided=decided,
            document=document,
            decided_by=known.decided.decided_by,
            reason=known.decided.reason,
            minutes=known.decided.minutes,
            objections_until=on + timedelta(days=call.opened.objection_days),
            on=on,
        ),
        *(
            _settled(number, known.raised.objection, each.decided.minutes, on)
            for number, each in call.objections.items()
            if each is not known and each.upheld and each.decided is not None
            if each.raised.entry in excluded
        ),
    )


def _corrections(call: Call) -> list[facts.ResultsCorrected]:
    return [each.corrected for each in call.objections.values() if each.corrected is not None]


def _settled(objection: str, by: str, minutes: str, on: date) -> facts.ObjectionSettled:
    return facts.ObjectionSettled(objection=objection, by=by, minutes=minutes, on=on)


def _objection(call: Call, objection: str) -> Objection:
    found = call.objections.get(as_known(objection, call.objections))
    if found is None:
        raise Rejection(Why.UNKNOWN_OBJECTION, objection=objection)
    return found
