"""Whose freeze an account is under: what its own project's end froze, the law's ways let go."""

from __future__ import annotations

from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel.ids import split_key
from lixia_domain.recording.work import Work


def own_freeze(work: Work, key: str) -> frozenset[str]:
    """Return for which reasons an account is frozen because its own project was cancelled."""
    found = work.load(PROJECT, split_key(key)[1])
    return frozenset() if found is None else found.own_freeze
