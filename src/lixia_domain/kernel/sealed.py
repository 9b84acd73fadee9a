"""Personal values as facts carry them: sealed, under a key that lies outside the store.

A sealed value is one text, ``sealed:v1:<kid>:<box>``. The kid, 64 hex digits, is a commitment to
the key: what was sealed under one key can't later be passed off as sealed under another. The box
is base64url without padding. Facts hold the text and never look into it; who may open it asks the
vault.
"""

from __future__ import annotations

import re

PATTERN = r"sealed:v1:([0-9a-f]{64}):([A-Za-z0-9_-]+)"
"""What a sealed value looks like, as text and within stored bytes: group 1 is the kid, 2 the box.

In JSON such a text needs no escape, so it stands in stored bytes exactly as it is.
"""

SEALED = re.compile(PATTERN)
SEALED_BYTES = re.compile(PATTERN.encode())


def sealed(kid: str, box: str) -> str:
    """Return the text of a sealed value. Raises ``ValueError`` for what is no kid or box."""
    text = f"sealed:v1:{kid}:{box}"
    if not is_sealed(text):
        msg = "a kid is 64 hex digits, a box is base64url without padding"
        raise ValueError(msg)
    return text


def is_sealed(text: str) -> bool:
    """Tell whether ``text`` is a sealed value and nothing else."""
    return SEALED.fullmatch(text) is not None


def parts(text: str) -> tuple[str, str]:
    """Return kid and box of a sealed value. Raises ``ValueError``, without repeating it."""
    found = SEALED.fullmatch(text)
    if found is None:
        msg = "this is no sealed value"
        raise ValueError(msg)
    return found[1], found[2]


def kids(stored: bytes) -> tuple[str, ...]:
    """Return the kids of all sealed values in stored bytes, sorted, each once."""
    if b"sealed:v1:" not in stored:
        return ()
    return tuple(sorted({found[1].decode() for found in SEALED_BYTES.finditer(stored)}))
