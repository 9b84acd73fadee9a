"""How the text of one option is read; what a use case takes, its gate judges afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from string import hexdigits
from typing import Any

from lixia_adapters.console.frame.trouble import Usage

Reader = Callable[[str], Any]


def text(given: str) -> str:
    """Read a text that says something."""
    if not given.strip():
        raise Usage("不能为空，请填写", "may not be empty; fill it in")
    return given.strip()


def money(given: str) -> Any:
    """Read an amount in yuan, to the fen."""
    from lixia_domain.kernel.money import Money

    return Money.parse(given)


def day(given: str) -> Any:
    """Read a date."""
    from lixia_domain.kernel.dates import parse_date

    return parse_date(given)


def number(given: str) -> int:
    """Read a whole number above zero."""
    if not given.isdecimal() or not int(given[:9]) > 0 or len(given) > 9:
        raise Usage(f"“{given}”不是正整数", f"{given!r} is no whole number above zero")
    return int(given)


def parted(form: str, reads: Sequence[Reader], make: Callable[..., Any]) -> Reader:
    """Return what reads ``form``, such as ``DATE=AMOUNT``: its parts, out of which it makes one."""

    def read(given: str) -> Any:
        parts = given.rsplit("=", len(reads) - 1)
        if len(parts) < len(reads) or not all(part.strip() for part in parts):
            raise Usage(f"“{given}”应写成 {form}", f"{given!r} should be {form}")
        return make(*(one(part.strip()) for one, part in zip(reads, parts, strict=True)))

    return read


DIGITS = 64


def digest(given: str) -> str:
    """Read a SHA-256: its 64 digits, or a file that it is taken of."""
    if len(given) == DIGITS and not set(given) - set(hexdigits):
        return given.lower()
    path = Path(given)
    if not path.is_file():
        raise Usage(
            f"“{given}”既不是 64 位十六进制数，也不是文件；请给出散列值，或文件的路径",
            f"{given!r} is neither 64 hexadecimal digits nor a file: give the hash, or a path",
        )
    import hashlib  # few commands are given a file

    from lixia_adapters import plain_file

    with plain_file.opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def role_code(text: str) -> str:
    """Return the code of the role that goes by ``text``: its title in Chinese, with 基金会 or not,
    or in English. What is no title stays as it is."""
    from unicodedata import normalize

    from lixia_domain.kernel.roles import Role

    called = normalize("NFKC", text).strip().casefold()
    for role in Role:
        if called in (role.value, role.en, role.zh, role.zh.removeprefix("基金会") or role.zh):
            return role.value
    return text
