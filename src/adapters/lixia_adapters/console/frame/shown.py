"""How a command shows an argument of its use case, where that differs from what is derived.

By the argument's name: ``display_name="--name"`` is called otherwise, ``name="NAME"`` goes by its
place, ``reason="[--reason]"`` may be left out, ``revote="[--revote=refused]"`` has a default,
``agreed="--answer yes|no"`` is answered with one of two words, ``pledged=None`` is not asked for at
all; ``gift=("--gift", "…", "…")`` has words of its own, where the command can say more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lixia_domain.kernel.words import Words

Declared = str | tuple[str, str, str]
"""How a command shows an argument, or that with words of its own."""

_SHOWN = re.compile(r"(\[)?(-{0,2}[\w-]+)(?:=([\w.]+))?(?: ([\w|]+))?\]?")


class Shown(NamedTuple):
    """How a command shows an argument."""

    name: str
    optional: bool = False
    default: str | None = None
    answers: tuple[str, ...] = ()
    words: Words | None = None

    @classmethod
    def of(cls, declared: Declared) -> Shown:
        """Read what a command declares."""
        if not isinstance(declared, str):
            text, *words = declared
            return cls.of(text)._replace(words=Words(*words))
        found = _SHOWN.fullmatch(declared)
        assert found is not None, declared
        bracket, name, default, answers = found.groups()
        return cls(name, bracket is not None, default, tuple(answers.split("|")) if answers else ())
