"""A seal in memory, for stores in memory: the same promises, nothing kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Lock

from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.note import Note, VerifierKey
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, State
from lixia_domain.recording.follower import Overtaken


class MemorySeal:
    """A ``SealLog`` over lists."""

    place = ""

    def __init__(self) -> None:
        self._lock = Lock()
        self._state = State()
        self._leaves: list[bytes] = []
        self._places: list[Place] = []
        self._checkpoints: list[Note] = []
        self._cosigned: list[Note] = []
        self._keys: list[VerifierKey] = []

    def state(self) -> State:
        """Return how far it goes."""
        return self._state

    def append(
        self, leaves: Sequence[bytes], places: Sequence[Place], state: State, *, after: int
    ) -> None:
        """Keep leaves, whose they are, and the new state."""
        with self._lock:
            if self._state.position != after:
                raise Overtaken
            self._leaves += leaves
            self._places += places
            self._state = state

    def leaves(self, size: int, after: int = 0) -> bytes:
        """Return the first ``size`` leaves but the first ``after``."""
        if size > len(self._leaves):
            raise SealDamaged(
                "memory", f"没有 {size} 条叶子", f"there are fewer leaves than {size}"
            )
        return b"".join(self._leaves[after:size])

    def places(self, size: int) -> Iterator[Place]:
        """Yield whose the first ``size`` leaves are."""
        return iter(self._places[:size])

    def find(self, stream: str, version: int) -> int | None:
        """Return which leaf is that event's, or ``None``."""
        try:
            return self._places.index((stream, version))
        except ValueError:
            return None

    def checkpoints(self) -> Sequence[Note]:
        """Return all checkpoints that were signed."""
        return tuple(self._checkpoints)

    def latest(self) -> Note | None:
        """Return the last checkpoint."""
        return self._checkpoints[-1] if self._checkpoints else None

    def add_checkpoint(self, note: Note, size: int) -> None:
        """Keep a signed checkpoint, unless one of this ``size`` or a larger one is kept."""
        with self._lock:
            if not self._checkpoints or checkpoint.read(self._checkpoints[-1]).size < size:
                self._checkpoints.append(note)

    def cosigned(self) -> Sequence[Note]:
        """Return the checkpoints that witnesses have signed."""
        return tuple(self._cosigned)

    def add_cosigned(self, note: Note) -> None:
        """Keep a checkpoint with a witness's signature."""
        self._cosigned.append(note)

    def keys(self) -> Sequence[VerifierKey]:
        """Return the keys that were told."""
        return tuple(self._keys)

    def add_key(self, key: VerifierKey) -> None:
        """Keep a key."""
        with self._lock:
            if key not in self._keys:
                self._keys.append(key)

    def torn(self) -> bool:
        """Tell that nothing can be cut off in memory."""
        return False


def seal_log(place: str = "") -> MemorySeal:
    """Return the adapter (entry point), empty. Whose it is makes no difference."""
    return MemorySeal()
