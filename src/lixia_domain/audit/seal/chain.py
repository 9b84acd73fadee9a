"""Each checkpoint names the one before it, and what witnesses had signed by then.

A checkpoint that is taken away from the middle contradicts no leaf, and yet a report shows another
one, or a witness fewer. So each says, in a line of its own under the root (C2SP's extension lines),
which one it goes on from. Checkpoints of earlier code have no such line: of those only the order
can be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256

from attrs import frozen

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.note import Note
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class Before:
    """What was there when a checkpoint was signed."""

    size: int
    """How many leaves the checkpoint before it speaks of; 0: it is the first."""
    cosigned: int
    """How many checkpoints with witnesses' signatures had come."""
    sha256: str
    """Of these, as they stand in the seal."""


def before(latest: Note | None, cosigned: Sequence[Note]) -> str:
    """Return the line that is to be signed where ``latest`` is the last checkpoint so far."""
    size = 0 if latest is None else checkpoint.read(latest).size
    count = len(cosigned)
    told = {"cosigned": count, "sha256": _digests(cosigned)[count], "size": size}
    return json.dumps(told, separators=(",", ":"))  # the names stand in order: it is canonical


def broken(notes: Sequence[Note], cosigned: Sequence[Note]) -> Iterator[Words]:
    """Yield what is missing from checkpoints that the log signed, or stands in another order."""
    last, sizes, digests, whole = None, {0}, _digests(cosigned), True
    for note in notes:
        size, said = checkpoint.read(note).size, _before(note)
        if (
            last is not None
            and note.text != last.text
            and size <= (was := checkpoint.read(last).size)
        ):
            yield Words(
                f"检查点的先后不对：{size} 条的排在 {was} 条的之后",
                f"checkpoints stand in another order: that of {size} leaves comes after that of "
                f"{was}",
            )
        if said is not None and said.size not in sizes:
            yield Words(
                f"缺少 {said.size} 条的检查点，{size} 条的检查点是接着它签署的",
                f"the checkpoint of {said.size} leaves is missing, from which that of {size} "
                "goes on",
            )
        if said is not None and whole and digests.get(said.cosigned) != said.sha256:
            whole = False  # one finding says enough
            yield Words(
                f"签署 {size} 条的检查点时已有 {said.cosigned} 份见证，现已不全或被改动",
                f"when the checkpoint of {size} leaves was signed {said.cosigned} had come from "
                "witnesses, which are not all there any more, or were changed",
            )
        last, sizes = note, {*sizes, size}


def _before(note: Note) -> Before | None:
    """Return what a checkpoint says was there before it; ``None`` if earlier code signed it."""
    told = checkpoint.line(note, checkpoint.BEFORE)
    try:
        return None if told is None else Before(**told)
    except TypeError:
        return None


def _digests(cosigned: Sequence[Note]) -> dict[int, str]:
    """Return the hash of the first 0, 1, 2, … of them."""
    digest = sha256()
    found = {0: digest.hexdigest()}
    for count, note in enumerate(cosigned, 1):
        digest.update(f"{note}\n".encode())
        found[count] = digest.hexdigest()
    return found
