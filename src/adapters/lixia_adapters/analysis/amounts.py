"""A fact's day and amount, read out of its JSON by the shape of its fields, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, cast

import attrs
import msgspec

from lixia_domain.kernel.events import Event
from lixia_domain.recording.catalogue import EVENTS


class _Fen(msgspec.Struct, gc=False):
    fen: int


class _Part(msgspec.Struct, gc=False):
    amount: _Fen


class Said(msgspec.Struct, gc=False):
    """The business date, as ISO text; and the amount, where the fact names one."""

    on: str

    @property
    def fen(self) -> int | None:
        """Return the amount in fen."""
        return None


class _Amount(Said, gc=False):
    of: _Fen

    @property
    def fen(self) -> int:
        return self.of.fen


class _Within(Said, gc=False):
    of: _Part

    @property
    def fen(self) -> int:
        return self.of.amount.fen


class _Several(Said, gc=False):
    of: tuple[_Part, ...]

    @property
    def fen(self) -> int:
        return sum([part.amount.fen for part in self.of])


PLACES: dict[str, type[Said]] = {
    "amount": _Amount,
    "value": _Amount,
    "shares": _Several,
    "share": _Within,
    "notice": _Within,
    "allocation": _Within,
    "outgoing": _Within,
}
"""Where a fact's amount stands: in the first of these fields that it has; shares are added up."""

Read: TypeAlias = Callable[[Any], Said]


class _Decoders(dict[str, Read]):
    """One decoder per stored name, made when it is first met."""

    def __missing__(self, name: str) -> Read:
        self[name] = decode = msgspec.json.Decoder(_shape(EVENTS[name])).decode
        return decode


def _shape(cls: type[Event]) -> type[Said]:
    fields = {field.name for field in attrs.fields(cast(Any, cls))}
    for place, shape in PLACES.items():
        if place in fields:
            kind = shape.__annotations__["of"]
            made = msgspec.defstruct(
                "Said", [("of", _KINDS[kind])], bases=(shape,), rename={"of": place}, gc=False
            )
            return cast(type[Said], made)
    return Said


_KINDS: dict[str, Any] = {"_Fen": _Fen, "_Part": _Part, "tuple[_Part, ...]": tuple[_Part, ...]}
decoders = _Decoders()
