"""Signed notes (C2SP signed-note): a text, and under it who signed it, with Ed25519.

Two kinds of signature: a log's over the text itself, and a witness's (``cosignature/v1``) over the
text and the time at which the witness saw it. A verifier key is one line of text, and so is a
signature; both say whose they are by a name and four bytes that depend on name, kind and key.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as BadBase64
from collections.abc import Iterable
from enum import IntEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from lixia_domain.recording.faults import Fault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LONGEST, MOST_SIGNATURES = 1_000_000, 100
_DASH = "\N{EM DASH} "
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class BadNote(Fault):
    """A text is no signed note, a line no key; nothing was taken from it."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"不是合格的签名文书：{zh}", f"this is no proper signed note: {en}")


class KeyKind(IntEnum):
    """What a key signs; the number stands in keys and key ids."""

    LOG = 1
    WITNESS = 4


@frozen
class VerifierKey:
    """A public key with the name of whoever signs with it."""

    name: str
    kind: KeyKind
    public: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes by which signatures name the key."""
        told = self.name.encode() + b"\n" + bytes((self.kind,)) + self.public
        return sha256(told).digest()[:4]

    def __str__(self) -> str:
        public = b64encode(bytes((self.kind,)) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{public}"

    def signed(self, text: str, signature: Signature) -> bool:
        """Tell whether ``signature`` is this key's and is good for ``text``."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if (signature.name, signature.id) != (self.name, self.id):
            return False
        message, signed = text.encode(), signature.signed
        if self.kind is KeyKind.WITNESS:
            if len(signed) != 72:
                return False
            message, signed = _cosigned(text, signature.at), signed[8:]
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signed, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@frozen
class Signature:
    """One line under a note."""

    name: str
    id: bytes
    signed: bytes

    @property
    def at(self) -> int:
        """Return the witness's time, in seconds since 1970. Only of a witness's signature."""
        return int.from_bytes(self.signed[:8], "big")

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {b64encode(self.id + self.signed).decode()}"


@frozen
class Note:
    """A text, which ends with a newline, and its signatures."""

    text: str
    signatures: tuple[Signature, ...] = ()

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{line}\n" for line in self.signatures)

    def by(self, key: VerifierKey) -> Signature | None:
        """Return the good signature of ``key``, or ``None``: none by it, or none that is good."""
        return next((s for s in self.signatures if key.signed(self.text, s)), None)

    def claims(self, key: VerifierKey) -> bool:
        """Tell whether a signature names ``key``, good or bad."""
        return any((s.name, s.id) == (key.name, key.id) for s in self.signatures)

    def names(self, name: str) -> bool:
        """Tell whether a signature says that it is of ``name``."""
        return any(line.name == name for line in self.signatures)

    def adding(self, signatures: Iterable[Signature]) -> Note:
        """Return the note with ``signatures`` under its own, each once."""
        return evolve(self, signatures=tuple(dict.fromkeys((*self.signatures, *signatures))))


@frozen
class SigningKey:
    """A private key (a seed of 32 bytes) and the name it signs by."""

    name: str
    kind: KeyKind
    seed: bytes

    @property
    def public(self) -> VerifierKey:
        """Return the key that checks what this one has signed."""
        return VerifierKey(self.name, self.kind, self._key().public_key().public_bytes_raw())

    def sign(self, text: str, at: int = 0) -> Signature:
        """Sign ``text``; a witness says ``at`` which time, in seconds since 1970."""
        message, time = text.encode(), b""
        if self.kind is KeyKind.WITNESS:
            message, time = _cosigned(text, at), at.to_bytes(8, "big")
        public = self.public
        return Signature(public.name, public.id, time + self._key().sign(message))

    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def parse_key(line: str) -> VerifierKey:
    """Return the verifier key that ``line`` is. Raises ``BadNote``."""
    name, _, rest = line.partition("+")
    told, _, public = rest.partition("+")
    key = _base64(public)
    if not _NAME.fullmatch(name) or len(key) != 33 or key[0] not in tuple(KeyKind):
        raise BadNote(
            f"{line!r} 不是公钥；公钥写作 名称+8位十六进制+base64",
            f"{line!r} is no verifier key; one reads NAME+8 hex digits+base64",
        )
    found = VerifierKey(name, KeyKind(key[0]), key[1:])
    if told != found.id.hex():
        raise BadNote(
            f"公钥 {name} 的编号 {told} 与内容不符，抄写时可能有误",
            f"the id {told} of key {name} does not fit its bytes: it may have been miscopied",
        )
    return found


def parse(text: str) -> Note:
    """Return the note that ``text`` is, its signatures not checked. Raises ``BadNote``."""
    if len(text) > LONGEST or _CONTROL.search(text):
        raise BadNote("过长，或含控制字符", "too long, or with control characters in it")
    body, gap, lines = text.rpartition("\n\n")
    if not gap or not body or not lines.endswith("\n"):
        raise BadNote(
            "正文与签名之间应有一空行，末行应完整",
            "a blank line must part text and signatures, and the last line must be whole",
        )
    signatures = tuple(map(_signature, lines[:-1].split("\n")))
    if len(signatures) > MOST_SIGNATURES:
        raise BadNote("签名过多", "there are too many signatures")
    return Note(body + "\n", signatures)


def parse_many(text: str) -> list[Note]:
    """Return the notes that stand in ``text``, each followed by a blank line. ``BadNote``.

    The text of each may hold no blank line, which a checkpoint's never does.
    """
    blocks = text.split("\n\n")
    if blocks.pop() or len(blocks) % 2:
        raise BadNote("最后一份不完整", "the last one is not whole")
    pairs = zip(blocks[::2], blocks[1::2], strict=True)
    return [parse(f"{body}\n\n{lines}\n") for body, lines in pairs]


def _signature(line: str) -> Signature:
    name, _, told = line.removeprefix(_DASH).partition(" ")
    signed = _base64(told)
    if not line.startswith(_DASH) or not _NAME.fullmatch(name) or len(signed) < 5:
        raise BadNote(f"签名行 {line!r} 有误", f"the signature line {line!r} is malformed")
    return Signature(name, signed[:4], signed[4:])


def _base64(text: str) -> bytes:
    """Return the bytes that ``text`` stands for, empty if it is not exactly their base64."""
    try:
        found = b64decode(text, validate=True)
    except (BadBase64, ValueError):
        return b""
    return found if b64encode(found).decode() == text else b""
