"""What may be added up over a history, and how what does not hold is noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, cast

import attrs
from attrs import frozen

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import ReadModel, View, with_sources
from lixia_domain.recording.catalogue import EVENTS

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

KEPT = 100
"""How many faults of a check, and facts of an answer, are shown; the number is always told."""


@frozen
class Ref:
    """A fact that was looked at: where it stands and what it is."""

    position: int
    stream: str
    name: str
    on: date


def ref(recorded: Recorded) -> Ref:
    """Return where ``recorded`` stands."""
    event = recorded.event
    return Ref(recorded.position, recorded.stream, event.event_name, event.on)


@frozen
class Wrong:
    """What does not hold, and the facts that say so."""

    zh: str
    en: str
    refs: tuple[Ref, ...] = ()


Reads: TypeAlias = tuple[type[Event], ...]
Models: TypeAlias = tuple[ReadModel, ...]

ALL: Reads = tuple(EVENTS.values())
"""What a fold reads that reads everything."""


def has_field(cls: type[Event], name: str) -> bool:
    """Tell whether facts of ``cls`` have a field ``name``."""
    return name in attrs.fields_dict(cast(Any, cls))


class Fold:
    """Something added up over a history, up to a moment. Made anew for each moment."""

    reads: ClassVar[Reads] = ()
    """What it takes in."""
    views: ClassVar[Models] = ()
    """Read models that it looks at when all is in. Whoever asks for one, it is folded once."""

    def __init__(self) -> None:
        self.tables: Mapping[str, Mapping[str, Any]] = {}
        """The rows of its views and their sources, by name and key."""

    def take(self, recorded: Recorded) -> None:
        """Take in the next fact."""

    def end(self) -> None:
        """Do what can only be done when all is in."""

    def look(self, store: Store, position: int) -> None:
        """Compare with what the store keeps beside its log; of the whole log only, after all."""


class Check(Fold):
    """A fold that looks for what does not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.wrongs: list[Wrong] = []
        self.count = 0

    def wrong(self, zh: str, en: str, *facts: Recorded | Ref) -> None:
        """Note something that does not hold; beyond ``KEPT`` it is only counted."""
        self.count += 1
        if self.count <= KEPT:
            refs = tuple(ref(fact) if isinstance(fact, Recorded) else fact for fact in facts)
            self.wrongs.append(Wrong(zh, en, refs))


def read_for(models: Models) -> Reads:
    """Return the facts that ``models`` and their sources are folded from."""
    return tuple(
        dict.fromkeys(cls for m in with_sources(models) if isinstance(m, View) for cls in m.reads)
    )


def looks_at(kind: type[Fold]) -> Reads:
    """Return the facts that decide what ``kind`` finds: what it takes in, and its views."""
    return tuple(dict.fromkeys((*kind.reads, *read_for(kind.views))))
