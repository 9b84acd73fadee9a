"""Writing a bundle: what was sealed and signed, and whatever exports go with it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Protocol

from attrs import define, field, frozen

from lixia_domain.audit.bundle import manifest, tiles
from lixia_domain.audit.bundle.files import (
    ABOUT,
    CHECKPOINT,
    CHECKPOINTS,
    COSIGNED,
    EVENTS,
    EXPORTS,
    KEYS,
    MANIFEST,
    README,
    SUMS,
)
from lixia_domain.audit.bundle.manifest import Manifest
from lixia_domain.audit.bundle.readme import readme
from lixia_domain.audit.bundle.record import line
from lixia_domain.audit.seal import checkpoint, leaf
from lixia_domain.audit.seal.leaf import Unsealable
from lixia_domain.audit.seal.merkle import Tree, leaf_hash
from lixia_domain.audit.seal.note import Note, SigningKey
from lixia_domain.audit.seal.seal_log import Place, SealRecord
from lixia_domain.audit.seal.sealer import WrongKey
from lixia_domain.audit.seal.signer import Contradicted
from lixia_domain.kernel.json_text import json_text
from lixia_domain.recording.recorder import LogRecorder, Row


class Target(Protocol):
    """Where a bundle is written to."""

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a file that consists of ``chunks``, one behind the other."""
        ...


@frozen
class Sealed:
    """What a bundle is of: a log up to the checkpoint ``note``."""

    journal: LogRecorder
    seal: SealRecord
    note: Note

    @property
    def position(self) -> int:
        """Return where the last event under the checkpoint stands. Raises ``Contradicted``."""
        places = self.seal.places(checkpoint.read(self.note).size)
        last = deque[Place](places, maxlen=1)
        if not last:
            return 0
        stream, version = last[0]
        for position, _, at, _, _ in self.journal.stream(stream, version - 1):
            if at == version:
                return position
        raise Contradicted(
            f"流 {stream} 第 {version} 版已封存，账库中却没有",
            f"version {version} of stream {stream} was sealed and is not in the store",
        )

    def rows(self) -> Iterator[Row]:
        """Yield the events under the checkpoint."""
        return self.journal.rows(0, self.position)


@define
class _Summed:
    """A target that keeps the hash of each file."""

    target: Target
    hashes: dict[str, str] = field(factory=dict)

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        digest = sha256()

        def seen() -> Iterator[bytes]:
            for chunk in chunks:
                digest.update(chunk)
                yield chunk

        self.target.add(name, seen())
        self.hashes[name] = digest.hexdigest()


def write(
    target: Target,
    of: Sealed,
    *,
    notes: Iterable[str],
    exports: Mapping[str, Iterable[bytes]],
    key: SigningKey,
    release: str,
) -> Manifest:
    """Write a bundle of all that lies under a signed checkpoint; return its manifest.

    ``notes`` say whose log it is; ``exports`` must have been made at ``of.position``. Raises
    ``Contradicted`` where the store is not what was sealed, and ``WrongKey``; then what was
    written is no bundle.
    """
    told, position, known = checkpoint.read(of.note), of.position, of.seal.keys()
    if (first := str(known[0]) if known else "—") != str(key.public):
        raise WrongKey(str(key.public), first)
    out = _Summed(target)
    out.add(README, [readme(told, position, key.public, notes).encode()])
    out.add(ABOUT, [_json(of.journal.about())])
    out.add(KEYS, ["".join(f"{one}\n" for one in known).encode()])
    cosigned = [one for one in of.seal.cosigned() if checkpoint.read(one).size <= told.size]
    ours = [by for one in cosigned if one.text == of.note.text for by in one.signatures]
    out.add(CHECKPOINT, [str(of.note.adding(ours)).encode()])
    signed = [one for one in of.seal.checkpoints() if checkpoint.read(one).size <= told.size]
    for name, kept in ((CHECKPOINTS, signed), (COSIGNED, cosigned)):
        out.add(name, ["".join(f"{one}\n" for one in kept).encode()])
    tree = Tree(of.seal.leaves(told.size))
    for name, tile in tiles.hash_tiles(tree):
        out.add(name, [tile])
    for name, tile in _entry_tiles(of, told.origin, tree):
        out.add(name, [tile])
    out.add(EVENTS, (line(row) for row in of.rows()))
    for name, chunks in exports.items():
        out.add(f"{EXPORTS}{name}", chunks)
    sums = manifest.sums(out.hashes).encode()
    made = Manifest(
        checkpoint=told,
        position=position,
        release=release,
        digest=sha256(sums).hexdigest(),
    )
    target.add(SUMS, [sums])
    target.add(MANIFEST, [str(Note(str(made), (key.sign(str(made)),))).encode()])
    return made


def _entry_tiles(of: Sealed, origin: str, tree: Tree) -> Iterator[tuple[str, bytes]]:
    """Yield what the leaves were hashed from, and see to it that it still gives those leaves."""
    rows, done = of.rows(), 0
    for number, width in tiles.widths(len(tree)):
        entries = [_entry(origin, row) for row in islice(rows, width)]
        for entry in entries:
            if leaf_hash(entry) != tree.leaf(done):
                raise Contradicted(
                    f"叶子 {done} 已不是当时封存的内容", f"leaf {done} is not what was sealed"
                )
            done += 1
        if len(entries) < width:
            raise Contradicted(
                f"账库只有 {done} 个事件，封存了 {len(tree)} 个",
                f"the store has {done} events, sealed are {len(tree)}",
            )
        yield tiles.path("entries", number, width), tiles.pack(entries)


def _entry(origin: str, row: Row) -> bytes:
    position, stream, version, name, stored = row
    try:
        return leaf.entry_of(origin, stream=stream, version=version, name=name, stored=stored)
    except (TypeError, ValueError):
        raise Unsealable(position) from None


def _json(told: Mapping[str, str]) -> bytes:
    return (json_text(dict(told), indent=1) + "\n").encode()
