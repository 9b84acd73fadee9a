"""The box that a personal value is sealed in: AES-256-GCM under the person's own key.

Bound to person, key and field, so that a value moved elsewhere does not open. The nonce is made
from key, field and text: the same text again gives the same sealed value (a fact told twice is told
once), and two texts share a nonce with a chance of 2^-96 a pair. All that shows outside is whether
a field of one person has changed. Texts are padded to 64, 128, 256 … bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from lixia_domain.application.vault import SealBroken
from lixia_domain.kernel import sealed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = 32
_NONCE = 12
_LENGTH = 4
_SMALLEST = 64
_KID = b"lixia/vault/kid/1\0"
_VALUE = b"lixia/vault/value/1\0"
_NONCES = b"lixia/vault/nonce/1\0"


def new_key() -> bytes:
    """Return a new key of 256 bits."""
    return secrets.token_bytes(KEY)


def kid(key: bytes) -> str:
    """Return what a key is known by: a commitment, which says nothing about the key.

    AES-GCM by itself does not commit to its key: without this a box could be made that opens to
    one text under one key and to another under another.
    """
    return hashlib.sha256(_KID + key).hexdigest()


def seal(key: bytes, person: str, field: str, text: str) -> str:
    """Return ``text`` sealed as ``field`` of ``person``."""
    padded = _pad(text.encode("utf-8", "surrogatepass"))
    nonce = hmac.digest(_derived(key, _NONCES), _told(person, field) + padded, "sha256")[:_NONCE]
    body = _cipher(_derived(key, _VALUE)).encrypt(nonce, padded, _bound(key, person, field))
    return sealed.sealed(kid(key), _text(nonce + body))


def unseal(key: bytes, person: str, field: str, value: str) -> str:
    """Return what was sealed as ``field`` of ``person``. Raises ``SealBroken``."""
    from cryptography.exceptions import InvalidTag

    try:
        under, box = sealed.parts(value)
        if not hmac.compare_digest(under, kid(key)):
            raise SealBroken(person, field)
        raw = urlsafe_b64decode(box + "=" * (-len(box) % 4))
        if _text(raw) != box:  # base64 has spare bits: one box is to have one spelling
            raise SealBroken(person, field)
        nonce, body = raw[:_NONCE], raw[_NONCE:]
        padded = _cipher(_derived(key, _VALUE)).decrypt(nonce, body, _bound(key, person, field))
        return _unpad(padded).decode("utf-8", "surrogatepass")
    except (InvalidTag, ValueError):
        raise SealBroken(person, field) from None


def wrap(outer: bytes, key: bytes, about: str) -> bytes:
    """Return ``key`` wrapped under ``outer`` for ``about``, and for nothing else."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(outer).encrypt(nonce, key, about.encode())


def unwrap(outer: bytes, wrapped: bytes, about: str) -> bytes | None:
    """Return what was wrapped; ``None`` under another key, for something else, or if changed."""
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(outer).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], about.encode())
    except (InvalidTag, ValueError):
        return None


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers import aead  # 30 ms, and most commands seal nothing

    return aead.AESGCM(key)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, purpose, "sha256")


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _told(person: str, field: str) -> bytes:
    return f"{person}|{field}\0".encode("utf-8", "surrogatepass")


def _bound(key: bytes, person: str, field: str) -> bytes:
    return f"{person}|{kid(key)}|{field}".encode("utf-8", "surrogatepass")


def _pad(plain: bytes) -> bytes:
    size = _SMALLEST
    while size < _LENGTH + len(plain):
        size *= 2
    return (len(plain).to_bytes(_LENGTH, "big") + plain).ljust(size, b"\0")


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length]
