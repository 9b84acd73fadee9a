"""A persistent map: each change gives a new one that shares nearly all with the old."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

from attrs import field, frozen

V = TypeVar("V")

BUCKETS = 128
"""A change copies one bucket and the row of buckets: 2 µs at 20,000 entries, not 200."""


@frozen
class Table(Generic[V]):
    """Values by text key, for states whose number of entries is open (gifts of an account).

    Iterates in an order of its own: sort where order matters.
    """

    buckets: tuple[dict[str, V], ...] = field(default=({},) * BUCKETS, repr=False)
    size: int = 0

    def __len__(self) -> int:
        return self.size

    def get(self, key: str) -> V | None:
        """Return the value of ``key``, if it has one."""
        return self.buckets[hash(key) % BUCKETS].get(key)

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield every key with its value."""
        for bucket in self.buckets:
            yield from bucket.items()

    def put(self, key: str, value: V | None) -> Table[V]:
        """Return the table with ``value`` at ``key``; ``None`` takes the key out."""
        place = hash(key) % BUCKETS
        bucket = dict(self.buckets[place])
        before = len(bucket)
        if value is None:
            bucket.pop(key, None)
        else:
            bucket[key] = value
        buckets = (*self.buckets[:place], bucket, *self.buckets[place + 1 :])
        return Table(buckets, self.size + len(bucket) - before)
