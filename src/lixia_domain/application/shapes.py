"""What values of a declared type look like: shapes, read off type hints, and how each is read.

Shapes: a type of ``kernel.vocabulary``, a choice (``Enum``), an attrs class of such, unions of
these, ``… | None``, tuples and sequences, mappings.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import chain
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import attrs

from lixia_domain.application.naming import Names
from lixia_domain.kernel.figures import Count, Day, Fen, Flag
from lixia_domain.kernel.forms import Context, Form, Misfit, Schema, Why, Wrong, wrong_type
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.words import Words, listed

Reader = Callable[[Any, Context], Any]


MOST_TOLD = 20
"""So many things that are wrong are told in a sentence; ``Unfit.wrong`` has them all."""


class Shape(NamedTuple):
    """What values of one declared type look like, and how they are read."""

    kind: str
    """``form``, ``choice``, ``record``, ``union``, ``many``, ``table``, ``maybe``."""
    type: Any
    read: Reader
    form: Form | None = None
    parts: tuple[tuple[str, Shape], ...] = ()
    """Fields of a record, choices of a union, the item of many, key and item of a table."""
    words: Words | None = None
    names: Names | None = None
    """What must be on record under it, where it is an id that names something."""


def wrong_in(read: Reader, value: Any, context: Context, where: str) -> list[Wrong]:
    """Return what is wrong with ``value``, each with its place below ``where``."""
    try:
        read(value, context)
    except Misfit as misfit:
        return [Wrong(where + one.where, one.reason, one.facts) for one in misfit.wrong]
    except Rejection as refusal:
        return [Wrong(where, refusal.reason, refusal.facts)]
    return []


def shape_of(hint: Any, where: str, plain: Mapping[Any, Form] | None = None) -> Shape:
    """Return the shape that a type hint declares. Raises ``TypeError`` for what it can't tell.

    ``plain`` gives the forms of types that say no more of themselves.
    """
    plain = PLAIN_FORMS if plain is None else plain
    form: Form | None = None
    words: Words | None = None
    names: Names | None = None
    if get_origin(hint) is Annotated:
        hint, *notes = get_args(hint)
        for note in notes:
            if isinstance(note, Words):
                words = note
            elif isinstance(note, Names):
                names = note
            elif hasattr(note, "read"):
                form = note
    if form is None:
        form = plain.get(hint)
    shape = Shape("form", hint, form.read, form) if form else _composed(hint, where, plain)
    return shape._replace(words=words or shape.words, names=names)


PLAIN_FORMS: dict[Any, Form] = {
    str: Text(blank=True),
    bool: Flag(),
    int: Count(),
    date: Day(),
    Money: Fen(),
}
"""For fields of records that say no more of themselves."""


def _composed(hint: Any, where: str, plain: Mapping[Any, Form]) -> Shape:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if type(None) in args:
            rest = tuple(arg for arg in args if arg is not type(None))
            inner = shape_of(rest[0] if len(rest) == 1 else typing.Union[rest], where, plain)  # noqa: UP007
            return Shape("maybe", hint, _maybe(inner.read), parts=(("", inner),), words=inner.words)
        parts = tuple((arg.__name__, shape_of(arg, where, plain)) for arg in args)
        return Shape("union", hint, _union(parts), parts=parts)
    if origin is tuple and args[-1:] != (Ellipsis,):
        parts = tuple((str(n), shape_of(arg, where, plain)) for n, arg in enumerate(args))
        return Shape("row", hint, _row(parts), parts=parts)
    if origin in (tuple, Sequence):
        item = shape_of(args[0], where, plain)
        kinds = (tuple,) if origin is tuple else (tuple, list)
        return Shape("many", hint, _many(item.read, kinds), parts=(("", item),), words=item.words)
    if origin is Mapping:
        key, item = (shape_of(arg, where, plain) for arg in args)
        return Shape("table", hint, _table(key.read, item.read), parts=(("key", key), ("", item)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Shape("choice", hint, _choice(hint))
    if isinstance(hint, type) and attrs.has(hint):
        hints = typing.get_type_hints(hint, include_extras=True)
        parts = tuple(
            (one.name, shape_of(hints[one.name], f"{where}.{one.name}", plain))
            for one in attrs.fields(hint)
        )
        return Shape("record", hint, _record(hint, parts), parts=parts)
    msg = f"{where}: {hint!r} is no shape that the gate knows"
    raise TypeError(msg)


def _named(kind: type) -> Words:
    return Words(kind.__name__, kind.__name__)


def _choice(kind: type[Enum]) -> Reader:
    wanted = listed(str(one.value) for one in kind)
    members = frozenset(map(id, kind))  # one can be made that is of the class and no member

    def read(value: Any, context: Context) -> Any:
        if id(value) not in members:
            raise wrong_type(
                value, Words(f"{kind.__name__}（{wanted.zh}）", f"{kind.__name__} ({wanted.en})")
            )
        return value

    return read


def _maybe(inner: Reader) -> Reader:
    return lambda value, context: None if value is None else inner(value, context)


def _all_of(reads: Iterable[tuple[str, Reader, Any]], context: Context) -> list[Any]:
    """Return what each reads, or raise one ``Misfit`` that names all that is wrong."""
    found, wrong = [], list[Wrong]()
    for where, read, value in reads:
        try:
            found.append(read(value, context))
        except (Misfit, Rejection):
            wrong += wrong_in(read, value, context, where)
    if wrong:
        raise Misfit(*wrong)
    return found


def _many(item: Reader, kinds: tuple[type, ...]) -> Reader:
    wanted = Words("一组值（tuple）", "a tuple")

    def read(value: Any, context: Context) -> Any:
        if type(value) not in kinds:
            raise wrong_type(value, wanted)
        try:
            return tuple([item(one, context) for one in value])
        except (Misfit, Rejection):
            each = ((f"[{place}]", item, one) for place, one in enumerate(value))
            return tuple(_all_of(each, context))

    return read


def _row(parts: tuple[tuple[str, Shape], ...]) -> Reader:
    wanted = Words(f"{len(parts)} 项一组（tuple）", f"a tuple of {len(parts)}")

    def read(value: Any, context: Context) -> Any:
        if type(value) is not tuple or len(value) != len(parts):
            raise wrong_type(value, wanted)
        each = zip(parts, value, strict=True)
        return tuple(_all_of(((f"[{n}]", part.read, one) for (n, part), one in each), context))

    return read


def _table(key: Reader, item: Reader) -> Reader:
    wanted = Words("对照表（dict）", "a mapping")

    def read(value: Any, context: Context) -> Any:
        if type(value) is not dict:
            raise wrong_type(value, wanted)
        found: dict[Any, Any] = {}
        # A key is told by its place, not repeated: it may be a name.
        keys = _all_of(((f"[{n}]", key, one) for n, one in enumerate(value)), context)
        items = _all_of(((f"[{n}]", item, what) for n, what in enumerate(value.values())), context)
        for one, what in zip(keys, items, strict=True):
            if one in found:
                raise Misfit.of(Why.GIVEN_TWICE, what=one)
            found[one] = what
        return found

    return read


def _union(parts: tuple[tuple[str, Shape], ...]) -> Reader:
    readers = {part.type: part.read for _, part in parts}
    names = " | ".join(name for name, _ in parts)
    wanted = Words(names, names)

    def read(value: Any, context: Context) -> Any:
        found = readers.get(type(value))
        if found is None:
            raise wrong_type(value, wanted)
        return found(value, context)

    return read


def _record(kind: type[Any], parts: tuple[tuple[str, Shape], ...]) -> Reader:
    wanted = _named(kind)
    fields = tuple((name, f".{name}", part.read) for name, part in parts)

    def read(value: Any, context: Context) -> Any:
        if type(value) is not kind:
            raise wrong_type(value, wanted)
        changed: dict[str, Any] = {}
        try:
            for name, _, reader in fields:
                was = getattr(value, name)
                now = reader(was, context)
                if now is not was:
                    changed[name] = now
        except AttributeError:  # made past its constructor, it lacks a field
            raise Misfit.of(Why.NOT_OF_FORM, wanted=wanted) from None
        except (Misfit, Rejection):
            each = [
                wrong_in(reader, getattr(value, name), context, where)
                for name, where, reader in fields
            ]
            raise Misfit(*chain.from_iterable(each)) from None
        return attrs.evolve(value, **changed) if changed else value

    return read


def schema(shape: Shape) -> Schema:
    """Return the JSON Schema of what has this shape."""
    match shape.kind:
        case "form":
            assert shape.form is not None
            return shape.form.schema()
        case "choice":
            return {"type": "string", "enum": [one.value for one in shape.type]}
        case "maybe":
            return {"anyOf": [schema(shape.parts[0][1]), {"type": "null"}]}
        case "many":
            return {"type": "array", "items": schema(shape.parts[0][1])}
        case "row":
            return {
                "type": "array",
                "prefixItems": [schema(part) for _, part in shape.parts],
                "minItems": len(shape.parts),
                "maxItems": len(shape.parts),
            }
        case "table":
            return {"type": "object", "additionalProperties": schema(shape.parts[1][1])}
        case "union":
            return {"oneOf": [schema(part) for _, part in shape.parts]}
        case _:
            return _record_schema(shape)


def _record_schema(shape: Shape) -> Schema:
    needed = [one.name for one in attrs.fields(shape.type) if one.default is attrs.NOTHING]
    return {
        "type": "object",
        "title": shape.type.__name__,
        "properties": {name: schema(part) for name, part in shape.parts},
        "required": needed,
        "additionalProperties": False,
    }
