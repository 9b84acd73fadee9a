"""What has come to be shown otherwise on purpose, since the stores were kept.

An entry names a store, the way to one figure of it, and the figure today, with the reason beside
it: ``"r01_reduce_leaves_pledge/1": {("views", "claim_board", "C1", "stage"): "released"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from lixia_domain.views.enterprise_roll import UNNAMED

Way: TypeAlias = tuple[str, ...]

ENDED_DEMAND: Mapping[Way, Any] = {("views", "claim_board", "c1", "demanded_until"): None}
"""Amending an instalment ends the demand that was made for it (S90)."""

M13, VOLUNTEERING = (
    "p:4e07408562bedb8b60ce05c1decfe3ad",
    "p:44444444444444444444444444444444",
)


def _guardians(person: str) -> Mapping[Way, Any]:
    """A guardian's consent stands in a column of its own, for it ends at coming of age (S79)."""
    return {("views", "service_hours", person, "publication"): False}


NOBODY_TO_THANK: Mapping[Way, Any] = {
    ("views", "enterprise_roll", "8c078cac616f458e", "name"): UNNAMED,
}
"""No firm is named of which no pledge stands and nothing has come (S86)."""

INTENDED: Mapping[str, Mapping[Way, Any]] = {
    "t7/1": ENDED_DEMAND,
    "time_t7/1": ENDED_DEMAND,
    "m13_restricted_person/1": _guardians(M13),
    "people_m13/1": _guardians(M13),
    "volunteering/1": _guardians(VOLUNTEERING),
    "m08_merged_firms_counted_twice/1": NOBODY_TO_THANK,
    "people_m08/1": NOBODY_TO_THANK,
}


def brought_up(figures: dict[str, Any], changes: Mapping[Way, Any]) -> dict[str, Any]:
    """Return kept figures with what has changed on purpose; an entry that changes nothing fails."""
    for (*way, last), today in changes.items():
        place = figures
        for step in way:
            place = place[step]
        assert place[last] != today, f"{(*way, last)} is what it was: no change to intend"
        place[last] = today
    return figures
