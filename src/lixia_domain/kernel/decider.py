"""The shape every aggregate module shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Generic, TypeVar

from attrs import frozen

from lixia_domain.kernel.keys import Part, canonical_key, kept

S = TypeVar("S")
E = TypeVar("E")


@frozen
class Decider(Generic[S, E]):
    """An aggregate seen from outside: where it starts and how facts change it.

    ``category`` opens the stream names; ``events`` is all that may ever stand in such a stream;
    ``key`` says how each part of a stream's key is brought to its canonical form.
    """

    category: str
    initial: S
    evolve: Callable[[S, E], S]
    events: tuple[type[E], ...]
    key: tuple[Part, ...] = (kept,)

    def fold(self, events: Iterable[E], state: S | None = None) -> S:
        """Return ``state`` (the initial one, if not given) after ``events``."""
        return reduce(self.evolve, events, self.initial if state is None else state)

    def stream(self, key: str) -> str:
        """Return the name of the stream whose natural key is ``key``."""
        return f"{self.category}-{key}"

    def canonical(self, key: str) -> str:
        """Return the canonical form of ``key``, however it was typed."""
        return canonical_key(key, self.key)
