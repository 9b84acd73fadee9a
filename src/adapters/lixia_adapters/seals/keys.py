"""Keys that sign: files of 32 bytes that nobody else may read, never in the store or its seal."""

from __future__ import annotations

import os
from pathlib import Path

from lixia_adapters.key_file import BadKeyFile, config_folder, load_key
from lixia_adapters.seals.locking import locked
from lixia_domain import written
from lixia_domain.audit.seal.note import KeyKind, SigningKey, VerifierKey, parse_key
from lixia_domain.kernel.system_errors import words_of
from lixia_domain.recording.faults import Fault

SEAL_KEY, WITNESS_KEY, KNOWN_KEYS = "seal.key", "witness.key", "known-keys"


class NoKey(Fault):
    """There is no key that could sign."""

    def __init__(self, file: Path, zh: str, en: str) -> None:
        super().__init__(
            f"签名密钥 {file} 不可用：{zh}；请以 --key 指明密钥文件",
            f"the signing key {file} can't be used: {en}; name a key file with --key",
            file=str(file),
        )


def key_file(place: str, told: Path | None = None) -> Path:
    """Return which file holds the key of the store at ``place``.

    The one that was told; of a demo the one beside it; else the user's own.
    """
    beside = Path(f"{place}.demo-key")
    return told or (beside if beside.is_file() else config_folder() / SEAL_KEY)


def seed(file: Path, *, make: bool) -> bytes:
    """Return the 32 bytes of a key file; with ``make``, a missing one is made (mode 0600).

    Raises ``NoKey`` for a file that is missing, that others may read, or of another length.
    """
    if not make and not os.path.lexists(file):
        raise NoKey(file, "文件不存在", "there is no such file")
    try:
        if make:
            written.folder(file.parent, secret=True)
        return load_key(file)
    except BadKeyFile as wrong:
        raise NoKey(file, *wrong.args[1:]) from None
    except OSError as error:
        why = words_of(error)
        raise NoKey(file, f"无法建立（{why.zh}）", f"can't be made ({why.en})") from None


def signing_key(origin: str, place: str, told: Path | None = None) -> SigningKey:
    """Return the key that signs for the log ``origin`` of the store at ``place``.

    A key that was told, other than a demo's, must be there. The user's own is made when it is
    first needed, and the log is noted in ``known-keys`` beside it.
    """
    file = key_file(place, told)
    demo = file == Path(f"{place}.demo-key")
    key = SigningKey(origin, KeyKind.LOG, seed(file, make=told is None or demo))
    if not demo:
        remember(key.public)
    return key


def remember(key: VerifierKey) -> None:
    """Note a key among those known: a later seal or witness under another is then found out."""
    folder = config_folder()
    try:
        written.folder(folder, secret=True)
        with locked(folder / f".{KNOWN_KEYS}.lock"):
            if key not in known_keys():
                written.appended(folder / KNOWN_KEYS, f"{key}\n".encode())
    except OSError:
        return  # a convenience: whoever can't keep it gives --vkey


def known_keys() -> tuple[VerifierKey, ...]:
    """Return the keys of the logs that this user has sealed, and of witnesses that were told."""
    try:
        lines = (config_folder() / KNOWN_KEYS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(parse_key(line) for line in lines if line.strip())


def trusted(origin: str) -> tuple[VerifierKey, ...]:
    """Return this user's known keys that may judge the log ``origin``; none without its own."""
    known = [key for key in known_keys() if key.kind is KeyKind.WITNESS or key.name == origin]
    return tuple(known) if any(key.kind is KeyKind.LOG for key in known) else ()
