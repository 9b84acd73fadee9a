"""Use cases of entries (作品): send in, screen, take back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from lixia_domain.aggregates import entry
from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.subject.facts import Details, PersonKind
from lixia_domain.application.persons import subjects
from lixia_domain.application.persons.guardians import guarded
from lixia_domain.application.use_case import Role, Words, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.vocabulary import (
    AdultFrom,
    CallId,
    Document,
    EntryId,
    Notice,
    On,
    PersonRef,
    Reason,
    ReasonIfAny,
    Sha256,
    Title,
    YesNo,
)
from lixia_domain.recording.work import Work


def entry_key(call_id: str, entry_id: str) -> str:
    """Return the key of an entry: its number is unique within its call."""
    return join_key(call_id, entry_id)


@use_case(says=Words("投稿", "send an entry in"), by=(Role.PROGRAMME_OFFICE, Role.TEAM))
def submit(
    work: Work,
    *,
    call_id: CallId,
    entry_id: EntryId,
    title: Title,
    authors: Annotated[tuple[PersonRef, ...], Words("作者代号", "references of the authors")],
    document: Annotated[Document, Words("作品", "the entry itself")],
    document_hash: Sha256,
    on: On,
    details: Annotated[
        Mapping[PersonRef, Details] | None,
        Words("作者的个人信息", "details of the authors"),
    ] = None,
    notice: Notice = "",
    adult_from: Annotated[
        Mapping[PersonRef, AdultFrom] | None,
        Words("作者的成年之日", "when authors come of age, or came"),
    ] = None,
    guardians: Annotated[
        Mapping[PersonRef, PersonRef] | None,
        Words("未成年作者的监护人代号", "guardians of authors who are minors"),
    ] = None,
) -> None:
    """Send an entry in to a call (投稿). ``authors`` are opaque references, never names.

    Sealed ``details`` of authors are kept in the same commit, by ``notice``, which they were given.
    A child among them has a guardian; its age and guardian are told once, here or before.
    """
    key = entry_key(call_id, entry_id)
    open_call.taking_entries(work.load(OPEN_CALL, call_id), on=on)
    facts = entry.submit(
        work.load(ENTRY, key),
        title=title,
        authors=authors,
        document=document,
        document_hash=document_hash,
        on=on,
    )
    work.record(ENTRY, key, facts)
    for author in authors:
        subjects.met(
            work,
            author,
            PersonKind.AUTHOR,
            document=notice or document,
            details=(details or {}).get(author, ()),
            guardian=(guardians or {}).get(author),
            adult_from=(adult_from or {}).get(author),
            on=on,
        )
        guarded(work, author, told=(adult_from or {}).get(author), on=on)


@use_case(says=Words("初审作品", "screen entries"), by=Role.PROGRAMME_OFFICE)
def screen(
    work: Work,
    *,
    call_id: CallId,
    entry_ids: tuple[EntryId, ...],
    admitted: Annotated[YesNo, Words("通过", "admitted")],
    reason: ReasonIfAny = "",
    on: On,
) -> None:
    """Admit entries to the ballot, or say why not (初审); all of them or none."""
    open_call.screening(work.load(OPEN_CALL, call_id))
    keys = [entry_key(call_id, entry_id) for entry_id in entry_ids]
    work.prefetch(ENTRY, keys)
    for key in keys:
        facts = entry.screen(
            work.load(ENTRY, key), key=key, admitted=admitted, reason=reason, on=on
        )
        work.record(ENTRY, key, facts)


@use_case(says=Words("撤销初审", "withdraw the screening of an entry"), by=Role.PROGRAMME_OFFICE)
def unscreen(
    work: Work,
    *,
    call_id: CallId,
    entry_id: EntryId,
    reason: Reason,
    document: Document,
    on: On,
) -> None:
    """Withdraw a screening that was wrong (撤销初审), before the vote is opened."""
    key = entry_key(call_id, entry_id)
    open_call.screening(work.load(OPEN_CALL, call_id))
    facts = entry.unscreen(work.load(ENTRY, key), key=key, reason=reason, document=document, on=on)
    work.record(ENTRY, key, facts)


@use_case(says=Words("撤回作品", "take an entry back"), by=(Role.PROGRAMME_OFFICE, Role.TEAM))
def withdraw(
    work: Work,
    *,
    call_id: CallId,
    entry_id: EntryId,
    reason: Reason,
    on: On,
) -> None:
    """Take an entry back (撤回), as long as the ballot is not frozen."""
    key = entry_key(call_id, entry_id)
    open_call.withdrawing(work.load(OPEN_CALL, call_id))
    facts = entry.withdraw(work.load(ENTRY, key), key=key, reason=reason, on=on)
    work.record(ENTRY, key, facts)
