"""What is sealed of an event: its place, its name and the hash of its stored bytes.

A leaf is the RFC 6962 hash of a JSON object in canonical form (RFC 8785):

    {"app":…,"kids":[…],"name":…,"sha256":…,"stream":…,"v":1,"version":…}

``app`` is the log's origin, ``sha256`` is over the stored bytes as they lie in the store and never
over what was decoded from them, ``kids`` names the keys of the sealed personal values within. The
notification id is in no leaf: it is a cursor, and a store that was copied may number anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from json.encoder import encode_basestring

from lixia_domain.kernel import sealed
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import Row

FORMAT = 1
MOST = 2**53 - 1
"""The largest whole number that canonical JSON can write exactly."""

quoted = encode_basestring
"""Write a text as canonical JSON does."""
_MARK = b"sealed:v1:"


class Unsealable(Fault):
    """A row is no event at all: a column is of the wrong kind."""

    def __init__(self, position: object) -> None:
        super().__init__(
            f"位置 {position} 的一行不是事件：列的类型不对，账库可能被直接改动过",
            f"the row at position {position} is no event: a column is of the wrong kind; "
            "the store may have been changed directly",
            position=position,
        )


def entry(
    app: str, *, stream: str, version: int, name: str, digest: str, kids: tuple[str, ...] = ()
) -> bytes:
    """Return the canonical form that is hashed. ``digest``: SHA-256 of the bytes, in hex."""
    if not 0 < version <= MOST:
        msg = f"{version} is no version"
        raise ValueError(msg)
    listed = ",".join(map(quoted, kids))
    return (
        f'{{"app":{quoted(app)},"kids":[{listed}],"name":{quoted(name)},"sha256":{quoted(digest)},'
        f'"stream":{quoted(stream)},"v":{FORMAT},"version":{version:d}}}'
    ).encode()


def entry_of(app: str, *, stream: str, version: int, name: str, stored: bytes) -> bytes:
    """Return the canonical form of the event that is stored as ``stored``."""
    return entry(
        app,
        stream=stream,
        version=version,
        name=name,
        digest=sha256(stored).hexdigest(),
        kids=sealed.kids(stored),
    )


class _Openings(dict[str, str]):
    """By name: what an entry without kids says before its hash, with the leaf's zero byte."""

    def __init__(self, app: str) -> None:
        super().__init__()
        self.app = app

    def __missing__(self, name: str) -> str:
        text = f'\0{{"app":{quoted(self.app)},"kids":[],"name":{quoted(name)},"sha256":"'
        self[name] = text
        return text


def leaves(app: str, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the leaf of each row: the loop that seals and verifies, written out for speed.

    Raises ``Unsealable`` for a row that is no event.
    """
    openings, quote, hashed = _Openings(app), quoted, sha256
    for position, stream, version, name, stored in rows:
        try:
            if _MARK in stored or not 0 < version <= MOST:
                told = entry_of(app, stream=stream, version=version, name=name, stored=stored)
                yield hashed(b"\0" + told).digest()
                continue
            text = (
                f'{openings[name]}{hashed(stored).hexdigest()}","stream":{quote(stream)},"v":1,'
                f'"version":{version:d}}}'
            )
            yield hashed(text.encode()).digest()
        except (TypeError, ValueError):
            raise Unsealable(position) from None
