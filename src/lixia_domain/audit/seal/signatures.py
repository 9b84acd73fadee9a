"""Judging signatures under checkpoints by the keys that are trusted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import define

from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.findings import Found
from lixia_domain.audit.seal.note import KeyKind, Note, VerifierKey

Tell = Callable[..., None]


@define
class Judge:
    """Says whose good signatures a note bears, and tells findings of the others.

    ``where`` is the file a note came in; empty for one that lies in the seal.
    """

    keys: Sequence[VerifierKey]
    tell: Tell
    content: bool = True
    """Whether no checkpoint was turned down so far."""

    def place(self, where: str) -> dict[str, str]:
        """Return where a note lies, as both languages say it."""
        if where:
            return {"where_zh": f"文件 {where} 中", "where_en": f"in the file {where}"}
        return {"where_zh": "封存目录中", "where_en": "in the seal"}

    def other_origin(self, told: Checkpoint, where: str) -> None:
        """Tell that a checkpoint is of another log."""
        self.content = False
        self.tell(Found.OTHER_ORIGIN, where, origin=told.origin, **self.place(where))

    def signed_by_log(self, note: Note, told: Checkpoint, where: str) -> bool:
        """Tell whether the log itself has signed; if not, tell what is wrong."""
        return bool(self.log_of(note, told, where))

    def log_of(self, note: Note, told: Checkpoint, where: str) -> tuple[str, ...]:
        """Return the log's name if it has signed; if not, tell what is wrong.

        No key of another log will do, however well that is known.
        """
        ours = [key for key in self._of(KeyKind.LOG) if key.name == told.origin]
        good = tuple(key.name for key in ours if note.by(key))
        if not good:
            self.content = False
            claimed = any(note.claims(key) for key in ours)
            found = Found.BAD_SIGNATURE if claimed else Found.UNKNOWN_SIGNER
            name = note.signatures[0].name
            self.tell(found, where, name=name, **self._facts(told, where))
        return good

    def witnesses_of(self, note: Note, told: Checkpoint, where: str) -> tuple[str, ...]:
        """Return the known witnesses who have signed; tell of signatures that are none."""
        good = []
        for key in self._of(KeyKind.WITNESS):
            if note.by(key):
                good.append(key.name)
            elif note.claims(key):
                self.tell(Found.BAD_COSIGNATURE, where, name=key.name, **self._facts(told, where))
        known = {(key.name, key.id) for key in self.keys}
        for signature in note.signatures:
            # A log signs under its origin; of anybody else without a key nothing can be said.
            if signature.name != told.origin and (signature.name, signature.id) not in known:
                self.tell(
                    Found.UNKNOWN_WITNESS, where, name=signature.name, **self._facts(told, where)
                )
        return tuple(good)

    def _of(self, kind: KeyKind) -> list[VerifierKey]:
        return [key for key in self.keys if key.kind is kind]

    def _facts(self, told: Checkpoint, where: str) -> dict[str, Any]:
        return {"size": told.size} | self.place(where)
