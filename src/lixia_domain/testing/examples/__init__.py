"""One example of every event: a small story, told once, for tests, golden files and documents.

虚构示例: firms, codes, teams, projects and amounts are invented. Nobody in it exists. An event
added to the catalogue gets its example here and its golden file in ``tests/golden``.
"""

from __future__ import annotations

from collections.abc import Mapping

from lixia_domain.kernel.events import Event
from lixia_domain.testing.examples import (
    banking,
    civility,
    keepers,
    members,
    money,
    persons,
    projects,
    promises,
    spending,
    volunteering,
)

EXAMPLES: Mapping[str, Event] = {
    event.event_name: event
    for event in (
        *projects.EVENTS,
        *banking.EVENTS,
        *promises.EVENTS,
        *money.EVENTS,
        *spending.EVENTS,
        *volunteering.EVENTS,
        *civility.EVENTS,
        *keepers.EVENTS,
        *persons.EVENTS,
        *members.EVENTS,
    )
}
"""By stored name."""

__all__ = ["EXAMPLES"]
