"""Disclosures (信息公开): what was published, where, on what basis, and what was corrected."""

from __future__ import annotations

from datetime import date
from typing import assert_never, cast

from lixia_domain.aggregates.disclosure import (
    DisclosureCorrected,
    DisclosureEvent,
    DisclosurePublished,
)
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class DisclosureRow(Row, frozen=True):
    """A disclosure. ``content_hash`` and ``basis`` (a position) are of what stands there now."""

    disclosure: str
    matter: str = ""
    subject: str = ""
    period: str = ""
    platform: str = ""
    address: str = ""
    basis: int = 0
    content_hash: str = ""
    corrections: int = 0
    published_on: date | None = None
    corrected_on: date | None = None
    rule: str = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the disclosure."""
    return (recorded.key,)


def evolve(row: DisclosureRow | None, recorded: Recorded) -> DisclosureRow:
    """Bring a disclosure's row up to date."""
    row = row or DisclosureRow(disclosure=recorded.key)
    event = cast(DisclosureEvent, recorded.event)
    match event:
        case DisclosurePublished():
            return replace(
                row,
                matter=event.matter,
                subject=event.subject,
                period=event.period,
                platform=event.platform.value,
                address=event.address,
                basis=event.position,
                content_hash=event.content_hash,
                published_on=event.on,
                rule=event.rule,
            )
        case DisclosureCorrected(content_hash=content, position=position, on=on):
            return replace(
                row,
                basis=position,
                content_hash=content,
                corrections=row.corrections + 1,
                corrected_on=on,
            )
        case _:
            assert_never(event)


DISCLOSURE_LOG: View[DisclosureRow] = View(
    name="disclosure_log",
    version=1,
    title="信息公开",
    title_en="Disclosures",
    row=DisclosureRow,
    reads=(DisclosurePublished, DisclosureCorrected),
    keys=keys,
    evolve=evolve,
)
