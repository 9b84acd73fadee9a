"""The Merkle tree of RFC 6962: append, roots, and proofs that anybody can check without the tree.

A leaf here is a leaf *hash*, 32 bytes; ``leaf_hash`` makes one of data. A ``Tree`` keeps every
complete node, so proofs of any earlier size are quick; a ``Frontier`` keeps only what appending
needs, some twenty hashes at a million leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from attrs import frozen

SIZE = 32
EMPTY = sha256().digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf that holds ``data``."""
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above ``left`` and ``right``."""
    return sha256(b"\1" + left + right).digest()


def _above(level: Sequence[bytes]) -> list[bytes]:
    return [
        sha256(b"\1" + left + right).digest()
        for left, right in zip(level[::2], level[1::2], strict=True)
    ]


def _folded(peaks: Iterable[bytes]) -> bytes:
    """Return the root over ``peaks``, complete subtrees from the smallest to the largest."""
    root = b""
    for peak in peaks:
        root = node_hash(peak, root) if root else peak
    return root or EMPTY


@frozen
class Frontier:
    """The right edge of a tree: ``peaks[k]`` is the complete subtree of 2**k leaves, or empty."""

    peaks: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """Return how many leaves the tree has."""
        return sum(1 << level for level, peak in enumerate(self.peaks) if peak)

    def root(self) -> bytes:
        """Return the root of the tree."""
        return _folded(peak for peak in self.peaks if peak)

    def extended(self, leaves: Sequence[bytes]) -> Frontier:
        """Return the frontier with ``leaves`` added at the right."""
        peaks, level, rising = list(self.peaks), 0, list(leaves)
        while rising:
            if level == len(peaks):
                peaks.append(b"")
            if peaks[level]:
                rising.insert(0, peaks[level])
            peaks[level] = rising.pop() if len(rising) % 2 else b""
            rising = _above(rising)
            level += 1
        return Frontier(tuple(peaks))


class Tree:
    """A tree with all its complete nodes in memory: 64 bytes a leaf."""

    def __init__(self, leaves: bytes | bytearray = b"") -> None:
        self._levels = [bytearray()]
        self.extend(leaves)

    def __len__(self) -> int:
        return len(self._levels[0]) // SIZE

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        self.extend(leaf)

    def extend(self, leaves: bytes | bytearray) -> None:
        """Add leaves, one behind the other in one piece of bytes."""
        if len(leaves) % SIZE:
            msg = f"{len(leaves)} bytes are no whole number of hashes"
            raise ValueError(msg)
        levels = self._levels
        levels[0] += leaves
        for height, level in enumerate(levels):
            nodes, pairs = 0, len(level) // (2 * SIZE)
            if height + 1 < len(levels):
                nodes = len(levels[height + 1]) // SIZE
            elif pairs:
                levels.append(bytearray())
            if pairs == nodes:
                break
            below = bytes(level[nodes * 2 * SIZE : pairs * 2 * SIZE])
            levels[height + 1] += b"".join(
                [
                    sha256(b"\1" + below[at : at + 2 * SIZE]).digest()
                    for at in range(0, len(below), 2 * SIZE)
                ]
            )

    def leaf(self, index: int) -> bytes:
        """Return the hash of the leaf at ``index``."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.node(0, index)

    def root(self, size: int | None = None) -> bytes:
        """Return the root as it is, or as it was at ``size`` leaves."""
        return self._range(0, self._size(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the audit path of the leaf at ``index`` in the tree of ``size`` leaves."""
        size = self._size(size)
        if not 0 <= index < size:
            msg = f"no leaf {index} in a tree of {size}"
            raise ValueError(msg)
        path, height, last = [], 0, size - 1
        while last:
            beside = index ^ 1
            if beside < last:
                path.append(self.node(height, beside))
            elif beside == last:  # the right edge, where a subtree may be incomplete
                path.append(self._range(beside << height, size))
            index, last, height = index >> 1, last >> 1, height + 1
        return path

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Return the proof that the tree of ``old`` leaves is the beginning of that of ``size``.

        Nothing needs proving of an empty tree, or of one and the same: then it is empty.
        """
        size = self._size(size)
        if not 0 <= old <= size:
            msg = f"a tree of {old} leaves is no beginning of one of {size}"
            raise ValueError(msg)
        proof: list[bytes] = []
        if old == 0:
            return proof
        start, end, begun = 0, size, False
        while start + old != end:
            half = start + (1 << (end - start - 1).bit_length() - 1)
            if start + old <= half:
                proof.append(self._range(half, end))
                end = half
            else:
                proof.append(self._range(start, half))
                start, old, begun = half, old - (half - start), True
        if begun:
            proof.append(self._range(start, end))
        return proof[::-1]

    def _size(self, size: int | None) -> int:
        size = len(self) if size is None else size
        if not 0 <= size <= len(self):
            msg = f"the tree has {len(self)} leaves, not {size}"
            raise ValueError(msg)
        return size

    def node(self, height: int, index: int) -> bytes:
        """Return the root of the complete subtree ``index`` of ``2**height`` leaves; else b""."""
        return bytes(self._levels[height][index * SIZE : (index + 1) * SIZE])

    def _range(self, start: int, end: int) -> bytes:
        """Return the root over the leaves from ``start`` (where a subtree begins) to ``end``."""
        peaks = []
        while start < end:
            height = (end - start).bit_length() - 1
            peaks.append(self.node(height, start >> height))
            start += 1 << height
        return _folded(reversed(peaks))


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes
) -> bool:
    """Tell whether ``path`` proves that ``leaf`` is at ``index`` of the tree with this root."""
    if not 0 <= index < size or not _hashes(leaf, root, *path):
        return False
    last, found = size - 1, leaf
    for beside in path:
        if not last:
            return False
        if index & 1 or index == last:
            found = node_hash(beside, found)
            index, last = _up_to_odd(index, last)
        else:
            found = node_hash(found, beside)
        index, last = index >> 1, last >> 1
    return not last and found == root


def verify_consistency(
    *, old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Tell whether ``proof`` shows the tree of ``old`` leaves to be the beginning of the other."""
    if not 0 <= old <= size or not _hashes(old_root, root, *proof):
        return False
    if old == size:
        return not proof and old_root == root
    if old == 0:
        return not proof and old_root == EMPTY
    whole = not old & (old - 1)  # then the old root itself is the first node
    nodes = [old_root, *proof] if whole else list(proof)
    if not nodes or not proof:
        return False
    index, last = old - 1, size - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    before = after = nodes[0]
    for beside in nodes[1:]:
        if not last:
            return False
        if index & 1 or index == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            index, last = _up_to_odd(index, last)
        else:
            after = node_hash(after, beside)
        index, last = index >> 1, last >> 1
    return not last and before == old_root and after == root


def _up_to_odd(index: int, last: int) -> tuple[int, int]:
    """Climb where the node is the last of its level and has nothing beside it."""
    while index and not index & 1:
        index, last = index >> 1, last >> 1
    return index, last


def _hashes(*values: bytes) -> bool:
    return all(len(value) == SIZE for value in values)
