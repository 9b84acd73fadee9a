"""Files of 32 secret bytes that nobody else may read: made whole, and refused where others may."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from lixia_domain import written
from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.system_errors import words_of

KEY_BYTES = 32


def config_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the user's configuration directory: ``LIXIA_CONFIG``, or by XDG's rules."""
    if told := environ.get("LIXIA_CONFIG"):
        return Path(told)
    return Path(environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "lixia"


def key_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the keys that data are kept under, of persons and of votes.

    ``LIXIA_KEYS``, else ``keys`` in the configuration directory.
    """
    told = environ.get("LIXIA_KEYS")
    return Path(told) if told else config_folder(environ) / "keys"


def folder_of(keys: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the keys whose names fit the pattern ``keys``.

    It is ``key_folder``; but earlier code did not heed ``LIXIA_CONFIG`` here: keys that lie only
    where it has put them stay in use there, for a new one in their place would fit nothing.
    """
    here = key_folder(environ)
    if environ.get("LIXIA_KEYS") or any(here.glob(keys)):
        return here
    unmoved = {name: told for name, told in environ.items() if name != "LIXIA_CONFIG"}
    before = key_folder(unmoved)
    return before if any(before.glob(keys)) else here


def pseudonym_key(place: str, store: str) -> Path:
    """Return the file of the key under which a store (by its fingerprint) refers to persons.

    It lies with the other keys, away from the data; one that earlier code has put beside the store
    at ``place`` stays in use until it is moved.
    """
    name = f"pseudonyms-{store}.key"
    away = folder_of(name) / name
    beside = Path(f"{place}.key")
    return beside if os.path.lexists(beside) and not os.path.lexists(away) else away


def lies_beside(place: str, store: str) -> bool:
    """Tell whether that key is there and lies beside the store; one that is no file has none."""
    if not place:
        return False
    file = pseudonym_key(place, store)
    return file.exists() and file.parent == Path(place).parent


def movable(key: Path, to: Path) -> None:
    """Look whether a key file could be moved, and write nothing. Raises ``BadKeyFile`` if not."""
    secret = load_key(key)
    if os.path.lexists(to) and load_key(to) != secret:
        raise _another(to)


def moved(key: Path, to: Path) -> None:
    """Move a key file, and destroy what was there. Raises ``BadKeyFile``; then nothing is lost.

    Copies of the old file, a backup's say, are to be destroyed by hand.
    """
    secret = load_key(key)
    try:
        written.folder(to.parent, secret=True)
        if not written.once(to, secret, secret=True) and load_key(to) != secret:
            raise _another(to)
        written.destroyed(key)
    except OSError as error:
        raise _unreadable(to, error) from None


class BadKeyFile(Explained, ValueError):  # noqa: N818 - its name says what is bad
    """A key file can't be used as it is. ``file`` is its bare name."""

    def __init__(self, file: str, zh: str, en: str) -> None:
        super().__init__(file, zh, en)
        self.file = file
        self.facts = {"file": file}

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong, in ``zh`` or ``en``."""
        file, zh, en = self.args
        return f"key file {file}: {en}" if lang == "en" else f"密钥文件“{file}”：{zh}"


def _another(to: Path) -> BadKeyFile:
    return BadKeyFile(
        to.name,
        f"{to} 处已有另一把密钥；请核对哪一把有效，先移走另一把",
        f"another key is at {to} already; find out which holds, and move the other away",
    )


def load_key(path: Path) -> bytes:
    """Return the 32 bytes of the key file, made at once if there is none (mode 0600).

    Raises ``BadKeyFile`` for a file that others may read, that is no plain file or of another
    length. A new key matches no reference made under an old one: keep a copy apart.
    """
    if not os.path.lexists(path):
        _make(path)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise _unreadable(path, error) from None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise BadKeyFile(path.name, "不是普通文件", "not a plain file")
        if os.name == "posix" and found.st_mode & 0o077:
            raise BadKeyFile(
                path.name,
                f"他人可读写；请执行 chmod 600 {path.name}，若可能已泄露请更换密钥",
                f"others may read or write it; run chmod 600 {path.name}, "
                "and replace the key if it may have leaked",
            )
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise BadKeyFile(
            path.name,
            f"长度须为 {KEY_BYTES} 字节；请从备份恢复，或移走后重新生成",
            f"it must be {KEY_BYTES} bytes long; restore it from a copy, "
            "or move it away to have another made",
        )
    return key


def _make(path: Path) -> None:
    """Make a key, whole: of two processes that begin at once one makes it, and its key counts."""
    try:
        written.once(path, secrets.token_bytes(KEY_BYTES), secret=True)
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> BadKeyFile:
    why = words_of(error)
    return BadKeyFile(
        path.name,
        f"无法读取或创建（{why.zh}），请核对目录和权限",
        f"can't be read or made ({why.en}); check its folder and permissions",
    )
