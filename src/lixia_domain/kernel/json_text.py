"""JSON for whoever reads it: characters of every language as they are, what steers as escapes.

Both are the same text to a program. To a person who looks at the file, or has it written to a
terminal, an escape (``\\u202e``) does nothing.
"""

from __future__ import annotations

import json
from typing import Any
from unicodedata import category

from lixia_domain.kernel.visible import STEERING

_STEERING = STEERING - {"Cn"}


def json_text(data: Any, *, indent: int | None = None) -> str:
    """Return ``data`` as JSON without anything that steers, lone surrogates among it."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=indent))


def escaped(written: str) -> str:
    """Return JSON that another library has written, with escapes for what steers."""
    if written.isprintable():
        return written
    odd = {char for char in set(written) if char != "\n" and _is_escaped(char)}
    return written.translate({ord(char): json.dumps(char)[1:-1] for char in odd})


def _is_escaped(char: str) -> bool:
    """Tell whether ``char`` steers, or is none and never will be.

    What is not assigned yet may be by another release of Python: the same data is the same JSON.
    """
    never = "\ufdd0" <= char <= "\ufdef" or ord(char) & 0xFFFE == 0xFFFE
    return never or category(char) in _STEERING
