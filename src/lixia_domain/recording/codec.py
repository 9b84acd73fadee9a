"""Envelopes to and from stored bytes.

Two ways lead from bytes to an event, and a test proves for every golden file that both give the
same object. The hot path: one msgspec decoder per stored name, made on first use, that takes
envelope and event of the current version in one pass. Everything else (past versions, damage,
exports) goes through the policy in ``policy.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypeVar, cast

import msgspec

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import distribution_of
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.faults import CorruptEvent, NewerVersion, NotInstalled, UnknownEvent
from lixia_domain.recording.recorder import Row

T = TypeVar("T")
Open: TypeAlias = Callable[[bytes], Any]


class Stored(msgspec.Struct, omit_defaults=True, gc=False):
    """The stored form of an envelope. Stream, place in it and name are columns beside it."""

    version: int
    recorded_at: datetime
    actor: str
    role: str
    data: Any
    command: str | None = None
    correlation: str | None = None


class Raw(Stored):
    """A stored form whose data stay raw until their version is known."""

    data: msgspec.Raw


class _Decoders(dict[str, Open]):
    """One decoder per stored name, made when the first such event is read."""

    def __init__(self, events: Mapping[str, type[Event]]) -> None:
        super().__init__()
        self.events = events

    def __missing__(self, name: str) -> Open:
        cls = self.events[name]
        current = msgspec.defstruct(
            "Current",
            [("version", Literal[cls.event_version]), ("data", cls)],
            bases=(Stored,),
            kw_only=True,
        )
        decode: Open = msgspec.json.Decoder(current).decode
        self[name] = decode
        return decode


decoders = _Decoders(EVENTS)
_encode = msgspec.json.Encoder().encode
_open_raw = msgspec.json.Decoder(Raw).decode


def seal(recorded: Recorded) -> bytes:
    """Return the bytes to store for ``recorded``."""
    return sealing(
        recorded.recorded_at,
        recorded.actor,
        recorded.role,
        recorded.command,
        recorded.correlation,
    )(recorded.event)


def sealing(
    recorded_at: datetime, actor: str, role: str, command: str | None, correlation: str | None
) -> Callable[[Event], bytes]:
    """Return what makes the bytes of every event that is recorded in one commit."""
    stored = Stored(0, recorded_at, actor, role, None, command, correlation)

    def seal_one(event: Event) -> bytes:
        stored.version = event.event_version
        stored.data = event
        return _encode(stored)

    return seal_one


def unseal(row: Row) -> Recorded:
    """Return the envelope stored in ``row``, its event brought up to date.

    Raises ``UnreadableEvent``, naming position and stream, for a name or version that this code
    does not know, and for bytes that are no such event; ``NotInstalled`` names the distribution.
    """
    position, stream, version, name, state = row
    try:
        stored = decoders[name](state)
    except KeyError:
        if distribution := distribution_of(name):
            raise NotInstalled(distribution, name, stream, position) from None
        raise UnknownEvent(name, stream, position) from None
    except (msgspec.DecodeError, ValueError):
        return _unseal_past(row)
    return Recorded(
        position,
        stream,
        version,
        stored.data,
        stored.recorded_at,
        stored.actor,
        stored.role,
        stored.command,
        stored.correlation,
    )


def unseal_all(rows: Iterable[Row]) -> Iterator[Recorded]:
    """Yield ``unseal`` of each row: the loop in which all history is read, written out for speed.

    One struct per event and no call but the decoder's; see benchmarks/history.py.
    """
    find, envelope = decoders, Recorded
    for row in rows:
        position, stream, version, name, state = row
        try:
            stored = find[name](state)
        except (KeyError, msgspec.DecodeError, ValueError):
            yield unseal(row)
        else:
            yield envelope(
                position,
                stream,
                version,
                stored.data,
                stored.recorded_at,
                stored.actor,
                stored.role,
                stored.command,
                stored.correlation,
            )


def _unseal_past(row: Row) -> Recorded:
    position, stream, version, name, state = row
    from lixia_domain.recording import policy  # costs 80 ms, and most histories never need it

    known = EVENTS[name].event_version
    try:
        raw = _open_raw(state)
        if raw.version > known:
            raise NewerVersion(name, raw.version, known, stream, position)
        event = policy.decode(name, raw.version, msgspec.json.decode(raw.data))
    except (msgspec.DecodeError, ValueError) as damage:
        raise CorruptEvent(name, stream, position, str(damage)) from damage
    return Recorded(
        position,
        stream,
        version,
        event,
        raw.recorded_at,
        raw.actor,
        raw.role,
        raw.command,
        raw.correlation,
    )


def glimpse(row: Row, shape: type[T], version: int) -> tuple[str, T]:
    """Return who recorded the fact in ``row``, and of it no more than the fields of ``shape``.

    For whoever must not wait for the class that others decide with to be imported. That is done
    for a fact of another version than ``version``, and for one that is damaged; raises as
    ``unseal`` does.
    """
    try:
        raw = _open_raw(row[4])
        if raw.version == version:
            return raw.actor, msgspec.json.decode(raw.data, type=shape)
    except (msgspec.DecodeError, ValueError):
        pass
    whole = unseal(row)
    return whole.actor, cast(T, whole.event)


def recorded_at(row: Row) -> datetime:
    """Return when the envelope in ``row`` was recorded, whatever event it holds.

    Raises ``CorruptEvent``, naming position and stream.
    """
    position, stream, _, name, state = row
    try:
        return _open_raw(state).recorded_at
    except (msgspec.DecodeError, ValueError) as damage:
        raise CorruptEvent(name, stream, position, str(damage)) from damage
