"""Guide (行为指南): editions, each drafted until it is published and never changed after."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words


@stored_as("guide.drafted", says=Words("指南定稿", "guide drafted"))
class GuideDrafted(Event):
    """某一版指南定稿；发布前可以重新定稿。``cites`` 为所据征集的编号。"""

    edition: int
    title: str
    document: str
    document_hash: str
    cites: tuple[str, ...]


@stored_as("guide.published", says=Words("指南发布", "guide published"))
class GuidePublished(Event):
    """某一版指南发布，自 ``since`` 起施行；此后这一版不再改动。"""

    edition: int
    document_hash: str
    minutes: str
    since: date


GuideEvent: TypeAlias = GuideDrafted | GuidePublished
Facts: TypeAlias = tuple[GuideEvent, ...]


@frozen(kw_only=True)
class Guide:
    """A guide as its decisions see it. No guide yet is ``None``."""

    draft: GuideDrafted
    """The edition drafted last."""
    published: int = 0
    """The number of the edition published last."""
    since: date | None = None
    """Since when that one is in force."""


def evolve(guide: Guide | None, event: GuideEvent) -> Guide:
    """Remember one fact. Never refuses: it is already true."""
    match event:
        case GuideDrafted():
            return Guide(draft=event) if guide is None else replace(guide, draft=event)
        case GuidePublished(edition=edition, since=since):
            assert guide is not None, "a guide's history opens with GuideDrafted"
            return replace(guide, published=edition, since=since)
        case _:
            assert_never(event)


GUIDE: Decider[Guide | None, GuideEvent] = Decider("guide", None, evolve, get_args(GuideEvent))


class Why(Reason):
    """Every reason a guide may refuse."""

    OUT_OF_TURN = (
        "guide.out_of_turn",
        "第 {edition} 版不能定稿：下一版应为第 {next} 版",
        "edition {edition} can't be drafted: the next one is {next}",
    )
    IMMUTABLE = (
        "guide.immutable",
        "第 {edition} 版已发布，不得改动；请另立第 {next} 版",
        "edition {edition} is published and never changes; draft edition {next}",
    )
    NOT_DRAFTED = (
        "guide.not_drafted",
        "第 {edition} 版尚未定稿",
        "edition {edition} has not been drafted",
    )
    NOT_THE_DRAFT = (
        "guide.not_the_draft",
        "拟发布的文本与第 {edition} 版定稿不符",
        "the text to be published is not the draft of edition {edition}",
    )
    NOT_LATER = (
        "guide.not_later",
        "第 {edition} 版自 {since} 起施行，不晚于上一版的 {last}；版次与施行先后须一致",
        "edition {edition} would be in force from {since}, the one before from {last}: "
        "a later edition is in force later",
    )


def draft(
    guide: Guide | None,
    *,
    edition: int,
    title: str,
    document: str,
    document_hash: str,
    cites: tuple[str, ...],
    on: date,
) -> Facts:
    """Draft the next edition (定稿), again if need be. The same told twice is ``()``."""
    told = GuideDrafted(
        edition=edition,
        title=title,
        document=document,
        document_hash=document_hash,
        cites=cites,
        on=on,
    )
    if guide is not None and guide.draft.repeats(told):
        return ()
    published = 0 if guide is None else guide.published
    if 1 <= edition <= published:
        raise Rejection(Why.IMMUTABLE, edition=edition, next=published + 1)
    if edition != published + 1:
        raise Rejection(Why.OUT_OF_TURN, edition=edition, next=published + 1)
    return (told,)


def publish(
    guide: Guide | None, *, edition: int, document_hash: str, minutes: str, since: date, on: date
) -> Facts:
    """Publish the drafted edition (发布): exactly the text that was drafted, once.

    It is in force later than the edition before it.
    """
    published = 0 if guide is None else guide.published
    if 1 <= edition <= published:
        raise Rejection(Why.IMMUTABLE, edition=edition, next=published + 1)
    if guide is None or guide.draft.edition != edition:
        raise Rejection(Why.NOT_DRAFTED, edition=edition)
    if guide.draft.document_hash != document_hash:
        raise Rejection(Why.NOT_THE_DRAFT, edition=edition)
    if guide.since is not None and since <= guide.since:
        raise Rejection(Why.NOT_LATER, edition=edition, since=since, last=guide.since)
    return (
        GuidePublished(
            edition=edition, document_hash=document_hash, minutes=minutes, since=since, on=on
        ),
    )
