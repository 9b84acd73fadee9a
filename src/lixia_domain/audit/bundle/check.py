"""Checking a bundle: by its own signature, hash by hash, and as the log that it holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from attrs import define, field, frozen

from lixia_domain.audit.bundle import manifest, tiles
from lixia_domain.audit.bundle.files import (
    SUMS,
    TILES,
    UNLISTED,
    BadBundle,
    Files,
    data,
    malformed,
    text,
)
from lixia_domain.audit.bundle.findings import InBundle
from lixia_domain.audit.bundle.manifest import Manifest
from lixia_domain.audit.bundle.record import BundleEvents, BundleSeal
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.findings import Finding, finding
from lixia_domain.audit.seal.merkle import Tree, leaf_hash
from lixia_domain.audit.seal.note import BadNote, KeyKind, Note, VerifierKey
from lixia_domain.audit.seal.seal_log import SealDamaged
from lixia_domain.audit.seal.testimony import Outside
from lixia_domain.audit.seal.verify import Verified, verify

CHUNK = 2**20


@frozen(kw_only=True)
class Checked:
    """What checking came to. ``verified`` is missing where the events can't be read."""

    manifest: Manifest
    files: int
    findings: tuple[Finding, ...]
    """Of the bundle itself, then of the log in it."""
    verified: Verified | None


def check(
    files: Files,
    *,
    keys: Sequence[VerifierKey] = (),
    outside: Sequence[Outside] = (),
    strict: bool = False,
    quorum: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:
    """Return what is wrong with a bundle. ``keys`` are trusted; without any, those it names.

    Stops at the first signature or sum that is broken: of what nobody signed nothing is believed.

    ``strict`` and ``quorum`` as in ``audit.seal.verify``.
    Needs no store. Raises ``BadBundle`` for a file that is none.
    """
    return _Checking(files, tuple(keys)).run(outside, strict, quorum, progress)


@define
class _Checking:
    files: Files
    keys: tuple[VerifierKey, ...]
    findings: list[Finding] = field(factory=list)

    def run(
        self,
        outside: Sequence[Outside],
        strict: bool,
        quorum: int | None,
        progress: Callable[[int, int], None] | None,
    ) -> Checked:
        seal = BundleSeal(self.files)
        note, told = seal.signed()
        verified: Verified | None = None
        try:
            self._check_signature(note, told, self.keys or tuple(seal.keys()))
        except (BadBundle, SealDamaged) as wrong:
            self._found(InBundle.UNREADABLE, zh=wrong.zh, en=wrong.en)
        self._check_files(told)
        try:
            if not self.findings:
                self._check_checkpoint(seal, told)
                verified = verify(
                    BundleEvents(self.files),
                    seal,
                    keys=self.keys,
                    outside=outside,
                    strict=strict,
                    quorum=quorum,
                    progress=progress,
                )
                self._check_tiles(seal, told)
        except (BadBundle, SealDamaged, BadNote) as wrong:
            self._found(InBundle.UNREADABLE, zh=wrong.zh, en=wrong.en)
        found = (*self.findings, *(verified.findings if verified is not None else ()))
        return Checked(
            manifest=told, files=len(self.files.names()), findings=found, verified=verified
        )

    def _found(self, found: InBundle, /, **facts: str) -> None:
        self.findings.append(finding(found, self.files.place, **facts))

    def _check_signature(self, note: Note, told: Manifest, keys: Sequence[VerifierKey]) -> None:
        """See to it that the log's own key has signed what lies in the bundle."""
        ours = [
            key for key in keys if key.kind is KeyKind.LOG and key.name == told.checkpoint.origin
        ]
        if not any(note.by(key) for key in ours):
            self._found(InBundle.UNSIGNED, name=note.signatures[0].name)

    def _check_files(self, told: Manifest) -> None:
        """See to it that all that was signed is there, and nothing else, up to the first fault."""
        if self.findings or (listed := self._listed(told)) is None:
            return None
        there = dict.fromkeys(self.files.names())
        for name, digest in listed.items():
            if name not in there:
                return self._found(InBundle.MISSING, name=name)
            if self._digest(name) != digest:
                return self._found(InBundle.FILE, name=name)
        for name in there:
            if name not in listed and name not in UNLISTED:
                return self._found(InBundle.UNLISTED, name=name)
        return None

    def _listed(self, told: Manifest) -> dict[str, str] | None:
        """Return the hashes that were signed; ``None`` for others."""
        listed = text(self.files, SUMS)
        if sha256(listed.encode()).hexdigest() != told.digest:
            self._found(InBundle.SUMS)
            return None
        try:
            return manifest.read_sums(listed.splitlines())
        except ValueError as wrong:
            raise malformed(self.files, SUMS, wrong.args[0]) from None

    def _digest(self, name: str) -> str:
        """Return the hash of a file; of one that can't be read, none that was ever listed."""
        digest = sha256()
        try:
            with self.files.open(name) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except BadBundle:
            return ""
        return digest.hexdigest()

    def _check_checkpoint(self, seal: BundleSeal, told: Manifest) -> None:
        here = checkpoint.read(seal.checkpoint())
        for what, one, other in (
            ("origin", here.origin, told.checkpoint.origin),
            ("size", here.size, told.checkpoint.size),
            ("root", here.root, told.checkpoint.root),
        ):
            if one != other:
                self._found(InBundle.OTHER, what=what)
                return

    def _check_tiles(self, seal: BundleSeal, told: Manifest) -> None:
        """See to it that tiles and entries, which other programs read, follow from the leaves."""
        size = told.checkpoint.size
        try:
            tree = Tree(seal.leaves(size))
        except SealDamaged:
            return  # which verifying has found already
        due = dict(tiles.hash_tiles(tree))
        for name, tile in due.items():
            if self._read(name) != tile:
                self._found(InBundle.TILE, name=name)
        for number, width in tiles.widths(size):
            name = tiles.path("entries", number, width)
            due[name] = b""
            if not _gives(self._read(name), tree, number * tiles.WIDTH, width):
                self._found(InBundle.TILE, name=name)
        for name in self.files.names():
            if name.startswith(TILES) and name not in due:
                self._found(InBundle.TILE, name=name)

    def _read(self, name: str) -> bytes | None:
        return data(self.files, name) if name in self.files.names() else None


def _gives(tile: bytes | None, tree: Tree, first: int, width: int) -> bool:
    """Tell whether the entries of a tile give the leaves from ``first`` on."""
    try:
        entries = tiles.unpack(tile or b"")
    except ValueError:
        return False
    return len(entries) == width and all(
        leaf_hash(entry) == tree.leaf(first + at) for at, entry in enumerate(entries)
    )
