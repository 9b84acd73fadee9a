"""A bundle read as what it came from: a store's events, and the seal over them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from lixia_domain.audit.bundle import manifest, tiles
from lixia_domain.audit.bundle.files import (
    ABOUT,
    CHECKPOINT,
    CHECKPOINTS,
    COSIGNED,
    EVENTS,
    KEYS,
    MANIFEST,
    Files,
    data,
    lines,
    malformed,
    text,
)
from lixia_domain.audit.bundle.manifest import Manifest
from lixia_domain.audit.seal import note
from lixia_domain.audit.seal.merkle import SIZE, Frontier
from lixia_domain.audit.seal.note import BadNote, Note, VerifierKey
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, State
from lixia_domain.kernel.json_text import escaped
from lixia_domain.recording.recorder import Row


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """A line of ``events.jsonl``: ``stored`` is the stored bytes, which are text."""

    position: int
    stream: str
    version: int
    name: str
    stored: str


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Told).decode


def line(row: Row) -> bytes:
    """Return a row as a line. Raises ``UnicodeDecodeError`` for stored bytes that are no text."""
    position, stream, version, name, stored = row
    told = _encode(Told(position, stream, version, name, bytes(stored).decode()))
    return f"{escaped(told.decode())}\n".encode()


class BundleEvents:
    """The events of a bundle: a source of what is to be verified."""

    def __init__(self, files: Files) -> None:
        self.files = files

    @property
    def gapless(self) -> bool:
        """Tell whether its positions are 1, 2, 3, …: the last one is as many as were signed."""
        told = BundleSeal(self.files).signed()[1]
        return told.position == told.checkpoint.size

    def about(self) -> Mapping[str, str]:
        """Return what the store said of itself. Raises ``BadBundle``."""
        try:
            told = json.loads(text(self.files, ABOUT))
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            raise malformed(self.files, ABOUT)
        return {str(key): str(value) for key, value in told.items()}

    def rows(self) -> Iterator[Row]:
        """Yield all events as they were stored, in order. Raises ``BadBundle``, with the line."""
        for number, event in enumerate(lines(self.files, EVENTS), 1):
            try:
                told = _decode(event)
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise malformed(self.files, EVENTS, number) from None
            yield told.position, told.stream, told.version, told.name, told.stored.encode()

    def check(self) -> Iterable[tuple[str, str]]:
        """Return nothing: a bundle's own form is ``check.check``'s to look at."""
        return ()


class BundleSeal:
    """A ``SealRecord``: what a bundle holds of the seal."""

    def __init__(self, files: Files) -> None:
        self.files = files

    @property
    def place(self) -> str:
        """Return where the bundle lies."""
        return self.files.place

    def signed(self) -> tuple[Note, Manifest]:
        """Return the signed manifest. Raises ``BadBundle``."""
        try:
            found = note.parse(text(self.files, MANIFEST))
            return found, manifest.read(found.text)
        except BadNote:
            raise malformed(self.files, MANIFEST) from None

    def state(self) -> State:
        """Return how far it goes, worked out anew from the leaves."""
        told = self.signed()[1]
        leaves = self.leaves(told.checkpoint.size)
        hashes = [leaves[at : at + SIZE] for at in range(0, len(leaves), SIZE)]
        return State(
            origin=told.checkpoint.origin,
            position=told.position,
            frontier=Frontier().extended(hashes),
            last=hashes[-1] if hashes else b"",
        )

    def leaves(self, size: int, after: int = 0) -> bytes:
        """Return the first ``size`` leaves but the first ``after``, one behind the other.

        They are the tiles of the lowest level.
        """
        found = b"".join(self._tiles(0, size))
        if len(found) < size * SIZE:
            raise self._damaged(
                f"叶子只有 {len(found) // SIZE} 条，应有 {size} 条",
                f"it has {len(found) // SIZE} leaves of {size}",
            )
        return found[after * SIZE : size * SIZE]

    def entries(self, size: int) -> Iterator[bytes]:
        """Yield what was hashed into the first ``size`` leaves. Raises ``SealDamaged``."""
        for tile in self._tiles("entries", size):
            try:
                yield from tiles.unpack(tile)
            except ValueError:
                raise self._damaged(
                    "一块叶子内容被截断", "a tile of entries is cut short"
                ) from None

    def _tiles(self, level: int | str, size: int) -> Iterator[bytes]:
        whole = self.signed()[1].checkpoint.size
        there = set(self.files.names())
        for number, width in tiles.widths(whole):
            if number * tiles.WIDTH >= size:
                return
            name = tiles.path(level, number, width)
            if name not in there:
                raise self._damaged(f"缺少文件 {name}", f"the file {name} is missing")
            yield data(self.files, name)

    def places(self, size: int) -> Iterator[Place]:
        """Yield whose the first ``size`` leaves are, in order."""
        for number, entry in enumerate(self.entries(size)):
            try:
                told = json.loads(entry)
                yield str(told["stream"]), int(told["version"])
            except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
                raise self._damaged(
                    f"叶子 {number} 的内容无法读懂", f"the entry of leaf {number} is malformed"
                ) from None

    def checkpoints(self) -> Sequence[Note]:
        """Return all checkpoints that were signed, and at last the one that the bundle is of."""
        return (*self._notes(CHECKPOINTS), self.checkpoint())

    def checkpoint(self) -> Note:
        """Return the checkpoint that the bundle is of, with the cosignatures under it."""
        try:
            return note.parse(text(self.files, CHECKPOINT))
        except BadNote as wrong:
            raise self._damaged(wrong.zh, wrong.en) from None

    def cosigned(self) -> Sequence[Note]:
        """Return the checkpoints that witnesses have signed, as they came."""
        return self._notes(COSIGNED)

    def _notes(self, name: str) -> Sequence[Note]:
        try:
            return note.parse_many(text(self.files, name))
        except BadNote as wrong:
            raise self._damaged(f"{name} {wrong.zh}", f"{name}: {wrong.en}") from None

    def keys(self) -> Sequence[VerifierKey]:
        """Return the keys that were told: the log's own first, then witnesses'."""
        try:
            return tuple(map(note.parse_key, text(self.files, KEYS).splitlines()))
        except BadNote as wrong:
            raise self._damaged(wrong.zh, wrong.en) from None

    def torn(self) -> bool:
        """Tell that nothing is half written: a bundle is written whole or not at all."""
        return False

    def _damaged(self, zh: str, en: str) -> SealDamaged:
        return SealDamaged(self.place, zh, en)
