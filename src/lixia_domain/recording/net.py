"""The net under every append: what could not be read back is never stored.

Whatever way a fact came, the exact types of its fields, the limits of its numbers, its envelope
and the name of a new stream are looked at before its bytes are made. What decisions, and the gate
before them, refuse is not asked again here. That ours are read back as what they are, the contract
tests have shown; of facts from outside distributions it is tried out, each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import attrs

from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import BadKey, distribution_of, split_key, split_stream
from lixia_domain.kernel.people import ACCOUNT
from lixia_domain.recording import codec
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.faults import CorruptEvent, UnwritableFact
from lixia_domain.recording.walk import Misfit, Walk, compiled
from lixia_domain.recording.work import By

_UNESCAPED = re.compile(r"[a-z_]+-[!-$&-.0-~\u4e00-\u9fff]+(?:/[!-$&-.0-~\u4e00-\u9fff]+)*")
"""Names of streams in which nothing had to be escaped, as nearly all are: the short way to yes."""


def check(stream: str, version: int, event: Event) -> None:
    """Raise ``UnwritableFact`` unless ``event`` may be the ``version``-th fact of ``stream``.

    A stream that is there already keeps the name it has. Text is looked at only for its type; the
    encoder itself stumbles over what no encoding holds: see ``unencodable``.
    """
    misfit = _walks[type(event)](event)
    if misfit is None and not stream.startswith(_homes[type(event)]):
        misfit = _ASTRAY
    if misfit is None and version == 1 and _UNESCAPED.fullmatch(stream) is None:
        misfit = _misnamed(stream)
    if misfit is not None:
        raise UnwritableFact(stream, _name(type(event)), *misfit)


def check_envelope(stream: str, by: By) -> None:
    """Raise ``UnwritableFact`` unless ``by`` may stand around the facts of a commit."""
    misfit = _walks[By](by) if type(by) is By else _stranger(by)
    if misfit is None and (ACCOUNT.fullmatch(by.actor) is None or by.actor != by.actor.lower()):
        misfit = (
            "actor",
            "不是规范的账号编号，可能是姓名",
            "is no canonical account id; it may be a name",
        )
    if misfit is not None:
        raise UnwritableFact(stream, _name(By), *misfit)


def unencodable(stream: str, event: Event, by: By) -> UnwritableFact:
    """Return the fault of a fact, or an envelope, with text that no encoding holds."""
    one, path = next(
        (one, path)
        for one in (event, by)
        for path, text in _texts(one, "")
        if any("\ud800" <= sign <= "\udfff" for sign in text)
    )
    return UnwritableFact(
        stream,
        _name(type(one)),
        path,
        "含有无法编码的字符（单个代理码位）",
        "holds a character that can't be encoded (a lone surrogate)",
    )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, f"{path}[]")
    elif attrs.has(type(value)):
        for one in attrs.fields(type(value)):
            yield from _texts(getattr(value, one.name), f"{path}.{one.name}".lstrip("."))


def _misnamed(stream: str) -> Misfit | None:
    try:
        split_key(split_stream(stream)[1])
    except BadKey as bad:
        _, zh, en = bad.args
        return "stream", zh, en
    return None


def _name(cls: type) -> str:
    name: str = getattr(cls, "event_name", cls.__name__)
    return name


class _Walks(dict[type, Walk]):
    """One walk per class, compiled when the first of it comes."""

    def __missing__(self, cls: type) -> Walk:
        if cls is not By and EVENTS.get(_name(cls)) is not cls:
            walk: Walk = _stranger
        elif distribution := distribution_of(_name(cls)):
            outside.add(distribution)
            walk = _tried_out(cls)
        else:
            walk = compiled(cls)
        self[cls] = walk
        return walk


def _tried_out(cls: type) -> Walk:
    """Return a walk that also encodes and decodes: nobody has tested facts that come from outside.

    A class with a field of a type that no walk is known for fits nothing.
    """
    try:
        walk = compiled(cls)
    except TypeError as unknown:
        told = str(unknown)
        return lambda _: ("event", f"有字段的类型不能入账（{told}）", f"has a field: {told}")

    def walked(event: Any) -> Misfit | None:
        misfit = walk(event)
        return _changed(event) if misfit is None else misfit

    return walked


def _changed(event: Event) -> Misfit | None:
    """Return what becomes of ``event`` when it is encoded and decoded, if it is not the same."""
    seal = codec.sealing(_ANY_TIME, "", "", None, None)
    try:
        state = seal(event)
        found = codec.unseal((0, "", 1, event.event_name, state)).event
    except UnicodeEncodeError:
        return None  # whoever encodes it for good says where
    except (TypeError, CorruptEvent) as error:
        return "event", f"不能写出再读回（{error}）", f"can't be written and read back ({error})"
    if found != event or seal(found) != state:
        return "event", "写出再读回后不再相同", "is not the same when written and read back"
    return None


_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


outside: set[str] = set()
"""Distributions that facts came from which were looked at here."""
_walks = _Walks()


class _Homes(dict[type[Event], str]):
    """How the names of the streams begin that facts of one class may stand in."""

    def __missing__(self, cls: type[Event]) -> str:
        home = self[cls] = f"{cls.event_name.partition('.')[0]}-"
        return home


_homes = _Homes()
_ASTRAY = "stream", "不是此类事实所属的流", "is of no kind that such facts stand in"


def _stranger(_: object) -> Misfit:
    return "event", "不在本程序的事件目录中", "is in no catalogue of this code"
