"""What vouches for a store, read as it stands together: checkpoints, keys, how far it is sealed.

Others may seal meanwhile. They keep leaves first and sign them then: whoever looks between the two
waits until they have signed. What nobody is about to sign any more is not vouched for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic, sleep

from attrs import field, frozen

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.note import Note, VerifierKey
from lixia_domain.audit.seal.seal_log import SealDamaged, SealRecord, State

PATIENCE = 2.0
"""Seconds without any progress after which leaves that are not signed stay so."""
LOOK_AGAIN = 0.02


@frozen
class Notes:
    """Checkpoints of the seal, or that they can't be read."""

    read: Sequence[Note] = ()
    damage: SealDamaged | None = None

    @classmethod
    def of(cls, read: Callable[[], Sequence[Note]]) -> Notes:
        """Return what ``read`` gives, or its damage."""
        try:
            return cls(read())
        except SealDamaged as damage:
            return cls((), damage)

    @property
    def size(self) -> int:
        """Return how many leaves the last one speaks of."""
        return checkpoint.read(self.read[-1]).size if self.read else 0


@frozen(kw_only=True)
class Vouching:
    """All of it, each part read before what it vouches for."""

    notes: Notes = field(factory=Notes)
    cosigned: Notes = field(factory=Notes)
    keys: tuple[VerifierKey, ...] | SealDamaged = ()
    state: State | SealDamaged = field(factory=State)

    @property
    def settled(self) -> bool:
        """Tell whether nobody is about to sign; of what is damaged there is nothing to wait for."""
        damaged = isinstance(self.state, SealDamaged) or self.notes.damage is not None
        return damaged or self.notes.size >= self.state.size  # type: ignore[union-attr] # no damage


def vouching(seal: SealRecord) -> Vouching:
    """Return what vouches for a store, once all that is sealed is signed, or will not be."""
    seen, since = (-1, -1), monotonic()
    while True:
        found = _look(seal)
        if found.settled or isinstance(found.state, SealDamaged):
            return found
        if (now := (found.notes.size, found.state.size)) != seen:
            seen, since = now, monotonic()
        elif monotonic() - since > PATIENCE:
            return found
        sleep(LOOK_AGAIN)


def _look(seal: SealRecord) -> Vouching:
    notes, cosigned = Notes.of(seal.checkpoints), Notes.of(seal.cosigned)
    keys: tuple[VerifierKey, ...] | SealDamaged
    state: State | SealDamaged
    try:
        keys = tuple(seal.keys())
    except SealDamaged as damage:
        keys = damage
    try:
        state = seal.state()
    except SealDamaged as damage:
        state = damage
    return Vouching(notes=notes, cosigned=cosigned, keys=keys, state=state)
