"""What identifies a person, told the same however it is written."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")


def plain(identity: str) -> str:
    """Return ``identity`` without what does not matter: widths, blanks and case."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", identity)).casefold()
