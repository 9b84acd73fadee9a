"""What passes the gate: for each declared shape, the plainest value that its own reader accepts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.forms import Context, Misfit
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection

PLAIN: tuple[Any, ...] = (
    "a-1",
    "a/1",
    "a-1#1.1",
    f"p:{7:032x}",
    "91370102MA00000011",
    "53000000DEM0000017",
    "2021-03",
    "0" * 64,
    "1",
    Money(100),
    1,
    2021,
    True,
    date(2021, 3, 10),
    Span(start=540, minutes=60),
)


def sound(shape: Shape, context: Context) -> Any:
    """Return a value that fits ``shape``. Raises ``LookupError`` where none is known."""
    for one in _values(shape, context):
        if _fits(shape, one, context):
            return one
    raise LookupError(shape)


def _values(shape: Shape, context: Context) -> Iterator[Any]:
    match shape.kind:
        case "form":
            yield from PLAIN
        case "choice":
            yield from shape.type
        case "maybe":
            yield sound(shape.parts[0][1], context)
            yield None
        case "many":
            yield (sound(shape.parts[0][1], context),)
        case "row":
            yield tuple(sound(part, context) for _, part in shape.parts)
        case "table":
            yield {sound(shape.parts[0][1], context): sound(shape.parts[1][1], context)}
        case "union":
            yield from (sound(part, context) for _, part in shape.parts)
        case _:
            yield from _records(shape, context)


def _records(shape: Shape, context: Context) -> Iterator[Any]:
    """Yield records; where one's own rules refuse the plainest, of other fields' values."""
    fields = {
        name: [one for one in _values(part, context) if _fits(part, one, context)][:3]
        for name, part in shape.parts
    }
    for values in product(*fields.values()):
        try:
            yield shape.type(**dict(zip(fields, values, strict=True)))
        except (Rejection, ValueError):
            continue


def _fits(shape: Shape, value: Any, context: Context) -> bool:
    try:
        shape.read(value, context)
    except (Misfit, Rejection):
        return False
    return True
