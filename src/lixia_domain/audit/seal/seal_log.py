"""The port of a seal: where leaves, checkpoints and cosignatures are kept, and of what events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from attrs import field, frozen

from lixia_domain.audit.seal.merkle import Frontier
from lixia_domain.audit.seal.note import Note, VerifierKey
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import Row

Place: TypeAlias = tuple[str, int]
"""Stream and version: what an event is known by, in any copy of the store."""


class SealDamaged(Fault):
    """A part of the seal is missing, cut short or not what was written."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"封存记录 {place} 已损坏：{zh}；账库未受影响，请从备份恢复封存目录后再核验",
            f"the seal {place} is damaged: {en}; the store is untouched: restore the seal from a "
            "copy and verify again",
            place=place,
        )


@frozen(kw_only=True)
class State:
    """How far a store is sealed. It is kept in one piece with the leaves that it speaks of."""

    origin: str = ""
    position: int = 0
    """The last position of the store that was taken in: a cursor of that store."""
    frontier: Frontier = field(factory=Frontier)
    last: bytes = b""
    """The last leaf, by which a store that was rolled back is told."""

    @property
    def size(self) -> int:
        """Return how many leaves there are."""
        return self.frontier.size


class Source(Protocol):
    """Where events come from: a store, or a bundle."""

    @property
    def gapless(self) -> bool:
        """Tell whether its positions are 1, 2, 3, …; else they only grow."""
        ...

    def about(self) -> Mapping[str, str]:
        """Return what it says of itself; see ``checkpoint.PERMANENT``."""
        ...

    def rows(self) -> Iterator[Row]:
        """Yield all events as they are stored, in order. May be asked for more than once."""
        ...

    def check(self) -> Iterable[tuple[str, str]]:
        """Return each fault of its own form, in Chinese and in English; none is fine."""
        ...


class SealRecord(Protocol):
    """A seal to be read: a store's own, or what a bundle holds of it."""

    @property
    def place(self) -> str:
        """Return where it lies, for people; empty in memory."""
        ...

    def state(self) -> State:
        """Return how far it goes; of a seal that was never begun, nothing. ``SealDamaged``."""
        ...

    def leaves(self, size: int, after: int = 0) -> bytes:
        """Return the first ``size`` leaves but the first ``after``, one behind the other.

        Raises ``SealDamaged``.
        """
        ...

    def places(self, size: int) -> Iterator[Place]:
        """Yield whose the first ``size`` leaves are, in order. Raises ``SealDamaged``."""
        ...

    def checkpoints(self) -> Sequence[Note]:
        """Return all checkpoints that were signed, the first one first. ``SealDamaged``."""
        ...

    def cosigned(self) -> Sequence[Note]:
        """Return the checkpoints that witnesses have signed, as they came. ``SealDamaged``."""
        ...

    def keys(self) -> Sequence[VerifierKey]:
        """Return the keys that were told: the log's own first, then witnesses'."""
        ...

    def torn(self) -> bool:
        """Tell whether a write was cut off. The next one clears what is left of it."""
        ...


class SealLog(SealRecord, Protocol):
    """A seal that grows; nothing in it changes. Safe to use from several processes at once."""

    def append(
        self, leaves: Sequence[bytes], places: Sequence[Place], state: State, *, after: int
    ) -> None:
        """Keep leaves, whose they are, and the new state: durably, all or nothing.

        Raises ``Overtaken``, and keeps nothing, if the position isn't ``after`` any more.
        """
        ...

    def find(self, stream: str, version: int) -> int | None:
        """Return which leaf is that event's, or ``None``."""
        ...

    def latest(self) -> Note | None:
        """Return the last checkpoint, without reading all of them."""
        ...

    def add_checkpoint(self, note: Note, size: int) -> None:
        """Keep a signed checkpoint durably, unless one of this ``size`` or a larger one is kept."""
        ...

    def add_cosigned(self, note: Note) -> None:
        """Keep a checkpoint with a witness's signature durably."""
        ...

    def add_key(self, key: VerifierKey) -> None:
        """Keep a key; kept already: nothing happens."""
        ...
