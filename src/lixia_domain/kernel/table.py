"""A persistent map: each change gives a new one that shares nearly all with the old."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from attrs import field, frozen

V = TypeVar("V")

BITS = 5
"""Of a key's hash, so many tell where it stands on each floor."""
WIDTH = 1 << BITS
DEEPEST = 12 * BITS
"""Where hashes have no more bits to tell keys apart by."""

Node: TypeAlias = "dict[str, Any] | tuple[Node, ...]"
"""A leaf of entries, or as many nodes as ``BITS`` can name."""


@frozen(eq=False)
class Table(Mapping[str, V]):
    """Values by text key, for states whose number of entries is open (gifts of an account).

    A tree by hash: a change copies one leaf and the way to it, some dozen entries on each of a
    few floors, however many there are. Iterates in an order of its own: sort where order matters.
    """

    root: Node = field(factory=dict)
    size: int = 0

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, key: str) -> V:
        value: V = self._leaf(key)[key]
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._leaf(key)

    def _leaf(self, key: object) -> dict[str, Any]:
        node, bits = self.root, hash(key)
        while isinstance(node, tuple):
            node, bits = node[bits % WIDTH], bits >> BITS
        return node

    def __iter__(self) -> Iterator[str]:
        for key, _ in _walked(self.root):
            yield key

    def items(self) -> ItemsView[str, V]:
        """Return every key with its value."""
        return _Items(self)

    def put(self, key: str, value: V | None) -> Table[V]:
        """Return the table with ``value`` at ``key``; ``None`` takes the key out."""
        there = key in self
        if value is None and not there:
            return self
        size = self.size + (value is not None) - there
        return Table(_put(self.root, key, value, hash(key), 0), size)


class _Items(ItemsView[str, V]):
    """Entries leaf by leaf, none of them looked up."""

    def __init__(self, table: Table[V]) -> None:
        super().__init__(table)
        self.root = table.root

    def __iter__(self) -> Iterator[tuple[str, V]]:
        return _walked(self.root)


def _walked(node: Node) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from node.items()
    else:
        for below in node:
            yield from _walked(below)


def _put(node: Node, key: str, value: Any, bits: int, depth: int) -> Node:
    if isinstance(node, tuple):
        at = bits % WIDTH
        below = _put(node[at], key, value, bits >> BITS, depth + BITS)
        return (*node[:at], below, *node[at + 1 :])
    leaf = {**node, key: value}
    if value is None:
        del leaf[key]
    return _parted(leaf, depth) if len(leaf) > WIDTH and depth < DEEPEST else leaf


def _parted(leaf: dict[str, Any], depth: int) -> Node:
    parts: list[dict[str, Any]] = [{} for _ in range(WIDTH)]
    for key, value in leaf.items():
        parts[(hash(key) >> depth) % WIDTH][key] = value
    return tuple(parts)
