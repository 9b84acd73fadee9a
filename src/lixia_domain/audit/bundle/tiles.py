"""The tree as files (C2SP tlog-tiles): 256 hashes a tile, and the entries under its leaves.

``tile/<level>/<number>`` holds hashes of complete subtrees of ``256 ** level`` leaves, 32 bytes
each; ``tile/entries/<number>`` what was hashed into 256 leaves. What is not full ends in
``.p/<width>``. Other people's tools read these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lixia_domain.audit.bundle.files import TILES
from lixia_domain.audit.seal.merkle import Tree

WIDTH = 256
_HEIGHT = 8
_LENGTH = 2


def path(level: int | str, number: int, width: int = WIDTH) -> str:
    """Return the name of a tile; ``level`` may be ``entries``."""
    parts = [f"{number % 1000:03d}"]
    while number := number // 1000:
        parts.insert(0, f"x{number % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"{TILES}{level}/{'/'.join(parts)}{partial}"


def widths(count: int) -> Iterator[tuple[int, int]]:
    """Yield number and width of each tile that ``count`` hashes or entries fill."""
    full, rest = divmod(count, WIDTH)
    yield from ((number, WIDTH) for number in range(full))
    if rest:
        yield full, rest


def hash_tiles(tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Yield every tile of hashes, by name, the leaves' level first."""
    level, count = 0, len(tree)
    while count:
        for number, width in widths(count):
            first = number * WIDTH
            yield (
                path(level, number, width),
                b"".join(tree.node(level * _HEIGHT, first + at) for at in range(width)),
            )
        level, count = level + 1, count // WIDTH


def pack(entries: Sequence[bytes]) -> bytes:
    """Return a tile of entries: each behind its length in two bytes, the high one first."""
    return b"".join(len(one).to_bytes(_LENGTH, "big") + one for one in entries)


def unpack(tile: bytes) -> list[bytes]:
    """Return the entries of a tile. Raises ``ValueError`` for one that is cut short."""
    entries, at = [], 0
    while at < len(tile):
        end = at + _LENGTH + int.from_bytes(tile[at : at + _LENGTH], "big")
        if end > len(tile) or at + _LENGTH > len(tile):
            msg = "a tile of entries is cut short"
            raise ValueError(msg)
        entries.append(tile[at + _LENGTH : end])
        at = end
    return entries
