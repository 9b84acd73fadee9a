"""Names of files that are made of data: one part of a path, which leads nowhere else.

Letters of every language stay as they are. What a system forbids, reads as a path, an option or a
device, or would not show, stands as a web address would have it (``%2F``), so that two texts never
give one name.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import quote

from lixia_domain.kernel.visible import UNSEEN, steers

LONGEST = 120
"""In bytes of UTF-8: a folder, an ending and another program's addition have room beside it."""

_FORBIDDEN = re.compile(rf"[%/\\:*?\"<>|{UNSEEN}]")
_AT_AN_END = re.compile(r"^[.~\- ]|[. ]$")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def file_name(text: str) -> str:
    """Return ``text`` as a file's name, or as a part of one."""
    name = "".join(
        _quoted(char) if steers(char) or _FORBIDDEN.match(char) else char for char in text
    )
    name = _AT_AN_END.sub(lambda found: _quoted(found[0]), name)
    if _DEVICE.match(name):
        name = _quoted(name[0]) + name[1:]
    if len(name.encode()) <= LONGEST:
        return name or "%"
    mark = f"%{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
    return name.encode()[: LONGEST - len(mark)].decode("utf-8", "ignore") + mark


def _quoted(char: str) -> str:
    """Return each byte of ``char`` as two digits: ``quote`` leaves some signs as they are."""
    quoted = quote(char, safe="", errors="surrogatepass")
    return quoted if quoted != char else f"%{ord(char):02X}"
