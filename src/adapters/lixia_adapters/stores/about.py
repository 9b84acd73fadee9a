"""What a store says of itself."""

from __future__ import annotations

from os import urandom
from time import gmtime, strftime

PERMANENT = frozenset({"fingerprint", "created_at", "district"})
"""Keys that, once set, never get another value."""


def birth() -> dict[str, str]:
    """Return what a new store knows: a random identity of 128 bits and when it was made (UTC).

    This time is about the file, not about a fact: facts get theirs from the use case's clock.
    """
    return {
        "fingerprint": urandom(16).hex(),
        "created_at": strftime("%Y-%m-%dT%H:%M:%SZ", gmtime()),
    }


def refuse_change(key: str, was: str | None, value: str) -> None:
    """Raise ``ValueError`` if ``key`` is permanent and already says something else."""
    if key in PERMANENT and was is not None and was != value:
        msg = (
            f"账库的 {key} 已定为 {was!r}，不得改为 {value!r} "
            f"({key} of the store is {was!r} for good and can't become {value!r})"
        )
        raise ValueError(msg)
