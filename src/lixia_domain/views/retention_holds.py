"""Retention holds (保存要求): whose data must be kept until when, and why."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.subject.facts import Ground, RetentionHeld, RetentionReleased
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import PersonColumn, RuleColumn


class HoldRow(Row, frozen=True):
    """One hold. Released or run out, it stays listed."""

    person: PersonColumn
    hold: Annotated[str, column("保存要求", "hold")]
    ground: Annotated[str, column("理由", "ground", codes=Ground)]
    until: Annotated[date, column("至", "until")]
    document: Annotated[str, column("文件", "document")]
    rule: RuleColumn
    held_on: Annotated[date, column("登记日", "held on")]
    released_on: Annotated[date | None, column("解除日", "released on")] = None


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
    shown="person hold ground until released_on document",
    audience=Audience.AUDITOR,
)
