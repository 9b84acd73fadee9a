"""Exact types, field by field: a walk over a class's fields, compiled from its type hints.

``msgspec.convert`` and friends are too kind for what is stored for good: they take ``True`` for a
number, or a subclass for the class. A walk is compiled to the statements one would write by hand,
for every append goes through some (benchmarks/append.py says what they cost).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from itertools import count
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from lixia_domain.kernel.money import LARGEST_FEN, Money

LARGEST_NUMBER = 2**53
"""Beyond it, other programs that read JSON no longer tell whole numbers apart."""

Misfit: TypeAlias = tuple[str, str, str]
"""Which field does not fit, and why, in Chinese and in English."""
Walk: TypeAlias = Callable[[Any], Misfit | None]

_PLAIN: dict[type, tuple[str, str]] = {
    str: ("文本", "text"),
    int: ("整数", "a whole number"),
    bool: ("是或否", "true or false"),
    date: ("不带时刻的日期", "a date without a time"),
    datetime: ("时刻", "an instant"),
    tuple: ("元组", "a tuple"),
}


def compiled(cls: type) -> Walk:
    """Return a walk over the fields of an attrs class, and over those of what they hold.

    Raises ``TypeError`` for a field whose type no walk is known for.
    """
    writer = _Writer()
    writer.fields(cls, "it", "", " ")
    # Nothing but names of our own classes and fields goes into the text. It is compiled first: an
    # interrupt in the midst of text that is carried out counts as unheard, even where it is heard.
    text = "\n".join(["def walk(it):", *writer.lines, " return None"])
    exec(compile(text, f"<walk {cls.__name__}>", "exec"), writer.names)
    walk: Walk = writer.names["walk"]
    return walk


@frozen
class _Writer:
    """Writes the lines of a walk, and keeps the classes that they name."""

    lines: list[str] = field(factory=list)
    names: dict[str, Any] = field(factory=dict)
    numbers: count[int] = field(factory=count)

    def fields(self, cls: type, it: str, path: str, indent: str) -> None:
        """Write the checks of all fields of the attrs class that ``it`` is of."""
        hints = get_type_hints(cls)
        for one in attrs.fields(cls):
            value = f"v{next(self.numbers)}"
            self.lines.append(f"{indent}{value} = {it}.{one.name}")
            self.value(hints[one.name], value, f"{path}{one.name}", indent)

    def value(self, hint: Any, value: str, path: str, indent: str) -> None:
        """Write the checks of one ``value``, which its fact has at ``path``."""
        if get_origin(hint) in (
            UnionType,
            Union,
        ):  # an alias that says more of itself makes the latter
            [hint] = (each for each in get_args(hint) if each is not NoneType)
            self.lines.append(f"{indent}if {value} is not None:")
            indent += " "
        cls: type = get_origin(hint) or hint
        if issubclass(cls, Enum):  # one can be made that is of the class and no member
            members = f"members_{self._named(cls)}"
            self.names[members] = frozenset(map(id, cls))
            self._unless(f"id({value}) in {members}", _other_than(cls, path), indent)
            return
        self._unless(f"type({value}) is {self._named(cls)}", _other_than(cls, path), indent)
        if cls is int:
            self._within(value, LARGEST_NUMBER, path, indent)
        elif cls is Money:
            fen = f"{value}.fen"
            self._unless(f"type({fen}) is int", _other_than(int, f"{path}.fen"), indent)
            self._within(fen, LARGEST_FEN, path, indent)
        elif cls is tuple:
            each = f"v{next(self.numbers)}"
            self.lines.append(f"{indent}for {each} in {value}:")
            self.value(get_args(hint)[0], each, f"{path}[]", f"{indent} ")
        elif attrs.has(cls):
            self.fields(cls, value, f"{path}.", indent)

    def _within(self, number: str, limit: int, path: str, indent: str) -> None:
        misfit = (path, f"超出 ±{limit}", f"is beyond ±{limit}")
        self._unless(f"-{limit} <= {number} <= {limit}", misfit, indent)

    def _unless(self, fits: str, misfit: Misfit, indent: str) -> None:
        self.lines.append(f"{indent}if not ({fits}): return {misfit!r}")

    def _named(self, cls: type) -> str:
        if cls in _PLAIN:
            name = cls.__name__
        elif attrs.has(cls) or issubclass(cls, Enum):
            name = f"{cls.__name__}_{id(cls)}"  # two enums may bear the same name
        else:
            msg = f"no walk is known for {cls}"
            raise TypeError(msg)
        self.names[name] = cls
        return name


def _other_than(cls: type, path: str) -> Misfit:
    zh, en = _PLAIN.get(cls, (cls.__name__, f"a {cls.__name__}"))
    return path, f"不是{zh}", f"is not {en}"
