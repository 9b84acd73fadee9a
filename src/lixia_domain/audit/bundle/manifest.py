"""What is signed of a bundle: which log it is of, up to where, and the hash of all its hashes."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping

from attrs import frozen

from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.note import BadNote

FORMAT = "lixia-bundle/v1"
_BODY = re.compile(
    rf"{FORMAT}\n"
    r"origin ([^\n]+)\n"
    r"size (0|[1-9][0-9]{0,17})\n"
    r"root ([A-Za-z0-9+/]{43}=)\n"
    r"position (0|[1-9][0-9]{0,17})\n"
    r"release ([^\n]+)\n"
    r"sha256 ([0-9a-f]{64})\n"
)
_SUM = re.compile(r"([0-9a-f]{64})  ([^\n\\]+)")


@frozen(kw_only=True)
class Manifest:
    """The text under the signature. No line of it can be taken for one of a checkpoint."""

    checkpoint: Checkpoint
    position: int
    """The last position that the bundle holds: up to there all exports were made."""
    release: str
    """Of this code, which made the exports."""
    digest: str
    """SHA-256 of the file that lists the hash of every other file, in hex."""

    def __str__(self) -> str:
        root = b64encode(self.checkpoint.root).decode()
        return (
            f"{FORMAT}\norigin {self.checkpoint.origin}\nsize {self.checkpoint.size}\nroot {root}\n"
            f"position {self.position}\nrelease {self.release}\nsha256 {self.digest}\n"
        )


def read(text: str) -> Manifest:
    """Return the manifest that ``text`` is. Raises ``BadNote``."""
    found = _BODY.fullmatch(text)
    if found is None:
        raise BadNote(
            f"正文不是审计包清单（首行应为 {FORMAT}）",
            f"its text is no manifest of a bundle, which opens with {FORMAT}",
        )
    return Manifest(
        checkpoint=Checkpoint(found[1], int(found[2]), b64decode(found[3])),
        position=int(found[4]),
        release=found[5],
        digest=found[6],
    )


def sums(hashes: Mapping[str, str]) -> str:
    """Return hashes by file name as ``sha256sum`` writes and checks them."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items())


def read_sums(lines: Iterable[str]) -> dict[str, str]:
    """Return the hashes that were listed, by file name. Raises ``ValueError``, with the line."""
    told: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        found = _SUM.fullmatch(line)
        if found is None or found[2] in told:
            raise ValueError(number)
        told[found[2]] = found[1]
    return told
