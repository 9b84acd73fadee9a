"""Retention holds (保存要求): whose data must be kept until when, and why."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.subject.facts import RetentionHeld, RetentionReleased
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View, replace


class HoldRow(Row, frozen=True):
    """One hold. Released or run out, it stays listed."""

    person: str
    hold: str
    ground: str
    until: date
    document: str
    rule: str
    held_on: date
    released_on: date | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return person and hold as one key."""
    event = recorded.event
    assert isinstance(event, RetentionHeld | RetentionReleased)
    return (join_key(recorded.key, event.hold),)


def evolve(row: HoldRow | None, recorded: Recorded) -> HoldRow | None:
    """Write the hold down, and its release."""
    event = recorded.event
    if isinstance(event, RetentionHeld):
        return HoldRow(
            person=recorded.key,
            hold=event.hold,
            ground=event.ground.value,
            until=event.until,
            document=event.document,
            rule=event.rule,
            held_on=event.on,
        )
    assert row is not None, "what is released was held"
    return replace(row, released_on=event.on)


RETENTION_HOLDS: View[HoldRow] = View(
    name="retention_holds",
    version=1,
    title="保存要求",
    title_en="Retention holds",
    row=HoldRow,
    reads=(RetentionHeld, RetentionReleased),
    keys=keys,
    evolve=evolve,
)
