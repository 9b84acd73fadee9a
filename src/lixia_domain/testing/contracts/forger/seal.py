"""What nobody can do to the seal of a store, whose rows and leaves stay as they were.

Leaves and their root fit the store: it is all the rest that is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import pytest
from attrs import evolve, frozen

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.seal import witness
from lixia_domain.audit.seal.merkle import SIZE, Frontier
from lixia_domain.audit.seal.note import KeyKind, Note, Signature, SigningKey, VerifierKey
from lixia_domain.audit.seal.seal_log import Place, State
from lixia_domain.testing.contracts.forger.rows import Victim, codes

WITNESS = SigningKey("witness.example/w1", KeyKind.WITNESS, b"w" * 32)
"""An auditor's; whoever makes the victim gives its public half to whoever verifies."""
AT = 1_615_341_600


@frozen
class Lying:
    """What lies in a seal beside the leaves, to be read and put back."""

    checkpoints: tuple[Note, ...]
    cosigned: tuple[Note, ...]
    keys: tuple[VerifierKey, ...]
    state: State | None = None
    """How far it is sealed, where that is kept besides."""
    places: tuple[Place, ...] | None = None
    """Whose each leaf is, where that is kept besides."""


class SealedVictim(Victim, Protocol):
    """A sealed store whose seal the forger reaches, and not the key."""

    def answered(self) -> None:
        """Let the witness sign the last checkpoint, and the office keep it (``answer``)."""
        ...

    def lying(self) -> Lying:
        """Return what lies in the seal."""
        ...

    def lay(self, lying: Lying) -> None:
        """Put it in place of what lies there, with sums that fit."""
        ...


def answer(store: Store) -> None:
    """Let the witness sign the last checkpoint of a store, and the office keep it."""
    note = store.seals.log.latest()
    assert note is not None
    signed = note.adding((WITNESS.sign(note.text, AT),))
    witness.add(store.seals.log, signed, (WITNESS.public,))


Notes: TypeAlias = tuple[Note, ...]


def _checkpoints(change: Callable[[Notes], Sequence[Note]]) -> Callable[[Lying], Lying]:
    return lambda lying: evolve(lying, checkpoints=tuple(change(lying.checkpoints)))


def _foreign(notes: Notes) -> Notes:
    stray = Signature("evil.example/w9", bytes(4), bytes(30))
    return (*notes[:-1], notes[-1].adding((stray,)))


def _other_answer(lying: Lying) -> Lying:
    """Let the witness have signed at another time."""
    note = lying.cosigned[0]
    ours = [one for one in note.signatures if one.name != WITNESS.name]
    other = Note(note.text, (*ours, WITNESS.sign(note.text, AT + 1)))
    return evolve(lying, cosigned=(other, *lying.cosigned[1:]))


def _nobody_named(lying: Lying) -> Lying:
    return evolve(lying, keys=tuple(key for key in lying.keys if key.kind is KeyKind.LOG))


NOTES: dict[str, Callable[[Lying], Lying]] = {
    "the first checkpoint taken away": _checkpoints(lambda notes: notes[1:]),
    "a checkpoint taken from the middle": _checkpoints(lambda notes: (*notes[:1], *notes[2:])),
    "all checkpoints but the last taken away": _checkpoints(lambda notes: notes[-1:]),
    "checkpoints in another order": _checkpoints(lambda notes: notes[::-1]),
    "a checkpoint twice": _checkpoints(lambda notes: (*notes, *notes[:1])),
    "another signature under a checkpoint": _checkpoints(_foreign),
    "what witnesses signed taken away": lambda lying: evolve(lying, cosigned=()),
    "another answer of the witness in its place": _other_answer,
    "the witness's key taken away": _nobody_named,
}


def _stated(change: Callable[[State], State]) -> Callable[[Lying], Lying]:
    return lambda lying: evolve(lying, state=change(lying.state or State()))


def _peaks(state: State) -> State:
    return evolve(
        state, frontier=Frontier(tuple(peak and bytes(SIZE) for peak in state.frontier.peaks))
    )


def _named(lying: Lying) -> Lying:
    """Let two leaves be told as each other's."""
    first, second, *rest = lying.places or ()
    return evolve(lying, places=(second, first, *rest))


STATES: dict[str, Callable[[Lying], Lying]] = {
    "the position put back": _stated(lambda state: evolve(state, position=state.position // 2)),
    "the position put forward": _stated(lambda state: evolve(state, position=9999)),
    "the last leaf another": _stated(lambda state: evolve(state, last=b"\xab" * SIZE)),
    "the tree another": _stated(_peaks),
    "two leaves told as each other's": _named,
}
DAMAGED = {"seal.damaged", "seal.index"}


class SealForgerContract:
    """Give the fixture ``victim``: a ``SealedVictim``."""

    @pytest.fixture
    def witnessed(self, victim: SealedVictim) -> SealedVictim:
        """Sealed four times at least; a witness has signed one that is neither first nor last."""
        victim.grow()
        victim.answered()
        victim.grow()
        victim.grow()
        return victim

    def test_nothing_is_found_of_a_seal_that_nobody_touched(self, witnessed: SealedVictim) -> None:
        """Nor of the same written down again."""
        assert not codes(witnessed)
        witnessed.lay(witnessed.lying())
        assert not codes(witnessed)

    @pytest.mark.parametrize("name", [*NOTES, *STATES])
    def test_the_seal_is_as_it_was_written(self, witnessed: SealedVictim, name: str) -> None:
        """Who signed what, in which order, and what sealing goes on from."""
        lying = witnessed.lying()
        if name in STATES and lying.state is None:
            pytest.skip("it is worked out from the leaves")
        changed = (NOTES | STATES)[name](lying)
        assert changed != lying
        witnessed.lay(changed)
        assert codes(witnessed) & DAMAGED
