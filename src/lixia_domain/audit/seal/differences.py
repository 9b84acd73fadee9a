"""Saying how a store differs from what was sealed of it, event by event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lixia_domain.audit.seal.findings import Finding, FindingKind, Found, finding
from lixia_domain.audit.seal.leaf import Unsealable, leaves
from lixia_domain.audit.seal.merkle import SIZE
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, SealRecord, Source
from lixia_domain.recording.recorder import Row

LISTED = 20
"""How many findings of one kind are told; of the rest, how many they are."""


def explained(source: Source, seal: SealRecord, origin: str, sealed: bytes) -> list[Finding]:
    """Return what was changed, removed, inserted or moved: the first ``LISTED`` of each."""
    size = len(sealed) // SIZE
    try:
        places = list(seal.places(size))
    except SealDamaged as damage:
        return [
            finding(Found.SEAL_DAMAGED, seal.place, zh=damage.zh, en=damage.en),
            finding(Found.DIFFERS, leaf=_first(source, origin, sealed)),
        ]
    told, seen = list[Finding](), Counter[FindingKind]()
    for one in _differences(source, origin, sealed, places):
        seen[one.found] += 1
        if seen[one.found] <= LISTED:
            told.append(one)
    told += [
        finding(Found.MORE, count=count - LISTED, code=found.code)
        for found, count in seen.items()
        if count > LISTED
    ]
    # The leaves may differ where no place does: the index was changed along with them.
    return told or [finding(Found.DIFFERS, leaf=_first(source, origin, sealed))]


def _differences(
    source: Source, origin: str, sealed: bytes, places: list[Place]
) -> Iterator[Finding]:
    leaf_of = {place: leaf for leaf, place in enumerate(places)}
    strangers: list[Row] = []
    last, there = -1, bytearray(len(places))
    for row in source.rows():
        _, stream, version, _, _ = row
        leaf = leaf_of.get((stream, version))
        if leaf is None:
            strangers.append(row)  # inserted if anything sealed follows, else not sealed yet
            continue
        for position, late, number, _, _ in strangers:
            facts: dict[str, Any] = {"stream": late, "version": number, "position": position}
            yield finding(Found.INSERTED, f"{late}@{number}", **facts)
        strangers.clear()
        here = f"{stream}@{version}"
        facts = {"stream": stream, "version": version, "leaf": leaf}
        there[leaf] = 1
        if _leaf(origin, row) != sealed[leaf * SIZE : (leaf + 1) * SIZE]:
            yield finding(Found.CHANGED, here, **facts)
        if leaf < last:
            yield finding(Found.MOVED, here, before=last, **facts)
        last = max(last, leaf)
    end = there.rfind(1) + 1
    for leaf in range(end):
        if not there[leaf]:
            stream, version = places[leaf]
            facts = {"stream": stream, "version": version, "leaf": leaf}
            yield finding(Found.REMOVED, f"{stream}@{version}", **facts)
    if end < len(places):
        stream, version = places[end]
        facts = {"stream": stream, "version": version, "leaf": end, "count": len(places) - end}
        yield finding(Found.TRUNCATED, f"{stream}@{version}", **facts)


def _leaf(origin: str, row: Row) -> bytes:
    try:
        return next(leaves(origin, [row]))
    except Unsealable:
        return b""


def _first(source: Source, origin: str, sealed: bytes) -> int:
    """Return the first leaf that differs."""
    size = len(sealed) // SIZE
    for leaf, row in enumerate(islice(source.rows(), size)):
        if _leaf(origin, row) != sealed[leaf * SIZE : (leaf + 1) * SIZE]:
            return leaf
    return sum(1 for _ in islice(source.rows(), size))
