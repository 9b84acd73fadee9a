"""Voters as references under a key that belongs to one call alone and is destroyed after it.

The keys lie in a folder outside the store, one file a call. While a key is there, the same voter is
told again by the same reference; once it is destroyed nobody can tell whose a vote was, not even
who has the store and a list of all voters. Copies of the folder are to be destroyed with it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from pathlib import Path

from attrs import frozen

from lixia_adapters.key_file import KEY_BYTES, BadKeyFile, load_key, movable, moved
from lixia_domain import written

_VOTER = b"lixia/voter/1\x00"
_MARK = b"lixia/voter-key-mark/1\x00"
_BLANKS = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[-‐-―−.·•()/]+")
_MOBILE = re.compile(r"(?:(?:\+|00)?86)?0?(1[3-9][0-9]{9})")
_LANDLINE = re.compile(r"(?:(?:\+|00)86)?0?([1-9][0-9]{8,10})")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")


@frozen
class VoterKey:
    """The key of one call, as long as it is in memory."""

    secret: bytes

    @property
    def mark(self) -> str:
        """Return 16 hex digits that tell this key from others and say nothing about it."""
        return hmac.digest(self.secret, _MARK, "sha256").hex()[:16]

    def reference(self, voter: str) -> str:
        """Return ``p:`` and 32 hex digits for what identifies a voter (a phone number, an account).

        Widths and blanks don't matter, nor how a phone number is written: with hyphens, dots or
        brackets, with China's code (+86, 0086) or without.
        """
        plain = _phone(_BLANKS.sub("", unicodedata.normalize("NFKC", voter)))
        told = _VOTER + plain.encode("utf-8", "surrogatepass")
        return "p:" + hmac.digest(self.secret, told, "sha256").hex()[:32]


def _phone(voter: str) -> str:
    """Return a phone number by its digits, a mobile as it is dialled here; else ``voter``.

    A landline is told from an account's number by its area code's 0, or by China's code.
    """
    digits = _PUNCTUATION.sub("", voter)
    if mobile := _MOBILE.fullmatch(digits):
        return mobile[1]
    if digits[:1] in ("0", "+") and (landline := _LANDLINE.fullmatch(digits)):
        return f"0{landline[1]}"
    if abroad := _ABROAD.fullmatch(digits):
        return f"+{abroad[1]}"
    return voter


@frozen
class VoterKeys:
    """The folder that holds the keys of all calls under way.

    ``formerly``: where earlier code has put them; one that lies there stays in use until it is
    moved.
    """

    folder: Path
    formerly: Path | None = None

    def make(self, call: str) -> VoterKey:
        """Return the call's key, made now if there is none. Only before votes are taken."""
        file = self._file(call)
        written.folder(file.parent, secret=True)
        return VoterKey(load_key(file))

    def tried(self, call: str) -> VoterKey:
        """Return the call's key, or one that is kept nowhere: for what is only tried."""
        file = self._file(call)
        there = os.path.lexists(file)
        return VoterKey(load_key(file) if there else secrets.token_bytes(KEY_BYTES))

    def load(self, call: str) -> VoterKey:
        """Return the call's key. Raises ``BadKeyFile`` where it is missing: no other would do."""
        file = self._file(call)
        if not os.path.lexists(file):
            raise BadKeyFile(
                file.name,
                f"征集 {call} 的投票密钥不在 {self.folder.name} 中；不能另造，请从备份恢复",
                f"the voter key of call {call} is not in {self.folder.name}; another would not do: "
                "restore it from a copy",
            )
        return VoterKey(load_key(file))

    def destroy(self, call: str) -> None:
        """Destroy the call's key; destroyed before: nothing happens.

        The file is overwritten first, which a copying or journalling disk may not honour.
        """
        name = self._file(call).name
        for folder in filter(None, (self.folder, self.formerly)):
            written.destroyed(folder / name)

    def _file(self, call: str) -> Path:
        name = f"{hashlib.sha256(call.encode()).hexdigest()[:32]}.key"
        away = self.folder / name
        if self.formerly is not None and not os.path.lexists(away):
            beside = self.formerly / name
            return beside if os.path.lexists(beside) else away
        return away

    def take_over(self, *, dry_run: bool = False) -> int:
        """Move the keys from where they were formerly; return how many. Raises ``BadKeyFile``.

        A ``dry_run`` looks whether it could be done, and writes nothing.
        """
        if self.formerly is None or not self.formerly.is_dir():
            return 0
        found = sorted(self.formerly.glob("*.key"))
        for file in found:
            (movable if dry_run else moved)(file, self.folder / file.name)
        if dry_run:
            return len(found)
        if not any(self.formerly.iterdir()):
            self.formerly.rmdir()
        return len(found)
