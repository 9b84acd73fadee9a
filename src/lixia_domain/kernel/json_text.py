"""JSON for whoever reads it: characters of every language as they are, what steers as escapes.

Both are the same text to a program. To a person who looks at the file, or has it written to a
terminal, an escape (``\\u202e``) does nothing.
"""

from __future__ import annotations

import json
from typing import Any
from unicodedata import category

from lixia_domain.kernel.visible import STEERING

_ESCAPED = STEERING - {"Cn"}
"""What is not assigned may be by another release of Python, and the same data is the same JSON."""


def json_text(data: Any, *, indent: int | None = None) -> str:
    """Return ``data`` as JSON without anything that steers, lone surrogates among it."""
    return escaped(json.dumps(data, ensure_ascii=False, indent=indent))


def escaped(written: str) -> str:
    """Return JSON that another library has written, with escapes for what steers."""
    if written.isprintable():
        return written
    odd = {char for char in set(written) if char != "\n" and category(char) in _ESCAPED}
    return written.translate({ord(char): json.dumps(char)[1:-1] for char in odd})
