"""Natural persons as references that only the holder of the key can match to names."""

from __future__ import annotations

import hmac
import re
import unicodedata

from lixia_adapters.key_file import KEY_BYTES

_HEX = 32
_BLANKS = re.compile(r"\s+")


def reference(name: str, key: bytes, purpose: str = "register-payer") -> str:
    """Return ``p:`` and 32 hex digits: HMAC-SHA-256 of ``name`` under ``key``.

    Widths and blanks don't matter. References made for another ``purpose`` never match. Masked
    names of several persons are the same name here, so equal references of masked names don't mean
    the same person. ``ValueError`` for a short key.
    """
    if len(key) < KEY_BYTES:
        msg = "密钥不足 32 字节。The key is shorter than 32 bytes."
        raise ValueError(msg)
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", name))
    return (
        "p:"
        + hmac.digest(
            key, f"lixia/{purpose}/1\0{plain}".encode("utf-8", "surrogatepass"), "sha256"
        ).hex()[:_HEX]
    )
