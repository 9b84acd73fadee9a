"""Which distributions, in which version, brought facts into a store: it says so itself."""

from __future__ import annotations

from collections.abc import Mapping

BROUGHT_BY = "distribution:"
"""Opens the keys under which a store says it."""


def brought(about: Mapping[str, str]) -> dict[str, str]:
    """Return the distributions that facts of a store come from, by what it says: versions."""
    return {
        key.removeprefix(BROUGHT_BY): version
        for key, version in about.items()
        if key.startswith(BROUGHT_BY)
    }
