"""What every place that keeps a seal promises."""

from __future__ import annotations

from hashlib import sha256

import pytest

from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.merkle import Frontier
from lixia_domain.audit.seal.note import KeyKind, Note, SigningKey
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, SealLog, State
from lixia_domain.recording.follower import Overtaken

KEY = SigningKey("example/log", KeyKind.LOG, b"k" * 32)
PLACES: list[Place] = [("项目-甲", 1), ("企业-乙", 1), ('a"\\b', 3), ("项目-甲", 2)]
LEAVES = [sha256(f"{number}".encode()).digest() for number in range(len(PLACES))]


def _state(size: int, position: int) -> State:
    return State(
        origin="example/log",
        position=position,
        frontier=Frontier().extended(LEAVES[:size]),
        last=LEAVES[size - 1],
    )


def _note(size: int) -> Note:
    text = str(Checkpoint("example/log", size, Frontier().extended(LEAVES[:size]).root()))
    return Note(text, (KEY.sign(text),))


class SealLogContract:
    """Give the fixture ``log``: a seal that was never begun."""

    def test_a_new_one_is_empty(self, log: SealLog) -> None:
        """Nothing is sealed, nothing is wrong."""
        assert log.state() == State()
        assert (log.leaves(0), list(log.places(0)), log.find("x", 1)) == (b"", [], None)
        assert (list(log.checkpoints()), log.latest(), list(log.cosigned())) == ([], None, [])
        assert not log.torn() and not log.keys()

    def test_leaves_places_and_state_are_kept_together(self, log: SealLog) -> None:
        """And in their order, however many are added at a time."""
        log.append(LEAVES[:1], PLACES[:1], _state(1, 5), after=0)
        log.append(LEAVES[1:], PLACES[1:], _state(4, 9), after=5)
        assert log.state() == _state(4, 9)
        assert log.leaves(4) == b"".join(LEAVES) and log.leaves(2) == b"".join(LEAVES[:2])
        assert log.leaves(4, 3) == LEAVES[3] and log.leaves(2, 2) == b""
        assert list(log.places(4)) == PLACES and list(log.places(2)) == PLACES[:2]
        assert [log.find(*place) for place in PLACES] == [0, 1, 2, 3]
        assert log.find("项目-甲", 3) is None and log.find("甲", 1) is None
        with pytest.raises(SealDamaged):
            log.leaves(5)

    def test_a_page_without_events_moves_the_position_on(self, log: SealLog) -> None:
        """Positions may have gaps."""
        log.append(LEAVES[:1], PLACES[:1], _state(1, 5), after=0)
        log.append([], [], _state(1, 8), after=5)
        assert log.state() == _state(1, 8)

    def test_who_is_overtaken_keeps_nothing(self, log: SealLog) -> None:
        """Two sealers read the same page; one of them keeps it."""
        log.append(LEAVES[:2], PLACES[:2], _state(2, 2), after=0)
        with pytest.raises(Overtaken):
            log.append(LEAVES[:1], PLACES[:1], _state(1, 1), after=0)
        assert log.state() == _state(2, 2)
        assert list(log.places(2)) == PLACES[:2]

    def test_checkpoints_only_grow(self, log: SealLog) -> None:
        """A checkpoint that comes late, of a size that is signed already, is left out."""
        log.append(LEAVES, PLACES, _state(4, 4), after=0)
        for size in (1, 3, 3, 2, 4, 4):
            log.add_checkpoint(_note(size), size)
        assert list(log.checkpoints()) == [_note(1), _note(3), _note(4)]
        assert log.latest() == _note(4)

    def test_cosignatures_are_kept_as_they_come(self, log: SealLog) -> None:
        """Even of an older checkpoint."""
        witness = SigningKey("w", KeyKind.WITNESS, b"w" * 32)
        told = [_note(size).adding((witness.sign(_note(size).text, 7),)) for size in (3, 1)]
        for note in told:
            log.add_cosigned(note)
        assert list(log.cosigned()) == told

    def test_keys_are_kept_once_the_log_s_own_first(self, log: SealLog) -> None:
        """In the order in which they were told."""
        witness = SigningKey("w", KeyKind.WITNESS, b"w" * 32).public
        for key in (KEY.public, witness, KEY.public):
            log.add_key(key)
        assert list(log.keys()) == [KEY.public, witness]
