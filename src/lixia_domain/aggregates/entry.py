"""Entry (作品): what somebody sent in to an open call. Its key is the call's id and its number.

Authors are references that only the holder of the key can match to names; a name never stands here.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("entry.submitted", says=Words("作品投稿", "entry submitted"))
class EntrySubmitted(Event):
    """作品投稿；作者为不透明编号，作品原件以散列存证。"""

    title: str
    authors: tuple[str, ...]
    document: str
    document_hash: str


@stored_as("entry.screened", says=Words("作品初审", "entry screened"))
class EntryScreened(Event):
    """初审：通过的可上选票，不通过须说明理由。"""

    admitted: bool
    reason: str


@stored_as("entry.screening_withdrawn", says=Words("初审撤销", "screening of an entry withdrawn"))
class EntryScreeningWithdrawn(Event):
    """初审（``admitted`` 为原判）有误，撤销：作品回到已投稿，另行初审。"""

    admitted: bool
    reason: str
    document: str


@stored_as("entry.withdrawn", says=Words("作品撤回", "entry withdrawn"))
class EntryWithdrawn(Event):
    """作者撤回作品；已得的票不再计入。"""

    reason: str


EntryEvent: TypeAlias = EntrySubmitted | EntryScreened | EntryScreeningWithdrawn | EntryWithdrawn
Facts: TypeAlias = tuple[EntryEvent, ...]


class EntryStage(Worded):
    """Where in its life an entry stands."""

    SUBMITTED = "submitted", "已投稿"
    ADMITTED = "admitted", "通过初审"
    REJECTED = "rejected", "未通过", "not admitted"
    WITHDRAWN = "withdrawn", "已撤回"


@frozen(kw_only=True)
class Entry:
    """An entry as its decisions see it. No entry yet is ``None``."""

    submitted: EntrySubmitted
    stage: EntryStage = EntryStage.SUBMITTED


def evolve(entry: Entry | None, event: EntryEvent) -> Entry:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, EntrySubmitted):
        return Entry(submitted=event)
    assert entry is not None, "an entry's history opens with EntrySubmitted"
    match event:
        case EntryScreened(admitted=admitted):
            return replace(entry, stage=EntryStage.ADMITTED if admitted else EntryStage.REJECTED)
        case EntryScreeningWithdrawn():
            return replace(entry, stage=EntryStage.SUBMITTED)
        case EntryWithdrawn():
            return replace(entry, stage=EntryStage.WITHDRAWN)
        case _:
            assert_never(event)


ENTRY: Decider[Entry | None, EntryEvent] = Decider("entry", None, evolve, get_args(EntryEvent))


class Why(Reason):
    """Every reason an entry may refuse."""

    UNKNOWN = "entry.unknown", "没有作品 {entry}", "there is no entry {entry}"
    EXISTS = "entry.exists", "作品编号已用于《{title}》", "the number is that of “{title}”"
    NO_AUTHOR = "entry.no_author", "作品须有作者", "an entry has an author"
    NO_REASON = (
        "entry.no_reason",
        "初审不通过须说明理由",
        "an entry that is not admitted is told why",
    )
    SCREENED = (
        "entry.screened",
        "作品已初审（{stage}）；有误的，先撤销初审",
        "the entry was screened ({stage}): if wrongly, withdraw the screening first",
    )
    WITHDRAWN = "entry.withdrawn", "作品 {entry} 已撤回", "entry {entry} was withdrawn"


def submit(
    entry: Entry | None,
    *,
    title: str,
    authors: tuple[str, ...],
    document: str,
    document_hash: str,
    on: date,
) -> Facts:
    """Send an entry in (投稿). The same told twice is ``()``."""
    told = EntrySubmitted(
        title=title, authors=authors, document=document, document_hash=document_hash, on=on
    )
    if entry is not None:
        if entry.submitted.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, title=entry.submitted.title)
    if not authors:
        raise Rejection(Why.NO_AUTHOR)
    for author in authors:
        reference(author)
    return (told,)


def screen(entry: Entry | None, *, key: str, admitted: bool, reason: str, on: date) -> Facts:
    """Admit the entry to the ballot or not (初审). The same told twice is ``()``."""
    entry = _standing(entry, key)
    if entry.stage is not EntryStage.SUBMITTED:
        if admitted == (entry.stage is EntryStage.ADMITTED):
            return ()
        raise Rejection(Why.SCREENED, stage=entry.stage)
    if not admitted and not reason:
        raise Rejection(Why.NO_REASON)
    return (EntryScreened(admitted=admitted, reason=reason, on=on),)


def unscreen(entry: Entry | None, *, key: str, reason: str, document: str, on: date) -> Facts:
    """Withdraw a screening that was wrong (撤销初审). Not screened: ``()``."""
    entry = _standing(entry, key)
    if entry.stage is EntryStage.SUBMITTED:
        return ()
    was = entry.stage is EntryStage.ADMITTED
    return (EntryScreeningWithdrawn(admitted=was, reason=reason, document=document, on=on),)


def withdraw(entry: Entry | None, *, key: str, reason: str, on: date) -> Facts:
    """Take the entry back (撤回). Told twice is ``()``."""
    if entry is not None and entry.stage is EntryStage.WITHDRAWN:
        return ()
    _standing(entry, key)
    return (EntryWithdrawn(reason=reason, on=on),)


def chosen(entry: Entry | None, *, key: str) -> None:
    """Refuse a vote for an entry that was taken back; a ballot has admitted ones only."""
    _standing(entry, key)


def is_admitted(entry: Entry | None) -> bool:
    """Tell whether the entry passed screening and was not taken back."""
    return entry is not None and entry.stage is EntryStage.ADMITTED


def withdrawn(entry: Entry | None) -> bool:
    """Tell whether the entry was taken back."""
    return entry is not None and entry.stage is EntryStage.WITHDRAWN


def _standing(entry: Entry | None, key: str) -> Entry:
    if entry is None:
        raise Rejection(Why.UNKNOWN, entry=key)
    if entry.stage is EntryStage.WITHDRAWN:
        raise Rejection(Why.WITHDRAWN, entry=key)
    return entry
