"""Natural persons as references, and accounts as tokens, that only the key can match."""

from __future__ import annotations

import hmac
import re
import unicodedata

from lixia_adapters.key_file import KEY_BYTES

_HEX = 32
_PARTING = re.compile(r"[\s-]+")


def reference(name: str, key: bytes, purpose: str = "register-payer") -> str:
    """Return ``p:`` and 32 hex digits: HMAC-SHA-256 of ``name`` under ``key``.

    Widths and blanks don't matter. References made for another ``purpose`` never match. Masked
    names of several persons are the same name here, so equal references of masked names don't mean
    the same person. ``ValueError`` for a short key.
    """
    return f"p:{_digest(''.join(unicodedata.normalize('NFKC', name).split()), key, purpose)}"


def account_token(number: str, key: bytes) -> str:
    """Return ``a:`` and 32 hex digits: an account's number as a token (``kernel.tokens.MADE``).

    Blanks, hyphens, widths and zeros at the front, which spreadsheets lose, don't matter.
    ``ValueError`` for a short key.
    """
    plain = _PARTING.sub("", unicodedata.normalize("NFKC", number))
    if plain.isdigit():
        plain = plain.lstrip("0")
    return f"a:{_digest(plain, key, 'payee-account')}"


def _digest(plain: str, key: bytes, purpose: str) -> str:
    if len(key) < KEY_BYTES:
        msg = "密钥不足 32 字节。The key is shorter than 32 bytes."
        raise ValueError(msg)
    told = f"lixia/{purpose}/1\0{plain}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, told, "sha256").hex()[:_HEX]
