"""Related parties (关联方): who is tied to whom, as declared. For staff and auditors."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.foundation.facts import (
    RelatedPartyDeclared,
    RelatedTieEnded,
    Tie,
)
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import FoundationColumn, PersonColumn


class RelatedPartyRow(Row, frozen=True):
    """A party, the person it is tied to (a reference, never a name), and how."""

    foundation: FoundationColumn
    party: Annotated[str, column("关联方", "party")]
    person: PersonColumn
    tie: Annotated[str, column("关系", "tie", codes=Tie)]
    document: Annotated[str, column("文件", "document")]
    on: Annotated[date, column("申报日", "declared")]
    ended_on: Annotated[date | None, column("解除日", "ended")] = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return foundation, party and person as one key."""
    event = recorded.event
    assert isinstance(event, RelatedPartyDeclared | RelatedTieEnded)
    return (join_key(recorded.key, event.party, event.person),)


def evolve(row: RelatedPartyRow | None, recorded: Recorded) -> RelatedPartyRow:
    """Write the declaration down; a later one about the same two takes its place."""
    event = recorded.event
    if isinstance(event, RelatedTieEnded):
        assert row is not None, "a tie is declared before it ends"
        return row if row.tie != event.tie.value else replace(row, ended_on=event.on)
    assert isinstance(event, RelatedPartyDeclared)
    return RelatedPartyRow(
        foundation=recorded.key,
        party=event.party,
        person=event.person,
        tie=event.tie.value,
        document=event.document,
        on=event.on,
    )


RELATED_PARTIES: View[RelatedPartyRow] = View(
    name="related_parties",
    version=2,
    title="关联方",
    title_en="Related parties",
    row=RelatedPartyRow,
    reads=(RelatedPartyDeclared, RelatedTieEnded),
    keys=keys,
    evolve=evolve,
    shown="party person tie document on ended_on foundation",
    audience=Audience.AUDITOR,
)
