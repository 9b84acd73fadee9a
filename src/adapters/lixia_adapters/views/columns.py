"""How a row lies in a table: plain columns that any SQL tool can query."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from lixia_domain.kernel.view import Row

Convert = Callable[[Any], Any]


class Shape:
    """The columns of a row class, and the ways to and from them.

    Text is TEXT, whole numbers are INTEGER, flags INTEGER 0 or 1, dates TEXT in ISO form, lists
    TEXT in JSON. Only what may be missing may be NULL.
    """

    def __init__(self, row: type[Row]) -> None:
        self.row = row
        self.names = row.__struct_fields__
        self.declared: list[str] = []
        self.writes: list[tuple[int, Convert]] = []
        self.reads: list[tuple[int, Convert]] = []
        types = get_type_hints(row)  # without what columns say of themselves
        for place, name in enumerate(self.names):
            kind, optional = _kind(types[name])
            self.declared.append(
                f"{_quoted(name)} {_affinity(kind)}{'' if optional else ' NOT NULL'}"
            )
            if (both := _converters(kind, types[name])) is not None:
                self.writes.append((place, both[0]))
                self.reads.append((place, both[1]))

    @property
    def table(self) -> str:
        """Return the columns as CREATE TABLE declares them, the key first."""
        return ", ".join(("key TEXT NOT NULL PRIMARY KEY", *self.declared))

    @property
    def select(self) -> str:
        """Return the names of the row's columns, for SELECT."""
        return ", ".join(map(_quoted, self.names))

    def encode(self, key: str, row: Row) -> Sequence[Any]:
        """Return ``key`` and the columns of ``row``."""
        values = [key, *msgspec.structs.astuple(row)]
        for place, write in self.writes:
            if (value := values[place + 1]) is not None:
                values[place + 1] = write(value)
        return values

    def decode(self, columns: Sequence[Any]) -> Row:
        """Return the row whose columns these are."""
        values = list(columns)
        for place, read in self.reads:
            if (value := values[place]) is not None:
                values[place] = read(value)
        return self.row(**dict(zip(self.names, values, strict=True)))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _kind(annotated: Any) -> tuple[Any, bool]:
    """Return the type without ``None``, and whether ``None`` was allowed."""
    if get_origin(annotated) in (Union, types.UnionType):
        (kind,) = (arm for arm in get_args(annotated) if arm is not type(None))
        return kind, True
    return annotated, False


def _affinity(kind: Any) -> str:
    return "INTEGER" if kind in (int, bool) else "TEXT"


def _converters(kind: Any, annotated: Any) -> tuple[Convert, Convert] | None:
    if kind in (str, int):
        return None
    if kind is bool:
        return int, bool
    if kind is date:
        return date.isoformat, date.fromisoformat
    if get_origin(kind) is not tuple:
        msg = f"a row holds text, whole numbers, dates, flags and tuples, not {annotated!r}"
        raise TypeError(msg)
    encode = msgspec.json.Encoder().encode
    return lambda value: encode(value).decode(), msgspec.json.Decoder(kind).decode


_SHAPES: dict[type[Row], Shape] = {}


def shape_of(row: type[Row]) -> Shape:
    """Return the shape of a row class, found out once."""
    if row not in _SHAPES:
        _SHAPES[row] = Shape(row)
    return _SHAPES[row]
