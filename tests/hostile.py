"""What nobody should get past the gate: variants of one real call, and what must come of each.

Read off the declared shape of each argument, not off the code that reads it: a variant is
``forbidden`` by what its type says, or allowed and then to be recorded in canonical form.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

import attrs

from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.figures import Count, Day, Fen, Stretch
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.keys import Case
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.texts import CleanedText, Key, Pattern, Text

LARGEST = 10**15
WRONG_TYPES = (
    None,
    7,
    True,
    0.5,
    math.nan,
    "text",
    [],
    ["text"],
    {},
    datetime(2021, 3, 10, tzinfo=UTC),
    b"bytes",
    object(),
    Money(100),
    date(2021, 3, 10),
)
HOSTILE_TEXTS = (
    "nul\x00",
    "bell\x07",
    "line\nbreak",
    "tab\tstop",
    "\x1b[31mred",
    "\x7f",
    "\x85",
    "right\u202eleft",
    "iso\u2066late",
    "zero\u200bwidth",
    "join\u200der",
    "soft\u00adhyphen",
    "\ufeffmark",
    "line\u2028separator",
    "half\ud800pair",
    "non\uffffcharacter",
    "un\U000e0080assigned",
    "x" * 10_000,
)
UNPARSED_KEYS = ("/", "a//b", "a/", "／a", "50%", "%41")
BLANK_TEXTS = ("", " ", "\u3000", "\u00a0\u2003", "\u3164")


class Variant(NamedTuple):
    """Something else in the place of a value. ``forbidden``: ``None`` where only decisions know."""

    value: Any
    forbidden: bool
    same: bool = False
    """Whether it is another spelling of the very same thing."""


def wide(text: str) -> str:
    """Return ``text`` in full-width letters."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spellings(text: str) -> tuple[str, ...]:
    """Return ten spellings that a person takes for ``text``, letters in their own case."""
    return (
        f" {text}",
        f"{text} ",
        f"\u3000{text}\u3000",
        f"\u00a0{text}",
        f"\u2003{text}\u2003",
        wide(text),
        f" {wide(text)} ",
        unicodedata.normalize("NFD", text),
        unicodedata.normalize("NFKD", text),
        wide(text[:1]) + text[1:],
    )


def variants(shape: Shape, value: Any, today: date) -> Iterator[Variant]:
    """Yield what may stand in the place of ``value``, which fits ``shape``."""
    match shape.kind:
        case "maybe":
            inner = shape.parts[0][1]
            real = _some(inner, value)
            for one in variants(inner, real, today) if real is not None else _types(inner):
                if one.value is not None:
                    yield one if value is not None else one._replace(same=False)
        case "form":
            yield from _types(shape)
            yield from _formed(shape.form, value, today)
        case "choice":
            yield from _types(shape)
            yield Variant("no such choice", forbidden=True)
        case "many":
            yield from _types(shape)
            yield from (Variant([one], forbidden=True) for one in (7, None))
            item = shape.parts[0][1]
            for place, part in enumerate(value[:1]):
                for one in variants(item, part, today):
                    made = (*value[:place], one.value, *value[place + 1 :])
                    yield one._replace(value=made)
        case "row":
            yield from _types(shape)
            for place, (_, part) in enumerate(shape.parts):
                for one in variants(part, value[place], today):
                    made = (*value[:place], one.value, *value[place + 1 :])
                    yield one._replace(value=made)
        case "record":
            yield from _types(shape)
            for name, part in shape.parts:
                for one in variants(part, getattr(value, name), today):
                    yield one._replace(value=_with(value, name, one.value))
        case "union":
            yield from _types(shape)
            for _, part in shape.parts:
                if type(value) is part.type:
                    yield from (one for one in variants(part, value, today))
        case "table":
            yield from _types(shape)
            key, item = (part for _, part in shape.parts)
            for at, part in list(value.items())[:1]:
                for one in variants(item, part, today):
                    yield one._replace(value={**value, at: one.value})
                for one in variants(key, at, today):
                    if one.forbidden and isinstance(one.value, str):
                        yield one._replace(value={one.value: part})


def _some(shape: Shape, value: Any) -> Any:
    """Return ``value``, or a value of the shape where there is none to begin with."""
    if value is not None or shape.kind != "form":
        return value
    samples: dict[type, Any] = {Fen: Money(100), Day: date(2021, 3, 10), Count: 1}
    return samples.get(type(shape.form), "a-1" if type(shape.form) is Key else None)


def _with(record: Any, name: str, value: Any) -> Any:
    """Return a record with one field changed, past its validators: a caller may have none."""
    made = object.__new__(type(record))
    for field in attrs.fields(type(record)):
        object.__setattr__(
            made, field.name, value if field.name == name else getattr(record, field.name)
        )
    return made


def _types(shape: Shape) -> Iterator[Variant]:
    own: tuple[type, ...]
    match shape.kind:
        case "form":
            own = (shape.form.type,) if shape.form else ()
        case "table":
            own = (dict,)
        case "many":
            own = (tuple, list)
        case _:
            own = ()
    for one in WRONG_TYPES:
        if type(one) not in own:
            yield Variant(one, forbidden=True)
        elif type(one) is list and one:
            yield Variant([object()], forbidden=True)
    if shape.kind == "choice":
        yield Variant(Enum("Other", "A").A, forbidden=True)


def _formed(form: Any, value: Any, today: date) -> Iterator[Variant]:
    match form:
        case Fen():
            for fen in (0, -1, 1, LARGEST, LARGEST + 1, -LARGEST, -LARGEST - 1, 2**53, 2**63):
                yield Variant(Money(fen), forbidden=not form.least <= fen <= form.most)
            for fen in (0.5, True, math.nan, 100.0, "1", None):
                yield Variant(Money(fen), forbidden=True)  # type: ignore[arg-type] # a liar's
        case Count():
            for number in (-1, 0, 1, 2**53, 2**63, -(2**63)):
                yield Variant(number, forbidden=not form.least <= number <= form.most)
        case Day():
            tomorrow = today + timedelta(days=1)
            for day in (date(1, 1, 1), date(1999, 12, 31), date(9999, 12, 31)):
                yield Variant(day, forbidden=True)
            yield Variant(tomorrow, forbidden=not form.ahead)
            yield Variant(date(today.year + form.ahead + 1, 6, 1), forbidden=True)
        case Stretch():
            for start in (0.5, True, "9", None, 2**40):
                yield Variant(Span(start=start, minutes=60), forbidden=True)  # type: ignore[arg-type] # a liar's
        case CleanedText():
            yield from (Variant(text, forbidden=False) for text in (*HOSTILE_TEXTS, *BLANK_TEXTS))
        case Text() | Key():
            yield from (Variant(text, forbidden=True) for text in HOSTILE_TEXTS)
            yield from (Variant(text, forbidden=not form.blank) for text in BLANK_TEXTS)
            yield Variant("x" * (form.most + 1), forbidden=True)
            if isinstance(form, Key):
                yield from (Variant(text, forbidden=True) for text in UNPARSED_KEYS)
            if isinstance(form, Key) and value:
                yield from (
                    Variant(text, forbidden=False, same=True) for text in _same(form, value)
                )
                yield from (Variant(word, forbidden=True) for word in _reserved(form))
        case Pattern():
            yield from (Variant(text, forbidden=True) for text in (*HOSTILE_TEXTS, *BLANK_TEXTS))
            yield Variant(f"{value}0", forbidden=True)


def _same(form: Key, value: str) -> Iterator[str]:
    yield from spellings(value)
    if form.case is not Case.KEPT:
        yield from (value.upper(), value.lower(), wide(value.swapcase()))


def _reserved(form: Key) -> Iterator[str]:
    for word in sorted(form.reserved):
        yield from (word, word.upper(), wide(word), f" {word.title()} ")
