"""A seal in a folder of plain files beside the store; docs/seal.md describes each to the byte.

``state`` is what counts: it is replaced in one move, after the leaves that it speaks of have
reached the disk. Whatever stands beyond it is left over from a write that was cut off, or of one
that is under way: who reads while others write takes ``state`` first, and what it speaks of then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from lixia_adapters.seals.locking import locked
from lixia_domain import written
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.merkle import SIZE, Frontier
from lixia_domain.audit.seal.note import BadNote, Note, VerifierKey, parse_key, parse_many
from lixia_domain.audit.seal.seal_log import Place, SealDamaged, State
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.follower import Overtaken

FORMAT = "lixia-seal/v1"
_WHOLE = re.compile("\n\N{EM DASH} [^\n]+\n\n".encode())
"""A signature line and the blank line that closes a note."""
_PLACE = re.compile(r'^([1-9][0-9]*) "(.*)"$', re.MULTILINE)
"""A line of the index. All are found at once: verifying reads as many as there are events."""
_TAIL = 65_536


class SealLinked(Fault):
    """A symbolic link stands in the seal's place: it is read, and not written through."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 是符号链接，封存不经由它写入；请把该文件夹本身放在账库旁，再重试",
            f"{place} is a symbolic link, through which nothing is sealed; put the folder itself "
            "beside the store and try again",
            place=place,
        )


class FileSeal:
    """A ``SealLog`` in the folder ``place``, which is made when there is something to keep.

    A symbolic link to such a folder is read like the folder; what writes raises ``SealLinked``.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self.folder = Path(place)

    def state(self) -> State:
        """Return how far it goes; of a seal that was never begun, nothing."""
        return self._state()[0]

    def _state(self) -> tuple[State, int]:
        """Return the state, and how long the index is at it."""
        data = self._read("state")
        if data is None and self._length("leaves"):
            data = self._read("state")  # the first leaves may have come between, behind a state
            if data is None:
                raise self._damaged("缺少文件 state", "the file state is missing")
        if data is None:
            return State(), 0
        try:
            told = json.loads(data)
            check = told.pop("check")
            peaks = tuple(map(bytes.fromhex, told["frontier"]))
            state = State(
                origin=told["origin"],
                position=told["position"],
                frontier=Frontier(peaks),
                last=bytes.fromhex(told["last"]),
            )
            sound = check == _check(told) and told["size"] == state.size
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            sound = False
        if not sound:
            raise self._damaged("文件 state 不是当时所写", "the file state is not what was written")
        return state, told["index"]

    def append(
        self, leaves: Sequence[bytes], places: Sequence[Place], state: State, *, after: int
    ) -> None:
        """Keep leaves, whose they are, and the new state: durably, all or nothing."""
        with self._writing():
            before, index = self._state()
            if before.position != after:
                raise Overtaken
            lines = "".join(f"{version} {_quote(stream)}\n" for stream, version in places).encode()
            if self._read("state") is None:
                self._keep(before, index)  # leaves without a state are damage, even for a moment
            self._extend("leaves", before.size * SIZE, b"".join(leaves))
            self._extend("index", index, lines)
            self._keep(state, index + len(lines))

    def _keep(self, state: State, index: int) -> None:
        told: dict[str, Any] = {
            "format": FORMAT,
            "origin": state.origin,
            "position": state.position,
            "size": state.size,
            "index": index,
            "last": state.last.hex(),
            "frontier": [peak.hex() for peak in state.frontier.peaks],
        }
        written.text(
            self.folder / "state", json.dumps({**told, "check": _check(told)}, indent=1) + "\n"
        )

    def leaves(self, size: int, after: int = 0) -> bytes:
        """Return the first ``size`` leaves but the first ``after``, one behind the other."""
        if size <= after:
            return b""
        try:
            with (self.folder / "leaves").open("rb") as file:
                file.seek(after * SIZE)
                found = file.read((size - after) * SIZE)
        except FileNotFoundError:
            found = b""
        if len(found) < (size - after) * SIZE:
            there = self._length("leaves") // SIZE
            raise self._damaged(
                f"文件 leaves 只有 {there} 条，应有 {size} 条",
                f"the file leaves has {there} leaves of {size}",
            )
        return found

    def places(self, size: int) -> Iterator[Place]:
        """Yield whose the first ``size`` leaves are, in order."""
        data, whole = self._index()
        text = data.decode("utf-8", "surrogateescape")
        lines = _PLACE.findall(text)
        if len(lines) < text.count("\n"):
            raise self._malformed(next(x for x in text.split("\n") if not _PLACE.fullmatch(x)))
        if len(lines) != whole:
            raise self._damaged(
                f"文件 index 有 {len(lines)} 行，应有 {whole} 行",
                f"the file index has {len(lines)} lines and should have {whole}",
            )
        for version, stream in lines[:size]:
            if "\\" not in stream:
                yield stream, int(version)
                continue
            try:
                name = json.loads(f'"{stream}"')
            except ValueError:
                name = ""
            if _quote(name) != f'"{stream}"':
                raise self._malformed(f'{version} "{stream}"')
            yield name, int(version)

    def _malformed(self, line: str) -> SealDamaged:
        return self._damaged(
            f"文件 index 中有一行有误：{line!r}", f"a line of index is malformed: {line!r}"
        )

    def find(self, stream: str, version: int) -> int | None:
        """Return which leaf is that event's, or ``None``."""
        lines = b"\n" + self._index()[0]
        at = lines.find(f"\n{version} {_quote(stream)}\n".encode())
        return None if at < 0 else lines.count(b"\n", 0, at)

    def _index(self) -> tuple[bytes, int]:
        """Return the lines of the index, and how many they should be."""
        state, length = self._state()
        found = (self._read("index") or b"")[:length]
        if len(found) < length:
            raise self._damaged("文件 index 被截断", "the file index is cut short")
        return found, state.size

    def checkpoints(self) -> Sequence[Note]:
        """Return all checkpoints that were signed, the first one first."""
        return self._notes("checkpoints")

    def latest(self) -> Note | None:
        """Return the last checkpoint, without reading all of them."""
        tail = self._read("checkpoints", last=_TAIL) or b""
        ends = [0, *(found.end() for found in _WHOLE.finditer(tail))]
        if len(ends) == 1:
            return None
        return self._parsed("checkpoints", tail[ends[-2] : ends[-1]])[0]

    def add_checkpoint(self, note: Note, size: int) -> None:
        """Keep a signed checkpoint durably, unless one of this ``size`` or a larger one is kept."""
        with self._writing():
            latest = self.latest()
            if latest is None or checkpoint.read(latest).size < size:
                self._add_note("checkpoints", note)

    def cosigned(self) -> Sequence[Note]:
        """Return the checkpoints that witnesses have signed, as they came."""
        return self._notes("cosigned")

    def add_cosigned(self, note: Note) -> None:
        """Keep a checkpoint with a witness's signature durably."""
        with self._writing():
            self._add_note("cosigned", note)

    def keys(self) -> Sequence[VerifierKey]:
        """Return the keys that were told: the log's own first, then witnesses'."""
        try:
            *lines, end = (self._read("keys") or b"").decode().split("\n")
            if end:
                raise self._damaged("文件 keys 末行不完整", "the last line of keys is not whole")
            return tuple(map(parse_key, lines))
        except (BadNote, UnicodeDecodeError):
            raise self._damaged("文件 keys 中有一行不是公钥", "a line of keys is no key") from None

    def add_key(self, key: VerifierKey) -> None:
        """Keep a key; kept already: nothing happens."""
        with self._writing():
            known = self.keys()
            if key not in known:
                written.text(self.folder / "keys", "".join(f"{one}\n" for one in (*known, key)))

    def torn(self) -> bool:
        """Tell whether a write was cut off. One that is under way is waited for."""
        if not self._seems_torn():
            return False
        try:
            with self._writing():
                return self._seems_torn()
        except (OSError, SealLinked):  # nobody writes where we may not
            return True

    def _seems_torn(self) -> bool:
        state, index = self._state()
        notes = [(self._read(name) or b"") for name in ("checkpoints", "cosigned")]
        return (
            self._length("leaves") > state.size * SIZE
            or self._length("index") > index
            or any(len(data) != _whole(data) for data in notes)
        )

    def _notes(self, name: str) -> Sequence[Note]:
        data = self._read(name) or b""
        return self._parsed(name, data[: _whole(data)])

    def _parsed(self, name: str, data: bytes) -> Sequence[Note]:
        try:
            notes = parse_many(data.decode())
            for note in notes:
                checkpoint.read(note)
        except (BadNote, UnicodeDecodeError):
            raise self._damaged(
                f"文件 {name} 中有一份不是检查点", f"a note in {name} is no checkpoint"
            ) from None
        return notes

    def _add_note(self, name: str, note: Note) -> None:
        tail = self._read(name, last=_TAIL) or b""
        whole = self._length(name) - len(tail) + _whole(tail)
        self._extend(name, whole, f"{note}\n".encode())

    def _damaged(self, zh: str, en: str) -> SealDamaged:
        return SealDamaged(self.place, zh, en)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.folder.is_symlink():
            raise SealLinked(self.place)
        written.folder(self.folder)
        with locked(self.folder / "lock"):
            yield

    def _length(self, name: str) -> int:
        try:
            return (self.folder / name).stat().st_size
        except FileNotFoundError:
            return 0

    def _read(self, name: str, *, last: int | None = None) -> bytes | None:
        try:
            with (self.folder / name).open("rb") as file:
                if last is not None:
                    file.seek(max(self._length(name) - last, 0))
                return file.read()
        except FileNotFoundError:
            return None

    def _extend(self, name: str, length: int, data: bytes) -> None:
        """Put ``data`` behind the first ``length`` bytes, in place of what a crash left there."""
        if self._length(name) < length:
            raise self._damaged(f"文件 {name} 被截断", f"the file {name} is cut short")
        written.extended(self.folder / name, length, data)


_quote = json.JSONEncoder(ensure_ascii=False).encode


def _check(told: dict[str, Any]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _whole(data: bytes) -> int:
    """Return how many bytes of notes are whole: up to the last signature and its blank line."""
    end = 0
    for found in _WHOLE.finditer(data):
        end = found.end()
    return end


def seal_log(place: str) -> FileSeal:
    """Return the adapter (entry point): the seal of the store at ``place``."""
    return FileSeal(f"{place}.seal")
