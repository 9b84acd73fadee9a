"""Guide editions (行为指南): every edition there was, and which one is in force when."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import guide as gui
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import PublishedOnColumn, TitleColumn


class EditionState(Worded):
    """Whether an edition is in force, was, or may come to be."""

    DRAFTED = "drafted", "已定稿"
    PUBLISHED = "published", "现行"
    SUPERSEDED = "superseded", "已被取代"


class GuideRow(Row, frozen=True):
    """One edition, in force from ``since`` up to the day before ``superseded_from`` (if any).

    A published edition never changes but for being superseded; ``document_hash`` is its text's.
    """

    guide: Annotated[str, column("指南", "guide")]
    edition: Annotated[int, column("版次", "edition")]
    title: TitleColumn
    state: Annotated[str, column("状态", "state", codes=EditionState)]
    document: Annotated[str, column("文本", "document")]
    document_hash: Annotated[str, column("文本散列", "hash")]
    cites: Annotated[str, column("所据条文", "cites")]
    drafted_on: Annotated[date, column("定稿日", "drafted")]
    published_on: PublishedOnColumn | None = None
    since: Annotated[date | None, column("施行日", "since")] = None
    superseded_from: Annotated[date | None, column("失效日", "superseded")] = None


def edition_key(guide: str, edition: int) -> str:
    """Return the key of an edition's row; keys stand in order of editions."""
    return join_key(guide, f"{edition:04d}")


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the edition, and the one that it supersedes."""
    event = recorded.event
    assert isinstance(event, (gui.GuideDrafted, gui.GuidePublished))
    editions = [event.edition]
    if isinstance(event, gui.GuidePublished) and event.edition > 1:
        editions.append(event.edition - 1)
    return tuple(edition_key(recorded.key, edition) for edition in editions)


def evolve(row: GuideRow | None, recorded: Recorded) -> GuideRow:
    """Bring an edition's row up to date."""
    event = recorded.event
    if isinstance(event, gui.GuideDrafted):
        return GuideRow(
            guide=recorded.key,
            edition=event.edition,
            title=event.title,
            state=EditionState.DRAFTED.value,
            document=event.document,
            document_hash=event.document_hash,
            cites="、".join(event.cites),
            drafted_on=event.on,
        )
    assert isinstance(event, gui.GuidePublished) and row is not None
    if row.edition != event.edition:
        return replace(row, state=EditionState.SUPERSEDED.value, superseded_from=event.since)
    return replace(
        row, state=EditionState.PUBLISHED.value, published_on=event.on, since=event.since
    )


GUIDE_VERSIONS: View[GuideRow] = View(
    name="guide_versions",
    version=1,
    title="行为指南",
    title_en="Guide editions",
    row=GuideRow,
    reads=gui.GUIDE.events,
    keys=keys,
    evolve=evolve,
    shown="title edition state since superseded_from published_on cites",
    audience=Audience.PUBLIC,
)
