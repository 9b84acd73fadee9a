"""How events are declared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

import attrs

from lixia_domain.kernel.words import Words

C = TypeVar("C")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def _fact(cls: type[C]) -> type[C]:
    """Type checkers see every event's fields, the base's among them, only through one decorator."""
    return attrs.frozen(kw_only=True)(cls)


@_fact
class Event:
    """A fact about one stream, already true. ``on`` is its business date in Shanghai."""

    event_name: ClassVar[str]
    event_version: ClassVar[int]
    event_words: ClassVar[Words]
    """What people read in place of its stored name."""
    confirms_clock: ClassVar[bool] = False
    """Whether it says that somebody looked at the clock: it may follow a long silence."""

    on: date

    def repeats(self, told: Event) -> bool:
        """Tell whether ``told`` says the same, be it on another day."""
        return type(self) is type(told) and bool(attrs.evolve(cast(Any, self), on=told.on) == told)


E = TypeVar("E", bound=Event)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def stored_as(name: str, *, version: int = 1, says: Words) -> Callable[[type[E]], type[E]]:
    """Make an immutable event stored under ``name``: the class may be renamed, ``name`` may not.

    ``says`` is what people read in its place, and may change.
    A change of the stored shape raises ``version`` and needs an upcaster from the version before
    (``recording/upcasters.py``); the golden file of every version stays for good.
    """
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
        msg = f"{name!r} is not of the form 'stream.what_happened'"
        raise ValueError(msg)

    def declare(cls: type[E]) -> type[E]:
        declared = attrs.frozen(kw_only=True)(cls)
        declared.event_name, declared.event_version = name, version
        declared.event_words = says
        return declared

    return declare
