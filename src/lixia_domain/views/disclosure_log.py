"""Disclosures (信息公开): what was published, where, on what basis, and what was corrected."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates.disclosure import (
    DisclosureCorrected,
    DisclosureEvent,
    DisclosurePublished,
    DisclosureWithdrawn,
    Platform,
)
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.rules.deadlines import Matter
from lixia_domain.views.columns import CorrectionsColumn, PublishedOnColumn, RuleColumn


class DisclosureRow(Row, frozen=True):
    """A disclosure. ``content_hash`` and ``basis`` (a position) are of what stands there now."""

    disclosure: Annotated[str, column("公开编号", "disclosure")]
    matter: Annotated[str, column("事项", "matter", codes=Matter)] = ""
    subject: Annotated[str, column("对象", "subject")] = ""
    period: Annotated[str, column("期间", "period")] = ""
    platform: Annotated[str, column("平台", "platform", codes=Platform)] = ""
    address: Annotated[str, column("网址", "address")] = ""
    basis: Annotated[int, column("所据位置", "basis")] = 0
    content_hash: Annotated[str, column("内容 SHA-256", "content SHA-256")] = ""
    corrections: CorrectionsColumn = 0
    published_on: PublishedOnColumn | None = None
    corrected_on: Annotated[date | None, column("更正日", "corrected")] = None
    withdrawn_on: Annotated[date | None, column("撤回日", "withdrawn")] = None
    rule: RuleColumn = ""


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
                withdrawn_on=None,
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
        case DisclosureWithdrawn(on=on):
            return replace(row, withdrawn_on=on)
        case _:
            assert_never(event)


DISCLOSURE_LOG: View[DisclosureRow] = View(
    name="disclosure_log",
    version=2,
    title="信息公开",
    title_en="Disclosures",
    row=DisclosureRow,
    reads=(DisclosurePublished, DisclosureCorrected, DisclosureWithdrawn),
    keys=keys,
    evolve=evolve,
    shown="published_on matter subject period platform basis corrections withdrawn_on address",
    audience=Audience.PUBLIC,
)
