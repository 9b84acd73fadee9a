"""Guide editions (行为指南): every edition there was, and which one is in force when."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import guide as gui
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View, replace


class GuideRow(Row, frozen=True):
    """One edition, in force from ``since`` up to the day before ``superseded_from`` (if any).

    A published edition never changes but for being superseded; ``document_hash`` is its text's.
    """

    guide: str
    edition: int
    title: str
    state: str
    document: str
    document_hash: str
    cites: str
    drafted_on: date
    published_on: date | None = None
    since: date | None = None
    superseded_from: date | None = None


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
            state="drafted",
            document=event.document,
            document_hash=event.document_hash,
            cites="、".join(event.cites),
            drafted_on=event.on,
        )
    assert isinstance(event, gui.GuidePublished) and row is not None
    if row.edition != event.edition:
        return replace(row, state="superseded", superseded_from=event.since)
    return replace(row, state="published", published_on=event.on, since=event.since)


GUIDE_VERSIONS: View[GuideRow] = View(
    name="guide_versions",
    version=1,
    title="行为指南",
    title_en="Guide editions",
    row=GuideRow,
    reads=gui.GUIDE.events,
    keys=keys,
    evolve=evolve,
)
