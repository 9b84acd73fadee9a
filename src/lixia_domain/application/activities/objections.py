"""Use cases of objections to the results of an open call: raise, decide, correct (异议与更正)."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.open_call import objections as open_call
from lixia_domain.aggregates.open_call.facts import Facts
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Call
from lixia_domain.application.activities.entries import entry_key
from lixia_domain.application.rights import eyes
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.vocabulary import (
    AccountIfAny,
    CallId,
    Document,
    DocumentIfAny,
    EntryId,
    Minutes,
    ObjectionId,
    On,
    PersonRef,
    Reason,
    ReasonIfAny,
    YesNo,
)
from lixia_domain.recording.work import Work

DECIDE = (Role.PROGRAMME_OFFICE,)
"""Who decides on objections to a call's results."""


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("提出异议", "raise an objection"),
    by=(Role.PROGRAMME_OFFICE, Role.ENTERPRISE, Role.TEAM),
)
def raise_objection(
    known: Call | None,
    *,
    call_id: CallId,
    objection: ObjectionId,
    entry_id: EntryId | None,
    objector: Annotated[PersonRef, Words("异议人代号", "who objects")] | None,
    grounds: Annotated[Reason, Words("异议理由", "grounds")],
    document: Document,
    on: On,
) -> Facts:
    """Object to the published results, or to one entry (提出异议), within the time for it.

    ``objector`` is a person's reference, or ``None`` where nobody is named.
    """
    return open_call.raise_objection(
        known,
        objection=objection,
        entry=None if entry_id is None else entry_key(call_id, entry_id),
        objector=objector,
        grounds=grounds,
        document=document,
        on=on,
    )


@use_case(says=Words("裁定异议", "decide on an objection"), by=Role.PROGRAMME_OFFICE)
def decide(
    work: Work,
    *,
    call_id: CallId,
    objection: ObjectionId,
    upheld: Annotated[YesNo, Words("成立", "upheld")],
    decided_by: Annotated[
        AccountIfAny, Beside(DECIDE, apart=False), Words("裁定人账号", "account of who decides")
    ],
    reason: ReasonIfAny,
    minutes: DocumentIfAny,
    on: On,
) -> None:
    """Decide on an objection (裁定异议).

    ``decided_by`` is whoever acts, or another member of the office, and not who objected.
    """
    facts = open_call.decide_objection(
        work.load(OPEN_CALL, call_id),
        objection=objection,
        upheld=upheld,
        decided_by=decided_by,
        reason=reason,
        minutes=minutes,
        on=on,
        eyes=eyes(work, {decided_by}),
    )
    work.record(OPEN_CALL, call_id, facts)


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("撤销异议裁定", "reopen the decision on an objection"),
    by=Role.PROGRAMME_OFFICE,
)
def reopen_decision(
    known: Call | None,
    *,
    call_id: CallId,
    objection: ObjectionId,
    reason: Reason,
    minutes: Minutes,
    on: On,
) -> Facts:
    """Take back, by minutes, a decision that nothing followed from yet (撤销裁定)."""
    return open_call.reopen_decision(
        known, objection=objection, reason=reason, minutes=minutes, on=on
    )


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("了结已更正的异议", "settle an objection that was answered"),
    by=Role.PROGRAMME_OFFICE,
)
def settle(
    known: Call | None,
    *,
    call_id: CallId,
    objection: ObjectionId,
    by_objection: Annotated[
        ObjectionId, Words("已据以更正的异议", "the objection by which the results were corrected")
    ],
    minutes: Minutes,
    on: On,
) -> Facts:
    """Find by minutes that a correction made answers another upheld objection too (一并了结)."""
    return open_call.settle_objection(
        known, objection=objection, by=by_objection, minutes=minutes, on=on
    )


@decides(
    OPEN_CALL,
    "call_id",
    says=Words("更正征集结果", "correct the results of a call"),
    by=Role.PROGRAMME_OFFICE,
)
def correct(
    known: Call | None,
    *,
    call_id: CallId,
    objection: ObjectionId,
    excluded: Annotated[
        tuple[EntryId, ...], Words("取消入选的作品", "entries that lose their place")
    ] = (),
    decided: Annotated[
        tuple[EntryId, ...], Words("评审或抽签选出的作品", "entries chosen by jury or lot")
    ] = (),
    document: DocumentIfAny = "",
    on: On,
) -> Facts:
    """Correct the results by an upheld objection (更正结果); they are published anew.

    Every other upheld objection to an entry that loses its place is settled with it.

    ``excluded`` are the numbers of the entries that lose their place; who moves up, the frozen
    tally says. ``decided`` and ``document`` as in ``calls.publish``.
    """
    return open_call.correct_results(
        known,
        objection=objection,
        excluded=tuple(entry_key(call_id, entry_id) for entry_id in excluded),
        decided=tuple(entry_key(call_id, entry_id) for entry_id in decided),
        document=document,
        on=on,
    )
