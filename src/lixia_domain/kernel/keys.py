"""The one canonical form of an id, however it was typed.

Two spellings that a person takes for one number must name one stream: full width and half, capital
and small, with blanks round them. So each part of an id is brought to its canonical form before
``join_key`` makes a stream's name of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias, assert_never

from lixia_domain.kernel.ids import BadKey, join_key, split_key

GENERAL = "general"
GOVERNMENT = "government"
SUSPENSE = "suspense"
OTHER = "other"
RESERVED = frozenset({GENERAL, GOVERNMENT, SUSPENSE, OTHER})
"""Designations that are no project's: no project may bear one of these as its id."""


class Case(Enum):
    """Which letters an id is written in."""

    KEPT = "kept"
    UPPER = "upper"
    LOWER = "lower"

    def of(self, text: str) -> str:
        """Return ``text`` in these letters."""
        match self:
            case Case.UPPER:
                return text.upper()
            case Case.LOWER:
                return text.lower()
            case Case.KEPT:
                return text
            case _:
                assert_never(self)


def canonical(key: str, case: Case = Case.KEPT) -> str:
    """Return the canonical form of ``key``: NFKC, in ``case``, no blanks round its parts.

    A part ends at a slash. What is canonical stays as it is.
    """
    if not key.isascii():
        # Twice: capitals of compatibility characters may be such characters themselves.
        key = unicodedata.normalize("NFKC", case.of(unicodedata.normalize("NFKC", key)))
    key = case.of(key)
    if " " in key or not key.isascii():
        return "/".join(part.strip() for part in key.split("/"))
    return key


NOBODY_KNOWN: Mapping[str, str] = MappingProxyType({})

Part: TypeAlias = Callable[[str], str]
"""Brings one part of a stream's key to its canonical form."""


def kept(part: str) -> str:
    """Return ``part`` canonical, in the letters that it has."""
    return part if part.isascii() and " " not in part else canonical(part)


def upper(part: str) -> str:
    """Return ``part`` canonical, in capitals: numbers of papers, credits and credit codes."""
    return canonical(part, Case.UPPER)


def lower(part: str) -> str:
    """Return ``part`` canonical, in small letters: accounts, and references of persons."""
    return canonical(part, Case.LOWER)


def among(who: str, others: Iterable[str], eyes: Mapping[str, str] = NOBODY_KNOWN) -> bool:
    """Tell whether ``who`` is one of ``others``: as people, where ``eyes`` tell whose an id is.

    Of an id that they do not name, its canonical form counts. Facts from before ids were canonical
    may hold an account in capitals or in full width: two spellings of one account are one pair of
    eyes.
    """

    def person(account: str) -> str:
        return eyes.get(account) or lower(account)

    return person(who) in map(person, others)


def as_known(key: str, known: Collection[str]) -> str:
    """Return ``key``, an id within a stream, as it is spelled among ``known``, if it is there.

    Older code took such ids as they were typed.
    """
    return key if key in known else next((one for one in known if kept(one) == key), key)


def designation(part: str) -> str:
    """Return what an account is for: a reserved word in small letters, else a project's id."""
    key = canonical(part)
    return key.casefold() if key.casefold() in RESERVED else key


def party(part: str) -> str:
    """Return who is paid or signs: a reference in small letters, a credit code in capitals."""
    key = canonical(part)
    if key[:2].casefold() == "p:":
        return key.lower()
    return key.upper() if is_code(key) else key


def is_code(key: str) -> bool:
    """Tell whether ``key`` looks like a unified social credit code."""
    return len(key) == CODE_LENGTH and key.isascii() and key[2:8].isdigit()


CODE_LENGTH = 18
"""Characters of a unified social credit code (GB 32100)."""


@lru_cache(10_000)
def canonical_key(key: str, parts: tuple[Part, ...]) -> str:
    """Return a stream's ``key`` with each of its ``parts`` canonical.

    A key of one part may hold slashes of its own; of more parts, the last may.
    """
    if len(parts) == 1:
        return parts[0](key)
    *first, last = key.split("/", len(parts) - 1)
    if len(first) + 1 < len(parts):
        return parts[0](key)
    made = [_made(part, text) for part, text in zip(parts, first, strict=False)]
    return "/".join([*made, parts[-1](last) if "/" in last else _made(parts[-1], last)])


def _made(part: Part, text: str) -> str:
    """Return one part of a joined key canonical: what it stands for, not how it is escaped."""
    if "%" not in text and text.isascii():
        return part(text)
    try:
        return join_key(part(split_key(text)[0]))
    except BadKey:  # older code joined no such part
        return part(text)
