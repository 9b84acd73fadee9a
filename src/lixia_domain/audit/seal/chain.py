"""Each checkpoint names the one before it, and what witnesses had signed by then.

A checkpoint that is taken away from the middle contradicts no leaf, and yet a report shows another
one, or a witness fewer. So each says, in a line of its own under the root (C2SP's extension lines),
which one it goes on from. Checkpoints of earlier code have no such line: the first that has one
commits to all of them. Until then only their order can be looked at here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

from attrs import frozen

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.note import Note, Signature
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
    earlier: str | None = None
    """The SHA-256 of the texts of all checkpoints before, where none of them has such a line."""


def before(
    latest: Note | None, cosigned: Sequence[Note], notes: Callable[[], Sequence[Note]]
) -> str:
    """Return the line that is to be signed where ``latest`` is the last checkpoint so far.

    ``notes`` are all of them; asked for only where earlier code has signed the last.
    """
    size = 0 if latest is None else checkpoint.read(latest).size
    count = len(cosigned)
    told = {"cosigned": count, "sha256": _digests(cosigned)[count], "size": size}
    if latest is not None and not chained(latest):
        told["earlier"] = _digest_of_texts(note.text for note in notes())
    return json.dumps(told, separators=(",", ":"), sort_keys=True)  # as in canonical JSON


def chained(note: Note) -> bool:
    """Tell whether a checkpoint says what was there before it."""
    return _before(note) is not None


def broken(notes: Sequence[Note], cosigned: Sequence[Note]) -> Iterator[Words]:
    """Yield what is missing from checkpoints that the log signed, or stands in another order."""
    last, sizes, digests, whole = None, {0}, _digests(cosigned), True
    texts = dict[str, None]()
    for note in notes:
        size, said = checkpoint.read(note).size, _before(note)
        if said is not None and said.earlier not in (None, _digest_of_texts(texts)):
            yield Words(
                f"{size} 条的检查点之前的检查点已不全，或被改动",
                f"the checkpoints before that of {size} leaves are not all there any more, or were "
                "changed",
            )
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
        texts[note.text] = None
    yield from _with_others_signatures(notes, cosigned)


def _with_others_signatures(notes: Sequence[Note], cosigned: Sequence[Note]) -> Iterator[Words]:
    """Yield which checkpoint bears a signature that is neither the log's nor came with an answer.

    A bundle shows what witnesses signed under the checkpoint that it is of.
    """
    under = defaultdict[str, set[Signature]](set)
    for note in cosigned:
        under[note.text] |= {*note.signatures}
    for note in notes:
        told = checkpoint.read(note)
        others = {one for one in note.signatures if one.name != told.origin}
        if others - under[note.text] or len(note.signatures) > len({*note.signatures}):
            yield Words(
                f"{told.size} 条的检查点除账册自己的签名外还有别的",
                f"the checkpoint of {told.size} leaves bears more than the log's own signature",
            )


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


def _digest_of_texts(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()
