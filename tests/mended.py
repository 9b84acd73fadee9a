"""The table of what mends each fact, and whether a history has mended one so.

``golden/mended.csv`` says which fact mends which. ``golden/mended_in.csv`` names for each such pair
the scenario that carries the one out after the other: on one stream, or, where the fact that mends
belongs to another, ``elsewhere`` in the same store; or it says why no scenario does.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.ledger import Ledger

GOLDEN = Path(__file__).parent / "golden"
Pair: TypeAlias = tuple[str, str]
"""A fact, and the fact that mends it."""


def table(name: str) -> list[dict[str, str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS: Mapping[str, dict[str, str]] = {row["fact"]: row for row in table("mended.csv")}
PAIRS = frozenset((fact, by) for fact, row in ROWS.items() for by in row["mended_by"].split())
CARRIED_OUT = {(row["fact"], row["mended_by"]): row for row in table("mended_in.csv")}
IN_SCENARIO: Mapping[str, list[Pair]] = defaultdict(list)
for pair, row in CARRIED_OUT.items():
    if row["scenario"]:
        IN_SCENARIO[row["scenario"]].append(pair)


def mends(ledger: Ledger, pair: Pair, *, elsewhere: bool) -> bool:
    """Tell whether the fact that mends comes after one that it mends."""
    fact, by = pair
    wrong: set[str] = set()
    for recorded in ledger.read(reads=(EVENTS[fact], EVENTS[by])):
        place = "" if elsewhere else recorded.stream
        name = recorded.event.event_name
        if name == by and place in wrong:
            return True
        if name == fact:
            wrong.add(place)
    return False
