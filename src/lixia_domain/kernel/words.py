"""What is said otherwise in Chinese than in English: the words that a refusal fills in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, Protocol, Self, runtime_checkable


@runtime_checkable
class Spoken(Protocol):
    """What says itself in both languages."""

    @property
    def zh(self) -> str:
        """Return it in Chinese."""
        ...

    @property
    def en(self) -> str:
        """Return it in English."""
        ...


class Words(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """Return them in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.zh

    def filled(self, **facts: object) -> Words:
        """Return them with ``{facts}`` put in, in both languages."""
        return Words(self.zh.format(**facts), self.en.format(**facts))


class Worded(StrEnum):
    """A code that is stored for good, with the words people read in its place.

    A member is ``"code", "中文"`` and, where the code is no English, a third part that is.
    """

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Self:
        """Make a member. That ``zh`` may be left out is for looking one up by its code alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member._words = Words(zh, en or code.replace("_", " "))
        return member

    _words: Words

    @property
    def zh(self) -> str:
        """Return its name in Chinese."""
        return self._words.zh

    @property
    def en(self) -> str:
        """Return its name in English."""
        return self._words.en

    def text(self, lang: str) -> str:
        """Return its name in ``lang``, ``zh`` or ``en``."""
        return self._words.text(lang)


def said(what: object, lang: str) -> object:
    """Return ``what`` in ``lang``, ``zh`` or ``en``; as it is where that makes no difference."""
    if not isinstance(what, Spoken):
        return what
    return what.en if lang == "en" else what.zh


def many(count: int, one: str, several: str = "") -> str:
    """Return how many there are in English: ``1 row``, ``2 rows``; ``several`` if that adds no s.

    Chinese needs none of it.
    """
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def listed(words: Iterable[object]) -> Words:
    """Return ``words`` as one list, parted as each language parts them."""
    each = tuple(words)
    return Words(
        "、".join(str(said(word, "zh")) for word in each),
        ", ".join(str(said(word, "en")) for word in each),
    )
