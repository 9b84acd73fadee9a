"""Checkpoints (C2SP tlog-checkpoint): a log's size and root at one moment, to be signed."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from lixia_domain.audit.seal.leaf import quoted
from lixia_domain.audit.seal.note import BadNote, Note
from lixia_domain.recording.faults import Fault

PERMANENT = ("created_at", "district", "fingerprint")
"""What a store says of itself for good; the origin commits to all of it."""

SAYS = "about "
"""Opens the line under the root that holds what else a store says of itself; see ``said``."""

BEFORE = "before "
"""Opens the line under that one, which says what it goes on from; see ``chain``."""

_BODY = re.compile(r"([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)")


class NoFingerprint(Fault):
    """The store does not say which one it is."""

    def __init__(self) -> None:
        super().__init__(
            "账库没有指纹，无法封存；请用 lixia store check 检查",
            "the store has no fingerprint and can't be sealed; check it with lixia store check",
        )


@frozen
class Checkpoint:
    """What a log says of itself: ``origin`` names it, ``root`` commits to its first ``size``."""

    origin: str
    size: int
    root: bytes
    says: str = field(default="", eq=False)
    """What else the store says of itself, to be signed with it; not read back from a note."""
    before: str = field(default="", eq=False)
    """What it goes on from, to be signed with it; not read back from a note."""

    def __str__(self) -> str:
        lines = ((SAYS, self.says), (BEFORE, self.before))
        more = "".join(f"{opening}{told}\n" for opening, told in lines if told)
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n{more}"


def origin(about: Mapping[str, str]) -> str:
    """Return the name of the log that seals the store: its fingerprint, and a hash of the rest.

    A store that says it is of another district, or made at another time, has another origin.
    """
    fingerprint = about.get("fingerprint")
    if not fingerprint:
        raise NoFingerprint
    # A damaged store may give other things than text; they make another origin, and no other harm.
    told = ",".join(f"{quoted(key)}:{quoted(str(about[key]))}" for key in PERMANENT if key in about)
    return f"lixia/{fingerprint}/{sha256(f'{{{told}}}'.encode()).hexdigest()[:32]}"


def read(note: Note) -> Checkpoint:
    """Return what ``note`` says. Raises ``BadNote`` for one that is no checkpoint."""
    found = _BODY.fullmatch(note.text)
    root = b64decode(found[3]) if found else b""
    if not found or b64encode(root).decode() != found[3] or len(found[2]) > 18:
        raise BadNote(
            "正文不是检查点：应为来源、条数、根哈希三行",
            "its text is no checkpoint: origin, size and root, a line each",
        )
    return Checkpoint(found[1], int(found[2]), root)


def line(note: Note, opening: str) -> dict[str, Any] | None:
    """Return the object in the line under the root that begins with ``opening``, if it has one."""
    for one in note.text.splitlines()[3:]:
        if one.startswith(opening):
            try:
                told = json.loads(one.removeprefix(opening))
            except (ValueError, RecursionError):
                return None
            return told if isinstance(told, dict) else None
    return None
